"""Does a capital or a house stand for its government here, or for the place?"""

from __future__ import annotations

from verbale.resolve.phrases import Phrase
from verbale.resolve.units import Units
from verbale.resolve.word_classes import ACTING_VERBS, ASSAULTS, BEFORE_PLACE, TRAVEL_WORDS, VERBS, WHERE
from verbale.words import word_set

_TO_AND_FROM = word_set("to from of")
_ONTO = word_set("on upon over against")
_LONGEST_LIST = 20


def is_seat(units: Units, phrase: Phrase) -> bool:
    """True if the phrase stands for a government: it acts, owns, is spoken to, has ties; False where it is a place."""
    if all(entry.kind != "place" for entry in phrase.entries):
        return True
    if _is_dateline(units, phrase):
        return False
    at = _first_of_list(units, phrase.first)
    before, tag = units.low(at - 1), units.tag(at - 1)
    if before == "the":
        before, tag = units.low(at - 2), units.tag(at - 2)
    if before in WHERE or before in BEFORE_PLACE:
        return False
    if before in _TO_AND_FROM:
        return not _has_near(units, at - 1, TRAVEL_WORDS, 4) and before != "of"
    if before in _ONTO:
        return not _has_near(units, at - 1, ASSAULTS, 3)
    return tag in "r&" or _acts(units, phrase) or units.tag(phrase.end) == "'"


def _first_of_list(units: Units, at: int) -> int:
    """Where the list begins that the unit stands in: what holds for "Ankara" holds for "Ankara and Moscow"."""
    for _ in range(_LONGEST_LIST):
        if units.tag(at - 1) not in ",&" or units.tag(at - 2) not in "sbl":
            break
        at -= 2
    return at


def _has_near(units: Units, at: int, words: frozenset[str], reach: int) -> bool:
    for back in range(at - 1, max(-1, at - reach - 1), -1):
        if units.tag(back) in "|.":
            return False
        if units.low(back) in words:
            return True
    return False


def _acts(units: Units, phrase: Phrase) -> bool:
    """Is the phrase a subject (a verb follows) or an object (a verb comes before)?"""
    following = units.low(phrase.end)
    if following in ACTING_VERBS or following in VERBS or following in ("and", "to", "also", "has"):
        return True
    return units.low(phrase.first - 1) in VERBS or following.endswith("ed")


def _is_dateline(units: Units, phrase: Phrase) -> bool:
    starts = units.tag(phrase.first - 1) == "|"
    return starts and units.tag(phrase.end) in "-(," and units.tag(phrase.end + 1) != "u"


def is_where(units: Units, phrase: Phrase) -> bool:
    """Does the phrase say where something is: "in Ukraine", "across the United States"?"""
    return units.low_before(phrase.first) in WHERE
