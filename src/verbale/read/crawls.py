"""Crawls of the web: the pages of a WARC file, the plain words of a WET file. The day of a crawl is nobody's news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from verbale.errors import DamagedFile, ReaderNotInstalled, TooLarge, UnreadableReport
from verbale.read.documents import compose_documents
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.publication import find_day
from verbale.read.tasks import Results, Task
from verbale.read.text import parse_text

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = frozenset({"text/plain"})
OF_WET = "the words of the whole page, with its menus, as the crawl has them"


def read_warc(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A report for each page that was fetched well; other answers (pictures, errors, robots.txt) are passed over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - for such files only
    except ModuleNotFoundError as fault:
        raise ReaderNotInstalled(origin.shown, "a WARC file", "archives") from fault
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = ArchiveIterator(stream, record_types=kinds, auto_decode="all", quirks_mode=True)
    for number, record in enumerate(_list_records(iter(records), origin), 1):
        address = _trim(record.headers.get("WARC-Target-URI"))
        here = Origin(address or f"{origin.name}#{number}", f"{origin.shown}, {address or f'page {number}'}", address)
        try:
            yield from _read_record(record, here, task)
        except UnreadableReport as fault:
            yield fault


def _list_records(records: Iterator[Any], origin: Origin) -> Iterator[Any]:
    while True:
        try:
            record = next(records, None)
        except UnreadableReport:
            raise
        except Exception as fault:  # the library's errors are of no one kind
            raise DamagedFile(origin.shown, "is damaged from here on; what came before was read") from fault
        if record is None:
            return
        yield record


def _read_record(record: Any, origin: Origin, task: Task) -> Results:
    http = record.http_headers
    media = _trim(record.http_content_type if http else record.headers.get("Content-Type")) or ""
    media = media.partition(";")[0].strip().lower()
    if (http and record.http_headers.status_code != 200) or media not in PAGES | TEXTS:
        return
    if (origin.address and origin.address.rstrip("/").endswith("/robots.txt")) or not task.turns.take():
        return
    data = _read_payload(record, origin, task.settings.report_bytes)
    task.budget.take(len(data), origin.shown)
    if record.headers.get("WARC-Type") == "conversion":
        yield compose(_draft_words(data, origin), origin, task.given)
        return
    charset = record.http_charset if http else None
    yield from compose_documents(data, origin, task.given, "page" if media in PAGES else None, charset)


def _read_payload(record: Any, origin: Origin, limit: int) -> bytes:
    length = record.content_length
    try:
        data = bytes(record.reader.read(limit + 1))
    except Exception as fault:  # as above
        raise DamagedFile(origin.shown) from fault
    if len(data) > limit:
        raise TooLarge(origin.shown, f"is larger than {limit:,} bytes")
    if len(data) < length and not _is_encoded(record):
        raise DamagedFile(origin.shown, "breaks off before its end")
    return data


def _is_encoded(record: Any) -> bool:
    """Was the answer packed or sent in chunks, so that its length says nothing?"""
    http = record.http_headers
    return bool(http and (http.get("Content-Encoding") or http.get("Transfer-Encoding")))


def _draft_words(data: bytes, origin: Origin) -> Draft:
    draft = parse_text(data.decode("utf-8", "replace"), origin)
    day = find_day("", origin.address)
    return replace(draft, published=day.isoformat() if day else None, warnings=(*draft.warnings, OF_WET))


def _trim(words: str | None) -> str | None:
    return words.strip(" <>") or None if words else None
