"""Who said what as rows: names for ids, words on one line, chosen by speaker."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from msgspec.structs import replace

from verbale.analyse import lay_out
from verbale.extract import extract
from verbale.pipeline import gather_actors
from verbale.read.reading import Reading
from verbale.records import Event, MadeBy, Report, ReportRecord, TextInfo
from verbale.resolve import resolve
from verbale.show.quotes import COLUMNS, list_quotes, quotes_to_csv, quotes_to_json, render_quotes
from verbale.spans import Span

TEXT = """Bridge talks end

Minister Ana Ruzhova of Norway told Jon Bergson: "We will wait for them."

"They know the way," she said, "and the bridge is open."

Interfax quoted Bergson as saying that the bridge was closed."""


@pytest.fixture(scope="module")
def record() -> ReportRecord:
    """What the rules alone make of the text."""
    report = Report("talks", "r1", "Bridge talks end", date(2024, 5, 14), None, None, "en", (), TEXT)
    resolution = resolve(lay_out(Reading(report)))
    found = extract(resolution)
    actors = gather_actors(resolution.actors, found)
    return ReportRecord("verbale/1", MadeBy("", "", "", ""), report, actors, found.statements, (), (), ())


def test_a_row_has_names_in_place_of_ids(record: ReportRecord):
    first, second, third = list_quotes(record)
    assert (first.speaker, first.words, first.to) == (("Ana Ruzhova",), "We will wait for them.", ("Jon Bergson",))
    assert (second.speaker, second.form) == (("Ana Ruzhova",), "direct")
    assert (third.speaker, third.via, third.form) == (("Jon Bergson",), ("Interfax",), "indirect")


def test_the_pieces_of_an_interrupted_statement_stand_on_one_line(record: ReportRecord):
    assert list_quotes(record)[1].words == "They know the way, … and the bridge is open."


def test_a_row_tells_the_word_of_saying_and_the_clause_of_words_quoted_in_part(record: ReportRecord):
    text = 'Ana Ruzhova called for talks. She said that the bridge was "a border" now.'
    called, said = record.statements[2], replace(record.statements[0], form="mixed", to=())
    called = replace(called, spans=(Span(23, 28),), text=text[23:28], cue=Span(12, 22), via=())
    said = replace(said, spans=(Span(60, 68),), text=text[60:68], cue=Span(34, 38), clause=(Span(44, 73),))
    told = list_quotes(replace(record, report=replace(record.report, text=text), statements=(called, said)))
    clause = 'the bridge was "a border" now'
    assert [(quote.cue, quote.words, quote.clause) for quote in told] == [
        ("called for", "talks", None),
        ("said", "a border", clause),
    ]
    assert f"said {clause}" in " ".join(render_quotes(told, width=100).split())


def test_the_comma_before_an_attribution_is_no_part_of_the_words(record: ReportRecord):
    cut = replace(record.statements[1], spans=record.statements[1].spans[:1])
    assert list_quotes(replace(record, statements=(cut,)))[0].words == "They know the way"


@pytest.mark.parametrize("asked", ["Ruzhova", "ana ruzhova", "RUŽHOVA", "x:ana-ruzhova@nor"])
def test_a_speaker_is_found_by_any_word_or_spelling_of_the_name_and_by_id(record: ReportRecord, asked: str):
    assert [quote.id for quote in list_quotes(record, asked)] == ["s1", "s2"]


@pytest.mark.parametrize("asked", ["Ruz", "Ana Bergson", "", "  "])
def test_what_is_no_whole_word_of_the_name_finds_nobody(record: ReportRecord, asked: str):
    assert list_quotes(record, asked) == ()


def test_json_has_one_object_a_line_with_the_spans(record: ReportRecord):
    rows = [json.loads(line) for line in quotes_to_json(list_quotes(record)).splitlines()]
    assert [[TEXT[a:b] for a, b in row["spans"]] for row in rows][1] == [
        "They know the way,",
        "and the bridge is open.",
    ]


def test_csv_has_a_head_line_and_a_line_a_statement(record: ReportRecord):
    head, *rows = csv.reader(io.StringIO(quotes_to_csv(list_quotes(record))))
    assert tuple(head) == COLUMNS
    assert [row[0] for row in rows] == ["Ana Ruzhova", "Ana Ruzhova", "Jon Bergson"]


def test_a_field_that_a_spreadsheet_would_run_stays_text(record: ReportRecord):
    hostile = replace(record, report=replace(record.report, title="=1+1"))
    assert {row["title"] for row in csv.DictReader(io.StringIO(quotes_to_csv(list_quotes(hostile))))} == {"'=1+1"}


def test_the_view_puts_quoted_words_in_marks_and_reported_speech_in_none(record: ReportRecord):
    view = render_quotes(list_quotes(record), width=100)
    assert "“They know the way,” … “and the bridge is open.”" in view
    assert "Jon Bergson, as told by Interfax" in view
    assert "“the bridge was closed”" not in view


def test_a_row_names_the_acts_that_its_words_perform(record: ReportRecord):
    thanks = Event(
        id="e1",
        event="SUPPORT",
        mode=None,
        context=(),
        status="occurred",
        actor=record.statements[0].speakers,
        recipient=record.statements[0].to,
        host=(),
        date=None,
        enddate=None,
        date_basis="unknown",
        event_loc=None,
        event_text="told",
        text_info=TextInfo(TEXT.index("told"), TEXT.index("told") + 4),
        mentions=(),
        quad_code=1,
        event_scale=3.4,
        size=None,
        statement="s1",
        agreement=None,
        confidence=0.9,
        rule="lexicon",
    )
    assert [quote.events for quote in list_quotes(replace(record, events=(thanks,)))] == [("e1",), (), ()]


def test_no_statements_are_no_view():
    assert render_quotes(()) == ""
