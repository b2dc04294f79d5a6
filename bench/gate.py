"""The quality gate: what the shipped engine makes of short items of our own writing, against pinned floors.

    python -m bench.gate                        the written items and quiet reports; exit status 1 under a floor
    python -m bench.gate --shared ../shared     the held-out fold of the labelled texts besides

`make gate` does the second where ../shared is there.

The written items stand in bench/written/items.txt, by phenomenon. The measures are the scorer's in short: an event is
found if its type is; who and whom are right if, on both sides, a third of all states or names agree.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.folds import score
from bench.printing import print_patiently
from bench.quiet import FRESH, find_invented, read_quiet

from verbale import read_text
from verbale.analyse.component import Reader
from verbale.pipeline import choose_reader
from verbale.records import Event, ReportRecord

HERE = Path(__file__).parent

Side = frozenset[str]


class Expected(NamedTuple):
    """An event that an item tells; a side holds state codes, or names where no state is told."""

    event: str
    mode: str | None
    status: str
    actors: Side
    recipients: Side


class Item(NamedTuple):
    """A short report with what must be found in it."""

    phenomenon: str
    day: str
    text: str
    events: tuple[Expected, ...]


def read_items(path: Path) -> Iterator[Item]:
    """The items of a file, see the head of bench/written/items.txt for its form."""
    blocks = path.read_text(encoding="utf8").split("\n\n")
    for block in blocks:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            phenomenon, day, text = lines[0].split(" | ", 2)
            yield Item(phenomenon, day, text, tuple(_expect(line) for line in lines[1:]))


def _expect(line: str) -> Expected:
    head, actors, recipients = line.split(" | ")
    event, mode, status = head.split()
    return Expected(event, None if mode == "-" else mode, status, _side(actors), _side(recipients))


def _side(words: str) -> Side:
    return frozenset(m.split("=")[-1].lower() for m in words.split("; ")) if words != "-" else frozenset()


def measure(items: list[Item], reader: Reader) -> tuple[dict[str, float], list[str]]:
    """The measures over all items, and a line for each fault."""
    n: Counter[str] = Counter()
    faults: list[str] = []
    for item in items:
        record = read_text(item.text, published=item.day, reader=reader)
        n["gold"] += len(item.events)
        n["said"] += len(record.events)
        n["empty"] += not item.events
        n["kept empty"] += not item.events and not record.events
        _compare(item, record, n, faults)
    both = max(1, n["gold"] + n["said"])
    figures = {
        "type_f1": 2 * n["type"] / both,
        "who_what_whom_f1": 2 * n["www"] / both,
        "status": n["status"] / max(1, n["type"]),
        "mode": n["mode"] / max(1, n["modes"]),
        "no_event": n["kept empty"] / max(1, n["empty"]),
    }
    return figures, faults


def _compare(item: Item, record: ReportRecord, n: Counter[str], faults: list[str]) -> None:
    free = list(record.events)
    for expected in item.events:
        found = max(
            (e for e in free if e.event == expected.event), key=lambda e: _sides(expected, e, record), default=None
        )
        if found is None:
            faults.append(f"{item.phenomenon}: no {expected.event}: {item.text}")
            continue
        free.remove(found)
        n["type"] += 1
        n["status"] += found.status == expected.status
        n["modes"] += expected.mode is not None
        n["mode"] += expected.mode is not None and found.mode == expected.mode
        if _sides(expected, found, record) == 2:
            n["www"] += 1
        else:
            faults.append(
                f"{item.phenomenon}: {expected.event} by {_names(found.actor, record)} on "
                f"{_names(found.recipient, record)}: {item.text}"
            )
    faults.extend(f"{item.phenomenon}: {e.event} too many ({e.event_text}): {item.text}" for e in free)


def _sides(expected: Expected, found: Event, record: ReportRecord) -> int:
    """How many sides agree."""
    pairs = ((expected.actors, found.actor), (expected.recipients, found.recipient))
    return sum(_agree(want, _names(ids, record)) for want, ids in pairs)


def _names(ids: tuple[str, ...], record: ReportRecord) -> Side:
    actors = [record.actor(i) for i in ids]
    return frozenset((a.state or a.name).lower() for a in actors)


def _agree(want: Side, said: Side) -> bool:
    if not want or not said:
        return not want and not said
    return len(want & said) / len(want | said) >= 1 / 3


def measure_quiet(reader: Reader) -> float:
    """Events told of a hundred reports of our own without a political act."""
    reports = [*read_quiet(), *read_quiet(FRESH)]
    return 100 * len(list(find_invented(reports, reader))) / len(reports)


def compare(name: str, figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Print the figures that have a floor; those that are under it. A floor of "at_most_..." is a ceiling."""
    missed = []
    for key, floor in floors.items():
        measured, is_ceiling = key.removeprefix("at_most_"), key.startswith("at_most_")
        figure, limit = figures[measured], "ceiling" if is_ceiling else "floor"
        print(f"{name:8} {measured:26} {figure:.3f}  {limit} {floor:.2f}", flush=True)
        if figure > floor if is_ceiling else figure < floor:
            missed.append(f"{name} {key}")
    return missed


def main() -> None:
    """Print the figures beside their floors."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", action="store_true", help="list every fault in the written items")
    parser.add_argument("--shared", type=Path, help="folder that holds training/ and score/")
    options = parser.parse_args()
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf8"))
    items, reader = list(read_items(HERE / "written" / "items.txt")), choose_reader()
    figures, faults = measure(items, reader)
    for fault in faults if options.faults else ():
        print(fault)
    missed = compare("written", figures, floors["written"])
    causes = Counter(fault.split(":")[0] for fault in faults)
    print(f"{len(items)} items; faults by phenomenon: " + ", ".join(f"{k} {v}" for k, v in sorted(causes.items())))
    missed += compare("quiet", {"events_in_100_reports": measure_quiet(reader)}, floors["quiet"])
    for kind in ("items", "reports") if options.shared else ():
        missed += compare(kind, dict(score(kind, options.shared, "test", reader)[0]), floors[kind])
    if missed:
        sys.exit(f"not held: {', '.join(missed)}")


if __name__ == "__main__":
    main()
