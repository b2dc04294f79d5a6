"""What exports are made from: rows page by page, so that a large record needs little memory, and events with proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, and_, select, true

from verbale.records import Actor, Event, Place, ReportRecord
from verbale.store import ledger, tables
from verbale.store.amending import amend
from verbale.store.deriving import MOST_FACTS
from verbale.store.labelling import Labelled, label_items, label_report
from verbale.store.naming import find_name
from verbale.store.queries.agreements import list_agreements
from verbale.store.queries.events import between, fetch_events, fetch_tellings, takes_part
from verbale.store.queries.filters import Day, Statuses, read_kind, read_period, read_statuses
from verbale.store.queries.reports import list_reports
from verbale.store.queries.statements import fetch_statements, made_by
from verbale.store.queries.stats import list_stats
from verbale.store.rows import Answer, EventRow, StatementRow, TellingRow
from verbale.store.selecting import chunk
from verbale.store.truth import fetch_records

Exported = Literal["events", "tellings", "statements", "agreements", "reports", "months"]
PAGE: Final = 500

Condition = ColumnElement[bool]


class Choice(Struct, frozen=True):
    """Which facts are exported: of one or two, within days, of a type, of statuses (occurred and ongoing)."""

    one: str | None = None
    other: str | None = None
    start: Day = None
    end: Day = None
    type: str | None = None
    status: Statuses = None


class Proved(Struct, frozen=True):
    """An event with the report that proves it, as a record of this event alone.

    `record` is the leading telling's report, corrected; its only event says what all tellings come to. `words` are
    those of the other tellings.
    """

    row: EventRow
    record: ReportRecord
    words: tuple[str, ...]


def list_pages(connection: Connection, table: Exported, choice: Choice) -> Iterator[Answer[Any]]:
    """The rows of a kind, a few hundred at a time, in order; one page at least."""
    if table == "events":
        yield from _page(connection, _list_events(connection, choice), fetch_events, tables.events, EventRow)
    elif table == "tellings":
        yield from _page(connection, _list_tellings(connection, choice), fetch_tellings, tables.tellings, TellingRow)
    elif table == "statements":
        numbers = _list_statements(connection, choice)
        yield from _page(connection, numbers, fetch_statements, tables.statements, StatementRow)
    elif table == "agreements":
        yield list_agreements(connection, choice.one, choice.other, start=choice.start, end=choice.end)
    elif table == "reports":
        yield list_reports(connection, start=choice.start, end=choice.end)
    else:
        yield list_stats(connection, choice.one, choice.other, start=choice.start, end=choice.end, status=choice.status)


def list_proved(connection: Connection, choice: Choice) -> Iterator[Proved]:
    """Events by day, each with its report."""
    for numbers in chunk(_list_events(connection, choice), PAGE):
        told = tables.events.c.number.in_(numbers)
        rows = {row.id: row for row in fetch_events(connection, told)}
        where = {row.id: row for row in connection.execute(select(tables.events).where(told)).mappings()}
        records = _fetch_corrected(connection, {row["report"] for row in where.values()})
        words = _fetch_words(connection, numbers)
        people = _fetch_people(connection, rows.values())
        for identifier, row in rows.items():
            event = where[identifier]
            record = _prove(row, records[event["report"]], event["number"] % MOST_FACTS, event, people)
            others = tuple(one for one in words.get(event["number"], ()) if one != row.words)
            yield Proved(row, record, others)


def list_labelled(connection: Connection, items: bool, everything: bool) -> Iterator[Labelled]:
    """Corrected reports as labels for training, or the paragraphs of corrected events; *everything*: all reports."""
    table, pins = tables.reports, tables.anchors
    corrected = table.c.id.in_(select(pins.c.report_id).where(pins.c.found))
    which = select(table.c.number, table.c.id).where(true() if everything else corrected).order_by(table.c.id)
    label = label_items if items else label_report
    for some in chunk(connection.execute(which).all(), PAGE):
        held = ledger.fetch_held(connection, [row.id for row in some])
        records = dict(fetch_records(connection, [row.number for row in some]))
        for row in some:
            yield label(amend(records[row.number], held.get(row.id, ())), row.id)


def _prove(row: EventRow, record: ReportRecord, place: int, found: Any, people: dict[str, Actor]) -> ReportRecord:
    told = record.events[place]
    event = replace(
        told,
        id=row.id,
        **{name: getattr(row, name) for name in ("event", "mode", "context", "status", "actor", "recipient", "host")},
        **{name: getattr(row, name) for name in ("date", "enddate", "date_basis", "confidence")},
        event_loc=_read_place(found, told),
        quad_code=row.quad_code,
        event_scale=row.event_scale,
    )
    known = {actor.id for actor in record.actors}
    new = [people[one] for one in dict.fromkeys((*row.actor, *row.recipient, *row.host)) if one not in known]
    return replace(record, actors=(*record.actors, *new), events=(event,), statements=())


def _read_place(found: Any, told: Event) -> Place | None:
    if found["extracted_place"] is None:
        return None
    place = Place(**{field: found[field] for field in Place.__struct_fields__})
    return told.event_loc if told.event_loc == place else place


def _fetch_corrected(connection: Connection, reports: Iterable[int]) -> dict[int, ReportRecord]:
    """Records by number of report, as people corrected them; facts stand in their old places."""
    numbers = sorted(reports)
    table = tables.reports
    ids = {
        row.number: row.id
        for row in connection.execute(select(table.c.number, table.c.id).where(table.c.number.in_(numbers)))
    }
    held = ledger.fetch_held(connection, list(ids.values()))
    return {
        number: amend(record, held.get(ids[number], ())).record for number, record in fetch_records(connection, numbers)
    }


def _fetch_words(connection: Connection, events: Sequence[int]) -> dict[int, list[str]]:
    """The different words of each event's tellings."""
    table = tables.tellings
    which = select(table.c.happening, table.c.words).where(table.c.happening.in_(events)).order_by(table.c.id)
    words: dict[int, list[str]] = {}
    for event, told in connection.execute(which):
        if told not in words.setdefault(event, []):
            words[event].append(told)
    return words


