"""The sector of a person or of people whose noun alone says little: a spokesman's is that of whom he speaks for."""

from __future__ import annotations

from typing import Final

from verbale.resolve.role_nouns import ROLE_NOUNS, RoleNoun
from verbale.resolve.units import Units
from verbale.resolve.word_classes import ORGANISATION_WORDS
from verbale.words import word_set

_BORROWED: Final = word_set(
    "leader chief deputy head director chairman chairwoman chairperson chair spokesman spokeswoman spokesperson "
    "representative coordinator administrator co-chair delegate aide adviser advisor official member commander "
    "source insider executive manager staff president secretary secretary-general group crowd coalition"
) | frozenset(("secretary general", "director general", "director-general"))
"""Nouns for people of any body; the words beside them tell of which."""
_GOVERNING: Final = word_set("president secretary secretary-general director-general") | frozenset(
    ("secretary general", "director general")
)
"""Offices of governments above all, which other bodies have too: "the president of the chess club"."""
_NOT_GOVERNING: Final = frozenset(("NGO", "BUS", "JRN", "SOC", "LAB", "EDU", "MED", "REL", "LEG", "JUD"))
_WORDS: Final = {
    "military": "MIL", "army": "MIL", "navy": "MIL", "naval": "MIL", "air force": "MIL", "police": "COP",
    "parliamentary": "LEG", "congressional": "LEG", "media": "JRN", "press": "JRN", "rebel": "REB", "militant": "REB",
    "insurgent": "REB", "militia": "REB", "opposition": "OPP", "intelligence": "SPY", "business": "BUS",
    "industry": "BUS", "company": "BUS", "corporate": "BUS", "union": "LAB", "church": "REL", "religious": "REL",
    "hospital": "MED",
    "medical": "MED", "university": "EDU", "student": "EDU", "tribal": "CVL", "community": "CVL", "family": "CVL",
    "official": "GOV", "diplomatic": "GOV", "football": "SOC", "sports": "SOC", "charity": "SOC",
}  # fmt: skip
"""Words before such a noun that tell whose it is."""


def tell_sector(units: Units, first: int, end: int, head: int, role: RoleNoun) -> tuple[str, ...]:
    """The sector of whoever a noun phrase or title of units *first* to *end* means, its role noun being at *head*."""
    if role.lemma not in _BORROWED:
        return role.sector
    if _sits_in_congress(units, first, end, head, role):
        return ("LEG",)
    is_governing = role.lemma in _GOVERNING
    for at in (*range(head + 1, end), *range(head - 1, first - 1, -1)):
        told = _sector_of(units, at)
        if told and (told in _NOT_GOVERNING or not is_governing):
            return (told,)
    return role.sector


def _sits_in_congress(units: Units, first: int, end: int, head: int, role: RoleNoun) -> bool:
    """ "Representative Jane Roe", "U.S. Representative Jane Roe": not a special one, nor one of or to a body."""
    is_title = role.lemma == "representative" and head + 1 == end and units.is_capital(head) and units.tag(end) in "gci"
    owners = [entry.id for entry in units.likeliest(first, head)]
    return is_title and head - first <= 1 and owners in ([], ["USA"]) and len(owners) == head - first


def _sector_of(units: Units, at: int) -> str | None:
    """What one unit says of the body beside it: by the tables, by its noun, by the word lists."""
    if at in units.known:
        entry = units.known[at][0]
        is_body = entry.kind in ("body", "group", "agency", "media") and "IGO" not in entry.sector
        return next(iter(entry.sector), None) if is_body else None
    low = units.lows[at]
    if low in _WORDS:
        return _WORDS[low]
    role = ROLE_NOUNS.get(low)
    if role is not None and role.number != "one" and role.sector and role.weight >= 0.5:
        return role.sector[0]
    return ORGANISATION_WORDS.get(low) if units.is_capital(at) else None
