"""All that a brief tells: of two, of one, or of all, within some days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from verbale.reconcile.days import cover
from verbale.store.queries.agreements import list_agreements
from verbale.store.queries.conflicts import list_conflicts
from verbale.store.queries.due import list_due
from verbale.store.queries.events import list_between, list_events
from verbale.store.queries.filters import Day, Period, Statuses, read_period
from verbale.store.queries.statements import list_said
from verbale.store.rows import AgreementRow, ConflictRow, DueRow, EventRow, StatementRow

DAY: Final = len("2023-02-27")


class Brief(Struct, frozen=True):
    """What a brief tells, in order; `counted` says which events, `notes` what was left out and how names were taken."""

    names: tuple[str, ...]
    period: Period
    counted: str
    notes: tuple[str, ...]
    events: tuple[EventRow, ...]
    said: tuple[StatementRow, ...]
    agreements: tuple[AgreementRow, ...]
    due: tuple[DueRow, ...]
    conflicts: tuple[ConflictRow, ...] = ()


def make_brief(
    connection: Connection,
    one: str | None = None,
    other: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    status: Statuses = None,
) -> Brief:
    """The brief. Of two: what one said to or about the other; what is due as seen on the last day, or today.

    What is told less finely than the period ("in May", of a week) is left out, unless all of it lies within.
    """
    if one is not None and other is not None:
        events = list_between(connection, one, other, status=status, start=start, end=end)
    else:
        events = list_events(connection, who=one, status=status, start=start, end=end)
    period = read_period(start, end)
    known = [row for row in events if _lies_within(row.date, row.enddate, period)]
    said = [row for row in _list_said(connection, one, other, start, end) if _lies_within(row.date, None, period)]
    agreements = list_agreements(connection, one, other, start=start, end=end)
    left_out = {row.id for row in events} - {row.id for row in known}
    conflicts = list_conflicts(connection, one, other, start=start, end=end)
    return Brief(
        names=events.names,
        period=period,
        counted=events.counted or "events",
        notes=(*events.notes, *_tell_left_out(len(left_out))),
        events=tuple(known),
        said=tuple(said),
        agreements=tuple(row for row in agreements if _lies_within(row.signed, None, period)),
        due=tuple(_list_due(connection, one, other, period.end)),
        conflicts=tuple(row for row in conflicts if row.event_id not in left_out),
    )


def _lies_within(first: str | None, last: str | None, period: Period) -> bool:
    """Is it a day, or one to another, or do all days of a month or year lie within the period?"""
    days = cover(first, last)
    if days is None or all(len(one) == DAY for one in (first, last) if one):
        return True
    starts = period.start is None or period.start <= days.first
    return starts and (period.end is None or days.last <= period.end)


def _tell_left_out(count: int) -> Iterable[str]:
    if count:
        yield f"left out: {count} told only by a month or year that reaches beyond these days"


def _list_said(
    connection: Connection, one: str | None, other: str | None, start: Day, end: Day
) -> Iterable[StatementRow]:
    if one is None or other is None:
        return list_said(connection, one, start=start, end=end)
    rows: dict[str, StatementRow] = {}
    for speaker, hearer in ((one, other), (other, one)):
        said = list_said(connection, speaker, to=hearer, start=start, end=end)
        said += list_said(connection, speaker, about=hearer, start=start, end=end)
        rows |= {row.id: row for row in said}
    return sorted(rows.values(), key=lambda row: (row.date or str(row.published or "~"), row.report, row.start))


def _list_due(connection: Connection, one: str | None, other: str | None, on: date | None) -> Iterable[DueRow]:
    rows = list_due(connection, on=on, who=one)
    if other is None:
        return rows
    both = {row.id for row in list_due(connection, on=on, who=other)}
    return [row for row in rows if row.id in both]
