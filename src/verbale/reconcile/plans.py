"""What became of what was planned. So far: was it held, about the day that was set?"""

from __future__ import annotations

from datetime import date, timedelta

from verbale.reconcile.tellings import Act, Party

LATE = timedelta(days=7)
"""What is held within a week of the day that was set is taken for what was planned."""


def is_held(plan: Act, set_for: date, happened: Act, on: date) -> bool:
    """Is what happened on a day what had been set for another: the same type, the same sides, about the time?"""
    return (
        plan.event == happened.event
        and abs(on - set_for) <= LATE
        and _list_states(plan.actor) <= _list_states(happened.actor)
        and _list_states(plan.recipient) <= _list_states(happened.recipient)
    )


def _list_states(side: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(one.state or one.id for one in side)
