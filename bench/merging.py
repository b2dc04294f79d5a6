"""How well tellings in different reports are brought together, on the labelled pairs of bench/pairs.

    python -m bench.merging --shared ../shared                  the half that nothing was learnt from
    python -m bench.merging --shared ../shared --half learning --errors

One row for the labels' own events, one for the engine's events of the same texts (those that it finds), and one for
every telling alone. Pairs: precision, recall and F1. B-cubed: the same, averaged over tellings. Duplicates: of the
events that are told, the share that tell again what another has told. Compared: the share of true pairs that have a key
in common.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from training.first_coder.labelled import read_rows
from training.reconcile.labelled import list_tellings, read_labelled
from training.reconcile.pairs import Mark, Pair, list_events, list_texts, read_pairs

from verbale.analyse.encoder import load_engine
from verbale.pipeline import make_record
from verbale.read.reading import Reading
from verbale.reconcile.merging import list_blocks, tell_likeness
from verbale.reconcile.tellings import Telling
from verbale.records import ReportRecord
from verbale.store import tables
from verbale.store.record import Record

Events = Mapping[Mark, str]
"""A labelled telling -> the event that the record puts it into."""


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def score_pairs(pairs: Sequence[Pair], events: Events) -> Score:
    """Pairs of which both tellings are known."""
    known = [pair for pair in pairs if pair.one in events and pair.other in events]
    joined = [pair for pair in known if events[pair.one] == events[pair.other]]
    right = sum(pair.same for pair in joined)
    return Score(right / max(1, len(joined)), right / max(1, sum(pair.same for pair in known)))


def score_tellings(pairs: Sequence[Pair], events: Events) -> Score:
    """B-cubed, within groups."""
    parts: list[tuple[float, float]] = []
    for _, labelled in list_events(pairs):
        known = [{mark for mark in event if mark in events} for event in labelled]
        every = {mark for event in known for mark in event}
        for event in known:
            for mark in event:
                told = {other for other in every if events[other] == events[mark]}
                parts.append((len(told & event) / len(told), len(told & event) / len(event)))
    return Score(*(sum(part[k] for part in parts) / max(1, len(parts)) for k in (0, 1)))


def count_duplicates(pairs: Sequence[Pair], events: Events) -> float:
    """Events that tell again what another tells, as a share of those told."""
    told = again = 0
    for _, labelled in list_events(pairs):
        told += len({events[mark] for event in labelled for mark in event if mark in events})
        again += sum(max(0, len({events[mark] for mark in event if mark in events}) - 1) for event in labelled)
    return again / max(1, told)


def keep(records: Iterable[ReportRecord]) -> Mapping[tuple[str, str], str]:
    """The record of the reports: source and local id of an event -> id of the event that it is put into."""
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        record.add_all(records)
        told, reports = tables.tellings, tables.reports
        which = select(reports.c.source, told.c.local, told.c.happening).join(
            reports, told.c.report == reports.c.number
        )
        with record._asking() as connection:
            return {(source, local): str(event) for source, local, event in connection.execute(which)}


def find_told(record: ReportRecord, mark: Mark, event: str) -> str | None:
    """The local id of the record's event of that type that stands where the mark does."""
    _, start, end = mark
    near = [
        one for one in record.events if any(m.start < end and m.end > start for m in (one.text_info, *one.mentions))
    ]
    return next((one.id for one in sorted(near, key=lambda one: one.event != event)), None)


def find_engine_events(shared: Path, pairs: Sequence[Pair], types: Mapping[Mark, str]) -> Events:
    texts, engine = list_texts(pairs), load_engine()
    reports = [report for _, report, _ in read_rows(shared) if report.source in texts]
    records = {report.source: make_record(Reading(report), engine) for report in reports}
    kept = keep(records.values())
    found = {mark: find_told(records[mark[0]], mark, event) for mark, event in types.items()}
    return {mark: kept[mark[0], local] for mark, local in found.items() if local}


def show(name: str, pairs: Sequence[Pair], events: Events) -> None:
    print(f"{name}: {len({m for p in pairs for m in (p.one, p.other)} & set(events))} tellings")
    print(f"  pairs       {score_pairs(pairs, events)}")
    print(f"  B-cubed     {score_tellings(pairs, events)}")
    print(f"  duplicates  {count_duplicates(pairs, events):.3f}")


def show_errors(pairs: Sequence[Pair], events: Events, told: Mapping[Mark, Telling]) -> None:
    for pair in pairs:
        if (events[pair.one] == events[pair.other]) != pair.same:
            one, other = told[pair.one], told[pair.other]
            print(f"{'missed' if pair.same else 'wrong'} {tell_likeness(one, other):.2f} {pair.one} {pair.other}")


def measure_agreement(pairs: Sequence[Pair]) -> str:
    twice = [pair for pair in pairs if pair.again is not None]
    alike = sum(pair.same == pair.again for pair in twice)
    first, second = sum(pair.same for pair in twice), sum(bool(pair.again) for pair in twice)
    both = sum(pair.same and bool(pair.again) for pair in twice)
    f1 = 2 * both / max(1, first + second)
    return f"{len(twice)} read twice, {alike / max(1, len(twice)):.3f} alike, F1 of one reading by the other {f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("learning", "figure"), default="figure")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    pairs = read_pairs(given.half)
    labelled = len(pairs)
    read = list(read_labelled(given.shared, list_texts(pairs)))
    told = list_tellings(record for record, _ in read)
    local = {mark: (mark[0], event) for _, places in read for mark, event in places.items()}
    pairs = [pair for pair in pairs if pair.one in local and pair.other in local]
    marks = {mark for pair in pairs for mark in (pair.one, pair.other)}
    tellings = {mark: told[local[mark]] for mark in marks}
    kept = keep(record for record, _ in read)
    labels = {mark: kept[local[mark]] for mark in marks}
    print(
        f"{len(pairs)} of {labelled} pairs, {sum(pair.same for pair in pairs)} of one event; {measure_agreement(pairs)}"
    )
    same = [pair for pair in pairs if pair.same]
    shared = sum(bool(set(list_blocks(tellings[p.one])) & set(list_blocks(tellings[p.other]))) for p in same)
    print(f"compared: {shared / len(same):.3f} of the pairs of one event")
    show("every telling alone", pairs, {mark: str(mark) for mark in marks})
    show("labels' events", pairs, labels)
    types = {mark: telling.act.event for mark, telling in tellings.items()}
    show("engine's events", pairs, find_engine_events(given.shared, pairs, types))
    if given.errors:
        show_errors(pairs, labels, tellings)


if __name__ == "__main__":
    main()
