"""What holds of dates whatever they are: written in any usual way they are read back, and nothing breaks the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text, days_of_news, heaps_of_date_words, newsy_text
from verbale.resolve.date_phrases import PATTERNS
from verbale.resolve.date_starts import BEGINNINGS, find_starts
from verbale.resolve.dates import find_dates
from verbale.resolve.resolution import Dated

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def month(day: date) -> str:
    return MONTHS[day.month - 1]


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


WRITTEN: dict[str, Callable[[date], str]] = {
    "3 May 2021": lambda day: f"{day.day} {month(day)} {day.year}",
    "03 May 2021": lambda day: f"{day.day:02} {month(day)} {day.year}",
    "May 3, 2021": lambda day: f"{month(day)} {day.day}, {day.year}",
    "May 3 2021": lambda day: f"{month(day)} {day.day} {day.year}",
    "Sept. 3, 2021": lambda day: f"{SHORT[day.month - 1]} {day.day}, {day.year}",
    "3rd May 2021": lambda day: f"{ordinal(day.day)} {month(day)} {day.year}",
    "the 3rd of May 2021": lambda day: f"the {ordinal(day.day)} of {month(day)} {day.year}",
    "May 3rd, 2021": lambda day: f"{month(day)} {ordinal(day.day)}, {day.year}",
    "Monday, 3 May 2021": lambda day: f"{WEEKDAYS[day.weekday()]}, {day.day} {month(day)} {day.year}",
    "Monday, May 3, 2021": lambda day: f"{WEEKDAYS[day.weekday()]}, {month(day)} {day.day}, {day.year}",
    "2021-05-03": date.isoformat,
}
"""The usual ways to write a day in full."""


def read(words: str, published: date | None = None) -> Dated:
    text = f"The treaty was signed on {words} in Oslo."
    (found,) = find_dates(text, published)
    assert found.span.of(text) == words
    return found


@pytest.mark.parametrize("name", WRITTEN)
@given(day=days_of_news, published=st.none() | days_of_news)
def test_a_day_in_full_is_read_back(name: str, day: date, published: date | None) -> None:
    found = read(WRITTEN[name](day), published)
    assert (found.value, found.end) == (day.isoformat(), None)


@given(day=days_of_news)
def test_a_month_with_its_year_is_read_back(day: date) -> None:
    (found,) = find_dates(f"The treaty was signed in {month(day)} {day.year}.", None)
    assert (found.value, found.end) == (day.isoformat()[:7], None)


@given(day=days_of_news, length=st.integers(1, 20))
def test_a_range_of_days_is_read_back(day: date, length: int) -> None:
    last = day + timedelta(length)
    text = f"It ran from {day.day} {month(day)} {day.year} to {last.day} {month(last)} {last.year}."
    (found,) = find_dates(text, None)
    assert (found.value, found.end) == (day.isoformat(), last.isoformat())


@given(published=days_of_news, count=st.integers(2, 400))
def test_days_ago_are_counted_from_the_report(published: date, count: int) -> None:
    (found,) = find_dates(f"They met {count} days ago.", published)
    assert found.value == (published - timedelta(count)).isoformat()


@given(published=days_of_news, number=st.integers(0, 6))
def test_a_weekday_past_lies_in_the_week_before_the_report(published: date, number: int) -> None:
    (found,) = find_dates(f"They met on {WEEKDAYS[number]}.", published)
    day = date.fromisoformat(found.value or "")
    assert day.weekday() == number
    assert timedelta(0) <= published - day < timedelta(7)


@given(published=days_of_news, number=st.integers(0, 6))
def test_a_weekday_to_come_lies_in_the_week_after_the_report(published: date, number: int) -> None:
    (found,) = find_dates(f"They will meet next {WEEKDAYS[number]}.", published)
    day = date.fromisoformat(found.value or "")
    assert day.weekday() == number
    assert timedelta(0) < day - published <= timedelta(7)


@given(day=days_of_news, published=days_of_news)
def test_a_day_without_a_year_lies_within_a_year_of_the_report(day: date, published: date) -> None:
    if (day.month, day.day) == (2, 29):
        return
    found = read(f"{day.day} {month(day)}", published)
    told = date.fromisoformat(found.value or "")
    assert (told.month, told.day) == (day.month, day.day)
    assert abs(told - published) <= timedelta(366)


@given(text=any_text | newsy_text | heaps_of_date_words, published=st.none() | st.dates())
def test_any_text_gives_disjoint_dates_in_order_with_sound_values(text: str, published: date | None) -> None:
    found = find_dates(text, published)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for one in found:
        assert one.span.of(text).strip() == one.span.of(text) != ""
        if one.value is None:
            assert one.end is None
        else:
            assert VALUE.fullmatch(one.value)
        if one.end is not None:
            assert VALUE.fullmatch(one.end)
            assert one.value is not None
            assert one.value <= one.end


@given(any_text | newsy_text | heaps_of_date_words | st.sampled_from(sorted(WRITTEN)))
def test_every_pattern_is_tried_wherever_it_matches(text: str) -> None:
    tried = {start: [name for name, _ in patterns] for start, patterns in find_starts(text)}
    for start in (found.start() for found in re.finditer(r"(?<![\w$€£#])[\w'’]", text)):
        for name, pattern in PATTERNS:
            assert name in tried.get(start, ()) or not re.match(pattern, text[start:])


def test_every_rule_has_its_beginnings() -> None:
    assert BEGINNINGS.keys() == dict(PATTERNS).keys()
