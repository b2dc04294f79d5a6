"""Where states lie, and areas that belong to no one state: continents, seas, mountains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geonames_source import read_continents, read_states
from own_facts import part, read_own
from regions_table import NamedTown, find_middle

from verbale.resolve.tables.values import State, Town


@dataclass(frozen=True)
class Area:
    """An area of no one state and its other names. `alone`: is its name a place's wherever it stands in a text?"""

    place: Town
    aliases: tuple[str, ...]


def build_states(states: Iterable[State], towns: list[NamedTown]) -> Iterator[tuple[str, Town]]:
    """Each state's code with where it lies: by our rows, else in the middle of its towns."""
    numbers = read_states()
    rows = {row["code"]: row for row in read_own("positions")}
    inside: dict[str, list[Town]] = defaultdict(list)
    for town, _ in towns:
        inside[town.state or ""].append(town)
    for state in states:
        lat, lon, people = find_middle(inside[state.code])
        if state.code in rows:
            lat, lon = float(rows[state.code]["lat"]), float(rows[state.code]["lon"])
        number = numbers.get(state.iso2 or "") if state.kind != "former" else None
        if lat is not None:
            yield state.code, Town(number, state.name, lat, lon, state.code, None, people, "state")


def read_areas() -> list[Area]:
    """The continents, and the areas of own/areas.tsv."""
    continents = [
        Area(_area(one["geonameId"], one["name"], float(one["lat"]), float(one["lng"])), ())
        for one in read_continents()
    ]
    rows = [
        Area(_area(None, row["name"], float(row["lat"]), float(row["lon"])), part(row["aliases"]))
        for row in read_own("areas")
    ]
    return continents + rows


def _area(number: int | None, name: str, lat: float, lon: float) -> Town:
    return Town(number, name, round(lat, 2), round(lon, 2), None, None, 0, "area")
