"""All shards in one place: a database on disk, by DuckDB, with the rows of every report, however many there are.

It holds the tables of the record (`store.tables`) that one report's facts fill; `accounts` and `happenings` fill the
rest. It is scratch: it goes when the tables in Parquet are written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from verbale.errors import BatchFault
from verbale.store import tables
from verbale.store.deriving import MOST_FACTS

MEMORY: Final = "500MB"
"""What the database may hold in memory in each process; the rest lies on disk."""
AT_ONCE: Final = 2_000
"""Rows that are in Python's hands at once."""


class Gathering:
    """The database, for questions in SQL. One question after the other; `stream` has a connection of its own."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def do(self, sql: str, **values: Any) -> None:
        """Carry out a command."""
        self._connection.execute(sql, values).fetchall()

    def ask(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a small answer."""
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return rows

    def stream(self, sql: str) -> Iterator[dict[str, Any]]:
        """The rows of an answer of any size."""
        for batch in self.read(sql):
            yield from batch.to_pylist()

    def read(self, sql: str) -> Any:
        """The same as batches of pyarrow."""
        return self._connection.cursor().sql(sql).to_arrow_reader(AT_ONCE)

    def make(self, name: str, schema: Any) -> None:
        """Make a table with the columns of a pyarrow.Schema, and no rows."""
        cursor = self._connection.cursor()
        cursor.register("none", schema.empty_table())
        cursor.execute(f"CREATE TABLE {name} AS SELECT * FROM none").fetchall()
        cursor.close()

    def put(self, name: str, rows: Any) -> None:
        """Add a pyarrow.Table to the table of that name, which has the same columns."""
        cursor = self._connection.cursor()
        cursor.register("added", rows)
        cursor.execute(f"INSERT INTO {name} BY NAME SELECT * FROM added").fetchall()
        cursor.close()


@contextmanager
def open_database(scratch: Path, *, threads: int = 1, is_read_only: bool = False) -> Iterator[Gathering]:
    """The database in *scratch*; many may read it at once, while nobody writes."""
    path = str(scratch / "rows.duckdb")
    with _naming_faults(scratch), duckdb.connect(path, read_only=is_read_only) as connection:
        for setting in (f"memory_limit = '{MEMORY}'", "preserve_insertion_order = false", f"threads = {threads}"):
            connection.execute(f"SET {setting}").fetchall()
        spilled = scratch / f"spilled-{os.getpid()}"
        connection.execute(f"SET temp_directory = {quote(str(spilled))}").fetchall()
        yield Gathering(connection)


def quote(words: str) -> str:
    """A text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"


@contextmanager
def _naming_faults(scratch: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as fault:
        words = " ".join(str(fault).split("\n", 1)[0].split())
        why = f"its reports cannot be brought together ({words})"
        raise BatchFault(str(scratch.parent), why, "make room on the disk and in memory, and run again") from fault


def fill(gathering: Gathering, paths: Sequence[Path]) -> None:
    """Put in the shards in *paths*. Reports are numbered in their order; of one that comes again the last holds."""
    files = [str(path) for path in paths]
    listed = "[" + ", ".join(map(quote, files)) + "]"
    gathering.do(
        "CREATE TABLE shards AS SELECT unnest($files) AS path, unnest(range(len($files))) AS shard", files=files
    )
    gathering.do(
        f"CREATE VIEW results AS SELECT shard, file_row_number AS line, results.* EXCLUDE (filename, file_row_number)"
        f" FROM read_parquet({listed}, filename = true, file_row_number = true) AS results JOIN shards"
        " ON path = filename"
    )
    gathering.do(
        "CREATE TABLE places AS SELECT shard, line, report.id AS id, report.text_id AS text_id FROM results"
        " WHERE refused IS NULL"
    )
    gathering.do(
        "CREATE TABLE kept AS SELECT row_number() OVER (ORDER BY shard, line) AS number, shard, line, versions FROM"
        " (SELECT id, max({'shard': shard, 'line': line}) AS last, count(DISTINCT text_id) AS versions FROM places"
        " GROUP BY id) AS reports JOIN places ON places.id = reports.id AND shard = last.shard AND line = last.line"
    )
    gathering.do(
        "CREATE VIEW told AS SELECT kept.number, kept.versions, results.* EXCLUDE (shard, line) FROM results"
        " JOIN kept USING (shard, line)"
    )
    _fill_tables(gathering)


def _fill_tables(gathering: Gathering) -> None:
    counts = ", ".join(f"len({facts}) AS {facts}" for facts in ("tellings", "statements", "agreements"))
    gathering.do(
        "CREATE TABLE reports AS SELECT number, number AS account, versions, unnest(report),"
        f" made_by.verbale AS verbale, made_by.engine AS engine, made_by.tables AS tables, {counts} FROM told"
    )
    gathering.do("CREATE TABLE appearances AS SELECT number AS report, unnest(appearances, max_depth := 2) FROM told")
    for facts, seats, fact in (
        (tables.tellings, tables.telling_actors, "telling"),
        (tables.statements, tables.statement_actors, "statement"),
        (tables.agreements, tables.agreement_parties, "agreement"),
    ):
        gathering.do(
            f"CREATE TABLE {facts.name} AS SELECT report * {MOST_FACTS} + number AS number, report,"
            f" * EXCLUDE (number, report) FROM"
            f" (SELECT number AS report, unnest({facts.name}, max_depth := 2) FROM told)"
        )
        gathering.do(
            f"CREATE TABLE {seats.name} AS SELECT report * {MOST_FACTS} + {fact} AS {fact}, report,"
            f" * EXCLUDE ({fact}, report) FROM"
            f" (SELECT number AS report, unnest({seats.name}, max_depth := 2) FROM told)"
        )
    _choose_guises(gathering)


def _choose_guises(gathering: Gathering) -> None:
    """Everybody in the guise that most reports have, of several the first of the alphabet, as the record has it."""
    guise = "actor, name, kind, coalesce(state, '') AS state, sector"
    gathering.do(f"CREATE TABLE guises AS SELECT {guise}, count(*) AS reports FROM appearances GROUP BY ALL")
    gathering.do(
        "CREATE TABLE actors AS SELECT actor AS id, name, kind, nullif(state, '') AS state, sector, total AS reports"
        " FROM (SELECT *, sum(reports) OVER (PARTITION BY actor)::BIGINT AS total, row_number() OVER"
        " (PARTITION BY actor ORDER BY reports DESC, name, kind, state, sector) AS turn FROM guises) WHERE turn = 1"
    )
