"""Reads names that no table of phrases has: of persons, of bodies by their nouns and letters, of places."""

from __future__ import annotations

from typing import Final

from verbale.resolve.given_names import Gender
from verbale.resolve.phrases import NAME, Phrase
from verbale.resolve.role_nouns import ROLE_NOUNS
from verbale.resolve.units import Units
from verbale.resolve.word_classes import (
    DIRECTIONS,
    HONORIFICS,
    NAME_ENDINGS,
    ORGANISATION_WORDS,
    PLACE_BEGINNINGS,
    PLACE_WORDS,
    REGIONS,
)
from verbale.words import word_set

_BEFORE_NAMES: Final = DIRECTIONS | word_set("latin new")
_LONGEST_PLACE: Final = 6


def begins_name(units: Units, at: int) -> bool:
    """Does a name, or an honorific and a name, begin at unit *at*?"""
    return units.tag(at) in "kgciq" and NAME.match(units.tags, skip_honorifics(units, at)) is not None


def skip_honorifics(units: Units, at: int) -> int:
    """The unit after the honorifics at *at*."""
    while units.tag(at) == "k":
        at += 1
    return at


def is_direction(units: Units, at: int) -> bool:
    """Is this the first word of a name such as "South Caucasus"?"""
    return (
        units.tag(at) == "m" and units.low(at) in _BEFORE_NAMES and units.is_capital(at) and units.tag(at + 1) in "gc"
    )


def place_end(units: Units, at: int) -> int | None:
    """The end of a place's name told by its last or first noun ("Black Sea", "Strait of Hormuz"), None if none is."""
    end = at
    while end - at < _LONGEST_PLACE and units.tag(end) in "mcghl" and units.is_capital(end):
        end += 1
    if end < at + 2:
        is_of = (
            end == at + 1 and units.low(at) in PLACE_WORDS and units.tag(end) == "o" and units.tag(end + 1) in "cglsb"
        )
        return end + 2 if is_of else None
    is_state = units.low(end - 1) == "state" and units.tags[at:end] == "ch"  # Borno State
    is_named = (units.low(end - 1) in PLACE_WORDS or is_state) and "g" not in units.tags[at:end]
    is_place = is_named and units.tag(end) not in "hcg"
    return end if is_place and not _names_office(units, at, end) else None


def _names_office(units: Units, at: int, end: int) -> bool:
    """Is there an office before the last word, so that it is somebody's name: "Foreign Minister Lake"?"""
    roles = (ROLE_NOUNS.get(units.low(i)) for i in range(at, end - 1) if units.tags[i] == "h")
    return any(role is not None and role.weight >= 0.7 for role in roles)


def read_name(units: Units, at: int) -> Phrase | None:
    """The name that begins at *at*, with its honorific in its wide stretch only; None if there is none."""
    start = skip_honorifics(units, at)
    if _is_short_title(units, start):
        start += 1
    name = NAME.match(units.tags, start + is_direction(units, start))
    if name is None:
        return None
    end = _end_beyond(units, name.end())
    named = Phrase("name", start, end, at, end)
    if start > at:
        named.is_person, named.gender = True, _honorific_gender(units, at, start)
    if end > name.end() or named.is_person is None:
        _tell_kind(units, named)
    return named


def _is_short_title(units: Units, at: int) -> bool:
    """Are these the letters of an office before a name: "APNSA Roe"?"""
    words = units.words(at, at + 1)
    is_letters = units.tag(at) == "c" and 3 <= len(words) <= 6 and words.isalpha() and words.isupper()
    return is_letters and units.tag(at + 1) in "gc" and not units.words(at + 1, at + 2).isupper()


def _honorific_gender(units: Units, at: int, end: int) -> Gender | None:
    genders = {HONORIFICS.get(units.low(i)) for i in range(at, end)} - {None}
    return "f" if genders == {"f"} else "m" if genders == {"m"} else None


def _end_beyond(units: Units, end: int) -> int:
    """The end of a name with the words with a capital that follow it and make it a body's or a place's."""
    while units.tag(end) in "mhxs" and units.is_capital(end):
        low = units.low(end)
        is_more = units.tags[end] in "mh" and low not in NAME_ENDINGS
        if not (is_more or low in ORGANISATION_WORDS or low in PLACE_WORDS):
            break
        end += 1
    return end


def _tell_kind(units: Units, named: Phrase) -> None:
    """Set what the words of a name tell of whose it is: a person's, a body's, a place's."""
    lows = [units.low(i) for i in range(named.first, named.end)]
    sector = next((ORGANISATION_WORDS[low] for low in reversed(lows) if low in ORGANISATION_WORDS), None)
    has_given = units.tags[named.first] == "g" and len(lows) > 1
    is_either = has_given and len(lows) == 2 and lows[-1] in PLACE_WORDS  # Simon Lake, Charles Bridge: the reader tells
    if sector is not None and not (has_given and len(lows) == 2 and sector == "JRN"):
        named.is_person, named.sector = False, sector
    elif (
        lows[-1] in REGIONS
        or "-".join(lows) in REGIONS
        or (len(lows) > 1 and not is_either and (lows[-1] in PLACE_WORDS or lows[0] in PLACE_BEGINNINGS))
    ):
        named.is_person, named.is_place = False, True
    elif _is_acronym(units.words(named.first, named.end)):
        named.is_person = False
    elif is_either:
        named.is_person = None
    elif has_given or "i" in units.tags[named.first : named.end]:
        named.is_person = True


def _is_acronym(words: str) -> bool:
    return len(words) > 1 and words.isupper() and " " not in words
