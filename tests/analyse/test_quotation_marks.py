from __future__ import annotations

import sys

import pytest

from verbale.analyse.analysis import Quoted
from verbale.analyse.layout import split_paragraphs
from verbale.analyse.quotation_marks import pair_marks


def quoted(text: str) -> tuple[Quoted, ...]:
    return pair_marks(text, tuple(split_paragraphs(text)))[0]


def insides(text: str) -> list[str]:
    return [q.inside.of(text) for q in quoted(text)]


def warnings(text: str) -> tuple[str, ...]:
    return pair_marks(text, tuple(split_paragraphs(text)))[1]


@pytest.mark.parametrize(
    "text",
    [
        '"We go," he said.',
        "“We go,” he said.",
        "'We go,' he said.",
        "‘We go,’ he said.",
        "«We go,» he said.",
        "« We go, » he said.",
        "„We go,“ he said.",
        "„We go,” he said.",
        "”We go,” he said.",
        "»We go,« he said.",
        "‹We go,› he said.",
        "「We go,」 he said.",
        "``We go,'' he said.",
        "''We go,'' he said.",
        "`We go,' he said.",
        "＂We go,＂ he said.",
        '“We go," he said.',
        '"We go,” he said.',
        '" We go, " he said.',
        'He said:"We go,"and left.',
        '("We go,") he said.',
        '—"We go,"—he said.',
    ],
)
def test_every_usual_pair_of_marks(text):
    assert insides(text) == ["We go,"]
    assert not warnings(text)


def test_the_outside_holds_the_marks_and_the_inside_does_not():
    (one,) = quoted('He said "yes".')
    assert (one.outside, one.inside) == ((8, 13), (9, 12))
    assert one.opens
    assert one.closes
    assert one.depth == 1


def test_an_interrupted_quotation_is_two_stretches_of_two_turns():
    text = '"We go," he said, "and we stay."'
    assert insides(text) == ["We go,", "and we stay."]
    assert [q.turn for q in quoted(text)] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "\"He told me 'go home' and left,\" she said.",
        "“He told me ‘go home’ and left,” she said.",
        "'He told me \"go home\" and left,' she said.",
        "‘He told me “go home” and left,’ she said.",
        '"He told me "go home" and left," she said.',
        "“He told me “go home” and left,” she said.",
        "«He told me “go home” and left,» she said.",
        "„He told me ‘go home’ and left,“ she said.",
    ],
)
def test_a_quotation_within_a_quotation_has_depth_2(text):
    assert insides(text) == [text[1 : text.index("left,") + 5], "go home"]
    assert [q.depth for q in quoted(text)] == [1, 2]
    assert not warnings(text)


def test_both_quotations_may_end_together():
    assert insides("\"They told us, 'Go home.'\" She left.") == ["They told us, 'Go home.'", "Go home."]
    assert insides("“They told us, ‘Go home.’” She left.") == ["They told us, ‘Go home.’", "Go home."]


def test_both_quotations_may_begin_together():
    assert insides("\"'Go home' is what they said,\" she said.") == ["'Go home' is what they said,", "Go home"]


def test_a_quotation_over_three_paragraphs_is_one_turn():
    text = '"One.\n\n"Two.\n\n"Three," he said.'
    assert insides(text) == ["One.", "Two.", "Three,"]
    assert {q.turn for q in quoted(text)} == {0}
    assert [q.closes for q in quoted(text)] == [False, False, True]
    assert not warnings(text)


def test_a_closed_quotation_and_the_next_are_two_turns():
    assert [q.turn for q in quoted('"One."\n\n"Two."')] == [0, 1]


def test_a_quotation_that_runs_on_after_its_attribution():
    text = "“One,” he said. “Two.\n\n“Three.”"
    assert insides(text) == ["One,", "Two.", "Three."]
    assert [q.turn for q in quoted(text)] == [0, 1, 1]


def test_a_paragraph_of_a_long_quotation_may_quote_in_turn():
    text = '"One said "no" to it.\n\n"Two."'
    assert insides(text) == ['One said "no" to it.', "no", "Two."]
    assert [(q.depth, q.turn) for q in quoted(text)] == [(1, 0), (2, 1), (1, 0)]
    assert not warnings(text)


