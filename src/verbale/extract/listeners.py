"""Whom words of telling name right after them: "reporters", "the ministers of both states", "VOA"."""

from __future__ import annotations

from typing import Final

from verbale.extract.phrases import (
    ADVERBS,
    BEGINS_SUBJECT,
    DAYS,
    DETERMINERS,
    PLAIN_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    is_verb,
)
from verbale.extract.units import Range, Unit
from verbale.words import word_set

HEARER_ENDS: Final = STOPS | SUBORDINATORS | {"to", "not"}
NO_NOUNS: Final = PREPOSITIONS | SUBORDINATORS | ADVERBS | DAYS | DETERMINERS | PRONOUNS | {"to"}
LISTENERS: Final = word_set(
    """
    reporters journalists media parliament lawmakers press newsmen broadcasters delegates viewers supporters
    voters residents police officials television radio news agency agencies outlets network newspaper broadcaster
    channel magazine station website outlet conference briefing rally hearing
    """
)
"""Common nouns for listeners, after which a new noun begins the reported clause without "that"."""
LISTENERS_GO_ON: Final = LISTENERS | {"of", "and", "in"}
NAMED_MEDIA: Final = word_set("news agency network newspaper broadcaster channel magazine station website outlet daily")
"""Nouns that the name of a medium may follow."""


def hearer_after(unit: Unit, first: int, until_of: bool = False) -> Range | None:
    """Token range of the listener that begins at *first*: "reporters", "the ministers of both states", "VOA"."""
    if unit.low(first) in PRONOUNS and not (unit.low(first) == "her" and _is_noun(unit, first + 1)):
        return first, first + 1
    last = first
    while last < len(unit.tokens) and not _ends_hearer(unit, first, last, until_of):
        last += 1
    while last > first and unit.low(last - 1) in {"last", "this", "next", "late", "early"}:
        last -= 1
    return (first, last) if last > first else None


def _is_noun(unit: Unit, at: int) -> bool:
    """May the word after "her" be what is hers?"""
    word = unit.low(at)
    return word.isalpha() and word not in NO_NOUNS


def _ends_hearer(unit: Unit, first: int, at: int, until_of: bool) -> bool:
    token = unit.tokens[at]
    modifies = at > first and unit.low(at - 1).endswith("ly")  # the newly elected president
    if token.low in HEARER_ENDS or token.quoted >= 0 or (is_verb(token) and not modifies):
        return True
    if (
        (token.low in PREPOSITIONS and (until_of or token.low != "of"))
        or token.low in DAYS
        or token.low in PLAIN_ADVERBS
    ):
        return True
    if at == first:
        return False
    before = unit.low(at - 1)
    if (token.low in BEGINS_SUBJECT and before not in {"of", "and", "all", "both"}) or token.low.isdigit():
        return True
    named = before in NAMED_MEDIA and token.capital
    return before in LISTENERS and not named and token.low not in LISTENERS_GO_ON
