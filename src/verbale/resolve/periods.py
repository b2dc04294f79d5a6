"""Stretches of the calendar: days, weeks, months, years and what lies between; how they are written and shifted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct

Unit = Literal["day", "weekend", "week", "fortnight", "month", "season", "quarter", "half", "year", "decade", "century"]

SEASON_MONTHS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
"""First and last month of a season in the north; the year of a winter is the one that it begins in."""

SEASON_CODES: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}


class Period(Struct, frozen=True):
    """A stretch of the calendar.

    `start` is ISO 8601, as fine as is known (``2023``, ``2023-02``, ``2023-02-27``); `end` likewise, or None where
    `start` says all. `code` is the value in the manner of TimeML's TIMEX3 (``2023-W09``, ``2023-Q3``, ``198``).
    """

    unit: Unit
    start: str
    end: str | None
    code: str

    @property
    def first(self) -> date:
        """Its first day."""
        return first_day(self.start)


def first_day(iso: str) -> date:
    """The first day of an ISO value of any fineness."""
    parts = [int(part) for part in iso.split("-")]
    return date(*[*parts, 1, 1][:3])


def is_valid(iso: str) -> bool:
    """Is there such a day, month or year?"""
    try:
        first_day(iso)
    except ValueError:
        return False
    return True


def last_day(iso: str) -> date:
    """The last day of an ISO value of any fineness."""
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def day(of: date, part: str = "") -> Period:
    """One day; *part* is a part of it in TimeML's letters: MO, AF, EV, NI."""
    return Period("day", of.isoformat(), None, of.isoformat() + (f"T{part}" if part else ""))


def week(of: date) -> Period:
    """The week, Monday to Sunday, that *of* lies in."""
    monday = of - timedelta(of.weekday())
    year, number, _ = of.isocalendar()
    return Period("week", monday.isoformat(), (monday + timedelta(6)).isoformat(), f"{year}-W{number:02}")


def weekend(of: date) -> Period:
    """Saturday and Sunday of the week that *of* lies in."""
    saturday = of + timedelta(5 - of.weekday())
    year, number, _ = of.isocalendar()
    return Period("weekend", saturday.isoformat(), (saturday + timedelta(1)).isoformat(), f"{year}-W{number:02}-WE")


def month(year: int, number: int) -> Period:
    """A month."""
    return Period("month", f"{year:04}-{number:02}", None, f"{year:04}-{number:02}")


def quarter(year: int, number: int) -> Period:
    """Three months, *number* 1 to 4."""
    return Period("quarter", f"{year:04}-{3 * number - 2:02}", f"{year:04}-{3 * number:02}", f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period:
    """Six months, *number* 1 or 2."""
    return Period("half", f"{year:04}-{6 * number - 5:02}", f"{year:04}-{6 * number:02}", f"{year:04}-H{number}")


def season(year: int, name: str) -> Period:
    """A season of the north; a winter runs into the next year."""
    first, last = SEASON_MONTHS[name]
    end_year = year + (last < first)
    return Period("season", f"{year:04}-{first:02}", f"{end_year:04}-{last:02}", f"{year:04}-{SEASON_CODES[name]}")


def year(number: int) -> Period:
    """A year."""
    return Period("year", f"{number:04}", None, f"{number:04}")


def decade(first: int) -> Period:
    """Ten years from *first*."""
    return Period("decade", f"{max(first, 1):04}", f"{first + 9:04}", f"{first // 10:03}")


def century(number: int) -> Period:
    """The *number*-th century, as people count: the 20th is 1900 to 1999."""
    return Period("century", f"{max(100 * (number - 1), 1):04}", f"{100 * number - 1:04}", f"{number - 1:02}")


def between(start: Period, end: Period) -> Period:
    """From the start of one period to the end of another."""
    return Period(start.unit, start.start, end.end or end.start, f"{start.code}/{end.code}")


def add_months(to: date, count: int) -> date:
    """The same day *count* months on, or the month's last day if it is shorter."""
    months = to.year * 12 + to.month - 1 + count
    last = monthrange(months // 12, months % 12 + 1)[1]
    return date(months // 12, months % 12 + 1, min(to.day, last))


def around(unit: Unit, of: date) -> Period:
    """The period of that *unit* that a day lies in; seasons by the month."""
    return _AROUND[unit](of)


def _season_of(of: date) -> Period:
    name = next(n for n, (first, last) in SEASON_MONTHS.items() if of.month in {first, first % 12 + 1, last})
    return season(of.year - (of.month < 3), name)


_AROUND: Final[dict[Unit, Callable[[date], Period]]] = {
    "day": day,
    "weekend": weekend,
    "week": week,
    "fortnight": week,
    "month": lambda of: month(of.year, of.month),
    "season": _season_of,
    "quarter": lambda of: quarter(of.year, (of.month + 2) // 3),
    "half": lambda of: half(of.year, (of.month + 5) // 6),
    "year": lambda of: year(of.year),
    "decade": lambda of: decade(of.year // 10 * 10),
    "century": lambda of: century(of.year // 100 + 1),
}

DAYS: Final = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
MONTHS: Final = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def move(of: date, unit: Unit, count: int) -> date | None:
    """The day *count* units from *of*; None if that is outside the calendar's years 1 to 9999."""
    try:
        if unit in DAYS:
            return of + timedelta(DAYS[unit] * count)
        return add_months(of, MONTHS[unit] * count)
    except (OverflowError, ValueError):
        return None


def shift(of: date, unit: Unit, count: int) -> Period | None:
    """The period of that *unit* that lies *count* units from *of*; None outside the calendar."""
    moved = move(of, unit, count)
    try:
        return around(unit, moved) if moved else None
    except OverflowError:  # a week that runs out of the calendar
        return None
