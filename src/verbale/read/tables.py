"""JSON Lines: one report a line. A bad line is named and skipped, the others are read."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

import msgspec
from msgspec import Struct

from verbale.errors import BadHeader, BadLine, TooLarge, UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.encodings import decode
from verbale.read.reading import Given, Reading
from verbale.read.tasks import Turns

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Line(Struct, frozen=True):
    """What a line may say; other fields are left alone. Without `title` a report has none."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def is_blank(line: bytes) -> bool:
    """Is there nothing in *line* but white space and a byte-order mark?"""
    return not line.removeprefix(codecs.BOM_UTF8).strip()


def is_line(data: bytes) -> bool:
    """Is *data* one JSON object, as the first line of a .jsonl file is?"""
    if not data.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(_parse_json(data, Origin("", "")), dict)
    except BadLine:
        return False


def read_lines(
    lines: Iterable[bytes], origin: Origin, given: Given, limit: int, turns: Turns | None = None
) -> Iterator[Reading | UnreadableReport]:
    """A report or an error for each line that is not blank; *limit* is the most bytes of one."""
    turns = turns or Turns()
    for number, line in enumerate(lines, 1):
        if is_blank(line) or not turns.take():
            continue
        here = Origin(f"{origin.name}#{number}", f"{origin.shown}, line {number}")
        try:
            if len(line) > limit:
                raise TooLarge(here.shown, f"is longer than {limit:,} bytes")
            yield _read_line(line, here, given)
        except UnreadableReport as fault:
            yield fault


def cut_lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of *stream*; of a line over *limit* bytes only its first *limit* + 1."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)


def recode_lines(lines: Iterator[bytes], stream: BinaryIO, origin: Origin) -> Iterator[bytes]:
    """*lines*, cut from *stream*, in UTF-8, if they are in UTF-16 with a mark."""
    first = next(lines, b"")
    if not first.startswith(WIDE_MARKS):
        return chain((first,), lines)
    text = decode(first + stream.read(), origin.shown).text
    return iter(text.encode("utf-8", "surrogatepass").split(b"\n"))


def _read_line(line: bytes, origin: Origin, given: Given) -> Reading:
    parsed = _parse_json(line, origin)
    try:
        said = msgspec.convert(parsed, Line)
    except msgspec.ValidationError as fault:
        raise BadLine(origin.shown, f"holds no report ({fault})") from fault
    name = str(said.id) if said.id not in (None, "") else origin.name
    draft = Draft(said.text, said.title, said.published, said.publisher, said.url)
    try:
        return compose(draft, Origin(name, origin.shown), given)
    except BadHeader as fault:
        raise BadLine(origin.shown, fault.why, fault.way_out) from fault


def _parse_json(line: bytes, origin: Origin) -> object:
    try:
        return json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as fault:
        raise BadLine(origin.shown, f"is not UTF-8 (byte {fault.start})", "save the file as UTF-8") from fault
    except json.JSONDecodeError as fault:
        raise BadLine(origin.shown, f"is not JSON ({fault.msg}, column {fault.colno})") from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine(origin.shown, "is not JSON that can be read") from fault
