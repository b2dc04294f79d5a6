"""Dyad by month: how many events, how friendly, what share of conflict. Answered from the rollup alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from verbale.errors import BadQuestion
from verbale.resolve.tables import load_states
from verbale.store import tables
from verbale.store.naming import Found, find_name
from verbale.store.queries.filters import Day, Period, Statuses, read_limit, read_period, read_statuses, tell_statuses
from verbale.store.rows import Answer, MonthRow

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

_QUADS = ("quad_1", "quad_2", "quad_3", "quad_4")


def list_stats(
    connection: Connection,
    one: str | None = None,
    other: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    status: Statuses = None,
    limit: int | None = None,
) -> Answer[MonthRow]:
    """Months of one dyad, of all dyads of a state, or of all; only whole months can be asked for.

    Events whose month is not known stand under their year, or under None.
    """
    statuses = read_statuses(status)
    found = [find_name(connection, name) for name in (one, other) if name is not None]
    table = tables.dyad_months
    sums = [func.sum(table.c[name]).label(name) for name in ("events", "scale_tenths", *_QUADS)]
    keys = (table.c.first, table.c.second, table.c.month)
    which = (
        select(*keys, *sums)
        .where(is_dyad(found), is_within(read_period(start, end)), table.c.status.in_(statuses))
        .group_by(*keys)
        .order_by(*keys)
        .limit(read_limit(limit))
    )
    rows = [_read(row, statuses) for row in connection.execute(which)]
    notes = [each.note for each in found]
    notes += [f"the first {limit} only"] if limit is not None and len(rows) == limit else []
    return Answer(rows, MonthRow, notes, tell_statuses(statuses), [each.name for each in found])


def is_dyad(found: list[Found]) -> ColumnElement[bool]:
    """The condition that a month is of these two, of this one with anybody, or of anybody; BadQuestion for others."""
    table = tables.dyad_months
    for each in found:
        if not each.states:
            raise BadQuestion(f"{each.name} is no state; months are counted between states and bodies, ask with events")
    if not found:
        return true()
    if len(found) == 1:
        return or_(table.c.first.in_(found[0].states), table.c.second.in_(found[0].states))
    pairs = [sorted((one, other)) for one in found[0].states for other in found[1].states]
    return or_(*(and_(table.c.first == one, table.c.second == other) for one, other in pairs))


def is_within(period: Period) -> ColumnElement[bool]:
    """The condition that a month touches a period."""
    month = tables.dyad_months.c.month
    parts = [month >= f"{period.start:%Y-%m}"] if period.start else []
    parts += [month <= f"{period.end:%Y-%m}"] if period.end else []
    return and_(true(), *parts)


def read_sums(row: AnyRow) -> dict[str, Any]:
    """What a row of the rollup adds up to, by the names that MonthRow and DyadRow share."""
    conflict = row.quad_3 + row.quad_4
    return {
        "events": row.events,
        "mean_scale": round(int(row.scale_tenths) / 10 / row.events, 2),
        "conflict": conflict,
        "share_of_conflict": round(conflict / row.events, 3),
        **{f"quad_{n}": getattr(row, f"quad_{n}") for n in range(1, 5)},
    }


def _read(row: AnyRow, statuses: tuple[str, ...]) -> MonthRow:
    first, second = load_states().get(row.first), load_states().get(row.second)
    return MonthRow(
        first=row.first,
        first_cow=first.cow if first else None,
        first_gw=first.gw if first else None,
        second=row.second,
        second_cow=second.cow if second else None,
        second_gw=second.gw if second else None,
        month=row.month or None,
        statuses=statuses,
        **read_sums(row),
    )
