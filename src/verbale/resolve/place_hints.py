"""What the words right beside a place's name say of where it lies: "Tripoli, Lebanon", "Alexandria, La.", "the Syrian
town of Hama", "Ukraine's Kharkiv", "Donetsk in eastern Ukraine"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from verbale.resolve.tables import load_names, load_places, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_lists import read_sections
from verbale.words import word_set

_LETTERS: Final = {
    code: (state, region.replace("-", " "))
    for state, pairs in read_sections("region_letters")
    for code, _, region in (pair.partition("=") for pair in pairs)
}
_FOLLOWING: Final = re.compile(r"(?:\s?,|\s?\()\s?(?P<words>[A-Z][\w.'’-]*(?: (?:and |of |the )?[A-Z][\w.'’-]*){0,3})")
_WITHIN: Final = re.compile(
    r",?\s(?:in|of)\s(?:the\s)?(?:[a-z]+-?(?:ern|ral|th|st)(?:most)?\s|north-?(?:east|west)\s|south-?(?:east|west)\s)?"
    r"(?P<words>[A-Z][\w.'’-]*(?: (?:and |of |the )?[A-Z][\w.'’-]*){0,3})"
)
_OFFICIAL: Final = word_set(
    "capital city town village port region province district suburb area neighbourhood neighborhood"
)
_LONGEST: Final = 4
"""Words back from a name to the adjective or owner that tells its state."""
_BETWEEN: Final = _OFFICIAL | word_set(
    "of the northern southern eastern western central north south east west coastal border northeastern northwestern"
    " southeastern southwestern north-eastern north-western south-eastern south-western main largest biggest second"
    " second-largest second-biggest third-largest ancient holy historic mountain resort desert besieged rebel-held"
    " strategic key embattled frontline front-line occupied disputed divided"
)
"""What may stand between."""


class Hint(NamedTuple):
    """A state, and the region or district in it, that the text names with a place; None where it says nothing."""

    state: str | None = None
    region: str | None = None


def read_hint(units: Units, first: int, end: int) -> Hint:
    """What stands right beside the name of units *first* to *end*."""
    text, stop = units.text, units.ends[end - 1]
    found = _FOLLOWING.match(text, stop) or _WITHIN.match(text, stop)
    after = _name_wider(found["words"]) if found else Hint()
    return after if after.state else Hint(_state_before(units, first))


def read_letters(words: str) -> Hint:
    """The state and region that letters stand for: "La.", "W.Va."; of nothing else."""
    bare = words.replace(" ", "")
    return Hint(*(_LETTERS.get(bare.rstrip(".")) or _LETTERS.get(bare) or (None, None)))


@lru_cache(maxsize=4096)
def _name_wider(words: str) -> Hint:
    """The state or region that the longest beginning of *words* names."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        hint = _read_wider(" ".join(parts[:count]).rstrip(",;:"))
        if hint.state:
            return hint
    return Hint()


def _read_wider(words: str) -> Hint:
    bare = words.removesuffix("'s").removesuffix("’s")
    if (known := read_letters(bare)).state:
        return known
    entry = next((one for one in load_names().lookup(bare.rstrip(".")) if one.kind in ("state", "place")), None)
    if entry is not None and entry.kind == "state":
        state = load_states().get(entry.id)
        return Hint(entry.state, state.name if state and state.parent else None)
    region = next((one for one in load_places().named(bare) if one.kind in ("province", "district")), None)
    return Hint(region.state, region.name) if region and (entry or region.kind == "province") else Hint()


def _state_before(units: Units, first: int) -> str | None:
    """The state of "the Syrian town of Hama", "Ukraine's Kharkiv", "Nigeria's northern city of Kano"."""
    for at in range(first - 1, max(first - 1 - _LONGEST, -1), -1):
        tag = units.tag(at)
        entries = units.entries(at)
        if (entries and tag in "ab") or (entries and tag == "s" and units.tag(at + 1) == "'"):
            return entries[0].state
        if tag != "'" and units.low(at) not in _BETWEEN:
            return None
    return None
