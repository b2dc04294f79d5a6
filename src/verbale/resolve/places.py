"""Which place a report's words name: towns by the states around them and by size, states, regions, sites near a town.

A town's name that several states share goes to the state named right after it, else to one that the report is
about, else to the largest. What no table knows keeps its words and says nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from msgspec import structs

from verbale.records import Place
from verbale.resolve.phrases import NAME, Phrase
from verbale.resolve.resolution import Placed
from verbale.resolve.role_nouns import FIXED_THING
from verbale.resolve.setting import Setting
from verbale.resolve.tables import Entry, State, Town, load_places, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_classes import DIRECTIONS, PLACE_WORDS, REGIONS, WHERE
from verbale.resolve.word_lists import words_of

_COUNTRY, _PROVINCE, _TOWN = 1, 2, 4
_NEXT_STATE: Final = 8.0
"""How much the state named right after a town outweighs size, in powers of ten of people."""
_REPORT_STATE: Final = 3.0
_USUAL_STATE: Final = 1.0
_LARGE: Final = 100_000
_BEFORE_NAME: Final = WHERE | words_of("from of to over on between toward")


def find_places(units: Units, phrases: list[Phrase], setting: Setting) -> tuple[Placed, ...]:
    """Every place that a report names, in the order of its text, none within another."""
    found: list[Placed] = []
    end = 0
    sites = {
        phrase.first: phrase.head + 1 if phrase.head >= 0 else phrase.end
        for phrase in phrases
        if _is_site(units, phrase)
    }
    for first, after in _candidates(units, phrases, sites):
        if units[first].start < end:
            continue
        place = _resolve(units, first, after, setting)
        if place is None and (first in sites or units.low_before(first) in WHERE):
            place = unresolved(units.words(first, after))
        if place is not None:
            begin = _with_direction(units, first)
            span = units.span(begin, after)
            place = structs.replace(place, extracted_place=span.of(units.text)) if begin < first else place
            found.append(Placed(span, place))
            end = span.end
    return tuple(found)


def _with_direction(units: Units, first: int) -> int:
    """The unit where the place begins with the words on which part of it is meant: "southern" of "southern Lebanon"."""
    while units.low(first - 1) in DIRECTIONS and units.tag(first - 1) != "|":
        first -= 1
    return first


def _candidates(units: Units, phrases: list[Phrase], sites: dict[int, int]) -> Iterator[tuple[int, int]]:
    """First and end of the units that may name a place, *sites* ("Kharkiv airport") before the names within them."""
    names = dict(_names(units, phrases))
    for at, unit in enumerate(units.units):
        if at in sites:
            yield at, sites[at]
        elif unit.entries and units.tags[at] in "sbl" and _has_place(unit.entries):
            yield (
                at,
                at + 1 + (units.tag(at + 1) in "mch" and units.low(at + 1) in PLACE_WORDS and units.is_capital(at + 1)),
            )
        elif at in names:
            yield at, names[at]


def _names(units: Units, phrases: list[Phrase]) -> Iterator[tuple[int, int]]:
    """Names that may be a place's: on their own, or after a noun ("a building in Sumy")."""
    for phrase in phrases:
        if phrase.kind == "name" and _may_be_place(units, phrase):
            yield phrase.first, phrase.end
        elif phrase.kind == "noun":
            for at in range(phrase.head + 1, phrase.end):
                name = NAME.match(units.tags, at, phrase.end) if units.low_before(at) in _BEFORE_NAME else None
                if name is not None:
                    yield at, name.end()


def _is_site(units: Units, phrase: Phrase) -> bool:
    """A thing with a name of its own, or a name with a noun for a place: "Kharkiv airport", "Black Sea", "Sahel"."""
    if phrase.kind == "name" and phrase.is_place:
        return True
    if phrase.kind != "noun" or phrase.role is None or phrase.role.weight != FIXED_THING:
        return False
    return any(units.tags[at] in "cgl" for at in range(phrase.first, phrase.head))


def _has_place(entries: tuple[Entry, ...]) -> bool:
    return entries[0].kind in ("state", "place", "seat") or any(entry.kind == "place" for entry in entries)


def is_place_name(units: Units, name: Phrase) -> bool:
    """Is a name that is no person's the name of a region, or of a town where it says where something is?"""
    if name.is_place or units[name.end - 1].low in REGIONS:
        return True
    is_led = _before_name(units, name.first) in _BEFORE_NAME
    return is_led and _may_be_place(units, name) and bool(load_places().named(units.words(name.first, name.end)))


