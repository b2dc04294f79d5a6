"""What several tellings of one event come to: for each field, what most accounts have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Literal, TypeVar

from msgspec.structs import replace

from verbale.reconcile.tellings import Act, Party, Range, Settled, Telling, Toll, tell_order
from verbale.records import Place

Value = TypeVar("Value", bound=Hashable)
Harm = Literal["dead", "injured", "arrested"]
HARMS: Final[tuple[Harm, ...]] = ("dead", "injured", "arrested")


def settle(tellings: Sequence[Telling]) -> Settled:
    """What the tellings of one event come to, led by the earliest; copies of one report have one voice.

    Most fields are those of most accounts, of equal ones those of the surest telling. A day told goes before a day of
    publication, the place told most finely before others, the latest count of people before earlier ones.
    """
    ordered = sorted(tellings, key=tell_order)
    surest = min(ordered, key=lambda one: (-one.act.confidence, *tell_order(one))).act
    dated = choose_dated(ordered)
    act = replace(
        surest,
        mode=_choose(ordered, lambda act: act.mode),
        status=_choose(ordered, lambda act: act.status) or surest.status,
        actor=_choose_side(ordered, lambda act: act.actor),
        recipient=_choose_side(ordered, lambda act: act.recipient),
        host=_choose_side(ordered, lambda act: act.host),
        date=dated.date,
        enddate=dated.enddate,
        date_basis=dated.date_basis,
        place=_choose_place(ordered),
        toll=_choose_toll(ordered),
        agreement=_choose(ordered, lambda act: act.agreement),
    )
    actors = {one.id for one in act.actor}
    act = replace(
        act,
        recipient=tuple(one for one in act.recipient if one.id not in actors),
        host=tuple(one for one in act.host if one.id in actors),
    )
    return Settled(ordered[0].id, act)


def count_accounts(tellings: Iterable[Telling], get: Callable[[Act], Value | None]) -> dict[Value, set[str]]:
    """Which accounts tell which value; those that tell none are left out."""
    voices: dict[Value, set[str]] = {}
    for one in tellings:
        value = get(one.act)
        if value:
            voices.setdefault(value, set()).add(one.account)
    return voices


def choose_dated(ordered: Sequence[Telling]) -> Act:
    """The act whose date holds: told by most accounts, and finely; else that of the earliest report."""
    told = [one for one in ordered if one.act.date and one.act.date_basis == "text"]
    if not told:
        return next((one.act for one in ordered if one.act.date), ordered[0].act)
    finest = max(len(one.act.date or "") for one in told)
    fine = [one for one in told if len(one.act.date or "") == finest]
    date = _choose(fine, lambda act: act.date)
    return min(
        (one for one in fine if one.act.date == date), key=lambda one: (one.act.enddate is None, *tell_order(one))
    ).act


def _choose(ordered: Sequence[Telling], get: Callable[[Act], Value | None]) -> Value | None:
    voices = count_accounts(ordered, get)
    sure: dict[Value, float] = {}
    for one in ordered:
        value = get(one.act)
        if value:
            sure[value] = max(sure.get(value, 0.0), one.act.confidence)
    return max(voices, key=lambda value: (len(voices[value]), sure[value]), default=None)


def _choose_side(ordered: Sequence[Telling], get: Callable[[Act], tuple[Party, ...]]) -> tuple[Party, ...]:
    """The side that most accounts tell, in the guise that most give; of equal ones the one that names more people."""
    voices = count_accounts(ordered, lambda act: frozenset(one.id for one in get(act)))
    sides = {frozenset(one.id for one in get(telling.act)): get(telling.act) for telling in reversed(ordered)}

    def rank(ids: frozenset[str]) -> tuple[int, int, int]:
        return len(voices[ids]), sum(one.kind == "person" for one in sides[ids]), len(ids)

    best = max(sorted(voices, key=sorted), key=rank, default=frozenset())
    return sides.get(best, ())


def _choose_place(ordered: Sequence[Telling]) -> Place | None:
    """The finest place; of equally fine ones the one that most accounts tell."""
    finest = max((_tell_fineness(one.act.place) for one in ordered), default=0)
    return _choose([one for one in ordered if _tell_fineness(one.act.place) == finest], lambda act: act.place)


def _tell_fineness(place: Place | None) -> int:
    return 0 if place is None else 1 + (place.resolution or 0)


def _choose_toll(ordered: Sequence[Telling]) -> Toll:
    return Toll(**{harm: _find_last_count(ordered, harm) for harm in HARMS})


def _find_last_count(ordered: Sequence[Telling], harm: Harm) -> Range | None:
    counts: list[Range | None] = [getattr(one.act.toll, harm) for one in ordered]
    return next((count for count in reversed(counts) if count is not None), None)
