"""The ledger of corrections: what people said against what was read, each with author and reason. Rows are only added.

A correction is pinned to characters of reports, not to ids of events alone, so that it finds its facts again after a
newer engine has read the report, or the report has another text. Its JSON is the truth.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType
from sqlalchemy import Connection, func, insert, select

from verbale.ids import digest
from verbale.records import Actor, Place, Status
from verbale.store import tables
from verbale.store.selecting import begins_with, chunk

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

FactKind = Literal["event", "statement"]
Deed = Literal["amend", "reject", "merge", "split", "undo"]

AUTHOR_VARIABLE = "VERBALE_AUTHOR"
AROUND = 40
"""So many characters before the words are kept, to tell one place from another where the words stand twice."""


class Anchor(Struct, frozen=True):
    """Where a fact stands: characters of a report's text. `report` is the report's id in the record.

    `fact` is the id that the fact had; `event` its type as the engine had it. `before` are the characters before the
    words.
    """

    report: str
    text_id: str
    kind: FactKind
    fact: str
    start: int
    end: int
    words: str
    before: str
    event: str | None = None


class Amendment(Struct, frozen=True, omit_defaults=True):
    """What a fact's fields should be; those that are not set stay as they were read.

    `actor`, `recipient`, `speaker` and `to` replace a whole side.
    """

    event: str | UnsetType = UNSET
    mode: str | UnsetType | None = UNSET
    status: Status | UnsetType = UNSET
    actor: tuple[Actor, ...] | UnsetType = UNSET
    recipient: tuple[Actor, ...] | UnsetType = UNSET
    date: str | UnsetType | None = UNSET
    enddate: str | UnsetType | None = UNSET
    place: Place | UnsetType | None = UNSET
    speaker: tuple[Actor, ...] | UnsetType = UNSET
    to: tuple[Actor, ...] | UnsetType = UNSET


class Correction(Struct, frozen=True, omit_defaults=True):
    """One entry. `made` in UTC.

    amend: the facts of the only group are as `amendment` says. reject: they are no facts. merge: the tellings of all
    groups are one event. split: tellings of different groups are different events. undo: the entry `undoes` no longer
    holds.
    """

    made: datetime
    author: str
    reason: str
    deed: Deed
    groups: tuple[tuple[Anchor, ...], ...] = ()
    amendment: Amendment | None = None
    undoes: str | None = None


class Entry(Struct, frozen=True):
    """A correction as the ledger holds it: its place in it, its id, itself."""

    number: int
    id: str
    correction: Correction


class Held(Struct, frozen=True):
    """An anchor of a correction that holds, with its place in it."""

    entry: Entry
    side: int
    rank: int

    @property
    def anchor(self) -> Anchor:
        """The anchor itself."""
        return self.entry.correction.groups[self.side][self.rank]


def name_author() -> str:
    """Whose word it is unless somebody says otherwise: VERBALE_AUTHOR, else the user's name."""
    return os.environ.get(AUTHOR_VARIABLE) or getpass.getuser()


def write(connection: Connection, correction: Correction) -> Entry:
    """Add an entry at the end, with the derived rows that say where it is pinned."""
    table = tables.corrections
    number = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    packed = msgspec.json.encode(correction).decode()
    entry = Entry(number, name_entry(number, packed), correction)
    connection.execute(insert(table), {"number": number, "id": entry.id, "correction": packed})
    if correction.undoes:
        undone = select(table.c.number).where(table.c.id == correction.undoes).scalar_subquery()
        connection.execute(tables.anchors.delete().where(tables.anchors.c.correction == undone))
    _pin(connection, [entry])
    return entry


def name_entry(number: int, packed: str) -> str:
    """The id of an entry: of its place and all that it says, so that a change would show."""
    return digest(f"{number} {packed}")


def pin_all(connection: Connection) -> None:
    """Fill the derived table of anchors from the ledger; none has found its fact yet."""
    entries = list(fetch_all(connection))
    undone = {entry.correction.undoes for entry in entries}
    _pin(connection, [entry for entry in entries if entry.id not in undone])


def fetch_all(connection: Connection) -> Iterator[Entry]:
    """All entries in order."""
    table = tables.corrections
    return (_read(row) for row in connection.execute(select(table).order_by(table.c.number)))


def fetch_entries(connection: Connection, numbers: Iterable[int]) -> dict[int, Entry]:
    """The entries of those numbers."""
    table = tables.corrections
    found: dict[int, Entry] = {}
    for some in chunk(sorted(numbers)):
        for row in connection.execute(select(table).where(table.c.number.in_(some))):
            found[row.number] = _read(row)
    return found


def find_entries(connection: Connection, beginning: str) -> list[Entry]:
    """The entries whose ids begin so."""
    table = tables.corrections
    which = select(table).where(begins_with(table.c.id, beginning.lower())).order_by(table.c.number)
    return [_read(row) for row in connection.execute(which)]


def fetch_held(connection: Connection, reports: Sequence[str]) -> dict[str, list[Held]]:
    """The corrections that hold and are pinned to reports of those ids, in the ledger's order."""
    table = tables.anchors
    rows: list[AnyRow] = []
    for some in chunk(reports):
        order = (table.c.correction, table.c.side, table.c.rank)
        rows += connection.execute(select(table).where(table.c.report_id.in_(some)).order_by(*order)).all()
    entries = fetch_entries(connection, {row.correction for row in rows})
    held: dict[str, list[Held]] = {}
    for row in rows:
        held.setdefault(row.report_id, []).append(Held(entries[row.correction], row.side, row.rank))
    return held


def _pin(connection: Connection, entries: Iterable[Entry]) -> None:
    rows: list[dict[str, Any]] = [
        {"correction": entry.number, "side": side, "rank": rank, "report_id": anchor.report}
        | {"found": False, "telling": None, "statement": None}
        for entry in entries
        for side, anchors in enumerate(entry.correction.groups)
        for rank, anchor in enumerate(anchors)
    ]
    if rows:
        connection.execute(insert(tables.anchors), rows)


def _read(row: AnyRow) -> Entry:
    return Entry(row.number, row.id, msgspec.json.decode(row.correction, type=Correction))
