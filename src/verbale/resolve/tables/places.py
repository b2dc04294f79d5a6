"""Populated places, districts, regions of the first order, states, and areas of no one state, by name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from verbale.resolve.tables.shelf import Shelf, open_shelf
from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name

REGION_MARK: Final = "^"
"""Before a key: the name of a region without the word for its kind, which a town may have as well."""
DISTRICT_MARK: Final = "~"
"""The same for a district."""
STATE_MARK: Final = "@"
"""Before a state's code as a key."""
KINDS: Final = ("town", "capital", "province", "district", "area", "state")
"""What a row's number stands for."""
_REGION_WORDS: Final = (
    r"autonomous (?:region|republic|oblast|okrug|province|community)|union territory|province|oblast|region|state"
    r"|governorate|prefecture|department|canton|krai|republic|voivodeship|emirate|territory|division"
)
_DISTRICT_WORDS: Final = (
    r"district|county|parish|raion|rayon|borough|municipality|local government area|zone|woreda|commune|township|tehsil"
    r"|upazila|subdivision|regency|census area"
)
_REGION: Final = re.compile(
    rf"(?:(?:{_REGION_WORDS}|{_DISTRICT_WORDS}) of (?:the )?|(?P<before>county) )?(?P<name>.+?)"
    rf"(?: (?:(?P<district>{_DISTRICT_WORDS})|{_REGION_WORDS}))?"
)


class _Row(Struct, frozen=True, array_like=True):
    name: str
    state: str | None
    province: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: int = 0
    district: str | None = None


def bare_name(key: str) -> str:
    """A key without the word for the kind of region or district that it names."""
    found = _REGION.fullmatch(key)
    return found["name"] if found else key


class Places:
    """Looks towns and regions up by name; nothing is held but the blocks, and the states, that were asked for."""

    def __init__(self, places: Shelf, names: Shelf) -> None:
        self._places, self._names = places, names
        self._states: dict[str, Town | None] = {}

    def named(self, words: str) -> tuple[Town, ...]:
        """The places called *words*, the most populous first; accents and case aside; empty if there is none.

        A region that has the name of a town in it is meant only with the word for its kind: "Kharkiv" is the town,
        "Kharkiv Oblast", "Kharkiv region" and "region of Kharkiv" are the region.
        """
        key = fold_name(words)
        numbers = self._numbered(key)
        bare = _REGION.fullmatch(key)
        if not numbers and bare and bare["name"] != key:
            numbers = self._numbered(REGION_MARK + bare["name"])
            if bare["district"] or bare["before"] or not numbers:
                numbers = numbers + self._numbered(DISTRICT_MARK + bare["name"])
        return tuple(sorted(map(self._get, numbers), key=lambda town: -town.population))

    def regions(self, words: str) -> tuple[Town, ...]:
        """The regions of the first order called *words* without the word for their kind, even if a town is too."""
        return tuple(map(self._get, self._numbered(REGION_MARK + fold_name(words))))

    def of_state(self, code: str) -> Town | None:
        """Where the state of that code lies, None if the table does not say."""
        if code not in self._states:
            self._states[code] = next(map(self._get, self._numbered(STATE_MARK + code)), None)
        return self._states[code]

    def _numbered(self, key: str) -> list[int]:
        raw = self._names.get(key)
        return [] if raw is None else msgspec.json.decode(raw, type=list[int])

    def _get(self, number: int) -> Town:
        """The place of that number: GeoNames' own, or below 0 for what our own rows add."""
        row = msgspec.json.decode(self._places.get(str(number)) or b"null", type=_Row)
        return Town(
            number if number > 0 else None,
            row.name,
            row.lat,
            row.lon,
            row.state,
            row.province,
            row.population,
            KINDS[row.kind],
            row.district,
        )


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The table of places; DamagedTable if it does not fit its checksum."""
    return Places(open_shelf("places.shelf"), open_shelf("place_names.shelf"))
