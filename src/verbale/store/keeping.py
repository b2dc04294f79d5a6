"""Adding reports to a record, and making all that is derived again: what happens within one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, func, not_, select

from verbale.reconcile.rules import Rules
from verbale.records import MadeBy, Report, ReportRecord
from verbale.store import accounts, filing, ledger, pins, settling, tables, truth
from verbale.store.amending import amend
from verbale.store.deriving import Filing, check_record, derive
from verbale.store.selecting import chunk

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

Outcome = Literal["new", "unchanged", "replaced", "recoded"]

AT_ONCE: Final = 200
"""So many reports are derived together when a record is rebuilt."""


class Added(Struct, frozen=True):
    """What adding a report did.

    new: it was not there. unchanged: it was, as it is. replaced: it was there with another text, which is kept as a
    version. recoded: the same text as read anew, by another engine or with another day or publisher given.
    `report` is its id in the record, which a new text does not change; `version` counts its texts.
    """

    outcome: Outcome
    report: str
    source: str
    version: int


class Change(Struct):
    """What a transaction has touched so far."""

    reports: set[int]
    bereft_reports: set[int]
    bereft_tellings: set[int]
    lost_events: set[int]
    actors: set[str]


def add_all(connection: Connection, records: Iterable[ReportRecord], rules: Rules) -> list[Added]:
    """Add records, one after the other; BadRecord if one contradicts itself."""
    change = Change(set(), set(), set(), set(), set())
    added = [_add(connection, record, change, rules) for record in records]
    _finish(connection, change, rules)
    return added


def knows(connection: Connection, report: Report, made_by: MadeBy) -> Added | None:
    """Is the report there, just as it is and read by this very engine? Then reading it again can be spared."""
    row = truth.find_report(connection, report)
    version = truth.find_version(connection, row.number, report.id) if row else None
    if row is None or version is None or not version.current:
        return None
    kept = truth.unpack(version.record)
    if kept.made_by != made_by or kept.report != report:
        return None
    return Added("unchanged", row.id, report.source, _count_versions(connection, row.number))


def rebuild(connection: Connection, rules: Rules, tell: Callable[[int, int], None] | None = None) -> None:
    """Fill the derived tables, which are empty, from the truth; *tell* hears how many reports are done of how many."""
    ledger.pin_all(connection)
    table = tables.versions
    numbers = list(connection.scalars(select(table.c.number).where(table.c.current).order_by(table.c.report)))
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        change = Change(set(), set(), set(), set(), set())
        versions = connection.execute(select(table).where(table.c.number.in_(some)).order_by(table.c.report)).all()
        _put(connection, [(truth.unpack(one.record), truth.Filed.of(one)) for one in versions], change, rules)
        _finish(connection, change, rules)
        if tell:
            tell(min(start + AT_ONCE, len(numbers)), len(numbers))


def derive_anew(connection: Connection, reports: Iterable[str], rules: Rules) -> None:
    """Derive reports of those ids again, because the ledger says something else of them."""
    change = Change(set(), set(), set(), set(), set())
    table = tables.versions
    for some in chunk(sorted(set(reports))):
        numbers = select(tables.reports.c.number).where(tables.reports.c.id.in_(some))
        which = select(table).where(table.c.report.in_(numbers), table.c.current).order_by(table.c.report)
        versions = [(truth.unpack(one.record), truth.Filed.of(one)) for one in connection.execute(which)]
        for record, version in versions:
            _take_out(connection, version.report, record, change)
        _put(connection, versions, change, rules)
    _finish(connection, change, rules)


def recode(connection: Connection, report: str, record: ReportRecord, rules: Rules) -> Added | None:
    """Put what a newer engine reads of a report's text in the place of what is there; None if the text has changed."""
    change = Change(set(), set(), set(), set(), set())
    check_record(record)
    row = connection.execute(select(tables.reports).where(tables.reports.c.id == report)).first()
    if row is None or row.text_id != record.report.id:
        return None
    ((_, kept),) = truth.fetch_records(connection, [row.number])
    added = _replace(connection, row, kept, record, change, rules) if kept != record else None
    _finish(connection, change, rules)
    return added or Added("unchanged", row.id, record.report.source, _count_versions(connection, row.number))


