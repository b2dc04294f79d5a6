"""New files, older ones, newer ones, and files that are something else."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable

from store.kept import keep, tell_all, tell_meeting, tell_talks
from verbale.errors import DiskFault, NewerRecord, NoSuchRecord, NotARecord
from verbale.ids import digest
from verbale.reconcile.rules import RULES
from verbale.store import tables, upgrading
from verbale.store.record import Record


def tamper(path: Path, *statements: str) -> None:
    """Change a record behind verbale's back."""
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_the_first_report_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Record(path).add(tell_meeting())
    assert Record(path).size().reports == 1


def test_an_empty_file_is_a_new_record(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    Record(path).add(tell_meeting())
    assert Record(path).size().reports == 1


def test_a_file_that_is_not_there_cannot_be_asked(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord, match=r"there is no record there; `verbale add --db FILE REPORT\.\.\.` makes one"):
        Record(tmp_path / "none.db").events()
    assert not (tmp_path / "none.db").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiskFault, match="there is no folder"):
        Record(tmp_path / "none" / "record.db").add(tell_meeting())


def test_names_with_odd_characters_are_names(tmp_path: Path) -> None:
    path = tmp_path / "a % b?c#d 'e' é.db"
    Record(path).add(tell_meeting())
    assert path.exists()
    assert Record(path).size().reports == 1


@pytest.mark.parametrize("adds", [True, False])
def test_a_file_that_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path, adds: bool) -> None:
    text, database = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("Some notes, long enough to be taken for a file with pages.\n" * 100)
    tamper(database, "CREATE TABLE songs (title TEXT)", "INSERT INTO songs VALUES ('Grândola')")
    for path in (text, database, tmp_path):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(NotARecord, match="is not a verbale record"):
            Record(path).add(tell_meeting()) if adds else Record(path).events()
        assert not path.is_file() or path.read_bytes() == before


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE about SET value = '9999' WHERE key = 'form'"]
)
def test_a_newer_record_is_refused_with_a_clear_line(tmp_path: Path, change: str) -> None:
    keep(tmp_path, tell_meeting()).close()
    tamper(tmp_path / "record.db", change)
    for use in (
        lambda record: record.events(),
        lambda record: record.add(tell_talks()),
        lambda record: record.rebuild(),
    ):
        with pytest.raises(NewerRecord, match="was made by a newer verbale; upgrade verbale"):
            use(Record(tmp_path / "record.db"))


@pytest.mark.parametrize("adds", [True, False])
def test_an_older_form_is_brought_up_to_date_with_a_copy_beside(tmp_path: Path, adds: bool) -> None:
    record = keep(tmp_path, tell_meeting(), tell_talks())
    before = tell_all(record)
    record.close()
    older = ("UPDATE about SET value = '0' WHERE key = 'form'", "DROP TABLE telling_blocks", "DELETE FROM events")
    tamper(tmp_path / "record.db", *older, "CREATE TABLE gone (a TEXT)")
    later = Record(tmp_path / "record.db")
    if adds:
        later.add(tell_talks())
    assert tell_all(later) == before
    assert later.check() == ()
    assert later.kept_copy == tmp_path / f"record.db.before-0002.{tables.DERIVED_FORM}"
    copy = sqlite3.connect(later.kept_copy)
    assert copy.execute("SELECT count(*) FROM versions").fetchone() == (2,)
    assert copy.execute("SELECT count(*) FROM events").fetchone() == (0,)
    copy.close()


def test_other_rules_need_a_rebuild_and_no_copy(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting(), tell_talks())
    before = tell_all(record)
    record.close()
    tamper(tmp_path / "record.db", "UPDATE about SET value = 'older' WHERE key = 'rules'", "DELETE FROM events")
    steps: list[tuple[int, int]] = []
    later = Record(tmp_path / "record.db", tell=lambda done, total: steps.append((done, total)))
    assert tell_all(later) == before
    assert later.kept_copy is None
    assert steps == [(2, 2)]


