"""Which places a report names: towns, districts, regions, states, seas, and sites by the town or region in their name.

Where several places share a name, `locating` tells which is meant. What no table knows keeps its words and says
nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from msgspec import structs

from verbale.analyse.packed import pack
from verbale.records import Place
from verbale.resolve.locating import Surroundings
from verbale.resolve.phrases import NAME, Phrase
from verbale.resolve.place_hints import read_hint
from verbale.resolve.resolution import Placed
from verbale.resolve.role_nouns import FIXED_THING
from verbale.resolve.setting import Setting
from verbale.resolve.tables import Entry, State, Town, load_names, load_places, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_classes import DIRECTIONS, PLACE_BEGINNINGS, PLACE_WORDS, REGIONS, WHERE
from verbale.spans import Span
from verbale.words import word_set

WORDS_OF_PLACES: Final = PLACE_WORDS | PLACE_BEGINNINGS

_COUNTRY, _PROVINCE, _DISTRICT, _TOWN = 1, 2, 3, 4
_RESOLUTIONS: Final = {
    "state": _COUNTRY,
    "province": _PROVINCE,
    "district": _DISTRICT,
    "town": _TOWN,
    "capital": _TOWN,
    "area": None,
}
"""PLOVER's codes by kind of place; it has none for what is wider than a state."""
_LARGE: Final = 100_000
"""People of a town whose name needs nothing beside it to be a place's."""
_KNOWN: Final = 5_000
"""People of a town that "of", "to" or "from" before it shows to be one."""
_PARTS: Final = word_set("gaza gaza-strip west-bank")
"""Names of parts of a state that our tables have as the state's."""
_BEFORE_NAME: Final = WHERE | word_set("from of to over on between toward")
_LONGEST: Final = 4
"""Words of a place's name."""
_OFF: Final = re.compile(
    r"(?:(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern (?:outskirts|edge|side))? (?:of )(?:the )?$",
    re.IGNORECASE,
)
"""Words before a place near which, and not in which, something is: "north-east of Donetsk"."""


_MODIFIER: Final = re.compile("m")
_TIED: Final = re.compile(r",?\s(?:in|near|of|outside|on)\s(?:the\s)?(?:[a-z]+\s){0,3}|,\s|\s\(")
"""What stands between a site and the place in which it lies."""


