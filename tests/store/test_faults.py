"""What goes wrong with a file is told in one line, and what was acknowledged is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from store.kept import keep, tell_all, tell_meeting, tell_talks
from verbale.errors import (
    DamagedRecord,
    DiskFault,
    DiskFull,
    NotARecord,
    RecordBusy,
    RecordFault,
    RecordReadOnly,
)
from verbale.store.record import Record

NOBODY = 65534


@contextmanager
def without_rights() -> Iterator[None]:
    """Permissions do not bind root: be nobody for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may look into."""
    path = Path(tempfile.mkdtemp(prefix="verbale-test-"))
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def limit_pages(record: Record, pages: int) -> None:
    """Let the file grow to so many pages, as if the disk were full then."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    record.close()
    event.listen(record._database._engine, "connect", limit)


def test_a_file_that_may_not_be_written_can_be_asked_but_not_added_to(folder: Path) -> None:
    keep(folder, tell_talks()).close()
    path = folder / "record.db"
    path.chmod(0o444)
    folder.chmod(0o555)
    with without_rights():
        record = Record(path)
        assert len(record.said("Valadim")) == 1
        with pytest.raises(RecordReadOnly, match="may not be written to; change its permissions, or work on a copy"):
            record.add(tell_meeting())
        with pytest.raises(RecordReadOnly):
            Record(path).rebuild()
        assert record.check() == ()
        record.close()


def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    keep(folder, tell_talks()).close()
    (folder / "record.db").chmod(0o000)
    with without_rights(), pytest.raises(RecordFault, match="cannot be opened, read or written"):
        Record(folder / "record.db").events()


def test_a_full_disk_loses_only_the_report_that_did_not_fit(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_talks())
    before = tell_all(record)
    limit_pages(record, 110)
    acknowledged: list[str] = []
    with pytest.raises(DiskFull, match="the disk is full, the last report was not added; make room and add it again"):
        add_for_ever(record, acknowledged)
    later = Record(tmp_path / "record.db")
    assert {row.id for row in later.reports()} >= set(acknowledged)
    assert later.size().reports == 1 + len(acknowledged)
    assert later.check() == ()
    assert tell_all(later)["statements"] == before["statements"]
    later.add(tell_meeting())


def add_for_ever(record: Record, acknowledged: list[str]) -> None:
    for number in range(1000):
        told = tell_meeting(source=f"s{number}", coda=f"number {number} " + "and so on " * 500)
        acknowledged.append(record.add(told).report)


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    keep(tmp_path, tell_talks()).close()
    other = sqlite3.connect(tmp_path / "record.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    record = Record(tmp_path / "record.db", patience=0.05)
    assert len(record.said("Valadim")) == 1
    with pytest.raises(RecordBusy, match="another process is writing to it"):
        record.add(tell_meeting())
    other.execute("ROLLBACK")
    other.close()
    assert record.add(tell_meeting()).outcome == "new"


def test_damaged_pages_are_told(tmp_path: Path) -> None:
    record = keep(tmp_path, *(tell_talks(source=f"s{number}", publisher=f"P{number}") for number in range(20)))
    record.close()
    path = tmp_path / "record.db"
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises((DamagedRecord, DiskFault, NotARecord)):
        use_everything(Record(path))


def use_everything(record: Record) -> Any:
    return [record.events(), record.said(), record.reports(), record.add(tell_meeting())]


def test_nothing_of_a_fault_is_left_open(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_talks())
    for _ in range(20):
        with pytest.raises(Exception, match="nobody"):
            record.events(who="Qwxyzzy")
    assert record.add(tell_meeting()).outcome == "new"
