"""`check` finds whatever is not as a rebuild gives it."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

from store.kept import keep, tell_act, tell_meeting, tell_talks
from verbale.store import tables
from verbale.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = keep(tmp_path, tell_talks(), tell_meeting(), tell_act("AID", "RUS", "AZE", "2023-02-10"))
    record.correct(record.events(who="Lavrov")[0].id, type="CONSULT", reason="no visit", author="A Reader")
    return record


def tamper(record: Record, *statements: str, **values: object) -> None:
    record.close()
    connection = sqlite3.connect(record.path)
    with connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()


def test_a_sound_record_has_no_faults(record: Record) -> None:
    assert record.check() == ()


@pytest.mark.parametrize("table", [table.name for table in tables.DERIVED.sorted_tables])
def test_a_row_that_is_missing_is_found_and_a_rebuild_mends_it(record: Record, table: str) -> None:
    key = ", ".join(column.name for column in tables.DERIVED.tables[table].primary_key)
    tamper(
        record,
        f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} LIMIT 1)",
    )
    faults = record.check()
    assert any(fault.startswith(f"{table}: row ") and fault.endswith("is missing") for fault in faults), faults
    record.rebuild()
    assert record.check() == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE events SET status = 'denied' WHERE event = 'AID'", "events: row * differs from what a rebuild gives"),
        ("UPDATE dyad_months SET events = events + 1", "dyad_months: row AZE RUS * differs from what a rebuild gives"),
        ("INSERT INTO actors VALUES ('Q1', 'X', 'person', NULL, '', 1)", "actors: row Q1 is not what a rebuild gives"),
        ("DELETE FROM versions WHERE number = 1", "reports: row 1 is not what a rebuild gives"),
        ("UPDATE versions SET current = 0 WHERE number = 1", "report *: 0 versions hold instead of one"),
        (
            "UPDATE versions SET text_id = 'x' WHERE number = 1",
            "version 1 of report *: is not the text that it is filed",
        ),
        ("UPDATE versions SET engine = 'x' WHERE number = 1", "version 1 of report *: was made by another engine"),
        ("UPDATE versions SET record = x'00' WHERE number = 1", "version 1 of report *: cannot be read"),
        ("UPDATE events SET report = 99", "events: row * differs"),
        (
            "UPDATE corrections SET correction = replace(correction, 'A R', 'B R')",
            "correction *: the ledger was changed",
        ),
        ("UPDATE corrections SET correction = '{}'", "correction *: cannot be read"),
        ("DELETE FROM corrections", "anchors: row 1 0 0 is not what a rebuild gives"),
        ("INSERT INTO report_words(rowid, title, body) VALUES (99, '', 'odd')", "the full-text index: has other words"),
    ],
)
def test_what_is_wrong_is_named(record: Record, change: str, fault: str) -> None:
    tamper(record, change)
    parts = fault.split("*")
    assert any(all(part in line for part in parts) for line in record.check()), record.check()


def test_json_that_is_no_record_is_named(record: Record) -> None:
    tamper(
        record, "UPDATE versions SET record = :packed WHERE number = 2", packed=zlib.compress(b'{"schema": "other/1"}')
    )
    (fault,) = record.check()
    assert "version 2 of report" in fault
    assert "cannot be read" in fault


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    told = [tell_meeting(source=f"s{number}", coda=f"number {number}") for number in range(25)]
    record = keep(tmp_path, *told)
    tamper(record, "UPDATE statements SET rule = rule", "UPDATE tellings SET rule = 'x'")
    faults = record.check()
    assert len(faults) == 21
    assert faults[-1] == "and 5 more of this kind"


def test_checking_tells_how_far_it_is(record: Record) -> None:
    steps: list[tuple[int, int]] = []
    record.check(lambda done, total: steps.append((done, total)))
    assert steps == [(3, 3)]
