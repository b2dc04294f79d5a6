from __future__ import annotations

import time
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text, newsy_text
from verbale.analyse import analyse, lay_out
from verbale.analyse.analysis import Analysis, Name
from verbale.analyse.component import Findings
from verbale.analyse.layout import split_paragraphs, split_words
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

LINE = "The two foreign ministers met in the capital and spoke at length about the border, trade and the prisoners."


def laid_out(text: str, title: str | None = None) -> Analysis:
    return lay_out(Reading(Report("a report", "r1", title, None, None, None, "en", (), text)))


def paragraphs(text: str, title: str | None = None) -> list[str]:
    return [span.of(text) for span in laid_out(text, title).paragraphs]


def words(text: str) -> list[str]:
    return [span.of(text) for span in split_words(text)]


@given(any_text | newsy_text, st.integers(1, 9))
def test_a_text_that_is_split_in_parts_has_the_words_that_it_has_as_a_whole(text: str, part: int) -> None:
    whole = split_words(text)
    with patch("verbale.analyse.layout.PART", part):
        assert split_words(text) == whole


@given(newsy_text)
def test_the_layout_of_a_long_text_is_that_of_a_short_one(text: str) -> None:
    short = laid_out(text)
    with patch("verbale.spans.FEW", 0):
        long = laid_out(text)
    assert (tuple(long.paragraphs), tuple(long.sentences)) == (tuple(short.paragraphs), tuple(short.sentences))
    for at in range(len(text)):
        assert long.paragraph_at(at) == short.paragraph_at(at)
        assert long.sentence_at(at) == short.sentence_at(at)


def test_paragraphs_are_cut_at_blank_lines_and_trimmed():
    assert paragraphs("  One goes.  \n\n Two stays.\n \t\nThree.\n") == ["One goes.", "Two stays.", "Three."]


def test_the_title_is_paragraph_0():
    text = "Ministers meet\n\nThe ministers met on Friday."
    assert laid_out(text, "Ministers meet").has_title
    assert paragraphs(text, "Ministers meet") == ["Ministers meet", "The ministers met on Friday."]


def test_a_title_that_the_body_follows_without_a_blank_line_is_still_paragraph_0():
    assert paragraphs("Ministers meet\nThe ministers met.", "Ministers meet") == [
        "Ministers meet",
        "The ministers met.",
    ]


def test_a_title_that_only_begins_the_first_sentence_is_no_paragraph():
    analysis = laid_out("Ministers meet in Oslo on Friday.", "Ministers meet")
    assert not analysis.has_title
    assert len(analysis.paragraphs) == 1


def test_without_a_title_nothing_is_one():
    assert not laid_out("Ministers meet\n\nThey met.").has_title


def test_long_lines_without_blank_lines_are_paragraphs():
    assert paragraphs(f"{LINE}\n{LINE}") == [LINE, LINE]


def test_long_lines_under_a_title_are_paragraphs():
    assert paragraphs(f"Talks held\n\n{LINE}\n{LINE}", "Talks held") == ["Talks held", LINE, LINE]


def test_a_heading_above_its_text_is_a_paragraph_of_its_own():
    text = (
        "14.20 Ruz calls off the ferry talks\n"
        "The talks on the ferry were called off on Friday, said Ana Ruz, who had led them.\n\n"
        "13.05 Berg lands\n"
        "Jon Berg, the captain, landed at noon and went straight to the old bridge with his crew."
    )
    parts = [span.of(text).partition("\n") for span in split_paragraphs(text)]
    assert [first[:8] for first, _, _ in parts] == ["14.20 Ru", "The talk", "13.05 Be", "Jon Berg"]
    assert not any(rest for _, _, rest in parts)


