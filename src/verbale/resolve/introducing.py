"""Names that a report introduces itself, which win over the tables': "Jane Wagner", "the Tea Trade Council (TTC)"."""

from __future__ import annotations

from typing import Final

from verbale.resolve.units import Column

_BODIES: Final = frozenset(("group", "agency", "media", "body"))
_SHORTEST: Final = 2
_LONGEST: Final = 7
_LEFT_OUT: Final = 3
"""Small words, at most, that the letters of a name leave out between those that they are made of."""


def settle_introduced(text: str, units: Column, tags: list[str]) -> None:
    """Retag words of the tables that are, in this report, somebody's surname or the letters of another body."""
    known = [at for at, tag in enumerate(tags) if tag == "s"]
    own = {units[at].low for at in known if _is_surname(text, units, tags, at) or _is_introduced(text, units, tags, at)}
    for at in known:
        if units[at].low in own and units[at].entries[0].kind in _BODIES:
            tags[at] = "c"
            units.entries[at] = ()


def _is_surname(text: str, units: Column, tags: list[str], at: int) -> bool:
    """Is a body's name of one word somebody's surname, a given name before it: "Jane Wagner"?"""
    unit = units[at]
    is_one = tags[at] == "s" and unit.entries[0].kind in _BODIES and unit.low.isalpha()
    return is_one and at > 0 and tags[at - 1] == "g" and not text[unit.start : unit.end].isupper()


def _is_introduced(text: str, units: Column, tags: list[str], at: int) -> bool:
    """Do these letters stand after the name of which they are the first ones, and the tables mean another by them?"""
    unit = units[at]
    words = text[unit.start : unit.end]
    is_letters = tags[at] == "s" and words.isalpha() and words.isupper() and _SHORTEST <= len(words) <= _LONGEST
    if not is_letters or at < 2 or not (tags[at - 1] == "(" or units[at - 1].low == "or"):
        return False
    end = at - 1 - (tags[at - 2] == ",")
    first = first_of_letters(text, units, end, words)
    named = {entry.id for one in units[first or 0 : end] for entry in one.entries}
    return first is not None and unit.entries[0].id not in named


def first_of_letters(text: str, units: Column, end: int, letters: str) -> int | None:
    """The first of the units up to *end* whose words with a capital begin with these letters; None if they do not."""
    initials = ""
    for first in range(end - 1, max(-1, end - len(letters) - _LEFT_OUT - 1), -1):
        words = text[units[first].start : units[first].end].replace("-", " ").split()
        initials = "".join(word[0] for word in words if word[:1].isupper()) + initials
        if initials == letters:
            return first
        if not letters.endswith(initials):
            return None
    return None
