"""Short texts by phenomenon with the events that they must give, and what a record of them lacks.

A block is `phenomenon | day of publication | text`, then an event a line, `TYPE status day | actors | recipients`.
Sides are state codes, or names where no state is known, parted by "; "; "-" is none, and for a day, not asked. Of a
side given as "*" nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from verbale.records import Event, ReportRecord

ANY = frozenset("*")


class Expected(NamedTuple):
    """An event that a text tells."""

    event: str
    status: str
    day: str | None
    actors: frozenset[str]
    recipients: frozenset[str]


class Told(NamedTuple):
    """A text of one phenomenon."""

    phenomenon: str
    day: str
    text: str
    events: tuple[Expected, ...]


def read_texts(path: Path) -> Iterator[Told]:
    """The texts of a file; lines that begin with "#" are remarks."""
    for block in path.read_text(encoding="utf8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            phenomenon, day, text = lines[0].split(" | ", 2)
            yield Told(phenomenon, day, text, tuple(_expect(line) for line in lines[1:]))


def _expect(line: str) -> Expected:
    head, actors, recipients = line.split(" | ")
    event, status, day = head.split()
    return Expected(event, status, None if day == "-" else day, _side(actors), _side(recipients))


def _side(words: str) -> frozenset[str]:
    return frozenset(words.lower().split("; ")) if words != "-" else frozenset()


def list_faults(told: Told, record: ReportRecord) -> list[str]:
    """What the record lacks of the events that the text tells, and what it tells that they are not."""
    free, faults = list(record.events), list[str]()
    for expected in told.events:
        fits = [one for one in free if one.event == expected.event]
        best = max(fits, key=lambda one: -len(_compare(expected, one, record)), default=None)
        if best is None:
            faults.append(f"no {expected.event}")
            continue
        free.remove(best)
        faults += [f"{expected.event} {fault}" for fault in _compare(expected, best, record)]
    return faults + [f"{one.event} {one.status} too many: {one.event_text}" for one in free]


def _compare(expected: Expected, event: Event, record: ReportRecord) -> list[str]:
    actors, recipients = (_name(ids, record) for ids in (event.actor, event.recipient))
    status = "occurred" if event.status == "ongoing" else event.status
    wrong = {
        f"by {sorted(actors)}": expected.actors not in (actors, ANY),
        f"on {sorted(recipients)}": expected.recipients not in (recipients, ANY),
        status: status != expected.status,
        f"on the day {event.date}": expected.day not in (None, event.date),
    }
    return [fault for fault, is_wrong in wrong.items() if is_wrong]


def _name(ids: tuple[str, ...], record: ReportRecord) -> frozenset[str]:
    found = [record.actor(one) for one in ids]
    return frozenset((one.state or one.name).lower() for one in found)
