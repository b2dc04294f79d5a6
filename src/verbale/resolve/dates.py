"""Finds the dates that a report names, and tells which days they are.

`find_dates` gives every expression that places something in time, with its value:

    an exact day, month or year         ``2023-02-27``, ``2023-02``, ``2023``: as fine as the words are
    a week, a weekend                   its first and last day, in `value` and `end`
    early, mid or late in a month       its first and last day: a third of the month
    a quarter, half-year, season        its first and last month
    a decade, a century                 its first and last year
    a range ("from 3 to 5 May")         its first and last day, month or year
    "the past two weeks"                from then to the day of publication; "the next two weeks" the other way round
    "two weeks ago", "two years ago"    that week, that year: as coarse as the unit
    "Friday night", "10:30 on Monday"   the day
    "the coming days", "coming weeks"   from the next day on: 7 days, 28 days, for months half a year
    "recently", "in recent days"        no value: it cannot be told

Words such as since, until or by change nothing in the value; early, mid and late only that of months. Spans hold no
preposition.

Relative expressions are counted from the day of publication, and have no value without one; a weekday with its date
then has the year that fits (`weekday_years`). A bare weekday is the
latest such day, today included (right for 90.6% of the bare weekdays of newswire), unless the clause looks forward:
then it is the next. A day or month without a year is the latest one, or the coming one where the clause looks
forward, or the nearer one where the two are far from equally near. "That day", "two days later" and the like are
counted from the day named last before them.

`find_times` gives durations, times of day and repetitions besides, with codes in the manner of TimeML, so that the
rules can be measured on its corpora; no date of a record is made of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final

from msgspec.structs import replace

from verbale.resolve import calendar_dates, periods, relative_dates
from verbale.resolve.date_starts import Patterns, find_starts
from verbale.resolve.periods import Period
from verbale.resolve.resolution import Dated
from verbale.resolve.timed import Phrase, Timed
from verbale.resolve.weekday_years import tell_years
from verbale.spans import Span

_RULES: Final = calendar_dates.RULES | relative_dates.RULES
WEEKDAY_NAME: Final = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)

_REACH_OF_QUARTER: Final = 600
"""Characters after a quarter is named within which "a year earlier" means the same quarter of that year."""
_YEAR_AGO: Final = re.compile(r"\byear[\s-](?:ago|earlier)", re.IGNORECASE)

_BESIDE: Final = re.compile(r",?\s|,?\s(?:on|at)\s")
_TO: Final = re.compile(r"\s(?:to|until|till|through)\s")
_DASH: Final = re.compile(r"\s?[–—-]\s?")
_AND: Final = re.compile(r"\sand\s")


def find_dates(text: str, published: date | None) -> tuple[Dated, ...]:
    """Every date that *text* names, in order and disjoint; relative ones are counted from *published*."""
    dating = [one for one in find_times(text, published) if _places_in_time(one)]
    dates = [
        Dated(one.span, one.period.start if one.period else None, one.period.end if one.period else None)
        for one in _join_ranges(text, dating)
    ]
    return tuple(_settle_weekdays(text, dates if published else tell_years(text, dates)))


def _settle_weekdays(text: str, dates: list[Dated]) -> Iterator[Dated]:
    """A bare weekday is the one that the report tells with its date elsewhere: "Tuesday", "Tuesday (28 February)"."""
    told: dict[str, set[str | None]] = {}
    for one in dates:
        for weekday in WEEKDAY_NAME.findall(one.span.of(text)) if re.search(r"\d", one.span.of(text)) else ():
            told.setdefault(weekday.lower(), set()).add(one.value)
    for one in dates:
        settled = told.get(one.span.of(text).lower(), set())
        yield replace(one, value=next(iter(settled))) if len(settled) == 1 else one


def _places_in_time(one: Timed) -> bool:
    if one.kind == "vague":
        return one.code != "PRESENT_REF"
    return one.kind in {"date", "stretch"} or (one.kind == "time" and one.period is not None)


def find_times(text: str, published: date | None) -> tuple[Timed, ...]:
    """Every expression of time in *text*, in order and disjoint."""
    found: list[Timed] = []
    named: date | None = None
    spoken_of: date | None = None
    quarter: Timed | None = None
    at = 0
    for start, patterns in find_starts(text):
        if start < at:
            continue
        of_quarter = quarter.period.first if quarter and quarter.period and _is_near(quarter, start) else None
        timed = _read(Phrase(text, Span(start, start), published, named, spoken_of, of_quarter), patterns)
        if timed is None:
            continue
        found.append(timed)
        at = timed.span.end
        if timed.period is not None and timed.kind in {"date", "time"}:
            spoken_of = timed.period.first
            named = spoken_of if timed.period.unit == "day" else named
            quarter = timed if timed.period.unit == "quarter" and not _YEAR_AGO.search(timed.span.of(text)) else quarter
    told = (one for one in found if one.kind != "hint")
    return tuple(_join_clocks(text, _join_brackets(text, told)))


def _is_near(quarter: Timed, start: int) -> bool:
    return start - quarter.span.end <= _REACH_OF_QUARTER


def _read(phrase: Phrase, patterns: Patterns) -> Timed | None:
    """What the first rule reads, of those whose pattern matches where *phrase* begins."""
    for name, pattern in patterns:
        here = _compile(pattern).match(phrase.text, phrase.span.start)
        timed = _RULES[name](replace(phrase, span=Span(*here.span()))) if here else None
        if timed is not None:
            return timed
    return None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """A rule's pattern, compiled when it is first needed: all of them take a twentieth of a second."""
    return re.compile(pattern)


