"""Why an event stands in a record: from what was kept while the record was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from verbale.analyse.analysis import Act, Faint, Role
from verbale.analyse.component import Findings
from verbale.analyse.recorded import Recorded
from verbale.errors import UnknownEntry
from verbale.extract.event_sides import Source
from verbale.extract.events import Reason
from verbale.ids import report_id
from verbale.pipeline import Made, trace
from verbale.read.reading import Given
from verbale.show.grounds import Explanation, explain_events, write_explanation
from verbale.show.sheet import LEAST_WIDE
from verbale.show.why import REASONS, SOURCES, render_explanation
from written import find

TEXT = "Norway expelled two envoys of Chad on Monday and hoped that Peru would follow. Laos protested loudly."


def write_act(event: str, trigger: str, **said: object) -> Act:
    values = {
        "trigger": find(TEXT, trigger),
        "event": event,
        "mode": None,
        "status": "occurred",
        "context": (),
        "actors": (),
        "recipients": (),
        "date": None,
        "place": None,
        "score": 0.9,
        "rivals": (),
        "rule": "encoder",
    }
    return Act(**(values | said))  # type: ignore[arg-type]


EXPULSION = write_act(
    "SANCTION",
    "expelled",
    mode="expel",
    actors=(Role(find(TEXT, "Norway"), 0.97),),
    recipients=(Role(find(TEXT, "envoys of Chad"), 0.91),),
    date=find(TEXT, "Monday"),
    rivals=(("COERCE", 0.2),),
    faint=(Faint(find(TEXT, "Peru"), 0.02, 0.3),),
)
HOPE = write_act("SUPPORT", "hoped", score=0.02)
PROTEST = write_act("ACCUSE", "protested", mode="disapprove", faint=(Faint(find(TEXT, "Laos"), 0.4, 0.1),))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    path = tmp_path / "report.txt"
    path.write_text(f"published: 2024-05-14\n\n{TEXT}", "utf-8")
    return trace(str(path), Given(), Recorded({report_id(TEXT): Findings(acts=(EXPULSION, HOPE, PROTEST))}))


@pytest.fixture
def expulsion(made: Made) -> Explanation:
    (explanation,) = explain_events(made, "e1")
    return explanation


def test_the_trigger_comes_with_its_score_and_the_types_that_lost(expulsion: Explanation) -> None:
    (trigger,) = expulsion.triggers
    assert trigger.words.text == "expelled"
    assert trigger.score == 0.9
    assert [(rival.event, rival.score) for rival in trigger.rivals] == [("COERCE", 0.2)]


def test_a_side_says_by_which_words_it_is_known(expulsion: Explanation) -> None:
    assert expulsion.actor.by == "role"
    (norway,) = expulsion.actor.candidates
    assert (norway.words.text, norway.actors, norway.taken) == ("Norway", ("NOR",), True)


def test_words_that_were_nearly_a_participant_are_told_as_not_taken(expulsion: Explanation) -> None:
    *_, peru = expulsion.recipient.candidates
    assert (peru.words.text, peru.score, peru.taken) == ("Peru", 0.3, False)


def test_an_act_of_the_same_sentence_that_is_too_unsure_is_told_as_lost(expulsion: Explanation) -> None:
    (lost,) = expulsion.lost
    assert (lost.words.text, lost.event) == ("hoped", "SUPPORT")


def test_the_signs_of_confidence_add_up_to_it(expulsion: Explanation) -> None:
    total = sum(sign.effect for sign in expulsion.signs)
    sure = 1 / (1 + 2.718281828**-total)
    assert sure == pytest.approx(expulsion.event.confidence, abs=0.01)


def test_a_side_that_the_reader_was_unsure_of_says_so(made: Made) -> None:
    *_, protest = explain_events(made)
    assert protest.actor.by == "faint"
    assert protest.actor.actors == ("LAO",)


def test_everybody_in_an_explanation_has_a_name(made: Made) -> None:
    for explanation in explain_events(made):
        sides = (explanation.actor, explanation.recipient)
        ids = {one for side in sides for words in side.candidates for one in words.actors}
        assert ids <= set(explanation.names)


def test_an_event_that_is_not_there_is_refused_with_those_that_are(made: Made) -> None:
    with pytest.raises(UnknownEntry, match="there are e1, e2"):
        explain_events(made, "e9")


def test_the_json_is_one_line_with_the_event_as_in_the_record(made: Made, expulsion: Explanation) -> None:
    line = write_explanation(expulsion)
    assert line.count("\n") == 1
    told = json.loads(line)
    assert told["event"]["event_text"] == made.record.events[0].event_text
    assert told["lost"][0]["event"] == "SUPPORT"


@pytest.mark.parametrize("width", [LEAST_WIDE, 80, 200])
def test_the_view_tells_the_same_within_its_width(made: Made, expulsion: Explanation, width: int) -> None:
    view = render_explanation(expulsion, made.record, width)
    assert all(len(line) <= width for line in view.splitlines())
    words = " ".join(view.split())
    assert "“expelled” for SANCTION expel, at 0.90" in words
    assert "“Peru” 0.30; not taken" in words
    assert "COERCE might have been, at 0.20" in words


def test_every_ground_has_words_for_people() -> None:
    assert set(get_args(Source)) <= set(SOURCES)
    assert set(get_args(Reason)) <= set(REASONS)
