"""From acts as read to events: who did what to whom, when and where, each event once however often it is told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple, TypeVar

from verbale.extract.event_merging import HAPPENED, merge
from verbale.extract.event_tellings import Casting, Teller, Telling
from verbale.plover import get_scale, get_type
from verbale.records import Agreement, Count, DateBasis, Event, Size, Statement, Status, TextInfo
from verbale.resolve.resolution import Resolution

DIGITS: Final = 3
"""Of a confidence."""
MAY_BE_BARE: Final = frozenset({"PROTEST", "ASSAULT", "COERCE"})
"""Types that are told even if nobody is named, if day, place or size is: a riot, a bombing, a curfew."""
LEAST_CONFIDENCE: Final = 0.15
"""Events less sure than this are not told: of labelled items it costs 1 point of type F1 and gives 3 of precision."""
CALIBRATION: Final = {"lexicon": (0.35, 1.0)}
"""Rule of the reader -> shift and slope of the log-odds that turn the product of scores into a probability. Best on
held-out items would be (0.8, 1.2), on held-out reports (0.0, 0.9)."""
NEVER_BESIDE: Final = {"MOBILIZE": "ASSAULT"}
"""A type -> the type that takes its place where both are told in one sentence: forces that move and then attack."""

Found = TypeVar("Found")


def find_events(
    resolution: Resolution,
    statements: Sequence[Statement],
    agreements: Sequence[Agreement],
    cast: Casting,
) -> tuple[Event, ...]:
    """The events of a report, in the order of their first telling."""
    tellings = list(Teller(resolution, statements, agreements, cast).tell_all())
    beside = {_place(one, resolution) for one in tellings}
    kept = [one for one in tellings if _is_told(one) and not _is_overshadowed(one, beside, resolution)]
    states = {actor.id: actor.state for actor in resolution.actors}
    groups = [group for group in merge(kept, states) if _tell_confidence(group) >= LEAST_CONFIDENCE]
    return tuple(_make_event(f"e{number}", group, resolution) for number, group in enumerate(groups, 1))


def _is_told(telling: Telling) -> bool:
    """Is anybody named, or at least when, where or how many?"""
    if telling.sides.actor or telling.sides.recipient:
        return True
    return telling.act.event in MAY_BE_BARE and bool(telling.date or telling.place or telling.size)


def _is_overshadowed(telling: Telling, beside: Set[tuple[str, int]], resolution: Resolution) -> bool:
    event, sentence = _place(telling, resolution)
    return (NEVER_BESIDE.get(event, ""), sentence) in beside


def _place(telling: Telling, resolution: Resolution) -> tuple[str, int]:
    """An act's type and the number of its sentence."""
    return telling.act.event, resolution.analysis.sentence_at(telling.act.trigger.start)


class _Day(NamedTuple):
    """An event's day, as fine as known, the end of its range, and where it is from."""

    value: str | None
    end: str | None
    basis: DateBasis


def _make_event(identifier: str, group: Sequence[Telling], resolution: Resolution) -> Event:
    best = max(group, key=_worth)
    told = (best, *(one for one in group if one is not best))
    kind = get_type(best.act.event)
    mode = _first(one.act.mode for one in told)
    actor = _first(one.sides.actor for one in told) or ()
    recipient = _first(one.sides.recipient for one in told) or ()
    place = _first(one.place for one in told)
    day = _choose_day(told, resolution)
    evidence = tuple(dict.fromkeys(TextInfo(*one.evidence) for one in told))
    return Event(
        id=identifier,
        event=kind.code,
        mode=mode,
        context=best.act.context,
        status=_choose_status(told),
        actor=actor,
        recipient=tuple(one for one in recipient if one not in actor),
        host=tuple(one for one in _first(one.host for one in told) or () if one in actor),
        date=day.value,
        enddate=day.end,
        date_basis=day.basis,
        event_loc=place.place if place else None,
        event_text=best.evidence.of(resolution.text),
        text_info=evidence[0],
        mentions=evidence,
        quad_code=kind.quad,
        event_scale=get_scale(kind.code, mode),
        size=_join_sizes([one.size for one in told if one.size]),
        statement=best.statement,
        agreement=_first(one.agreement for one in told),
        confidence=round(_tell_confidence(group), DIGITS),
        rule=best.act.rule,
    )


def _tell_confidence(group: Sequence[Telling]) -> float:
    """Probability that type and sides are right: that of the surest telling."""
    best = max(group, key=lambda one: one.confidence)
    shift, slope = CALIBRATION.get(best.act.rule, (0.0, 1.0))
    sure = min(max(best.confidence, 0.001), 0.999)
    return 1 / (1 + math.exp(-shift - slope * math.log(sure / (1 - sure))))


def _choose_status(told: Sequence[Telling]) -> Status:
    """The best telling's; where it only says that there is an act, and another that it is planned, planned."""
    best = told[0].status
    return "scheduled" if best == "occurred" and any(one.status == "scheduled" for one in told) else best


def _worth(telling: Telling) -> tuple[int, int, float]:
    """How much a telling tells: sides, then day and place, then how sure it is."""
    sides = bool(telling.sides.actor) + bool(telling.sides.recipient)
    return sides, bool(telling.date) + bool(telling.place), telling.confidence


def _first(found: Iterable[Found | None]) -> Found | None:
    """The first that is there."""
    return next((one for one in found if one), None)


def _choose_day(told: Sequence[Telling], resolution: Resolution) -> _Day:
    """The day that the text names, best telling first; for news of the day the day of publication."""
    date = _first(one.date for one in told)
    if date is not None and date.value:
        return _Day(date.value, date.end, "text")
    published = resolution.analysis.report.published
    if published is not None and _choose_status(told) in HAPPENED:
        return _Day(published.isoformat(), None, "publication")
    return _Day(None, None, "unknown")


def _join_sizes(sizes: Sequence[Size]) -> Size | None:
    """The highest number of each kind: later counts are higher."""
    if not sizes:
        return None
    return Size(
        dead=_highest([size.dead for size in sizes]),
        injured=_highest([size.injured for size in sizes]),
        arrested=_highest([size.arrested for size in sizes]),
    )


def _highest(counts: Sequence[Count | None]) -> Count | None:
    return max((one for one in counts if one), key=lambda one: (one.low, -one.span.start), default=None)
