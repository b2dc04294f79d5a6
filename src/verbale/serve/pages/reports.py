"""The reports, and one report with every fact marked in its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import Query
from msgspec import Struct
from sqlalchemy import Connection, select

from verbale.records import Actor, Agreement, Report, ReportRecord, Statement
from verbale.serve.forms import Page, Pages
from verbale.serve.pages.marking import Paragraph, colour_speakers, list_facts, mark_text
from verbale.serve.served import AskedRecord
from verbale.store import ledger, tables
from verbale.store.amending import Fact, amend
from verbale.store.deriving import name_statements
from verbale.store.queries.events import fetch_events, fetch_tellings
from verbale.store.queries.latest import list_newest_reports
from verbale.store.queries.reports import find_report_number, list_versions
from verbale.store.rows import Answer, EventRow, ReportRow, TellingRow, VersionRow
from verbale.store.truth import fetch_records

ON_A_PAGE: Final = 40

PAGES = Pages()
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


class ReportList(Struct, frozen=True):
    """Reports, the last published first; `page` counts from 1."""

    reports: tuple[ReportRow, ...]
    page: int
    has_more: bool


class MarkedEvent(Struct, frozen=True):
    """An event of a report: its id there, where its words begin, and the event of the record that it tells."""

    local: str
    start: int
    row: EventRow


class MarkedStatement(Struct, frozen=True):
    """A statement of a report as corrected, with its id in the record."""

    id: str
    told: Statement


class MarkedReport(Struct, frozen=True):
    """A report with its facts as they stand: corrected ones as corrected, rejected ones not at all.

    `speakers` has the colour of each who speaks; `actors` all whom it mentions.
    """

    report: Report
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[MarkedStatement, ...]
    events: tuple[MarkedEvent, ...]
    agreements: tuple[Agreement, ...]
    actors: Mapping[str, Actor]
    speakers: Mapping[str, int]
    versions: tuple[VersionRow, ...]
    warnings: tuple[str, ...]


@PAGES.show("/reports")
def show_reports(record: AskedRecord, page: PageNumber = 1) -> Page:
    """The reports of the record, the newest first."""
    rows = record.ask(list_newest_reports, limit=ON_A_PAGE + 1, offset=(page - 1) * ON_A_PAGE)
    it = ReportList(tuple(rows[:ON_A_PAGE]), page, len(rows) > ON_A_PAGE)
    return Page("reports.html", "Reports", it, Answer(it.reports, ReportRow))


@PAGES.show("/reports/{report}")
def show_report(record: AskedRecord, report: str) -> Page:
    """One report, by its id or the beginning of it."""
    it, tellings = record.ask(gather_report, report)
    return Page("report.html", it.report.title or it.report.source, it, tellings)


def gather_report(connection: Connection, report: str) -> tuple[MarkedReport, Answer[TellingRow]]:
    """What the page of a report shows, and its tellings as a table."""
    number = find_report_number(connection, report)
    record, statements = _fetch_amended(connection, number)
    events = _fetch_events(connection, number)
    kept = {one.local for one in events} | {one.told.id for one in statements} | {one.id for one in record.agreements}
    shown = [fact for fact in list_facts(record) if fact.id in kept]
    marked = MarkedReport(
        report=record.report,
        paragraphs=tuple(mark_text(record.report.text, shown)),
        statements=tuple(statements),
        events=tuple(events),
        agreements=record.agreements,
        actors={actor.id: actor for actor in record.actors},
        speakers=colour_speakers(record),
        versions=tuple(list_versions(connection, report)),
        warnings=record.warnings,
    )
    return marked, Answer(fetch_tellings(connection, tables.tellings.c.report == number), TellingRow)


def _fetch_amended(connection: Connection, number: int) -> tuple[ReportRecord, list[MarkedStatement]]:
    """A report's record as people corrected it, and its statements but the rejected ones."""
    identifier = str(connection.scalar(select(tables.reports.c.id).where(tables.reports.c.number == number)))
    ((_, record),) = fetch_records(connection, [number])
    amended = amend(record, ledger.fetch_held(connection, [identifier]).get(identifier, ()))
    names = name_statements(record, identifier)
    statements = [
        MarkedStatement(name, one)
        for place, (name, one) in enumerate(zip(names, amended.record.statements, strict=True))
        if Fact("statement", place) not in amended.rejected
    ]
    return amended.record, statements


def _fetch_events(connection: Connection, number: int) -> list[MarkedEvent]:
    """The record's events that the report tells, in the order of its text; rejected ones are not there."""
    told, events = tables.tellings, tables.events
    joined = told.join(events, told.c.happening == events.c.number)
    which = (
        select(told.c.local, told.c.starts, events.c.id)
        .select_from(joined)
        .where(told.c.report == number)
        .order_by(told.c.starts, told.c.number)
    )
    told_here = connection.execute(which).all()
    happenings = select(told.c.happening).where(told.c.report == number)
    rows = {row.id: row for row in fetch_events(connection, events.c.number.in_(happenings))}
    return [MarkedEvent(local, start, rows[identifier]) for local, start, identifier in told_here]
