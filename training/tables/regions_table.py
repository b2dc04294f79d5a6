"""Regions of the first order: provinces, states, oblasts, governorates, with the names that the news gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geonames_source import RawRegion
from own_facts import part, read_own
from region_names import bare, kinds_of, latin, plain_letters, usual_name

from verbale.resolve.tables.values import Town
from verbale.resolve.tables.words import fold_name

NamedTown = tuple[Town, tuple[str, ...]]
"""A town and its other names."""

_TOWN_LIKE = frozenset(
    (
        "Municipality",
        "Urban municipality",
        "Special municipality",
        "Local council",
        "Parish",
        "Commune",
        "City",
        "Town",
        "State city",
        "Capital city",
        "Ward",
        "Borough",
        "Island council",
        "Town council",
        "Administrative atoll",
        "Metropolitan administration",
        "Urban community",
    )
)
"""Kinds of regions that are little more than a town: kept only where a row of our own names them."""
_POINTS = frozenset(
    """
    north south east west northern southern eastern western northeast northwest southeast southwest central centre
    capital upper lower middle far red sea river coast the national district northeastern northwestern
    southeastern southwestern midlands plateau delta islands highlands
    """.split()
)
"""Words of which alone the name of a region says too little: "Northern Province"."""


@dataclass(frozen=True)
class Region:
    """A region as a place, its usual name, the words that stand behind it ("Province"), and its other names.

    `names`: other names in English; `aliases`: names that serve to look it up only. `town`: the town in it that has
    the bare name. `alone`: whether the bare name may stand alone in a text; None if our rows do not say. `is_own`: do
    our rows name it?
    """

    place: Town
    name: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    town: Town | None
    alone: bool | None
    is_own: bool


def build_regions(
    raw: dict[int, RawRegion], towns: list[NamedTown], within: dict[int, int], states: dict[str, str]
) -> list[Region]:
    """All regions, in the order of their numbers. *within*: region by town, as numbers. *states*: alpha-3 by alpha-2.

    A region lies in the middle of its towns, and has as many people as they have.
    """
    by_region: dict[int, list[NamedTown]] = defaultdict(list)
    for town, aliases in towns:
        by_region[within.get(town.geonameid, 0)].append((town, aliases))
    own = _read_names()
    found = []
    for number, region in sorted(raw.items()):
        row = own.pop((region.iso2, region.code.partition("-")[2] or region.name), None)
        if region.iso2 in states and (row or region.kind not in _TOWN_LIKE):
            found.append(_build_region(region, row, by_region[number], states[region.iso2]))
    if own:
        raise ValueError(f"regions.tsv names regions that the source does not have: {sorted(own)}")
    return found


def _read_names() -> dict[tuple[str, str], list[str]]:
    """The names in our own rows, by alpha-2 and the region's code."""
    rows: dict[tuple[str, str], list[str]] = {}
    for row in read_own("regions"):
        for one in part(row["names"]):
            code, _, names = one.partition("=")
            if (row["iso2"], code) in rows:
                raise ValueError(f"regions.tsv has {row['iso2']}-{code} twice")
            rows[row["iso2"], code] = names.split("/")
    return rows


def _build_region(raw: RawRegion, row: list[str] | None, towns: list[NamedTown], state: str) -> Region:
    kinds = kinds_of(raw.iso2, raw.kind)
    first, *names = row or [plain_letters(usual_name(raw.name, raw.aliases, kinds))]
    name = first.lstrip("+-~")
    kinds = tuple(kind for kind in kinds if not name.endswith(f" {kind}"))
    alone = {"+": True, "~": True, "-": False}.get(first[0], False if says_little(name) else None)
    town = None if first[0] == "+" else _namesake(name, towns)
    written = f"{name} {kinds[0]}" if kinds and (town is not None or alone is False) else name
    lat, lon, people = find_middle([town for town, _ in towns])
    place = Town(raw.geonameid, written, lat, lon, state, None, people, "province")
    aliases = tuple(dict.fromkeys(plain_letters(bare(alias)) for alias in latin((raw.name, *raw.aliases))))
    return Region(place, name, kinds, tuple(names), aliases, town, alone, row is not None)


def says_little(name: str) -> bool:
    """Is a name nothing but words for where in its state a region lies?"""
    return set(fold_name(bare(name)).split()) <= _POINTS


def _namesake(name: str, towns: list[NamedTown]) -> Town | None:
    """The town in a region that has its name: by its own name before another, the largest first."""
    key = fold_name(name)
    same = [town for town, aliases in towns if key == fold_name(town.name) or key in map(fold_name, aliases)]
    return max(same, key=lambda town: (fold_name(town.name) == key, town.population), default=None)


def find_middle(towns: list[Town]) -> tuple[float | None, float | None, int]:
    """The middle of the towns' extent, and how many people they have.

    One town in 200 at each end is left out: the sources put some into the wrong region.
    """
    if not towns:
        return None, None, 0
    lat, lon = _middle([town.lat or 0 for town in towns]), _middle([town.lon or 0 for town in towns])
    return round(lat, 2), round(lon, 2), sum(town.population for town in towns)


def _middle(degrees: list[float]) -> float:
    ordered = sorted(degrees)
    cut = len(ordered) // 200
    return (ordered[cut] + ordered[-1 - cut]) / 2


def phrases_of(region: Region, is_free: Callable[[str], bool]) -> Iterator[tuple[str, Town]]:
    """What names a region in a text, and which place that is: with "Province" and the like, and alone if that is sure.

    *is_free*: does a name stand for nobody and nothing else?
    """
    for name in (region.name, *region.names):
        if not says_little(name):
            yield from ((f"{name} {kind}", region.place) for kind in region.kinds)
        if region.alone or (region.alone is None and is_free(name)):
            yield name, region.place if region.town is None or name != region.name else region.town
        elif region.alone is False and name != region.name and " " in name and is_free(name):
            yield name, region.place
