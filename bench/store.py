"""How fast a record is added to and asked, and whether that stays so as it grows.

    python -m bench.store 2000 10000            at two sizes (in reports), made of synthetic records
    python -m bench.store --share ../shared/training/reports/texts.jsonl 60   the store's share of reading and adding
    python -m bench.store --search 100000       searches over so many reports (their texts alone are put in)
    python -m bench.store --months              dyad by month over ten million events
    python -m bench.store 2000 --db postgresql://USER@HOST/NAME   the same on a server; also --share and --search
    python -m bench.store --merging 10000 100000   what merging costs a report at both sizes, 27 reports a day

Prints, at each size, milliseconds of the clock and of the processor to add one more report (median of 50), the size of
the file, and milliseconds of the slowest of five runs of each question.
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from bench.kills import offer_files, offer_schemas
from bench.printing import print_patiently
from bench.synthetic import DAYS, STATES, make_records
from sqlalchemy import Connection, insert

from verbale.pipeline import choose_reader, make_record
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.records import ReportRecord
from verbale.store import full_text, settling, tables, truth
from verbale.store.deriving import Filing, derive
from verbale.store.identity import name_report
from verbale.store.record import Record

AT_ONCE = 500
MEASURED = 50
MERGED = 300
TURN = 10
"""So many reports at a time are added to each of the records that are compared."""
FLOW = 27
"""Reports a day: a hundred thousand in ten years."""
EVENTS = 10_000_000
MONTHS = tuple(f"{2014 + number // 12}-{number % 12 + 1:02}" for number in range(DAYS // 30))


def fill(record: Record, records: Iterator[ReportRecord], count: int) -> float:
    """Add so many reports, many at once; milliseconds a report."""
    begun = time.perf_counter()
    wanted = islice(records, count)
    while some := list(islice(wanted, AT_ONCE)):
        record.add_all(some)
    return (time.perf_counter() - begun) * 1000 / max(1, count)


def time_adding(record: Record, records: Iterator[ReportRecord]) -> tuple[float, float]:
    """Median milliseconds, by the clock and of the processor, to add one report."""
    clock, processor = [], []
    for one in islice(records, MEASURED):
        begun, used = time.perf_counter(), time.process_time()
        record.add(one)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    return statistics.median(clock) * 1000, statistics.median(processor) * 1000


def time_share(place: str, source: str, count: int) -> tuple[int, float, float, int]:
    """Reports, milliseconds of the processor to read one and to add it, and bytes of the file a report (0: a server).

    On a server its own work is not counted.

    Each of the first *count* reports is read and added by itself, as `verbale add` does.
    """
    reader = choose_reader()
    reading, adding = 0.0, 0.0
    texts = [one for one in islice(read_source(source), count) if isinstance(one, Reading)]
    make_record(texts[0], reader)
    with Record(place) as record:
        record.add_all([])
        for text in texts:
            begun = time.process_time()
            told = make_record(text, reader)
            reading += time.process_time() - begun
            begun = time.process_time()
            record.add(told)
            adding += time.process_time() - begun
        size = measure_file(record) // len(texts)
    return len(texts), reading * 1000 / len(texts), adding * 1000 / len(texts), size


def measure_file(record: Record) -> int:
    """Bytes of a record's file; 0 for a record on a server."""
    return record.path.stat().st_size if isinstance(record.path, Path) else 0


def time_questions(record: Record) -> Iterator[tuple[str, float, int]]:
    """Name, milliseconds of the slowest of five, and rows of each question."""
    one, other = STATES[3], STATES[20]
    words = record.report(record.reports(limit=1)[0].id).report.text.split()
    rare, common = max(words[20:60], key=len), min(words, key=len)
    questions: dict[str, Callable[[], list[object]]] = {
        "between two states": lambda: list(record.between(one, other)),
        "between, a month": lambda: list(record.between(one, other, start="2019-03", end="2019-03")),
        "events of a day": lambda: list(record.events(start="2019-03-04", end="2019-03-04")),
        "said, one person, 20": lambda: list(record.said("Q900007", limit=20)),
        "due within 14 days": lambda: list(record.due("14d", on="2019-03-04")),
        "search, a rare word": lambda: list(record.search(rare)),
        "search, a common word": lambda: list(record.search(common)),
        "search, two words": lambda: list(record.search(f"{rare} {common}")),
        "dyad by month": lambda: list(record.stats(one, other)),
        "who": lambda: list(record.who("Q900007")),
    }
    for name, ask in questions.items():
        seconds = []
        for _ in range(5):
            begun = time.perf_counter()
            rows = ask()
            seconds.append(time.perf_counter() - begun)
        yield name, max(seconds[1:]) * 1000, len(rows)


