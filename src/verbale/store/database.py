"""The file of a record: connections with the right settings, transactions, and faults told in one line."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
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

PATIENCE: Final = 60.0
"""Seconds that one waits for another process to finish writing."""
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


class Database:
    """One SQLite file in WAL mode. Writers wait for each other; readers see what was last committed.

    One that *is_read_only* refuses every change with RecordReadOnly.
    """

    def __init__(self, path: Path, patience: float = PATIENCE, is_read_only: bool = False) -> None:
        self.path = path
        self._patience = patience
        self._is_read_only = is_read_only
        self._watch: sqlite3.Connection | None = None
        self._watching = threading.Lock()
        self._is_reached = False
        self._open(str(path))

    @property
    def is_empty(self) -> bool:
        """Is there no file yet, or one without a byte?"""
        return not self.path.exists() or (self.path.is_file() and self.path.stat().st_size == 0)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, whatever is written meanwhile."""
        with self.telling_faults():
            if not self._is_reached:
                self._check_reach()
            with self._engine.connect() as connection:
                yield connection

    def tell_state(self) -> int:
        """A number that is another one after every change that anybody made, as long as this object lives."""
        with self.telling_faults(), self._watching:
            if self._watch is None:
                self._watch = sqlite3.connect(self.path, timeout=self._patience, check_same_thread=False)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept when the block ends, or none of it is."""
        with self.telling_faults(), self._engine.connect() as connection:
            connection.execution_options(verbale_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def telling_faults(self) -> Iterator[None]:
        """Faults of the database become errors of ours, which name the file and the way out."""
        try:
            yield
        except DBAPIError as fault:
            raise self._explain(fault.orig) from fault
        except sqlite3.Error as fault:
            raise self._explain(fault) from fault

    def use_wal(self) -> None:
        """Switch the file to write-ahead logging, for good."""
        with self.telling_faults():
            connection = sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)
            try:
                _keep_trying(lambda: connection.execute("PRAGMA journal_mode = WAL"), self._patience)
            finally:
                connection.close()

    def copy(self, target: Path) -> None:
        """Write a copy of the record as it stands; the copy appears whole or not at all."""
        unfinished = target.with_name(f"{target.name}.part")
        with self.telling_faults():
            source, copy = sqlite3.connect(self.path), sqlite3.connect(unfinished)
            try:
                source.backup(copy)
            finally:
                source.close()
                copy.close()
        unfinished.replace(target)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _open(self, name: str, is_address: bool = False) -> None:
        """Connect to a path or an SQLite address; whoever forgets to close has it closed in the end."""
        self._engine = _make_engine(name, is_address, self._patience, self._is_read_only)
        weakref.finalize(self, self._engine.dispose)

    def _check_reach(self) -> None:
        """On a medium that cannot be written to, a log cannot be kept: then open the file as one that never changes."""
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")
        except DBAPIError as fault:
            log = self.path.with_name(f"{self.path.name}-wal")
            if _find_code(fault.orig) not in _UNREACHABLE or (log.exists() and log.stat().st_size):
                raise
            self._engine.dispose()
            self._open(f"file:{quote(str(self.path))}?immutable=1", is_address=True)
        self._is_reached = True

    def _explain(self, fault: BaseException | None) -> RecordFault:
        path = str(self.path)
        kind = _FAULTS.get(_find_code(fault))
        if kind is not None:
            return kind(path)
        folder = self.path.parent
        if not folder.is_dir():
            return DiskFault(path, f"there is no folder {folder}", "make it first")
        if _find_code(fault) == sqlite3.SQLITE_IOERR and shutil.disk_usage(folder).free < LITTLE:
            return DiskFull(path)
        return DiskFault(path, f"cannot be opened, read or written ({fault})")


def _make_engine(name: str, is_address: bool, patience: float, is_read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(name, uri=is_address, timeout=patience, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
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
    writes = connection.get_execution_options().get("verbale_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
