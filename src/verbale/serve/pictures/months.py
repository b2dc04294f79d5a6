"""Months on an axis: counting them, placing them, and the marks of years and months under a picture."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from verbale.serve.pictures.svg import Svg, element, text

MOST_MONTHS: Final = 120
"""Of a longer stretch the last so many months are drawn."""
LEAST_MONTHS: Final = 12
TICK_ROOM: Final = 44
"""Pixels that a label of a month or year has for itself."""


class MonthAxis(Struct, frozen=True):
    """Months by number (year * 12 + month - 1) from `first` to `last`, drawn from pixel `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def step(self) -> float:
        """Pixels of one month."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def holds(self, day: str) -> bool:
        """Is an ISO day or month on the axis?"""
        return len(day) >= len("2023-02") and self.first <= number_month(day) <= self.last

    def place(self, day: str) -> float:
        """Where an ISO day stands; a month, or a day that is none, in the middle of its month."""
        within = (int(day[8:10]) - 0.5) / 31 if len(day) >= len("2023-02-27") else 0.5
        return self.left + (number_month(day) - self.first + within) * self.step


def number_month(month: str) -> int:
    """The number of an ISO month or of a day's month."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def name_month(number: int) -> str:
    """ "Feb 2023"."""
    return f"{month_abbr[number % 12 + 1]} {number // 12}"


def lay_axis(months: Sequence[str], left: float, right: float) -> MonthAxis:
    """The axis on which these months stand: at least a year, at most MOST_MONTHS that end with the last."""
    numbers = [number_month(month) for month in months]
    last = max(numbers)
    first = max(min(numbers), last - MOST_MONTHS + 1)
    return MonthAxis(min(first, last - LEAST_MONTHS + 1), last, left, right)


def draw_ticks(axis: MonthAxis, top: float, foot: float) -> Iterator[Svg]:
    """A line from *top* down and a label at *foot* for years, or for months where there are few of them."""
    for number in range(axis.first, axis.last + 1):
        if number % _choose_stride(axis):
            continue
        x = axis.left + (number - axis.first) * axis.step
        label = str(number // 12) if number % 12 == 0 or _choose_stride(axis) > 11 else month_abbr[number % 12 + 1]
        yield element("line", x1=x, x2=x, y1=top, y2=foot - 12, class_="year" if number % 12 == 0 else "grid")
        if x < axis.right - TICK_ROOM / 2:
            yield text(label, x + 3, foot, class_="tick")


def _choose_stride(axis: MonthAxis) -> int:
    """Every how many months one has a mark, so that labels have room."""
    strides = (1, 3, 6, 12, 24, 60, 120)
    return next((stride for stride in strides if stride * axis.step >= TICK_ROOM), strides[-1])
