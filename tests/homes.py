"""Where tests keep their records: files, and databases of a PostgreSQL server of their own, where there can be one.

A server is looked for in the usual places, or where VERBALE_POSTGRESQL says (the folder of initdb and pg_ctl). Without
one those tests are skipped; VERBALE_POSTGRESQL=required makes that an error.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from verbale.reconcile.rules import RULES, Rules
from verbale.store.address import Place, ServerAddress, read_place
from verbale.store.record import Record

VARIABLE = "VERBALE_POSTGRESQL"
REQUIRED = "required"
USERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root, which it refuses."""
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
}
# Words stand in another order there than by the numbers of their signs, so that nothing may lean on that order.
MAKE = ("-U", "verbale", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8")
LANGUAGE = ("--locale-provider=icu", "--icu-locale=en-US")


class Home(ABC):
    """Where one test keeps its record."""

    @property
    @abstractmethod
    def place(self) -> Place:
        """What is given for --db."""

    @abstractmethod
    def lay_out(self, rules: Rules = RULES) -> None:
        """Put an empty record there; that is quicker than making one."""

    @abstractmethod
    def tamper(self, *statements: str) -> None:
        """Change the record behind verbale's back."""

    @abstractmethod
    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Look into the record behind verbale's back."""

    def open(self, **given: Any) -> Record:
        """The record, opened anew."""
        return Record(self.place, **given)


class FileHome(Home):
    """A file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def place(self) -> Path:
        return self._path

    def lay_out(self, rules: Rules = RULES) -> None:
        self.place.write_bytes(make_empty(rules))

    def tamper(self, *statements: str) -> None:
        connection = sqlite3.connect(self.place)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.place)
        found = connection.execute(question).fetchall()
        connection.close()
        return found


class ServerHome(Home):
    """A database of its own, which is made when it is first used."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        self._is_made = False

    @property
    def place(self) -> ServerAddress:
        if not self._is_made:
            self._server.make(self._name)
            self._is_made = True
        return self._server.name(self._name)

    def lay_out(self, rules: Rules = RULES) -> None:
        if self._is_made:
            self._server.drop(self._name)
        self._server.make(self._name, rules)
        self._is_made = True

    def tamper(self, *statements: str) -> None:
        self._server.run(self._name, *statements)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return self._server.run(self._name, question)


class Server:
    """A server that listens on a socket in its folder and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._empty: dict[Rules, str] = {}

    def name(self, database: str, user: str = "verbale") -> ServerAddress:
        """The address of a database."""
        place = read_place(f"postgresql://{user}@/{database}?host={self._folder}")
        assert isinstance(place, ServerAddress)
        return place

    def run(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements, each for itself; the rows of the last."""
        import psycopg  # noqa: PLC0415 - not where there is no server

        with psycopg.connect(self.name(database).secret, autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement)
            return done.fetchall() if done.description else []

    @contextmanager
    def lend(self) -> Iterator[ServerHome]:
        """A new and empty database, which goes afterwards."""
        name = f"record_{next(self._numbers)}"
        yield ServerHome(self, name)
        self.drop(name)

    def drop(self, name: str) -> None:
        """Drop a database, if there is one."""
        self.run("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def make(self, name: str, rules: Rules | None = None) -> None:
        """Make a database: blank, or, where rules are given, a record without reports."""
        template = "template0" if rules is None else self._find_empty(rules)
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    def _find_empty(self, rules: Rules) -> str:
        if rules not in self._empty:
            empty = f"empty_{len(self._empty)}"
            self.run("postgres", f"CREATE DATABASE {empty} TEMPLATE template0")
            with Record(self.name(empty), rules=rules) as record:
                record.add_all([])
            self._empty[rules] = empty
        return self._empty[rules]


@contextmanager
def start_server() -> Iterator[Server]:
    """A server that ends with the tests; skips them if there can be none."""
    programs = find_programs()
    if programs is None:
        if os.environ.get(VARIABLE) == REQUIRED:
            pytest.fail("there is no PostgreSQL server on this machine, and these tests are to have one")
        pytest.skip("there is no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="verbale-pg-"))
    user = _choose_user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items()) + f" -k {folder}"
    try:
        _make(programs, data, user)
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start", user=user)
        yield Server(folder)
    finally:
        with suppress(subprocess.CalledProcessError):
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", user=user)
        shutil.rmtree(folder)


def find_programs() -> Path | None:
    """The folder of the server's programs, the newest ones first."""
    wanted = os.environ.get(VARIABLE)
    if wanted and wanted != REQUIRED:
        return Path(wanted)
    if sys.platform == "win32":
        return None
    found = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    places = [*([Path(found).parent] if found else []), *versions]
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def _make(programs: Path, data: Path, user: str | None) -> None:
    try:
        _run(programs / "initdb", "-D", data, *MAKE, *LANGUAGE, user=user)
    except subprocess.CalledProcessError:  # a server from before 15, or one without ICU
        shutil.rmtree(data, ignore_errors=True)
        _run(programs / "initdb", "-D", data, *MAKE, user=user)


def _run(program: Path, *arguments: object, user: str | None) -> None:
    rights: dict[str, Any] = {"user": user, "group": _find_group(user), "extra_groups": ()} if user else {}
    command = [str(program), *map(str, arguments)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(command, check=True, **quiet, **rights)


def _choose_user() -> str | None:
    """Somebody else than root, if the tests run as root."""
    if os.geteuid():
        return None
    import pwd  # noqa: PLC0415 - not on Windows

    names = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in USERS if name in names)


def _find_group(user: str) -> int:
    import pwd  # noqa: PLC0415 - not on Windows

    return pwd.getpwnam(user).pw_gid


@cache
def make_empty(rules: Rules = RULES) -> bytes:
    """A record without reports, as a file; making one takes longer than copying it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with Record(path, rules=rules) as record:
            record.add_all([])
        return path.read_bytes()
