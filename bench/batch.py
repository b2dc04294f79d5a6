"""How fast a batch is, with one worker and with more; what its second pass takes; and kills at random moments.

    python -m bench.batch --shared ../shared --reports 100     reports a second, with 1 and with 2 workers
    python -m bench.batch --second-pass 5000                   tables of so many generated reports: seconds, memory
    python -m bench.batch --shared ../shared --kills 10        a run killed so often gives the bytes of one that is not

The reports are the labelled ones; the program reads them, nobody else. Seconds are the processor's, of all processes,
and those by the clock. A worker's start, which loads the engine, is within them.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bench.printing import print_patiently
from bench.speed import name_processor
from bench.synthetic import make_records

from verbale.batch.ledger import Ledger, Shard
from verbale.batch.shards import write_shard
from verbale.batch.tables import write_tables

VERBALE = (sys.executable, "-c", "from verbale.cli import main; main()")
SHARD = 20
"""Reports of a shard: few, so that a small input is shared evenly."""
MEGABYTE = 1024


class Spent(NamedTuple):
    """Seconds by the clock, by the processor, and the memory of the largest process in megabytes."""

    wall: float
    cpu: float
    peak: int


def measure() -> tuple[float, float]:
    """The clock, and the processor's seconds of this process and of all that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def write_input(shared: Path, count: int, path: Path) -> Path:
    """So many of the labelled reports, one a line."""
    source = shared / "training" / "reports" / "texts.jsonl"
    with source.open(encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, count)), "utf-8")
    return path


def run_batch(news: Path, out: Path, workers: int) -> Spent:
    """One whole run."""
    start = measure()
    words = ("batch", str(news), "--out", str(out), "--workers", str(workers), "--shard", str(SHARD))
    subprocess.run([*VERBALE, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, cpu = measure()
    return Spent(wall - start[0], cpu - start[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // MEGABYTE)


def make_shards(folder: Path, count: int) -> tuple[Ledger, list[Shard]]:
    """Shards of generated reports, a thousand a month."""
    ledger, shards = Ledger(folder), []
    records = make_records(count, days=max(30, 30 * count // 1000))
    for first in range(0, count, 100):
        shard = Shard("00" * 8, first // 100)
        with write_shard(ledger.find(shard), ledger.scratch(shard)) as writer:
            for place, record in enumerate(islice(records, 100)):
                writer.put(first + place, record)
            writer.close(first, 100, first + 100 >= count)
        shards.append(shard)
    return ledger, shards


def time_second_pass(count: int, workers: int) -> Spent:
    """The tables of generated reports."""
    with tempfile.TemporaryDirectory(prefix="verbale-batch-") as folder:
        ledger, shards = make_shards(Path(folder), count)
        start = measure()
        write_tables(ledger, shards, workers)
        wall, cpu = measure()
    return Spent(wall - start[0], cpu - start[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE)


def kill_many(news: Path, folder: Path, times: int, seed: int = 0) -> list[str]:
    """Kill runs on one folder, then let one end; the files in which it differs from a run that was never killed."""
    chance = random.Random(seed)
    run_batch(news, folder / "whole", 2)
    words = ("batch", str(news), "--out", str(folder / "killed"), "--workers", "2", "--shard", str(SHARD))
    for _ in range(times):
        with subprocess.Popen([*VERBALE, *words], stderr=subprocess.DEVNULL, start_new_session=True) as child:
            time.sleep(chance.uniform(0.5, 20.0))
            kill = os.killpg if chance.random() < 0.5 else os.kill  # with its workers, or they are left behind
            if child.poll() is None:
                kill(child.pid, signal.SIGKILL)
    run_batch(news, folder / "killed", 2)
    return find_differences(folder / "whole", folder / "killed")


def find_differences(one: Path, other: Path) -> list[str]:
    """Files that are not in both folders, or not the same bytes."""
    paths = {path.relative_to(base) for base in (one, other) for path in base.rglob("*.parquet")}
    paths |= {Path("tables/ledger.jsonl")}
    return sorted(str(path) for path in paths if _read(one / path) != _read(other / path))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def tell_speed(shared: Path, count: int, workers: int, folder: Path) -> None:
    """Print what one run took."""
    news = write_input(shared, count, folder / "news.jsonl")
    spent = run_batch(news, folder / f"out-{workers}", workers)
    print(
        f"{count} reports, workers {workers}: {count / spent.wall:.2f} a second by the clock,"
        f" {count / spent.cpu:.2f} by the processor; largest process {spent.peak} MB"
    )


def main() -> None:
    """What the options ask for."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int)
    parser.add_argument("--second-pass", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    asked = parser.parse_args()
    print(f"{name_processor()}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="verbale-batch-") as scratch:
        folder = Path(scratch)
        for workers in asked.workers if asked.reports else ():
            tell_speed(asked.shared, asked.reports, workers, folder)
        for workers in asked.workers[:1] if asked.second_pass else ():
            spent = time_second_pass(asked.second_pass, workers)
            print(
                f"second pass, {asked.second_pass} generated reports: {asked.second_pass / spent.wall:.0f} a second by"
                f" the clock, {asked.second_pass / spent.cpu:.0f} by the processor; {spent.peak} MB"
            )
        if asked.kills:
            found = kill_many(write_input(asked.shared, 100, folder / "news.jsonl"), folder, asked.kills)
            print(f"{asked.kills} kills: {len(found)} files differ from a run without any")
            sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
