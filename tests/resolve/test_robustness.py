from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolve.resolved import resolve_text

LINE = """
Kyiv Russian the minister of Jane Roe , and said he 's U.S. president Iran-backed " ( ) . new two his Xavi al-Rashidi
police they @roe in
"""
WORDS = ["\n\n", *LINE.split()]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_heap_of_words_resolves_to_spans_of_the_text(text: str) -> None:
    said = resolve_text(text)
    known = {one.id for one in said.actors}
    for one in said.mentions:
        assert one.span.of(said.text)
        assert one.wide.covers(one.span)
        assert set(one.actors) <= known
        assert 0 <= one.score <= 1
    for placed in said.places:
        assert placed.span.of(said.text) == placed.place.extracted_place


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_the_same_text_resolves_to_the_same(text: str) -> None:
    assert resolve_text(text) == resolve_text(text)


def test_an_empty_text_resolves_to_nothing() -> None:
    said = resolve_text(" ")
    assert (said.actors, said.mentions, said.places) == ((), (), ())
