"""Populated places and regions of the first order, by name."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from verbale.resolve.tables.shelf import Shelf, open_shelf
from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name


class Places:
    """Looks towns and regions up by name; nothing is held but the blocks that were asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def named(self, words: str) -> tuple[Town, ...]:
        """The places called *words*, the most populous first; accents and case aside; empty if there is none."""
        raw = self._shelf.get(fold_name(words))
        if raw is None:
            return ()
        towns: list[Town] = []
        for row in msgspec.json.decode(raw, type=list[Town | tuple[str, int]]):
            towns.append(row if isinstance(row, Town) else self._pointed(*row))
        return tuple(sorted(towns, key=lambda town: -town.population))

    def _pointed(self, key: str, geonameid: int) -> Town:
        raw = self._shelf.get(key) or b"[]"
        rows = msgspec.json.decode(raw, type=list[Town | tuple[str, int]])
        return next(row for row in rows if isinstance(row, Town) and row.geonameid == geonameid)


@lru_cache(maxsize=1)
def load_places() -> Places:
    """The table of places; DamagedTable if it does not fit its checksum."""
    return Places(open_shelf("places.shelf"))
