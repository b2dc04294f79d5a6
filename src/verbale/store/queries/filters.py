"""What a question may be narrowed by: days, type and mode, status; as people and programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, get_args

from msgspec import Struct
from sqlalchemy import ColumnElement, Table, and_, true

from verbale.errors import BadQuestion, UnknownCode
from verbale.plover import EventType, get_type
from verbale.reconcile.days import cover
from verbale.records import Status

STATUSES: Final[tuple[str, ...]] = get_args(Status)
COUNTED: Final = ("occurred", "ongoing")
"""What counts as having happened."""

_SPAN: Final = re.compile(r"(\d+)\s*(d|days?|w|weeks?|m|months?)?", re.IGNORECASE)
_DAYS: Final = {"d": 1, "w": 7, "m": 30}

MOST_DAYS: Final = 36_525
"""A hundred years."""

Day = date | str | None
Statuses = str | Iterable[str] | None


class Period(Struct, frozen=True):
    """From which day to which; None: open on that side."""

    start: date | None = None
    end: date | None = None

    def overlaps(self, table: Table | Any) -> ColumnElement[bool]:
        """The condition that the days of a row (`first_day` to `last_day`) touch the period."""
        parts = []
        if self.start:
            parts.append(table.c.last_day >= self.start)
        if self.end:
            parts.append(table.c.first_day <= self.end)
        return and_(true(), *parts)

    def list_parts(self, table: Table | Any) -> Sequence[ColumnElement[bool]]:
        """The same condition in parts of which never two hold, each answered by an index in the order of days.

        What begins within the period is most of it; what began before and lasts into it is known by lasting at all.
        """
        ended = [table.c.first_day <= self.end] if self.end else []
        if self.start is None:
            return [and_(true(), *ended)]
        lasting = (table.c.first_day < self.start, table.c.last_day > table.c.first_day, table.c.last_day >= self.start)
        return [and_(table.c.first_day >= self.start, *ended), and_(*lasting, *ended)]

    def begins(self, table: Table | Any) -> ColumnElement[bool]:
        """The condition that a row begins in the period: its index answers that, and few rows last long."""
        parts = [table.c.first_day >= self.start] if self.start else []
        parts += [table.c.first_day <= self.end] if self.end else []
        return and_(true(), *parts)

    @property
    def is_open(self) -> bool:
        """Does it hold all days?"""
        return self.start is None and self.end is None

    def tell(self) -> str:
        """The period in words, with a blank in front; empty if it is open."""
        start = f" from {self.start}" if self.start else ""
        return start + (f" to {self.end}" if self.end else "")


class Kind(Struct, frozen=True):
    """A type of events, in one mode or in all."""

    event: str | None = None
    mode: str | None = None

    def fits(self, table: Table | Any) -> ColumnElement[bool]:
        """The condition that a row is of this kind."""
        parts = [table.c.event == self.event] if self.event else []
        return and_(true(), *parts, *([table.c.mode == self.mode] if self.mode else []))


def read_period(start: Day, end: Day) -> Period:
    """The period; a coarse day ("2023-02") holds all its days. BadQuestion if a day is none, or they are reversed."""
    first, last = _read_day(start), _read_day(end)
    period = Period(first.first if first else None, last.last if last else None)
    if period.start and period.end and period.end < period.start:
        raise BadQuestion(f"{start} is later than {end}; give the earlier day first")
    return period


def read_week(words: str) -> tuple[date, date]:
    """The first and the last day of an ISO week: 2023-W09. BadQuestion if there is none such."""
    found = re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", words.strip())
    try:
        if found:
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return first, first + timedelta(days=6)
    except ValueError as fault:
        raise BadQuestion(f"{words!r} is no week of that year; weeks go from 1 to 52 or 53") from fault
    raise BadQuestion(f"{words!r} is no week; write it as 2023-W09")


def read_kind(words: str | None) -> Kind:
    """The type, or type and mode, that *words* write: CONSULT, consult, CONSULT/visit. UnknownCode with near ones."""
    if words is None:
        return Kind()
    event, _, mode = words.strip().replace(":", "/").partition("/")
    kind = _read_type(event)
    return Kind(kind.code, kind.mode(mode.strip().lower()).code if mode.strip() else None)


def read_statuses(statuses: Statuses) -> tuple[str, ...]:
    """The statuses asked for: those that count by default; "all" or several, with commas between them. UnknownCode."""
    if statuses is None:
        return COUNTED
    words = statuses.split(",") if isinstance(statuses, str) else statuses
    wanted = [word.strip().lower() for word in words]
    if wanted == ["all"]:
        return STATUSES
    for word in wanted:
        if word not in STATUSES:
            raise UnknownCode("status", word, (*STATUSES, "all"))
    return tuple(status for status in STATUSES if status in wanted)


def read_span(within: str | int | timedelta | None) -> timedelta | None:
    """How many days: 14, "14d", "2w", "1m" (30 days). BadQuestion if that is no span, or longer than a century."""
    if within is None or isinstance(within, timedelta):
        return within
    found = _SPAN.fullmatch(str(within).strip())
    if not found:
        raise BadQuestion(f"{within!r} is no span of days; write it as 14d, 2w or 1m")
    days = int(found[1]) * _DAYS[(found[2] or "d")[0].lower()]
    if days > MOST_DAYS:
        raise BadQuestion(f"{within!r} is longer than a record goes; give at most {MOST_DAYS} days")
    return timedelta(days=days)


def read_limit(limit: int | None) -> int | None:
    """How many rows at most; BadQuestion below 1."""
    if limit is not None and limit < 1:
        raise BadQuestion(f"at most {limit} rows are none; give a limit of 1 or more")
    return limit


def tell_statuses(statuses: Sequence[str]) -> str:
    """What is counted, in words."""
    if set(statuses) == set(STATUSES):
        return "events of every status"
    *others, last = statuses
    return f"{', '.join(others)} and {last} events" if others else f"{last} events"


def _read_type(code: str) -> EventType:
    return get_type(code.strip().upper().replace(" ", "_"))


def _read_day(day: Day) -> Any:
    if day is None:
        return None
    covered = cover(day if isinstance(day, str) else day.isoformat())
    if covered is None:
        raise BadQuestion(f"{day!r} is not a day; write it as YYYY-MM-DD, YYYY-MM or YYYY")
    return covered
