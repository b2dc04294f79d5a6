"""A record on a server: a PostgreSQL database, or a schema of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from verbale.errors import (
    BadAddress,
    DamagedRecord,
    DiskFull,
    LoginRefused,
    MissingExtra,
    NoSuchDatabase,
    RecordBusy,
    RecordFault,
    RecordReadOnly,
    ServerFault,
    ServerSilent,
)
from verbale.store.address import ServerAddress
from verbale.store.databases.database import WRITES, Database
from verbale.store.databases.postgresql_words import PostgresWords
from verbale.store.full_text import INDEX

try:
    import psycopg
    from psycopg import conninfo
except ImportError as missing:
    raise MissingExtra("a record on a PostgreSQL server", "psycopg", "postgresql") from missing

WRITER: Final = 1_986_359_906
"""What writers of a record wait for each other by: the first of two numbers that PostgreSQL locks; "verb" in ASCII."""
WATCHER: Final = WRITER + 1
"""The same for those who watch."""
LEAST_COPIED: Final = 6
"""From so many rows on a stream pays."""
LONGEST_CALL: Final = 10
"""Seconds that a server is waited for when it is called."""

_ASK: Final = "let the database's owner grant it"
_FAULTS: Final[tuple[tuple[str, type[RecordFault], str | None, str | None], ...]] = (
    ("55P03", RecordBusy, None, None),
    ("40", RecordBusy, None, None),
    ("25006", RecordReadOnly, "may not be written to ({said})", "write to the server that takes changes"),
    ("42501", RecordReadOnly, "this user may not do that ({said})", _ASK),
    ("53100", DiskFull, None, None),
    ("53300", ServerSilent, "the server takes no more connections ({said})", "try again later"),
    ("XX00", DamagedRecord, "is damaged ({said})", "take its last dump"),
    ("08", ServerSilent, "the server ended the connection ({said})", "try again"),
    ("57P", ServerSilent, "the server ended the connection ({said})", "try again"),
)
"""How codes of the server begin, with what they come to."""
_REFUSALS: Final = (
    ("database", "does not exist", NoSuchDatabase),
    ("password", "", LoginRefused),
    ("authentication", "", LoginRefused),
    ("pg_hba.conf", "", LoginRefused),
    ("role", "does not exist", LoginRefused),
)
"""Words by which a call that was refused is known: the server gives it no code."""


class PostgresDatabase(Database):
    """One database of a server; of a database with several schemas the one that its user's search path begins with."""

    place: ServerAddress

    def __init__(self, place: ServerAddress, patience: float, is_read_only: bool) -> None:
        self._is_made = False
        super().__init__(place, patience, is_read_only)

    @property
    def is_empty(self) -> bool:
        """Is there no table yet?"""
        if not self._is_made:
            with self.reading() as connection:
                self._is_made = bool(inspect(connection).get_table_names())
        return not self._is_made

    def tell_state(self) -> int:
        """A number made of which transactions of the server have ended: also another one after others' changes."""
        with self.reading() as connection:
            return int(connection.scalar(text("SELECT hashtextextended(CAST(pg_current_snapshot() AS TEXT), 0)")) or 0)

    def refuse_other(self) -> None:
        """What a server connects to is a database."""

    def prepare(self) -> None:
        """ServerFault for a database whose characters are not all that reports have."""
        with self.reading() as connection:
            encoding = connection.scalar(text("SELECT current_setting('server_encoding')"))
        if encoding != "UTF8":
            why = f"the database holds {encoding} and no other characters"
            raise ServerFault(str(self.place), why, NoSuchDatabase.way_out)

    def keep_copy(self, suffix: str) -> None:
        """A copy of a database is for who keeps the server to make; a change is made whole or not at all."""

    def loosen_keys(self, connection: Connection) -> None:
        """Tables are dropped in an order in which nothing points to nothing."""

    def save_memory(self, connection: Connection) -> None:
        """What is kept in memory, the server keeps."""

    def check_pages(self, connection: Connection) -> Iterator[str]:
        """The server's own pages are for its own tools; keys that point to nothing it does not let in."""
        return iter(())

    @contextmanager
    def holding(self) -> Iterator[bool]:
        """By a connection of its own, so that the server lets go when the process ends."""
        with self.telling_faults(), connect(self.place, self._patience) as connection:
            asked = connection.execute(f"SELECT pg_try_advisory_lock({WATCHER}, hashtext(current_schema()))")
            yield bool((asked.fetchone() or (False,))[0])

    @contextmanager
    def telling_faults(self) -> Iterator[None]:
        """Faults of the server become errors of ours, which name the address and the way out."""
        try:
            with super().telling_faults():
                yield
        except psycopg.Error as fault:
            raise self._explain(fault) from fault

    def _make_engine(self) -> Engine:
        return _make_engine(self.place, self._patience, self._is_read_only)

    def _explain(self, fault: BaseException | None) -> RecordFault:
        """By the server's code, or, where a call was refused, by its words."""
        path, code, said = str(self.place), getattr(fault, "sqlstate", None), _tell(fault)
        if code is None and isinstance(fault, psycopg.OperationalError):
            return _explain_call(path, said)
        for begins, kind, why, way_out in _FAULTS:
            if code and code.startswith(begins):
                return kind(path, why and why.format(said=said), way_out)
        return ServerFault(path, f"the server refuses ({said})")


