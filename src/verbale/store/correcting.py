"""Takes corrections as people give them, writes them into the ledger, and derives anew what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, get_args

from msgspec import UNSET, Struct
from sqlalchemy import Connection, select

from verbale.errors import BadQuestion, UnknownCode, UnknownEntry
from verbale.reconcile.days import cover
from verbale.reconcile.rules import Rules
from verbale.records import Status
from verbale.store import keeping, ledger, tables
from verbale.store.anchoring import pin_event, pin_statement
from verbale.store.casting import NONE, Names, cast_all, read_place
from verbale.store.deriving import MOST_FACTS
from verbale.store.ledger import Amendment, Anchor, Correction, Entry
from verbale.store.queries.events import find_event
from verbale.store.queries.filters import read_kind
from verbale.store.selecting import begins_with
from verbale.store.truth import fetch_records

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

SHORTEST: Final = 4
"""So many characters of an id are asked for at least."""


class Wish(Struct, frozen=True):
    """What somebody wants changed, as it was given; see `Record.correct`."""

    type: str | None = None
    status: str | None = None
    actor: Names = None
    recipient: Names = None
    date: str | None = None
    place: str | None = None
    speaker: Names = None
    to: Names = None
    reject: bool = False
    merge: str | None = None
    split: bool | str | Iterable[str] = False
    new: bool = False

    @property
    def amends(self) -> bool:
        """Does it change fields?"""
        fields = (self.type, self.status, self.actor, self.recipient, self.date, self.place)
        return self.is_of_statement or any(field is not None for field in fields)

    @property
    def is_of_statement(self) -> bool:
        """Does it change what only statements have?"""
        return self.speaker is not None or self.to is not None


def correct(connection: Connection, identifier: str, wish: Wish, author: str, reason: str, rules: Rules) -> Entry:
    """Write down what somebody says of an event or a statement, and derive anew what it touches.

    BadQuestion if nothing, or more than one thing, is asked for; UnknownEntry, UnknownCode, UnknownName, AmbiguousName.
    """
    deeds = [wish.amends, wish.reject, wish.merge is not None, bool(wish.split)]
    if sum(deeds) != 1:
        raise BadQuestion("say one thing at a time: what a field should be, or to reject, merge or split")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    said = {"made": now, "author": _say(author, "author"), "reason": _say(reason, "reason")}
    statement = _find_statement(connection, identifier)
    if statement is not None:
        return _write(connection, _correct_statement(connection, statement, wish, said), rules)
    event = find_event(connection, identifier)
    return _write(connection, _correct_event(connection, event, wish, said), rules)


def undo(connection: Connection, identifier: str, author: str, reason: str, rules: Rules) -> Entry:
    """Let a correction no longer hold; it stays in the ledger. UnknownEntry, BadQuestion if it no longer does."""
    entry = find_entry(connection, identifier)
    if entry.correction.deed == "undo":
        raise BadQuestion(f"{entry.id} undoes another correction; make that one again instead")
    if any(one.correction.undoes == entry.id for one in ledger.fetch_all(connection)):
        raise BadQuestion(f"the correction {entry.id} is undone already")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    undoing = Correction(now, _say(author, "author"), _say(reason, "reason"), "undo", undoes=entry.id)
    written = ledger.write(connection, undoing)
    keeping.derive_anew(connection, _list_reports(entry.correction), rules)
    return written


def find_entry(connection: Connection, identifier: str) -> Entry:
    """The entry of the ledger that has this id, or whose id alone begins so; UnknownEntry."""
    found = ledger.find_entries(connection, identifier) if len(identifier) >= SHORTEST else []
    if len(found) != 1:
        raise UnknownEntry("correction", identifier)
    return found[0]


def _write(connection: Connection, correction: Correction, rules: Rules) -> Entry:
    entry = ledger.write(connection, correction)
    keeping.derive_anew(connection, _list_reports(correction), rules)
    return entry


def _list_reports(correction: Correction) -> set[str]:
    return {anchor.report for group in correction.groups for anchor in group}


def _say(words: str, what: str) -> str:
    plain = " ".join(words.split())
    if not plain:
        raise BadQuestion(f"a correction needs its {what}")
    return plain


# statements


def _find_statement(connection: Connection, identifier: str) -> int | None:
    begins = begins_with(tables.statements.c.id, identifier.lower())
    which = select(tables.statements.c.number).where(begins).limit(2)
    found = connection.scalars(which).all() if len(identifier) >= SHORTEST else []
    return int(found[0]) if len(found) == 1 else None


def _correct_statement(connection: Connection, number: int, wish: Wish, said: dict[str, Any]) -> Correction:
    others = (wish.type, wish.status, wish.actor, wish.recipient, wish.date, wish.place, wish.merge)
    if wish.split or any(other is not None for other in others):
        raise BadQuestion("of a statement the speaker and whom it was said to can be corrected, or it is rejected")
    groups = ((_pin_statement(connection, number),),)
    if wish.reject:
        return Correction(**said, deed="reject", groups=groups)
    sides: dict[str, Any] = {
        side: cast_all(connection, names, wish.new)
        for side, names in (("speaker", wish.speaker), ("to", wish.to))
        if names is not None
    }
    return Correction(**said, deed="amend", groups=groups, amendment=Amendment(**sides))


def _pin_statement(connection: Connection, number: int) -> Anchor:
    row = connection.execute(select(tables.statements).where(tables.statements.c.number == number)).one()
    ((_, record),) = fetch_records(connection, [row.report])
    statement = record.statements[number % MOST_FACTS]
    if not statement.spans:
        raise BadQuestion(f"the statement {row.id} has no words of its report to hold on to")
    return pin_statement(statement, record.report, _find_report_id(connection, row.report), row.id)


# events


def _correct_event(connection: Connection, event: int, wish: Wish, said: dict[str, Any]) -> Correction:
    if wish.is_of_statement:
        raise BadQuestion("an event has no speaker and no addressee; correct the actor, or the statement that tells it")
    if wish.merge is not None:
        other = find_event(connection, wish.merge)
        if other == event:
            raise BadQuestion("these two are one event already")
        return Correction(
            **said, deed="merge", groups=(_pin_tellings(connection, event), _pin_tellings(connection, other))
        )
    if wish.split:
        return Correction(**said, deed="split", groups=_part(connection, event, wish.split))
    groups = (_pin_tellings(connection, event),)
    if wish.reject:
        return Correction(**said, deed="reject", groups=groups)
    return Correction(**said, deed="amend", groups=groups, amendment=_read_amendment(connection, wish))


def _pin_tellings(connection: Connection, event: int) -> tuple[Anchor, ...]:
    return _pin_all(connection, _fetch_tellings(connection, event))


def _fetch_tellings(connection: Connection, event: int) -> Sequence[AnyRow]:
    """The tellings of an event, copies of one account together."""
    told, reports = tables.tellings, tables.reports
    which = (
        select(told.c.number, told.c.id, told.c.report, reports.c.id.label("report_id"), reports.c.account)
        .select_from(told.join(reports, told.c.report == reports.c.number))
        .where(told.c.happening == event)
        .order_by(reports.c.account, told.c.number)
    )
    return connection.execute(which).all()


def _pin_all(connection: Connection, rows: Sequence[AnyRow]) -> tuple[Anchor, ...]:
    """Anchors of tellings, in their order; each report is unpacked once."""
    records = dict(fetch_records(connection, {row.report for row in rows}))
    return tuple(
        pin_event(record.events[row.number % MOST_FACTS], record.report, row.report_id, row.id)
        for row in rows
        for record in (records[row.report],)
    )


def _part(connection: Connection, event: int, split: bool | str | Iterable[str]) -> tuple[tuple[Anchor, ...], ...]:
    """Which tellings are apart: those named from the rest; if none is named each account from each other one."""
    rows = _fetch_tellings(connection, event)
    parts = [list(group) for _, group in groupby(rows, key=lambda row: row.account)]
    if not isinstance(split, bool):
        wanted = tuple(one.lower() for one in ([split] if isinstance(split, str) else split))
        for one in wanted:
            if len(one) < SHORTEST or not any(row.id.startswith(one) for row in rows):
                raise UnknownEntry("telling of this event", one)
        named = [row for row in rows if row.id.startswith(wanted)]
        parts = [named, [row for row in rows if row not in named]]
    if len([part for part in parts if part]) < 2:
        raise BadQuestion("there is nothing to split: the event has one account, or all its tellings are named")
    return tuple(_pin_all(connection, part) for part in parts)


def _find_report_id(connection: Connection, number: int) -> str:
    return str(connection.execute(select(tables.reports.c.id).where(tables.reports.c.number == number)).scalar_one())


# what fields should be


def _read_amendment(connection: Connection, wish: Wish) -> Amendment:
    fields: dict[str, Any] = {}
    if wish.type is not None:
        kind = read_kind(wish.type)
        fields |= {"event": kind.event, "mode": kind.mode}
    if wish.status is not None:
        fields["status"] = _read_status(wish.status)
    if wish.date is not None:
        fields |= _read_days(wish.date)
    if wish.place is not None:
        fields["place"] = read_place(wish.place)
    for side, names in (("actor", wish.actor), ("recipient", wish.recipient)):
        fields[side] = UNSET if names is None else cast_all(connection, names, wish.new)
    return Amendment(**fields)


def _read_status(status: str) -> str:
    known = get_args(Status)
    if status.strip().lower() not in known:
        raise UnknownCode("status", status, known)
    return status.strip().lower()


def _read_days(words: str) -> dict[str, str | None]:
    """One day, as coarse as one likes, or two with a slash between them."""
    if words.strip().lower() == NONE:
        return {"date": None, "enddate": None}
    first, _, last = (part.strip() for part in words.partition("/"))
    begins, ends = cover(first), cover(last or first)
    if begins is None or ends is None:
        raise BadQuestion(f"{words!r} is no day; write 2023-02-27, 2023-02 or 2023, or two with a slash between them")
    if ends.last < begins.first:
        raise BadQuestion(f"{first} is later than {last}; give the earlier day first")
    return {"date": first, "enddate": last or None}
