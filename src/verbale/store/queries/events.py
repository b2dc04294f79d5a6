"""What happened, is planned, is denied; between two, or at large; and what of it is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from verbale.errors import UnknownEntry
from verbale.resolve.tables import load_states
from verbale.store import tables
from verbale.store.naming import Found, find_name
from verbale.store.queries.filters import (
    STATUSES,
    Day,
    Kind,
    Period,
    Statuses,
    read_kind,
    read_period,
    read_statuses,
    tell_statuses,
)
from verbale.store.queries.paging import Chosen, Cut, Limit, Order, choose_page, read_cut
from verbale.store.rows import Answer, EventRow, TellingRow
from verbale.store.selecting import begins_with, chunk, is_called

if TYPE_CHECKING:
    from verbale.store.tables import Columns

Condition = ColumnElement[bool]

_TAKEN: Final = tuple(
    name
    for name in EventRow.__struct_fields__
    if name in tables.events.c and name not in ("reports", "context", "words", "report")
)
HAPPENED: Final = ("occurred", "ongoing")


def list_between(
    connection: Connection,
    one: str,
    other: str,
    *,
    start: Day = None,
    end: Day = None,
    type: str | None = None,
    status: Statuses = None,
    limit: Limit = None,
) -> Answer[EventRow]:
    """Events in which both take part, one acting on the other or both together."""
    first, second = find_name(connection, one), find_name(connection, other)
    where = between(first, second)
    asked = Asked(read_period(start, end), read_kind(type), status, read_cut(limit))
    return _list(connection, where, asked, (first, second))


def list_events(
    connection: Connection,
    *,
    who: str | None = None,
    place: str | None = None,
    start: Day = None,
    end: Day = None,
    type: str | None = None,
    status: Statuses = None,
    limit: Limit = None,
) -> Answer[EventRow]:
    """Events at large; with *who* those in which somebody takes part, with *place* those in a place or country."""
    found = find_name(connection, who) if who is not None else None
    where = and_(true(), *([takes_part(found)] if found else []), *([is_in(place)] if place else []))
    asked = Asked(read_period(start, end), read_kind(type), status, read_cut(limit))
    return _list(connection, where, asked, (found,) if found else ())


def list_tellings(connection: Connection, event: str) -> Answer[TellingRow]:
    """Every telling of an event, by its id or the beginning of it; the id of any of its tellings will do."""
    number = find_event(connection, event)
    return Answer(fetch_tellings(connection, tables.tellings.c.happening == number), TellingRow)


def fetch_tellings(connection: Connection, where: Condition) -> list[TellingRow]:
    """Tellings by the day of their reports."""
    told, reports, leaders, events = tables.tellings, tables.reports, tables.reports.alias("leaders"), tables.events
    joined = (
        told.join(reports, told.c.report == reports.c.number)
        .join(leaders, reports.c.account == leaders.c.number)
        .join(events, told.c.happening == events.c.number)
    )
    heads = (reports.c.title, reports.c.publisher, reports.c.published, reports.c.url)
    ids = (reports.c.id.label("report_id"), leaders.c.id.label("account_id"), events.c.id.label("event_id"))
    which = (
        select(*told.c, *ids, *heads)
        .select_from(joined)
        .where(where)
        .order_by(reports.c.published.nulls_first(), told.c.id)
    )
    names = _fetch_telling_seats(connection, select(told.c.number).where(where))
    return [read_telling(row, names.get(row["number"], {})) for row in connection.execute(which).mappings()]


def get_event(connection: Connection, event: str) -> EventRow:
    """One event by its id or the beginning of it; the id of any of its tellings will do. UnknownEntry."""
    (row,) = fetch_events(connection, tables.events.c.number == find_event(connection, event))
    return row


def find_event(connection: Connection, event: str) -> int:
    """The number of the event of an id, or of the telling of that id; UnknownEntry if there is none, or several."""
    told = tables.tellings
    begins = begins_with(told.c.id, event.lower())
    found = set(connection.scalars(select(told.c.happening).where(begins))) if len(event) >= 4 else set()
    if len(found) != 1:
        raise UnknownEntry("event", event)
    return int(found.pop())


class Asked(Struct, frozen=True):
    """How a question about events was narrowed, and which page of the answer is wanted."""

    period: Period
    kind: Kind
    status: Statuses
    cut: Cut | None


def _list(connection: Connection, where: Condition, asked: Asked, about: Sequence[Found]) -> Answer[EventRow]:
    statuses = read_statuses(asked.status)
    kind = asked.kind.fits(tables.events)
    parts = [and_(where, kind, part) for part in asked.period.list_parts(tables.events)]
    rows, following = _fetch(connection, parts, statuses, asked.cut)
    said = [each.note for each in about]
    is_later = asked.cut is not None and asked.cut.after is not None
    said += _tell_left_out(connection, parts, statuses) if asked.status is None and not is_later else []
    said.append(f"the first {len(rows)} only" if following else None)
    return Answer(rows, EventRow, said, tell_statuses(statuses), [each.name for each in about], following)


def _fetch(
    connection: Connection, parts: Sequence[Condition], statuses: Sequence[str], cut: Cut | None
) -> tuple[list[EventRow], str | None]:
    """The events that are wanted, and the cursor for those that follow."""
    table = tables.events
    if cut is None:
        return fetch_events(connection, and_(or_(*parts), table.c.status.in_(statuses))), None
    chosen = choose_events(connection, parts, statuses, cut)
    return fetch_numbered(connection, chosen.numbers), chosen.next


def choose_events(
    connection: Connection, parts: Sequence[Condition], statuses: Sequence[str], cut: Cut, is_narrow: bool = False
) -> Chosen:
    """A page of the events of some statuses that fit one of *parts* (never two), as `Period.list_parts` makes them.

    *is_narrow*: so few fit that they are better sorted than looked for among all of a status.
    """
    table = tables.events
    of_status: list[Condition]
    of_status = [true()] if set(statuses) == set(STATUSES) else [table.c.status == status for status in statuses]
    if is_narrow:
        of_status = [(table.c.status + "").in_(statuses)]
    choice = select(table.c.number, table.c.first_day, table.c.id)
    pieces = [choice.where(part, one) for part in parts for one in of_status]
    return choose_page(connection, pieces, Order(table.c.first_day, (table.c.id,)), cut)


def fetch_numbered(connection: Connection, numbers: Sequence[int]) -> list[EventRow]:
    """The events of those numbers, in that order."""
    rows: dict[int, EventRow] = {}
    for some in chunk(numbers):
        told = _read_events(connection, tables.events.c.number.in_(some), tables.event_actors.c.event.in_(some))
        rows |= told
    return [rows[number] for number in numbers if number in rows]


def _tell_left_out(connection: Connection, parts: Sequence[Condition], statuses: Sequence[str]) -> list[str]:
    """What the default leaves out, so that nobody takes the count for all."""
    table, counts = tables.events, dict.fromkeys(STATUSES, 0)
    for part in parts:
        which = select(table.c.status, func.count()).where(part, table.c.status.not_in(statuses))
        for status, times in connection.execute(which.group_by(table.c.status)):
            counts[status] += times
    told = ", ".join(f"{times} {status}" for status, times in sorted(counts.items()) if times)
    return [f"not counted: {told}"] if told else []


def between(first: Found, second: Found) -> Condition:
    """Both take part; between two states the table of dyads tells, which knows who acts on whom."""
    if first.states and second.states:
        return is_dyad(first, second)
    return and_(takes_part(first), takes_part(second))


def is_dyad(first: Found, second: Found) -> Condition:
    """That an event is between two states, or those that two names stand for."""
    dyads = tables.event_dyads
    pairs = [sorted((one, other)) for one in first.states for other in second.states]
    of_pair = or_(*(and_(dyads.c.first == one, dyads.c.second == other) for one, other in pairs))
    return tables.events.c.number.in_(select(dyads.c.event).where(of_pair))


def takes_part(found: Found) -> Condition:
    """That somebody takes part in an event."""
    seats = tables.event_actors
    return tables.events.c.number.in_(select(seats.c.event).where(found.matches(seats), seats.c.role != "host"))


def is_in(place: str) -> Condition:
    """That an event is in a place or country of that name."""
    table, words = tables.events, place.strip()
    names = (table.c.resolved_place, table.c.extracted_place, table.c.city, table.c.province, table.c.country)
    return or_(*(is_called(name, words) for name in names), is_called(table.c.country_code, words))


def fetch_events(connection: Connection, where: Condition) -> list[EventRow]:
    """Events by day, those without one last, of one day by id."""
    chosen = select(tables.events.c.number).where(where)
    return list(_read_events(connection, where, tables.event_actors.c.event.in_(chosen)).values())


def _read_events(connection: Connection, where: Condition, seated: Condition) -> dict[int, EventRow]:
    """Events by number, in the order of their days; *seated* is the condition of their seats."""
    table, reports = tables.events, tables.reports
    heads = (reports.c.id.label("report_id"), reports.c.title, reports.c.publisher, reports.c.published, reports.c.url)
    which = (
        select(*table.c, *heads)
        .select_from(table.join(reports, table.c.report == reports.c.number))
        .where(where)
        .order_by(table.c.first_day.is_(None), table.c.first_day, table.c.id)
    )
    rows = connection.execute(which).mappings().all()
    seats = _fetch_seats(connection, seated) if rows else {}
    return {row["number"]: read_event(row, seats.get(row["number"], {})) for row in rows}


Seats = dict[str, list[tuple[str, str, str | None]]]
"""Id, name and state of those who sit there, by role."""


def _fetch_seats(connection: Connection, where: Condition) -> dict[int, Seats]:
    """Who sits where in events: id, name, state."""
    table, actors = tables.event_actors, tables.actors
    which = (
        select(table.c.event, table.c.role, table.c.actor, actors.c.name, table.c.state)
        .select_from(table.join(actors, table.c.actor == actors.c.id))
        .where(where)
        .order_by(table.c.event, table.c.role, table.c.rank)
    )
    return _gather_seats(connection.execute(which))


def _fetch_telling_seats(connection: Connection, numbers: Select[Any]) -> dict[int, Seats]:
    table, actors = tables.telling_actors, tables.actors
    which = (
        select(table.c.telling, table.c.role, table.c.actor, actors.c.name, table.c.state)
        .select_from(table.join(actors, table.c.actor == actors.c.id))
        .where(table.c.telling.in_(numbers))
        .order_by(table.c.telling, table.c.role, table.c.rank)
    )
    return _gather_seats(connection.execute(which))


def _gather_seats(found: Iterable[tuple[int, str, str, str, str | None]]) -> dict[int, Seats]:
    seats: dict[int, Seats] = {}
    for number, role, actor, name, state in found:
        seats.setdefault(number, {}).setdefault(role, []).append((actor, name, state))
    return seats


def _seat(seats: Seats, role: str, states: bool = True) -> dict[str, Any]:
    sat = seats.get(role, [])
    told = {role: tuple(one for one, _, _ in sat), f"{role}_names": tuple(name for _, name, _ in sat)}
    return told | (_number_states(role, [state for _, _, state in sat]) if states else {})


def _number_states(role: str, codes: Sequence[str | None]) -> dict[str, Any]:
    """The states of a seat by code and by number."""
    known = [load_states().get(code) if code else None for code in codes]
    return {
        f"{role}_states": tuple(codes),
        f"{role}_cow": tuple(state.cow if state else None for state in known),
        f"{role}_gw": tuple(state.gw if state else None for state in known),
    }


def read_event(row: Columns, seats: Seats) -> EventRow:
    """The row of an event from its columns in `events`, with those of its report, and who sits where."""
    return EventRow(
        **{name: row[name] for name in _TAKEN},
        **_seat(seats, "actor"),
        **_seat(seats, "recipient"),
        **_seat(seats, "host", states=False),
        context=tuple(row["context"].split()),
        place=row["resolved_place"] or row["extracted_place"],
        reports=row["reports"],
        words=row["words"],
        report=row["report_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        url=row["url"],
    )


def read_telling(row: Columns, sat: Seats) -> TellingRow:
    """The row of a telling from its columns in `tellings`, with those of its report, and who sits where."""
    same = ("id", "event", "mode", "status", "date", "enddate", "date_basis", "confidence", "rule", "words", "event_id")
    heads = ("title", "publisher", "published", "url")
    return TellingRow(
        **{name: row[name] for name in (*same, *heads)},
        **_seat(sat, "actor", states=False),
        **_seat(sat, "recipient", states=False),
        place=row["resolved_place"] or row["extracted_place"],
        start=row["starts"],
        end=row["ends"],
        report=row["report_id"],
        account=row["account_id"],
    )
