"""Pairs of states, or bodies, with what was counted between them. Answered from the rollup alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, true

from verbale.errors import UnknownEntry
from verbale.resolve.tables import load_bodies, load_states
from verbale.store import tables
from verbale.store.naming import find_name
from verbale.store.queries.filters import Day, Statuses, read_period, read_statuses, tell_statuses
from verbale.store.queries.paging import Limit, comes_after, read_cursor, read_cut, write_cursor
from verbale.store.queries.stats import is_dyad, is_within, read_sums
from verbale.store.rows import Answer, DyadRow

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

_QUADS = ("quad_1", "quad_2", "quad_3", "quad_4")


def list_dyads(
    connection: Connection,
    who: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    status: Statuses = None,
    limit: Limit = None,
) -> Answer[DyadRow]:
    """All dyads, or those of one, in the order of their codes; only whole months can be asked for."""
    found = [find_name(connection, who)] if who is not None else []
    where = (is_dyad(found), is_within(read_period(start, end)))
    return _list(connection, where, status, limit, [one.name for one in found], [one.note for one in found])


def get_dyad(
    connection: Connection, one: str, other: str, *, start: Day = None, end: Day = None, status: Statuses = None
) -> DyadRow:
    """What was counted between two; UnknownEntry if nothing was."""
    found = [find_name(connection, one), find_name(connection, other)]
    rows = _list(connection, (is_dyad(found), is_within(read_period(start, end))), status, 1)
    if not rows:
        raise UnknownEntry("dyad", f"{found[0].name} and {found[1].name}", ())
    return rows[0]


def _list(
    connection: Connection,
    where: tuple[Any, ...],
    status: Statuses,
    limit: Limit,
    names: list[str] | None = None,
    notes: list[str | None] | None = None,
) -> Answer[DyadRow]:
    table, cut, statuses = tables.dyad_months, read_cut(limit), read_statuses(status)
    keys = (table.c.first, table.c.second)
    after = comes_after(keys, read_cursor(cut.after, tuple[str, str])) if cut and cut.after else true()
    months = func.nullif(table.c.month, "")
    sums = [func.sum(table.c[name]).label(name) for name in ("events", "scale_tenths", *_QUADS)]
    which = (
        select(*keys, *sums, func.min(months).label("first_month"), func.max(months).label("last_month"))
        .where(*where, table.c.status.in_(statuses), after)
        .group_by(*keys)
        .order_by(*keys)
    )
    found = connection.execute(which.limit(cut.rows + 1) if cut else which).all()
    kept = found[: cut.rows] if cut else found
    following = write_cursor((kept[-1].first, kept[-1].second)) if len(kept) < len(found) else None
    said = [*(notes or ()), f"the first {len(kept)} only" if following else None]
    return Answer(
        [_read(row, statuses) for row in kept], DyadRow, said, tell_statuses(statuses), names or (), following
    )


def _read(row: AnyRow, statuses: tuple[str, ...]) -> DyadRow:
    return DyadRow(
        first=row.first,
        first_name=_name(row.first),
        second=row.second,
        second_name=_name(row.second),
        first_month=row.first_month,
        last_month=row.last_month,
        statuses=statuses,
        **read_sums(row),
    )


def _name(code: str) -> str:
    """The name of a state or body with a code of its own; the code where the tables have none."""
    state = load_states().get(code)
    return state.name if state else next((body.name for body in load_bodies() if body.code == code), code)
