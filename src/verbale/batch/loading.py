"""The records of a batch, for whoever wants to keep them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from pyarrow import parquet

from verbale.batch.ledger import Ledger, Shard, read_conditions
from verbale.batch.tables import LEDGER, TABLES, Listed
from verbale.errors import NotABatch
from verbale.records import ReportRecord
from verbale.schema import from_json

AT_ONCE: Final = 50
"""Records that are held at once."""


class Loading(Struct, frozen=True):
    """How many records there are, and they in the order of the input."""

    total: int
    records: Iterator[ReportRecord]


def open_batch(folder: Path) -> Loading:
    """The records of a batch that is done; NotABatch if *folder* holds none."""
    read_conditions(folder)
    try:
        lines = (folder / TABLES / LEDGER).read_bytes().splitlines()
    except OSError as fault:
        raise NotABatch(str(folder), way_out="give the same verbale batch again until it is done") from fault
    listed = [msgspec.json.decode(line, type=Listed) for line in lines]
    return Loading(sum(one.read for one in listed), _list_records(folder, [one.shard for one in listed]))


def _list_records(folder: Path, names: list[str]) -> Iterator[ReportRecord]:
    ledger = Ledger(folder)
    for name in names:
        key, _, number = name.partition("-")
        with parquet.ParquetFile(ledger.find(Shard(key, int(number)))) as shard:
            for batch in shard.iter_batches(AT_ONCE, columns=["record"]):
                yield from (from_json(line) for line in batch.column("record").to_pylist() if line is not None)
