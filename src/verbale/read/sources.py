"""The one way in: files, addresses and standard input, each as reports or as the reason why not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from verbale.errors import EmptyReport, NoSuchReport, TooLarge, UnreadableReport
from verbale.read.drafts import Origin, compose
from verbale.read.encodings import decode
from verbale.read.reading import Given, Reading
from verbale.read.tables import cut_lines, is_blank, is_line, read_lines, recode_lines
from verbale.read.text import parse_text
from verbale.read.webpages import find_charset, is_page, read_page
from verbale.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from verbale.read.network import Network

Kind = Literal["lines", "page", "markdown", "text"]

NOTHING_GIVEN = Given()
STANDARD_INPUT = Origin("stdin", "standard input")
KINDS: dict[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
"""What a file's name says of it; of all others, and of text that begins like a page, the content decides."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def read_source(
    source: str, given: Given = NOTHING_GIVEN, settings: Settings = SETTINGS, network: Network | None = None
) -> Iterator[Reading | UnreadableReport]:
    """Each report of *source*; for each that cannot be read the error, as a value, and the others go on.

    *source*: the path of a file (text, .md, .html, .jsonl), an http or https address, or ``-`` for standard
    input. *given* wins over what a report says of itself. *network*: the outside world, if not the real one.
    """
    try:
        if source == "-":
            yield from _read_stream(sys.stdin.buffer, STANDARD_INPUT, given, settings, None)
        elif _ADDRESS.match(source):
            yield _read_address(source, given, settings, network)
        else:
            yield from _read_file(Path(source), given, settings)
    except UnreadableReport as fault:
        yield fault


def _read_file(path: Path, given: Given, settings: Settings) -> Iterator[Reading | UnreadableReport]:
    origin = Origin(path.stem, str(path))
    with _open(path) as stream:
        try:
            yield from _read_stream(stream, origin, given, settings, KINDS.get(path.suffix.lower()))
        except OSError as fault:
            raise NoSuchReport(str(path), f"cannot be read to its end ({fault.strerror})") from fault


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except IsADirectoryError as fault:
        raise NoSuchReport(str(path), "is a folder", "name the files in it") from fault
    except PermissionError as fault:
        raise NoSuchReport(str(path), "may not be opened", "ask for the right to read it") from fault
    except (OSError, ValueError) as fault:
        raise NoSuchReport(str(path)) from fault


def _read_stream(
    stream: BinaryIO, origin: Origin, given: Given, settings: Settings, kind: Kind | None
) -> Iterator[Reading | UnreadableReport]:
    """The reports of a stream; without *kind*, its first line that is not blank tells JSON Lines."""
    lines = cut_lines(stream, settings.report_bytes)
    if kind == "lines":
        lines = recode_lines(lines, stream, origin)
    start = _take_to_first_words(lines, settings.report_bytes)
    if not start:
        raise EmptyReport(origin.shown)
    if kind == "lines" or (kind is None and is_line(start[-1])):
        yield from read_lines(chain(start, lines), origin, given, settings.report_bytes)
        return
    data = b"".join(start)
    data += stream.read(max(0, settings.report_bytes + 1 - len(data)))
    yield _read_document(data, origin, given, settings, kind)


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


def _read_document(data: bytes, origin: Origin, given: Given, settings: Settings, kind: Kind | None) -> Reading:
    if len(data) > settings.report_bytes:
        raise TooLarge(origin.shown, f"is larger than {settings.report_bytes:,} bytes")
    return _compose_document(data, origin, given, kind)


def _read_address(address: str, given: Given, settings: Settings, network: Network | None) -> Reading:
    from verbale.read.addresses import fetch  # noqa: PLC0415 - httpx takes 0.2 s to load

    fetched = fetch(address, settings, network)
    origin = Origin(address, address, fetched.address)
    return _compose_document(fetched.data, origin, given, "page" if fetched.is_page else None, fetched.charset)


def _compose_document(
    data: bytes, origin: Origin, given: Given, kind: Kind | None, charset: str | None = None
) -> Reading:
    if not data.strip():
        raise EmptyReport(origin.shown)
    if kind == "page" or is_page(data):
        decoded = decode(data, origin.shown, charset or find_charset(data))
        return compose(read_page(decoded.text, origin), origin, given, decoded.warnings)
    decoded = decode(data, origin.shown, charset)
    return compose(parse_text(decoded.text, origin, kind == "markdown"), origin, given, decoded.warnings)
