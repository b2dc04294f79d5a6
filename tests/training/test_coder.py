"""The first coder: phrases that labels showed to be triggers, weighed with the words around them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from training.first_coder.coder import (
    Candidate,
    FirstCoder,
    Lexicon,
    Odds,
    choose,
    list_phrases,
    load_first_coder,
    split_words,
)

from strategies import newsy_text
from verbale.analyse import analyse
from verbale.analyse.analysis import Act
from verbale.analyse.stems import stem
from verbale.plover import CONTEXTS, get_type
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

LEXICON = Lexicon(
    made_from="a test",
    phrases={"ASSAULT": {"strik": 45, "dron strik": 60}, "PROTEST": {"strik": 40, "rally": 90}},
    surroundings={
        "ASSAULT": Odds(-1.0, {"dron": 20, "union": -20}),
        "PROTEST": Odds(-1.0, {"union": 20}),
    },
    modes={"ASSAULT": {"": Odds(0.0, {}), "drone": Odds(-1.0, {"dron": 15})}},
    contexts={"military": Odds(-1.0, {"dron": 20}), "economic": Odds(-1.0, {"union": 20})},
    weights=(0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
    threshold=0.5,
    context_threshold=0.5,
)
CODER = FirstCoder(LEXICON, "test")


def reading(text: str) -> Reading:
    return Reading(Report("a", "", None, date(2024, 5, 14), None, None, "en", (), text))


def read_acts(text: str, coder: FirstCoder = CODER) -> tuple[Act, ...]:
    return analyse(reading(text), coder).acts


def test_phrases_do_not_cross_marks_or_numbers_but_cross_hyphens() -> None:
    text = "car-bomb kills 12, police say"
    words = split_words(text, Span(0, len(text)))
    phrases = [phrase for _, _, phrase in list_phrases(words)]
    assert "car bomb kill" in phrases
    assert "kill polic" not in phrases
    assert [text[one.span.start : one.span.end] for one in words] == ["car", "bomb", "kills", "police", "say"]


def test_the_words_around_decide_between_types() -> None:
    (attack,) = read_acts("A drone strike hit the depot.")
    (stoppage,) = read_acts("The union began a strike.")
    assert (attack.event, attack.mode, attack.context) == ("ASSAULT", "drone", ("military",))
    assert (stoppage.event, stoppage.mode, stoppage.context) == ("PROTEST", None, ("economic",))


def test_the_longer_phrase_is_the_trigger_and_the_loser_is_named() -> None:
    text = "A drone strike hit the depot."
    (act,) = read_acts(text)
    assert act.trigger.of(text) == "drone strike"
    assert [event for event, _ in act.rivals] == ["PROTEST"]


def test_it_leaves_sides_places_and_dates_to_extraction() -> None:
    (act,) = read_acts("A drone strike hit the depot.")
    assert (act.actors, act.recipients, act.date, act.place, act.rule) == (None, None, None, None, "lexicon")


def test_one_act_of_a_type_in_a_sentence() -> None:
    assert len(read_acts("A rally followed a rally.")) == 1
    assert len(read_acts("A rally followed. A rally came.")) == 2


def test_the_weak_are_left_out() -> None:
    assert read_acts("A strike.") == read_acts("The union met.") == ()


def test_chosen_candidates_share_no_word_and_no_type() -> None:
    candidates = [
        Candidate(0, 2, "ASSAULT", 0.9),
        Candidate(1, 3, "PROTEST", 0.8),
        Candidate(4, 5, "ASSAULT", 0.7),
        Candidate(5, 6, "PROTEST", 0.6),
        Candidate(6, 7, "AID", 0.4),
    ]
    assert choose(candidates, 0.5) == [candidates[0], candidates[3]]


def test_equal_candidates_are_chosen_in_one_order() -> None:
    candidates = [Candidate(2, 3, "PROTEST", 0.9), Candidate(2, 3, "ASSAULT", 0.9)]
    assert choose(candidates, 0.5) == choose(candidates[::-1], 0.5)


def test_only_the_strongest_words_weigh() -> None:
    odds = Odds(0.0, {f"w{n}": 10 for n in range(20)} | {"strong": -30})
    assert odds.weigh(["strong", *(f"w{n}" for n in range(20))]) == pytest.approx(-3.0 + 7 * 1.0)


def test_the_shipped_lexicon_fits_the_codebook() -> None:
    lexicon = load_first_coder().lexicon
    for event, modes in lexicon.modes.items():
        assert set(modes) <= {"", *(mode.code for mode in get_type(event).modes)}
    assert all(get_type(event) for event in (*lexicon.phrases, *lexicon.surroundings))
    assert set(lexicon.contexts) <= set(CONTEXTS)


def test_the_shipped_lexicon_knows_no_names() -> None:
    lexicon = load_first_coder().lexicon
    words = {word for phrases in lexicon.phrases.values() for phrase in phrases for word in phrase.split()}
    words |= {word for odds in lexicon.surroundings.values() for word in odds.words}
    assert words.isdisjoint(stem(name) for name in ["Israel", "Russian", "Ukraine", "Iran", "Gaza", "Hamas"])


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The two ministers met in Tallinn on Monday.", "CONSULT"),
        ("Police arrested four journalists in the capital.", "COERCE"),
        ("An airstrike on the town killed nine people.", "ASSAULT"),
        ("The government imposed sanctions on two banks.", "SANCTION"),
        ("Thousands of demonstrators gathered for a protest in front of parliament.", "PROTEST"),
        ("The prime minister resigned after the vote.", "RETREAT"),
        ("The ministry condemned the attack.", "ACCUSE"),
        ("The presidents signed an agreement on border trade.", "SUPPORT"),
    ],
)
def test_plain_news_is_read(text: str, event: str) -> None:
    assert event in [act.event for act in read_acts(text, load_first_coder())]


@pytest.mark.parametrize(
    "text",
    [
        "The team won the final by two goals to one.",
        "Shares rose by two per cent as oil prices fell.",
        "The telescope has seen a new comet.",
        "The film opens in cinemas in June.",
    ],
)
def test_news_without_political_acts_gives_none(text: str) -> None:
    assert read_acts(text, load_first_coder()) == ()


def test_its_name_carries_the_lexicons_checksum() -> None:
    assert load_first_coder().name.startswith("first-coder ")
    assert len(load_first_coder().name.split()[1]) == 8


@given(newsy_text)
def test_triggers_lie_in_their_text_whatever_it_is(text: str) -> None:
    acts = read_acts(text + " talks on a strike", load_first_coder())
    assert [act.trigger.start for act in acts] == sorted(act.trigger.start for act in acts)
    for act in acts:
        assert act.trigger.of(text + " talks on a strike")
        assert 0 <= act.score <= 1
