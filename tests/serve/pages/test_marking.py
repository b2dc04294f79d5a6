"""A report's text with its facts marked, also where they overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.kept import TALKS, tell_talks
from verbale.serve.pages.marking import Fact, list_facts, mark_text, split_paragraphs
from verbale.spans import Span

TEXT = "One two three four five.\n\nSix seven eight nine ten."


@st.composite
def draw_facts(draw: st.DrawFn) -> list[Fact]:
    facts = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        facts.append(Fact(f"e{number}", "event", (Span(start, end),), "event"))
    return facts


@given(draw_facts())
def test_the_stretches_joined_are_the_text_and_lie_where_they_say(facts: list[Fact]) -> None:
    marked = mark_text(TEXT, facts)
    assert "\n\n".join("".join(one.words for one in part.stretches) for part in marked) == TEXT
    for one in (one for part in marked for one in part.stretches):
        at = Span(one.start, one.start + len(one.words))
        assert at.of(TEXT) == one.words
        around = {fact.id for fact in facts if fact.spans[0].start <= at.start and at.end <= fact.spans[0].end}
        assert set(one.facts) == around


def test_the_innermost_fact_comes_first_and_the_dresses_of_all_are_worn() -> None:
    outer = Fact("s1", "statement", (Span(0, 13),), "said v0")
    inner = Fact("e1", "event", (Span(4, 7),), "event conflict")
    one, two, three, rest = mark_text(TEXT, [outer, inner])[0].stretches
    assert (one.words, one.facts, one.is_first) == ("One ", ("s1",), True)
    assert (two.words, two.facts, two.dress) == ("two", ("e1", "s1"), "event conflict said v0")
    assert (three.words, three.facts, three.is_first) == (" three", ("s1",), False)
    assert rest.facts == ()


def test_a_statement_over_two_paragraphs_is_marked_in_both() -> None:
    said = Fact("s1", "statement", (Span(0, 24), Span(26, 29)), "said")
    first, second = mark_text(TEXT, [said])
    assert first.stretches[0].facts == second.stretches[0].facts == ("s1",)
    assert second.stretches[0].is_first


def test_empty_lines_are_no_paragraphs() -> None:
    assert list(split_paragraphs("a\n\n \nb")) == [(0, 1), (5, 6)]


def test_every_fact_of_a_report_is_among_the_marks() -> None:
    record = tell_talks()
    facts = list_facts(record)
    shown = {one for part in mark_text(TALKS, facts) for stretch in part.stretches for one in stretch.facts}
    assert shown == {"s1", "s2", "e1", "e2", "e3", "e4", "a1"}