def list_stale(connection: Connection, made_by: MadeBy) -> list[str]:
    """Ids of the reports that another program, engine, tables or codebook read."""
    table = tables.versions
    same = and_(*(table.c[name] == value for name, value in msgspec.structs.asdict(made_by).items()))
    which = select(table.c.report_id).where(table.c.current, not_(same)).order_by(table.c.report)
    return list(connection.scalars(which))


def _add(connection: Connection, record: ReportRecord, change: Change, rules: Rules) -> Added:
    check_record(record)
    row = truth.find_report(connection, record.report)
    if row is None:
        version = truth.add_version(connection, record, None)
        _put(connection, [(record, version)], change, rules)
        return Added("new", version.report_id, record.report.source, 1)
    ((_, kept),) = truth.fetch_records(connection, [row.number])
    if kept == record:
        return Added("unchanged", row.id, record.report.source, _count_versions(connection, row.number))
    return _replace(connection, row, kept, record, change, rules)


def _replace(
    connection: Connection, row: AnyRow, kept: ReportRecord, record: ReportRecord, change: Change, rules: Rules
) -> Added:
    _take_out(connection, row.number, kept, change)
    version = truth.add_version(connection, record, row)
    _put(connection, [(record, version)], change, rules)
    outcome: Outcome = "recoded" if kept.report.id == record.report.id else "replaced"
    return Added(outcome, version.report_id, record.report.source, _count_versions(connection, version.report))


def _put(
    connection: Connection, versions: Sequence[tuple[ReportRecord, truth.Filed]], change: Change, rules: Rules
) -> None:
    """Put in reports as they are and as the ledger corrects them."""
    held = ledger.fetch_held(connection, [row.report_id for _, row in versions])
    amended = {row.report: amend(record, held.get(row.report_id, ())) for record, row in versions}
    rows = [
        derive(record, Filing(row.report, row.report_id, row.number), amended[row.report]) for record, row in versions
    ]
    filing.put(connection, rows, {row.report: record.report.text for record, row in versions})
    for record, row in versions:
        if row.report_id in held:
            pins.update_pins(connection, row.report, row.report_id, amended[row.report])
        accounts.mark_report(connection, row.report, record.report, rules)
        change.reports.add(row.report)
        change.actors |= {actor.id for actor in amended[row.report].record.actors}


def _take_out(connection: Connection, number: int, record: ReportRecord, change: Change) -> None:
    change.bereft_reports |= accounts.list_fellows(connection, number)
    bereft, lost = settling.list_bereft(connection, number)
    change.bereft_tellings |= bereft
    change.lost_events |= lost
    change.actors |= filing.list_actors(connection, number)
    filing.take_out(connection, number, record.report.title, record.report.text)


def _finish(connection: Connection, change: Change, rules: Rules) -> None:
    """What one report alone cannot tell: actors' names, accounts, events, months."""
    filing.update_actors(connection, change.actors)
    moved = accounts.join_accounts(connection, change.reports, change.bereft_reports - change.reports, rules)
    own = settling.list_tellings(connection, moved)
    put_in = [number for number, report in own.items() if report in change.reports]
    told = settling.block_tellings(connection, put_in, rules)
    bereft = change.bereft_tellings | settling.list_loose(connection, own.keys() - told.keys())
    settling.settle(connection, own, bereft, change.lost_events, rules, told)


def _count_versions(connection: Connection, report: int) -> int:
    which = select(func.count()).select_from(tables.versions).where(tables.versions.c.report == report)
    return int(connection.scalar(which) or 0)
