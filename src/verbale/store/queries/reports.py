"""Which reports a record holds; a report as it stands; its versions; and a search through their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, func, select, true

from verbale.errors import UnknownEntry
from verbale.records import ReportRecord
from verbale.spans import Span
from verbale.store import full_text, tables
from verbale.store.queries.filters import STATUSES, Day, Period, read_limit, read_period, tell_statuses
from verbale.store.rows import Answer, HitRow, ReportRow, Size, VersionRow
from verbale.store.selecting import begins_with, is_called
from verbale.store.truth import fetch_records, unpack

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

PASSAGE: Final = 240
"""Characters of a report that are shown around the words found."""
USUAL_HITS: Final = 20


def list_reports(
    connection: Connection,
    *,
    start: Day = None,
    end: Day = None,
    publisher: str | None = None,
    limit: int | None = None,
) -> Answer[ReportRow]:
    """The reports by day of publication, those without one last."""
    table, versions = tables.reports, tables.versions
    leaders = table.alias("leaders")
    counts = [_count(facts).label(facts.name) for facts in (tables.tellings, tables.statements, tables.agreements)]
    carried, texts = table.alias("carried"), versions.alias("texts")
    carriers = select(func.count()).where(carried.c.account == table.c.account).scalar_subquery()
    stood = select(func.count()).where(texts.c.report == table.c.number).scalar_subquery()
    joined = table.join(versions, table.c.version == versions.c.number).join(
        leaders, table.c.account == leaders.c.number
    )
    made = (versions.c.added, versions.c.verbale, versions.c.engine, versions.c.tables)
    which = (
        select(*table.c, *made, *counts, leaders.c.id.label("leader"), carriers.label("carriers"), stood.label("texts"))
        .select_from(joined)
        .where(_is_published_in(read_period(start, end)))
        .where(is_called(table.c.publisher, publisher.strip()) if publisher is not None else true())
        .order_by(table.c.published.is_(None), table.c.published, table.c.id)
        .limit(read_limit(limit))
    )
    rows = [_read(row) for row in connection.execute(which)]
    notes = [f"the first {limit} only"] if limit is not None and len(rows) == limit else []
    return Answer(rows, ReportRow, notes, tell_statuses(STATUSES))


def get_report(connection: Connection, report: str, text_id: str | None = None) -> ReportRecord:
    """What verbale said of a report, by its id or the beginning of it; with *text_id* of an earlier text of it.

    UnknownEntry if there is no such report, or no such text of it.
    """
    number = find_report_number(connection, report)
    table = tables.versions
    which = table.c.text_id == text_id if text_id else table.c.current
    packed = connection.scalar(select(table.c.record).where(table.c.report == number, which))
    if packed is None:
        raise UnknownEntry("version", str(text_id))
    return unpack(packed)


def measure(connection: Connection) -> Size:
    """How much the record holds."""
    kinds = (tables.reports, tables.events, tables.statements, tables.agreements, tables.actors)
    return Size(*(connection.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds))


def list_versions(connection: Connection, report: str) -> Answer[VersionRow]:
    """The texts that a report has had, the oldest first."""
    table = tables.versions
    number = find_report_number(connection, report)
    rows = connection.execute(select(table).where(table.c.report == number).order_by(table.c.added, table.c.number))
    told = (
        VersionRow(row.report_id, row.text_id, row.added, row.replaced, row.verbale, row.engine, row.tables)
        for row in rows
    )
    return Answer(told, VersionRow)


def find_report_number(connection: Connection, report: str) -> int:
    """The number of the report of an id; UnknownEntry if there is none, or several whose ids begin so."""
    begins = begins_with(tables.reports.c.id, report.lower())
    found = connection.scalars(select(tables.reports.c.number).where(begins).limit(2)).all() if len(report) >= 4 else []
    if len(found) != 1:
        raise UnknownEntry("report", report)
    return int(found[0])


def search(
    connection: Connection, words: str, *, start: Day = None, end: Day = None, limit: int | None = USUAL_HITS
) -> Answer[HitRow]:
    """Reports that have all the words, the best first, each with the passage that has most of them."""
    table, others, ranked = tables.reports, tables.reports.alias("others"), full_text.rank_reports(words)
    carriers = select(func.count()).where(others.c.account == table.c.account).scalar_subquery().label("carriers")
    joined = ranked.join(table, ranked.c.rowid == table.c.number)
    where = and_(table.c.number == table.c.account, _is_published_in(read_period(start, end)))
    which = select(*table.c, carriers).select_from(joined).where(where).order_by(ranked.c.rank, table.c.id)
    rows = connection.execute(which.limit(read_limit(limit))).all()
    numbers = [row.number for row in rows]
    total = len(rows)
    if limit is not None and len(rows) == limit:
        total = connection.scalar(select(func.count()).select_from(joined).where(where)) or 0
    texts = {number: record.report.text for number, record in fetch_records(connection, numbers)}
    marks = full_text.mark([texts[number] for number in numbers], words)
    hits = [_make_hit(row, texts[row.number], found) for row, found in zip(rows, marks, strict=True)]
    notes = [f"{total:,} reports have the words; the best {len(hits)} are shown"] if len(hits) < total else []
    return Answer(hits, HitRow, notes)


def _count(facts: Any) -> Any:
    return select(func.count()).where(facts.c.report == tables.reports.c.number).scalar_subquery()


def _is_published_in(period: Period) -> Any:
    day = tables.reports.c.published
    parts = [day >= period.start] if period.start else []
    return and_(true(), *parts, *([day <= period.end] if period.end else []))


def _read(row: AnyRow) -> ReportRow:
    return ReportRow(
        id=row.id,
        source=row.source,
        title=row.title,
        published=row.published,
        publisher=row.publisher,
        url=row.url,
        language=row.language,
        characters=row.characters,
        events=row.tellings,
        statements=row.statements,
        agreements=row.agreements,
        versions=row.texts,
        account=row.leader,
        carriers=row.carriers,
        added=row.added,
        verbale=row.verbale,
        engine=row.engine,
        tables=row.tables,
    )


def _make_hit(row: AnyRow, text: str, found: list[Span]) -> HitRow:
    body = len(f"{row.title}\n\n") if row.title and text.startswith(f"{row.title}\n\n") else 0
    start, end = cut_passage(text, [span for span in found if span.start >= body] or found)
    return HitRow(
        report=row.id,
        title=row.title,
        published=row.published,
        publisher=row.publisher,
        url=row.url,
        passage=text[start:end],
        start=start,
        marks=tuple(span.shifted(-start) for span in found if start <= span.start and span.end <= end),
        found=len(found),
        carriers=row.carriers,
    )


def cut_passage(text: str, marks: list[Span], length: int = PASSAGE) -> Span:
    """About *length* characters of a text around the most marks, cut between words and within one paragraph."""
    if not marks:
        return Span(0, min(len(text), length))
    best = max(
        marks, key=lambda first: sum(first.start <= one.start and one.end <= first.start + length for one in marks)
    )
    inside = [one for one in marks if best.start <= one.start and one.end <= best.start + length]
    room = max(0, length - (inside[-1].end - best.start)) // 2 if inside else length // 2
    floor = text.rfind("\n", 0, best.start) + 1
    last = inside[-1].end if inside else best.end
    stop = text.find("\n", last)
    ceiling = stop if stop >= 0 else len(text)
    start, end = max(floor, best.start - room), min(ceiling, last + room)
    if start > floor:
        start = text.find(" ", start, best.start) + 1 or best.start
    if end < ceiling:
        end = text.rfind(" ", last, end) if text.rfind(" ", last, end) > 0 else last
    return Span(start, end)