def put_texts(connection: Connection, records: Sequence[tuple[int, ReportRecord]]) -> None:
    """Put in reports of those numbers as far as searching asks for them: all at once, for nothing hangs together."""
    versions, reports = [], []
    for number, told in records:
        filing = Filing(number, name_report(told.report), number)
        reports += derive(told, filing)[tables.reports]
        versions.append(
            {"number": number, "report": number, "report_id": filing.report_id, "text_id": told.report.id}
            | {"current": True, "added": datetime(2023, 1, 1), "record": truth.pack(told)}
            | msgspec.structs.asdict(told.made_by)
        )
    connection.execute(insert(tables.versions), versions)
    connection.execute(insert(tables.reports), reports)
    worded = [(number, told.report.title, told.report.text) for number, told in records]
    full_text.get_index(connection).put_reports(connection, worded)


def time_searches(place: str, count: int) -> Iterator[tuple[str, float, float]]:
    """Milliseconds, by the clock and of the processor, of the slowest of five runs of searches over so many texts."""
    record = Record(place)
    record.add_all([])
    with record._database.writing() as connection:
        told = enumerate(make_records(count, is_bare=True), 1)
        while some := list(islice(told, AT_ONCE)):
            put_texts(connection, some)
    texts = [one.report.text.lower() for one in make_records(200, is_bare=True)]
    ranked = [
        word for word, _ in Counter(word for one in texts for word in one.split() if word.isalpha()).most_common()
    ]
    asked = {
        "the commonest": ranked[0],
        "a common": ranked[30],
        "a rare": ranked[4000],
        "two common": " ".join(ranked[30:32]),
    }
    asked |= {"a phrase": '"' + " ".join(texts[-1].split()[20:23]) + '"', "a beginning": ranked[4000][:4] + "*"}
    asked |= {"common phrase": f'"{ranked[0]} {ranked[1]}"', "common, a year": ranked[0]}
    for name, query in asked.items():
        clock, processor = [], []
        for _ in range(5):
            begun, used = time.perf_counter(), time.process_time()
            record.search(query, **({"start": "2019", "end": "2019"} if name.endswith("a year") else {}))
            clock.append(time.perf_counter() - begun)
            processor.append(time.process_time() - used)
        yield name, max(clock[1:]) * 1000, max(processor[1:]) * 1000
    record.close()


def time_merging(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, float, float, float]]:
    """At each size: milliseconds of the processor to merge one more report, to add it, and its comparisons.

    Reports come in the order of their days, so that the record grows in time and not in density. They are short:
    merging sees their events, and they have as many as others. A copy of the record is kept at each size, and then a
    few reports are added to each in turn, so that what else the machine does falls on all alike; medians of the turns.
    A hundred thousand reports take ten minutes of one core to put in, and 2.5 GB twice in the folder.
    """
    whole, copies, coming = folder / "merging.db", {}, {}
    records = make_records(max(sizes) + MERGED * len(sizes), flow=FLOW, is_short=True)
    there = 0
    for size in sorted(sizes):
        with Record(whole) as record, pause_collecting():
            fill(record, records, max(0, size - there))
            copies[size] = folder / f"merging-{size}.db"
        shutil.copy(whole, copies[size])
        coming[size] = list(islice(records, MERGED))
        with Record(whole) as record:
            record.add_all(coming[size])
        there = size + MERGED
    turns: dict[int, list[tuple[float, float, float]]] = {size: [] for size in copies}
    opened = {size: Record(path) for size, path in copies.items()}
    for at in range(0, MERGED, TURN):
        for size, record in opened.items():
            turns[size].append(_time_turn(record, coming[size][at : at + TURN]))
    for size, record in opened.items():
        record.close()
        merging, adding, pairs = (statistics.median(one[k] for one in turns[size]) for k in range(3))
        yield size, merging, adding, pairs


@contextmanager
def pause_collecting() -> Iterator[None]:
    """No collecting of garbage meanwhile: it takes a quarter of the time of putting in many reports at once."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _time_turn(record: Record, some: Sequence[ReportRecord]) -> tuple[float, float, float]:
    """Milliseconds to merge one of these and to add it, and its comparisons."""
    watch = Watch()
    with watch.over(settling, "settle"), watch.over(settling, "block_tellings"), watch.over(settling, "list_loose"):
        begun = time.process_time()
        for one in some:
            record.add(one)
        adding = time.process_time() - begun
    return watch.seconds * 1000 / len(some), adding * 1000 / len(some), watch.pairs / len(some)


class Watch:
    """Counts the processor's seconds that functions of a module take, and the pairs of tellings that are compared."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.pairs = 0

    @contextmanager
    def over(self, module: ModuleType, name: str) -> Iterator[None]:
        """Watch one function while the block lasts."""
        watched = getattr(module, name)

        def run(*given: Any) -> Any:
            begun = time.process_time()
            result = watched(*given)
            self.seconds += time.process_time() - begun
            return result

        setattr(module, name, run)
        compare = settling._list_pairs

        def list_pairs(*given: Any) -> Any:
            found = compare(*given)
            self.pairs += len(found) if name == "settle" else 0
            return found

        if name == "settle":
            settling._list_pairs = list_pairs
        try:
            yield
        finally:
            setattr(module, name, watched)
            settling._list_pairs = compare


