"""How much memory a process holds at most in ordinary use: reading a report, adding a thousand, a worker of a batch.

    python -m bench.memory --shared ../shared
    python -m bench.memory --reports 200

The reports are paragraphs of the labelled and unlabelled ones, some 200 words each, every one another. Each verb is a
process of its own; of a batch the largest of its processes counts. The floor is 400 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.length import PUBLISHED, join_texts
from bench.printing import print_patiently
from bench.speed import FLOORS, choose_reports
from bench.startup import VERBALE

WORDS = 200
DAYS = 365
"""Days over which the reports are spread: a thousand of one day would tell far more of that day than any record has,
and what is told of one day is compared pair by pair."""


def write_reports(shared: Path, path: Path, count: int) -> None:
    """So many reports as JSON Lines."""
    texts = islice(join_texts(choose_reports(shared, 10_000), WORDS), count)
    first = date.fromisoformat(PUBLISHED)
    with path.open("w", encoding="utf8") as lines:
        for number, one in enumerate(texts):
            day = (first + timedelta(number % DAYS)).isoformat()
            lines.write(json.dumps({"text": one.text, "published": day, "source": f"r{number}"}) + "\n")


def measure_peak(*words: str) -> tuple[float, float]:
    """The most megabytes that a process of the verb, or one of its own processes, held; and its processor's seconds."""
    process = subprocess.Popen([*VERBALE, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"verbale {' '.join(words)}: {complaint.decode('utf-8', 'replace')}")
    return usage.ru_maxrss / (1e6 if platform.system() == "Darwin" else 1e3), usage.ru_utime + usage.ru_stime


def list_uses(folder: Path, count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is measured, and the verb's words."""
    one, all_ = str(folder / "one.jsonl"), str(folder / "all.jsonl")
    yield "read 1 report", ("read", "--json", one)
    yield f"read {count:,} reports", ("read", "--json", all_)
    yield f"add {count:,} reports", ("add", "--db", str(folder / "reports.db"), all_)
    yield f"batch {count:,} reports, 1 worker", ("batch", all_, "--out", str(folder / "out"), "--workers", "1")


def main() -> None:
    """Measure and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=1000)
    asked = parser.parse_args()
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_reports(asked.shared, folder / "one.jsonl", 1)
        write_reports(asked.shared, folder / "all.jsonl", asked.reports)
        for told, words in list_uses(folder, asked.reports):
            peak, seconds = measure_peak(*words)
            peaks.append(peak)
            print(f"{told:32} {peak:.0f} MB at most, processor {seconds:.0f} s", flush=True)
    floor = FLOORS["memory"]
    print(f"most {max(peaks):.0f} MB: {'within' if max(peaks) <= floor else 'OVER'} {floor}")


if __name__ == "__main__":
    main()
