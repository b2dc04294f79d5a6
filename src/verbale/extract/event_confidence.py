"""How sure an event is: the probability that its type, its actors and its recipients are right.

For what the engine read, a logistic model over what is known of the event; its weights stand in event_confidence.json,
which training/events/confidence.py fits on texts that the engine was not trained on. For the lexicon, the product of
its scores, stretched.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.extract.event_sides import Basis
from verbale.extract.event_tellings import Telling
from verbale.extract.learnt import read_learnt
from verbale.ids import is_local

LEXICON: Final = (0.35, 1.0)
"""Shift and slope of the log-odds that turn the lexicon's product of scores into a probability. Best on held-out items
would be (0.8, 1.2), on held-out reports (0.0, 0.9)."""
LEAST_OF_LEXICON: Final = 0.15
"""The lexicon's events less sure than this are not told: of labelled items it costs 1 point of type F1 and gives 3 of
precision."""
SHORT: Final = 6
"""Sentences of a text that is no full report; in full reports more is told that is no event."""
MANY: Final = 3
SOLID: Final = 0.97
FAINT: Final = 0.03
"""Scores beyond these are no surer."""


class Weights(Struct, frozen=True):
    """Sign -> weight on the log-odds, and the least confidence with which an event of an item, of a report is told.

    `curve`: what the logistic gives, and the share that is right then, rising; straight between its points.
    """

    made_from: str
    signs: dict[str, float]
    least: float
    least_of_reports: float
    curve: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))


def tell_confidence(group: Sequence[Telling], best: Telling, analysis: Analysis) -> float:
    """Probability that type and sides of an event are right; *best*: the telling that gives the sides."""
    if best.act.rule == "lexicon":
        return max(_stretch(one.act.score * one.sides.actor_by.score * one.sides.recipient_by.score) for one in group)
    weights = load_weights()
    total = sum(weights.signs.get(sign, 0.0) * value for sign, value in describe(group, best, analysis))
    return follow(weights.curve, 1 / (1 + math.exp(-total)))


def follow(curve: Sequence[tuple[float, float]], chance: float) -> float:
    """Where *curve* stands at *chance*."""
    for (left, low), (right, high) in pairwise(curve):
        if chance <= right:
            return low + (high - low) * (chance - left) / (right - left)
    return curve[-1][1]


def tell_least(rule: str, analysis: Analysis) -> float:
    """Events of a reader less sure than this are not told; in full reports more is told that is no event."""
    if rule == "lexicon":
        return LEAST_OF_LEXICON
    weights = load_weights()
    return weights.least_of_reports if len(analysis.sentences) > SHORT else weights.least


def describe(group: Sequence[Telling], best: Telling, analysis: Analysis) -> Iterator[tuple[str, float]]:
    """The signs of an event with their values."""
    sides = best.sides
    first = min(one.act.trigger.start for one in group)
    named = [one for one in (*sides.actor, *sides.recipient) if not is_local(one)]
    yield "always", 1.0
    yield best.act.event, 1.0
    act = _log_odds(max(one.act.score for one in group))
    is_full = len(analysis.sentences) > SHORT
    yield "act", act
    if is_full:
        yield "full report", 1.0
        yield "act in a full report", act
        yield "paragraphs before", math.log(1 + analysis.paragraph_at(first))
    yield from _describe_side("actor", sides.actor, sides.actor_by)
    yield from _describe_side("recipient", sides.recipient, sides.recipient_by)
    yield "tellings", math.log(len(group))
    yield "in the title", float(analysis.has_title and analysis.paragraph_at(first) == 0)
    yield f"status {best.status}", 1.0
    yield "many", float(len(sides.actor) + len(sides.recipient) > MANY)
    yield "all unknown", float(not named)


def _describe_side(part: str, side: Sequence[str], by: Basis) -> Iterator[tuple[str, float]]:
    yield f"{part} by {by.source}", 1.0
    yield f"{part} sure", _log_odds(by.score) if by.source in ("role", "faint", "nobody") else 0.0
    yield f"no {part}", float(not side)


def _log_odds(chance: float) -> float:
    kept = min(max(chance, FAINT), SOLID)
    return math.log(kept / (1 - kept))


def _stretch(product: float) -> float:
    shift, slope = LEXICON
    sure = min(max(product, 0.001), 0.999)
    return 1 / (1 + math.exp(-shift - slope * math.log(sure / (1 - sure))))


@cache
def load_weights() -> Weights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    return read_learnt("event_confidence.json", Weights)
