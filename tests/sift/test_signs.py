"""What a sentence shows at a glance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.sift.signs import BODY, SEVERAL, STATE, cut_sentences, list_signs


def test_signs_are_the_words_in_small_letters() -> None:
    assert list_signs("The bakers of Graz can't wait.") == {"the", "bakers", "of", "graz", "can", "t", "wait"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Chad welcomed her.", {STATE}),
        ("The Chadian team won.", {STATE}),
        ("Chadians won in Chad.", {STATE}),
        ("South Korea lost to Iceland.", {STATE, SEVERAL}),
        ("The U.S. and Russia talked.", {STATE, SEVERAL}),
        ("NATO was silent.", {BODY}),
        ("The Security Council met over Chad.", {STATE, BODY, SEVERAL}),
        ("Give us the polish and the china.", set()),
        ("It rained.", set()),
    ],
)
def test_states_and_bodies_are_seen_by_their_names(sentence: str, names: set[str]) -> None:
    assert list_signs(sentence) & {STATE, BODY, SEVERAL} == names


def test_sentences_end_at_full_stops_and_lines_but_not_within_names() -> None:
    text = "A title\n\nThe U.S. Senate met J. Roe. He left.\nIt rained in 2024. “Why?” she asked."
    told = ["A title", "The U.S. Senate met J. Roe.", "He left.", "It rained in 2024.", "“Why?", "she asked."]
    assert [one.strip() for one in cut_sentences(text)] == told


@given(st.text())
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    kept = "".join("".join(cut_sentences(text)).split())
    assert [one for one in kept if one.isalnum()] == [one for one in text if one.isalnum()]
