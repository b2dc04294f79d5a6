"""How much faster a batch is on two nodes of a Ray cluster than on one; each node has one core.

    python -m bench.ray_nodes --shared ../shared

A head without CPUs and the nodes run on this machine, each node bound to a core of its own, and so are its workers. The
driver, which shares the work out, and the head may use any core: they take from the nodes what they need, and how much
that is is printed. By the clock: from the first report begun to the last shard done, as the progress line counts,
since the start of the workers is the same for one report and a million; and the whole run beside it. The same reports
with one node and two in turns, so many rounds; the median of each. For quiet machines: all of two cores is used.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.batch import find_differences, measure, write_input
from bench.printing import print_patiently
from bench.raying import LocalCluster, list_session
from bench.speed import name_processor

SHARD = 5
"""Reports of a shard: few, so that a small input is shared evenly."""
TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds by the clock of reading and of the whole run; by the processor of the driver while all is read, and of
    driver and head in the whole run.
    """

    reading: float
    whole: float
    sharing: float
    driver: float
    head: float


DRIVE = """
import sys, time
from pathlib import Path
from verbale.batch.nodes import Muster, Nodes
from verbale.batch.whole import run_batch
heard = []
if __name__ == "__main__":
    news, out, shard, address = sys.argv[1:]
    run_batch([news], Path(out), reports=int(shard),
              tell=lambda headway: headway.begun and heard.append((headway.seconds, time.process_time())),
              find_hands=lambda desk: Nodes(desk, Muster([news], address), sys.exit))
    print(heard[-1][0], heard[-1][1] - heard[0][1])
"""


def run(cluster: LocalCluster, news: Path, out: Path) -> Spent:
    """One run on all nodes of the cluster."""
    start, head = measure(), measure_session(cluster.nodes["head"].pid)
    words = [sys.executable, "-c", DRIVE, news, out, str(SHARD), cluster.address]
    done = subprocess.run(words, env=cluster.around, check=True, stdout=subprocess.PIPE)
    wall, cpu = measure()
    head = measure_session(cluster.nodes["head"].pid) - head
    reading, sharing = map(float, done.stdout.split())
    return Spent(reading, wall - start[0], sharing, cpu - start[1], head)


def measure_session(session: int) -> float:
    """Processor's seconds of all processes of a session."""
    return sum(map(_measure_process, list_session(session)))


def _measure_process(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def run_rounds(news: Path, rounds: int, folder: Path) -> dict[int, list[Spent]]:
    """With one node and with two, in turns; the shards and tables must be the same bytes."""
    found: dict[int, list[Spent]] = {1: [], 2: []}
    for number in range(rounds):
        cluster = LocalCluster()
        try:
            for nodes in (1, 2):
                cluster.add(f"node-{nodes}", within=("taskset", "-c", str(nodes - 1)))
                found[nodes].append(run(cluster, news, folder / f"{number}-{nodes}"))
        finally:
            cluster.close()
        print(f"round {number + 1}: {found[1][-1].reading:.1f} s with one node, {found[2][-1].reading:.1f} with two")
        assert not find_differences(folder / f"{number}-1", folder / f"{number}-2")
    return found


def tell(nodes: int, spent: Sequence[Spent], count: int) -> None:
    """Print the medians of one row."""
    reading, whole, sharing, driver, head = (statistics.median(one) for one in zip(*spent, strict=True))
    print(
        f"nodes {nodes}: {reading:.1f} s of reading, {count / reading:.2f} reports a second, for which the driver took"
        f" {sharing / reading:.1%} of a core; whole run {whole:.1f} s, of which start, driver and tables took"
        f" {driver:.1f} s of processor, the head {head:.1f}"
    )


def main() -> None:
    """What the options ask for."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(f"{name_processor()}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {time.ctime()}")
    with tempfile.TemporaryDirectory(prefix="verbale-ray-") as scratch:
        news = write_input(asked.shared, asked.reports, Path(scratch) / "news.jsonl")
        found = run_rounds(news, asked.rounds, Path(scratch))
    for nodes, spent in found.items():
        tell(nodes, spent, asked.reports)
    medians = [statistics.median(one.reading for one in spent) for spent in found.values()]
    wholes = [statistics.median(one.whole for one in spent) for spent in found.values()]
    print(f"two nodes against one: {medians[0] / medians[1]:.2f} times; whole runs {wholes[0] / wholes[1]:.2f}")


if __name__ == "__main__":
    main()
