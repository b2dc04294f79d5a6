"""A record moves to another place, of whichever kind: the truth as it stands, with its versions, ids and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Table, func, insert, select

from verbale.store import tables

AT_ONCE: Final = 500
"""So many rows are held at once."""
STREAMING: Final = {"stream_results": True, "max_row_buffer": AT_ONCE}
"""Options of a connection that reads a table of any size row by row."""


class Moved(Struct, frozen=True):
    """How much of the truth was copied: reports, all their versions, corrections."""

    reports: int
    versions: int
    corrections: int


def is_bare(connection: Connection) -> bool:
    """Does a record hold no report and no correction?"""
    return all(connection.execute(select(one.c.number).limit(1)).first() is None for one in _list_truth())


def copy_truth(source: Connection, target: Connection) -> Moved:
    """Copy the truth of one record into another, which holds none; what is derived must be made from it then."""
    for table in _list_truth():
        copy_rows(table, source, target)
    versions, corrections = (int(target.scalar(select(func.count()).select_from(one)) or 0) for one in _list_truth())
    held = tables.versions
    reports = target.scalar(select(func.count()).select_from(held).where(held.c.current))
    return Moved(int(reports or 0), versions, corrections)


def copy_rows(table: Table, source: Connection, target: Connection) -> None:
    """Copy the rows of a table that both have."""
    found = source.execute(select(table), execution_options=STREAMING).mappings()
    for some in chunk_rows(found):
        target.execute(insert(table), some)


def chunk_rows(rows: Iterable[Any]) -> Iterator[list[dict[str, Any]]]:
    """Rows in runs of some hundred."""
    pending = iter(rows)
    while some := [dict(row) for row in islice(pending, AT_ONCE)]:
        yield some


def _list_truth() -> tuple[Table, Table]:
    return tables.versions, tables.corrections
