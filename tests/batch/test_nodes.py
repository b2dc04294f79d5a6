"""A batch on the nodes of a Ray cluster: the same bytes as with processes, whichever node comes, goes or is unfit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.raying import LONGEST, LocalCluster, list_session, read_command

from batch.coding import list_bytes, load_coder, write_line, write_lines
from verbale.batch import plan
from verbale.batch.whole import run_batch

pytestmark = pytest.mark.slow

REPORTS, SHARD = 480, 5
DEADLY = 33
RUN = """
import sys
from pathlib import Path
from batch.coding import load_coder
from verbale.batch import plan
from verbale.batch.ledger import Part
from verbale.batch.nodes import Muster, Nodes
from verbale.batch.whole import run_batch
from verbale.errors import BatchFault
plan.SMALL = 1
most = 0
def hear(headway):
    global most
    most = max(most, headway.workers)
if __name__ == "__main__":
    news, out, address, shard, tables = sys.argv[1:]
    muster = Muster([news], address)
    complain = lambda line: print(line, file=sys.stderr)
    try:
        run_batch([news], Path(out), reports=int(shard), make_coder=load_coder, tell=hear,
                  part=None if tables == "True" else Part(),
                  find_hands=lambda desk: Nodes(desk, muster, complain))
    except BatchFault as fault:
        sys.exit(str(fault))
    print(most)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    cluster = LocalCluster()
    try:
        cluster.add("a")
        cluster.add("b")
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports that take a while, so that a node can go in the middle, and one that ends whoever reads it."""
    words = {DEADLY: "DIE", 21: "STUMBLE"}
    lines = [write_line(number, words.get(number, "SLEEP")) for number in range(REPORTS)]
    lines[50] = "{broken"
    return write_lines(tmp_path_factory.mktemp("news") / "news.jsonl", lines)


@pytest.fixture(scope="module")
def done(news: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What processes make of them."""
    out = tmp_path_factory.mktemp("out") / "done"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 1)
        run_batch([str(news)], out, reports=SHARD, make_coder=load_coder)
    return list_bytes(out)


def list_shards(done: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in done.items() if path.startswith("shards")}


class Run:
    """A batch on the cluster, in a process of its own; without tables it is quicker, and they know nothing of nodes."""

    def __init__(self, cluster: LocalCluster, news: Path, out: Path, *, tables: bool = False) -> None:
        self._out = out
        words = [sys.executable, "-c", RUN, news, out, cluster.address, str(SHARD), str(tables)]
        self.child = subprocess.Popen(
            words, env=cluster.around, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Until that is so."""
        deadline = time.monotonic() + LONGEST
        while not is_so():
            assert self.child.poll() is None, self.child.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def count_shards(self) -> int:
        return len(list((self._out / "shards").rglob("*.parquet")))

    def end(self) -> tuple[str, str]:
        """What it says when it is done."""
        said, complained = self.child.communicate(timeout=LONGEST)
        return said.strip(), complained.strip()


def test_nodes_give_the_bytes_that_processes_give_and_say_nothing_else(
    cluster: LocalCluster, news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    run = Run(cluster, news, tmp_path)
    assert run.end() == ("2", "")
    assert list_bytes(tmp_path) == list_shards(done)
    assert not list((tmp_path / "shards").glob(".*"))


def test_a_worker_that_is_killed_costs_its_shard_only(
    cluster: LocalCluster, news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    run = Run(cluster, news, tmp_path)
    run.wait_for(lambda: run.count_shards() >= 4)
    os.kill(cluster.list_workers("a")[0], signal.SIGKILL)
    assert run.count_shards() < REPORTS // SHARD
    assert run.end() == ("2", "")
    assert list_bytes(tmp_path) == list_shards(done)


def test_ctrl_c_leaves_nothing_at_work_and_the_same_command_goes_on(
    cluster: LocalCluster, news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    run = Run(cluster, news, tmp_path)
    run.wait_for(lambda: run.count_shards() >= 2)
    os.killpg(run.child.pid, signal.SIGINT)
    run.end()
    shards = run.count_shards()
    assert 2 <= shards < REPORTS // SHARD
    deadline = time.monotonic() + LONGEST
    while cluster.list_workers("a") + cluster.list_workers("b"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert run.count_shards() <= shards + 2
    assert Run(cluster, news, tmp_path).end() == ("2", "")
    assert list_bytes(tmp_path) == list_shards(done)


def test_a_node_that_is_killed_loses_nothing_and_doubles_nothing(
    cluster: LocalCluster, news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    run = Run(cluster, news, tmp_path, tables=True)
    run.wait_for(lambda: run.count_shards() >= 4)
    cluster.kill("b")
    assert run.count_shards() < REPORTS // SHARD
    assert run.end() == ("2", "")
    assert list_bytes(tmp_path) == done


def test_a_node_that_joins_is_used(cluster: LocalCluster, tmp_path: Path) -> None:
    news = write_lines(tmp_path / "news.jsonl", [write_line(number, "SLEEP") for number in range(10 * REPORTS)])
    run = Run(cluster, news, tmp_path / "out")
    run.wait_for(lambda: run.count_shards() >= 5)
    cluster.add("c")
    run.wait_for(lambda: bool(cluster.list_workers("c")))
    os.killpg(run.child.pid, signal.SIGINT)
    run.end()


def test_a_node_that_is_unfit_is_left_out_with_its_reason(
    cluster: LocalCluster, news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    out, old, fit = tmp_path / "out", tmp_path / "old", len(cluster.nodes) - 1
    old.mkdir()
    (old / "sitecustomize.py").write_text("import verbale\nverbale.__version__ = '9.9'\n")
    cluster.add("old", PYTHONPATH=os.pathsep.join((str(old), *sys.path)))
    assert Run(cluster, news, out).end() == (
        str(fit),
        "node old has verbale 9.9, not verbale 0.1.0 as here; it is left out",
    )
    assert list_bytes(out) == list_shards(done)
    cluster.kill("old")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a mount of its own")
def test_a_folder_that_no_node_sees_is_said_at_the_beginning(cluster: LocalCluster, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    hide = f'mount -t tmpfs none {tmp_path} && exec "$@"'
    for name in [name for name in cluster.nodes if name != "head"]:
        cluster.kill(name)
    cluster.add("far", within=("unshare", "--mount", "sh", "-c", hide, "sh"))
    _, complained = Run(cluster, news, out).end()
    assert f"node far does not see {out}" in complained.splitlines()[0]
    assert "no node can be used: node far" in complained.splitlines()[-1]
    assert not list((out / "shards").rglob("*"))


def test_ray_alone_is_started_for_the_run_and_ends_with_it(tmp_path: Path) -> None:
    words = ["batch", "examples/lisbon-rabat.txt", "--out", str(tmp_path / "ray"), "--workers", "1", "--ray"]
    with subprocess.Popen(
        [sys.executable, "-m", "verbale", *words],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        said, complained = child.communicate(timeout=LONGEST)
    assert (said, complained) == (f"{tmp_path / 'ray' / 'tables'}: 1 reports read; 1 shards.\n", "")
    assert [read_command(one) for one in list_session(child.pid)] == []
    run_batch(["examples/lisbon-rabat.txt"], tmp_path / "processes")
    assert list_bytes(tmp_path / "ray") == list_bytes(tmp_path / "processes")
    assert not (tmp_path / ".ray").exists()
