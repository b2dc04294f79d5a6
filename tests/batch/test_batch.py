"""A batch: the same bytes however it was worked on, whatever is bad is named, what was done is not done again."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from batch.coding import list_bytes, load_coder, write_line, write_lines
from verbale.batch import plan
from verbale.batch.ledger import Ledger, Part
from verbale.batch.running import Headway
from verbale.batch.whole import run_batch
from verbale.errors import AlreadyRunning, BatchFault, NotABatch, OtherBatch
from verbale.read import Given

REPORTS = 60
COPY = 7
AROUND = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
RUN = """
import sys
from pathlib import Path
from batch.coding import load_coder
from verbale.batch import plan
from verbale.batch.whole import run_batch
plan.SMALL = 1
if __name__ == "__main__":
    run_batch(sys.argv[1:-1], Path(sys.argv[-1]), workers=2, reports=5, make_coder=load_coder)
"""


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SMALL", 1)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of all kinds, some of them copies of others, some bad, in two files."""
    folder = tmp_path_factory.mktemp("news")
    lines = [write_line(number) for number in range(REPORTS)]
    lines[10] = write_line(10, "They signed the Lisbon Memorandum.")
    lines[20] = "{broken"
    lines[21] = json.dumps({"id": "empty", "text": ""})
    lines[22] = json.dumps({"id": "german", "text": "Der Minister reiste gestern nach Wien, um dort zu sprechen. " * 5})
    lines[40] = write_line(COPY, publisher="Other Gazette", id="copy")
    write_lines(folder / "a.jsonl", lines[: REPORTS // 2])
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("".join(f"{one}\n" for one in lines[REPORTS // 2 :]).encode()))
    return folder


def batch(news: Path, out: Path, **said: Any) -> Headway:
    said = {"workers": 1, "reports": 5, "make_coder": load_coder} | said
    return run_batch([str(news)], out, **said)


@pytest.fixture(scope="module")
def done(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one worker makes of them."""
    out = tmp_path_factory.mktemp("out") / "done"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 1)
        batch(news, out)
    return out


def read_table(out: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((out / "tables" / name).rglob("*.parquet"))
    return [row for path in files for row in parquet.ParquetFile(path).read().to_pylist()]


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(news: Path, done: Path, tmp_path: Path, workers: int) -> None:
    batch(news, tmp_path / "out", workers=workers)
    assert list_bytes(tmp_path / "out") == list_bytes(done)


def test_what_is_done_is_not_done_again(news: Path, done: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in done.rglob("*.parquet")}
    headway = batch(news, done, workers=2)
    assert (headway.shards, headway.fresh, headway.left) == (0, 0, 0)
    assert headway.shards_before == 12
    assert {path: path.stat().st_mtime_ns for path in done.rglob("*.parquet")} == before


def test_a_bad_report_is_named_with_its_reason_and_stops_nothing(done: Path) -> None:
    refused = read_table(done, "refused")
    assert [row["cause"] for row in refused] == ["BadLine", "EmptyReport", "NotEnglish"]
    assert refused[0]["source"].endswith("a.jsonl, line 21")
    assert refused[2]["language"] == "German"
    assert len(read_table(done, "reports")) == REPORTS - 3


def test_where_only_politics_is_wanted_other_reports_are_passed_over_and_named(tmp_path: Path) -> None:
    quiet = json.dumps({"id": "match", "text": "The goalkeeper saved two shots, and the striker scored late. " * 4})
    news = write_lines(tmp_path / "news.jsonl", [write_line(0), quiet, write_line(1)])
    headway = batch(news, tmp_path / "out", politics_only=True)
    assert (headway.read, dict(headway.refused)) == (2, {"NoPolitics": 1})
    (refused,) = read_table(tmp_path / "out", "refused")
    assert (refused["source"], refused["cause"]) == ("match", "NoPolitics")
    with pytest.raises(OtherBatch, match="choice of --politics-only"):
        batch(news, tmp_path / "out")


def test_tables_lie_by_month(done: Path) -> None:
    assert [path.name for path in (done / "tables" / "events").iterdir()] == ["month=unknown"]
    assert [path.name for path in (done / "tables" / "reports").iterdir()] == ["month=2024-05"]
    assert {path.name for path in (done / "tables").iterdir()} == {
        "actors", "agreements", "events", "ledger.jsonl", "refused", "reports", "statements", "tellings",
    }  # fmt: skip


def test_a_reprint_is_found_in_another_shard(done: Path) -> None:
    rows = {row["source"]: row for row in read_table(done, "reports")}
    assert rows["copy"]["carriers"] == 2
    assert rows["copy"]["account"] == rows[f"n{COPY}"]["account"]
    said = [row for row in read_table(done, "statements") if f"for {COPY} days" in row["text"]]
    assert [row["carriers"] for row in said] == [2]


def test_the_ledger_lists_each_shard_once(done: Path) -> None:
    lines = [json.loads(line) for line in (done / "tables" / "ledger.jsonl").read_text().splitlines()]
    assert [line["first"] for line in lines] == [0, 5, 10, 15, 20, 25] * 2
    assert sum(line["read"] for line in lines) == REPORTS - 3
    assert [line["refused"] for line in lines if line["refused"]] == [{"BadLine": 1, "EmptyReport": 1, "NotEnglish": 1}]


def start(news: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(news), str(out)], env=AROUND, start_new_session=True)


def wait_for(out: Path, shards: int, child: subprocess.Popen[bytes]) -> None:
    """Until so many shards are done, or all is."""
    while child.poll() is None and len(list((out / "shards").rglob("*.parquet"))) < shards:
        time.sleep(0.01)


@pytest.mark.slow
def test_a_run_that_is_killed_at_any_moment_goes_on_where_it_was(news: Path, done: Path, tmp_path: Path) -> None:
    chance, out = random.Random(), tmp_path / "out"
    for shards in (1, 4, 8):
        with start(news, out) as child:
            wait_for(out, shards, child)
            time.sleep(chance.uniform(0, 0.2))
            # the workers are killed with it, or left behind
            (os.killpg if chance.random() < 0.5 else os.kill)(child.pid, signal.SIGKILL)
        assert child.returncode in (0, -signal.SIGKILL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            batch(news, out, workers=2)
            break
        except AlreadyRunning:  # the killed process has not gone yet
            time.sleep(0.05)
    assert list_bytes(out) == list_bytes(done)


def test_a_worker_that_dies_is_replaced_and_the_report_that_kills_it_is_left_out(tmp_path: Path) -> None:
    lines = [write_line(number, "DIE" if number == 3 else "") for number in range(12)]
    headway = batch(write_lines(tmp_path / "news.jsonl", lines), tmp_path / "out", workers=2)
    assert (headway.read, headway.refused) == (11, {"ProcessEnded": 1})
    (refused,) = read_table(tmp_path / "out", "refused")
    assert refused["source"].endswith("news.jsonl, report 4")


def test_a_report_over_which_verbale_stumbles_is_named(tmp_path: Path) -> None:
    lines = [write_line(number, "STUMBLE" if number == 3 else "") for number in range(6)]
    batch(write_lines(tmp_path / "news.jsonl", lines), tmp_path / "out")
    (refused,) = read_table(tmp_path / "out", "refused")
    assert refused["cause"] == "ReadingFailed"
    assert "verbale stumbled over it (ValueError: no such word)" in refused["reason"]


def die() -> Any:
    os._exit(3)


def test_workers_that_never_begin_end_the_run(news: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchFault, match="workers end before they read anything"):
        batch(news, tmp_path / "out", make_coder=die)


def test_parts_share_the_work_and_a_last_run_writes_the_tables(news: Path, done: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shares = [batch(news, out, part=Part(number, 2)).shards for number in (1, 2)]
    assert sum(shares) == 12
    assert all(shares)
    assert not (out / "tables").exists()
    assert batch(news, out).shards == 0
    assert list_bytes(out) == list_bytes(done)


def test_more_input_is_added_and_only_that_is_read(news: Path, done: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "news", tmp_path / "out"
    folder.mkdir()
    write_lines(folder / "a.jsonl", [write_line(number) for number in range(10)])
    assert batch(folder, out).shards == 2
    write_lines(folder / "b.jsonl", [write_line(number) for number in range(10, 16)])
    headway = batch(folder, out)
    assert (headway.shards, headway.shards_before) == (2, 2)
    assert len(read_table(out, "reports")) == 16


def test_a_report_that_comes_again_counts_once_and_the_last_text_holds(tmp_path: Path) -> None:
    lines = [write_line(1, url="https://news.example/1"), write_line(2), write_line(2)]
    lines.append(write_line(1, "They will meet again.", url="https://news.example/1"))
    batch(write_lines(tmp_path / "news.jsonl", lines), tmp_path / "out", reports=2)
    rows = {row["source"]: row for row in read_table(tmp_path / "out", "reports")}
    assert {source: row["versions"] for source, row in rows.items()} == {"n1": 2, "n2": 1}
    assert rows["n1"]["characters"] > rows["n2"]["characters"]


def test_what_is_given_of_reports_wins_as_everywhere(tmp_path: Path) -> None:
    given = Given(publisher="The Archive", published=date(2020, 1, 2))
    batch(write_lines(tmp_path / "news.jsonl", [write_line(1)]), tmp_path / "out", given=given)
    (row,) = read_table(tmp_path / "out", "reports")
    assert (row["publisher"], row["published"]) == ("The Archive", date(2020, 1, 2))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reports": 6}, "number of reports a shard"),
        ({"given": Given(publisher="Another")}, "options for what is given of reports"),
    ],
)
def test_another_way_needs_another_folder(news: Path, done: Path, said: dict[str, Any], words: str) -> None:
    with pytest.raises(OtherBatch, match=words):
        batch(news, done, **said)


def test_a_folder_with_other_things_is_left_alone(news: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years")
    with pytest.raises(NotABatch, match="is not empty"):
        batch(news, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_two_processes_do_not_work_on_one_part(news: Path, done: Path) -> None:
    with Ledger(done).hold(), pytest.raises(AlreadyRunning):
        batch(news, done)


def test_progress_tells_rate_and_what_is_left(tmp_path: Path) -> None:
    heard: list[tuple[int, int, float | None]] = []

    def hear(headway: Headway) -> None:
        heard.append((headway.read, headway.left, headway.seconds_left))

    lines = [write_line(number, "SLEEP") for number in range(20)]
    size = write_lines(tmp_path / "news.jsonl", lines).stat().st_size
    headway = batch(tmp_path / "news.jsonl", tmp_path / "out", tell=hear)
    assert [read for read, _, _ in heard] == sorted(read for read, _, _ in heard)
    assert all(0 <= left <= size for _, left, _ in heard)
    assert any(seconds for _, _, seconds in heard)
    assert headway.left == 0
    assert headway.rate > 0


def list_kinds(out: Path, name: str) -> Sequence[str]:
    path = next((out / "tables" / name).rglob("*.parquet"))
    return [str(one) for one in parquet.read_schema(path).types]


MEASURE = """
import resource, sys
from pathlib import Path
from batch.coding import load_coder
from verbale.batch.ledger import Part
from verbale.batch.whole import run_batch
if __name__ == "__main__":
    run_batch([sys.argv[1]], Path(sys.argv[2]), reports=1000, part=Part(), make_coder=load_coder)
    print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024)
"""


def measure_peak(path: Path, out: Path) -> int:
    """Megabytes of the larger process of a run with one worker."""
    done = subprocess.run([sys.executable, "-c", MEASURE, path, out], env=AROUND, capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    """Thirteen megabytes of large reports, as one shard, against two."""
    page = " ".join([json.loads(write_line(1))["text"]] * 60)
    lines = [json.dumps({"id": f"n{number}", "text": f"Report {number}. {page}"}) for number in range(500)]
    few = measure_peak(write_lines(tmp_path / "few.jsonl", lines[:80]), tmp_path / "few")
    many = measure_peak(write_lines(tmp_path / "many.jsonl", lines), tmp_path / "many")
    assert (tmp_path / "many.jsonl").stat().st_size > 13_000_000
    assert many < few + 40


def test_empty_tables_have_their_columns(tmp_path: Path, done: Path) -> None:
    batch(write_lines(tmp_path / "news.jsonl", ["{broken"]), tmp_path / "out")
    for name in ("events", "tellings", "statements", "agreements", "actors", "reports"):
        assert read_table(tmp_path / "out", name) == []
        assert list_kinds(tmp_path / "out", name) == list_kinds(done, name)
