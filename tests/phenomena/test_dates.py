"""One minimal text for each way in which news tell when: the first and last day that the program makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.resolve.dates import find_dates

REPORT = date(2023, 8, 16)
"""A Wednesday."""

PHENOMENA: dict[str, tuple[str, str, str | None, str | None]] = {
    # Whole dates
    "day, month and year": ("It was signed on 3 May 2021.", "3 May 2021", "2021-05-03", None),
    "month, day and year": ("It was signed on May 3, 2021.", "May 3, 2021", "2021-05-03", None),
    "with the weekday": ("It was signed on Monday, 3 May 2021.", "Monday, 3 May 2021", "2021-05-03", None),
    "in figures": ("It was signed on 2021-05-03.", "2021-05-03", "2021-05-03", None),
    "month and year": ("It was signed in May 2021.", "May 2021", "2021-05", None),
    "a year": ("It was signed in 2021.", "2021", "2021", None),
    # Without a year
    "a day of this year": ("It was signed on 3 May.", "3 May", "2023-05-03", None),
    "a day of last year": ("It was signed on 3 December.", "3 December", "2022-12-03", None),
    "a day to come": ("It will be signed on 3 December.", "3 December", "2023-12-03", None),
    "a month past": ("It was signed in June.", "June", "2023-06", None),
    "a month to come": ("It will be signed in October.", "October", "2023-10", None),
    # Weekdays
    "a weekday past": ("They met on Monday.", "Monday", "2023-08-14", None),
    "a weekday to come": ("They will meet on Friday.", "Friday", "2023-08-18", None),
    "the report's own weekday": ("They met on Wednesday.", "Wednesday", "2023-08-16", None),
    "last Friday": ("They met last Friday.", "last Friday", "2023-08-11", None),
    "next Tuesday": ("They will meet next Tuesday.", "next Tuesday", "2023-08-22", None),
    "a weekday with its date in brackets": (
        "They met on Monday (14 August).",
        "Monday (14 August)",
        "2023-08-14",
        None,
    ),
    "a part of a weekday": ("Rockets fell on Sunday night.", "Sunday night", "2023-08-13", None),
    "a weekday's morning": ("They left on Tuesday morning.", "Tuesday morning", "2023-08-15", None),
    # Counted from the report's day
    "today": ("They meet today.", "today", "2023-08-16", None),
    "yesterday": ("They met yesterday.", "yesterday", "2023-08-15", None),
    "tomorrow": ("They will meet tomorrow.", "tomorrow", "2023-08-17", None),
    "the day before yesterday": ("They met the day before yesterday.", "the day before yesterday", "2023-08-14", None),
    "overnight": ("Drones came overnight.", "overnight", "2023-08-16", None),
    "days ago": ("They met three days ago.", "three days ago", "2023-08-13", None),
    "weeks ago are as coarse as weeks": ("They met two weeks ago.", "two weeks ago", "2023-07-31", "2023-08-06"),
    "years ago are as coarse as years": ("They met ten years ago.", "ten years ago", "2013", None),
    "last week": ("They met last week.", "last week", "2023-08-07", "2023-08-13"),
    "next month": ("They will meet next month.", "next month", "2023-09", None),
    "last year": ("They met last year.", "last year", "2022", None),
    "the weekend": ("They met over the weekend.", "the weekend", "2023-08-12", "2023-08-13"),
    # Parts of longer times
    "earlier this year": ("They met earlier this year.", "earlier this year", "2023", None),
    "later this month": ("They will meet later this month.", "later this month", "2023-08", None),
    "early in a month": ("They met in early May.", "early May", "2023-05-01", "2023-05-10"),
    "the middle of a month": ("They met in mid-May.", "mid-May", "2023-05-11", "2023-05-20"),
    "the end of a month": ("They met in late May.", "late May", "2023-05-21", "2023-05-31"),
    "a quarter with its year": (
        "Prices rose in the third quarter of 2022.",
        "the third quarter of 2022",
        "2022-07",
        "2022-09",
    ),
    "a quarter of this year": ("Prices rose in the second quarter.", "the second quarter", "2023-04", "2023-06"),
    "the same quarter of the year before": (
        "Prices rose in the second quarter, as they had a year earlier.",
        "a year earlier",
        "2022-04",
        "2022-06",
    ),
    "a half of a year": ("Prices rose in the first half of 2022.", "the first half of 2022", "2022-01", "2022-06"),
    "a season": ("They met in the summer of 2022.", "the summer of 2022", "2022-06", "2022-08"),
    "a decade": ("They fought in the 1990s.", "the 1990s", "1990", "1999"),
    "a century": ("They fought in the 19th century.", "the 19th century", "1800", "1899"),
    # Ranges
    "from day to day": ("They met from 3 to 5 May.", "3 to 5 May", "2023-05-03", "2023-05-05"),
    "days joined by a dash": ("They met on 3-5 May 2021.", "3-5 May 2021", "2021-05-03", "2021-05-05"),
    "between two days": ("They met between 3 May and 2 June.", "3 May and 2 June", "2023-05-03", "2023-06-02"),
    "years joined by a dash": ("He ruled in 2011-2013.", "2011-2013", "2011", "2013"),
    "the past days": ("Shells fell in the past two days.", "the past two days", "2023-08-14", "2023-08-16"),
    # Counted from another day
    "the next day": ("They met on 3 May and left the next day.", "the next day", "2023-05-04", None),
    "days later": ("They met on 3 May and left two days later.", "two days later", "2023-05-05", None),
    "that day": ("They met on 3 May. It rained that day.", "that day", "2023-05-03", None),
    "the coming days": ("They will meet in the coming days.", "the coming days", "2023-08-17", "2023-08-23"),
    # Feasts
    "a feast": ("They met on Christmas Day.", "Christmas Day", "2022-12-25", None),
    "a feast that moves": ("They met on Good Friday 2022.", "Good Friday 2022", "2022-04-15", None),
    # What cannot be told
    "recently": ("They met recently.", "recently", None, None),
}

NO_DATES = {
    "a verb": "They may march on the capital.",
    "a person called May": "Theresa May met Mr Oran.",
    "a count": "Soldiers killed 2023 people.",
    "an age": "A 45-year-old man and the 6-year-old boy were hurt.",
    "a newspaper": "She told the Sunday Times so.",
    "a name with a year in it": "They praised Vision 2030.",
}


@pytest.mark.parametrize("name", PHENOMENA)
def test_when(name: str) -> None:
    text, words, start, end = PHENOMENA[name]
    found = [(one.span.of(text), one.value, one.end) for one in find_dates(text, REPORT)]
    assert (words, start, end) in found


@pytest.mark.parametrize("name", NO_DATES)
def test_no_date(name: str) -> None:
    assert find_dates(NO_DATES[name], REPORT) == ()
