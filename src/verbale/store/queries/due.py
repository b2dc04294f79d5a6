"""What is planned, and what became of it: held, put off, called off, or past without news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import asdict
from sqlalchemy import Connection, and_, func, select, true

from verbale.reconcile.days import Stretch, cover
from verbale.store import tables
from verbale.store.naming import find_name
from verbale.store.queries.events import Condition, fetch_numbered, takes_part
from verbale.store.queries.filters import Day, Period, read_limit, read_period, read_span
from verbale.store.queries.outcomes import Outcome, find_outcomes
from verbale.store.rows import Answer, DueRow, EventRow
from verbale.store.selecting import chunk

MEMORY: Final = timedelta(days=90)
"""Plans that passed longer ago are no longer due, unless a longer span is asked for."""
SETTLED: Final = ("held", "postponed", "cancelled")
AT_ONCE: Final = 120
"""Of so many plans, the nearest first, one looks at once for what became of them."""


def list_due(
    connection: Connection,
    *,
    within: str | int | timedelta | None = None,
    on: Day = None,
    who: str | None = None,
    held: bool = False,
    limit: int | None = None,
) -> Answer[DueRow]:
    """What is planned: to come within so many days, and what passed by without news in as many; the nearest day first.

    Without *within*: all that is to come, what passed in the last 90 days, and what has no day. With *held* also what
    was held, put off or called off.
    """
    span, most = read_span(within), read_limit(limit)
    today = read_period(on or date.today(), None).start or date.today()
    period = Period(today - (span or MEMORY), today + span if span is not None else None)
    found = find_name(connection, who) if who is not None else None
    where = and_(tables.events.c.status == "scheduled", takes_part(found) if found else true())
    kept: list[DueRow] = []
    left_out = 0
    for row in _look_out_by_day(connection, _order_plans(connection, where, period, today, span is None), today):
        if most is not None and len(kept) > most:
            break
        if held or row.outlook not in SETTLED:
            kept.append(row)
        else:
            left_out += 1
    notes = [f"as seen on {today.isoformat()}", found.note if found else None]
    notes.append(f"left out: {left_out} that were held, put off or called off" if left_out else None)
    if span is None:
        notes.append(_tell_older(connection, where, today - MEMORY))
    notes.append(f"the first {most} only" if most is not None and most < len(kept) else None)
    return Answer(kept[:most], DueRow, notes, "scheduled events", [found.name] if found else [])


def _order_plans(
    connection: Connection, where: Condition, period: Period, today: date, has_undated: bool
) -> Sequence[int]:
    """Numbers of a period's plans: the nearest to come first, then those that passed, then those without a day."""
    table = tables.events
    days = (table.c.number, table.c.id, table.c.first_day, table.c.last_day)
    parts = [*period.list_parts(table), *([table.c.first_day.is_(None)] if has_undated else [])]
    rows = [row for part in parts for row in connection.execute(select(*days).where(where, part))]

    def place(row: tables.AnyRow) -> tuple[bool, bool, int, str]:
        left = _count_days(Stretch(row.first_day, row.last_day), today) if row.first_day else None
        return left is None, left is not None and left < 0, abs(left or 0), row.id

    return [row.number for row in sorted(rows, key=place)]


def _look_out_by_day(connection: Connection, numbers: Sequence[int], today: date) -> Iterator[DueRow]:
    """The plans with what became of them, in their order; looked for as far as one asks."""
    for some in chunk(numbers, AT_ONCE):
        yield from look_out_all(connection, fetch_numbered(connection, some), today)


def _tell_older(connection: Connection, where: Condition, since: date) -> str | None:
    table = tables.events
    older = connection.scalar(select(func.count()).select_from(table).where(where, table.c.last_day < since)) or 0
    return f"not shown: {older:,} set for days before {since}; --on DAY looks from another day" if older else None


def look_out_all(connection: Connection, rows: Sequence[EventRow], today: date) -> list[DueRow]:
    """Plans with what became of them, as seen on a day, in their order."""
    outcomes = find_outcomes(connection, rows)
    return [_look_out(row, today, outcomes.get(row.id)) for row in rows]


def _look_out(row: EventRow, today: date, outcome: Outcome | None) -> DueRow:
    days = cover(row.date, row.enddate)
    if days is None:
        return DueRow(**asdict(row), outlook="undated", days=None, held_as=None)
    left = _count_days(days, today)
    if outcome:
        return DueRow(**asdict(row), outlook=outcome[0], days=left, held_as=outcome[1])
    return DueRow(
        **asdict(row), outlook="past, without news" if days.last < today else "to come", days=left, held_as=None
    )


def _count_days(days: Stretch, today: date) -> int:
    """Days from today to what begins later, 0 while it lasts, below 0 after it."""
    return (days.first - today).days if days.first > today else min(0, (days.last - today).days)
