"""Who is who in a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, get_args

from sqlalchemy import Connection, and_, func, select, true

from verbale.errors import UnknownCode, UnknownEntry, UnknownName
from verbale.records import ActorKind
from verbale.store import tables
from verbale.store.naming import Candidate, list_candidates, suggest
from verbale.store.queries.filters import COUNTED, read_limit, tell_statuses
from verbale.store.queries.paging import Limit, read_cursor, read_cut, write_cursor
from verbale.store.rows import ActorRow, Answer, NamedRow, Tenure

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

KINDS: Final[tuple[str, ...]] = get_args(ActorKind)


def list_who(connection: Connection, name: str, *, limit: int | None = None) -> Answer[ActorRow]:
    """Everybody whom a name may mean, the likeliest first; UnknownName, with near ones, if nobody."""
    words = " ".join(name.split())
    known = select(tables.actors).where(tables.actors.c.id.in_((words, words.upper())))
    exact = [Candidate(row, 1.0) for row in connection.execute(known)]
    found = exact or list_candidates(connection, words)
    if not found:
        raise UnknownName(words, suggest(connection, words))
    rows = [_read(connection, one.actor) for one in found[: read_limit(limit)]]
    return Answer(rows, ActorRow, [], tell_statuses(COUNTED))


def list_actors(
    connection: Connection, *, kind: str | None = None, state: str | None = None, limit: Limit = None
) -> Answer[NamedRow]:
    """Everybody in the record by id; of a *kind* ("person") or who are or act for a *state* or body (its code)."""
    if kind is not None and kind not in KINDS:
        raise UnknownCode("kind of actor", kind, KINDS)
    table, cut = tables.actors, read_cut(limit)
    parts = [table.c.kind == kind] if kind else []
    parts += [table.c.state == state.strip().upper()] if state else []
    after = read_cursor(cut.after, str) if cut and cut.after else None
    which = select(table).where(*parts, table.c.id > after if after is not None else true()).order_by(table.c.id)
    found = connection.execute(which.limit(cut.rows + 1) if cut else which).all()
    kept = found[: cut.rows] if cut else found
    rows = [NamedRow(row.id, row.name, row.kind, row.state, tuple(row.sector.split()), row.reports) for row in kept]
    following = write_cursor(rows[-1].id) if len(kept) < len(found) else None
    return Answer(rows, NamedRow, [f"the first {len(rows)} only" if following else None], next=following)


def get_actor(connection: Connection, identifier: str) -> ActorRow:
    """One of the record, by the whole id; UnknownEntry."""
    row = connection.execute(select(tables.actors).where(tables.actors.c.id == identifier)).first()
    if row is None:
        raise UnknownEntry("actor", identifier)
    return _read(connection, row)


def _read(connection: Connection, actor: AnyRow) -> ActorRow:
    seen, reports = tables.appearances, tables.reports
    joined = seen.join(reports, seen.c.report == reports.c.number)
    which = (
        select(seen.c.name, seen.c.office, reports.c.published)
        .select_from(joined)
        .where(seen.c.actor == actor.id)
        .order_by(reports.c.published.nulls_first(), reports.c.id)
    )
    appearances = connection.execute(which).all()
    days = [row.published for row in appearances if row.published]
    return ActorRow(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        state=actor.state,
        sector=tuple(actor.sector.split()),
        names=_list_names(actor.name, appearances),
        offices=_list_offices(appearances),
        reports=len(appearances),
        events=_count_events(connection, actor.id),
        statements=_count_statements(connection, actor.id),
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
    )


def _list_names(name: str, appearances: Iterable[AnyRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, *sorted({row.name for row in appearances}))))


def _list_offices(appearances: Sequence[AnyRow]) -> tuple[Tenure, ...]:
    """Offices in the order in which the record first has them."""
    offices: dict[str, list[Any]] = {}
    for row in appearances:
        if row.office:
            offices.setdefault(row.office, []).append(row.published)
    return tuple(
        Tenure(
            office,
            min((day for day in days if day), default=None),
            max((day for day in days if day), default=None),
            len(days),
        )
        for office, days in offices.items()
    )


def _count_events(connection: Connection, actor: str) -> int:
    seats, events = tables.event_actors, tables.events
    joined = seats.join(events, seats.c.event == events.c.number)
    where = and_(seats.c.actor == actor, seats.c.role != "host", events.c.status.in_(COUNTED))
    which = select(func.count(seats.c.event.distinct())).select_from(joined).where(where)
    return int(connection.scalar(which) or 0)


def _count_statements(connection: Connection, actor: str) -> int:
    seats, said, reports = tables.statement_actors, tables.statements, tables.reports
    joined = seats.join(said, seats.c.statement == said.c.number).join(reports, said.c.report == reports.c.number)
    where = and_(seats.c.actor == actor, seats.c.role == "speaker", reports.c.number == reports.c.account)
    return int(connection.scalar(select(func.count()).select_from(joined).where(where)) or 0)
