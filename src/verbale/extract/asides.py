"""What a reporter adds to what somebody says: the verb after it, a clause beside it, that others deny it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from verbale.extract.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    begins_main,
    is_past,
    is_verb,
    noun_phrase_before,
)
from verbale.extract.sayings import BEFORE_ING, Saying
from verbale.extract.units import Range, Unit
from verbale.words import ARTICLES, word_set


def end_of_phrase(unit: Unit, first: int, last: int, saying: Saying) -> int:
    """Where what is said ends if it is no clause: before a verb, or a clause, that is the reporter's.

    "demanded their release, and Berg left"; "the motion condemning the raid failed".
    """
    added = find_added(unit, first, last)
    at = next((k for k in range(first + 1, added) if _leaves_phrase(unit, k)), added)
    if at == added:
        return added
    described = saying.cue.tense == "ing" and saying.place == "before" and unit.low(saying.first - 1) not in BEFORE_ING
    return at if described and is_verb(unit.tokens[at]) else last


def find_added(unit: Unit, first: int, last: int) -> int:
    """The comma after a noun phrase before a clause that is added to it; *last* if there is none."""
    at = next((k for k in range(first + 1, last) if _leaves_phrase(unit, k)), last)
    return at if unit.low(at) == "," else last


def _leaves_phrase(unit: Unit, at: int) -> bool:
    """Is at *at* what stands in no noun phrase: a finite verb, a subordinate clause, a clause that "and" adds?"""
    if unit.low(at) == ",":
        return unit.low(at + 1) in ADDING and begins_main(unit, at + 2) and not _is_long_noun(unit, at + 2)
    return unit.low(at) in SUBORDINATORS or unit.low(at) == "and" or is_verb(unit.tokens[at])


def _is_long_noun(unit: Unit, at: int) -> bool:
    """Does a preposition before any verb tell that a noun is added and no clause: "and the need for aid sent"?"""
    end = next((k for k in range(at, len(unit.tokens)) if is_verb(unit.tokens[k])), at)
    return any(unit.low(k) in PREPOSITIONS - {"of"} or unit.low(k) == "to" for k in range(at, end))


ADDING: Final = word_set("and but while")


def begins_aside(unit: Unit, comma: int, saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Is what stands after the comma the reporter's and no more of what *saying* tells?"""
    told = _goes_on_after(unit, comma, saying) or _is_disputed(unit, comma)
    return told or _has_attribution_after(unit, comma, sayings)


def _goes_on_after(unit: Unit, comma: int, saying: Saying) -> bool:
    """Does the main verb follow a clause between commas: "the rebels, who he says are armed, have left"?"""
    if saying.subject is None or not any(map(is_verb, unit.tokens[comma + 1 : comma + 2])):
        return False
    at = saying.first - 1 if saying.place == "relative" else saying.subject[0] - 1
    while saying.place == "relative" and at > 0 and unit.low(at) not in RELATIVES:
        at -= 1
    return unit.low(at) in RELATIVES and unit.low(at - 1) == ","


def _is_disputed(unit: Unit, comma: int) -> bool:
    """Does the reporter add that others deny it: ", a claim that Baku rejected", ", which Ruz denies"?"""
    at = comma + 1
    claim = unit.low(at) in ARTICLES and unit.low(at + 1) in CLAIMS
    if not claim and unit.low(at) not in {"which", "something"}:
        return False
    ends = next((k for k in range(at, len(unit.tokens)) if unit.low(k) in {",", ".", ";", ""}), len(unit.tokens))
    return any(unit.low(k) in DISPUTING for k in range(at + 1, ends))


CLAIMS: Final = word_set(
    "claim claims charge charges accusation accusations allegation allegations assertion report reports"
)
DISPUTING: Final = word_set(
    "deny denies denied reject rejects rejected dispute disputes disputed dismiss dismisses dismissed refutes refuted"
)


def turns(unit: Unit, comma: int) -> bool:
    """Does the reporter go on in a voice of his own: "said that they had won, but gave no proof"?"""
    if unit.low(comma + 1) != "but":
        return False
    following = unit.tokens[comma + 2] if comma + 2 < len(unit.tokens) else None
    return following is not None and (following.low in TURNING or (is_past(following) and following.low != "said"))


TURNING: Final = word_set("he she still")


def with_office(unit: Unit, subject: Range) -> int:
    """Where the speaker begins, with the office before an apposed name: "..., its president, Ana Ruz, announced"."""
    first, last = subject
    if (unit.low(first - 1), unit.low(last)) != (",", ","):
        return first
    office = noun_phrase_before(unit, first - 2)
    owned = office is not None and unit.low(office[0]) in DETERMINERS and unit.low(office[0] - 1) == ","
    return office[0] if office and owned else first


def _has_attribution_after(unit: Unit, comma: int, sayings: Sequence[Saying]) -> bool:
    """Does an attribution with an office before its name follow: ", its president, Ana Ruz, announced"?"""
    later = (s for s in sayings if s.first > comma and s.place == "before" and s.subject and s.subject[0] > comma + 1)
    return any(with_office(unit, one.subject) == comma + 1 for one in later if one.subject)


def head_of_relative(unit: Unit, saying: Saying) -> Range | None:
    """Of whom a clause between commas is, in which somebody else speaks: "Chad, which Peru accuses of fraud,"."""
    at = saying.subject[0] - 1 if saying.subject and saying.place == "before" else -1
    if at < 1 or unit.low(at) not in {"which", "whom", "who"} or unit.low(at - 1) != ",":
        return None
    return noun_phrase_before(unit, at - 2)
