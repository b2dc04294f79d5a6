"""The ledger of corrections, with what became of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, get_args

from msgspec import UNSET
from sqlalchemy import Connection, select

from verbale.errors import BadQuestion, UnknownEntry
from verbale.records import Actor, Place
from verbale.store import ledger, tables
from verbale.store.anchoring import relocate
from verbale.store.ledger import Amendment, Correction, Entry
from verbale.store.queries.filters import read_limit
from verbale.store.rows import Answer, CorrectionRow, Standing
from verbale.store.selecting import chunk
from verbale.store.truth import fetch_records

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

FIELDS: Final = ("status", "actor", "recipient", "date", "place", "speaker", "to")


def list_corrections(
    connection: Connection, *, standing: str | None = None, limit: int | None = None
) -> Answer[CorrectionRow]:
    """All entries in order; with *standing* only those that stand so. BadQuestion for another word."""
    known = get_args(Standing)
    if standing is not None and standing not in known:
        raise BadQuestion(f"no correction stands as {standing!r}; one of: {', '.join(known)}")
    entries = list(ledger.fetch_all(connection))
    undone = {entry.correction.undoes for entry in entries if entry.correction.undoes}
    pins = _fetch_pins(connection)
    rows = [_read(connection, entry, entry.id in undone, pins.get(entry.number, [])) for entry in entries]
    wanted = [row for row in rows if standing in (None, row.standing)]
    lost = sum(row.standing == "lost" for row in rows)
    notes = [f"{lost} no longer {'finds its' if lost == 1 else 'find their'} words"] if lost else []
    kept = wanted[: read_limit(limit)]
    return Answer(kept, CorrectionRow, [*notes, f"the first {limit} only" if len(kept) < len(wanted) else None])


def get_correction(connection: Connection, identifier: str) -> CorrectionRow:
    """One entry by its whole id; UnknownEntry."""
    for row in list_corrections(connection):
        if row.id == identifier:
            return row
    raise UnknownEntry("correction", identifier)


def _fetch_pins(connection: Connection) -> Mapping[int, list[AnyRow]]:
    """The anchors of each correction that holds, with the ids of the facts that they find."""
    table, told, said = tables.anchors, tables.tellings, tables.statements
    joined = table.outerjoin(told, table.c.telling == told.c.number).outerjoin(said, table.c.statement == said.c.number)
    which = select(table, told.c.id.label("telling_id"), told.c.happening, said.c.id.label("statement_id")).select_from(
        joined
    )
    pins: dict[int, list[AnyRow]] = {}
    for row in connection.execute(which.order_by(table.c.correction, table.c.side, table.c.rank)):
        pins.setdefault(row.correction, []).append(row)
    return pins


def _read(connection: Connection, entry: Entry, is_undone: bool, pins: list[AnyRow]) -> CorrectionRow:
    correction = entry.correction
    anchors = [anchor for group in correction.groups for anchor in group]
    return CorrectionRow(
        id=entry.id,
        made=correction.made,
        author=correction.author,
        reason=correction.reason,
        deed=correction.deed,
        says=tell_correction(correction),
        kind=anchors[0].kind if anchors else None,
        standing=_judge(connection, correction, is_undone, pins),
        found=sum(pin.found for pin in pins),
        pinned=len(anchors),
        facts=_list_facts(connection, pins),
        words=tuple(dict.fromkeys(anchor.words for anchor in anchors)),
        reports=tuple(dict.fromkeys(anchor.report for anchor in anchors)),
        undoes=correction.undoes,
    )


def _judge(connection: Connection, correction: Correction, is_undone: bool, pins: list[AnyRow]) -> Standing:
    if correction.deed == "undo":
        return "undoes"
    if is_undone:
        return "undone"
    found = [pin for pin in pins if pin.found]
    if not found:
        return "needless" if correction.deed == "reject" and _stands_there(connection, correction) else "lost"
    if correction.deed in ("merge", "split") and len({pin.side for pin in found}) < 2:
        return "lost"
    return "holds" if len(found) == len(pins) else "holds in part"


def _stands_there(connection: Connection, correction: Correction) -> bool:
    """Do the words of a rejected fact still stand in its report, although nothing is read there any more?"""
    anchors = [anchor for group in correction.groups for anchor in group]
    table = tables.reports
    wanted = {anchor.report for anchor in anchors}
    rows = connection.execute(select(table.c.number, table.c.id).where(table.c.id.in_(wanted)))
    ids = {row.number: row.id for row in rows}
    reports = {ids[number]: record.report for number, record in fetch_records(connection, ids)}
    return any(anchor.report in reports and relocate(anchor, reports[anchor.report]) for anchor in anchors)


def _list_facts(connection: Connection, pins: list[AnyRow]) -> tuple[str, ...]:
    events = _fetch_events(connection, {pin.happening for pin in pins if pin.happening is not None})
    ids = [pin.statement_id or events.get(pin.happening) for pin in pins]
    return tuple(dict.fromkeys(one for one in ids if one))


def _fetch_events(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    table = tables.events
    ids: dict[int, str] = {}
    for some in chunk(sorted(numbers)):
        which = select(table.c.number, table.c.id).where(table.c.number.in_(some))
        ids |= {row.number: row.id for row in connection.execute(which)}
    return ids


def tell_correction(correction: Correction) -> str:
    """What a correction says, in words."""
    if correction.amendment is not None:
        return "; ".join(_tell_fields(correction.amendment))
    parts = len(correction.groups)
    return {
        "reject": "is none",
        "merge": "are one event",
        "split": f"are {parts} events",
        "undo": f"{(correction.undoes or '')[:8]} no longer holds",
    }[correction.deed]


def _tell_fields(amendment: Amendment) -> list[str]:
    told = []
    if amendment.event is not UNSET:
        mode = amendment.mode if amendment.mode is not UNSET else None
        told.append("type " + "/".join(filter(None, (amendment.event, mode))))
    for name in FIELDS:
        value = getattr(amendment, name)
        if value is not UNSET:
            end = amendment.enddate if name == "date" and amendment.enddate is not UNSET else None
            told.append(f"{name} {_tell_value(value)}" + (f" to {end}" if end else ""))
    return told


def _tell_value(value: Any) -> str:
    if isinstance(value, tuple):
        names = [one.name for one in value if isinstance(one, Actor)]
        return ", ".join(names) or "none"
    if isinstance(value, Place):
        return value.resolved_place or value.extracted_place
    return "none" if value is None else str(value)
