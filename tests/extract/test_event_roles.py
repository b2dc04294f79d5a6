"""Participants of an act in a full report: the reader's chances and where words stand, weighed together."""

from __future__ import annotations

from extract.staged import Stage
from verbale.analyse.analysis import Act
from verbale.extract.event_roles import Candidate, choose, describe, list_candidates, load_roles
from verbale.extract.event_seats import Setting
from verbale.extract.event_signs import PartWeights
from verbale.records import Event

FILLING = " It rained." * 7
"""Sentences that make a text a full report."""


def set_out(stage: Stage, act: Act) -> tuple[Setting, list[Candidate]]:
    setting = Setting(stage.resolution, act, None)
    return setting, list_candidates(stage.resolution, setting)


def tell(text: str, event: str, trigger: str, **said: object) -> Event:
    stage = Stage(text + FILLING)
    (found,) = stage.tell(stage.act(event, trigger, **said))
    return found


def test_whoever_the_reader_names_or_hears_and_whoever_is_mentioned_is_a_candidate_once() -> None:
    stage = Stage("Norway condemned Chad and Peru, and Norway left.")
    act = stage.act("ACCUSE", "condemned", actors=["Norway"], recipients=["Chad"], faint={"Peru": (0.0, 0.3)})
    _, candidates = set_out(stage, act)
    assert [one.ids for one in candidates] == [("NOR",), ("TCD",), ("PER",)]
    assert [one.is_role for one in candidates] == [True, True, False]


def test_signs_tell_the_source_and_what_stands_beside() -> None:
    stage = Stage("Protests against Norway: anti-Chad, according to Peru.")
    act = stage.act("PROTEST", "Protests", actors=[], recipients=["Norway"])
    setting, candidates = set_out(stage, act)
    signs = [dict(one.spell()) for one in describe(candidates, setting)]
    assert "source suffers" in signs[0]
    assert "source silent" in signs[1]
    assert "anti aimed" in signs[1]
    assert "according aimed" in signs[2]


def test_the_first_must_be_likely_and_others_likelier() -> None:
    stage = Stage("Norway and Chad condemned Peru.")
    act = stage.act("ACCUSE", "condemned", actors=[("Norway", 0.9), ("Chad", 0.6)], recipients=["Peru"])
    setting, candidates = set_out(stage, act)
    weights = PartWeights(
        made_from="written",
        actor={"actor acts": 1.0, "recipient suffers": 0.0},
        recipient={"recipient suffers": 1.0},
        actor_from=0.4,
        recipient_from=0.4,
        more_from=0.7,
    )
    acting, receiving, (nobody, _) = choose(candidates, setting, weights)
    assert [one.ids for _, one in acting] == [("NOR",)]
    assert [one.ids for _, one in receiving] == [("PER",)]
    assert 0 < nobody < 1


def test_plain_roles_of_a_full_report_are_kept() -> None:
    event = tell("Norway condemned Chad.", "ACCUSE", "condemned", actors=["Norway"], recipients=["Chad"])
    assert (event.actor, event.recipient) == (("NOR",), ("TCD",))


def test_all_who_meet_are_actors() -> None:
    event = tell("Norway met Chad.", "CONSULT", "met", actors=["Norway", "Chad"])
    assert (event.actor, event.recipient) == (("NOR", "TCD"), ())


def test_thanks_in_a_report_of_a_meeting_of_two_are_for_the_other() -> None:
    stage = Stage("Norway met Chad. Norway expressed thanks." + FILLING)
    met = stage.act("CONSULT", "met", actors=["Norway", "Chad"])
    thanks = stage.act("SUPPORT", "thanks", actors=["Norway"], within="Norway expressed thanks")
    events = stage.tell(met, thanks)
    assert (events[1].actor, events[1].recipient) == (("NOR",), ("TCD",))


def test_the_weights_that_ship_are_there() -> None:
    weights = load_roles()
    assert {"always", "actor acts", "recipient suffers"} <= set(weights.actor)
    assert 0 < weights.actor_from < 1
