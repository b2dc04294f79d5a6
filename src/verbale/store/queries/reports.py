"""Which reports a record holds; a report as it stands; its versions; and a search through their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, select, true

from verbale.errors import UnknownEntry
from verbale.records import ReportRecord
from verbale.spans import Span
from verbale.store import full_text, tables
from verbale.store.queries.filters import STATUSES, Day, Period, read_period, tell_statuses
from verbale.store.queries.paging import (
    Cut,
    Limit,
    Order,
    choose_page,
    comes_after,
    read_cursor,
    read_cut,
    write_cursor,
)
from verbale.store.rows import Answer, HitRow, ReportRow, Size, VersionRow
from verbale.store.selecting import begins_with, chunk, is_called
from verbale.store.truth import fetch_records, unpack

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

PASSAGE: Final = 240
"""Characters of a report that are shown around the words found."""
USUAL_HITS: Final = 20
ALWAYS: Final = Period()
MOST_RANKED: Final = 10_000
"""Of reports that have the words so many, those added last, are counted and ranked: two microseconds each."""


def list_reports(
    connection: Connection,
    *,
    start: Day = None,
    end: Day = None,
    publisher: str | None = None,
    limit: Limit = None,
) -> Answer[ReportRow]:
    """The reports by day of publication, those without one last."""
    table = tables.reports
    called = is_called(table.c.publisher, publisher.strip()) if publisher is not None else true()
    where = and_(_is_published_in(read_period(start, end)), called)
    counted = tell_statuses(STATUSES)
    cut = read_cut(limit)
    if cut is None:
        return Answer(fetch_reports(connection, where), ReportRow, counted=counted)
    choice = select(table.c.number, table.c.published, table.c.id).where(where)
    chosen = choose_page(connection, [choice], Order(table.c.published, (table.c.id,)), cut)
    notes = [f"the first {cut.rows} only"] if chosen.next is not None else []
    rows = fetch_numbered(connection, chosen.numbers)
    return Answer(rows, ReportRow, notes, counted, next=chosen.next)


def fetch_numbered(connection: Connection, numbers: Sequence[int]) -> list[ReportRow]:
    """The reports of those numbers, in that order."""
    rows: dict[int, ReportRow] = {}
    for some in chunk(numbers):
        rows |= _read_reports(connection, tables.reports.c.number.in_(some))
    return [rows[number] for number in numbers if number in rows]


def get_report_row(connection: Connection, report: str) -> ReportRow:
    """One report with its counts, by its id or the beginning of it; UnknownEntry."""
    (row,) = fetch_numbered(connection, [find_report_number(connection, report)])
    return row


def fetch_reports(connection: Connection, where: ColumnElement[bool]) -> list[ReportRow]:
    """Reports by day of publication, those without one last."""
    return list(_read_reports(connection, where).values())


def _read_reports(connection: Connection, where: ColumnElement[bool]) -> dict[int, ReportRow]:
    """Reports by number, in the order of their days."""
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
        .where(where)
        .order_by(table.c.published.is_(None), table.c.published, table.c.id)
    )
    return {row.number: _read(row) for row in connection.execute(which)}


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
    connection: Connection,
    words: str,
    *,
    start: Day = None,
    end: Day = None,
    publisher: str | None = None,
    limit: Limit = USUAL_HITS,
) -> Answer[HitRow]:
    """Reports that have all the words, the best first, each with the passage that has most of them.

    Copies of one account are one report. Of more than MOST_RANKED the best of those that were added last are taken.
    """
    found = _find_hits(connection, words, MOST_RANKED, read_period(start, end), publisher)
    cut = read_cut(limit)
    ranked = _fetch_best(connection, found, cut)
    rows = ranked[: cut.rows] if cut else ranked
    following = write_cursor((rows[-1].rank, rows[-1].id)) if len(rows) < len(ranked) else None
    numbers = [row.number for row in rows]
    texts = {number: record.report.text for number, record in fetch_records(connection, numbers)}
    marks = full_text.mark([texts[number] for number in numbers], words)
    hits = [_make_hit(row, texts[row.number], spans) for row, spans in zip(rows, marks, strict=True)]
    note = _tell_rest(rows[0].total, len(hits)) if rows else _tell_nothing(connection, words, start or end or publisher)
    return Answer(hits, HitRow, [None if cut and cut.after else note], next=following)


def _find_hits(
    connection: Connection, words: str, most: int, period: Period = ALWAYS, publisher: str | None = None
) -> Subquery:
    """The question for number and rank of the reports that have the words, of more than *most* those added last."""
    table = tables.reports
    by = is_called(table.c.publisher, publisher) if publisher else true()
    among = select(table.c.number).where(_is_published_in(period), by)
    return full_text.get_index(connection).rank_reports(
        words, most, among if period.start or period.end or publisher else None
    )


def _fetch_best(connection: Connection, found: Subquery, cut: Cut | None) -> Sequence[AnyRow]:
    """The rows of the best reports, and one more if there is; their columns are read when it is known which they are.

    `total` is how many have the words.
    """
    table, others = tables.reports, tables.reports.alias("others")
    joined = found.join(table, found.c.number == table.c.number)
    leading = select(*found.c, table.c.id, func.count().over().label("total")).select_from(joined)
    ranked = leading.where(table.c.number == table.c.account).subquery()
    key = (ranked.c.rank, ranked.c.id)
    after = comes_after(key, read_cursor(cut.after, tuple[float, str])) if cut and cut.after else true()
    listed = select(*ranked.c).where(after).order_by(*key)
    best = (listed.limit(cut.rows + 1) if cut else listed).subquery()
    carriers = select(func.count()).where(others.c.account == table.c.account).scalar_subquery().label("carriers")
    joined = best.join(table, best.c.number == table.c.number)
    which = select(*table.c, carriers, best.c.total, best.c.rank).select_from(joined).order_by(best.c.rank, best.c.id)
    return connection.execute(which).all()


def _tell_rest(total: int, shown: int) -> str | None:
    """How many reports have the words, if not all of them are shown."""
    if total <= shown:
        return None
    if total < MOST_RANKED:
        return f"{total:,} reports have the words; the best {shown} are shown"
    return f"{total:,} or more reports have the words; the best {shown} of the {total:,} added last are shown"


def _tell_nothing(connection: Connection, words: str, narrowed: object) -> str:
    """What stands in the way: the days, or the word that no report has."""
    if narrowed and _is_found(connection, words):
        return "reports of other days have the words"
    terms = [str(term).replace('"', "") if term.is_beginning else str(term) for term in full_text.list_terms(words)]
    missing = [term for term in terms if not _is_found(connection, term)]
    if missing:
        named = ", ".join(missing)
        return f"no report has {named}; the beginning of a word with * after it finds more"
    return "every word stands in some report, but all of them in none; try fewer words"


def _is_found(connection: Connection, words: str) -> bool:
    return connection.execute(select(_find_hits(connection, words, 1))).first() is not None


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