def test_a_long_quotation_in_single_marks():
    text = "‘One.\n\n‘Two’s done,’ he said."
    assert insides(text) == ["One.", "Two’s done,"]
    assert {q.turn for q in quoted(text)} == {0}


def test_a_quotation_within_a_quotation_over_paragraphs():
    text = "“He wrote, ‘One.\n\n“‘Two.’ That was all.”"
    assert insides(text) == ["He wrote, ‘One.", "One.", "‘Two.’ That was all.", "Two."]
    assert [q.turn for q in quoted(text)] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "The leaders' meeting and the ministers' talks.",
        "The leaders’ meeting and the ministers’ talks.",
        "Don't go, it's the boss's.",
        "'Tis the '90s, rock 'n' roll, and 'twas good.",
        "’Tis the ’90s, rock ’n’ roll, and ’twas good.",
        "Rock ‘n’ roll in the ‘90s.",
        'He is 5\'10" tall with a 12" rule.',
        "The U.N.'s and the U.S.' plans.",
        "At 40° 26' 46\" north.",
        "O'Connor and d'Estaing.",
    ],
)
def test_what_is_no_quotation(text):
    assert insides(text) == []
    assert not warnings(text)


def test_plural_possessives_within_single_marks():
    assert insides("'The leaders' meeting was good,' he said.") == ["The leaders' meeting was good,"]
    assert insides("‘The leaders’ meeting was good,’ he said.") == ["The leaders’ meeting was good,"]


def test_single_marks_around_a_word_that_ends_in_s():
    assert insides("The so-called 'talks' were held.") == ["talks"]


def test_inches_within_a_quotation():
    assert insides('"The pipe is 12" wide," he said.') == ['The pipe is 12" wide,']


def test_a_number_at_the_end_of_a_quotation():
    assert insides('He spoke of "the spirit of 2014" and left.') == ["the spirit of 2014"]


def test_a_lost_closing_mark_ends_with_its_paragraph():
    text = '"We go, he said.\n\nThe talks went on.\n\n"We stay," she said.'
    assert insides(text) == ["We go, he said.", "We stay,"]
    assert warnings(text) == (
        "paragraph 0: a quotation mark had no partner; the quotation ends where the next begins, or with its paragraph",
    )


def test_a_lost_closing_mark_ends_before_the_next_quotation():
    assert insides('"We go, he said. "We stay," she said.') == ["We go, he said.", "We stay,"]


def test_one_closing_mark_may_serve_two_quotations():
    assert insides('"He called it "a shame." Nobody spoke.') == ['He called it "a shame.', "a shame."]


def test_a_lost_opening_mark_begins_with_its_paragraph():
    text = 'We go. We stay," he said. "And we wait."'
    assert insides(text) == ["We go. We stay,", "And we wait."]
    assert len(warnings(text)) == 1


def test_a_lost_opening_mark_later_begins_with_its_sentence():
    assert insides('"We go," he said. We stay," she said.') == ["We go,", "We stay,"]


def test_a_lost_opening_mark_of_a_quotation_that_runs_on():
    text = '"One.\n\nTwo," he said.'
    assert insides(text) == ["One.", "Two,"]
    assert {q.turn for q in quoted(text)} == {0}


def test_doubled_marks_are_one():
    text = '""We go,"" he said.'
    assert "We go," in insides(text)


def test_spaces_on_the_wrong_side_are_told_by_turns():
    text = '"We go, "he said. "We stay."'
    assert insides(text) == ["We go,", "We stay."]
    assert len(warnings(text)) == 1


def test_an_opening_mark_at_the_end_of_its_paragraph_closes():
    assert insides("“We go. “\n\nThey left.") == ["We go."]


def test_marks_around_nothing_are_left_out():
    assert insides('He said "" and "  ".') == []


def test_a_quotation_never_swallows_the_rest():
    text = "“We go.\n\n" + "\n\n".join(f"Paragraph {n}." for n in range(9))
    assert insides(text) == ["We go."]


@pytest.mark.parametrize("marks", ["“a 'b \"c ‘d «", "a” b' c\" d» ", '"We go," he said. ', "'a \"b ‘c "])
def test_work_grows_with_the_number_of_marks_however_broken(marks):
    def calls(n: int) -> int:
        count = 0

        def tally(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(tally)
        try:
            quoted(marks * n)
        finally:
            sys.setprofile(None)
        return count

    assert calls(1600) < 10 * calls(200)
