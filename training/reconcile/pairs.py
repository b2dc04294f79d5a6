"""The labelled pairs of tellings in bench/pairs: which are of one event, and which half they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

Mark = tuple[str, int, int]
"""A telling: id of its text, start and end of its trigger there."""
Half = Literal["learning", "figure"]
PAIRS: Final = Path("bench/pairs/pairs.jsonl")


class Pair(Struct, frozen=True):
    """Two tellings of a group, and whether they are of one event; `again`: the answer of the second reading."""

    group: int
    half: Half
    one: Mark
    other: Mark
    same: bool
    again: bool | None = None


def read_pairs(half: Half | None = None, path: Path = PAIRS) -> list[Pair]:
    """The pairs, or those of one half."""
    pairs = [msgspec.json.decode(line, type=Pair) for line in path.read_bytes().splitlines()]
    return [pair for pair in pairs if half in (None, pair.half)]


def list_texts(pairs: Iterable[Pair]) -> set[str]:
    """Ids of the texts in which the tellings stand."""
    return {mark[0] for pair in pairs for mark in (pair.one, pair.other)}


def list_events(pairs: Sequence[Pair]) -> Iterator[tuple[int, list[set[Mark]]]]:
    """Each group's number, and its tellings as events: those that are one, directly or through others."""
    for group in sorted({pair.group for pair in pairs}):
        events: list[set[Mark]] = []
        for pair in pairs:
            if pair.group != group:
                continue
            joined = [{pair.one, pair.other}] if pair.same else [{pair.one}, {pair.other}]
            for told in joined:
                meeting = [event for event in events if event & told]
                events = [event for event in events if not event & told] + [told.union(*meeting)]
        yield group, events
