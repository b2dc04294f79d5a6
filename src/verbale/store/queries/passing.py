"""What passes between states, and where: sums over a stretch of days, for pictures and for what changed in tone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Text, and_, case, cast, func, select, true

from verbale.store import tables
from verbale.store.full_text import get_index
from verbale.store.naming import Found
from verbale.store.queries.events import is_dyad, takes_part
from verbale.store.queries.filters import COUNTED, Period
from verbale.store.queries.reports import MOST_RANKED
from verbale.store.rows import Answer

RECENT: Final = timedelta(days=30)
BEFORE: Final = timedelta(days=120)
"""The tone of the last 30 days is held against that of the 90 days before them."""
LEAST_EVENTS: Final = 2
"""So many events on both sides are needed before a change of tone is told."""

HAPPENED: Final = (tables.events.c.status + "").in_(COUNTED)
"""That an event occurred or goes on; written so that the index of days or of a pair, not that of statuses, is used."""


class ToneRow(Struct, frozen=True):
    """How the mean scale between two has changed: `after` of the last 30 days, `before` of the 90 days before."""

    first: str
    second: str
    before: float
    after: float
    events_before: int
    events_after: int


class PlaceRow(Struct, frozen=True):
    """A place where something happened: degrees (WGS 84), how many events, how many of them conflict."""

    place: str
    country_code: str | None
    lat: float
    lon: float
    events: int
    conflict: int


class CompanionRow(Struct, frozen=True):
    """Somebody with whom an actor met: how often, and the last day of it."""

    id: str
    name: str
    state: str | None
    meetings: int
    last: date | None


class TypeRow(Struct, frozen=True):
    """How many events there are of a type, and how many of them are conflict."""

    event: str
    events: int
    conflict: int


class FacetRow(Struct, frozen=True):
    """One value by which a search may be narrowed, and how many of the reports found have it."""

    value: str
    reports: int


def list_tones(connection: Connection, day: date, *, limit: int = 6) -> Answer[ToneRow]:
    """The pairs whose tone changed most up to a day."""
    events, dyads = tables.events, tables.event_dyads
    is_recent = case((events.c.first_day > day - RECENT, 1), else_=0)
    which = (
        select(dyads.c.first, dyads.c.second, is_recent, func.count(), func.avg(events.c.event_scale))
        .select_from(events.join(dyads, dyads.c.event == events.c.number))
        .where(HAPPENED, events.c.first_day > day - BEFORE, events.c.first_day <= day)
        .group_by(dyads.c.first, dyads.c.second, is_recent)
    )
    sides: dict[tuple[str, str], dict[int, tuple[int, float]]] = {}
    for first, second, recent, number, mean in connection.execute(which):
        sides.setdefault((first, second), {})[recent] = (number, round(mean, 1))
    rows = list(_compare(sides))
    rows.sort(key=lambda row: (-abs(row.after - row.before), row.first, row.second))
    return Answer(rows[:limit], ToneRow)


def _compare(sides: dict[tuple[str, str], dict[int, tuple[int, float]]]) -> Iterable[ToneRow]:
    for (first, second), told in sides.items():
        before, after = told.get(0, (0, 0.0)), told.get(1, (0, 0.0))
        if min(before[0], after[0]) >= LEAST_EVENTS and abs(after[1] - before[1]) >= 1:
            yield ToneRow(first, second, before[1], after[1], before[0], after[0])


def list_places(
    connection: Connection, period: Period, of: Found | None = None, *, limit: int = 150
) -> Answer[PlaceRow]:
    """The places where most happened, of all that have coordinates."""
    table = tables.events
    name = func.coalesce(table.c.resolved_place, table.c.extracted_place)
    number = func.count().label("number")
    conflict = func.sum(case((table.c.quad_code > 2, 1), else_=0))
    which = (
        select(name, table.c.country_code, table.c.lat, table.c.lon, number, conflict)
        .where(HAPPENED, table.c.lat.is_not(None), period.begins(table), takes_part(of) if of else true())
        .group_by(name, table.c.country_code, table.c.lat, table.c.lon)
        .order_by(number.desc(), name)
        .limit(limit)
    )
    return Answer([PlaceRow(*row) for row in connection.execute(which)], PlaceRow)


def list_companions(connection: Connection, actor: str, *, limit: int = 12) -> Answer[CompanionRow]:
    """Those with whom somebody met, the most frequent first."""
    seats, others = tables.event_actors, tables.event_actors.alias("others")
    events, actors = tables.events, tables.actors
    number = func.count(events.c.number.distinct()).label("number")
    joined = (
        seats.join(events, seats.c.event == events.c.number)
        .join(others, others.c.event == events.c.number)
        .join(actors, others.c.actor == actors.c.id)
    )
    which = (
        select(actors.c.id, actors.c.name, actors.c.state, number, func.max(events.c.first_day))
        .select_from(joined)
        .where(seats.c.actor == actor, others.c.actor != actor, events.c.event == "CONSULT", HAPPENED)
        .where(seats.c.role != "host", others.c.role != "host")
        .group_by(actors.c.id, actors.c.name, actors.c.state)
        .order_by(number.desc(), actors.c.name)
        .limit(limit)
    )
    return Answer([CompanionRow(*row) for row in connection.execute(which)], CompanionRow)


def count_types(connection: Connection, of: Sequence[Found], *, limit: int = 8) -> Answer[TypeRow]:
    """Which types of events there are most of, of one or between two states."""
    table = tables.events
    number = func.count().label("number")
    who: ColumnElement[bool] = is_dyad(*of) if len(of) == 2 else takes_part(of[0])
    which = (
        select(table.c.event, number, func.sum(case((table.c.quad_code > 2, 1), else_=0)))
        .where(and_(who, HAPPENED))
        .group_by(table.c.event)
        .order_by(number.desc(), table.c.event)
        .limit(limit)
    )
    return Answer([TypeRow(*row) for row in connection.execute(which)], TypeRow)


def count_found(
    connection: Connection, words: str, by: Literal["publisher", "year"], *, limit: int = 8
) -> Answer[FacetRow]:
    """In how many reports that have the words each publisher, or year of publication, stands."""
    table, ranked = tables.reports, get_index(connection).rank_reports(words, MOST_RANKED)
    column = table.c.publisher if by == "publisher" else func.substr(cast(table.c.published, Text), 1, 4)
    number = func.count().label("number")
    which = (
        select(column, number)
        .select_from(ranked.join(table, ranked.c.number == table.c.number))
        .where(table.c.number == table.c.account, column.is_not(None))
        .group_by(column)
        .order_by(*((column.desc(),) if by == "year" else (number.desc(), column)))
        .limit(limit)
    )
    return Answer([FacetRow(str(value), times) for value, times in connection.execute(which)], FacetRow)
