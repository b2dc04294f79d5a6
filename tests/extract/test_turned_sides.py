"""Participants that plain words put on another side than the reader did."""

from __future__ import annotations

import pytest

from extract.staged import Stage


def told(text: str, event: str, trigger: str, actors: list[str], recipients: list[str]) -> tuple[tuple[str, ...], ...]:
    stage = Stage(text)
    (one,) = stage.tell(stage.act(event, trigger, actors=actors, recipients=recipients))
    return one.actor, one.recipient


def test_police_with_whom_protesters_clash_are_acted_upon() -> None:
    text = "The police clashed with protesters in Lima."
    assert told(text, "PROTEST", "clashed", ["police", "protesters"], []) == (("x:protesters",), ("x:police",))


def test_a_protest_against_somebody_is_not_theirs() -> None:
    assert told("A rally against Chad was held in Lima.", "PROTEST", "rally", ["Chad"], []) == ((), ("TCD",))
    assert told("Anti-Chad protests went on in Lima.", "PROTEST", "protests", ["Chad"], []) == ((), ("TCD",))


def test_those_for_whom_people_protest_are_not_acted_upon() -> None:
    text = "The protesters rallied in solidarity with Chad against Peru."
    assert told(text, "PROTEST", "rallied", ["protesters"], ["Chad", "Peru"]) == (("x:protesters",), ("PER",))


def test_whoever_agrees_with_another_agrees_together() -> None:
    text = "Norway agreed to build a cable with Chad."
    assert told(text, "AGREE", "agreed to build", ["Norway"], ["Chad"]) == (("NOR", "TCD"), ())


def test_where_they_meet_is_no_participant() -> None:
    stage = Stage("Norway will meet Chad in Peru.")
    act = stage.act("CONSULT", "meet", actors=["Norway", "Chad", "Peru"], place="Peru")
    (event,) = stage.tell(act)
    assert event.actor == ("NOR", "TCD")


def test_a_promise_is_made_to_somebody() -> None:
    text = "Norway agreed to lend money to Chad."
    assert told(text, "AGREE", "agreed to lend", ["Norway"], ["Chad"]) == (("NOR",), ("TCD",))


@pytest.mark.parametrize(
    ("event", "trigger"), [("RETREAT", "resigned"), ("CONCEDE", "pleaded guilty"), ("COERCE", "state of emergency")]
)
def test_some_acts_are_done_to_nobody(event: str, trigger: str) -> None:
    text = f"Astrid Holm {trigger} in Chad."
    assert told(text, event, trigger, ["Astrid Holm"], ["Chad"]) == (("Q1",), ())


@pytest.mark.parametrize(
    ("text", "recipients", "expected"),
    [
        ("Norway answers new sanctions.", [], ((), ("NOR",))),
        ("Norway responded to the sanctions by Chad.", ["Chad"], (("TCD",), ("NOR",))),
        ("Norway answers sanctions with a ban on Chad.", ["Chad"], (("NOR",), ("TCD",))),
    ],
)
def test_who_answers_a_measure_did_not_take_it(text: str, recipients: list[str], expected: object) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("SANCTION", "sanctions", actors=["Norway"], recipients=recipients))
    assert (event.actor, event.recipient) == expected


def test_whoever_only_says_so_is_not_acted_upon() -> None:
    text = "Norway stands by Chad, as Astrid Holm has said."
    assert told(text, "SUPPORT", "stands by", ["Norway"], ["Chad", "Astrid Holm"]) == (("NOR",), ("TCD",))


def test_whoever_only_says_so_of_those_who_act_does_not_act() -> None:
    text = "The rebels, who Peru says are armed, attacked Chad."
    assert told(text, "ASSAULT", "attacked", ["rebels", "Peru"], ["Chad"]) == (("x:rebels",), ("TCD",))


def test_whoever_acts_in_a_clause_about_another_acts_on_the_other() -> None:
    text = "Chad, which Peru accuses of fraud, sent relief to Laos."
    assert told(text, "ACCUSE", "accuses", ["Chad", "Peru"], []) == (("PER",), ("TCD",))


def test_whoever_stands_in_a_clause_about_the_actor_has_no_part_in_what_follows() -> None:
    text = "Chad, which Peru accuses of fraud, threatened Laos."
    assert told(text, "THREATEN", "threatened", ["Chad", "Peru"], ["Laos"]) == (("TCD",), ("LAO",))


def test_who_hears_a_complaint_is_not_accused() -> None:
    text = "Chad filed a complaint with Laos."
    assert told(text, "ACCUSE", "filed a complaint", ["Chad"], ["Laos"]) == (("TCD",), ())


def test_where_people_are_deported_to_deports_nobody() -> None:
    text = "The protesters were deported to Chad."
    assert told(text, "COERCE", "were deported", ["Chad"], ["protesters"]) == ((), ("x:protesters",))
