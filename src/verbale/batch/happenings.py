"""Which tellings of a batch make which event: each kind in the order of its days, a few days at a time.

Only tellings of one type and one stance that lie within days of each other are ever compared (`reconcile.merging`), so
that what was told long before can be settled and let go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import pyarrow as arrow
from pyarrow import parquet

from verbale.batch.gathering import AT_ONCE, Gathering, open_database, quote
from verbale.batch.shards import make_schema
from verbale.batch.sharing import Crowd
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
_SCHEMAS: Final = {
    "events": make_schema(tables.events),
    "event_actors": make_schema(tables.event_actors),
    "happenings": arrow.schema([("telling", arrow.int64()), ("happening", arrow.int64())]),
}

TELLINGS_OF_JOB: Final = 5_000
"""Tellings that are worth a job of their own."""

Kind = tuple[str, str]
"""A type and a stance."""
Numbered = tuple[int, Telling]


def merge_tellings(crowd: Crowd) -> None:
    """Fill `events` and `event_actors`, and `happenings` with the event of each telling."""
    with crowd.writing() as gathering:
        jobs = list(_cut_kinds(gathering))
    for _ in crowd.share(merge_kinds, jobs):
        pass
    with crowd.writing() as gathering:
        for name, schema in _SCHEMAS.items():
            gathering.make(name, schema)
            if jobs:
                files = quote(str(crowd.scratch / f"{name}-*.parquet"))
                gathering.do(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet({files})")


def _cut_kinds(gathering: Gathering) -> Iterator[tuple[Kind, ...]]:
    """The types and stances that are told, the commonest first, so many together that they are worth a job."""
    stance = _tell_stance("status")
    counts = gathering.ask(f"SELECT event, {stance}, count(*) FROM tellings GROUP BY ALL ORDER BY 3 DESC, 1, 2")
    kinds: list[Kind] = []
    tellings = 0
    for event, told, count in counts:
        kinds.append((event, told))
        tellings += count
        if tellings >= TELLINGS_OF_JOB:
            yield tuple(kinds)
            kinds, tellings = [], 0
    if kinds:
        yield tuple(kinds)


def merge_kinds(scratch: Path, kinds: tuple[Kind, ...]) -> None:
    """Write the events of some types and stances beside the database."""
    with open_database(scratch, is_read_only=True) as gathering, Outflow(scratch, "-".join(kinds[0])) as outflow:
        for kind in kinds:
            for component in _list_components(gathering, kind):
                _settle(component, outflow)


def _settle(component: Sequence[Numbered], outflow: Outflow) -> None:
    numbers = {telling.id: number for number, telling in component}
    for cluster in RULES.cluster(sorted((telling for _, telling in component), key=tell_order)):
        settled = RULES.settle(cluster)
        event = numbers[settled.leading]
        outflow.put("events", [write_event(event, event // MOST_FACTS, settled, cluster)])
        outflow.put("event_actors", seat_event(event, settled.act))
        outflow.put("happenings", [{"telling": numbers[one.id], "happening": event} for one in cluster])


class Outflow:
    """Rows that go into files beside the database, some thousand at a time."""

    def __init__(self, scratch: Path, name: str) -> None:
        self._writers = {
            table: parquet.ParquetWriter(scratch / f"{table}-{name}.parquet", schema)
            for table, schema in _SCHEMAS.items()
        }
        self._rows: dict[str, list[Mapping[str, Any]]] = {table: [] for table in _SCHEMAS}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()

    def put(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows to one of the tables."""
        self._rows[table] += rows
        if len(self._rows[table]) >= AT_ONCE:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows, self._rows[table] = self._rows[table], []
        self._writers[table].write_table(arrow.Table.from_pylist(rows, schema=_SCHEMAS[table]))


def _list_components(gathering: Gathering, kind: Kind) -> Iterator[Sequence[Numbered]]:
    """Tellings that hang together."""
    window = Window(RULES.list_blocks, RULES.is_same)
    for row in gathering.stream(_ask_tellings(*kind)):
        yield from window.put(row["number"], read_telling(row, _seat(row["seats"])))
    yield from window.close()


def _seat(seats: Iterable[Mapping[str, Any]] | None) -> Sides:
    sides: Sides = {}
    for seat in seats or ():
        party = Party(seat["actor"], seat["name"], seat["kind"], seat["state"])
        sides.setdefault(seat["role"], []).append(party)
    return sides


def _tell_stance(status: str) -> str:
    stances = " ".join(f"WHEN '{one}' THEN '{stance}'" for one, stance in STANCES.items())
    return f"CASE {status} {stances} END"


def _ask_tellings(event: str, stance: str) -> str:
    first = "CASE length(date) WHEN 4 THEN date || '-01-01' WHEN 7 THEN date || '-01' ELSE date END"
    return (
        f"WITH chosen AS (SELECT * FROM tellings WHERE event = {quote(event)}"
        f" AND {_tell_stance('status')} = {quote(stance)})"
        " SELECT chosen.*, reports.id AS report_id, reports.publisher, reports.published, leaders.id AS account_id,"
        " seats FROM chosen JOIN reports ON chosen.report = reports.number"
        " JOIN reports AS leaders ON reports.account = leaders.number"
        " LEFT JOIN (SELECT telling, list({'role': role, 'actor': seen.actor, 'name': name, 'kind': kind,"
        " 'state': seated.state} ORDER BY role, rank) AS seats FROM telling_actors AS seated"
        " JOIN appearances AS seen ON seen.report = seated.report AND seen.actor = seated.actor"
        " WHERE telling IN (SELECT number FROM chosen) GROUP BY telling) AS seated ON telling = chosen.number"
        f" ORDER BY coalesce(try_cast({first} AS DATE), reports.published) NULLS LAST, chosen.id"
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
