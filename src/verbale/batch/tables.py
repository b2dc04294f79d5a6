"""The tables of a batch in Parquet, partitioned by month, with the columns that exports of a record have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct
from pyarrow import parquet

from verbale.batch.accounts import join_accounts
from verbale.batch.gathering import Gathering, fill, open_database
from verbale.batch.happenings import merge_tellings
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.listing import SOURCES, Source, Told, choose_schema, fill_agreements, tell_month
from verbale.batch.shards import read_told, sync_folder
from verbale.batch.sharing import Crowd, count_processes
from verbale.errors import BatchFault
from verbale.store.rows import Answer
from verbale.store.tabular import to_arrow

TABLES: Final = "tables"
LEDGER: Final = "ledger.jsonl"
"""Stands among the tables and lists the shards of which they are made."""
MOST_ROWS: Final = 1_000_000
"""Rows of a file; a month that has more is several files."""
GROUP: Final = 20_000
"""Rows of a row group."""
ROWS_OF_JOB: Final = 20_000
"""Rows that are worth a job of their own."""
SCRATCH: Final = ".gathering"


class Share(NamedTuple):
    """A job: some months of a table, written into the folder *fresh*."""

    fresh: Path
    name: str
    months: tuple[str, ...]


class Listed(Struct, frozen=True):
    """A line of the ledger: a shard, where it begins in its files, and what came of it."""

    shard: str
    first: int
    read: int
    refused: Mapping[str, int]
    events: int
    statements: int
    agreements: int


def write_tables(ledger: Ledger, shards: Sequence[Shard], workers: int = 1) -> None:
    """Write the tables of *shards*, unless they stand there already; they appear all at once."""
    lines = b"".join(_list_shards(ledger, shards))
    made, fresh = ledger.folder / TABLES, ledger.folder / f".{TABLES}"
    if (made / LEDGER).exists() and (made / LEDGER).read_bytes() == lines:
        return
    scratch = ledger.folder / SCRATCH
    for left in (fresh, scratch):
        shutil.rmtree(left, ignore_errors=True)
    try:
        scratch.mkdir()
        _gather(scratch, [ledger.find(shard) for shard in shards], fresh, workers)
    except OSError as fault:
        raise BatchFault(str(ledger.folder), f"its tables cannot be written ({fault.strerror})", "make room") from fault
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    (fresh / LEDGER).write_bytes(lines)
    _put_in_place(fresh, made)


def _list_shards(ledger: Ledger, shards: Sequence[Shard]) -> Iterator[bytes]:
    for shard in shards:
        told = read_told(ledger.find(shard))
        line = Listed(shard.name, told.first, told.read, told.refused, **told.facts)
        yield msgspec.json.encode(line) + b"\n"


def _gather(scratch: Path, files: Sequence[Path], fresh: Path, workers: int) -> None:
    with open_database(scratch, threads=workers) as gathering:
        fill(gathering, files)
        ((reports,),) = gathering.ask("SELECT count(*) FROM reports")
    crowd = Crowd(scratch, count_processes(workers, reports))
    join_accounts(crowd)
    merge_tellings(crowd)
    with crowd.writing() as gathering:
        fill_agreements(gathering)
        shares = [Share(fresh, name, months) for name in SOURCES for months in _cut_months(gathering, name)]
    for _ in crowd.share(write_share, shares):
        pass


def _cut_months(gathering: Gathering, name: str) -> Iterator[tuple[str, ...]]:
    """The months of a table, so many together that their rows are worth a job; one job at least."""
    source = SOURCES[name]
    if source.day is None:
        yield ()
        return
    month = tell_month(source.day)
    months: list[str] = []
    rows = 0
    for found, count in gathering.ask(f"SELECT {month} AS month, count(*) FROM {source.facts} GROUP BY ALL ORDER BY 1"):
        months.append(found)
        rows += count
        if rows >= ROWS_OF_JOB:
            yield tuple(months)
            months, rows = [], 0
    if months:
        yield tuple(months)
    else:
        yield ()


def _put_in_place(fresh: Path, made: Path) -> None:
    old = made.with_name(f".old-{TABLES}")
    shutil.rmtree(old, ignore_errors=True)
    if made.exists():
        made.rename(old)
    fresh.rename(made)
    sync_folder(made.parent)
    shutil.rmtree(old, ignore_errors=True)


def write_share(scratch: Path, share: Share) -> None:
    """Write some months of a table; one that has no months whole."""
    source = SOURCES[share.name]
    folder = share.fresh / share.name
    with open_database(scratch, is_read_only=True) as gathering:
        for month, rows in groupby(source.list_rows(gathering, share.months), key=itemgetter(0)):
            _write_files(folder if month is None else folder / f"month={month}", source, rows)
        if not share.months:
            _write_none(folder / "month=unknown" if source.day else folder, source)


def _write_files(place: Path, source: Source, rows: Iterator[Told]) -> None:
    schema = choose_schema(source.kind)
    place.mkdir(parents=True)
    writer, written, number = None, 0, 0
    try:
        while page := [row for (_, row), _ in zip(rows, range(GROUP), strict=False)]:
            if writer is None:
                writer = parquet.ParquetWriter(place / f"{number}.parquet", schema, compression="zstd")
            writer.write_table(to_arrow(Answer(page, source.kind)).select(schema.names))
            written += len(page)
            if written >= MOST_ROWS:
                writer.close()
                writer, written, number = None, 0, number + 1
    finally:
        if writer is not None:
            writer.close()


def _write_none(place: Path, source: Source) -> None:
    """A table without rows has its columns."""
    if not place.exists():
        place.mkdir(parents=True)
        parquet.write_table(choose_schema(source.kind).empty_table(), place / "0.parquet", compression="zstd")
