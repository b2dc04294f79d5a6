"""Districts: regions of the second order, counties, raions, boroughs, that a town of the table lies in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from geonames_source import RawRegion
from region_names import latin, plain_letters
from regions_table import NamedTown, Region, find_middle

from verbale.resolve.tables.places import bare_name
from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name


@dataclass(frozen=True)
class District:
    """A district as a place, its names with the word for its kind or without a namesake, and its bare names."""

    place: Town
    names: tuple[str, ...]
    bare: tuple[str, ...]


def build_districts(
    raw: dict[int, RawRegion],
    towns: list[NamedTown],
    within: dict[int, int],
    provinces: dict[int, int],
    regions: list[Region],
    states: dict[str, str],
) -> list[District]:
    """All districts that hold a town, in the order of their numbers.

    *within*, *provinces*: district and region by town, as numbers; *states*: alpha-3 by alpha-2. Municipalities that
    are a town with its surroundings are left out, as the town stands for them.
    """
    by_district: dict[int, list[Town]] = defaultdict(list)
    for town, _ in towns:
        by_district[within.get(town.geonameid or 0, 0)].append(town)
    names = {region.place.geonameid: region.place.name for region in regions}
    found = []
    for number, one in sorted(raw.items()):
        inside = by_district[number]
        if not inside or one.iso2 not in states or _is_town(one, inside):
            continue
        province = names.get(provinces.get(inside[0].geonameid or 0, 0))
        found.append(_build(one, inside, states[one.iso2], province))
    return found


def _is_town(raw: RawRegion, towns: list[Town]) -> bool:
    key = fold_name(raw.name)
    bare = bare_name(key)
    namesakes = [town for town in towns if fold_name(town.name) in (key, bare)]
    return any(fold_name(town.name) == key for town in namesakes) or (bool(namesakes) and len(towns) == 1)


def _build(raw: RawRegion, towns: list[Town], state: str, province: str | None) -> District:
    lat, lon, people = find_middle(towns)
    name = plain_letters(raw.name)
    place = Town(raw.geonameid, name, lat, lon, state, province, people, "district")
    names = tuple(dict.fromkeys(fold_name(one) for one in _names(raw)))
    keys = {fold_name(town.name) for town in towns}
    alone = tuple(one for one in names if bare_name(one) != one or (one == fold_name(name) and one not in keys))
    return District(place, alone, tuple(dict.fromkeys(map(bare_name, names))))


def _names(raw: RawRegion) -> Iterator[str]:
    yield plain_letters(raw.name)
    yield from (plain_letters(alias) for alias in latin(raw.aliases))
