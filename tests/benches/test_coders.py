"""The rivals that the engine is measured against, and the mapping onto a set of other authors."""

from __future__ import annotations

import pytest
from bench.dictionary import Dictionary, find_matches, load_phrases
from bench.plv import Candidate, map_root, measure_macro
from training.first_coder.coder import split_words

from verbale import read_text
from verbale.plover import get_type
from verbale.spans import Span


def list_phrases(text: str) -> list[tuple[str, str | None]]:
    words = split_words(text, Span(0, len(text)))
    return [(one.phrase.event, one.phrase.mode) for one in find_matches(words)]


def test_every_phrase_of_the_dictionary_has_a_type_and_mode_of_the_codebook() -> None:
    for phrases in load_phrases().values():
        for one in phrases:
            assert one.mode is None or get_type(one.event).mode(one.mode)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway expelled two diplomats.", ("SANCTION", "expel")),
        ("They called on Chad for an immediate ceasefire.", ("REQUEST", "yield")),
        ("Peru imposed sweeping new sanctions on the bank.", ("SANCTION", "discontinue")),
        ("Soldiers shot dead a farmer.", ("ASSAULT", "firearms")),
    ],
)
def test_the_longest_phrase_is_taken_with_a_few_words_between(text: str, found: tuple[str, str | None]) -> None:
    assert list_phrases(text) == [found]


def test_who_stands_before_a_verb_acts_and_who_stands_after_is_acted_upon() -> None:
    (event,) = read_text("Norway condemned Chad on Monday.", published="2024-05-14", reader=Dictionary()).events
    assert (event.event, event.actor, event.recipient) == ("ACCUSE", ("NOR",), ("TCD",))


def test_a_passive_turns_the_sides() -> None:
    (event,) = read_text("Chad was condemned by Norway on Monday.", published="2024-05-14", reader=Dictionary()).events
    assert (event.actor, event.recipient) == (("NOR",), ("TCD",))


@pytest.mark.parametrize(
    ("act", "root"),
    [
        (("CONCEDE", None, "occurred", "Norway | eased | the curfew"), "YIELD"),
        (("RETREAT", "release", "scheduled", "to | release | them"), "AGREE"),
        (("CONCEDE", None, "occurred", "said it will not | release | them"), "REJECT"),
        (("ASSAULT", None, "hypothetical", "an | attack | on"), "THREATEN"),
        (("SANCTION", "convict", "occurred", "was | sentenced | to"), "ACCUSE"),
        (("CONSULT", "visit", "occurred", "and | visited | him"), "CONSULT"),
    ],
)
def test_our_types_become_roots_of_the_older_codebook(act: tuple[str, str | None, str, str], root: str) -> None:
    assert map_root(Candidate(*act, 0.9), "A sentence.") == root


def test_macro_f1_is_the_mean_over_gold_classes() -> None:
    assert measure_macro([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx((2 / 3 + 2 / 3) / 2)
