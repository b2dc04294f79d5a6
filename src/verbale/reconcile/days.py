"""Days as the record writes them, as fine as a text allows, as the days that they cover."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

MONTH: Final = len("2023-02")


class Stretch(NamedTuple):
    """From which day to which, both included."""

    first: date
    last: date


def cover(value: str | None, end: str | None = None) -> Stretch | None:
    """The days that a date ("2023", "2023-02", "2023-02-27") covers, up to the end of *end* if given; None for None.

    A date that is no date (records may come from elsewhere) covers no days.
    """
    first = _cover_one(value)
    last = _cover_one(end)
    if first is None:
        return None
    return Stretch(first.first, max(first.last, last.last) if last else first.last)


def find_month(value: str | None) -> str:
    """The month of a date, "2023" if only the year is known, "" if nothing is."""
    return value[:MONTH] if value and _cover_one(value) else ""


def _cover_one(value: str | None) -> Stretch | None:
    if not value:
        return None
    try:
        numbers = [int(part) for part in value.split("-")]
        if len(numbers) == 1:
            return Stretch(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
        if len(numbers) == 2:
            year, month = numbers
            return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        year, month, day = numbers
        return Stretch(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
