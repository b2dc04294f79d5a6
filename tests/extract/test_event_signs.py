"""Signs of whoever may take part in an act: spelt for learning, added up by groups for weighing."""

from __future__ import annotations

from math import exp

import pytest

from verbale.extract import event_signs
from verbale.extract.event_signs import PartWeights, Signs


def name_side(event: str, side: str) -> tuple[str, ...]:
    return side, f"{event} {side}"


def name_odds(source: str) -> tuple[str, ...]:
    return f"actor {source}", f"recipient {source}"


SEEN = Signs([(name_side, "AID", "before")], [((name_odds, "heard"), (2.0, 3.0))])


def weigh(actor: dict[str, float], recipient: dict[str, float]) -> PartWeights:
    return PartWeights(
        made_from="written", actor=actor, recipient=recipient, actor_from=0.5, recipient_from=0.5, more_from=0.5
    )


def test_groups_are_spelt_as_their_signs_with_their_values() -> None:
    assert dict(SEEN.spell()) == {"before": 1.0, "AID before": 1.0, "actor heard": 2.0, "recipient heard": 3.0}


def test_what_is_weighed_is_what_is_spelt() -> None:
    actor = {"before": 1.0, "AID before": -0.5, "actor heard": 0.25}
    recipient = {"AID before": 0.5, "recipient heard": 0.125, "unseen": 9.0}
    acts, suffers = (sum(side.get(sign, 0.0) * value for sign, value in SEEN.spell()) for side in (actor, recipient))
    every = 1 + exp(acts) + exp(suffers)
    assert weigh(actor, recipient).weigh(SEEN) == pytest.approx((exp(acts) / every, exp(suffers) / every))


def test_signs_that_nothing_is_known_of_leave_the_three_parts_alike() -> None:
    assert weigh({}, {}).weigh(SEEN) == pytest.approx((1 / 3, 1 / 3))


def test_no_more_sums_are_kept_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_signs, "MOST_GROUPS", 2)
    weights = weigh({"1": 1.0}, {})
    first = weights.weigh(Signs([(name_side, "AID", "1")]))
    for number in range(5):
        weights.weigh(Signs([(name_side, "AID", str(number))]))
        assert len(weights._sums) <= 2
    assert weights.weigh(Signs([(name_side, "AID", "1")])) == first