def show_merging(found: Sequence[tuple[int, float, float, float]]) -> None:
    """Print what merging costs at each size, and how many times that of the first."""
    for size, merging, adding, pairs in found:
        times = f"{merging / found[0][1]:.2f} times merging, {adding / found[0][2]:.2f} times adding"
        told = f"merging {merging:.2f} ms a report, {pairs:.1f} comparisons, of {adding:.1f} ms to add it (processor)"
        print(f"{size:,} reports: {told}; {times}", flush=True)


def time_months(folder: Path) -> tuple[int, float]:
    """Rows of the rollup of 10M events, and milliseconds of the slowest of five questions for one dyad."""
    chance = random.Random(1)
    record = Record(folder / "months.db")
    record.add_all([])
    keys = [
        (first, second, month, status, acts)
        for first in STATES
        for second in STATES
        if first < second
        for month in MONTHS
        for status in ("occurred", "ongoing", "scheduled")
        for acts in ("first", "second")
    ]
    each = EVENTS // len(keys) + 1
    states = [{"id": one, "name": one, "kind": "state", "state": one, "sector": "", "reports": 1} for one in STATES]
    with record._database.writing() as connection:
        connection.execute(insert(tables.actors), states)
        pending = iter(keys)
        while some := list(islice(pending, 20_000)):
            rows = [
                {"first": first, "second": second, "month": month, "status": status, "acts": acts}
                | {"events": each, "scale_tenths": chance.randint(-100, 100) * each, "quad_1": each}
                | {"quad_2": 0, "quad_3": 0, "quad_4": 0}
                for first, second, month, status, acts in some
            ]
            connection.execute(insert(tables.dyad_months), rows)
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        record.stats(STATES[3], STATES[20])
        seconds.append(time.perf_counter() - begun)
    return len(keys) * each, max(seconds[1:]) * 1000


def main() -> None:
    """Measure and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--search", type=int, default=0, help="how many texts to search")
    parser.add_argument("--months", action="store_true", help="dyad by month over 10M events")
    parser.add_argument("--merging", type=int, nargs="+", default=[], help="sizes at which merging is measured")
    parser.add_argument("--share", nargs=2, metavar=("FILE", "COUNT"), help="reports to read and add, and how many")
    parser.add_argument("--db", metavar="ADDRESS", help="postgresql://USER@HOST/NAME: in schemas of that database")
    given = parser.parse_args()
    offer = offer_schemas(given.db) if given.db else offer_files()
    with tempfile.TemporaryDirectory(prefix="verbale-bench-") as folder, offer as places:
        for name, clock, processor in time_searches(next(places), given.search) if given.search else ():
            print(f"search over {given.search:,} reports, {name:14} {clock:8.1f} ms, processor {processor:.1f} ms")
        if given.merging:
            show_merging(list(time_merging(Path(folder), given.merging)))
        if given.share:
            count, reading, adding, size = time_share(next(places), given.share[0], int(given.share[1]))
            share = adding / (reading + adding)
            print(f"{count} reports, processor: {reading:.0f} ms to read one, {adding:.1f} ms to add it", end="")
            print(f" ({adding / reading:.0%} of reading, {share:.0%} of both); {size / 1000:.0f} kB a report")
        if given.months:
            events, milliseconds = time_months(Path(folder))
            print(f"{events:,} events: dyad by month {milliseconds:.1f} ms")
        if not given.sizes:
            return
        record = Record(next(places))
        records = make_records(max(given.sizes) + MEASURED * len(given.sizes))
        there = 0
        for size in sorted(given.sizes):
            batch = fill(record, records, size - there)
            clock, processor = time_adding(record, records)
            there = record.size().reports
            kilobytes = measure_file(record) / there / 1000
            print(f"{size:,} reports: {batch:.1f} ms a report, {AT_ONCE} at once; {kilobytes:.0f} kB a report")
            print(f"  one more report: {clock:.1f} ms, processor {processor:.1f} ms")
            for name, milliseconds, rows in time_questions(record):
                print(f"  {name:24} {milliseconds:8.1f} ms  {rows:,} rows")
        record.close()


if __name__ == "__main__":
    main()