def test_wrapped_short_lines_stay_one_paragraph():
    assert len(paragraphs("The two foreign ministers met in the\ncapital and spoke at length about the\nborder.")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azerbaijan's army", ["Azerbaijan", "'s", "army"]),
        ("Azerbaijan’s army", ["Azerbaijan", "’s", "army"]),
        ("the leaders' summit", ["the", "leaders", "'", "summit"]),
        ("They'll go, we've won", ["They", "'ll", "go", ",", "we", "'ve", "won"]),
        ("Brian O'Connor didn't", ["Brian", "O'Connor", "didn't"]),
        ("a trade-related follow-up", ["a", "trade-related", "follow-up"]),
        ("1,200 people, 3.5% at 10:30", ["1,200", "people", ",", "3.5", "%", "at", "10:30"]),
        ("the U.S. said at 5 p.m. so", ["the", "U.S.", "said", "at", "5", "p.m.", "so"]),
        ("see https://example.org/a?b=c.", ["see", "https://example.org/a?b=c", "."]),
        ('"We go..."', ['"', "We", "go", "...", '"']),
        ("Côte d'Ivoire", ["Côte", "d'Ivoire"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_reading_warnings_are_kept_before_those_of_layout():
    reading = Reading(
        Report("a", "a", None, None, None, None, "en", (), 'He said: "We go.'), ("the encoding was guessed",)
    )
    warnings = lay_out(reading).warnings
    assert warnings[0] == "the encoding was guessed"
    assert len(warnings) == 2


class FirstWord:
    name = "first word"

    def read(self, laid: Analysis) -> Findings:
        return Findings(names=(Name(laid.words[0], "person", 1.0),))


def test_analysis_is_the_layout_and_what_the_reader_finds():
    reading = Reading(Report("a", "a", None, None, None, None, "en", (), "Ulan Sadyk left."))
    assert analyse(reading, FirstWord()).names == (Name(Span(0, 4), "person", 1.0),)


@given(any_text | newsy_text)
def test_paragraphs_sentences_and_words_are_in_order_and_cover_all_but_spaces(text):
    analysis = laid_out(text)
    for spans in (analysis.paragraphs, analysis.sentences, analysis.words):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        covered = {i for s in spans for i in range(s.start, s.end)}
        assert all(text[i].isspace() or i in covered for i in range(len(text)))


@given(any_text | newsy_text)
def test_sentences_and_quotations_stay_within_their_paragraphs(text):
    analysis = laid_out(text)
    for span in [*analysis.sentences, *(q.outside for q in analysis.quoted)]:
        assert any(p.covers(span) for p in analysis.paragraphs)


@given(any_text | newsy_text)
def test_quotations_nest(text):
    quoted = laid_out(text).quoted
    open_ends: list[int] = []
    for one in quoted:
        assert one.outside.start <= one.inside.start < one.inside.end <= one.outside.end
        while open_ends and open_ends[-1] <= one.outside.start:
            open_ends.pop()
        assert not open_ends or one.outside.end <= open_ends[-1]
        open_ends.append(one.outside.end)
        assert one.depth == len(open_ends)


@given(newsy_text)
def test_a_paragraph_put_in_front_shifts_everything_and_changes_nothing_else(text):
    front = "Talks began in Oslo.\n\n"
    alone, after = laid_out(text.lstrip()), laid_out(front + text.lstrip())
    if len(alone.paragraphs) == 1 and "\n" in text:
        return  # one line break decides differently in a text without blank lines
    by = len(front)
    assert after.paragraphs[1:] == tuple(s.shifted(by) for s in alone.paragraphs)
    assert after.sentences[1:] == tuple(s.shifted(by) for s in alone.sentences)
    assert after.words[5:] == tuple(s.shifted(by) for s in alone.words)
    assert [(q.inside, q.outside, q.depth, q.turn) for q in after.quoted] == [
        (q.inside.shifted(by), q.outside.shifted(by), q.depth, q.turn) for q in alone.quoted
    ]


def test_lines_that_are_all_short_do_not_tell_where_a_paragraph_ends():
    assert len(laid_out("Talks\nU.S. and Oman\nMuscat").paragraphs) == 1


@given(newsy_text, any_text)
def test_texts_put_together_are_laid_out_too(one, other):
    assert laid_out(one + other).text == one + other


@pytest.mark.parametrize("sign", [".", ". ", "\n", "-", "'", "1,", "a.", "www.", "(", "\u200b"])
def test_a_hundred_thousand_signs_in_a_row_take_no_time(sign):
    start = time.process_time()
    laid_out(sign * 100_000 + "a")
    assert time.process_time() - start < 5


def test_a_line_that_begins_anew_keeps_its_number_and_marks():
    text = "What was agreed\n1. “Talks in May”, said the ministers of Estonia and Latvia, whose envoys met in Riga."
    assert [one.of(text)[:4] for one in laid_out(text).paragraphs] == ["What", "1. “"]
