"""Events of each dyad by month: a rollup that is counted up and down as events come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from verbale.reconcile.days import find_month
from verbale.store import tables
from verbale.store.selecting import Key, add_up


class Cell(NamedTuple):
    """What one event counts for in one dyad."""

    first: str
    second: str
    month: str
    status: str
    acts: str
    quad: int
    tenths: int


KEYS = ("first", "second", "month", "status", "acts")
SUMS = ("events", "scale_tenths", "quad_1", "quad_2", "quad_3", "quad_4")


def list_cells(connection: Connection, numbers: Sequence[int]) -> Counter[Cell]:
    """What events that stand in their table count for."""
    events, dyads = tables.events, tables.event_dyads
    columns = (dyads.c.first, dyads.c.second, events.c.date, events.c.status, dyads.c.acts)
    which = (
        select(*columns, events.c.quad_code, events.c.event_scale)
        .select_from(dyads.join(events, dyads.c.event == events.c.number))
        .where(events.c.number.in_(numbers))
    )
    return Counter(_make_cell(*row) for row in connection.execute(which))


def count_cells(events: Iterable[Mapping[str, Any]], dyads: Iterable[Mapping[str, Any]]) -> Counter[Cell]:
    """What events count for, given their rows."""
    by_number = {event["number"]: event for event in events}
    cells: Counter[Cell] = Counter()
    for dyad in dyads:
        event = by_number[dyad["event"]]
        said = (event["date"], event["status"], dyad["acts"], event["quad_code"], event["event_scale"])
        cells[_make_cell(dyad["first"], dyad["second"], *said)] += 1
    return cells


def count(connection: Connection, new: Counter[Cell], gone: Counter[Cell]) -> None:
    """Count the new ones in and those that are gone out."""
    change = new.copy()
    change.subtract(gone)
    sums: dict[Key, dict[str, int]] = {}
    for cell, times in change.items():
        if times:
            added = sums.setdefault(cell[:5], dict.fromkeys(SUMS, 0))
            added["events"] += times
            added["scale_tenths"] += times * cell.tenths
            added[f"quad_{cell.quad}"] += times
    add_up(connection, tables.dyad_months, KEYS, sums)


def _make_cell(first: str, second: str, date: str | None, status: str, acts: str, quad: int, scale: float) -> Cell:
    return Cell(first, second, find_month(date), status, acts, quad, round(scale * 10))
