"""Planned and past: the words before a meeting, bare weekdays, headlines in the infinitive."""

from __future__ import annotations

import pytest

from extract.staged import Stage


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Norway will meet Chad.", "meet", "scheduled"),
        ("Norway's leader came ahead of talks with Chad.", "talks", "scheduled"),
        ("Norway spoke of the upcoming meeting with Chad.", "meeting", "scheduled"),
        ("If they agree, Norway will meet Chad.", "meet", "occurred"),
        ("Norway met Chad.", "met", "occurred"),
        ("Norway may meet Chad.", "meet", "hypothetical"),
        ("Norway is considering talks with Chad.", "talks", "hypothetical"),
        ("Norway, Chad to meet", "meet", "scheduled"),
        ("Norway urged Chad to meet", "meet", "occurred"),
        ("Norway announced a plan after talks with Chad.", "talks", "occurred"),
        ("If Norway were to meet Chad, Peru would come.", "meet", "hypothetical"),
    ],
)
def test_words_that_surely_plan_a_meeting_win_over_the_reader(text: str, trigger: str, expected: str) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("CONSULT", trigger, actors=["Norway", "Chad"]))
    assert event.status == expected


def test_a_headline_in_the_infinitive_plans_other_acts_too() -> None:
    stage = Stage("Norway and Chad to sign treaty")
    (event,) = stage.tell(stage.act("SUPPORT", "sign", actors=["Norway", "Chad"], status="historical"))
    assert event.status == "scheduled"


def test_a_bare_weekday_of_what_is_planned_is_the_coming_one() -> None:
    stage = Stage("Norway's leader came ahead of talks with Chad on Friday.").date(Friday="2024-05-10")
    (event,) = stage.tell(stage.act("CONSULT", "talks", actors=["Norway", "Chad"], date="Friday"))
    assert (event.status, event.date) == ("scheduled", "2024-05-17")


def test_a_meeting_before_an_announcement_is_not_of_the_day_announced() -> None:
    stage = Stage("Norway will send boats on 20 May, it said after talks with Chad.").date(**{"20 May": "2024-05-20"})
    act = stage.act("CONSULT", "talks", actors=["Norway", "Chad"], date="20 May", status="scheduled")
    (event,) = stage.tell(act)
    assert (event.status, event.date) == ("occurred", "2024-05-14")


def test_the_day_on_which_a_plan_was_told_is_not_the_plans() -> None:
    stage = Stage("Norway will meet Chad, Peru announced on Thursday.").date(Thursday="2024-05-16")
    act = stage.act("CONSULT", "meet", actors=["Norway", "Chad"], date="Thursday", status="scheduled")
    (event,) = stage.tell(act)
    assert (event.status, event.date) == ("scheduled", None)


def test_years_for_which_something_is_signed_are_not_its_day() -> None:
    stage = Stage("Norway and Chad signed a plan for 2025.").date(**{"2025": "2025"})
    (event,) = stage.tell(stage.act("SUPPORT", "signed", actors=["Norway", "Chad"], date="2025"))
    assert (event.status, event.date) == ("occurred", "2024-05-14")


def test_a_bare_weekday_of_what_has_happened_is_the_last_one() -> None:
    stage = Stage("Norway announced the resignation Monday night.").date(Monday="2024-05-20")
    (event,) = stage.tell(stage.act("RETREAT", "resignation", actors=["Norway"], recipients=[], date="Monday"))
    assert (event.status, event.date) == ("occurred", "2024-05-13")


def test_a_measure_announced_for_a_day_ahead_is_taken() -> None:
    stage = Stage("Norway cancelled a visit by Chad on Friday.").date(Friday="2024-05-17")
    act = stage.act("REJECT", "cancelled", actors=["Norway"], recipients=["Chad"], date="Friday")
    assert stage.tell(act)[0].status == "occurred"


def test_a_planned_summit_is_told_even_if_nobody_is_named() -> None:
    stage = Stage("A summit will be held in Lima. A summit was held in Lima.")
    act = stage.act("CONSULT", "summit", actors=[], place="Lima", status="scheduled")
    assert [one.status for one in stage.tell(act)] == ["scheduled"]
    assert stage.tell(stage.act("CONSULT", "summit", actors=[], place="Lima")) == ()


def test_a_bare_month_of_what_is_planned_is_the_coming_one() -> None:
    stage = Stage("Norway spoke of the upcoming talks with Chad in March.").date(March="2024-03")
    (event,) = stage.tell(stage.act("CONSULT", "talks", actors=["Norway", "Chad"], date="March"))
    assert (event.status, event.date) == ("scheduled", "2025-03")


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Norway spoke of the invasion of Chad.", "invasion", "ongoing"),
        ("Norway spoke of the invasion of Chad in 1983.", "invasion", "historical"),
        ("Norway spoke of the raid on Chad.", "raid", "historical"),
    ],
)
def test_a_war_that_is_named_without_a_time_goes_on(text: str, trigger: str, status: str) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("ASSAULT", trigger, actors=[], recipients=["Chad"], status="historical"))
    assert event.status == status
