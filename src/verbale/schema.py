"""Records to JSON and back, and the JSON Schema of the contract. Nothing else in verbale writes JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Any, Final

import msgspec

from verbale.errors import BadRecord
from verbale.records import Report, ReportRecord

VERSION = "verbale/1"
"""The contract's version; every record carries it as `schema`."""

TOGETHER: Final = 100
"""Facts that are written at once."""
CHARACTERS: Final = 100_000
"""Characters of a text that are written at once."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(ReportRecord)


def to_json(record: ReportRecord) -> str:
    """One line of JSON, without a line end."""
    return to_bytes(record).decode()


def to_bytes(record: ReportRecord) -> bytes:
    """The line of `to_json` in UTF-8, for what keeps bytes."""
    return _encoder.encode(record)


def cut_json(record: ReportRecord) -> Iterator[str]:
    """The line of `to_json` in pieces: that of a very long report takes some 80 MB as a whole."""
    return map(bytes.decode, _cut(record))


def _cut(value: Any) -> Iterator[bytes]:
    """What the encoder writes of *value*, in pieces."""
    if isinstance(value, (ReportRecord, Report)):
        for mark, name in zip(chain((b"{",), repeat(b",")), value.__struct_fields__, strict=False):
            yield mark + _encoder.encode(name) + b":"
            yield from _cut(getattr(value, name))
        yield b"}"
    elif isinstance(value, tuple) and len(value) > TOGETHER:
        yield from _cut_inner(value, TOGETHER, b",")
    elif isinstance(value, str) and len(value) > CHARACTERS:
        yield from _cut_inner(value, CHARACTERS, b"")
    else:
        yield _encoder.encode(value)


def _cut_inner(value: tuple[Any, ...] | str, most: int, between: bytes) -> Iterator[bytes]:
    """A list or string, so many members or characters at once; its brackets or quotation marks are those of a piece."""
    ends = _encoder.encode(value[:0])
    yield ends[:1]
    for start in range(0, len(value), most):
        piece = _encoder.encode(value[start : start + most])[1:-1]
        yield between + piece if start else piece
    yield ends[1:]


def from_json(line: str | bytes) -> ReportRecord:
    """The record that a line holds; BadRecord, naming the field's path, if it is none of this version."""
    try:
        record = _decoder.decode(line)
    except msgspec.DecodeError as fault:
        raise BadRecord(f"not a {VERSION} record: {fault}") from fault
    if record.schema != VERSION:
        raise BadRecord(f"the record says {record.schema!r}, this verbale reads {VERSION!r}; read its report anew")
    return record


def json_schema() -> Mapping[str, Any]:
    """The contract as JSON Schema (2020-12), self-contained."""
    (root,), parts = msgspec.json.schema_components([ReportRecord], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "verbale-1.schema.json",
        "title": "verbale record, version 1",
        **root,
        "$defs": parts,
    }
