"""Tells whom a pronoun means; those of the scene ("I", "we", "you") are left to whoever knows who speaks."""

from __future__ import annotations

from typing import Final

from verbale.resolve.coreference import Seen
from verbale.resolve.phrases import Phrase
from verbale.resolve.stage import Stage, Told
from verbale.resolve.word_classes import JOINT_ACTS, PRONOUNS

_SURE, _POSSESSIVE, _THING, _UNTOLD = 0.7, 0.4, 0.5, 0.2
_NEAR: Final = 15
"""Units between a relative pronoun and the beginning of what it means."""


def tell_pronoun(stage: Stage, phrase: Phrase, at: Seen) -> Told:
    """Whom the pronoun means, from what came before it."""
    asks = PRONOUNS[stage.units.low(phrase.first)]
    if asks == "s":
        return Told((), "pronoun", _SURE)
    if stage.units.low(phrase.end) == "part" and stage.units.low(phrase.first - 1) in ("on", "for"):
        return Told((), "pronoun", _UNTOLD)  # "On his part, Roe said": he is named later
    if asks in ("m", "f"):
        actors = stage.scene.person(asks, at)
    elif asks == "p":
        actors = stage.scene.many(at, joint=_is_joint(stage, phrase))
    elif asks == "n":
        actors = stage.scene.thing(at)
    else:
        actors = _before_relative(stage, phrase)
    if not actors:
        return Told((), "pronoun", _UNTOLD)
    is_possessive = stage.units.tags[phrase.first] == "p"
    return Told(actors, "pronoun", _POSSESSIVE if is_possessive else _THING if asks == "n" else _SURE)


def _is_joint(stage: Stage, phrase: Phrase) -> bool:
    """Is what "they" do done with one another: "they discussed", "they also agreed"?"""
    following = stage.units.low(phrase.end)
    if following in ("also", "then", "have", "had", "both"):
        following = stage.units.low(phrase.end + 1)
    return following in JOINT_ACTS


def _before_relative(stage: Stage, phrase: Phrase) -> tuple[str, ...]:
    last = stage.scene.seen[-1] if stage.scene.seen else None
    if last is None or phrase.first - last.unit > _NEAR or "|" in stage.units.tags[last.unit : phrase.first]:
        return ()
    return last.actors
