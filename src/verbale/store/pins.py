"""Which fact each anchor of a correction finds: the derived table of anchors, kept up to date as reports change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, select, update

from verbale.store import tables
from verbale.store.amending import Amended
from verbale.store.deriving import number_fact
from verbale.store.ledger import Amendment, Entry, fetch_entries
from verbale.store.selecting import chunk


class Link(Struct, frozen=True):
    """What a person said of tellings as a whole: those of all groups are one event (joins), or each group's its own.

    `groups` hold numbers of tellings.
    """

    joins: bool
    groups: tuple[tuple[int, ...], ...]

    @property
    def tellings(self) -> tuple[int, ...]:
        """All of them."""
        return tuple(number for group in self.groups for number in group)


class Said(Struct, frozen=True):
    """What the ledger says of tellings: amendments by telling, each with its entry's number, and links, in order."""

    amendments: Mapping[int, Mapping[int, Amendment]]
    links: tuple[Link, ...]
    corrected: frozenset[int]


def update_pins(connection: Connection, report: int, report_id: str, amended: Amended) -> None:
    """Keep what the anchors of a report that was just put in, which has some, have found."""
    table = tables.anchors
    nothing = {"found": False, "telling": None, "statement": None}
    connection.execute(update(table).where(table.c.report_id == report_id).values(nothing))
    rows: list[dict[str, Any]] = []
    for (number, side, rank), fact in amended.found.items():
        there_is = None if fact in amended.rejected else number_fact(report, fact.place)
        pinned: dict[str, Any] = {"telling": None, "statement": None}
        pinned["telling" if fact.kind == "event" else "statement"] = there_is
        rows.append({"its_correction": number, "its_side": side, "its_rank": rank, "found": True} | pinned)
    if rows:
        key = and_(*(table.c[name] == bindparam(f"its_{name}") for name in ("correction", "side", "rank")))
        values: dict[str, Any] = {name: bindparam(name) for name in ("found", "telling", "statement")}
        connection.execute(update(table).where(key).values(values), rows)


def fetch_said(connection: Connection, tellings: Collection[int]) -> Said:
    """What the corrections that hold say of tellings."""
    table = tables.anchors
    numbers: set[int] = set()
    for some in chunk(sorted(tellings)):
        numbers |= set(connection.scalars(select(table.c.correction).where(table.c.telling.in_(some))))
    if not numbers:
        return Said({}, (), frozenset())
    entries = fetch_entries(connection, numbers)
    pinned = _fetch_pinned(connection, numbers)
    amendments: dict[int, dict[int, Amendment]] = {}
    links = []
    for number, entry in sorted(entries.items()):
        if entry.correction.deed in ("merge", "split"):
            links.append(_link(entry, pinned[number]))
        elif entry.correction.amendment is not None:
            for telling in pinned[number].values():
                amendments.setdefault(telling, {})[number] = entry.correction.amendment
    found = (telling for one in pinned.values() for telling in one.values())
    return Said(amendments, tuple(links), frozenset(found))


def _link(entry: Entry, pinned: Mapping[tuple[int, int], int]) -> Link:
    groups = [
        tuple(pinned[side, rank] for rank in range(len(anchors)) if (side, rank) in pinned)
        for side, anchors in enumerate(entry.correction.groups)
    ]
    return Link(entry.correction.deed == "merge", tuple(groups))


def _fetch_pinned(connection: Connection, corrections: Collection[int]) -> dict[int, dict[tuple[int, int], int]]:
    """Of each correction: side and rank -> the telling found there."""
    table = tables.anchors
    pinned: dict[int, dict[tuple[int, int], int]] = {}
    for some in chunk(sorted(corrections)):
        which = select(table).where(table.c.correction.in_(some), table.c.telling.is_not(None))
        for row in connection.execute(which):
            pinned.setdefault(row.correction, {})[row.side, row.rank] = row.telling
    return pinned
