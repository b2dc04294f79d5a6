"""What stands on a node: a worker that tells how its jobs go, and a look at what the node sees."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from batch.coding import load_coder, write_line, write_lines
from verbale.batch import seats
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.seats import NOWHERE, Seat, look, read_mark, tell_versions, write_mark
from verbale.batch.workers import Begun, Broken, Counted, Desk, Finished, Job, Ready
from verbale.errors import DamagedWeights
from verbale.read import Given


@pytest.fixture(autouse=True)
def nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "TOLD_EVERY", 0.0)


def make_desk(folder: Path, make_coder: Any = load_coder) -> Desk:
    (folder / "shards").mkdir(exist_ok=True)
    return Desk(Ledger(folder), Given(), make_coder)


def test_a_seat_tells_what_was_said_since_the_last_time(tmp_path: Path) -> None:
    news = write_lines(tmp_path / "news.jsonl", [write_line(1), "{broken"])
    seat = Seat(make_desk(tmp_path), None, tmp_path / "mark")
    assert seat.tell() == []
    seat.begin()
    assert seat.tell() == [Ready()]
    seat.do(Job(Shard("00" * 8, 0), (str(news),), 0, 10))
    *told, finished = seat.tell()
    assert [one for one in told if isinstance(one, Counted)] == [Counted(None), Counted("BadLine")]
    assert isinstance(finished, Finished)
    assert finished.told
    assert finished.told.is_last
    assert seat.tell() == []


def test_of_places_only_the_last_is_told_and_each_is_marked(tmp_path: Path) -> None:
    seat = Seat(make_desk(tmp_path), None, tmp_path / "mark")
    seat.begin()
    seat._say(Begun(3))
    seat._say(Begun(4))
    assert seat.tell() == [Ready(), Begun(4)]
    assert read_mark(tmp_path / "mark") == 4


@pytest.mark.parametrize("place", [0, 7, 1 << 40])
def test_a_mark_is_read_as_it_was_written(tmp_path: Path, place: int) -> None:
    mark = os.open(tmp_path / "mark", os.O_WRONLY | os.O_CREAT)
    write_mark(mark, place)
    assert read_mark(tmp_path / "mark") == place
    write_mark(mark, NOWHERE)
    assert read_mark(tmp_path / "mark") is None
    os.close(mark)


def test_of_a_mark_that_was_never_written_nothing_is_known(tmp_path: Path) -> None:
    assert read_mark(tmp_path / "none") is None
    (tmp_path / "empty").touch()
    assert read_mark(tmp_path / "empty") is None


def test_a_seat_that_cannot_begin_says_why(tmp_path: Path) -> None:
    def fail() -> Any:
        raise DamagedWeights("weights.onnx")

    seat = Seat(make_desk(tmp_path, fail), None, tmp_path / "mark")
    seat.begin()
    (said,) = seat.tell()
    assert isinstance(said, Broken)
    assert "weights.onnx is missing" in said.why


def test_a_seat_that_stumbles_says_so_and_ends(tmp_path: Path) -> None:
    seat = Seat(make_desk(tmp_path, lambda: 1 / 0), None, tmp_path / "mark")
    with pytest.raises(ZeroDivisionError):
        seat.begin()
    assert seat.tell() == [Broken("ZeroDivisionError: division by zero")]


def test_a_node_tells_what_it_sees_and_has(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("token")
    sight = look(".", "token", ["news.jsonl"], str(tmp_path), False)
    assert (sight["sees"], sight["writes"], sight["missing"]) == (True, True, "news.jsonl")
    assert sight["versions"] == tell_versions(False)
    assert look(str(tmp_path / "none"), "token", [], "/", False)["sees"] is False


def test_a_file_of_that_name_with_other_words_is_another_folder(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("another")
    assert look(str(tmp_path), "token", [], "/", False)["sees"] is False


def test_engines_are_told_apart() -> None:
    quick, full = tell_versions(True), tell_versions(False)
    assert {name for name in full if full[name] != quick[name]} == {"verbale's engine"}
