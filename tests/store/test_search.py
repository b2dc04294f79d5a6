"""Searching: all the words, other forms of them, marked where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homes import Home
from store.kept import keep, tell_meeting, tell_talks
from strategies import any_text
from verbale.errors import BadQuestion
from verbale.spans import Span
from verbale.store.databases.sqlite_words import ask_for
from verbale.store.full_text import mark
from verbale.store.queries import reports
from verbale.store.queries.reports import PASSAGE, cut_passage
from verbale.store.record import Record


@pytest.fixture
def record(home: Home) -> Record:
    return keep(home, tell_talks(), tell_meeting())


def test_all_the_words_are_found_and_marked(record: Record) -> None:
    (hit,) = record.search("patrols Spain")
    assert [hit.passage[start:end] for start, end in hit.marks] == ["Spain", "patrols"]
    text = record.report(hit.report).report.text
    assert text[hit.start : hit.start + len(hit.passage)] == hit.passage


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("patrol", "patrols"),
        ("SPAIN", "Spain"),
        ("memorand*", "Memorandum"),
        ('"maritime safety"', "Maritime Safety"),
    ],
)
def test_other_forms_beginnings_and_phrases_are_found(record: Record, words: str, marked: str) -> None:
    (hit,) = record.search(words)
    assert marked in {hit.passage[start:end] for start, end in hit.marks}


def test_words_that_stand_apart_are_no_phrase(record: Record) -> None:
    assert record.search('"safety maritime"') == []
    assert record.search("Lisbon Baku") == []


@pytest.mark.parametrize("words", ["", "  ", '""', "?!", "*", "_"])
def test_without_a_word_there_is_nothing_to_search_for(record: Record, words: str) -> None:
    with pytest.raises(BadQuestion, match="no word to search for"):
        record.search(words)


@given(any_text)
def test_whatever_is_typed_is_a_question_or_refused(words: str) -> None:
    try:
        ask_for(words)
    except BadQuestion:
        return
    mark(["Spain should join the patrols"], words)


def test_a_corrected_report_is_found_by_its_new_words_only(record: Record) -> None:
    record.add(tell_meeting("spoke in Gabala"))
    assert record.search("Baku") == []
    assert len(record.search("Gabala")) == 1


def test_a_title_counts_more_than_a_body(home: Home) -> None:
    in_title = tell_meeting(title="Short talks", text_before="Short talks\n\n", coda="number 1")
    record = keep(home, tell_meeting(coda="in short", source="other"), in_title)
    assert [hit.title for hit in record.search("short")] == ["Short talks", None]


def test_copies_are_found_once(home: Home) -> None:
    record = keep(home, *(tell_talks(source=f"p{number}", publisher=f"P{number}") for number in range(3)))
    assert [hit.carriers for hit in record.search("patrols")] == [3]


def test_the_best_are_shown_and_the_rest_counted(home: Home) -> None:
    told = [tell_meeting(coda=f"number {number}", source=f"s{number}") for number in range(4)]
    hits = keep(home, *told).search("Baku", limit=3)
    assert len(hits) == 3
    assert hits.notes == ("4 reports have the words; the best 3 are shown",)


def test_so_many_reports_are_counted_and_ranked_and_no_more(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_RANKED", 4)
    told = [tell_meeting(coda=f"number {number}", source=f"s{number}") for number in range(5)]
    hits = keep(home, *told).search("Baku", limit=2)
    assert hits.notes == ("4 or more reports have the words; the best 2 of the 4 added last are shown",)


def test_of_few_words_all_reports_are_ranked_whenever_they_were_added(home: Home) -> None:
    in_title = tell_meeting(title="Short talks", text_before="Short talks\n\n", coda="number 1")
    others = [tell_meeting(coda=f"in short {number}", source=f"s{number}") for number in range(3)]
    record = keep(home, in_title, *others)
    assert record.search("short", limit=1)[0].title == "Short talks"


@pytest.mark.parametrize(
    ("words", "start", "said"),
    [
        ("Baku zebra", None, 'no report has "zebra"; the beginning of a word with * after it finds more'),
        ("Lisbon Baku", None, "every word stands in some report, but all of them in none; try fewer words"),
        ("Baku", "2030", "reports of other days have the words"),
    ],
)
def test_a_search_that_finds_nothing_says_why(record: Record, words: str, start: str | None, said: str) -> None:
    assert record.search(words, start=start).notes == (said,)


def test_a_search_may_be_narrowed_to_a_period(record: Record) -> None:
    assert record.search("Baku", start="2024") == []
    assert len(record.search("Baku", end="2023")) == 1


def test_marks_are_offsets_into_the_text() -> None:
    text = "Über Kyiv \ufdd0 flogen drones; a drone fell."
    (spans,) = mark([text], "drone")
    assert [span.of(text) for span in spans] == ["drones", "drone"]


@given(st.text(alphabet="ab \n", min_size=1, max_size=900), st.data())
def test_a_passage_holds_its_marks_and_no_line_end(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=6, unique=True))
    marks = [Span(start, start + 1) for start in sorted(starts) if text[start] != "\n"]
    passage = cut_passage(text, marks)
    assert 0 <= passage.start <= passage.end <= len(text)
    assert passage.end - passage.start <= 2 * PASSAGE
    assert not marks or any(passage.covers(one) for one in marks)
