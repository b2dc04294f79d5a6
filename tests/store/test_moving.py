"""A record moves from one place to another, a file or a database of a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from homes import FileHome, Home
from store.kept import keep, retell, tell_all, tell_meeting, tell_talks
from verbale.errors import NoSuchRecord, RecordFault
from verbale.store.record import Record


def keep_much(where: Path | Home) -> Record:
    """Reports, a second version of one, and corrections."""
    meeting = tell_meeting()
    record = keep(where, tell_talks(), meeting, retell(meeting, "officials said", "papers claimed"))
    first, second = (row.id for row in record.events(status="all")[:2])
    record.correct(first, status="denied", reason="it was called off", author="A Reader")
    record.correct(second, reject=True, reason="it is none", author="A Reader")
    record.undo(record.corrections()[1].id, reason="it is one", author="A Reader")
    return record


def test_a_record_is_the_same_elsewhere(home: Home, tmp_path: Path) -> None:
    with keep_much(FileHome(tmp_path / "old.db")) as old, home.open() as new:
        moved = new.take_over(old)
        assert (moved.reports, moved.versions, moved.corrections) == (2, 3, 3)
        assert tell_all(new) == tell_all(old)
        assert list(new.corrections()) == list(old.corrections())
        for row in old.reports():
            assert list(new.versions(row.id)) == list(old.versions(row.id))
        assert new.check() == ()
        assert new.add(tell_meeting(source="more", coda="others said")).outcome == "new"


def test_and_comes_back_as_it_was(home: Home, tmp_path: Path) -> None:
    with keep_much(home) as old, Record(tmp_path / "copy.db") as copy:
        copy.take_over(old)
        assert tell_all(copy) == tell_all(old)
        assert copy.check() == ()


def test_a_record_that_holds_something_is_not_overwritten(home: Home, tmp_path: Path) -> None:
    with keep(FileHome(tmp_path / "old.db"), tell_talks()) as old, keep(home, tell_meeting()) as new:
        before = tell_all(new)
        with pytest.raises(RecordFault, match="holds reports already; give a place that holds nothing yet"):
            new.take_over(old)
        assert tell_all(new) == before


def test_of_no_record_none_is_made(home: Home, tmp_path: Path) -> None:
    with home.open() as new, Record(tmp_path / "none.db") as none:
        with pytest.raises(NoSuchRecord):
            new.take_over(none)
        with pytest.raises(NoSuchRecord):
            new.size()
