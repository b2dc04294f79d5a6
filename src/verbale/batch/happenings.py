"""Which tellings of a batch make which event: each kind in the order of its days, a few days at a time.

Only tellings of one type and one stance that lie within days of each other are ever compared (`reconcile.merging`), so
that what was told long before can be settled and let go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

import pyarrow as arrow

from verbale.batch.gathering import AT_ONCE, Gathering, Inflow
from verbale.reconcile.likeness import read_profile
from verbale.reconcile.merging import WINDOW
from verbale.reconcile.profiles import STANCES
from verbale.reconcile.rules import RULES
from verbale.reconcile.tellings import Party, Telling, tell_order
from verbale.store import tables
from verbale.store.deriving import MOST_FACTS
from verbale.store.settling import seat_event, write_event
from verbale.store.telling_rows import Sides, read_telling

MOST_TOGETHER: Final = 1_000
"""Tellings that hang together are settled when they are so many, though more may follow: a war told every day."""
MOST_SHARED: Final = 300
"""Of those who share a key so many, the last ones, are compared with the next."""
_HAPPENINGS: Final = arrow.schema([("telling", arrow.int64()), ("happening", arrow.int64())])

Numbered = tuple[int, Telling]


def merge_tellings(gathering: Gathering) -> None:
    """Fill `events` and `event_actors`, and `happenings` with the event of each telling."""
    inflow = Inflow(gathering, tables.events, tables.event_actors)
    gathering.make("happenings", _HAPPENINGS)
    bonds: list[dict[str, int]] = []
    for component in _list_components(gathering):
        for cluster in RULES.cluster(sorted((telling for _, telling in component), key=tell_order)):
            numbers = {telling.id: number for number, telling in component}
            settled = RULES.settle(cluster)
            event = numbers[settled.leading]
            inflow.put(tables.events, [write_event(event, event // MOST_FACTS, settled, cluster)])
            inflow.put(tables.event_actors, seat_event(event, settled.act))
            bonds += [{"telling": numbers[one.id], "happening": event} for one in cluster]
        if len(bonds) >= AT_ONCE:
            _put_bonds(gathering, bonds)
    _put_bonds(gathering, bonds)
    inflow.close()


def _put_bonds(gathering: Gathering, bonds: list[dict[str, int]]) -> None:
    if bonds:
        gathering.put("happenings", arrow.Table.from_pylist(bonds, schema=_HAPPENINGS))
        bonds.clear()


def _list_components(gathering: Gathering) -> Iterator[Sequence[Numbered]]:
    """Tellings that hang together, kind by kind."""
    rows = gathering.stream(_ask_tellings())
    for _, alike in groupby(rows, key=itemgetter("event", "stance")):
        window = Window(RULES.list_blocks, RULES.is_same)
        for row in alike:
            yield from window.put(row["number"], read_telling(row, _seat(row["seats"])))
        yield from window.close()


def _seat(seats: Iterable[Mapping[str, Any]] | None) -> Sides:
    sides: Sides = {}
    for seat in seats or ():
        party = Party(seat["actor"], seat["name"], seat["kind"], seat["state"])
        sides.setdefault(seat["role"], []).append(party)
    return sides


def _ask_tellings() -> str:
    stances = " ".join(f"WHEN '{status}' THEN '{stance}'" for status, stance in STANCES.items())
    first = "CASE length(date) WHEN 4 THEN date || '-01-01' WHEN 7 THEN date || '-01' ELSE date END"
    return (
        "SELECT tellings.*, reports.id AS report_id, reports.publisher, reports.published, leaders.id AS account_id,"
        f" seats, CASE tellings.status {stances} END AS stance"
        " FROM tellings JOIN reports ON tellings.report = reports.number"
        " JOIN reports AS leaders ON reports.account = leaders.number"
        " LEFT JOIN (SELECT telling, list({'role': role, 'actor': seen.actor, 'name': name, 'kind': kind,"
        " 'state': seated.state} ORDER BY role, rank) AS seats FROM telling_actors AS seated"
        " JOIN appearances AS seen ON seen.report = seated.report AND seen.actor = seated.actor GROUP BY telling)"
        " AS seated ON telling = tellings.number"
        " ORDER BY tellings.event, stance,"
        f" coalesce(try_cast({first} AS DATE), reports.published) NULLS LAST, tellings.id"
    )


class Window:
    """Tellings of one kind, put in by day: those of the last days can still be joined by what comes next."""

    def __init__(
        self, list_blocks: Callable[[Telling], Sequence[str]], is_same: Callable[[Telling, Telling], bool]
    ) -> None:
        self._list_blocks, self._is_same = list_blocks, is_same
        self._day = 0
        self._held: deque[tuple[int, int, Sequence[str]]] = deque()
        self._blocks: dict[str, deque[int]] = {}
        self._tellings: dict[int, Telling] = {}
        self._homes: dict[int, int] = {}
        self._groups: dict[int, list[int]] = {}
        self._last: dict[int, int] = {}

    def put(self, number: int, telling: Telling) -> Iterator[Sequence[Numbered]]:
        """Add a telling; what can no longer be joined comes out."""
        day = read_profile(telling).day
        if day is None:
            yield [(number, telling)]
            return
        if day.toordinal() > self._day:
            self._day = day.toordinal()
            yield from self._let_go(self._day - WINDOW)
        blocks = self._list_blocks(telling)
        alike = [other for other in self._list_near(blocks) if self._is_same(self._tellings[other], telling)]
        self._tellings[number], self._homes[number] = telling, number
        self._groups[number], self._last[number] = [number], self._day
        for other in alike:
            self._join(other, number)
        self._held.append((self._day, number, blocks))
        for block in blocks:
            self._blocks.setdefault(block, deque()).append(number)
        home = self._homes[number]
        if len(self._groups[home]) >= MOST_TOGETHER:
            yield self._settle(home)

    def close(self) -> Iterator[Sequence[Numbered]]:
        """All that is left comes out."""
        for home in list(self._groups):
            yield self._settle(home)

    def _list_near(self, blocks: Iterable[str]) -> list[int]:
        near: dict[int, None] = {}
        for block in blocks:
            near |= dict.fromkeys(islice(reversed(self._blocks.get(block, ())), MOST_SHARED))
        return [number for number in near if number in self._tellings]

    def _join(self, one: int, other: int) -> None:
        first, second = self._homes[one], self._homes[other]
        if first == second:
            return
        kept, gone = sorted((first, second), key=lambda home: -len(self._groups[home]))
        for number in self._groups[gone]:
            self._homes[number] = kept
        self._groups[kept] += self._groups.pop(gone)
        self._last[kept] = max(self._last[kept], self._last.pop(gone))

    def _let_go(self, before: int) -> Iterator[Sequence[Numbered]]:
        while self._held and self._held[0][0] < before:
            _, _, blocks = self._held.popleft()
            for block in blocks:
                self._blocks[block].popleft()
                if not self._blocks[block]:
                    del self._blocks[block]
        for home in [home for home, last in self._last.items() if last < before]:
            yield self._settle(home)

    def _settle(self, home: int) -> Sequence[Numbered]:
        del self._last[home]
        numbers = self._groups.pop(home)
        for number in numbers:
            del self._homes[number]
        return [(number, self._tellings.pop(number)) for number in numbers]
