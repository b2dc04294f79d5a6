"""Whether a file is a record of ours and of which age; making a new one, and bringing an old one up to date."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, MetaData, inspect, select, text

from verbale.errors import NewerRecord, NoSuchRecord, NotARecord
from verbale.store import full_text
from verbale.store.databases import Database
from verbale.store.tables import DERIVED, DERIVED_FORM, REVISION, TRUTH, about

REVISIONS: Final = ("0001", "0002")
"""All migrations, oldest first."""
MIGRATIONS: Final = Path(__file__).parent / "migrations"
TRUTH_TABLES: Final = ("alembic_version", *TRUTH.tables)
"""What is never dropped, as what begins with BESIDE is not."""
BESIDE: Final = "watch_"
"""How tables are called that other parts of the program keep in the file, such as what a watch remembers."""

_ONE_AT_A_TIME: Final = threading.Lock()
"""Alembic keeps what it works on in its modules, so no two threads may migrate at once."""

Rebuild = Callable[[Connection], None]
"""Fills the derived tables from the truth."""


class Age(Struct, frozen=True):
    """What a file says of itself: the migration it stands at, and the form and rules of its derived tables."""

    revision: str
    form: int
    rules: str

    def is_current(self, rules: str) -> bool:
        """Can it be used as it is, with rules of that version?"""
        return self == Age(REVISION, DERIVED_FORM, rules)


def find_age(database: Database) -> Age:
    """The age of a record. NoSuchRecord, NotARecord, or NewerRecord."""
    if database.is_empty:
        raise NoSuchRecord(str(database.place))
    database.refuse_other()
    with database.reading() as connection:
        if _is_blank(connection):
            raise NoSuchRecord(str(database.place))
        return _read_age(connection, str(database.place))


def make_ready(database: Database, rules: str, rebuild: Rebuild) -> Path | None:
    """Make a new file a record, or bring an older one up to date; the path of the copy kept of one of an older form.

    Nothing is done to a file that is current. Other rules alone need no copy: they change derived tables only. Two
    processes may do this at once.
    """
    try:
        age = find_age(database)
    except NoSuchRecord:
        database.prepare()
        _bring_up(database, rules, rebuild)
        return None
    if age.is_current(rules):
        return None
    copy = None
    if not age.is_current(age.rules):
        copy = database.keep_copy(f"before-{REVISION}.{DERIVED_FORM}")
    _bring_up(database, rules, rebuild)
    return copy


def remake(database: Database, connection: Connection, rules: str, rebuild: Rebuild) -> None:
    """Drop all derived tables and make them again from the truth."""
    full_text.drop_index(connection)
    database.loosen_keys(connection)
    _drop_derived(connection)
    DERIVED.create_all(connection)
    full_text.create_index(connection)
    rebuild(connection)
    _write_age(connection, rules)


def _bring_up(database: Database, rules: str, rebuild: Rebuild) -> None:
    with database.writing() as connection:
        if not _is_blank(connection) and _read_age(connection, str(database.place)).is_current(rules):
            return
        _migrate(connection)
        remake(database, connection, rules, rebuild)


def _is_blank(connection: Connection) -> bool:
    """Is it a database without tables, such as a record that another process is just making?"""
    return not inspect(connection).get_table_names()


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  (takes 0.3 s, and only new and old files need it)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")


def _read_age(connection: Connection, path: str) -> Age:
    found = set(inspect(connection).get_table_names())
    if not {"alembic_version", "about", "versions"} <= found:
        raise NotARecord(path)
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    said = {row.key: row.value for row in connection.execute(select(about))}
    if revision is None or said.get("is") != "verbale record":
        raise NotARecord(path)
    age = Age(str(revision), int(said.get("form", "0")), said.get("rules", ""))
    if age.revision not in REVISIONS or age.form > DERIVED_FORM:
        raise NewerRecord(path)
    return age


def _write_age(connection: Connection, rules: str) -> None:
    connection.execute(about.delete())
    said = {"is": "verbale record", "form": str(DERIVED_FORM), "rules": rules}
    connection.execute(about.insert(), [{"key": key, "value": value} for key, value in said.items()])


def _drop_derived(connection: Connection) -> None:
    """Drop every table that is not the truth's, also those of a form that no longer is."""
    found = MetaData()
    found.reflect(connection)
    derived = [one for name, one in found.tables.items() if name not in TRUTH_TABLES and not name.startswith(BESIDE)]
    found.drop_all(connection, tables=derived)
