"""What is planned as an iCalendar: a library that knows the standard reads it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.kept import keep, tell_meeting, tell_talks
from verbale.show.calendars import write_calendar
from verbale.store.rows import DueRow


def read_back(*rows: DueRow) -> list[icalendar.cal.Component]:
    return list(icalendar.Calendar.from_ical(write_calendar(rows, "verbale 0")).walk("VEVENT"))


def plan(path: Path) -> DueRow:
    with keep(path, tell_talks(url="https://news.example/talks,1")) as record:
        return record.due(on="2024-05-20")[0]


def test_a_planned_visit_is_an_entry_on_its_day_with_its_proof(tmp_path: Path) -> None:
    (entry,) = read_back(plan(tmp_path))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2024, 6, 3), date(2024, 6, 4))
    assert entry["SUMMARY"] == "Duarte Valadim and Samir Benhaddou will meet"
    assert entry["DESCRIPTION"] == "“will travel to”\nExample Gazette, 14 May 2024"
    assert str(entry["URL"]) == "https://news.example/talks,1"


def test_a_plan_for_some_day_of_a_month_covers_the_month_and_says_so(tmp_path: Path) -> None:
    (entry,) = read_back(replace(plan(tmp_path), date="2024-02", enddate=None))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2024, 2, 1), date(2024, 3, 1))
    assert entry["SUMMARY"].endswith("(2024-02: the day is not known)")


def test_what_passed_without_news_says_so_and_what_has_no_day_is_left_out(tmp_path: Path) -> None:
    row = plan(tmp_path)
    (entry,) = read_back(replace(row, outlook="past, without news"), replace(row, date=None))
    assert entry["DESCRIPTION"].endswith("no report tells whether it was held.")


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read_back() == []


@given(place=st.text(max_size=200), words=st.text(min_size=1, max_size=300), lat=st.floats(-90, 90))
def test_any_words_come_back(place: str, words: str, lat: float) -> None:
    row = replace(ROW, place=place or None, words=words, lat=lat, lon=-lat)
    text = write_calendar([row], "verbale 0")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (entry,) = read_back(row)
    assert entry["DTSTART"].dt == date(2023, 2, 27)
    if place.isalnum():
        assert entry["LOCATION"] == place


def make_row() -> DueRow:
    with TemporaryDirectory() as folder, keep(Path(folder), tell_meeting(event={"status": "scheduled"})) as record:
        return record.due(on="2023-02-20")[0]


ROW = make_row()
