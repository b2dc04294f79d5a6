"""The table of places: towns and the regions and districts that they lie in, states, and areas of no one state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from areas_table import Area
from districts_table import District
from geonames_source import read_towns
from msgspec import structs
from own_places import OwnPlace
from region_names import bare
from regions_table import NamedTown, Region, says_little

from verbale.resolve.tables.places import DISTRICT_MARK, KINDS, REGION_MARK, STATE_MARK
from verbale.resolve.tables.values import State, Town
from verbale.resolve.tables.words import fold_marks, fold_name

LEAST = 500
"""People of the smallest towns in the table, but for those of `FOUGHT_OVER`: all that the source has."""
FOUGHT_OVER = frozenset(
    """
    UA SY PS IL LB YE SD SS CD RW BI UG BA IQ IR AF PK MM PH ML NE BF NG TD CF CM ET ER SO LY HT VE CO AM AZ GE MD XK MZ TW
    KP
    """.split()
)
"""States (alpha-2) whose small places are in the news since 2014, for fighting in them or near them."""
LATIN = frozenset(
    """
    US FR IT DE BR MX GB ES PT NL BE AT CH PL CZ SK HU RO HR SI CA AU NZ AR CL CO PE VE EC BO PY UY CR PA GT HN SV NI DO
    CU PH ID MY VN TR NO SE DK FI EE LV LT IE IS ZA NG GH KE UG TZ CI SN CM
    """.split()
)
"""States that write in Latin letters, so that English has one name only for all but their large towns."""
_LARGE = 100_000


def build_towns(states: list[State]) -> list[NamedTown]:
    """All towns, each with its other names in Latin letters.

    Of a state's towns that are called like its capital the largest is it.
    """
    by_iso2 = {state.iso2: state for state in states if state.iso2 and state.kind != "former"}
    towns = [
        town
        for town in read_towns()
        if town["countrycode"] in by_iso2 and (town["countrycode"] in FOUGHT_OVER or town["population"] >= LEAST)
    ]
    capitals = {one["geonameid"] for one in _find_capitals(towns, by_iso2)}
    return [
        (_build_town(town, by_iso2[town["countrycode"]], town["geonameid"] in capitals), _read_aliases(town))
        for town in towns
    ]


def _find_capitals(towns: list[dict[str, Any]], states: dict[str, State]) -> Iterable[dict[str, Any]]:
    keys = {code: _capital_key(state) for code, state in states.items()}
    found: dict[str, dict[str, Any]] = {}
    for town in towns:
        code = town["countrycode"]
        largest = found.get(code, {"population": -1})["population"]
        if fold_name(town["name"]) == keys[code] and town["population"] > largest:
            found[code] = town
    return found.values()


def _build_town(town: dict[str, Any], state: State, is_capital: bool) -> Town:
    return Town(
        geonameid=town["geonameid"],
        name=town["name"],
        lat=round(town["latitude"], 2),
        lon=round(town["longitude"], 2),
        state=state.code,
        province=None,
        population=town["population"],
        kind="capital" if is_capital else "town",
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


def place_in_regions(
    towns: list[NamedTown],
    within: dict[int, int],
    regions: Iterable[Region],
    within_districts: dict[int, int],
    districts: Iterable[District],
) -> list[NamedTown]:
    """The towns with the names of the regions and districts that they lie in."""
    provinces = {region.place.geonameid: region.place.name for region in regions}
    names = {one.place.geonameid: one.place.name for one in districts}
    return [
        (
            structs.replace(
                town,
                province=provinces.get(within.get(town.geonameid or 0, 0)),
                district=names.get(within_districts.get(town.geonameid or 0, 0)),
            ),
            aliases,
        )
        for town, aliases in towns
    ]


class PlaceShelves:
    """The two shelves in the making: `rows`, places by number, and `names`, numbers by name.

    What has no number of GeoNames' gets one below 0.
    """

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}
        self._names: dict[str, dict[int, None]] = {}
        self._people: dict[int, int] = {}
        self._own = 0

    @property
    def names(self) -> dict[str, list[int]]:
        """The numbers of the places of each name."""
        return {key: sorted(numbers) for key, numbers in self._names.items()}

    def add(self, place: Town, keys: Iterable[str], *, is_own: bool = False) -> None:
        """A place and the keys under which it is found; *is_own*: it gets a number of ours."""
        self._own += is_own
        number = -self._own if is_own else place.geonameid or 0
        self.rows[str(number)], self._people[number] = _write_row(place), place.population
        for key in keys:
            if key not in ("", REGION_MARK, DISTRICT_MARK):
                self._names.setdefault(key, {})[number] = None

    def add_towns(self, towns: Iterable[NamedTown]) -> None:
        """All towns with all their names."""
        for town, aliases in towns:
            self.add(town, map(fold_name, (town.name, *aliases)))

    def add_regions(self, regions: Iterable[Region], districts: Iterable[District]) -> None:
        """Regions and districts, with and without the word for their kind."""
        for region in regions:
            self.add(region.place, (fold_name(name) for name in _names_alone(region)))
            bare_names = (bare(name) for name in (region.name, *region.names, *region.aliases))
            self.add(region.place, (REGION_MARK + fold_name(name) for name in bare_names))
        for district in districts:
            self.add(district.place, (*district.names, *(DISTRICT_MARK + key for key in district.bare)))

    def add_own(self, own: Iterable[OwnPlace]) -> None:
        """The areas and sites of our rows. A name that they give to one means no small town as well."""
        for one in own:
            keys = {fold_name(name.removeprefix("the ")) for name in (one.place.name, *one.aliases)}
            for key in keys if one.alone else ():
                known = self._names.get(key, ())
                self._names[key] = {number: None for number in known if number < 0 or self._people[number] >= _LARGE}
            self.add(one.place, keys, is_own=True)

    def add_wide(self, states: Iterable[tuple[str, Town]], areas: Iterable[Area]) -> None:
        """States by their codes, and areas of no one state by their names."""
        for code, state in states:
            self.add(state, (STATE_MARK + code,), is_own=state.geonameid is None)
        for area in areas:
            keys = map(fold_name, (area.place.name, *area.aliases))
            self.add(area.place, keys, is_own=area.place.geonameid is None)


def _write_row(place: Town) -> list[Any]:
    row = [place.name, place.state, place.province, place.lat, place.lon, place.population]
    rest = [KINDS.index(place.kind), place.district]
    return [*row, *rest] if place.district else [*row, rest[0]] if rest[0] else row


def _names_alone(region: Region) -> Iterable[str]:
    """The names by which a region is found without the word for its kind, unless a town in it has them."""
    if region.alone is not False:
        own = () if region.town is not None else (region.name,)
        aliases = (alias for alias in region.aliases if alias != region.name and not says_little(alias))
        yield from (*own, *region.names, *aliases)
        return
    yield from (name for name in (region.name, *region.names) if bare(name) != name)
    yield from (name for name in region.names if " " in name)
