"""How sure an event is: the probability that its type, its actors and its recipients are right.

For what the engine read, a logistic model over what is known of the event; its weights stand in event_confidence.json,
which training/events/confidence.py fits. For the lexicon, the product of its scores, stretched.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.extract.event_seats import tell_form
from verbale.extract.event_sides import Basis, Sides
from verbale.extract.event_tellings import Telling
from verbale.extract.learnt import read_learnt
from verbale.ids import is_local
from verbale.resolve.resolution import Resolution

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
    """Sign -> weight on the log-odds, and the least confidence with which an event of an item, of a report is told."""

    made_from: str
    signs: dict[str, float]
    least: float
    least_of_reports: float


Signs = tuple[tuple[str, float], ...]
"""What is known of an event, by name, with values."""


def tell_confidence(group: Sequence[Telling], best: Telling, signs: Iterable[tuple[str, float]]) -> float:
    """Probability that type and sides of an event are right; *best*: the telling that gives the sides."""
    if best.act.rule == "lexicon":
        return max(_stretch(one.act.score * one.sides.actor_by.score * one.sides.recipient_by.score) for one in group)
    weights = load_weights()
    return 1 / (1 + math.exp(-sum([weights.signs.get(sign, 0.0) * value for sign, value in signs])))


def tell_least(rule: str, analysis: Analysis) -> float:
    """Events of a reader less sure than this are not told; in full reports more is told that is no event."""
    if rule == "lexicon":
        return LEAST_OF_LEXICON
    weights = load_weights()
    return weights.least_of_reports if len(analysis.sentences) > SHORT else weights.least


def describe(group: Sequence[Telling], best: Telling, resolution: Resolution, of_type: int) -> Signs:
    """The signs of an event with their values; *of_type*: how many events of its type the report may tell."""
    analysis, sides = resolution.analysis, best.sides
    paragraph = analysis.paragraph_at(min([one.act.trigger.start for one in group]))
    act = _log_odds(max([one.act.score for one in group]))
    of_reports = ("full report", 1.0), ("act in a full report", act), ("paragraphs before", math.log(1 + paragraph))
    return (
        ("always", 1.0),
        (best.act.event, 1.0),
        ("act", act),
        *(of_reports if len(analysis.sentences) > SHORT else ()),
        *_describe_side("actor", sides.actor, sides.actor_by),
        *_describe_side("recipient", sides.recipient, sides.recipient_by),
        ("tellings", math.log(len(group))),
        ("in the title", float(analysis.has_title and paragraph == 0)),
        (f"status {best.status}", 1.0),
        ("many", float(len(sides.actor) + len(sides.recipient) > MANY)),
        ("all unknown", float(all(map(is_local, (*sides.actor, *sides.recipient))))),
        ("of its type", math.log(of_type)),
        *_describe_words(best, resolution),
        *_describe_lands(sides, resolution),
    )


def _describe_words(best: Telling, resolution: Resolution) -> Signs:
    """How the words of an act stand: their form, their number, other acts and other types beside them."""
    analysis, act = resolution.analysis, best.act
    sentence = analysis.sentence_at(act.trigger.start)
    around = resolution.sentence(sentence)
    return (
        (f"form {tell_form(around, *map(around.word_at, act.trigger))}", 1.0),
        ("rival", _log_odds(max([score for _, score in act.rivals], default=FAINT))),
        ("acts in the sentence", math.log1p(len(analysis.acts_in(sentence)))),
        ("words of the trigger", math.log(len(act.trigger.of(analysis.text).split()))),
        ("words of the evidence", math.log1p(len(best.evidence.of(analysis.text).split()))),
        ("quoted", float(bool(analysis.quoted_at.around(act.trigger)))),
    )


def _describe_lands(sides: Sides, resolution: Resolution) -> Signs:
    """Of which states both sides are, and how many stand on each."""
    actors, recipients = (
        {resolution.states.get(one) for one in ids} - {None} for ids in (sides.actor, sides.recipient)
    )
    return (
        ("of one state", float(not actors.isdisjoint(recipients))),
        ("actor of no state", float(bool(sides.actor) and not actors)),
        ("recipient of no state", float(bool(sides.recipient) and not recipients)),
        ("number of actors", math.log1p(len(sides.actor))),
        ("number of recipients", math.log1p(len(sides.recipient))),
    )


def _describe_side(part: str, side: Sequence[str], by: Basis) -> Signs:
    return (
        (f"{part} by {by.source}", 1.0),
        (f"{part} sure", _log_odds(by.score) if by.source in ("role", "faint", "nobody") else 0.0),
        (f"no {part}", float(not side)),
    )


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