class Locator:
    """The places of one report."""

    def __init__(self, units: Units, phrases: list[Phrase], setting: Setting) -> None:
        self.units, self.setting = units, setting
        self.sites = {
            phrase.first: phrase.head + 1 if phrase.head >= 0 else phrase.end
            for phrase in phrases
            if _is_site(units, phrase)
        }
        self.candidates = list(_candidates(units, phrases, self.sites))
        self.around = Surroundings(units, self.candidates)

    def find(self) -> Sequence[Placed]:
        """Every place that the report names, in the order of its text, none within another."""
        found = chain(self._find_each(), (None,))
        return pack((_tie(self.units.text, one, near) for one, near in pairwise(found) if one is not None), Placed)

    def _find_each(self) -> Iterator[Placed]:
        end = 0
        for first, after in self.candidates:
            if self.units.starts[first] < end:
                continue
            place = self._read(first, after)
            if place is None and (first in self.sites or self.units.low_before(first) in WHERE):
                place = unresolved(self.units.words(first, after))
            if place is not None:
                placed = _widen(self.units, first, after, place)
                yield placed
                end = placed.span.end

    def locate(self, span: Span) -> Place | None:
        """The place that the words of *span* name, taken for granted that they name one; None if no table has it."""
        first, end = self.units.meeting(span)
        words = span.of(self.units.text)
        if first >= end:
            return None
        known = load_names().lookup(words)
        entry = next((one for one in known if one.kind in ("state", "adjective", "people")), None)
        if entry is not None:
            return self._read_state(words, entry, first, end)
        usual = next((one.state for one in known if one.kind == "seat"), None)
        town = self.around.choose(self.around.lookup(words), words, (first, end), usual)
        return place_of_town(words, town) if town is not None else self._read_site(first, end)

    def weigh(self, span: Span) -> list[tuple[Town, float]]:
        """All places of the name at *span*, each with what speaks for it in powers of ten of people."""
        first, end = self.units.meeting(span)
        words = span.of(self.units.text)
        known = load_names().lookup(words)
        code = next((one.id for one in known if one.kind == "state"), None)
        state = load_places().of_state(code) if code else None
        usual = next((one.state for one in known if one.kind == "seat"), None)
        towns = (*filter(None, (state,)), *self.around.lookup(words), *(load_places().regions(words) if code else ()))
        return self.around.weigh(dict.fromkeys(towns), words, (first, end), usual)

    def _read(self, first: int, end: int) -> Place | None:
        words = self.units.words(first, end)
        entries = self.units.entries(first) if end == first + 1 else ()
        entry = next((one for one in entries if one.kind == "state"), None)
        if entry is not None:
            return self._read_state(words, entry, first, end)
        town = self._choose(first, end, entries)
        if town is not None and (entries or self._is_likely(first, end, town)):
            return place_of_town(words, town)
        return self._read_site(first, end) if end - first > 1 else None

    def _read_state(self, words: str, entry: Entry, first: int, end: int) -> Place:
        """The state of that name, or a town or region called like it: "Atlanta, Georgia", "Lebanon, Pa."."""
        if entry.id.startswith("x:"):  # the Kurdistan Region is not the province of Kurdistan
            return _place_of_state(words, entry)
        state = load_places().of_state(entry.id)
        towns = (*self.around.lookup(words), *load_places().regions(words)) if entry.kind == "state" else ()
        if state is None or not towns:
            return _place_of_state(words, entry)
        chosen = self.around.choose((state, *towns), words, (first, end))
        return _place_of_state(words, entry) if chosen in (None, state) else place_of_town(words, chosen or state)

    def _choose(self, first: int, end: int, entries: tuple[Entry, ...]) -> Town | None:
        words = self.units.words(first, end)
        usual = entries[0].state if entries else None
        return self.around.choose(self.around.lookup(words), words, (first, end), usual)

    def _is_likely(self, first: int, end: int, town: Town) -> bool:
        """Is a name that the tables have rather a place's? Its state beside it, a preposition, or its size shows it."""
        before = _before_name(self.units, first)
        if before in WHERE or town.state == read_hint(self.units, first, end).state:
            return True
        is_known = town.population >= _KNOWN or town.geonameid is None
        is_led = before in _BEFORE_NAME
        return is_known and (is_led or town.state in self.setting.states or town.population >= _LARGE)

    def _read_site(self, first: int, end: int) -> Place | None:
        """A site by the town or region in its name: "Kharkiv region" lies in Kharkiv's state."""
        for at in range(first, end):
            name = NAME.match(self.units.tags, at, end)
            stop = at + 1 if self.units.tags[at] == "l" else name.end() if name else at
            if stop == at + 1 and self.units.low(at) in WORDS_OF_PLACES:
                continue
            town = self._choose(at, stop, self.units.entries(at)) if stop > at else None
            if town is not None:
                return _around(self.units.words(first, end), town, self.units.lows[end - 1])
        return None


def _widen(units: Units, first: int, end: int, place: Place) -> Placed:
    """The place with the words before it that tell which part of it is meant, or on which side of it."""
    begin = _with_direction(units, first)
    span = units.span(begin, end)
    may_be_off = begin == first and units.low_before(first) == "of"
    off = _OFF.search(units.text, max(0, span.start - 40), span.start) if may_be_off else None
    if off is not None:
        span = Span(off.start(), span.end)
        return Placed(span, structs.replace(place, extracted_place=span.of(units.text)))
    return Placed(span, structs.replace(place, extracted_place=span.of(units.text)) if begin < first else place)


def _tie(text: str, one: Placed, near: Placed | None) -> Placed:
    """A site that no table knows, put where the place lies that stands right behind it: "Lenin Square in Donetsk"."""
    if one.place.resolved_place is not None or near is None or near.place.resolved_place is None:
        return one
    if not _TIED.fullmatch(text, one.span.end, near.span.start):
        return one
    return Placed(one.span, structs.replace(near.place, extracted_place=one.place.extracted_place))


def _with_direction(units: Units, first: int) -> int:
    """The unit where the place begins with the words on which part of it is meant: "southern" of "southern Lebanon"."""
    while units.low(first - 1) in DIRECTIONS and units.tag(first - 1) != "|":
        first -= 1
    return first


