"""Our own rows of places: names of towns that are a place in any text, and areas and sites that GeoNames' tables lack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from own_facts import part, read_own
from regions_table import NamedTown

from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name


@dataclass(frozen=True)
class OwnPlace:
    """A place of our own rows. `alone`: is its name a place's wherever it stands in a text?"""

    place: Town
    aliases: tuple[str, ...]
    alone: bool


def read_places() -> list[OwnPlace]:
    """The areas and sites of own/places.tsv."""
    return [_read_place(row) for row in read_own("places")]


def _read_place(row: dict[str, str]) -> OwnPlace:
    name = row["name"].lstrip("-")
    kind = {"area": "province", "site": "town"}[row["kind"]]
    place = Town(None, name, float(row["lat"]), float(row["lon"]), row["state"], None, 0, kind)
    return OwnPlace(place, part(row["aliases"]), not row["name"].startswith("-"))


def read_town_names(towns: list[NamedTown]) -> list[tuple[str, Town]]:
    """The names of own/towns.tsv, each with the largest town of its state that has it; ValueError if none has."""
    by_key: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town, aliases in towns:
        for key in {fold_name(name) for name in (town.name, *aliases)}:
            by_key[town.state, key].append(town)
    found = []
    for row in read_own("towns"):
        for one in part(row["names"]):
            name, _, known = one.partition("=")
            same = by_key[row["state"], fold_name(known or name)]
            if not same:
                raise ValueError(f"towns.tsv: no town of {row['state']} is called {known or name}")
            found.append((name, max(same, key=lambda town: town.population)))
    return found


def add_names(towns: list[NamedTown], names: list[tuple[str, Town]]) -> list[NamedTown]:
    """The towns with our names for them among their other names."""
    ours: dict[int | None, list[str]] = defaultdict(list)
    for name, town in names:
        ours[town.geonameid].append(name)
    return [(town, (*aliases, *ours[town.geonameid])) for town, aliases in towns]
