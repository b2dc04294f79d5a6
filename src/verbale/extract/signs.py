"""Signs that tell true reports of speech from chance forms: names of the weights that `confidence` adds up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from verbale.extract.phrases import (
    DETERMINERS,
    POINTING_WORDS,
    PRONOUNS,
)
from verbale.extract.reported_speech import Content
from verbale.extract.sayings import MODALS, NEGATIONS, Saying
from verbale.extract.units import Range, Unit
from verbale.words import word_set

OPENINGS: Final = DETERMINERS | PRONOUNS | {"that", "to", "there"}
POSSESSIVES: Final = word_set("his her its their our my your")
PLAINLY: Final = word_set("say note state stress emphasise emphasize explain remark write tell observe")
"""Verbs with which "as he said" plainly passes on his words; "as he finds" and "as it continues" do not."""


def signs_of(unit: Unit, saying: Saying, content: Content) -> tuple[str, ...]:
    """What tells true reports from chance forms: verb, frame, tense, subject, size; names of weights."""
    lemma, tense, frame = saying.cue.lemma, saying.cue.tense, content.frame
    who = _kind_of(unit, saying.subject)
    signs = [f"lemma={lemma}", f"frame={frame}", f"{lemma}/{frame}", f"tense={tense}", f"{frame}/{tense}"]
    signs += [f"place={saying.place}", f"subject={who}", f"size={_size(content)}"]
    before = [unit.low(k) for k in range(max(0, saying.first - 4), saying.first)]
    beside = {",": "comma", "and": "and"}.get(before[-1] if before else "", "word")
    signs += [f"before={beside}/{tense}"]
    signs += [name for name, holds in _facts(unit, before, saying.subject) if holds]
    signs += ["as-said"] if frame == "around-as" and lemma in PLAINLY and who not in {"i", "we", "none"} else []
    first, last = content.pieces[0]
    head = {unit.low(k) for k in range(first, min(first + 3, last))}
    signs += [f"head={w}" for w in sorted(head & HEADS)]
    opening = unit.low(first)
    signs += _signs_of_noun(unit, content) if frame in NOMINAL else []
    signs += [f"begins={opening}/{frame}"] if opening in OPENINGS else []
    return tuple(signs)


NOMINAL: Final = frozenset({"noun", "passive-noun", "about", "topic"})
"""Frames in which a noun alone may be what is said."""
GOES_ON: Final = word_set("of to that for between in with on from about against")
SAID_ALREADY: Final = word_set(
    """
    claim claims allegation allegations assertion assertions accusation accusations stance position call calls demand
    demands statement statements charge charges criticism idea view views opinion message argument warning warnings
    promise promises pledge decision move report reports suggestion proposal request offer step plan plans
    """
)
"""Nouns for what has been said or done; alone they tell nothing of it: "rejected the allegation"."""


def _signs_of_noun(unit: Unit, content: Content) -> list[str]:
    """What tells a noun that says something from one that only names a thing."""
    first, last = content.pieces[0]
    lows = [unit.low(k) for k in range(first, last)]
    opening = unit.tokens[first]
    kind = "other"
    if opening.low in POSSESSIVES:
        kind = "whose"
    elif opening.low in DETERMINERS:
        kind = opening.low if opening.low in {"the", "a", "an", "this", "these", "any", "no"} else "some"
    elif opening.capital:
        kind = "name"
    head = next((k for k, low in enumerate(lows) if low in GOES_ON), len(lows))
    more = lows[head] if head < len(lows) else "nothing"
    said = SAID_ALREADY & {lows[head - 1]} if head else set()
    size = "1-3" if len(lows) < 4 else "4-6" if len(lows) < 7 else "7"
    signs = [f"noun/{kind}/size={size}", f"noun/{more}"]
    return signs + ([f"noun/said/{more}"] if said else [])


def _facts(unit: Unit, before: Sequence[str], subject: Range | None) -> tuple[tuple[str, bool], ...]:
    modal, negated = bool(MODALS & set(before)), bool(NEGATIONS & set(before))
    nobody = unit.low(subject[0]) in {"no", "none", "nobody", "neither"} if subject else False
    return ("modal", modal), ("negated", negated or nobody), ("titled", unit.titled)


def _size(content: Content) -> str:
    """How many words are said, roughly."""
    size = sum(last - first for first, last in content.pieces)
    return "1-2" if size < 3 else "3-5" if size < 6 else "6-9" if size < 10 else "10"


HEADS: Final = word_set(
    """
    importance need necessity commitment readiness support hope willingness fact role contribution concern
    gratitude interest desire intention efforts significance priority determination view position progress
    situation issue results invitation condolences congratulations
    """
)


def _kind_of(unit: Unit, subject: Range | None) -> str:
    if subject is None:
        return "none"
    first, last = unit.tokens[subject[0]], unit.tokens[subject[1] - 1]
    if subject[1] - subject[0] == 1 and first.low in POINTING_WORDS:
        return first.low
    return "name" if last.capital else "common" if first.low in DETERMINERS else "bare"