def _make_engine(place: ServerAddress, patience: float, is_read_only: bool) -> Engine:
    _read_address(place)
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(place, patience),
        pool_pre_ping=True,
        use_native_hstore=False,
        execution_options={INDEX: PostgresWords()},
    )
    event.listen(engine, "begin", _begin_reading if is_read_only else _begin)
    event.listen(engine, "do_executemany", _copy_rows)
    return engine


def connect(place: ServerAddress, patience: float) -> psycopg.Connection[Any]:
    """A connection that waits for others so many seconds. BadAddress, or psycopg.OperationalError."""
    connection = psycopg.connect(autocommit=True, **_read_address(place))
    # The little that is asked is planned faster than it is compiled.
    connection.execute(f"SET lock_timeout = {max(1, int(patience * 1000))}; SET jit = off")
    return connection


def _read_address(place: ServerAddress) -> dict[str, Any]:
    """What the address says, and what verbale says of itself unless it does. BadAddress, which does not repeat it."""
    try:
        said = conninfo.conninfo_to_dict(place.secret)
    except psycopg.ProgrammingError:
        raise BadAddress(str(place)) from None
    wanted = {"connect_timeout": LONGEST_CALL, "application_name": "verbale", "client_encoding": "UTF8"}
    return {**wanted, **said}


def _begin(connection: Connection) -> None:
    """A reader sees one state; a writer waits until it is the only one in its schema, and then sees the last state."""
    if connection.get_execution_options().get(WRITES):
        _send(connection, f"BEGIN; SELECT pg_advisory_xact_lock({WRITER}, hashtext(current_schema()))")
    else:
        _begin_reading(connection)


def _begin_reading(connection: Connection) -> None:
    _send(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _copy_rows(cursor: Any, statement: str, rows: Sequence[Mapping[str, Any]], context: Any) -> bool | None:
    """Many rows for a table go in one stream, a fifth of the time that as many statements take; None for all else."""
    table = context.compiled.compile_state.dml_table if context.isinsert and context.compiled else None
    if table is None or len(rows) < LEAST_COPIED or any(name not in table.c for name in rows[0]):
        return None
    write = context.compiled.preparer
    names = list(rows[0])
    columns = ", ".join(write.quote(name) for name in names)
    with cursor.copy(f"COPY {write.format_table(table)} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([row[name] for name in names])
    return True


def _send(connection: Connection, statements: str) -> None:
    """Several statements in one message: only without parameters does the server take them so."""
    connection.exec_driver_sql(statements, execution_options={"no_parameters": True})


def _explain_call(path: str, said: str) -> RecordFault:
    for words, more, kind in _REFUSALS:
        if words in said and more in said:
            return kind(path, f"{kind.why} ({said})")
    return ServerSilent(path, f"the server does not answer ({said})")


def _tell(fault: BaseException | None) -> str:
    """What the server says, in one line."""
    said = getattr(getattr(fault, "diag", None), "message_primary", None) or str(fault)
    line = " ".join(said.split()).removeprefix("connection failed: ")
    return line.rpartition("FATAL: ")[2].strip()
