"""The table of places: towns and the regions that they lie in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geonames_source import read_towns
from msgspec import structs
from own_places import OwnPlace
from region_names import bare
from regions_table import NamedTown, Region, says_little

from verbale.resolve.tables.places import KINDS, REGION_MARK
from verbale.resolve.tables.values import State, Town
from verbale.resolve.tables.words import fold_marks, fold_name

LEAST = 5_000
"""People of the smallest towns in the table, but for those of `FOUGHT_OVER`."""
FOUGHT_OVER = frozenset(
    """
    UA SY PS IL LB YE SD SS CD RW BI UG BA IQ IR AF PK MM PH ML NE BF NG TD CF CM ET ER SO LY HT VE CO AM AZ GE MD XK MZ TW
    KP
    """.split()
)
"""States (alpha-2) whose small places are in the news since 2014, for fighting in them or near them: all that the source has."""
LATIN = frozenset(
    """
    US FR IT DE BR MX GB ES PT NL BE AT CH PL CZ SK HU RO HR SI CA AU NZ AR CL CO PE VE EC BO PY UY CR PA GT HN SV NI DO
    CU PH ID MY VN TR NO SE DK FI EE LV LT IE IS ZA NG GH KE UG TZ CI SN CM
    """.split()
)
"""States that write in Latin letters, so that English has one name only for all but their large towns."""
_LARGE = 100_000


def build_towns(states: list[State]) -> list[NamedTown]:
    """All towns, each with its other names in Latin letters."""
    by_iso2 = {state.iso2: state for state in states if state.iso2 and state.kind != "former"}
    return [
        (_build_town(town, by_iso2[town["countrycode"]]), _read_aliases(town))
        for town in read_towns()
        if town["countrycode"] in by_iso2 and (town["countrycode"] in FOUGHT_OVER or town["population"] >= LEAST)
    ]


def _build_town(town: dict[str, Any], state: State) -> Town:
    return Town(
        geonameid=town["geonameid"],
        name=town["name"],
        lat=round(town["latitude"], 2),
        lon=round(town["longitude"], 2),
        state=state.code,
        province=None,
        population=town["population"],
        kind="capital" if fold_name(town["name"]) == _capital_key(state) else "town",
    )


def _capital_key(state: State) -> str:
    """The capital's name as a key; our rows add the state where the name alone is rather another's ("Hamilton, Bermuda")."""
    return fold_name((state.capital or "").partition(",")[0])


def _read_aliases(town: dict[str, Any]) -> tuple[str, ...]:
    """Other names: those in Latin letters that begin like a name."""
    if town["countrycode"] in LATIN and town["population"] < _LARGE:
        return ()
    plain = (name for name in town["alternatenames"] if fold_marks(name).isascii() and name[:1].isupper())
    return tuple(dict.fromkeys(name for name in plain if len(name) > 3))


def place_in_regions(towns: list[NamedTown], within: dict[int, int], regions: Iterable[Region]) -> list[NamedTown]:
    """The towns with the names of the regions that they lie in."""
    names = {region.place.geonameid: region.place.name for region in regions}
    return [
        (structs.replace(town, province=names.get(within.get(town.geonameid, 0))), aliases) for town, aliases in towns
    ]


def shelve_places(
    towns: Iterable[NamedTown], regions: Iterable[Region], own: Iterable[OwnPlace]
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Rows of the two shelves: places by number, and numbers by name.

    What has no number of GeoNames' gets one below 0. A name that our rows give to it means no small town as well.
    """
    rows: dict[str, Any] = {}
    names: dict[str, dict[int, None]] = {}
    people: dict[int, int] = {}

    def add(place: Town, keys: Iterable[str], number: int | None = None) -> None:
        number = place.geonameid or number or 0
        rows[str(number)], people[number] = _write_row(place), place.population
        for key in keys:
            if key not in ("", REGION_MARK):
                names.setdefault(key, {})[number] = None

    for town, aliases in towns:
        add(town, map(fold_name, (town.name, *aliases)))
    for region in regions:
        add(region.place, (fold_name(name) for name in _names_alone(region)))
        add(
            region.place,
            (REGION_MARK + fold_name(bare(name)) for name in (region.name, *region.names, *region.aliases)),
        )
    for number, one in enumerate(own, 1):
        keys = {fold_name(name) for name in (one.place.name, *one.aliases)}
        for key in keys if one.alone else ():
            names[key] = {other: None for other in names.get(key, ()) if other < 0 or people[other] >= _LARGE}
        add(one.place, keys, -number)
    return rows, {key: sorted(numbers) for key, numbers in names.items()}


def _write_row(place: Town) -> list[Any]:
    kind = KINDS.index(place.kind)
    row = [place.name, place.state, place.province, place.lat, place.lon, place.population]
    return [*row, kind] if kind else row


def _names_alone(region: Region) -> Iterable[str]:
    """The names by which a region is found without the word for its kind, unless a town in it has them."""
    if region.alone is not False:
        own = () if region.town is not None else (region.name,)
        aliases = (alias for alias in region.aliases if alias != region.name and not says_little(alias))
        yield from (*own, *region.names, *aliases)
        return
    yield from (name for name in (region.name, *region.names) if bare(name) != name)
    yield from (name for name in region.names if " " in name)
