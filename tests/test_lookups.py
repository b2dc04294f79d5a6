"""Values found by where they stand: the same as by going through all of them, each once, in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.spans import Lookup, Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
VALUES = st.lists(st.lists(SPANS, max_size=3).map(tuple), max_size=12)
"""Values that are their own places."""


def look_up(values: list[tuple[Span, ...]]) -> Lookup[tuple[int, tuple[Span, ...]]]:
    return Lookup(enumerate(values), lambda value: value[1])


@given(VALUES, SPANS)
def test_what_lies_within_a_stretch_is_what_it_covers(values: list[tuple[Span, ...]], span: Span) -> None:
    inside = [n for n, places in enumerate(values) if any(span.covers(one) and one.start < span.end for one in places)]
    assert [number for number, _ in look_up(values).within(span)] == inside


@given(VALUES, SPANS)
def test_what_stands_around_a_stretch_covers_it(values: list[tuple[Span, ...]], span: Span) -> None:
    around = [n for n, places in enumerate(values) if any(one.covers(span) for one in places)]
    assert [number for number, _ in look_up(values).around(span)] == around


@given(VALUES, SPANS)
def test_what_meets_a_stretch_shares_a_character_with_it(values: list[tuple[Span, ...]], span: Span) -> None:
    meeting = [n for n, places in enumerate(values) if any(one.overlaps(span) for one in places)]
    assert [number for number, _ in look_up(values).meeting(span)] == meeting
