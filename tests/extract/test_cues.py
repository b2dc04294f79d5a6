from __future__ import annotations

import pytest

from extract.spoken import laid_out
from verbale.extract.cues import PHRASES, VERBS
from verbale.extract.sayings import Saying, find_sayings
from verbale.extract.units import QUOTE, Prose
from verbale.spans import Span


def sayings(text: str) -> list[tuple[str, str | None, str]]:
    """Cue, subject's words and where the subject stands, of every saying of a text of one sentence."""
    analysis = laid_out(text)
    (unit,) = Prose(analysis).units(Span(0, len(text)), 0)

    def note(one: Saying) -> tuple[str, str | None, str]:
        cue = unit.between(one.first, one.last).of(text)
        return cue, unit.between(*one.subject).of(text) if one.subject else None, one.place

    return [note(one) for one in find_sayings(unit)]


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("said", "say", "past"),
        ("denies", "deny", "present"),
        ("noting", "note", "ing"),
        ("told", "tell", "past"),
        ("committed", "commit", "past"),
        ("stresses", "stress", "present"),
        ("emphasizing", "emphasize", "ing"),
    ],
)
def test_every_form_of_a_verb_leads_to_it(form: str, lemma: str, tense: str):
    assert (VERBS[form].lemma, VERBS[form].tense) == (lemma, tense)


def test_phrases_of_several_words_are_cues():
    assert PHRASES["called"]["on",].frames == {"hearer-to"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Ruz also said that it rained.", [("said", "Ana Ruz", "before")]),
        ("Officials in both towns have said that it rained.", [("said", "Officials in both towns", "before")]),
        ("At the dinner President Ruz said that it rained.", [("said", "President Ruz", "before")]),
        ("On Monday, in a statement, the ministry said that it rained.", [("said", "the ministry", "before")]),
        ("Ruz, the minister of trade, said that it rained.", [("said", "Ruz", "before")]),
        ("Ruz, who led the talks, said that it rained.", [("said", "Ruz", "before")]),
        ("The Union (UNX) said that it rained.", [("said", "The Union", "before")]),
        ("Ruz met Berg and said that it rained.", [("said", "Ruz", "shared")]),
        ("Ana Ruz and Jon Berg said that it rained.", [("said", "Ana Ruz and Jon Berg", "before")]),
        ("It was announced by the court.", [("announced", "the court", "by")]),
    ],
)
def test_the_subject_of_a_cue_is_found_by_simple_grammar(text: str, found: list[tuple[str, str, str]]):
    assert sayings(text) == found


@pytest.mark.parametrize(
    "text",
    ["The states met.", "Its reports were long.", "He wants to say it.", "They did not say it.", "the announced plan"],
)
def test_nouns_infinitives_and_negations_are_no_sayings(text: str):
    assert sayings(text) == []


def test_a_quotation_of_several_sentences_is_one_token_of_its_unit():
    text = '"We came. We saw. We left," Ruz said. Then it rained.'
    units = list(Prose(laid_out(text)).units(Span(0, len(text)), 0))
    assert [token.low for token in units[0].tokens] == [QUOTE, "ruz", "said", "."]
    assert len(units) == 2
