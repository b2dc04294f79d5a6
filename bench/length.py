"""Whether a word costs the same in a report of any length, and how much memory the longest takes.

    python -m bench.length --shared ../shared                 100, 10,000 and 1,000,000 words, three runs
    python -m bench.length --runs 1 --words 100 10000 100000

The texts are paragraphs of the labelled and unlabelled reports, joined in memory; the longest has each several times.
Of short texts so many are read that they have some 10,000 words together. Each run of a length is a process of its own,
which reads short texts first, so that no start counts: its processor's seconds by the word and the most memory that it
held are printed, and at the end the dearest length over the cheapest, by the medians. The floor is 1.5.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from bench.printing import print_patiently
from bench.speed import FLOORS, Text, choose_reports, name_processor, read_one

from verbale.analyse.encoder import Engine

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


def measure(shared: Path, words: int) -> Cost:
    """What reading texts of so many words costs this process."""
    reports = choose_reports(shared, 10_000)
    texts, engine = choose_texts(reports, words), Engine()
    for text in choose_texts(reports, FIRST):
        read_one(text, engine)
    count = sum(len(one.text.split()) for one in texts)
    begun = time.process_time()
    for text in texts:
        read_one(text, engine)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if platform.system() == "Darwin" else 1e3)
    return Cost(count, seconds, peak)


def measure_apart(shared: Path, words: int) -> Cost:
    """The same in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, shared, words).result()


def main() -> None:
    """Measure and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--words", type=int, nargs="+", default=LENGTHS)
    asked = parser.parse_args()
    print(f"{name_processor()}; Python {platform.python_version()}")
    medians = []
    for words in asked.words:
        costs = [measure_apart(asked.shared, words) for _ in range(asked.runs)]
        medians.append(statistics.median(one.each for one in costs))
        told = " ".join(f"{one.each:.0f}" for one in costs)
        peak = max(one.peak for one in costs)
        print(f"{words:9,} words: {medians[-1]:.0f} microseconds each ({told}); at most {peak:.0f} MB", flush=True)
    ratio = max(medians) / min(medians)
    print(f"dearest over cheapest {ratio:.2f}: {'within' if ratio <= FLOORS['length'] else 'OVER'} {FLOORS['length']}")


if __name__ == "__main__":
    main()
