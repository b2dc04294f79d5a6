"""Puts the tellings of one event together: same type, and sides, status, day and place that can be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from verbale.extract.event_tellings import Telling
from verbale.plover import get_type

HAPPENED: Final = ("occurred", "ongoing")


def merge(tellings: Iterable[Telling], states: Mapping[str, str | None]) -> list[list[Telling]]:
    """Groups of tellings of one event, in the order of their first; *states*: actor id -> state."""
    groups: list[list[Telling]] = []
    by_type: dict[str, list[list[Telling]]] = {}
    for telling in tellings:
        alike = by_type.setdefault(telling.act.event, [])
        home = next((group for group in alike if all(is_same(telling, one, states) for one in group)), None)
        if home is None:
            home = []
            groups.append(home)
            alike.append(home)
        home.append(telling)
    return groups


def is_same(one: Telling, other: Telling, states: Mapping[str, str | None]) -> bool:
    """Can the two tell of one event?"""
    return (
        one.act.event == other.act.event
        and (_same_status(one, other) or _on_one_day(one, other))
        and _same_mode(one, other)
        and _same_day(one, other)
        and _same_place(one, other)
        and _same_sides(one, other, states)
    )


def _same_status(one: Telling, other: Telling) -> bool:
    return one.status == other.status or (one.status in HAPPENED and other.status in HAPPENED)


def _on_one_day(one: Telling, other: Telling) -> bool:
    """A headline's "meeting on Tuesday" and "will meet on Tuesday": the same day in the text decides."""
    return bool(one.date and other.date and one.date.value and one.date.value == other.date.value)


def _same_mode(one: Telling, other: Telling) -> bool:
    """A visit is a meeting too, and is told as either; other modes are other acts."""
    modes = {one.act.mode, other.act.mode}
    return one.act.event == "CONSULT" or len(modes) == 1 or None in modes


def _same_day(one: Telling, other: Telling) -> bool:
    """Days fit if one is the other told less finely, lies in its range, or is not told."""
    if one.date is None or other.date is None or not one.date.value or not other.date.value:
        return True
    first, second = one.date.value, other.date.value
    fine = min(len(first), len(second))
    return first[:fine] <= (other.date.end or second)[:fine] and second[:fine] <= (one.date.end or first)[:fine]


def _same_place(one: Telling, other: Telling) -> bool:
    """Places fit if one holds the other, or one is not told."""
    if one.place is None or other.place is None:
        return True
    first, second = one.place.place, other.place.place
    if None not in (first.country_code, second.country_code) and first.country_code != second.country_code:
        return False
    return first.city == second.city or None in (first.city, second.city)


def _same_sides(one: Telling, other: Telling, states: Mapping[str, str | None]) -> bool:
    """Sides fit if they share somebody or name nobody; at least one side must be shared, or neither told."""
    actors = _share(one.sides.actor, other.sides.actor, states)
    if get_type(one.act.event).sides == "joint":
        return actors is not False
    recipients = _share(one.sides.recipient, other.sides.recipient, states)
    return actors is not False and recipients is not False and (actors or recipients or _is_bare(one, other))


def _share(one: Sequence[str], other: Sequence[str], states: Mapping[str, str | None]) -> bool | None:
    """Do two sides share an actor, or an actor's state? None if one of them is empty."""
    if not one or not other:
        return None
    if set(one) & set(other):
        return True
    first, second = ({states.get(actor) for actor in side} - {None} for side in (one, other))
    return bool(first & second)


def _is_bare(one: Telling, other: Telling) -> bool:
    return not any((*one.sides.actor, *one.sides.recipient, *other.sides.actor, *other.sides.recipient))
