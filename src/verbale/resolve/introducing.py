"""Names that a report introduces itself, which win over the tables': "Jane Wagner", "the Tea Trade Council (TTC)"."""

from __future__ import annotations

from typing import Final

from verbale.resolve.units import Units

_BODIES: Final = frozenset(("group", "agency", "media", "body"))
_SHORTEST: Final = 2
_LONGEST: Final = 7
_LEFT_OUT: Final = 3
"""Small words, at most, that the letters of a name leave out between those that they are made of."""


def settle_introduced(units: Units, tags: list[str]) -> None:
    """Retag words of the tables that are, in this report, somebody's surname or the letters of another body."""
    known = [at for at in units.known if tags[at] == "s"]
    own = {units.lows[at] for at in known if _is_surname(units, tags, at) or _is_introduced(units, tags, at)}
    for at in known:
        if units.lows[at] in own and units.known[at][0].kind in _BODIES:
            tags[at] = "c"
            del units.known[at]


def _is_surname(units: Units, tags: list[str], at: int) -> bool:
    """Is a body's name of one word somebody's surname, a given name before it: "Jane Wagner"?"""
    is_one = units.known[at][0].kind in _BODIES and units.lows[at].isalpha()
    return is_one and at > 0 and tags[at - 1] == "g" and not units.words(at, at + 1).isupper()


def _is_introduced(units: Units, tags: list[str], at: int) -> bool:
    """Do these letters stand after the name of which they are the first ones, and the tables mean another by them?"""
    words = units.words(at, at + 1)
    is_letters = words.isalpha() and words.isupper() and _SHORTEST <= len(words) <= _LONGEST
    if not is_letters or at < 2 or not (tags[at - 1] == "(" or units.lows[at - 1] == "or"):
        return False
    end = at - 1 - (tags[at - 2] == ",")
    first = first_of_letters(units, end, words)
    named = {entry.id for one in range(first or 0, end) for entry in units.entries(one)}
    return first is not None and units.known[at][0].id not in named


def first_of_letters(units: Units, end: int, letters: str) -> int | None:
    """The first of the units up to *end* whose words with a capital begin with these letters; None if they do not."""
    initials = ""
    for first in range(end - 1, max(-1, end - len(letters) - _LEFT_OUT - 1), -1):
        words = units.words(first, first + 1).replace("-", " ").split()
        initials = "".join(word[0] for word in words if word[:1].isupper()) + initials
        if initials == letters:
            return first
        if not letters.endswith(initials):
            return None
    return None
