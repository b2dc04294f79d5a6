"""How sure an event is."""

from __future__ import annotations

import pytest

from extract.staged import Stage
from verbale.extract import event_confidence
from verbale.extract.event_confidence import Weights, load_weights, tell_least
from verbale.records import Event


def tell(monkeypatch: pytest.MonkeyPatch, signs: dict[str, float], least: float = 0.0, **said: object) -> list[Event]:
    """The events of one act, with confidence by these weights."""
    monkeypatch.setattr(event_confidence, "load_weights", lambda: Weights("", signs, least, least))
    stage = Stage("Norway sued Chad.")
    return list(stage.tell(stage.act("ACCUSE", "sued", **{"actors": ["Norway"], "recipients": ["Chad"], **said})))


def test_confidence_is_a_logistic_over_signs_with_three_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    (event,) = tell(monkeypatch, {"always": 0.5, "ACCUSE": 0.25, "recipient by role": 0.25, "no actor": -9.0})
    assert event.confidence == 0.731


def test_it_rises_with_the_scores_of_act_and_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = {"act": 1.0, "actor sure": 1.0}
    surer = tell(monkeypatch, signs, score=0.8)[0].confidence
    assert tell(monkeypatch, signs, score=0.6)[0].confidence < surer
    assert tell(monkeypatch, signs, score=0.8, actors=[("Norway", 0.6)])[0].confidence < surer


def test_what_is_too_unsure_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell(monkeypatch, {"always": -1.0}, least=0.25)
    assert tell(monkeypatch, {"always": -1.0}, least=0.3) == []


def test_the_lexicon_has_the_product_of_its_scores() -> None:
    stage = Stage("Norway sued Chad.")
    sure, unsure = (stage.tell(stage.act("ACCUSE", "sued", rule="lexicon", score=n))[0].confidence for n in (0.9, 0.6))
    assert unsure < sure
    assert stage.tell(stage.act("ACCUSE", "sued", rule="lexicon", score=0.1)) == ()


def test_the_shipped_weights_are_of_signs_that_there_are() -> None:
    weights = load_weights()
    assert {"always", "act", "ACCUSE", "actor by role", "recipient by faint", "no recipient"} <= set(weights.signs)
    assert 0.05 <= weights.least <= 0.5
    assert 0.05 <= weights.least_of_reports <= 0.5
    short, full = (Stage("Norway sued Chad." + " It rained." * n).analysis for n in (1, 9))
    assert tell_least("encoder", short) == weights.least
    assert tell_least("encoder", full) == weights.least_of_reports


def test_an_event_has_signs_of_its_words_and_of_the_states_of_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tell(monkeypatch, {})[0].confidence
    for sign in ("form active", "of its type", "recipient of no state", "of one state", "quoted"):
        assert tell(monkeypatch, {sign: 1.0})[0].confidence >= plain
    assert tell(monkeypatch, {"form active": 1.0})[0].confidence > plain
    assert tell(monkeypatch, {"of one state": 1.0}, recipients=["Norway"])[0].confidence == plain
    assert tell(monkeypatch, {"number of actors": 1.0})[0].confidence > plain
