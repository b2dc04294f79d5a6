"""A shard on disk: one Parquet file with the records of its reports, the rows that they come to, and what was refused.

The file appears whole or not at all. Its columns are those of the record's own tables (`store.tables`), nested: a row
a report, with its facts as lists. The record itself stands beside them as JSON.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as arrow
from msgspec import Struct
from pyarrow import parquet
from sqlalchemy import Boolean, Date, Float, Integer, Table

from verbale.errors import BatchFault, UnreadableReport
from verbale.reconcile.rules import RULES
from verbale.records import ReportRecord
from verbale.schema import to_json
from verbale.store import tables
from verbale.store.deriving import Filing, derive
from verbale.store.identity import name_report

LISTED: Final[Mapping[Table, tuple[str, ...]]] = {
    tables.appearances: ("report",),
    tables.statements: ("report",),
    tables.statement_actors: (),
    tables.tellings: ("report", "happening", "component"),
    tables.telling_actors: (),
    tables.agreements: ("report",),
    tables.agreement_parties: (),
}
"""Tables whose rows are listed with a report, and the columns that only a whole record has."""
WHOLE: Final = ("number", "version", "account")
"""The same of `reports`. In a shard `number` of a fact is its place in the report."""
FLUSHED: Final = 1_000_000
"""Characters of records that are held at once."""
LABEL: Final = b"verbale"
_HERE: Final = Filing(0, "", 0)


class Told(Struct, frozen=True):
    """What a shard's file says of itself: places from `first` on, whether no more follow, and counts."""

    first: int
    places: int
    is_last: bool
    read: int
    refused: Mapping[str, int]
    facts: Mapping[str, int]


class ShardWriter:
    """Takes the results of a shard one by one; what was never closed is thrown away."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self.told: Told | None = None
        self._rows: list[dict[str, Any]] = []
        self._held = 0
        self.read = 0
        self.refused: dict[str, int] = {}
        self.facts = dict.fromkeys(("events", "statements", "agreements"), 0)

    def put(self, place: int, record: ReportRecord) -> None:
        """Keep a record; BadRecord if it contradicts itself."""
        line = to_json(record)
        rows = derive(record, msgspec.structs.replace(_HERE, report_id=name_report(record.report)))
        (report,) = rows.pop(tables.reports)
        row: dict[str, Any] = {table.name: rows.get(table, []) for table in LISTED}
        row |= {"place": place, "record": line, "report": report, "marks": RULES.list_marks(record.report)}
        row["made_by"] = msgspec.structs.asdict(record.made_by)
        self._keep(row, len(line))
        self.read += 1
        for kind in self.facts:
            self.facts[kind] += len(getattr(record, kind))

    def refuse(self, place: int, fault: UnreadableReport) -> None:
        """Keep the reason why there is no record."""
        cause = type(fault).__name__
        said: dict[str, Any] = {"source": fault.source, "cause": cause, "reason": f"{fault.why}; {fault.way_out}"}
        said["language"] = getattr(fault, "language", None)
        self._keep({"place": place, "refused": said}, len(fault.why))
        self.refused[cause] = self.refused.get(cause, 0) + 1

    def close(self, first: int, places: int, is_last: bool) -> Told:
        """Write what is left; what the file then says of itself."""
        self._flush()
        self.told = Told(first, places, is_last, self.read, dict(sorted(self.refused.items())), self.facts)
        self._writer.add_key_value_metadata({LABEL: msgspec.json.encode(self.told)})
        return self.told

    def _keep(self, row: dict[str, Any], size: int) -> None:
        self._rows.append(row)
        self._held += size
        if self._held >= FLUSHED:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(arrow.Table.from_pylist(self._rows, schema=SCHEMA))
            self._rows, self._held = [], 0


@contextmanager
def write_shard(path: Path, scratch: Path) -> Iterator[ShardWriter]:
    """Write to *scratch*, which becomes *path* at the end, on disk for good, if `close` was called."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with scratch.open("wb") as stream:
            with parquet.ParquetWriter(stream, SCHEMA, compression="zstd") as writer:
                shard = ShardWriter(writer)
                yield shard
            stream.flush()
            os.fsync(stream.fileno())
        if shard.told is not None:
            scratch.replace(path)
            sync_folder(path.parent)
    finally:
        scratch.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk, where the system lets one."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_told(path: Path) -> Told:
    """What a shard's file says of itself; BatchFault if it is damaged."""
    try:
        metadata = parquet.read_metadata(path).metadata or {}
        return msgspec.json.decode(metadata.get(LABEL, b""), type=Told)
    except (arrow.ArrowException, msgspec.DecodeError) as fault:
        raise BatchFault(str(path), "is damaged", "remove that file, and run again") from fault


def make_schema(table: Table) -> Any:
    """The pyarrow.Schema of a table of the record."""
    return arrow.schema([(one.name, _tell_type(one)) for one in table.columns])


def _tell_type(column: Any) -> Any:
    kind = column.type
    if isinstance(kind, Boolean):
        return arrow.bool_()
    if isinstance(kind, Integer):
        return arrow.int64()
    if isinstance(kind, Float):
        return arrow.float64()
    return arrow.date32() if isinstance(kind, Date) else arrow.string()


def _nest(table: Table, left_out: tuple[str, ...]) -> Any:
    return arrow.struct([(one.name, _tell_type(one)) for one in table.columns if one.name not in left_out])


_REFUSED: Final = arrow.struct([(name, arrow.string()) for name in ("source", "cause", "reason", "language")])
_MADE_BY: Final = arrow.struct([(name, arrow.string()) for name in ("verbale", "engine", "tables", "codebook")])
SCHEMA: Final = arrow.schema(
    [
        ("place", arrow.int64()),
        ("refused", _REFUSED),
        ("record", arrow.string()),
        ("made_by", _MADE_BY),
        ("marks", arrow.list_(arrow.string())),
        ("report", _nest(tables.reports, WHOLE)),
        *((table.name, arrow.list_(_nest(table, left_out))) for table, left_out in LISTED.items()),
    ]
)
