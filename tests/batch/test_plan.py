"""The input is cut into pieces that are the same on any machine, and change only where the input does."""

from __future__ import annotations

from pathlib import Path

import pytest

from verbale.batch.plan import MOST_FILES, SMALL, check_inputs, list_pieces, measure_inputs
from verbale.errors import NoSuchReport


def write_files(folder: Path, count: int, size: int = 100) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"{number} ".ljust(size, "x"))


def test_small_files_lie_together_and_a_large_one_alone(tmp_path: Path) -> None:
    write_files(tmp_path, 5)
    (tmp_path / "0002-large.jsonl").write_bytes(b"x" * SMALL)
    pieces = list(list_pieces([str(tmp_path)]))
    large = [piece for piece in pieces if piece.is_large]
    assert [len(piece.paths) for piece in large] == [1]
    assert [Path(path).name for piece in pieces for path in piece.paths] == sorted(
        one.name for one in tmp_path.iterdir()
    )
    assert sum(piece.size for piece in pieces) == measure_inputs([str(tmp_path)]) == 5 * 100 + SMALL


def test_no_shard_of_small_files_has_too_many(tmp_path: Path) -> None:
    write_files(tmp_path, 2 * MOST_FILES)
    assert max(len(piece.paths) for piece in list_pieces([str(tmp_path)])) <= MOST_FILES


def test_a_packed_file_counts_for_what_may_be_in_it(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl.gz").write_bytes(b"x" * (SMALL // 4))
    (tmp_path / "news.jsonl").write_bytes(b"x" * (SMALL // 4))
    assert [piece.is_large for piece in list_pieces([str(tmp_path)])] == [False, True]


def test_a_new_file_changes_one_piece(tmp_path: Path) -> None:
    write_files(tmp_path, 400)
    before = {piece.key for piece in list_pieces([str(tmp_path)])}
    (tmp_path / "0100-new.txt").write_text("new")
    after = {piece.key for piece in list_pieces([str(tmp_path)])}
    assert len(before) > 3
    assert len(after - before) == 1


def test_a_file_that_changes_has_another_key(tmp_path: Path) -> None:
    write_files(tmp_path, 1)
    (before,) = list_pieces([str(tmp_path)])
    write_files(tmp_path, 1, size=101)
    (after,) = list_pieces([str(tmp_path)])
    assert before.key != after.key


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "large.jsonl").write_bytes(b"x" * SMALL)
    path = str(tmp_path / "large.jsonl")
    assert len(list(list_pieces([path, path, str(tmp_path)]))) == 1


@pytest.mark.parametrize("one", ["-", "https://news.example/talks", "no-such-file.txt"])
def test_what_is_no_file_is_refused_before_anything_is_done(one: str) -> None:
    with pytest.raises(NoSuchReport):
        check_inputs([one])