def _fetch_people(connection: Connection, rows: Iterable[EventRow]) -> dict[str, Actor]:
    wanted = sorted({one for row in rows for one in (*row.actor, *row.recipient, *row.host)})
    people: dict[str, Actor] = {}
    for some in chunk(wanted):
        for row in connection.execute(select(tables.actors).where(tables.actors.c.id.in_(some))):
            people[row.id] = Actor(row.id, row.name, row.kind, row.state, tuple(row.sector.split()), None, None, ())
    return people


def _page(
    connection: Connection, numbers: Iterable[int], fetch: Any, table: Any, kind: type[Struct]
) -> Iterator[Answer[Any]]:
    pages = list(chunk(numbers, PAGE)) or [()]
    for page in pages:
        yield Answer(fetch(connection, table.c.number.in_(page)), kind)


def _list_events(connection: Connection, choice: Choice) -> list[int]:
    table = tables.events
    where = _choose_events(connection, choice)
    order = (table.c.first_day.is_(None), table.c.first_day, table.c.id)
    return list(connection.scalars(select(table.c.number).where(where).order_by(*order)))


def _list_tellings(connection: Connection, choice: Choice) -> list[int]:
    """The tellings of those events, by the day of their reports."""
    table, reports = tables.tellings, tables.reports
    chosen = select(tables.events.c.number).where(_choose_events(connection, choice))
    which = select(table.c.number).select_from(table.join(reports, table.c.report == reports.c.number))
    ordered = which.where(table.c.happening.in_(chosen)).order_by(reports.c.published.nulls_first(), table.c.id)
    return list(connection.scalars(ordered))


def _list_statements(connection: Connection, choice: Choice) -> list[int]:
    """Statements within the days, copies once; those of the one, to the other if there is one."""
    table, reports = tables.statements, tables.reports
    parts: list[Condition] = [reports.c.number == reports.c.account]
    period = read_period(choice.start, choice.end)
    parts += [] if period.is_open else [period.overlaps(table)]
    for name, role in ((choice.one, "speaker"), (choice.other, "to")):
        if name is not None:
            parts.append(made_by(find_name(connection, name), role))
    which = select(table.c.number).select_from(table.join(reports, table.c.report == reports.c.number))
    order = (table.c.first_day.is_(None), table.c.first_day, reports.c.id, table.c.number)
    return list(connection.scalars(which.where(and_(*parts)).order_by(*order)))


def _choose_events(connection: Connection, choice: Choice) -> Condition:
    table = tables.events
    found = [find_name(connection, name) for name in (choice.one, choice.other) if name is not None]
    who = between(*found) if len(found) == 2 else takes_part(found[0]) if found else true()
    period = read_period(choice.start, choice.end)
    days = true() if period.is_open else period.overlaps(table)
    return and_(who, days, read_kind(choice.type).fits(table), table.c.status.in_(read_statuses(choice.status)))
