"""The stretch that proves an event."""

from __future__ import annotations

import pytest
from hypothesis import given

from extract.staged import Stage
from strategies import newsy_text
from verbale.analyse import lay_out
from verbale.extract.event_words import find_evidence
from verbale.read.reading import Reading
from verbale.spans import Span
from written import find, write_report


def evidence(text: str, trigger: str) -> str:
    analysis = lay_out(Reading(write_report(text, title=None)))
    return find_evidence(analysis, find(text, trigger)).of(text)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("They met in Oslo on Monday (27 February). It rained.", "met", "met in Oslo on Monday (27 February)"),
        ("They met in Oslo, where it rained.", "met", "met in Oslo"),
        ("They met after the vote.", "met", "met"),
        ("Police arrested four men and two women who had sung.", "arrested", "arrested four men"),
        ("She met Peru and Chad.", "met", "met Peru and Chad"),
        ("The arrest of the mayor of", "arrest", "arrest of the mayor"),
        ('"We condemn the raid" and more, she said.', "condemn", "condemn the raid"),
        ("They met (in the", "met", "met"),
        ("Talks", "Talks", "Talks"),
    ],
)
def test_it_runs_to_the_end_of_what_completes_the_trigger(text: str, trigger: str, expected: str) -> None:
    assert evidence(text, trigger) == expected


def test_it_has_at_most_twelve_words_after_the_trigger() -> None:
    assert len(evidence("They met " + "very " * 40 + "late.", "met").split()) == 13


@given(newsy_text)
def test_it_begins_with_the_trigger_and_stays_in_the_text(text: str) -> None:
    whole = f"They met {text}"
    analysis = lay_out(Reading(write_report(whole, title=None)))
    found = find_evidence(analysis, Span(5, 8))
    assert found.of(whole).startswith("met")


def test_a_small_word_is_no_place() -> None:
    stage = Stage("Rebels attacked Chad near its border with Peru.")
    (event,) = stage.tell(stage.act("ASSAULT", "attacked", recipients=["Chad"], place="with"))
    assert event.event_loc is None
