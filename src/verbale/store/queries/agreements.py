"""What was agreed between whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, select, true

from verbale.errors import UnknownEntry
from verbale.reconcile.days import cover
from verbale.store import tables
from verbale.store.naming import find_name
from verbale.store.queries.filters import Day, Period, read_period
from verbale.store.queries.paging import Cut, Limit, read_cursor, read_cut, write_cursor
from verbale.store.rows import AgreementRow, Answer
from verbale.store.selecting import begins_with

UNSIGNED: Final = "~"
"""Stands for the day of signing where none is known, and is later than all."""


class Naming(Struct, frozen=True):
    """One report's naming of an agreement, with the parties that it tells."""

    row: Any
    parties: tuple[tuple[str, str, str | None], ...]

    @property
    def states(self) -> frozenset[str]:
        """Codes of the parties' states; ids where they have none."""
        return frozenset(state or one for one, _, state in self.parties)


def list_agreements(
    connection: Connection,
    one: str | None = None,
    other: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    status: str | None = None,
    limit: Limit = None,
) -> Answer[AgreementRow]:
    """Agreements, of one or of two parties, signed within the period; those whose day is not known come last."""
    notes: list[str | None] = []
    names: list[str] = []
    where: list[ColumnElement[bool]] = []
    for name in filter(None, (one, other)):
        found = find_name(connection, name)
        parties = tables.agreement_parties
        where.append(tables.agreements.c.number.in_(select(parties.c.agreement).where(found.matches(parties))))
        notes.append(found.note)
        names.append(found.name)
    if status is not None:
        where.append(tables.agreements.c.status == status)
    groups = group_namings(fetch_namings(connection, where))
    period = read_period(start, end)
    rows = [row for row in map(sum_up, groups) if _is_signed_in(row, period)]
    kept, following = _cut(rows, read_cut(limit))
    notes += [f"the first {len(kept)} only"] if following else []
    return Answer(kept, AgreementRow, notes, names=names, next=following)


def get_agreement(connection: Connection, agreement: str) -> AgreementRow:
    """One agreement by its id, that of any report's naming of it, or the beginning of one; UnknownEntry."""
    table = tables.agreements
    which = select(table.c.id, table.c.key).where(begins_with(table.c.id, agreement.lower())).limit(2)
    found = connection.execute(which).all() if len(agreement) >= 4 else []
    if len(found) != 1:
        raise UnknownEntry("agreement", agreement)
    groups = group_namings(fetch_namings(connection, [table.c.key == found[0].key], copies=True))
    return next(sum_up(group) for group in groups if any(one.row.id == found[0].id for one in group))


def _cut(rows: Iterable[AgreementRow], cut: Cut | None) -> tuple[list[AgreementRow], str | None]:
    """The part that is wanted, by day of signing, and the cursor for what follows."""

    def place(row: AgreementRow) -> tuple[str, str]:
        return row.signed or UNSIGNED, row.id

    newest = cut is not None and cut.newest
    known = sorted((row for row in rows if row.signed), key=place, reverse=newest)
    ordered = known + sorted((row for row in rows if not row.signed), key=place)
    if cut is None:
        return ordered, None
    if cut.after:
        mark = read_cursor(cut.after, tuple[str, str])
        ordered = [row for row in ordered if _follows(place(row), mark, newest)]
    kept = ordered[: cut.rows]
    return kept, write_cursor(place(kept[-1])) if len(kept) < len(ordered) else None


def _follows(place: tuple[str, str], mark: tuple[str, str], newest: bool) -> bool:
    if newest and mark[0] != UNSIGNED:
        return place < mark or place[0] == UNSIGNED
    return place > mark if not newest or place[0] == UNSIGNED else False


def fetch_namings(connection: Connection, where: Iterable[Any], copies: bool = False) -> list[Naming]:
    """Namings by the day of their reports; with *copies* also those of reports carried elsewhere."""
    table, reports = tables.agreements, tables.reports
    told = and_(true() if copies else reports.c.number == reports.c.account, *where)
    heads = (reports.c.id.label("report_id"), reports.c.publisher, reports.c.published, reports.c.url)
    which = (
        select(*table.c, *heads)
        .select_from(table.join(reports, table.c.report == reports.c.number))
        .where(told)
        .order_by(reports.c.published.nulls_first(), table.c.id)
    )
    rows = connection.execute(which).all()
    seats, actors = tables.agreement_parties, tables.actors
    chosen = select(table.c.number).select_from(table.join(reports, table.c.report == reports.c.number)).where(told)
    who = (
        select(seats.c.agreement, seats.c.actor, actors.c.name, seats.c.state)
        .select_from(seats.join(actors, seats.c.actor == actors.c.id))
        .where(seats.c.agreement.in_(chosen))
        .order_by(seats.c.agreement, seats.c.rank)
    )
    parties: dict[int, list[tuple[str, str, str | None]]] = {}
    for number, *party in connection.execute(who):
        parties.setdefault(number, []).append(tuple(party))
    return [Naming(row, tuple(parties.get(row.number, ()))) for row in rows]


def group_namings(namings: Iterable[Naming]) -> list[list[Naming]]:
    """Those of one title whose parties can be the same: one's are among the other's."""
    groups: dict[str, list[list[Naming]]] = {}
    for naming in sorted(namings, key=lambda one: -len(one.states)):
        same = groups.setdefault(naming.row.key, [])
        home = next((group for group in same if naming.states <= group[0].states), None)
        if home is None:
            same.append([naming])
        else:
            home.append(naming)
    return [group for same in groups.values() for group in same]


def sum_up(group: list[Naming]) -> AgreementRow:
    """The row of an agreement from its namings."""
    by_day = sorted(group, key=lambda one: (one.row.published is None, one.row.published, one.row.id))
    first, last = by_day[0].row, by_day[-1].row
    parties = group[0].parties
    signed = [one.row.signed for one in by_day if one.row.signed]
    return AgreementRow(
        id=first.id,
        title=first.title,
        kind=first.kind,
        signed=max(signed, key=len, default=None),
        status=next((one.row.status for one in reversed(by_day) if one.row.status), last.status),
        party=tuple(one for one, _, _ in parties),
        party_names=tuple(name for _, name, _ in parties),
        party_states=tuple(state for _, _, state in parties),
        reports=len({one.row.report for one in group}),
        report=first.report_id,
        publisher=first.publisher,
        published=first.published,
        url=first.url,
    )


def _is_signed_in(row: AgreementRow, period: Period) -> bool:
    if period.is_open:
        return True
    days = cover(row.signed)
    if days is None:
        return False
    return (period.start is None or days.last >= period.start) and (period.end is None or days.first <= period.end)
