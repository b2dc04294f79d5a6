"""How the first coder's lexicon and seats are learnt: counting, smoothing, folds."""

from __future__ import annotations

import numpy as np
import pytest
from training.first_coder.coder import FirstCoder, choose, split_words
from training.first_coder.labelled import LabelledAct, LabelledSentence, inner_fold, is_held_out
from training.first_coder.learn import count_odds, count_phrases, find_names, find_threshold, learn_and_fit, regress

from verbale.spans import Span


def sentence(
    text: str, trigger: str = "", event: str = "CONSULT", mode: str | None = None, key: str = "a"
) -> LabelledSentence:
    words = split_words(text, Span(0, len(text)))
    start = text.find(trigger)
    acts = (LabelledAct(event, None, ("diplomatic",), Span(start, start + len(trigger))),) if trigger else ()
    capitals = frozenset(n for n, word in enumerate(words) if text[word.span.start].isupper())
    return LabelledSentence(key, words, capitals, frozenset(), acts)


def test_a_phrase_is_worth_its_share_of_triggers_smoothed() -> None:
    sentences = [sentence("They met here.", "met")] * 3 + [sentence("She met a deadline.")]
    assert count_phrases(sentences, frozenset())["CONSULT"]["meet"] == round(100 * 2.5 / 5)


def test_a_longer_phrase_stays_only_if_it_says_more() -> None:
    sentences = [sentence("They held talks.", "held talks")] * 4 + [sentence("They held it.")] * 4
    phrases = count_phrases(sentences, frozenset())["CONSULT"]
    assert "hold" in phrases
    assert phrases["talk"] == round(100 * 3.5 / 5)
    assert "hold talk" not in phrases


def test_names_are_left_out_but_not_what_only_headlines_capitalise() -> None:
    sentences = [
        sentence("Then Oslo met and talked with Lima."),
        sentence("Oslo And Lima Met In Peace"),
        sentence("They met in peace."),
    ]
    names = find_names(sentences)
    assert {"oslo", "lima"} <= names
    assert names.isdisjoint({"meet", "peac"})
    learnt = count_phrases([sentence("Then Oslo met.", "Oslo met")] * 3, names)
    assert learnt["CONSULT"] == {"meet": round(100 * 2.5 / 4)}


def test_odds_tell_the_words_of_a_label_from_the_rest() -> None:
    examples = [(sentence("Ministers met quietly."), {"CONSULT"})] * 10 + [(sentence("It rained."), set[str]())] * 10
    odds = count_odds(examples, frozenset())["CONSULT"]
    assert odds.words["minister"] > 0
    assert odds.words["rain"] < 0
    assert odds.weigh(["minister"]) > 0 > odds.weigh(["rain"])


def test_the_threshold_gives_a_hundredth_for_precision() -> None:
    right, missed = ({"a"}, {"a"}), ({"a"}, set[str]())
    pairs = {0.2: [right] * 100, 0.3: [right] * 99 + [missed], 0.4: [missed] * 100}
    assert find_threshold(pairs, pairs.__getitem__) == 0.3


def test_regression_finds_the_telling_column() -> None:
    rows = np.array([[1.0, 1.0], [1.0, 0.0]] * 50)
    weights = regress(rows, rows[:, 1])
    assert weights[1] > 2
    assert weights[0] < -1


@pytest.mark.parametrize("key", ["2025-01-01", "a-report"])
def test_folds_are_told_by_the_key_alone(key: str) -> None:
    assert is_held_out(key) is is_held_out(key)
    assert inner_fold(key) in range(5)


def test_a_lexicon_learnt_from_labels_reads_their_like_and_the_same_each_time() -> None:
    sentences = [
        *(sentence("The ministers met in peace.", "met", key=f"a{n}") for n in range(30)),
        *(sentence("Rebels attacked a village.", "attacked", "ASSAULT", key=f"b{n}") for n in range(30)),
        *(sentence("It rained in the village.", key=f"c{n}") for n in range(30)),
    ]
    lexicon = learn_and_fit(sentences, "a test")
    assert learn_and_fit(sentences, "a test") == lexicon
    coder = FirstCoder(lexicon, "test")
    text = "Two ministers meet, rebels attack."
    chosen = choose(coder.list_candidates(split_words(text, Span(0, len(text))), frozenset()), lexicon.threshold)
    assert {one.event for one in chosen} == {"CONSULT", "ASSAULT"}