# Neighbours that make one expression


def _join_brackets(text: str, times: Iterable[Timed]) -> list[Timed]:
    """A weekday with its date in brackets, or the other way round, is one date: that of the one with figures."""
    joined: list[Timed] = []
    for one in times:
        if joined and _is_bracketed(text, joined[-1], one):
            last = joined.pop()
            fuller = last if re.search(r"\d", text[slice(*last.span)]) else one
            one = replace(fuller, span=Span(last.span.start, one.span.end + 1))  # noqa: PLW2901
        joined.append(one)
    return joined


def _is_bracketed(text: str, last: Timed, one: Timed) -> bool:
    between = text[last.span.end : one.span.start]
    return (
        between.strip() == "("
        and len(between) < 3
        and text[one.span.end : one.span.end + 1] == ")"
        and (_may_be_day(last) and _may_be_day(one))
    )


def _may_be_day(one: Timed) -> bool:
    return one.kind in {"date", "time"} and (one.period is None or one.period.unit == "day")


def _join_clocks(text: str, times: Iterable[Timed]) -> list[Timed]:
    """A time of day beside its day is one expression."""
    joined: list[Timed] = []
    for one in times:
        pair = _clock_and_day(text, joined[-1], one) if joined else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(one)
    return joined


def _clock_and_day(text: str, first: Timed, second: Timed) -> Timed | None:
    """The two as one time of that day; None if they are something else."""
    if not _BESIDE.fullmatch(text, first.span.end, second.span.start):
        return None
    clock, day = (first, second) if first.kind == "time" and first.period is None else (second, first)
    if clock.kind != "time" or clock.period is not None or day.kind != "date" or not _may_be_day(day):
        return None
    code = f"{day.code}{(clock.code or '')[10:]}" if day.code else None
    return Timed(Span(first.span.start, second.span.end), "time", day.period, code, day.stated)


def _join_ranges(text: str, times: Iterable[Timed]) -> list[Timed]:
    """From A to B, between A and B, A-B: one date with an end."""
    joined: list[Timed] = []
    for one in times:
        period = _range(text, joined[-1], one) if joined else None
        if period is not None:
            joined[-1] = replace(one, span=Span(joined[-1].span.start, one.span.end), period=period, kind="date")
        else:
            joined.append(one)
    return joined


def _range(text: str, first: Timed, last: Timed) -> Period | None:
    if first.period is None or last.period is None or first.period.end or "stretch" in (first.kind, last.kind):
        return None
    if not _are_linked(text, first, last):
        return None
    start = first.period if first.stated or not last.stated else _in_year_of(first.period, last.period.first)
    return periods.between(start, last.period) if start.first <= last.period.first else None


def _are_linked(text: str, first: Timed, last: Timed) -> bool:
    gap = (first.span.end, last.span.start)
    before = text[max(0, first.span.start - 12) : first.span.start].lower()
    if _DASH.fullmatch(text, *gap) or (_AND.fullmatch(text, *gap) and before.endswith("between ")):
        return True
    alike = first.period is not None and last.period is not None and first.period.unit == last.period.unit
    return _TO.fullmatch(text, *gap) is not None and (alike or before.endswith("from "))


def _in_year_of(start: Period, end: date) -> Period:
    """A day or month in the year of the range's end, or in the year before if it would lie after it."""
    for year in (end.year, end.year - 1):
        value = f"{year:04}{start.start[4:]}"
        if periods.is_valid(value) and periods.first_day(value) <= end:
            return replace(start, start=value, code=value)
    return start
