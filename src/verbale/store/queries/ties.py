"""With whom states and bodies deal, how much and how friendly: from the rollup by month, edges of a period apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from verbale.reconcile.days import cover
from verbale.store import tables
from verbale.store.naming import Found
from verbale.store.queries.filters import COUNTED, Period
from verbale.store.rows import Answer

Condition = ColumnElement[bool]


class TieRow(Struct, frozen=True):
    """What passed between two states or bodies: events that occurred or go on, their mean scale from -10 to 10."""

    first: str
    second: str
    events: int
    conflict: int
    mean_scale: float


def list_ties(connection: Connection, period: Period, of: Found | None = None, *, limit: int = 60) -> Answer[TieRow]:
    """The pairs between which most passed that began in the period; with *of* those of a state or body."""
    sums: dict[tuple[str, str], list[float]] = {}
    for which in _list_parts(period, of):
        for first, second, *counts in connection.execute(which):
            there = sums.setdefault((first, second), [0, 0, 0])
            sums[first, second] = [one + more for one, more in zip(there, counts, strict=True)]
    rows = [
        TieRow(*pair, int(events), int(conflict), round(float(tenths) / 10 / int(events), 2))
        for pair, (events, conflict, tenths) in sums.items()
    ]
    rows.sort(key=lambda row: (-row.events, row.first, row.second))
    return Answer(rows[:limit], TieRow)


def _list_parts(period: Period, of: Found | None) -> Iterator[Select[Any]]:
    """Questions for the sums of pairs: one for the whole months, one for each edge that is only a part of one."""
    months, edges = split_months(period)
    if months is not None:
        yield _ask_months(months, of)
    for edge in edges:
        yield _ask_days(edge, of)


def split_months(period: Period) -> tuple[Period | None, tuple[Period, ...]]:
    """A period as its whole months, None if it has none, and the days before and after them."""
    start, end = period.start, period.end
    first = start if start is None or start.day == 1 else _find_end(start) + timedelta(days=1)
    last = end if end is None or end == _find_end(end) else end.replace(day=1) - timedelta(days=1)
    if first and last and first > last:
        return None, (period,)
    edges = [Period(start, first - timedelta(days=1))] if start and first and first > start else []
    edges += [Period(last + timedelta(days=1), end)] if end and last and last < end else []
    return Period(first, last), tuple(edges)


def _find_end(day: date) -> date:
    """The last day of a day's month."""
    days = cover(f"{day:%Y-%m}")
    return days.last if days else day


def _ask_months(period: Period, of: Found | None) -> Select[Any]:
    """Sums over whole months; what is known by its year alone counts for its first month, as in lists of events."""
    table = tables.dyad_months
    begins = case((func.length(table.c.month) == len("2023"), table.c.month + "-01"), else_=table.c.month)
    parts = [begins >= f"{period.start:%Y-%m}"] if period.start else []
    parts += [begins <= f"{period.end:%Y-%m}", table.c.month != ""] if period.end else []
    sums = (func.sum(table.c.events), func.sum(table.c.quad_3 + table.c.quad_4), func.sum(table.c.scale_tenths))
    where = and_(table.c.status.in_(COUNTED), _is_of(table, of), *parts)
    return select(table.c.first, table.c.second, *sums).where(where).group_by(table.c.first, table.c.second)


def _ask_days(period: Period, of: Found | None) -> Select[Any]:
    """Sums over the events that began on some days."""
    events, dyads = tables.events, tables.event_dyads
    conflict = func.sum(case((events.c.quad_code > 2, 1), else_=0))
    joined = dyads.join(events, dyads.c.event == events.c.number)
    return (
        select(dyads.c.first, dyads.c.second, func.count(), conflict, func.sum(events.c.event_scale * 10))
        .select_from(joined)
        .where((events.c.status + "").in_(COUNTED), period.begins(events), _is_of(dyads, of))
        .group_by(dyads.c.first, dyads.c.second)
    )


def _is_of(table: Any, of: Found | None) -> Condition:
    return or_(table.c.first.in_(of.states), table.c.second.in_(of.states)) if of is not None else true()
