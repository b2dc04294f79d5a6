"""Why events are wrong: causes with counts, on a fold that may be looked at.

    python -m bench.causes --shared ../shared                       the calibration fold
    python -m bench.causes --shared ../shared --show "wrong type"   and the cases of one cause

Of a labelled event that the record does not have with both sides right, and of an event of the record that no label
has, one cause each is named, the first that fits. Events and labels are paired as the scorer pairs them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

from bench.folds import FOLDS, READERS, choose_reader, choose_sources, load_scorer, read_lines, write_records
from bench.printing import print_patiently

from verbale.analyse.component import Reader

MISSED: Final = "a label without its event"
INVENTED: Final = "an event without a label"
WRONG: Final = "type right"

Member = tuple[str, str | None]


class Label(NamedTuple):
    """A labelled event of an item or a report."""

    event: str
    mode: str | None
    status: str
    actors: list[Member]
    recipients: list[Member]
    words: list[str]


class Case(NamedTuple):
    """One fault: its cause, the type that it is about, and what there is to see."""

    group: str
    cause: str
    event: str
    shown: str


class Text(NamedTuple):
    """The labels of one text and its record as the scorer sees it."""

    name: str
    labels: list[Label]
    record: Any
    is_report: bool


def read_items(gold: Path, records: dict[str, Any]) -> Iterator[Text]:
    """Labelled items with their records."""
    for row in read_lines(gold):
        if row["id"] in records:
            yield Text(row["id"], [_label_item(one) for one in row["ev"]], records[row["id"]], False)


def _label_item(raw: dict[str, Any]) -> Label:
    sides = [list(zip(raw[side], raw[f"{side}s"], strict=True)) for side in ("a", "r")]
    return Label(raw["t"], raw.get("m"), raw["st"], sides[0], sides[1], [raw["tr"]])


def read_reports(gold: Path, records: dict[str, Any]) -> Iterator[Text]:
    """Labelled reports with their records."""
    import yaml  # noqa: PLC0415 - only the labels of reports are written so

    for path in sorted(gold.glob("*.yaml")):
        if path.stem in records:
            raw = yaml.safe_load(path.read_text("utf8"))
            yield Text(path.stem, [_label_report(one) for one in raw.get("events") or []], records[path.stem], True)


def _label_report(raw: dict[str, Any]) -> Label:
    sides = [
        [(name, (raw.get(f"{side}_states") or [None] * 99)[n]) for n, name in enumerate(raw.get(f"{side}s") or [])]
        for side in ("actor", "recipient")
    ]
    evidence = raw["evidence"]
    words = evidence if isinstance(evidence, list) else [evidence]
    return Label(raw["type"], raw.get("mode"), raw["status"], sides[0], sides[1], words)


class Sorter:
    """Finds the causes of the faults in one text."""

    def __init__(self, text: Text, scorer: ModuleType) -> None:
        self._text, self._scorer, self._record = text, scorer, text.record
        self._events: list[dict[str, Any]] = text.record.raw["events"]
        self.grades = {
            (g, p): scorer.sides(label.actors, label.recipients, event, text.record)
            for g, label in enumerate(text.labels)
            for p, event in enumerate(self._events)
            if label.event == event["event"] and (not text.is_report or self._is_near(label, event))
        }

    def sort(self) -> Iterator[Case]:
        """A case for each fault."""
        pairs = self.pair()
        free_labels = set(range(len(self._text.labels))) - {g for g, _ in pairs}
        free_events = set(range(len(self._events))) - {p for _, p in pairs}
        for g, p in pairs:
            yield from self._compare(g, p)
        for g in sorted(free_labels):
            other = next((p for p in sorted(free_events) if self._is_near(self._text.labels[g], self._events[p])), None)
            if other is None:
                yield self._case(MISSED, self._tell_missed(g), g=g)
            else:
                free_events.remove(other)
                yield self._case(MISSED, "wrong type", g=g, p=other)
        for p in sorted(free_events):
            yield self._case(INVENTED, self._tell_invented(p), p=p)

    def pair(self) -> list[tuple[int, int]]:
        """Labels and events of one type, those with the most sides right first."""
        pools = range(len(self._text.labels)), range(len(self._events))
        worth = lambda g, p: 1 + sum(self.grades[g, p]) / 10 if (g, p) in self.grades else 0.0  # noqa: E731
        return list(self._scorer.pair(*pools, worth, 1.0))

    def _compare(self, g: int, p: int) -> Iterator[Case]:
        label, event = self._text.labels[g], self._events[p]
        actor, recipient = self.grades[g, p]
        if not actor and not recipient and self._is_turned(label, event):
            yield self._case(WRONG, "sides turned round", g=g, p=p)
        else:
            if not actor:
                yield self._case(WRONG, _tell_side("actor", label.actors, event["actor"]), g=g, p=p)
            if not recipient:
                yield self._case(WRONG, _tell_side("recipient", label.recipients, event["recipient"]), g=g, p=p)
        if self._scorer.fold(label.status) != self._scorer.fold(event["status"]):
            yield self._case(WRONG, "wrong status", g=g, p=p)
        if label.mode and label.mode != event["mode"]:
            yield self._case(WRONG, "wrong mode", g=g, p=p)

    def _is_turned(self, label: Label, event: dict[str, Any]) -> bool:
        turned = {"actor": event["recipient"], "recipient": event["actor"]}
        return bool(turned["actor"]) and all(self._scorer.sides(label.actors, label.recipients, turned, self._record))

    def _tell_missed(self, g: int) -> str:
        label = self._text.labels[g]
        if any(label.event == other.event for n, other in enumerate(self._text.labels) if n != g) and any(
            label.event == event["event"] for event in self._events
        ):
            return "taken for one with another of its type"
        if self._text.is_report and any(label.event == event["event"] for event in self._events):
            return "told, but of another sentence"
        if any(self._is_near(label, event) for event in self._events):
            return "trigger missed, another act of the sentence is told"
        return "trigger missed"

    def _tell_invented(self, p: int) -> str:
        event = self._events[p]
        if not self._text.labels:
            return "in a text without any event"
        same = [n for n, label in enumerate(self._text.labels) if label.event == event["event"]]
        if any(
            all(self._scorer.sides(label.actors, label.recipients, event, self._record)) for label in self._take(same)
        ):
            return "told twice"
        if same:
            return "beside a label of its type"
        if event["status"] not in ("occurred", "ongoing", "scheduled"):
            return f"background or supposed ({event['status']})"
        return "an act that no label tells"

    def _take(self, numbers: Sequence[int]) -> list[Label]:
        return [self._text.labels[n] for n in numbers]

    def _is_near(self, label: Label, event: dict[str, Any]) -> bool:
        """Is an event told in the sentence of a label's words?"""
        return bool(self._scorer.same_sentence(label.words, event, self._record))

    def _case(self, group: str, cause: str, g: int | None = None, p: int | None = None) -> Case:
        label = self._text.labels[g] if g is not None else None
        event = self._events[p] if p is not None else None
        shown = [self._text.name]
        if label:
            shown.append(f"label {label.event} {label.status} {label.words} {label.actors} {label.recipients}")
        if event:
            names = [[self._record.name(one) for one in event[side]] for side in ("actor", "recipient")]
            shown.append(f"event {event['event']} {event['status']} ({event['event_text']}) {names[0]} {names[1]}")
        return Case(group, cause, label.event if label else event["event"] if event else "", " | ".join(shown))


