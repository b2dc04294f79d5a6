"""What became of what was planned: was it held about the day that was set, put off, or called off? Was it denied?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from verbale.reconcile.tellings import Act, Party

Outcome = Literal["held", "postponed", "cancelled"]

LATE: Final = timedelta(days=7)
"""What is held within a week of the day that was set is taken for what was planned."""
PUT_OFF: Final = timedelta(days=92)
"""A meeting of the same sides that is set for a day so much later, and told of later, is what was put off."""
HAPPENED: Final = ("occurred", "ongoing", "historical")


def is_held(plan: Act, set_for: date, happened: Act, on: date) -> bool:
    """Is what happened on a day what had been set for another: the same type, the same sides, about the time?"""
    return plan.event == happened.event and abs(on - set_for) <= LATE and _has_sides(plan, happened)


def is_cancelled(plan: Act, set_for: date, other: Act, on: date) -> bool:
    """Does it tell that the plan was called off: that one of the sides refused to meet, or that it did not happen?"""
    refused = plan.event == "CONSULT" and other.event == "REJECT" and other.mode == "meet" and other.status in HAPPENED
    denied = other.event == plan.event and other.status == "denied"
    all_told = _list_all(plan) <= _list_all(other)
    return (refused or denied) and all_told and set_for - PUT_OFF <= on <= set_for + LATE


def is_postponed(plan: Act, set_for: date, other: Act, now_set_for: date) -> bool:
    """Is it the same plan for a later day? That it was told of later the caller must see to."""
    later = set_for < now_set_for <= set_for + PUT_OFF
    return later and other.status == "scheduled" and plan.event == other.event and _has_sides(plan, other)


def is_denied(happened: Act, on: date, other: Act, when: date) -> bool:
    """Does it deny what others say happened: the same type and sides, about the time?"""
    same = happened.event == other.event and happened.status in HAPPENED and other.status == "denied"
    fits = _list_all(happened) <= _list_all(other) or _list_all(other) <= _list_all(happened)
    return same and fits and bool(_list_all(other)) and abs(when - on) <= LATE


def _has_sides(plan: Act, other: Act) -> bool:
    """Do all take part who were to? Persons stand for their states."""
    return _list_states(plan.actor) <= _list_states(other.actor) and _list_states(plan.recipient) <= _list_states(
        other.recipient
    )


def _list_states(side: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(one.state or one.id for one in side)


def _list_all(act: Act) -> frozenset[str]:
    return _list_states((*act.actor, *act.recipient))
