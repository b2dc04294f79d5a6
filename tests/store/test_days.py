"""Which days a date covers, as fine as the report tells it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from strategies import fine_days
from verbale.reconcile.days import cover, find_month


@pytest.mark.parametrize(
    ("value", "end", "days"),
    [
        ("2023-02-27", None, ("2023-02-27", "2023-02-27")),
        ("2023-02", None, ("2023-02-01", "2023-02-28")),
        ("2024-02", None, ("2024-02-01", "2024-02-29")),
        ("2023", None, ("2023-01-01", "2023-12-31")),
        ("2023-02-27", "2023-03-01", ("2023-02-27", "2023-03-01")),
        ("2023-02", "2023-04", ("2023-02-01", "2023-04-30")),
        ("2023-02-27", "2023-02-20", ("2023-02-27", "2023-02-27")),
    ],
)
def test_a_date_covers_its_days(value: str, end: str | None, days: tuple[str, str]) -> None:
    assert cover(value, end) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize("value", [None, "", "soon", "2023-13", "2023-02-30", "2023-W09"])
def test_what_is_no_date_covers_no_days(value: str | None) -> None:
    assert cover(value) is None
    assert find_month(value) == ""


@pytest.mark.parametrize(("value", "month"), [("2023-02-27", "2023-02"), ("2023-02", "2023-02"), ("2023", "2023")])
def test_a_month_is_told_as_far_as_it_is_known(value: str, month: str) -> None:
    assert find_month(value) == month


@given(fine_days)
def test_every_date_of_a_record_covers_days_in_order(value: str) -> None:
    days = cover(value)
    assert days is not None
    assert days.first <= days.last
    assert days.first.isoformat().startswith(value)