def _tell_side(name: str, wanted: Sequence[Member], said: Sequence[str]) -> str:
    if not said:
        return f"no {name}"
    return f"wrong {name}" if wanted else f"{name} where there is none"


def read_texts(
    shared: Path, fold: str, reader: Reader, scorer: ModuleType, every: int = 1
) -> Iterator[tuple[str, list[Text]]]:
    """Items, then reports: every text of a fold with its labels and its record."""
    for kind, read in (("items", read_items), ("reports", read_reports)):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            gold, sources = choose_sources(kind, shared, fold, every, out)
            yield kind, list(read(gold, scorer.read_records(write_records(sources, reader, out / "records.jsonl"))))


def write_table(found: dict[str, tuple[int, list[Case]]]) -> Iterator[str]:
    """Causes with their counts as a table in Markdown, the commonest of each group first."""
    heads = [f"{kind} ({labels} labels)" for kind, (labels, _) in found.items()]
    yield f"| cause | {' | '.join(heads)} | types |"
    yield f"|---|{'--:|' * len(heads)}---|"
    counts = {kind: Counter((case.group, case.cause) for case in cases) for kind, (_, cases) in found.items()}
    total = sum(counts.values(), Counter[tuple[str, str]]())
    for group in (WRONG, MISSED, INVENTED):
        for (of, cause), _ in total.most_common():
            if of == group:
                types = Counter(c.event for _, cs in found.values() for c in cs if (c.group, c.cause) == (of, cause))
                told = ", ".join(f"{event} {count}" for event, count in types.most_common(4))
                numbers = " | ".join(str(counts[kind][of, cause]) for kind in found)
                yield f"| {group}: {cause} | {numbers} | {told} |"


def main() -> None:
    """Print the table, and the cases that are asked for."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--fold", choices=sorted(set(FOLDS) - {"test", "all"}), default="calibration")
    parser.add_argument("--reader", choices=READERS, default="encoder")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    parser.add_argument("--show", metavar="CAUSE", help="list the cases whose cause begins so")
    options = parser.parse_args()
    scorer, reader = load_scorer(options.shared), choose_reader(options.reader, None)
    found = {
        kind: (
            sum(len(text.labels) for text in texts),
            [case for text in texts for case in Sorter(text, scorer).sort()],
        )
        for kind, texts in read_texts(options.shared, options.fold, reader, scorer, options.every)
    }
    print("\n".join(write_table(found)))
    for kind, (_, cases) in found.items() if options.show else ():
        for case in cases:
            if case.cause.startswith(options.show):
                print(json.dumps([kind, case.cause, case.shown], ensure_ascii=False))


if __name__ == "__main__":
    main()
