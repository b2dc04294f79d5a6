"""Text, Markdown, pages and JSON Lines: files that are read as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Literal

from verbale.errors import EmptyReport, TooLarge, UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.encodings import decode
from verbale.read.markup import strip_markup
from verbale.read.reading import Given, Reading
from verbale.read.tables import cut_lines, is_blank, is_line, read_lines, recode_lines
from verbale.read.tasks import Results, Task
from verbale.read.text import parse_text
from verbale.read.webpages import find_charset, find_live_parts, is_page, read_page

Form = Literal["page", "markdown", "text"]

_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*\{\s*")')
_OF_EXPORTS = re.compile(rb"End of Document|\bof \d+ DOCUMENTS|Document [A-Za-z0-9]{12}")


def read_lines_file(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A report for each line of JSON."""
    limit = task.settings.report_bytes
    lines = recode_lines(cut_lines(stream, limit), stream, origin)
    start = _take_to_first_words(lines, limit)
    if not start:
        raise EmptyReport(origin.shown)
    yield from read_lines(chain(start, lines), origin, task.given, limit, task.turns)


def read_page_file(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A saved page, or a database's export in HTML."""
    yield from _read_document(stream, origin, task, "page")


def read_markdown_file(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """Markdown, as text with a heading."""
    yield from _read_document(stream, origin, task, "markdown")


def read_text_file(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """Text, a page that is called text, or a database's export."""
    yield from _read_document(stream, origin, task, "text")


def read_unnamed_file(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A file whose name and first bytes tell nothing: its first line that is not blank tells JSON Lines."""
    limit = task.settings.report_bytes
    lines = cut_lines(stream, limit)
    start = _take_to_first_words(lines, limit)
    if not start:
        raise EmptyReport(origin.shown)
    if is_line(start[-1]):
        yield from read_lines(chain(start, lines), origin, task.given, limit, task.turns)
        return
    data = b"".join(start)
    data += stream.read(max(0, limit + 1 - len(data)))
    if _JSON.match(data):
        from verbale.read.articles import read_json_data  # noqa: PLC0415 - few files are JSON

        yield from read_json_data(data, stream, origin, task)
    else:
        yield from _read_data(data, stream, origin, task, None)


def _read_document(stream: BinaryIO, origin: Origin, task: Task, form: Form) -> Results:
    yield from _read_data(stream.read(task.settings.report_bytes + 1), stream, origin, task, form)


def _read_data(data: bytes, rest: BinaryIO, origin: Origin, task: Task, form: Form | None) -> Results:
    """The report that *data* is, or the reports of an export that it begins."""
    if _OF_EXPORTS.search(data.replace(b"\x00", b"")):
        data += rest.read(max(0, task.settings.whole_bytes + 1 - len(data)))
        exported = _find_export(data, origin, task, form)
        if exported is not None:
            yield from exported
            return
    if len(data) > task.settings.report_bytes:
        raise TooLarge(origin.shown, f"is larger than {task.settings.report_bytes:,} bytes")
    if task.turns.take():
        yield from compose_documents(data, origin, task.given, form)


def _find_export(data: bytes, origin: Origin, task: Task, form: Form | None) -> Results | None:
    """The reports of a database's export; None if it is none."""
    from verbale.read.exports import find_drafts, read_drafts  # noqa: PLC0415 - few files are exports

    if len(data) > task.settings.whole_bytes:
        raise TooLarge(origin.shown, f"is larger than {task.settings.whole_bytes:,} bytes")
    is_marked_up = form == "page" or is_page(data)
    decoded = decode(data, origin.shown, find_charset(data) if is_marked_up else None)
    drafts = find_drafts(strip_markup(decoded.text) if is_marked_up else decoded.text)
    return read_drafts(drafts, origin, task, decoded.warnings) if drafts else None


def compose_documents(
    data: bytes,
    origin: Origin,
    given: Given,
    form: Form | None = None,
    charset: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Results:
    """The report of a page or a text, or each post of a live blog. *charset*: as others declare it of the page."""
    if is_blank(data):
        raise EmptyReport(origin.shown)
    if not is_page_of(data, form == "page"):
        decoded = decode(data, origin.shown, charset)
        draft = parse_text(decoded.text, origin, form == "markdown")
        yield compose(draft, origin, given, (*decoded.warnings, *warnings))
        return
    decoded = decode(data, origin.shown, charset or find_charset(data))
    parts = find_live_parts(decoded.text, origin)
    if not parts:
        yield compose(read_page(decoded.text, origin), origin, given, (*decoded.warnings, *warnings))
        return
    for part in parts:
        address = f"{origin.address or origin.name}#{part.name}"
        yield compose_page(part.draft, Origin(address, f"{origin.shown}#{part.name}"), given, decoded.warnings)


def is_page_of(data: bytes, is_declared: bool) -> bool:
    """Is *data* a page, because somebody declares it, or by its beginning?"""
    return is_declared or is_page(data)


def compose_page(
    draft: Draft, origin: Origin, given: Given, warnings: tuple[str, ...] = ()
) -> Reading | UnreadableReport:
    """The report of a draft, or the error as a value."""
    try:
        return compose(draft, origin, given, warnings)
    except UnreadableReport as fault:
        return fault


def _take_to_first_words(lines: Iterator[bytes], limit: int) -> list[bytes]:
    """Lines up to the first that is not blank, or until they are over *limit* bytes; none if all are blank."""
    taken: list[bytes] = []
    size = 0
    for line in lines:
        taken.append(line)
        size += len(line)
        if size > limit or not is_blank(line):
            return taken
    return []
