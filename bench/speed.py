"""How fast reading is: the whole program over its encoder, starts, memory. `bench.length`: a word by length.

    python -m bench.speed --shared ../shared                  all of it
    python -m bench.speed --shared ../shared --only ratio     the whole program over its encoder

The reports are the labelled and the unlabelled ones; the program reads them, nobody else. The encoder's time is that
of its two onnxruntime sessions, taken within the same run; all on one thread, in one process, without writing to disk.
Seconds are the processor's; those by the clock stand beside them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.printing import print_patiently
from bench.startup import measure, write_report

from verbale import ReportRecord, read_text, to_json
from verbale.analyse.encoder import Engine
from verbale.errors import UnreadableReport

SIMD = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "amx_int8", "asimddp", "i8mm")
FLOORS = {"ratio": 1.5, "help": 0.2, "read": 1.5, "memory": 400, "length": 1.5}


class Text(NamedTuple):
    """What is read: a text and what is given beside it."""

    text: str
    said: dict[str, str]


class Seconds(NamedTuple):
    """By the processor and by the clock."""

    cpu: float = 0.0
    wall: float = 0.0

    @classmethod
    def now(cls) -> Seconds:
        return cls(time.process_time(), time.perf_counter())

    def since(self, start: Seconds) -> Seconds:
        return Seconds(self.cpu - start.cpu, self.wall - start.wall)

    def plus(self, other: Seconds) -> Seconds:
        return Seconds(self.cpu + other.cpu, self.wall + other.wall)


class Pass(NamedTuple):
    """Seconds of the whole program over some texts, and of its encoder within them."""

    whole: Seconds
    encoder: Seconds


class Watched:
    """A session of onnxruntime with a stopwatch."""

    def __init__(self, session: Any) -> None:
        self.session, self.spent = session, Seconds()

    def run(self, *given: Any) -> Any:
        start = Seconds.now()
        found = self.session.run(*given)
        self.spent = self.spent.plus(Seconds.now().since(start))
        return found


class WatchedEngine(Engine):
    """The shipped engine; it knows how long its sessions ran."""

    def __init__(self) -> None:
        super().__init__()
        self._first, self._second = Watched(self._first), Watched(self._second)

    def spent(self) -> Seconds:
        return self._first.spent.plus(self._second.spent)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON Lines, packed or not."""
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def choose_texts(rows: Sequence[dict[str, Any]], count: int) -> list[Text]:
    """*count* texts from all over *rows*."""
    chosen = rows[:: max(1, len(rows) // count)][:count]
    return [Text(row["text"], {key: row[key] for key in ("title", "published") if row.get(key)}) for row in chosen]


def choose_reports(shared: Path, count: int) -> list[Text]:
    """*count* full reports, from all over the labelled and the unlabelled ones."""
    folder = shared / "training"
    labelled, others = folder / "reports" / "texts.jsonl", folder / "unlabelled" / "reports.jsonl.gz"
    return choose_texts([*read_lines(labelled), *read_lines(others)], count)


def read_one(text: Text, engine: Engine) -> ReportRecord | None:
    """The record of one text, written as JSON too; None if it is refused."""
    try:
        record = read_text(text.text, published=text.said.get("published"), title=text.said.get("title"), reader=engine)
    except UnreadableReport:
        return None
    to_json(record)
    return record


def time_reading(texts: Iterable[Text], engine: WatchedEngine) -> Pass:
    """One run over *texts*."""
    start, before = Seconds.now(), engine.spent()
    for text in texts:
        read_one(text, engine)
    return Pass(Seconds.now().since(start), engine.spent().since(before))


def count_words(texts: Iterable[Text]) -> int:
    return sum(len(text.text.split()) for text in texts)


def print_ratio(name: str, texts: Sequence[Text], engine: WatchedEngine, runs: int) -> float:
    """Whole over encoder, the median of *runs*."""
    found = [time_reading(texts, engine) for _ in range(runs)]
    words = count_words(texts)
    cpu = statistics.median(one.whole.cpu / one.encoder.cpu for one in found)
    wall = statistics.median(one.whole.wall / one.encoder.wall for one in found)
    rate = words / statistics.median(one.whole.cpu for one in found)
    alone = words / statistics.median(one.encoder.cpu for one in found)
    print(
        f"{name:8} whole over encoder {cpu:.3f} (by the clock {wall:.3f})  words a second {rate:,.0f}, "
        f"encoder alone {alone:,.0f}  ms a text {1000 * words / rate / len(texts):.0f}  "
        f"{len(texts)} texts, {words:,} words",
        flush=True,
    )
    return cpu


def print_starts() -> tuple[float, float]:
    """Whole processes: the help, and 500 words to their record."""
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        report = str(write_report(Path(folder)))
        for name, words in (("--help", ("--help",)), ("read", ("read", report)), ("json", ("read", "--json", report))):
            clock, processor = zip(*measure(*words), strict=True)
            medians.append(statistics.median(clock))
            print(f"start {name:7} {medians[-1]:.2f} s by the clock, processor {statistics.median(processor):.2f} s")
    return medians[0], medians[1]


def print_memory(name: str, who: int = resource.RUSAGE_SELF) -> float:
    """The most memory that a process held, in MB."""
    peak = resource.getrusage(who).ru_maxrss / (1024 * 1024 if platform.system() == "Darwin" else 1024)
    print(f"memory  {peak:.0f} MB at most, {name}", flush=True)
    return peak


def name_processor() -> str:
    """Model and what of vector instructions it has, as Linux tells."""
    path = Path("/proc/cpuinfo")
    said = path.read_text(encoding="utf8") if path.exists() else ""
    model = next((line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")), "")
    flags = set(said.split())
    return f"{model or platform.processor()}: {' '.join(one for one in SIMD if one in flags) or 'unknown'}"


def main() -> None:
    """Measure and print, last of all the floors that were missed."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--items", type=int, default=800)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("ratio", "starts"), default=["ratio", "starts"])
    options = parser.parse_args()
    print(f"{name_processor()}; Python {platform.python_version()}")
    found: dict[str, float] = {}
    if "starts" in options.only:
        found["help"], found["read"] = print_starts()
        print_memory("a process that reads 500 words", resource.RUSAGE_CHILDREN)
    engine = WatchedEngine()
    reports = choose_reports(options.shared, options.reports)
    items = choose_texts(read_lines(options.shared / "training" / "items" / "texts.jsonl"), options.items)
    time_reading([*reports[:2], *items[:10]], engine)
    if "ratio" in options.only:
        print_ratio("reports", reports, engine, options.runs)
        print_ratio("items", items, engine, options.runs)
        found["ratio"] = print_ratio("both", [*reports, *items], engine, options.runs)
        found["memory"] = print_memory("this process so far")
    missed = [f"{name} {value:.2f} > {FLOORS[name]}" for name, value in found.items() if value > FLOORS[name]]
    print("over the floors: " + ", ".join(missed) if missed else "within all floors")


if __name__ == "__main__":
    main()
