"""Records to JSON and back, and the JSON Schema of the contract. Nothing else in verbale writes JSON records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from verbale.errors import BadRecord
from verbale.records import ReportRecord

VERSION = "verbale/1"
"""The contract's version; every record carries it as `schema`."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(ReportRecord)


def to_json(record: ReportRecord) -> str:
    """One line of JSON, without a line end."""
    return _encoder.encode(record).decode()


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
