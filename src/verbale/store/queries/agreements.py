"""What was agreed between whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, select

from verbale.reconcile.days import cover
from verbale.store import tables
from verbale.store.naming import find_name
from verbale.store.queries.filters import Day, Period, read_limit, read_period
from verbale.store.rows import AgreementRow, Answer


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
    limit: int | None = None,
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
    rows = [sum_up(group) for group in groups]
    period = read_period(start, end)
    rows = sorted((row for row in rows if _is_signed_in(row, period)), key=lambda row: (row.signed or "~", row.id))
    kept = rows[: read_limit(limit)]
    notes += [f"the first {limit} only"] if len(kept) < len(rows) else []
    return Answer(kept, AgreementRow, notes, names=names)


def fetch_namings(connection: Connection, where: Iterable[Any]) -> list[Naming]:
    """Every naming of an agreement, copies of one account once."""
    table, reports = tables.agreements, tables.reports
    heads = (reports.c.id.label("report_id"), reports.c.publisher, reports.c.published, reports.c.url)
    which = (
        select(*table.c, *heads)
        .select_from(table.join(reports, table.c.report == reports.c.number))
        .where(and_(reports.c.number == reports.c.account, *where))
        .order_by(reports.c.published, table.c.id)
    )
    rows = connection.execute(which).all()
    seats, actors = tables.agreement_parties, tables.actors
    chosen = (
        select(table.c.number)
        .select_from(table.join(reports, table.c.report == reports.c.number))
        .where(and_(reports.c.number == reports.c.account, *where))
    )
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
