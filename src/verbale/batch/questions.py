"""Questions in SQL to the tables of a batch, answered by DuckDB. They read these tables, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
from msgspec import Struct

from verbale.batch.gathering import quote
from verbale.errors import BadQuestion, NotABatch

TABLES: Final = "tables"
PAGE: Final = 1_000
"""Rows that are held at once."""
ASKING: Final = "SELECT"
"""The kind of statements that change nothing; FROM, WITH, SHOW, DESCRIBE and SUMMARIZE are of it."""


class Found(Struct, frozen=True):
    """The names of the columns, and the rows, as many as there are."""

    columns: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def ask(folder: Path, sql: str) -> Iterator[Found]:
    """What the tables of the batch in *folder* answer. NotABatch if there are none; BadQuestion, with what is wrong."""
    names = list_tables(folder)
    with duckdb.connect() as connection:
        _open(connection, folder / TABLES, names)
        try:
            _check(connection, sql)
            cursor = connection.execute(sql)
            yield Found([one[0] for one in cursor.description], _list_rows(cursor, names))
        except duckdb.Error as fault:
            raise BadQuestion(_tell(fault, names)) from fault


def list_tables(folder: Path) -> Sequence[str]:
    """The names of the tables that a batch has; NotABatch if it has none."""
    try:
        return sorted(path.name for path in (folder / TABLES).iterdir() if path.is_dir())
    except OSError as fault:
        raise NotABatch(str(folder)) from fault


def _open(connection: Any, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        files = quote(str(folder / name / "**" / "*.parquet"))
        partitions = "hive_partitioning = true, hive_types = {'month': VARCHAR}" if _is_dated(folder / name) else ""
        options = f", {partitions}" if partitions else ""
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({files}{options})").fetchall()
    connection.execute(f"SET allowed_directories = [{quote(str(folder))}]").fetchall()
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}").fetchall()


def _is_dated(folder: Path) -> bool:
    return any(path.name.startswith("month=") for path in folder.iterdir())


def _check(connection: Any, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise BadQuestion("give one question in SQL, such as: SELECT event, count(*) FROM events GROUP BY event")
    kind = statements[0].type.name.removesuffix("_STATEMENT")
    if kind != ASKING:
        raise BadQuestion(f"{kind} is no question; a query only reads (SELECT ...)")


def _list_rows(cursor: Any, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    try:
        while rows := cursor.fetchmany(PAGE):
            yield from rows
    except duckdb.Error as fault:
        raise BadQuestion(_tell(fault, names)) from fault


def _tell(fault: Exception, names: Sequence[str]) -> str:
    """What is wrong, in one line, without the drawing of where."""
    words = " ".join(str(fault).split("\n\nLINE ", 1)[0].split())
    return f"{words}; the tables are: {', '.join(names)} (docs/reference/columns.md has their columns)"
