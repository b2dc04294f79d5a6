"""Names of states, bodies and places that take "the" in running English: the one list of them."""

from __future__ import annotations

from typing import Final

_BEGINNINGS: Final = (
    "African Union",
    "Arab League",
    "Bahamas",
    "Central African Republic",
    "Comoros",
    "Council ",
    "Democratic Republic",
    "Economic Community",
    "European ",
    "G7",
    "G20",
    "Gambia",
    "Gaza Strip",
    "Gulf Cooperation Council",
    "Holy See",
    "International ",
    "Isle of Man",
    "Kremlin",
    "Maldives",
    "Netherlands",
    "Organisation ",
    "Organization ",
    "Philippines",
    "Republic of ",
    "Security Council",
    "Seychelles",
    "South Caucasus",
    "Soviet Union",
    "United ",
    "West Bank",
    "White House",
    "World ",
)
_ENDINGS: Final = (" Empire", " Islands", " Region", " Republic")


def takes_article(name: str) -> bool:
    """Does running English put "the" before this name of a state, a body or a place?"""
    return name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS)


def name_with_article(name: str) -> str:
    """The name as it stands within a sentence: "the Netherlands", "the Gambia", "France"."""
    bare = name.removeprefix("The ")
    return f"the {bare}" if takes_article(bare) else name
