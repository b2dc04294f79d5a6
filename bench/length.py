"""Whether a word costs the same in a report of any length, and how much memory the longest takes.

    python -m bench.length --shared ../shared                 100, 10,000 and 1,000,000 words, three runs
    python -m bench.length --runs 1 --words 100 10000 100000

The texts are paragraphs of the labelled and unlabelled reports, joined in memory; the longest has each several times.
Of short texts so many are read that they have some 10,000 words together. Each run of a length is a process of its own
that reads a file of JSON Lines and writes the records as JSON to nowhere; it reads short texts first, so that no start
counts. Its processor's seconds by the word and the most memory that it held are printed, and at the end the dearest
length over the cheapest, by the medians. The floors are 1.5, and 400 MB.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from bench.printing import print_patiently
from bench.speed import FLOORS, Text, choose_reports, name_processor

from verbale import ReportRecord, read_all
from verbale.analyse.encoder import Engine
from verbale.schema import cut_json

LENGTHS = (100, 10_000, 1_000_000)
ENOUGH = 10_000
"""Words that are read at least for one figure."""
PUBLISHED = "2024-05-14"
FIRST = 100
"""Words of the texts that are read before the seconds count: tables, and the model of languages, are loaded then."""


class Cost(NamedTuple):
    """Words that were read, the processor's seconds, and the most megabytes that the process held."""

    words: int
    seconds: float
    peak: float

    @property
    def each(self) -> float:
        """Microseconds a word."""
        return 1e6 * self.seconds / self.words


def join_texts(reports: Sequence[Text], words: int) -> Iterator[Text]:
    """Texts of at least *words* words, without end: paragraphs of *reports* in their order, again and again."""
    held: list[str] = []
    count = 0
    for report in cycle(reports):
        for paragraph in report.text.split("\n\n"):
            held.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                yield Text("\n\n".join(held), {"published": PUBLISHED})
                held, count = [], 0


def choose_texts(reports: Sequence[Text], words: int) -> list[Text]:
    """Texts of so many words, enough of them to be timed."""
    texts: list[Text] = []
    for text in join_texts(reports, words):
        texts.append(text)
        if sum(len(one.text.split()) for one in texts) >= ENOUGH:
            break
    return texts


def write_texts(path: Path, texts: Iterable[Text]) -> int:
    """The texts as JSON Lines; how many words they have."""
    count = 0
    with path.open("w", encoding="utf8") as lines:
        for text in texts:
            lines.write(json.dumps({"text": text.text, **text.said}) + "\n")
            count += len(text.text.split())
    return count


def measure(path: Path, warm: Path) -> tuple[float, float]:
    """The processor's seconds that reading the texts of *path* takes this process, and the most megabytes it held."""
    engine = Engine()
    read_file(warm, engine)
    begun = time.process_time()
    read_file(path, engine)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if platform.system() == "Darwin" else 1e3)
    return seconds, peak


def read_file(path: Path, engine: Engine) -> None:
    """Make the records of a file and write them to nowhere, as `verbale read --json` does, one held at a time."""
    with open(os.devnull, "w", encoding="utf8") as nowhere:
        for record in read_all([path], reader=engine):
            if isinstance(record, ReportRecord):
                nowhere.writelines(cut_json(record))


def measure_apart(shared: Path, words: int) -> Cost:
    """What reading texts of so many words costs a process of its own."""
    reports = choose_reports(shared, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        path, warm = Path(folder) / "texts.jsonl", Path(folder) / "first.jsonl"
        write_texts(warm, choose_texts(reports, FIRST))
        count = write_texts(path, choose_texts(reports, words))
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            return Cost(count, *pool.submit(measure, path, warm).result())


def main() -> None:
    """Measure and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--words", type=int, nargs="+", default=LENGTHS)
    asked = parser.parse_args()
    print(f"{name_processor()}; Python {platform.python_version()}")
    medians, peaks = [], []
    for words in asked.words:
        costs = [measure_apart(asked.shared, words) for _ in range(asked.runs)]
        medians.append(statistics.median(one.each for one in costs))
        told = " ".join(f"{one.each:.0f}" for one in costs)
        peaks.append(max(one.peak for one in costs))
        print(f"{words:9,} words: {medians[-1]:.0f} microseconds each ({told}); at most {peaks[-1]:.0f} MB", flush=True)
    ratio = max(medians) / min(medians)
    print(f"dearest over cheapest {ratio:.2f}: {'within' if ratio <= FLOORS['length'] else 'OVER'} {FLOORS['length']}")
    print(f"most {max(peaks):.0f} MB: {'within' if max(peaks) <= FLOORS['memory'] else 'OVER'} {FLOORS['memory']}")


if __name__ == "__main__":
    main()
