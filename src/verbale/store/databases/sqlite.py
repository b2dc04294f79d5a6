"""A record in a file: SQLite in WAL mode."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from verbale.errors import (
    DamagedRecord,
    DiskFault,
    DiskFull,
    NotARecord,
    RecordBusy,
    RecordFault,
    RecordReadOnly,
)
from verbale.store.databases.database import WRITES, Database
from verbale.store.databases.sqlite_words import SqliteWords
from verbale.store.full_text import INDEX

LITTLE: Final = 1_000_000
"""With fewer bytes free than these, a failed write is put down to a full disk."""

_FAULTS: Final = {
    sqlite3.SQLITE_BUSY: RecordBusy,
    sqlite3.SQLITE_LOCKED: RecordBusy,
    sqlite3.SQLITE_READONLY: RecordReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_NOTADB: NotARecord,
    sqlite3.SQLITE_CORRUPT: DamagedRecord,
}
_UNREACHABLE: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})

LITTLE_CACHE: Final = 8000
"""Kilobytes of the file that SQLite keeps in memory for a connection that is to be small. Adding to a record of 125 MB
takes 28.2 ms of the processor so, and 27.0 with four times as much (4,000 synthetic reports, 200 more)."""


class SqliteFile(Database):
    """One SQLite file."""

    place: Path

    def __init__(self, place: Path, patience: float, is_read_only: bool) -> None:
        self._watch: sqlite3.Connection | None = None
        self._watching = threading.Lock()
        self._is_reached = False
        super().__init__(place, patience, is_read_only)

    @property
    def is_empty(self) -> bool:
        """Is there no file yet, or one without a byte?"""
        return not self.place.exists() or (self.place.is_file() and self.place.stat().st_size == 0)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, whatever is written meanwhile."""
        if not self._is_reached:
            with self.telling_faults():
                self._check_reach()
        with super().reading() as connection:
            yield connection

    @contextmanager
    def telling_faults(self) -> Iterator[None]:
        """Faults of the database become errors of ours, which name the file and the way out."""
        try:
            with super().telling_faults():
                yield
        except sqlite3.Error as fault:
            raise self._explain(fault) from fault

    def tell_state(self) -> int:
        """SQLite's own number for what other connections changed."""
        with self.telling_faults(), self._watching:
            if self._watch is None:
                self._watch = sqlite3.connect(self.place, timeout=self._patience, check_same_thread=False)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def refuse_other(self) -> None:
        """NotARecord for a folder and the like."""
        if not self.place.is_file():
            raise NotARecord(str(self.place))

    def prepare(self) -> None:
        """Switch the file to write-ahead logging, for good."""
        with self.telling_faults():
            connection = sqlite3.connect(self.place, timeout=self._patience, isolation_level=None)
            try:
                _keep_trying(lambda: connection.execute("PRAGMA journal_mode = WAL"), self._patience)
            finally:
                connection.close()

    def keep_copy(self, suffix: str) -> Path:
        """Write a copy of the file, of which it has no other yet; the copy appears whole or not at all."""
        target = self._choose_name(suffix)
        unfinished = target.with_name(f"{target.name}.part")
        with self.telling_faults():
            source, copy = sqlite3.connect(self.place), sqlite3.connect(unfinished)
            try:
                source.backup(copy)
            finally:
                source.close()
                copy.close()
        unfinished.replace(target)
        return target

    def loosen_keys(self, connection: Connection) -> None:
        """SQLite then looks at what points where when the transaction ends."""
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))

    def save_memory(self, connection: Connection) -> None:
        """A quarter of what a connection keeps otherwise."""
        connection.exec_driver_sql(f"PRAGMA cache_size = -{LITTLE_CACHE}")

    def check_pages(self, connection: Connection) -> Iterator[str]:
        """What SQLite says of its pages, and rows that point to nothing."""
        for (line,) in connection.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                yield f"the file: {line}"
        for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"{table}: row {row} points to nothing in {parent}"

    @contextmanager
    def holding(self) -> Iterator[bool]:
        """By a file beside the record; on Windows nothing is held."""
        if sys.platform == "win32":
            yield True
            return
        import fcntl  # noqa: PLC0415 - not on every system

        place = self.place.with_name(f"{self.place.name}.watch")
        try:
            stream = place.open("a")
        except OSError as fault:
            raise DiskFault(str(place)) from fault
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                is_ours = False
            else:
                is_ours = True
            yield is_ours

    def close(self) -> None:
        """Give the file back."""
        super().close()
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _make_engine(self) -> Engine:
        return _make_engine(str(self.place), False, self._patience, self._is_read_only)

    def _choose_name(self, suffix: str) -> Path:
        wanted = self.place.with_name(f"{self.place.name}.{suffix}")
        number = 2
        while wanted.exists():
            wanted = self.place.with_name(f"{self.place.name}.{suffix}-{number}")
            number += 1
        return wanted

    def _check_reach(self) -> None:
        """On a medium that cannot be written to, a log cannot be kept: then open the file as one that never changes."""
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")
        except DBAPIError as fault:
            log = self.place.with_name(f"{self.place.name}-wal")
            if _find_code(fault.orig) not in _UNREACHABLE or (log.exists() and log.stat().st_size):
                raise
            self._engine.dispose()
            address = f"file:{quote(str(self.place))}?immutable=1"
            self._use(_make_engine(address, True, self._patience, self._is_read_only))
        self._is_reached = True

    def _explain(self, fault: BaseException | None) -> RecordFault:
        path = str(self.place)
        kind = _FAULTS.get(_find_code(fault))
        if kind is not None:
            return kind(path)
        folder = self.place.parent
        if not folder.is_dir():
            return DiskFault(path, f"there is no folder {folder}", "make it first")
        if _find_code(fault) == sqlite3.SQLITE_IOERR and shutil.disk_usage(folder).free < LITTLE:
            return DiskFull(path)
        return DiskFault(path, f"cannot be opened, read or written ({fault})")


def _make_engine(name: str, is_address: bool, patience: float, is_read_only: bool) -> Engine:
    """The engine for a path or an SQLite address."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(name, uri=is_address, timeout=patience, isolation_level=None, check_same_thread=False)

    options = {INDEX: SqliteWords()}
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, execution_options=options)
    event.listen(engine, "connect", _set_up_reading if is_read_only else _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_trying(step: Callable[[], object], patience: float) -> None:
    """SQLite does not wait by itself while two processes switch a new file to its log."""
    until = time.monotonic() + patience
    while True:
        try:
            step()
        except sqlite3.OperationalError as fault:
            if _find_code(fault) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _find_code(fault: Any) -> int:
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -32000")


def _set_up_reading(connection: sqlite3.Connection, record: object) -> None:
    _set_up(connection, record)
    connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