def _may_be_place(units: Units, name: Phrase) -> bool:
    """May a name be a place's, as it is no person's or body's?"""
    is_region = name.is_place or units[name.end - 1].low in REGIONS
    return is_region or (not name.is_person and name.sector is None and name.role is None)


def _before_name(units: Units, first: int) -> str:
    """The word before a name, an article and one modifier skipped."""
    return units.low_before(first - (units.tag(first - 1) == "m"))


def _resolve(units: Units, first: int, end: int, setting: Setting) -> Place | None:
    words = units.words(first, end)
    entries = units[first].entries if end == first + 1 else ()
    entry = next((one for one in entries if one.kind == "state"), None)
    if entry is not None:
        return _place_of_state(words, entry)
    town = _choose_town(units, first, end, entries, setting)
    if town is not None and (entries or _is_likely(units, first, town, setting)):
        return _place_of_town(words, town)
    return _place_of_site(units, first, end, setting) if end - first > 1 else None


def _is_likely(units: Units, first: int, town: Town, setting: Setting) -> bool:
    """Is a name that no preposition shows to be a place's that of a large town, or of one in a state of the report?"""
    is_led = _before_name(units, first) in _BEFORE_NAME
    return is_led or town.state in setting.states or town.population >= _LARGE


def _choose_town(units: Units, first: int, end: int, entries: tuple[Entry, ...], setting: Setting) -> Town | None:
    towns = load_places().named(units.words(first, end))
    if not towns:
        return None
    named = _state_after(units, end)
    usual = entries[0].state if entries else None

    def weigh(town: Town) -> float:
        weight = math.log10(town.population + 1) + _NEXT_STATE * (town.state == named)
        return weight + _REPORT_STATE * (town.state in setting.states) + _USUAL_STATE * (town.state == usual)

    return max(towns, key=weigh)


def _state_after(units: Units, end: int) -> str | None:
    """The state in "Jeddah, Saudi Arabia"."""
    if units.tag(end) == "," and units.tag(end + 1) in "sb" and units[end + 1].entries:
        return units[end + 1].entries[0].state
    return None


def _place_of_state(words: str, entry: Entry) -> Place:
    state = load_states().get(entry.id)
    if state is None:
        return unresolved(words)
    if state.parent is not None or not _names_whole(words, state):
        holder = (load_states().get(state.parent) if state.parent else None) or state
        is_own = state.parent is None
        return _place(
            words, words if is_own else state.name, holder, _PROVINCE, province=words if is_own else state.name
        )
    return _place(words, state.name, state, _COUNTRY)


def _names_whole(words: str, state: State) -> bool:
    """Do the words name the state and not a part of it that stands for it: "Palestine", not "Gaza"?"""
    parts = ("gaza", "gaza strip", "west bank")
    return words.lower() not in parts


def _place(words: str, resolved: str, state: State, resolution: int, province: str | None = None) -> Place:
    code = state.code if not state.code.startswith("x:") else state.parent
    return Place(words, resolved, None, None, None, None, None, province, state.name, code, resolution)


def _place_of_town(words: str, town: Town) -> Place:
    state = load_states().get(town.state)
    is_town = town.kind != "province"
    return Place(
        extracted_place=words,
        resolved_place=town.name,
        geonameid=town.geonameid,
        lat=town.lat,
        lon=town.lon,
        city=town.name if is_town else None,
        district=None,
        province=town.province if is_town else town.name,
        country=state.name if state else None,
        country_code=town.state,
        resolution=_TOWN if is_town else _PROVINCE,
    )


def _place_of_site(units: Units, first: int, end: int, setting: Setting) -> Place | None:
    """A site by the town or region in its name: "Kharkiv region" lies in Kharkiv's state."""
    for at in range(first, end):
        name = NAME.match(units.tags, at, end)
        stop = at + 1 if units.tags[at] == "l" else name.end() if name else at
        town = _choose_town(units, at, stop, units[at].entries, setting) if stop > at else None
        if town is not None:
            return _around(units.words(first, end), town, units[end - 1].low)
    return None


def _around(words: str, town: Town, noun: str) -> Place:
    state = load_states().get(town.state)
    country = state.name if state else None
    if noun in ("region", "province", "oblast", "governorate", "state", "county", "district"):
        province = words if town.kind != "province" else town.name
        return Place(words, words, None, None, None, None, None, province, country, town.state, _PROVINCE)
    city = town.name if town.kind != "province" else None
    return Place(words, city, town.geonameid, town.lat, town.lon, city, None, town.province, country, town.state, _TOWN)


def unresolved(words: str) -> Place:
    """A place that no table knows: its words and nothing else."""
    return Place(words, None, None, None, None, None, None, None, None, None, None)
