"""What holds for the statements of any text at all."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.spoken import laid_out
from strategies import newsy_text
from verbale.extract import extract
from verbale.extract.drafts import Draft
from verbale.extract.statements import draft_statements
from verbale.records import Statement
from verbale.resolve import resolve
from verbale.spans import Span

FRONT = "It rained all day in the old town by the sea.\n\n"
OPENING = "The town has a bridge of stone.\n\n"
"""Stands before every drawn text, since "this was stated" may point back to the paragraph before."""
CLAUSES = st.sampled_from(
    [
        "Ana Ruz said",
        "the minister told reporters",
        "According to local media,",
        "that the bridge is safe",
        '"We will wait,"',
        "“We came by sea. We came in peace.”",
        "he said.",
        "they added, noting that",
        "the need for talks was stressed.",
        "This was stated by Jon Berg.",
        "Ruz to Berg: the bridge is ours",
        "said:\n\n",
        "@coast: we are here\n\n",
        ", who led the talks,",
        'that the bridge was "a border" now.',
        'Asked by Reuters if it was "a plot," Berg',
        "was quoted by Interfax as saying.",
        ", say leaders of both towns — ",
        "Although Ruz said that it rained,",
        "; ",
        "\n\n",
    ]
)
spoken_text = st.lists(CLAUSES, min_size=1, max_size=12).map(" ".join)


def statements(text: str) -> tuple[Statement, ...]:
    return extract(resolve(laid_out(text))).statements


def shape(drafts: list[Draft], by: int) -> list[tuple[str, list[Span], Span | None, Span | None]]:
    return [
        (d.form, [s.shifted(by) for s in d.spans], d.cue and d.cue.shifted(by), d.speaker and d.speaker.shifted(by))
        for d in drafts
    ]


@given(st.one_of(newsy_text, spoken_text))
def test_spans_lie_inside_the_text_and_join_to_the_statements_text(text: str):
    for one in statements(text):
        assert one.spans
        assert "\n\n".join(span.of(text) for span in one.spans) == one.text


@given(spoken_text)
def test_pieces_of_one_statement_stand_in_order_and_do_not_overlap(text: str):
    for one in statements(text):
        assert all(a.end <= b.start for a, b in pairwise(one.spans))


@given(spoken_text)
def test_a_clause_lies_inside_the_text_and_holds_the_words_that_are_quoted_in_part(text: str):
    for one in statements(text):
        assert not one.clause or one.form == "mixed"
        assert not one.clause or all(any(part.covers(span) for part in one.clause) for span in one.spans)
        assert all(0 <= part.start < part.end <= len(text) for part in one.clause)


@given(spoken_text)
def test_every_statement_is_numbered_and_within_one_that_is_told(text: str):
    found = statements(text)
    assert [one.id for one in found] == [f"s{n}" for n in range(1, len(found) + 1)]
    assert {one.within for one in found} <= {None, *(one.id for one in found)}


@given(spoken_text)
def test_a_paragraph_put_in_front_shifts_and_changes_nothing_else(text: str):
    text = OPENING + text
    before = shape(draft_statements(laid_out(text)), len(FRONT))
    assert shape(draft_statements(laid_out(FRONT + text)), 0) == before


@pytest.mark.parametrize("piece", ["He said ", '" he said ', ", who said that ", "Ruz wrote:\n\nI go\n\n"])
def test_time_grows_with_the_text_and_not_faster(piece: str):
    def seconds(times: int) -> float:
        analysis = laid_out(piece * times)
        start = time.perf_counter()
        draft_statements(analysis)
        return time.perf_counter() - start

    assert seconds(800) < 12 * max(seconds(200), 0.02)
