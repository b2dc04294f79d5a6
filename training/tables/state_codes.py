"""The numbers by which Correlates of War and Gleditsch and Ward know states, as facts of the packages that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rdata

from verbale.resolve.tables.words import fold_name

# Names that the lists have and our table has not, or that mean another state there than here.
_CALLED = {
    "united states of america": "USA", "german federal republic": "", "germany prussia": "DEU",
    "german democratic republic": "DDR", "russia soviet union": "RUS", "italy sardinia": "ITA", "rumania": "ROU",
    "turkey ottoman empire": "TUR", "iran persia": "IRN", "yemen arab republic": "x:north-yemen",
    "yemen peoples republic": "YMD", "yemen peoples republic of": "YMD", "yemen arab republic of yemen": "",
    "burma myanmar": "MMR", "myanmar burma": "MMR", "cambodia kampuchea": "KHM", "vietnam": "VNM",
    "vietnam democratic republic of": "VNM", "republic of vietnam": "x:south-vietnam",
    "vietnam republic of": "x:south-vietnam", "vietnam annam cochin china tonkin": "",
    "korea peoples republic of": "PRK", "korea republic of": "KOR", "congo democratic republic of zaire": "COD",
    "congo democratic republic of": "COD", "zimbabwe rhodesia": "ZWE", "tanzania tanganyika": "TZA",
    "burkina faso upper volta": "BFA", "madagascar malagasy": "MDG", "sri lanka ceylon": "LKA", "cote divoire": "CIV",
    "macedonia fyrom": "MKD", "macedonia former yugoslav republic of": "MKD", "belarus byelorussia": "BLR",
    "bosnia herzegovina": "BIH", "kyrgyz republic": "KGZ", "federated states of micronesia": "FSM",
    "samoa western samoa": "WSM", "st kitts and nevis": "KNA", "st lucia": "LCA", "st vincent and the grenadines": "VCT",
    "surinam": "SUR", "swaziland eswatini": "SWZ", "eswatini swaziland": "SWZ", "benin dahomey": "BEN",
    "congo": "COG", "zanzibar": "", "tibet": "", "abkhazia": "", "south ossetia": "",
}  # fmt: skip
# Where a list has one number under the name of another time, or two for one state of today.
_COW = {"SRB": 345, "YUG": 345, "SCG": 345, "DEU": 255, "YEM": 679, "RUS": 365, "SUN": 365}
_GW = {"SRB": 340, "YUG": 345, "SCG": 345, "x:north-yemen": 678, "DEU": 260, "YEM": 678, "RUS": 365, "SUN": 365}


def read_codes(facts: Path, names: dict[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Numbers of Correlates of War and of Gleditsch and Ward by our codes. *names*: our codes by name as a key."""
    folder = facts / "peacesciencer" / "data"
    cow = _by_code(_rows(folder / "cow_states.rda", "ccode", "statenme"), names)
    gw = _by_code(_rows(folder / "gw_states.rda", "gwcode", "statename"), names)
    return cow | _COW, gw | _GW


def _rows(path: Path, number: str, name: str) -> Iterator[tuple[int, str]]:
    (frame,) = rdata.read_rda(path).values()
    table: Any = frame
    yield from ((int(code), str(words)) for code, words in zip(table[number], table[name], strict=True))


def _by_code(rows: Iterator[tuple[int, str]], names: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, words in rows:
        key = fold_name(re.sub(r"[()/,]", " ", words))
        code = _CALLED.get(key, names.get(key, ""))
        if code:
            found[code] = number
    return found
