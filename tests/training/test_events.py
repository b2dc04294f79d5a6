"""How merging and confidence of events are learnt."""

from __future__ import annotations

from random import Random

import pytest
from training.events.confidence import choose_least, fit, mark_seen, tell_chance
from training.events.labelled import NONE, Noise, as_act, blur, find_nearest
from training.events.merging import learn

from verbale.spans import Span

TEXT = "Norway spoke. Norway condemned Chad on Monday."
LABEL = {"t": "ACCUSE", "m": "disapprove", "st": "denied", "c": [], "d": "on Monday", "pl": None, "n": 0}
WITHIN = Span(14, len(TEXT))


def test_a_label_is_an_act_with_roles_where_its_words_stand() -> None:
    act = as_act(TEXT, {**LABEL, "tr": "condemned", "a": ["Norway"], "r": ["Chad", "Peru"]}, WITHIN)
    assert act is not None
    assert (act.event, act.mode, act.status) == ("ACCUSE", "disapprove", "denied")
    assert [role.span.start for role in act.actors or ()] == [14]
    assert [role.span.of(TEXT) for role in act.recipients or ()] == ["Chad"]
    assert act.date is not None
    assert as_act(TEXT, {**LABEL, "tr": "spoke", "a": [], "r": []}, WITHIN) is None


def test_words_are_looked_for_in_their_paragraph_and_else_before_it() -> None:
    assert find_nearest("Chad. Peru met.", "Chad", Span(6, 15), Span(11, 14)) == Span(0, 4)
    assert find_nearest("Peru met. Chad.", "Chad", Span(0, 9), Span(5, 8)) is None


def test_words_are_looked_for_as_whole_words() -> None:
    assert find_nearest("The envoy said he left.", "he", Span(0, 23), Span(18, 22)) == Span(15, 17)


def test_noise_takes_roles_days_modes_and_statuses_from_a_label() -> None:
    act = as_act(TEXT, {**LABEL, "tr": "condemned", "a": ["Norway"], "r": ["Chad"]}, WITHIN)
    assert act is not None
    assert blur(act, NONE, Random(1)) == act
    blurred = blur(act, Noise(role=1.0, mode=0.0, status=1.0), Random(1))
    assert (blurred.actors, blurred.recipients, blurred.date, blurred.mode) == ((), (), None, "disapprove")
    assert blurred.status in ("occurred", "ongoing", "historical")


def test_merging_learns_what_speaks_for_one_event() -> None:
    pairs = [(("always", "actor equal"), True)] * 30 + [(("always", "actor other"), False)] * 30
    weights = learn(pairs)
    assert weights.pair["actor equal"] > 0.5 > -0.5 > weights.pair["actor other"]
    assert weights.made_from == "60 pairs, 30 of one event"


def test_confidence_learns_how_often_events_with_a_sign_are_right() -> None:
    signs = [{"always": 1.0, "act": 1.0}] * 80 + [{"always": 1.0, "act": -1.0}] * 80
    weights = fit(signs, [True] * 60 + [False] * 20 + [True] * 20 + [False] * 60)
    assert tell_chance({"always": 1.0, "act": 1.0}, weights) == pytest.approx(0.75, abs=0.02)
    assert tell_chance({"always": 1.0, "act": -1.0}, weights) == pytest.approx(0.25, abs=0.02)


def test_texts_that_the_engine_knows_do_not_make_it_surer_of_others() -> None:
    act = {"always": 1.0, "act": 0.0}
    fresh, known = [act] * 80, [mark_seen(act)] * 200
    weights = fit([*fresh, *known], [True] * 40 + [False] * 40 + [True] * 190 + [False] * 10)
    assert tell_chance(act, weights) == pytest.approx(0.5, abs=0.03)
    assert tell_chance(mark_seen(act), weights) > 0.9


def test_of_thresholds_that_are_as_good_each_kind_of_text_picks_for_its_weak_side(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def measure(least: float) -> tuple[float, float]:
        return (0.8, 0.5) if least < 0.3 else (0.7, 0.4)

    lowest, highest = (choose_least("items", measure, pick) for pick in (min, max))
    assert 0.05 <= lowest < 0.1
    assert 0.2 < highest < 0.3
    assert "who-what-whom" in capsys.readouterr().out
