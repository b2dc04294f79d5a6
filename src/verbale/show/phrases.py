"""How an act is told in words: one phrase a type, finer ones for modes; data for `wording`.

`phrases.json` has one row a phrase: type, mode ("" for the type's own), then the fields of `Phrase`. Beside
PLOVER's types stand RECEIVED (a visit whose host is one of the participants) and SIGNED (an act that points
to an agreement, `{whom}` being its title).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec


class Phrase(NamedTuple):
    """The words for one kind of act.

    With somebody acted upon it reads "<actors> <past> <whom>", without "<actors> <past> <alone>"; `base` follows
    "will" and "might"; `noun` tells an act without a known doer. `together_past` and `together_base` are what several
    actors without a recipient did, where that has its own words. `{whom}` is where the recipients stand.
    """

    past: str
    base: str
    whom: str
    alone: str
    noun: str
    together_past: str = ""
    together_base: str = ""


WITH_ARTICLE: Final = (
    "African Union",
    "Arab League",
    "Bahamas",
    "Central African Republic",
    "Comoros",
    "Council ",
    "Czech Republic",
    "Democratic Republic",
    "Dominican Republic",
    "European ",
    "G7",
    "Gambia",
    "Gaza Strip",
    "Gulf Cooperation Council",
    "Holy See",
    "International ",
    "Kremlin",
    "Maldives",
    "Marshall Islands",
    "Netherlands",
    "Organisation ",
    "Organization ",
    "Philippines",
    "Republic of ",
    "Security Council",
    "Seychelles",
    "Solomon Islands",
    "South Caucasus",
    "United ",
    "West Bank",
    "White House",
    "World ",
)
"""Beginnings of names before which running English puts "the"."""

HEADS_WITH_ARTICLE: Final = frozenset(
    """Agency Alliance Army Authority Commission Committee Council Court Forces Front Government League Ministry Mission
    Movement Navy Organisation Organization Party Union Units agency army commission committee council court government
    ministry mission navy party""".split()
)
"""Nouns that bring "the" with them at the head of a body's name: "the Labour Party", "the foreign ministry of Chad"."""


def find_phrase(event: str, mode: str | None = None) -> Phrase:
    """The phrase for a type and mode; the type's own where the mode has none; KeyError for a type not in the data."""
    phrases = load_phrases()
    return phrases.get((event, mode or "")) or phrases[event, ""]


@cache
def load_phrases() -> dict[tuple[str, str], Phrase]:
    """All phrases by type and mode; read once."""
    rows = msgspec.json.decode(files("verbale.show").joinpath("phrases.json").read_bytes(), type=list[list[str]])
    return {(event, mode): Phrase(*words) for event, mode, *words in rows}
