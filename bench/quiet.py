"""News without political acts: how many events the shipped engine invents in it.

python -m bench.quiet                       short reports of our own writing: sixty, forty, and eighty of traps
python -m bench.quiet --shared ../shared    and the labelled items without an event, fold by fold
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.folds import FOLDS, fold_of, read_lines
from bench.printing import print_patiently

from verbale import read_text
from verbale.analyse.component import Reader
from verbale.pipeline import choose_reader
from verbale.records import Event

REPORTS = Path(__file__).parent.parent / "tests" / "phenomena" / "quiet.txt"
FRESH = REPORTS.with_name("quiet-fresh.txt")
"""Written after the rules that keep such news quiet."""
TRAPS = REPORTS.with_name("quiet-traps.txt")
"""Written without sight of the program to be as hard as may be: nearly every report has the words of an act."""


class Quiet(NamedTuple):
    """A report in which nothing political happens."""

    kind: str
    day: str
    title: str | None
    text: str


class Invented(NamedTuple):
    """An event in such a report."""

    report: Quiet
    event: Event


def read_quiet(path: Path = REPORTS) -> Iterator[Quiet]:
    """The reports of a file, see its head for its form."""
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            kind, day, title = lines[0].split(" | ")
            yield Quiet(kind, day, title, "\n\n".join(lines[1:]))


def read_empty_items(shared: Path, folds: set[int]) -> Iterator[Quiet]:
    """The labelled items of some folds in which the labels have no event."""
    folder = shared / "training" / "items"
    empty = {row["id"] for row in read_lines(folder / "labels.jsonl") if not row["ev"]}
    for row in read_lines(folder / "texts.jsonl"):
        if row["id"] in empty and fold_of(row["published"]) in folds:
            yield Quiet("item", row["published"], None, row["text"])


def find_invented(reports: Iterable[Quiet], reader: Reader) -> Iterator[Invented]:
    """Every event that is told of *reports*."""
    for report in reports:
        record = read_text(report.text, title=report.title, published=report.day, reader=reader)
        yield from (Invented(report, event) for event in record.events)


def print_rate(name: str, reports: list[Quiet], reader: Reader) -> list[Invented]:
    """Events in a hundred reports; which types they have."""
    found = list(find_invented(reports, reader))
    types = Counter(one.event.event for one in found)
    rate = 100 * len(found) / len(reports)
    told = ", ".join(f"{kind} {count}" for kind, count in types.most_common())
    print(f"{name:20} {rate:5.1f} events in 100 reports  {len(reports)} reports; {told or 'none'}", flush=True)
    return found


def main() -> None:
    """Print the rates, and each event that our own reports gave."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path)
    options = parser.parse_args()
    reader = choose_reader()
    for name, path in (("our own", REPORTS), ("our own, fresh", FRESH), ("our own, traps", TRAPS)):
        for one in print_rate(name, list(read_quiet(path)), reader):
            print(f"  {one.report.kind}: {one.event.event} {one.event.confidence:.2f} ({one.event.event_text})")
    for name in ("test", "calibration") if options.shared else ():
        print_rate(f"items, {name}", list(read_empty_items(options.shared, FOLDS[name])), reader)


if __name__ == "__main__":
    main()
