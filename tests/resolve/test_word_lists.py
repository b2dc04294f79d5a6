from __future__ import annotations

import pytest

from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.offices import role_of_title
from verbale.resolve.role_nouns import LONG_NOUNS, ROLE_NOUNS, role_noun
from verbale.resolve.word_lists import read_sections

# PLOVER 2.0's sector codes.
SECTORS = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"),
    *("EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
}


def test_sectors_are_plover_s() -> None:
    assert {code for noun in ROLE_NOUNS.values() for code in noun.sector} <= SECTORS


@pytest.mark.parametrize("name", ["given_names", "role_nouns", "word_classes"])
def test_lists_are_plain_words_in_lower_case(name: str) -> None:
    for head, words in read_sections(name):
        assert words, head
        assert all(word == word.lower() for word in words), head


@pytest.mark.parametrize(
    ("word", "lemma", "number"),
    [
        ("presidents", "president", "many"),
        ("heads of state", "head of state", "many"),
        ("policemen", "policeman", "many"),
        ("ministries", "ministry", "many"),
        ("police", "police", "many"),
        ("prosecutor's office", "prosecutor's office", "body"),
        ("watch", "watch", "body"),
    ],
)
def test_singular_and_plural_are_one_noun(word: str, lemma: str, number: str) -> None:
    noun = role_noun(word)
    assert (noun.lemma, noun.number) == (lemma, number)


def test_long_nouns_are_found_longest_first() -> None:
    assert [len(parts) for parts in LONG_NOUNS["prime"]] == sorted((len(p) for p in LONG_NOUNS["prime"]), reverse=True)


def test_given_names_tell_gender() -> None:
    assert (GIVEN_NAMES["anna"], GIVEN_NAMES["peter"]) == ("f", "m")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("foreign minister", "foreign_minister"),
        ("minister of foreign affairs", "foreign_minister"),
        ("secretary of state", "foreign_minister"),
        ("deputy foreign minister", None),
        ("home secretary", "interior_minister"),
        ("defence minister", "defence_minister"),
        ("prime minister", "head_of_government"),
        ("president", "head_of_state"),
        ("president-elect", None),
        ("vice president", "deputy_head_of_state"),
        ("spokesman", None),
    ],
)
def test_a_title_s_role_is_told_by_its_words(title: str, role: str | None) -> None:
    assert role_of_title(title) == role
