"""With whom states deal: the rollup by month and the edges of a period give what the events themselves give."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from store.kept import keep, tell_act
from verbale.store.naming import find_name
from verbale.store.queries.filters import Period
from verbale.store.queries.ties import list_ties, split_months
from verbale.store.record import Record

TOLD = [
    ("AID", "RUS", "AZE", "2023-01-31"),
    ("AID", "RUS", "AZE", "2023-02-01"),
    ("ASSAULT", "AZE", "ARM", "2023-02-12"),
    ("ACCUSE", "ARM", "AZE", "2023-02-28"),
    ("AID", "RUS", "ARM", "2023-03-10"),
    ("AID", "AZE", "RUS", "2023-03"),
    ("ASSAULT", "RUS", "UKR", "2023"),
    ("AID", "RUS", "AZE", "2024-02-29"),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    told = [tell_act(*one, coda=f"number {number}") for number, one in enumerate(TOLD)]
    planned = tell_act("AID", "RUS", "AZE", "2023-02-20", event_said={"status": "scheduled"})
    undated = tell_act("AID", "RUS", "ARM", "2023-02-21", event_said={"date": None, "date_basis": "unknown"})
    return keep(tmp_path_factory.mktemp("ties"), *told, planned, undated)


def count_events(record: Record, period: Period) -> dict[tuple[str, str], tuple[int, int, float]]:
    """The same, counted one by one."""
    scales = defaultdict(list)
    for row in record.events():
        begins = date.fromisoformat(f"{row.date}-01-01"[:10]) if row.date else None
        if period.is_open or (begins and (period.start or begins) <= begins <= (period.end or begins)):
            first, second = sorted((row.actor_states[0] or "", row.recipient_states[0] or ""))
            scales[first, second].append((row.event_scale, row.quad_code > 2))
    return {
        pair: (len(told), sum(against for _, against in told), round(sum(scale for scale, _ in told) / len(told), 2))
        for pair, told in scales.items()
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        ("2023-02-01", "2023-02-28"),
        ("2023-01-31", "2023-02-12"),
        ("2023-02-02", "2023-02-27"),
        ("2023-02-12", "2024-02-29"),
        ("2023-01-01", "2023-12-31"),
        ("2023-01-02", None),
        (None, "2023-02-15"),
    ],
)
def test_ties_are_what_the_events_come_to(record: Record, start: str | None, end: str | None) -> None:
    period = Period(*(date.fromisoformat(day) if day else None for day in (start, end)))
    rows = record.ask(list_ties, period)
    told = {(row.first, row.second): (row.events, row.conflict, row.mean_scale) for row in rows}
    assert told == count_events(record, period)


def test_ties_of_one_leave_others_out(record: Record) -> None:
    rows = record.ask(lambda connection: list_ties(connection, Period(), find_name(connection, "ARM")))
    assert {(row.first, row.second) for row in rows} == {("ARM", "AZE"), ("ARM", "RUS")}


def test_the_strongest_come_first(record: Record) -> None:
    rows = record.ask(list_ties, Period(), limit=1)
    assert [(row.first, row.second, row.events) for row in rows] == [("AZE", "RUS", 3)]


@pytest.mark.parametrize(
    ("start", "end", "months", "edges"),
    [
        ("2023-02-01", "2023-02-28", ("2023-02-01", "2023-02-28"), []),
        ("2023-02-03", "2023-02-20", None, [("2023-02-03", "2023-02-20")]),
        ("2023-01-31", "2023-03-02", ("2023-02-01", "2023-02-28"), [("2023-01-31",) * 2, ("2023-03-01", "2023-03-02")]),
        ("2023-02-03", "2023-03-20", None, [("2023-02-03", "2023-03-20")]),
        (None, "2023-03-20", (None, "2023-02-28"), [("2023-03-01", "2023-03-20")]),
        ("2023-12-05", None, ("2024-01-01", None), [("2023-12-05", "2023-12-31")]),
    ],
)
def test_a_period_is_parted_into_whole_months_and_edges(
    start: str | None, end: str | None, months: tuple[str | None, str | None] | None, edges: list[tuple[str, str]]
) -> None:
    def read(*days: str | None) -> Period:
        return Period(*(date.fromisoformat(day) if day else None for day in days))

    whole, rest = split_months(read(start, end))
    assert whole == (read(*months) if months else None)
    assert list(rest) == [read(*edge) for edge in edges]
