"""Brings what a reader took for names (`Analysis.names`) together with the phrases that the rules found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable
from typing import Final

from verbale.analyse.analysis import Name
from verbale.resolve.phrases import Phrase
from verbale.resolve.units import Units

_SURE: Final = 0.5
"""Score from which a reader's name counts where the rules found nothing or were unsure."""
_SURER: Final = 0.8
"""Score from which a reader's person counts where the rules found a place."""
_ACTING: Final = 0.5
"""Weight from which a noun is for somebody who acts."""
_LINKED: Final = frozenset(("person", "organisation", "group", "state", "place"))


def add_names(units: Units, phrases: list[Phrase], names: Iterable[Name]) -> list[Phrase]:
    """The phrases, names that the rules were unsure of told by the reader, and a new phrase for each name missed."""
    starts = [phrase.first for phrase in phrases]
    missed: list[Phrase] = []
    dropped: list[Phrase] = []
    linked = [(name, *_units_of(units, name)) for name in names if name.score >= _SURE and name.kind in _LINKED]
    surnames = {units.low(end - 1) for name, first, end in linked if name.kind == "person" and end - first > 1}
    for name, first, end in linked:
        near = phrases[max(0, bisect_right(starts, first) - 1) : bisect_left(starts, end) + 1]
        same = [phrase for phrase in near if phrase.wide_first < end and first < phrase.wide_end]
        if not same and end > first:
            missed.append(_phrase_of(name, first, end))
            _tell_bearer(units, missed[-1], surnames)
        elif len(same) == 1 and same[0].kind == "name" and same[0].is_person is None:
            _tell(same[0], name)
            _tell_bearer(units, same[0], surnames)
        elif len(same) == 1 and _is_somebodys_name(units, same[0], name, first, end):
            dropped.append(same[0])
            missed.append(_phrase_of(name, first, end))
    if dropped:
        phrases = [phrase for phrase in phrases if not any(phrase is one for one in dropped)]
    return sorted((*phrases, *missed), key=lambda phrase: phrase.first) if missed else phrases


def _is_somebodys_name(units: Units, phrase: Phrase, name: Name, first: int, end: int) -> bool:
    """Does the reader take for a person's name what the rules took for a thing or place: "Ole Dam"?"""
    is_thing = phrase.kind == "noun" and phrase.role is not None and phrase.role.weight < _ACTING
    is_thing = is_thing or (phrase.kind == "name" and phrase.is_place and name.score >= _SURER)
    same = (phrase.first, phrase.end) == (first, end) and end - first > 1
    return name.kind == "person" and is_thing and same and all(units.is_capital(at) for at in range(first, end))


def _units_of(units: Units, name: Name) -> tuple[int, int]:
    """First and end of the units that a name overlaps, signs at its ends left out."""
    first, end = units.meeting(name.span)
    while first < end and units.tags[first] in ".,-()\"'|&d":
        first += 1
    while end > first and units.tags[end - 1] in ".,-()\"'|&":
        end -= 1
    return first, end


def _phrase_of(name: Name, first: int, end: int) -> Phrase:
    phrase = Phrase("name", first, end, first, end, weight=name.score)
    _tell(phrase, name)
    return phrase


def _tell_bearer(units: Units, phrase: Phrase, surnames: Container[str]) -> None:
    """A single word that a reader takes for a place is somebody, if it is a surname of the report: "Lavrov: ..."."""
    if phrase.is_place and phrase.end - phrase.first == 1 and units.low(phrase.first) in surnames:
        phrase.is_person, phrase.is_place = True, False


def _tell(phrase: Phrase, name: Name) -> None:
    phrase.is_person = name.kind == "person"
    phrase.is_place = name.kind == "place"
