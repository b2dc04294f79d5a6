"""Who is who in a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, func, select

from verbale.errors import UnknownName
from verbale.store import tables
from verbale.store.naming import Candidate, list_candidates, suggest
from verbale.store.queries.filters import COUNTED, read_limit, tell_statuses
from verbale.store.rows import ActorRow, Answer, Tenure

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow


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


def _read(connection: Connection, actor: AnyRow) -> ActorRow:
    seen, reports = tables.appearances, tables.reports
    joined = seen.join(reports, seen.c.report == reports.c.number)
    which = (
        select(seen.c.name, seen.c.office, reports.c.published)
        .select_from(joined)
        .where(seen.c.actor == actor.id)
        .order_by(reports.c.published, reports.c.id)
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
