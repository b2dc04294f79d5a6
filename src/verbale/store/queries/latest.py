"""What is newest: events and statements from the last day backwards, a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, true

from verbale.store import tables
from verbale.store.naming import Found, find_name
from verbale.store.queries import statements
from verbale.store.queries.agreements import Naming, fetch_namings, group_namings, sum_up
from verbale.store.queries.conflicts import list_rows
from verbale.store.queries.events import between, choose_events, fetch_events, fetch_numbered, is_in, takes_part
from verbale.store.queries.filters import COUNTED, Day, Statuses, read_kind, read_period, read_statuses, tell_statuses
from verbale.store.queries.paging import Cut
from verbale.store.queries.reports import fetch_reports
from verbale.store.queries.statements import choose_statements, made_by
from verbale.store.rows import AgreementRow, Answer, ConflictRow, EventRow, ReportRow, StatementRow

Condition = ColumnElement[bool]

MOST_NAMINGS: Final = 400
"""So many namings of agreements, the last signed, are put together for a page."""


MANY: Final = 2_000
"""Whoever takes part in so many events is looked for among the newest ones, rather than all theirs sorted by day."""


FEW: Final = 500
"""So few rows are named one by one."""


class Wanted(Struct, frozen=True):
    """Which events are wanted: the filters of the command line, as people write them."""

    who: str | None = None
    other: str | None = None
    place: str | None = None
    type: str | None = None
    status: Statuses = None
    start: Day = None
    end: Day = None


def list_newest_events(
    connection: Connection, wanted: Wanted | None = None, *, limit: int = 50, offset: int = 0
) -> Answer[EventRow]:
    """Events from the last day backwards; those without a day come last."""
    wanted = wanted or Wanted()
    found = [find_name(connection, name) for name in (wanted.who, wanted.other) if name]
    statuses = read_statuses(wanted.status)
    where = and_(
        _take_part(connection, found),
        is_in(wanted.place) if wanted.place else true(),
        read_kind(wanted.type).fits(tables.events),
    )
    parts = [and_(where, part) for part in read_period(wanted.start, wanted.end).list_parts(tables.events)]
    is_narrow = len(found) == 2 and _are_few(connection, between(*found))
    chosen = choose_events(connection, parts, statuses, Cut(offset + limit, newest=True), is_narrow)
    rows = fetch_numbered(connection, chosen.numbers[offset:])
    notes = [one.note for one in found]
    return Answer(rows, EventRow, notes, tell_statuses(statuses), [one.name for one in found])


def _take_part(connection: Connection, found: Sequence[Found]) -> Condition:
    """Both take part, or the one does: looked up event by event for those who take part in very many."""
    if len(found) != 1:
        return between(*found) if found else true()
    seats = tables.event_actors
    seated = select(seats.c.event).where(found[0].matches(seats)).limit(MANY).subquery()
    if (connection.scalar(select(func.count()).select_from(seated)) or 0) < MANY:
        return takes_part(found[0])
    return exists().where(seats.c.event == tables.events.c.number, seats.c.role != "host", found[0].matches(seats))


def _are_few(connection: Connection, where: Condition) -> bool:
    """Do fewer than MANY events fit?"""
    some = select(tables.events.c.number).where(where).limit(MANY).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) < MANY


def fetch_newest(connection: Connection, where: Condition, limit: int, offset: int = 0) -> list[EventRow]:
    """Events by day, the last first."""
    table = tables.events
    order = (table.c.first_day.desc().nulls_last(), table.c.id)
    numbers = connection.scalars(select(table.c.number).where(where).order_by(*order).limit(limit).offset(offset)).all()
    return fetch_numbered(connection, numbers)


def fetch_uncertain(connection: Connection, limit: int, offset: int = 0) -> list[EventRow]:
    """Events of which one can be least sure and that nobody has corrected; the least sure first."""
    table = tables.events
    where = table.c.corrected.is_(False)
    order = (table.c.confidence, table.c.id)
    numbers = connection.scalars(select(table.c.number).where(where).order_by(*order).limit(limit).offset(offset)).all()
    rows = fetch_events(connection, table.c.number.in_(numbers))
    return sorted(rows, key=lambda row: (row.confidence, row.id))


def fetch_uncertain_statements(connection: Connection, limit: int, offset: int = 0) -> list[StatementRow]:
    """Statements of which one can be least sure and that nobody has corrected, copies once; the least sure first."""
    table, reports = tables.statements, tables.reports
    joined = table.join(reports, table.c.report == reports.c.number)
    where = and_(table.c.corrected.is_(False), reports.c.number == reports.c.account)
    which = select(table.c.number).select_from(joined).where(where).order_by(table.c.confidence, table.c.id)
    return statements.fetch_numbered(connection, connection.scalars(which.limit(limit).offset(offset)).all())


def list_newest_statements(
    connection: Connection,
    who: str | None = None,
    *,
    to: str | None = None,
    start: Day = None,
    end: Day = None,
    limit: int = 30,
) -> Answer[StatementRow]:
    """Statements from the last day backwards; with *to* those of either to the other."""
    found = [find_name(connection, name) for name in (who, to) if name]
    if len(found) == 2:
        wanted = [_said_to(connection, one, other) for one, other in (found, found[::-1])]
    else:
        wanted = [and_(true(), *(_speaks(connection, one) for one in found))]
    days = read_period(start, end).list_parts(tables.statements)
    chosen = [
        choose_statements(connection, [and_(where, part) for part in days], Cut(limit, newest=True)) for where in wanted
    ]
    numbers = dict.fromkeys(number for one in chosen for number in one.numbers)
    rows = statements.fetch_numbered(connection, tuple(numbers))
    if len(wanted) > 1:
        rows.sort(key=lambda row: row.date or str(row.published or ""), reverse=True)
    return Answer(rows[:limit], StatementRow, [one.note for one in found], names=[one.name for one in found])


def _speaks(connection: Connection, found: Found) -> Condition:
    """Somebody speaks: looked up statement by statement for those who speak very often."""
    seats = tables.statement_actors
    own = and_(seats.c.role == "speaker", found.matches(seats))
    some = select(seats.c.statement).where(own).limit(MANY).subquery()
    if (connection.scalar(select(func.count()).select_from(some)) or 0) < MANY:
        return made_by(found, "speaker")
    return exists().where(seats.c.statement == tables.statements.c.number, own)


def _said_to(connection: Connection, speaker: Found, hearer: Found) -> Condition:
    """One speaks to the other. Those of two are few: they are looked for once, and not for each part of a page."""
    seats, speakers = tables.statement_actors, tables.statement_actors.alias("speakers")
    by = exists().where(speakers.c.statement == seats.c.statement, speakers.c.role == "speaker")
    heard = and_(seats.c.role == "to", hearer.matches(seats))
    said = select(seats.c.statement).where(heard, by.where(speaker.matches(speakers))).distinct()
    numbers = connection.scalars(said.limit(FEW + 1)).all()
    return tables.statements.c.number.in_(numbers if len(numbers) <= FEW else said)


def list_newest_agreements(
    connection: Connection, one: str | None = None, other: str | None = None, *, limit: int = MOST_NAMINGS
) -> Answer[AgreementRow]:
    """Agreements, the last signed first, of at most *limit* namings."""
    found = [find_name(connection, name) for name in (one, other) if name]
    table, parties = tables.agreements, tables.agreement_parties
    where = [table.c.number.in_(select(parties.c.agreement).where(each.matches(parties))) for each in found]
    newest = select(table.c.number).where(and_(true(), *where)).order_by(*_LAST_SIGNED)
    numbers = connection.scalars(newest.limit(limit)).all()
    namings: list[Naming] = fetch_namings(connection, [table.c.number.in_(numbers)])
    rows = [sum_up(group) for group in group_namings(namings)]
    rows.sort(key=lambda row: (row.signed or "", str(row.published or ""), row.id), reverse=True)
    note = f"of the last {limit:,} namings" if len(numbers) == limit else None
    return Answer(rows, AgreementRow, [note], names=[each.name for each in found])


_LAST_SIGNED: Final = (tables.agreements.c.signed.desc().nulls_last(), tables.agreements.c.number.desc())


def list_newest_conflicts(connection: Connection, *, limit: int = 20, offset: int = 0) -> Answer[ConflictRow]:
    """Where accounts of the newest events differ that have several, a row for each version.

    A note says "more" if there are more such events than the *limit* that was looked at.
    """
    events = fetch_newest(connection, tables.events.c.accounts > 1, limit + 1, offset)
    note = "more" if len(events) > limit else None
    return Answer(list_rows(connection, events[:limit]), ConflictRow, [note])


def list_newest_reports(connection: Connection, *, limit: int = 30, offset: int = 0) -> Answer[ReportRow]:
    """Reports, the last published first."""
    table = tables.reports
    order = (table.c.published.desc().nulls_last(), table.c.id)
    numbers = connection.scalars(select(table.c.number).order_by(*order).limit(limit).offset(offset)).all()
    rows = fetch_reports(connection, table.c.number.in_(numbers))
    rows.sort(key=lambda row: (row.published is None, -(row.published or date.min).toordinal(), row.id))
    return Answer(rows, ReportRow)


def find_newest_day(connection: Connection) -> date | None:
    """The last day on which something happened that is not after the last report."""
    table = tables.events
    last = connection.scalar(select(func.max(tables.reports.c.published)))
    where = and_(table.c.status.in_(COUNTED), true() if last is None else table.c.first_day <= last)
    found: date | None = connection.scalar(select(func.max(table.c.first_day)).where(where))
    return found or last


def find_days_beside(connection: Connection, day: date) -> tuple[date | None, date | None]:
    """The nearest days before and after a day on which something happened."""
    table = tables.events
    counted = table.c.status.in_(COUNTED)
    before = connection.scalar(select(func.max(table.c.first_day)).where(counted, table.c.first_day < day))
    after = connection.scalar(select(func.min(table.c.first_day)).where(counted, table.c.first_day > day))
    return before, after


def list_plans(
    connection: Connection, start: date, end: date, who: str | None = None, *, limit: int = 60
) -> list[EventRow]:
    """What is planned for some days, the nearest first; what became of it is not looked for."""
    table = tables.events
    found = find_name(connection, who) if who else None
    where = and_(
        table.c.status == "scheduled",
        table.c.first_day >= start,
        table.c.first_day <= end,
        takes_part(found) if found else true(),
    )
    numbers = select(table.c.number).where(where).order_by(table.c.first_day, table.c.id).limit(limit)
    return fetch_events(connection, table.c.number.in_(connection.scalars(numbers).all()))


def start_of_year_before(day: date) -> date:
    """The first day of the twelve months that end with a day."""
    return (day.replace(day=1) - timedelta(days=334)).replace(day=1)
