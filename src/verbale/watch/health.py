"""How each source is: when it last answered, what went wrong, how many of its pages became reports."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection, func, inspect, select

from verbale.store.record import Record
from verbale.store.rows import Answer
from verbale.watch import state


class HealthRow(Struct, frozen=True):
    """One source. Times are ISO 8601 in UTC.

    `items` seen so far: `reports` became some, `foreign` are in other languages, `quiet` without politics,
    `unreadable` no reports, `refused` by robots.txt, `failed` could not be had, `waiting` are still to come. `parsed`:
    of those in English that were not passed over, the share that became reports. `faults`: polls that failed on end.
    """

    name: str
    address: str
    moved_to: str | None
    state: str
    polls: int
    last_success: str | None
    last_error: str | None
    faults: int
    next_poll: str | None
    items: int
    reports: int
    foreign: int
    quiet: int
    unreadable: int
    refused: int
    failed: int
    waiting: int
    parsed: float | None


def list_health(record: Record) -> Answer[HealthRow]:
    """A row for each source that the record was ever watched with, those of the present plan first."""
    record.size()  # a record that is not there is an error, not a new one
    with record.beside() as connection:
        if not inspect(connection).has_table(state.sources.name):
            return Answer((), HealthRow)
        return Answer(_list_rows(connection), HealthRow)


def _list_rows(connection: Connection) -> tuple[HealthRow, ...]:
    grouped = select(state.items.c.source, state.items.c.state, func.count()).group_by(
        state.items.c.source, state.items.c.state
    )
    counts: dict[str, Counter[str]] = {}
    for source, name, count in connection.execute(grouped):
        counts.setdefault(source, Counter())[name] = count
    order = (state.sources.c.present.desc(), state.sources.c.name, state.sources.c.address)
    rows = connection.execute(select(state.sources).order_by(*order))
    return tuple(_make_row(row, counts.get(row.address, Counter())) for row in rows)


def _make_row(row: state.AnyRow, counts: Counter[str]) -> HealthRow:
    reports = sum(counts[name] for name in state.PARSED)
    read = reports + counts["unreadable"]
    return HealthRow(
        name=row.name,
        address=row.address,
        moved_to=row.moved_to,
        state=_tell_state(row),
        polls=row.polls,
        last_success=_tell_time(row.last_success),
        last_error=row.last_error,
        faults=row.faults,
        next_poll=_tell_time(row.next_at) if row.present and not row.gone else None,
        items=counts.total(),
        reports=reports,
        foreign=counts["foreign"],
        quiet=counts["quiet"],
        unreadable=counts["unreadable"],
        refused=counts["refused"],
        failed=counts["failed"],
        waiting=counts[state.WAITING] + counts[state.FETCHED],
        parsed=round(reports / read, 3) if read else None,
    )


def _tell_state(row: state.AnyRow) -> str:
    if not row.present:
        return "no longer watched"
    if row.gone:
        return "gone"
    if row.faults:
        return "failing"
    return "well" if row.last_success is not None else "not polled yet"


def _tell_time(moment: float | None) -> str | None:
    if not moment:
        return None
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
