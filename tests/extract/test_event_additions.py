"""Acts that plain words tell, where the reader saw none."""

from __future__ import annotations

import pytest

from extract.staged import Stage
from written import write_statement


def test_readiness_in_a_quotation_is_its_speakers_and_for_whom_it_names() -> None:
    stage = Stage("He added that his country is “determined to do useful work together with Chad”.")
    words = "determined to do useful work together with Chad"
    told = write_statement(stage.analysis.text, words, speakers=("Q1",), form="mixed")
    (event,) = stage.tell(statements=[told])
    assert (event.event, event.actor, event.recipient, event.statement) == ("AGREE", ("Q1",), ("TCD",), "s1")


def test_readiness_outside_a_quotation_is_its_subjects() -> None:
    stage = Stage("Norway is ready to work closely with Chad.")
    (event,) = stage.tell()
    assert (event.event, event.actor, event.recipient) == ("AGREE", ("NOR",), ("TCD",))


@pytest.mark.parametrize(
    "text",
    [
        "Norway is not ready to work with Chad.",
        "Norway is ready to work with stone.",
        "Norway is ready. Norway works with Chad.",
    ],
)
def test_other_words_are_no_readiness(text: str) -> None:
    assert Stage(text).tell() == ()


def test_where_the_reader_sees_a_promise_the_words_add_nothing() -> None:
    stage = Stage("Norway is ready to work with Chad.")
    (event,) = stage.tell(stage.act("AGREE", "ready to work", actors=["Norway"], recipients=["Chad"]))
    assert event.rule == "encoder"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway received Idriss Mahamat.", "occurred"),
        ("Astrid Holm hosted Idriss Mahamat.", "occurred"),
        ("Norway will receive Idriss Mahamat.", "scheduled"),
    ],
)
def test_receiving_a_person_is_a_meeting(text: str, status: str) -> None:
    (event,) = Stage(text).tell()
    assert (event.event, event.actor[1:], event.status) == ("CONSULT", ("Q2",), status)


def test_receiving_a_thing_is_none() -> None:
    assert Stage("Norway received a letter from Idriss Mahamat.").tell() == ()
