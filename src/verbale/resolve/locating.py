"""Which of several places of one name a report means.

The words beside a name come first ("Tripoli, Lebanon"), then the states and regions that the report names, then other
places of the report near by, then size. A name means one place throughout a report unless it says otherwise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from verbale.resolve.place_hints import Hint, read_hint, read_letters
from verbale.resolve.tables import Town, load_places
from verbale.resolve.tables.words import fold_name
from verbale.resolve.units import Units

_STATE_BESIDE: Final = 8.0
"""How much the state named beside a place outweighs size, in powers of ten of people; so all that follow."""
_REGION_BESIDE: Final = 8.0
_REPORT_STATE: Final = 2.5
_USUAL_STATE: Final = 1.0
_STATE_VOTES, _STATE_MOST = 1.0, 1.0
_REGION_VOTES, _REGION_MOST = 2.0, 4.0
"""For each power of two of the report's other names that may lie in the same state or region, and the most of these."""
_OWN_NAME: Final = 0.5
"""For a place's own name rather than another that it has."""
_AREA_PEOPLE: Final = 10_000_000
"""The weight of a sea or a continent among towns of its name."""
_KIND_WORTH: Final = {"capital": 0.5, "province": 0.0, "district": -1.0, "state": 3.0, "area": 3.0}
"""How much likelier than its people tell a place of that kind is, or less."""
_OF_STATES: Final = ("state", "adjective", "people", "seat")


class _Said:
    """What a report says of where it plays: its states, and the regions that its other names may lie in."""

    def __init__(self, units: Units) -> None:
        self.told: dict[str, Hint] = {}
        self.states: dict[str | None, set[str]] = defaultdict(set)
        self.votes: dict[tuple[str | None, str], dict[str, float]] = defaultdict(dict)
        for at, entries in units.known.items():
            if entries[0].kind in _OF_STATES:
                self.states[entries[0].state].add(units.lows[at])

    def note(self, words: str, hint: Hint, towns: Iterable[Town]) -> None:
        """Note what a name says: the regions where it may be, the only one if it is told with it."""
        key = fold_name(words)
        if hint.state is not None:
            self.told.setdefault(key, hint)
            self.states[hint.state].add(key + ",")
            if hint.region is not None:
                self.votes[hint.state, hint.region][fold_name(hint.region)] = 1.0
        states = {town.state for town in towns}
        for state in states:
            self.votes[state, ""].setdefault(key, 1 / len(states))
        regions = {(town.state, region) for town in towns for region in _regions_of(town)}
        for region in regions:
            self.votes[region].setdefault(key, 1 / len(regions))

    def count_votes(self, state: str | None, region: str, key: str) -> float:
        """How many other names of the report may lie in a region."""
        return sum(vote for other, vote in self.votes.get((state, region), {}).items() if other != key)


class Surroundings:
    """Chooses among places of one name by what the report says beside it, and of where it plays."""

    def __init__(self, units: Units, names: Sequence[tuple[int, int]]) -> None:
        self._units, self._names = units, names
        self._lookups: dict[str, tuple[Town, ...]] = {}

    @cached_property
    def _said(self) -> _Said:
        """Gathered when there is something to choose: most names have one place or none."""
        said = _Said(self._units)
        for first, end in self._names:
            words = self._units.words(first, end)
            said.note(words, read_hint(self._units, first, end), self.lookup(words))
        return said

    def lookup(self, words: str) -> tuple[Town, ...]:
        """All places of that name, with and without what often stands before or behind it."""
        key = " ".join(words.split())
        if key not in self._lookups:
            self._lookups[key] = next(filter(None, map(load_places().named, _spell(key))), ())
        return self._lookups[key]

    def choose(
        self, towns: Sequence[Town], words: str, where: tuple[int, int], usual: str | None = None
    ) -> Town | None:
        """The likeliest of *towns*, all called *words*, which are units *where*.

        *usual*: the state whose it is without more said.
        """
        if len(towns) < 2:
            return next(iter(towns), None)
        weighed = self.weigh(towns, words, where, usual)
        return max(weighed, key=lambda one: (one[1], -(one[0].geonameid or 0)))[0]

    def weigh(
        self, towns: Iterable[Town], words: str, where: tuple[int, int], usual: str | None = None
    ) -> list[tuple[Town, float]]:
        """Each of *towns* with what speaks for it, in powers of ten of people."""
        key, hint = fold_name(words), read_hint(self._units, *where)
        beside = hint if hint.state else self._said.told.get(key, Hint())
        return [(town, self._weigh(town, key, beside, usual)) for town in towns]

    def _weigh(self, town: Town, key: str, hint: Hint, usual: str | None) -> float:
        people = _AREA_PEOPLE if town.kind == "area" else town.population
        weight = math.log10(people + 1) + _KIND_WORTH.get(town.kind, 0.0)
        weight += _OWN_NAME * (fold_name(town.name) == key)
        weight += _STATE_BESIDE * (town.state is not None and town.state == hint.state)
        weight += _REGION_BESIDE * (hint.region is not None and hint.region in _regions_of(town))
        weight += _REPORT_STATE * any(other != key for other in self._said.states.get(town.state, ()))
        weight += _USUAL_STATE * (usual is not None and town.state == usual)
        weight += min(_STATE_MOST, _STATE_VOTES * math.log2(1 + self._said.count_votes(town.state, "", key)))
        region = max((self._said.count_votes(town.state, region, key) for region in _regions_of(town)), default=0.0)
        return weight + min(_REGION_MOST, _REGION_VOTES * math.log2(1 + region))


def _regions_of(town: Town) -> list[str]:
    """The regions that a place lies in or is."""
    own = town.name if town.kind in ("province", "district") else None
    return [one for one in (own, town.province, town.district) if one]


_SHORT: Final = {
    "St": "Saint",
    "St.": "Saint",
    "Ste.": "Sainte",
    "Ft.": "Fort",
    "Ft": "Fort",
    "Mt.": "Mount",
    "Mt": "Mount",
}
_AROUND: Final = ("Greater ", "City of ", "Town of ", "Village of ", "Port of ", "Port ", "Downtown ", "Old ", "Metro ")
_BEHIND: Final = (" City", " Town", " Village", " metropolitan area", " area", " Township")


def _spell(words: str) -> Iterator[str]:
    """A name and other ways to write it."""
    bare = words.removeprefix("the ").removeprefix("The ")
    yield bare
    if (region := read_letters(bare).region) is not None and not bare.isalpha():
        yield region
    first, _, rest = bare.partition(" ")
    if first in _SHORT and rest:
        yield f"{_SHORT[first]} {rest}"
    yield from (bare.removeprefix(one) for one in _AROUND if bare.startswith(one) and len(bare) > len(one) + 2)
    yield from (bare.removesuffix(one) for one in _BEHIND if bare.endswith(one))