def test_an_older_revision_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = keep(tmp_path, tell_meeting())
    before = tell_all(record)
    record.close()
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, scripts)
    (scripts / "versions" / "second.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = '0003', '0002'\n"
        "def upgrade():\n    op.create_table('remarks', sa.Column('number', sa.Integer, primary_key=True))\n"
    )
    monkeypatch.setattr(upgrading, "MIGRATIONS", scripts)
    monkeypatch.setattr(upgrading, "REVISION", "0003")
    monkeypatch.setattr(upgrading, "REVISIONS", ("0001", "0002", "0003"))
    monkeypatch.setattr(upgrading, "TRUTH_TABLES", (*upgrading.TRUTH_TABLES, "remarks"))
    later = Record(tmp_path / "record.db")
    assert tell_all(later) == before
    assert later.kept_copy == tmp_path / f"record.db.before-0003.{tables.DERIVED_FORM}"
    connection = sqlite3.connect(tmp_path / "record.db")
    assert connection.execute("SELECT count(*) FROM remarks").fetchone() == (0,)
    connection.close()


def test_a_record_from_before_corrections_is_migrated(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting())
    before = tell_all(record)
    record.close()
    older = ("DROP TABLE anchors", "DROP TABLE corrections", "UPDATE alembic_version SET version_num = '0001'")
    tamper(tmp_path / "record.db", *older, "UPDATE about SET value = '1' WHERE key = 'form'")
    later = Record(tmp_path / "record.db")
    assert tell_all(later) == before
    assert later.kept_copy == tmp_path / f"record.db.before-0002.{tables.DERIVED_FORM}"
    assert later.correct(later.events()[0].id, status="denied", reason="it was called off").standing == "holds"
    assert later.check() == ()


def test_a_second_copy_does_not_overwrite_the_first(tmp_path: Path) -> None:
    keep(tmp_path, tell_meeting()).close()
    for _ in range(2):
        tamper(tmp_path / "record.db", "UPDATE about SET value = '0' WHERE key = 'form'")
        Record(tmp_path / "record.db").events()
    assert {path.name for path in tmp_path.glob("*.before*")} == {
        f"record.db.before-0002.{tables.DERIVED_FORM}",
        f"record.db.before-0002.{tables.DERIVED_FORM}-2",
    }


def test_several_may_make_one_file_at_once(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def add(number: int) -> None:
        try:
            Record(tmp_path / "record.db").add(tell_meeting(source=f"s{number}", coda=f"number {number}"))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    record = Record(tmp_path / "record.db")
    assert record.size().reports == 6
    assert record.check() == ()


def test_a_rebuild_changes_nothing(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting(), tell_talks())
    before = tell_all(record)
    record.rebuild()
    assert tell_all(record) == before
    with pytest.raises(NoSuchRecord):
        Record(tmp_path / "none.db").rebuild()


# what keeps the numbers of forms honest


def test_the_migrations_come_to_the_tables_as_they_are(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting())
    with record._database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in upgrading.TRUTH_TABLES}
        )
        assert compare_metadata(context, tables.TRUTH) == []


def test_the_newest_migration_is_the_one_that_is_named() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrading.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [tables.REVISION] == [upgrading.REVISIONS[-1]]
    assert tuple(one.revision for one in scripts.walk_revisions())[::-1] == upgrading.REVISIONS


def test_the_number_of_the_derived_form_goes_up_when_the_tables_change() -> None:
    """If this fails: raise DERIVED_FORM in store/tables.py, then put the new pair here."""
    made = [str(CreateTable(table)) for table in tables.DERIVED.sorted_tables]
    made += [
        str(CreateIndex(index))
        for table in tables.DERIVED.sorted_tables
        for index in sorted(table.indexes, key=lambda one: str(one.name))
    ]
    assert (tables.DERIVED_FORM, digest("\n".join(made))) == (7, "249ccc37aae76603")


def test_the_rules_have_a_version() -> None:
    assert RULES.version