def _candidates(units: Units, phrases: list[Phrase], sites: dict[int, int]) -> Iterator[tuple[int, int]]:
    """First and end of the units that may name a place, *sites* ("Kharkiv airport") before the names within them."""
    names = dict(_names(units, phrases))
    for at in sorted({*sites, *names, *units.known, *(found.start() for found in _MODIFIER.finditer(units.tags))}):
        if at in sites:
            yield at, sites[at]
        elif at in units.known and units.tags[at] in "sbl" and _has_place(units.known[at]):
            yield (
                at,
                at + 1 + (units.tag(at + 1) in "mch" and units.low(at + 1) in PLACE_WORDS and units.is_capital(at + 1)),
            )
        elif at in names:
            yield at, names[at]
        elif units.tags[at] == "m" and units.is_capital(at) and units.low_before(at) in WHERE:
            end = _end_of_known(units, at)
            if end > at + 1:
                yield at, end


def _end_of_known(units: Units, at: int) -> int:
    """The end of the longest name of a place that begins with a common word at *at*: "Grand Ledge", "Boulder City"."""
    end = at + 1
    while end - at < _LONGEST and units.tag(end) in "mcghl" and units.is_capital(end):
        end += 1
    return next((stop for stop in range(end, at + 1, -1) if load_places().named(units.words(at, stop))), at)


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
    if name.is_place or units.lows[name.end - 1] in REGIONS:
        return True
    is_led = _before_name(units, name.first) in _BEFORE_NAME
    return is_led and _may_be_place(units, name) and bool(load_places().named(units.words(name.first, name.end)))


def _may_be_place(units: Units, name: Phrase) -> bool:
    """May a name be a place's, as it is no person's or body's?"""
    is_region = name.is_place or units.lows[name.end - 1] in REGIONS
    return is_region or (not name.is_person and name.sector is None and name.role is None)


def _before_name(units: Units, first: int) -> str:
    """The word before a name, an article and one modifier skipped."""
    return units.low_before(first - (units.tag(first - 1) == "m"))


def _place_of_state(words: str, entry: Entry) -> Place:
    state = load_states().get(entry.id)
    if state is None:
        return unresolved(words)
    whole = load_states().get(state.parent) if state.parent else state
    spot = load_places().of_state(state.code)
    is_part = (state.parent is not None and state.kind != "dependency") or words.lower().replace(" ", "-") in _PARTS
    if is_part:
        name = words if state.parent is None else state.name
        towns = load_places().named(words) if state.parent is None else ()
        return _place(words, name, whole or state, _PROVINCE, next(iter(towns), spot), province=name)
    return _place(words, state.name, state, _COUNTRY, spot)


def _place(
    words: str, resolved: str, state: State, resolution: int, spot: Town | None, province: str | None = None
) -> Place:
    code = state.code if not state.code.startswith("x:") else state.parent
    number, lat, lon = (spot.geonameid, spot.lat, spot.lon) if spot is not None else (None, None, None)
    return Place(words, resolved, number, lat, lon, None, None, province, state.name, code, resolution)


def place_of_town(words: str, town: Town) -> Place:
    """A town, district, region, state or area of the tables as a place that *words* name."""
    state = load_states().get(town.state) if town.state else None
    is_town = town.kind in ("town", "capital")
    return Place(
        extracted_place=words,
        resolved_place=town.name,
        geonameid=town.geonameid,
        lat=town.lat,
        lon=town.lon,
        city=town.name if is_town else None,
        district=town.name if town.kind == "district" else town.district,
        province=town.name if town.kind == "province" else town.province,
        country=state.name if state else None,
        country_code=town.state,
        resolution=_RESOLUTIONS[town.kind],
    )


def _around(words: str, town: Town, noun: str) -> Place:
    """A place that has another's name in its own: in that town, or the region around it."""
    if town.kind in ("town", "capital") and noun in _REGION_NOUNS:
        around = place_of_town(words, town)
        return structs.replace(
            around, resolved_place=words, city=None, province=words, geonameid=None, resolution=_PROVINCE
        )
    return place_of_town(words, town)


_REGION_NOUNS: Final = word_set("region province oblast governorate state county district")


def unresolved(words: str) -> Place:
    """A place that no table knows: its words and nothing else."""
    return Place(words, None, None, None, None, None, None, None, None, None, None)
