"""Which reports carry the same copy: kept up to date as reports come and go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from verbale.reconcile.rules import Rules
from verbale.records import Report
from verbale.store import tables
from verbale.store.components import Components
from verbale.store.selecting import chunk
from verbale.store.truth import fetch_records

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow


def mark_report(connection: Connection, number: int, report: Report, rules: Rules) -> None:
    """Keep the keys by which reprints of a report are found."""
    marks = [{"mark": mark, "report": number} for mark in dict.fromkeys(rules.list_marks(report))]
    if marks:
        connection.execute(insert(tables.report_marks), marks)


def list_fellows(connection: Connection, number: int) -> set[int]:
    """The other reports that carry the same copy as this one."""
    account = select(tables.reports.c.account).where(tables.reports.c.number == number).scalar_subquery()
    which = select(tables.reports.c.number).where(tables.reports.c.account == account)
    return set(connection.scalars(which)) - {number}


def join_accounts(connection: Connection, new: Collection[int], bereft: Collection[int], rules: Rules) -> set[int]:
    """Find the copies that *new* reports carry; *bereft* ones may have been held together by a report that went.

    Returns the reports that have another account than before, *new* ones included.
    """
    pairs = list(_list_pairs(connection, new, bereft))
    reports = _fetch_reports(connection, {number for pair in pairs for number in pair})
    matches = [(one, other) for one, other in pairs if rules.is_reprint(reports[one], reports[other])]
    around = {number for pair in matches for number in pair} - {*new, *bereft}
    rows = _fetch_rows(connection, {*new, *bereft}, around)
    components = Components(rows)
    for account in {rows[number].account for number in around}:
        components.join_all(
            number for number, row in rows.items() if row.account == account and number not in {*new, *bereft}
        )
    for one, other in matches:
        components.join(one, other)
    changed = set(new)
    for members in components.list_sets().values():
        changed |= _lead(connection, [rows[number] for number in members])
    return changed


def _list_pairs(connection: Connection, new: Collection[int], bereft: Collection[int]) -> Iterable[tuple[int, int]]:
    """Who must be compared: those who share a key, a new one with anybody, bereft ones with each other."""
    ours, theirs = tables.report_marks, tables.report_marks.alias("theirs")
    pairs: set[tuple[int, int]] = set()
    for some in chunk(sorted({*new, *bereft})):
        joined = ours.join(theirs, ours.c.mark == theirs.c.mark)
        which = select(ours.c.report, theirs.c.report).select_from(joined).where(ours.c.report.in_(some))
        for one, other in connection.execute(which.distinct()):
            if one != other and (one in new or other in bereft or other in new):
                pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)


def _fetch_reports(connection: Connection, numbers: Iterable[int]) -> dict[int, Report]:
    return {number: record.report for number, record in fetch_records(connection, numbers)}


def _fetch_rows(connection: Connection, touched: Collection[int], around: Collection[int]) -> dict[int, AnyRow]:
    """The reports touched, and all that have an account with those around."""
    table = tables.reports
    columns = (table.c.number, table.c.id, table.c.account, table.c.published, table.c.characters)
    rows: dict[int, AnyRow] = {}
    for some in chunk(sorted(touched)):
        rows |= {row.number: row for row in connection.execute(select(*columns).where(table.c.number.in_(some)))}
    for some in chunk(sorted(around)):
        accounts = select(table.c.account).where(table.c.number.in_(some))
        rows |= {row.number: row for row in connection.execute(select(*columns).where(table.c.account.in_(accounts)))}
    return rows


def _lead(connection: Connection, rows: Sequence[AnyRow]) -> set[int]:
    """The fullest copy stands for all; of equal ones the earliest. Returns those whose account this changes."""
    leader = min(rows, key=lambda row: (-row.characters, row.published or date.max, row.id))
    changed = {row.number for row in rows if row.account != leader.number}
    for some in chunk(sorted(changed)):
        table = tables.reports
        connection.execute(update(table).where(table.c.number.in_(some)).values(account=leader.number))
    return changed
