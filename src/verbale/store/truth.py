"""The truth: each report's record as JSON, one version for each text that the report has had."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from sqlalchemy import Connection, func, insert, select, update

from verbale.records import Report, ReportRecord
from verbale.schema import from_json, to_bytes
from verbale.store import tables
from verbale.store.identity import is_version, name_report, normalise_address
from verbale.store.selecting import chunk

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

MOST_NAMESAKES: Final = 20
"""Of reports with the same source id so many, the last ones, are looked at: an id that more have says nothing."""


def pack(record: ReportRecord) -> bytes:
    """The record's JSON, packed: a quarter of its length (docs/decisions/0007)."""
    return zlib.compress(to_bytes(record), 6)


def unpack(packed: bytes) -> ReportRecord:
    """The record that was packed; BadRecord or zlib.error if it is none."""
    return from_json(zlib.decompress(packed))


def find_report(connection: Connection, report: Report) -> AnyRow | None:
    """The row of `reports` for this very report, perhaps with another text; None if it is not there.

    An address decides if both have one. Otherwise source id and publisher are the same, and publisher and day, or
    the text, back it (`identity.is_version`).
    """
    table = tables.reports
    address = normalise_address(report.url)
    if address:
        found = connection.execute(select(table).where(table.c.address == address)).first()
        if found:
            return found
    publisher = table.c.publisher.is_(None) if report.publisher is None else table.c.publisher == report.publisher
    where = select(table).where(table.c.source == report.source, publisher).order_by(table.c.number.desc())
    for row in connection.execute(where.limit(MOST_NAMESAKES)).all():
        ((_, record),) = fetch_records(connection, [row.number])
        if is_version(report, record.report):
            return row
    return None


def find_version(connection: Connection, report: int, text_id: str) -> AnyRow | None:
    """The version of a report that has this text."""
    table = tables.versions
    return connection.execute(select(table).where(table.c.report == report, table.c.text_id == text_id)).first()


class Filed(NamedTuple):
    """Under which number a version is filed, and of which report it is: that one's number and id."""

    number: int
    report: int
    report_id: str

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        """That of a row of `versions`."""
        return cls(row.number, row.report, row.report_id)


def add_version(connection: Connection, record: ReportRecord, row: AnyRow | None) -> Filed:
    """Keep a record: as a new report, or as the version that now holds of the report of *row*."""
    table = tables.versions
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    made = record.made_by
    values: dict[str, Any] = {
        "text_id": record.report.id,
        "current": True,
        "replaced": None,
        "verbale": made.verbale,
        "engine": made.engine,
        "tables": made.tables,
        "codebook": made.codebook,
        "record": pack(record),
    }
    number = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    filed = Filed(number, row.number if row else number, row.id if row else _find_free_id(connection, record.report))
    known = find_version(connection, row.number, record.report.id) if row else None
    if row:
        older = (table.c.report == row.number) & table.c.current & (table.c.text_id != record.report.id)
        connection.execute(update(table).where(older).values(current=False, replaced=now))
    if known:
        connection.execute(update(table).where(table.c.number == known.number).values(values))
        return Filed.of(known)
    connection.execute(insert(table), filed._asdict() | {"added": now} | values)
    return filed


def fetch_records(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[int, ReportRecord]]:
    """The records that now hold of the reports of those numbers."""
    table = tables.versions
    for some in chunk(sorted(reports)):
        which = select(table.c.report, table.c.record).where(table.c.report.in_(some), table.c.current)
        for number, packed in connection.execute(which):
            yield number, unpack(packed)


def _find_free_id(connection: Connection, report: Report) -> str:
    """The report's id; if a report with the same source, publisher and first text has it, the next one."""
    table = tables.reports
    wanted = name_report(report)
    number = int(wanted, 16)
    while connection.execute(select(table.c.number).where(table.c.id == wanted)).first():
        number = (number + 1) % (1 << 64)
        wanted = f"{number:016x}"
    return wanted
