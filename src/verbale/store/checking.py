"""Is a record sound? The file's pages, the truth's JSON, and every derived row against what a rebuild gives."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Integer, cast, func, select

from verbale.errors import BadRecord
from verbale.ids import report_id
from verbale.reconcile.rules import Rules
from verbale.store import keeping, ledger, tables, truth
from verbale.store.databases import Database, open_database
from verbale.store.full_text import LONGEST, create_index, get_index
from verbale.store.moving import STREAMING, copy_truth

MOST_TOLD: Final = 20
"""So many faults of one kind are told; the rest are counted."""


def find_faults(
    database: Database, connection: Connection, rules: Rules, tell: Callable[[int, int], None] | None = None
) -> Iterator[str]:
    """What is wrong with a record, one line a fault; nothing if it is clean."""
    yield from _tell_some(database.check_pages(connection))
    faults = list(_tell_some(_check_truth(connection)))
    yield from faults
    if not faults:
        yield from _check_derived(connection, rules, tell)


def _tell_some(faults: Iterator[str]) -> Iterator[str]:
    yield from islice(faults, MOST_TOLD)
    rest = sum(1 for _ in faults)
    if rest:
        yield f"and {rest} more of this kind"


def _check_truth(connection: Connection) -> Iterator[str]:
    """Every version can be read, is filed under its text's id, and of each report exactly one holds."""
    table = tables.versions
    for row in connection.execute(select(table).order_by(table.c.number), execution_options=STREAMING):
        try:
            record = truth.unpack(row.record)
        except (BadRecord, zlib.error) as fault:
            yield f"version {row.number} of report {row.report_id}: cannot be read ({fault})"
            continue
        if not record.report.id == row.text_id == report_id(record.report.text):
            yield f"version {row.number} of report {row.report_id}: is not the text that it is filed under"
        if record.made_by.engine != row.engine:
            yield f"version {row.number} of report {row.report_id}: was made by another engine than is said"
    yield from _check_ledger(connection)
    holding = func.sum(cast(table.c.current, Integer))
    counts = select(table.c.report_id, holding).group_by(table.c.report, table.c.report_id).having(holding != 1)
    for identifier, times in connection.execute(counts):
        yield f"report {identifier}: {times} versions hold instead of one"


def _check_ledger(connection: Connection) -> Iterator[str]:
    """Every correction can be read and has the id of what it says; none is missing between the first and the last."""
    table = tables.corrections
    for place, row in enumerate(connection.execute(select(table).order_by(table.c.number)), 1):
        try:
            msgspec.json.decode(row.correction, type=ledger.Correction)
        except msgspec.DecodeError as fault:
            yield f"correction {row.id}: cannot be read ({fault})"
        if row.number != place or row.id != ledger.name_entry(row.number, row.correction):
            yield f"correction {row.id}: the ledger was changed at or before it"


def _check_derived(
    connection: Connection, rules: Rules, tell: Callable[[int, int], None] | None = None
) -> Iterator[str]:
    """Rebuild beside the record and compare row by row."""
    with tempfile.TemporaryDirectory(prefix="verbale-") as folder:
        beside = open_database(Path(folder) / "rebuilt.db")
        with beside.writing() as rebuilt:
            tables.TRUTH.create_all(rebuilt)
            tables.DERIVED.create_all(rebuilt)
            create_index(rebuilt)
            copy_truth(connection, rebuilt)
            keeping.rebuild(rebuilt, rules, tell)
            for table in tables.DERIVED.sorted_tables:
                yield from _tell_some(_compare(table, connection, rebuilt))
            if _list_words(connection) != _list_words(rebuilt):
                yield "the full-text index: has other words than the reports"
        beside.close()


def _list_words(connection: Connection) -> set[tuple[str, str, int]]:
    words = get_index(connection).list_contents(connection)
    return {(table, word, entries) for table, word, entries in words if len(word.encode()) <= LONGEST}


def _compare(table: Any, ours: Connection, rebuilt: Connection) -> Iterator[str]:
    """Rows that only one of the two has, both read in the order of the table's key."""
    which = select(table).order_by(*table.primary_key)
    keys = [list(table.c).index(column) for column in table.primary_key]
    mine, theirs = (iter(one.execute(which, execution_options=STREAMING)) for one in (ours, rebuilt))
    one, other = next(mine, None), next(theirs, None)
    while one is not None or other is not None:
        first = None if one is None else tuple(one[key] for key in keys)
        second = None if other is None else tuple(other[key] for key in keys)
        if first == second:
            if one != other:
                yield f"{table.name}: row {_tell_key(first)} differs from what a rebuild gives"
            one, other = next(mine, None), next(theirs, None)
        elif second is None or (first is not None and first < second):
            yield f"{table.name}: row {_tell_key(first)} is not what a rebuild gives"
            one = next(mine, None)
        else:
            yield f"{table.name}: row {_tell_key(second)} is missing"
            other = next(theirs, None)


def _tell_key(key: tuple[Any, ...] | None) -> str:
    return " ".join(map(str, key or ()))
