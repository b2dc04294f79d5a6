"""Populated places and regions of the first order, by name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

import msgspec
from msgspec import Struct

from verbale.resolve.tables.shelf import Shelf, open_shelf
from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name

REGION_MARK: Final = "^"
"""Before a key: the name of a region without the word for its kind, which a town may have as well."""
KINDS: Final = ("town", "capital", "province")
"""What a row's number stands for."""
_KIND_WORDS: Final = (
    r"(?:autonomous (?:region|republic|oblast|okrug|province|community)|union territory|province|oblast|region|state"
    r"|governorate|prefecture|department|district|county|canton|krai|republic|voivodeship|emirate|territory|division)"
)
_REGION: Final = re.compile(rf"(?:{_KIND_WORDS} of (?:the )?)?(?P<name>.+?)(?: {_KIND_WORDS})?")


class _Row(Struct, frozen=True, array_like=True):
    name: str
    state: str
    province: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: int = 0


class Places:
    """Looks towns and regions up by name; nothing is held but the blocks that were asked for."""

    def __init__(self, places: Shelf, names: Shelf) -> None:
        self._places, self._names = places, names

    def named(self, words: str) -> tuple[Town, ...]:
        """The places called *words*, the most populous first; accents and case aside; empty if there is none.

        A region that has the name of a town in it is meant only with the word for its kind: "Kharkiv" is the town,
        "Kharkiv Oblast", "Kharkiv region" and "region of Kharkiv" are the region.
        """
        key = fold_name(words)
        numbers = self._numbered(key)
        if not numbers and (bare := _REGION.fullmatch(key)) and bare["name"] != key:
            numbers = self._numbered(REGION_MARK + bare["name"])
        return tuple(sorted(map(self._get, numbers), key=lambda town: -town.population))

    def _numbered(self, key: str) -> list[int]:
        raw = self._names.get(key)
        return [] if raw is None else msgspec.json.decode(raw, type=list[int])

    def _get(self, number: int) -> Town:
        """The place of that number: GeoNames' own, or below 0 for what our own rows add."""
        row = msgspec.json.decode(self._places.get(str(number)) or b"null", type=_Row)
        kind: Literal["town", "capital", "province"] = KINDS[row.kind]
        return Town(
            number if number > 0 else None, row.name, row.lat, row.lon, row.state, row.province, row.population, kind
        )


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The table of places; DamagedTable if it does not fit its checksum."""
    return Places(open_shelf("places.shelf"), open_shelf("place_names.shelf"))
