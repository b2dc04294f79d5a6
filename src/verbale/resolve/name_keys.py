"""Names of persons as keys: the words by which a full name, a surname and a spelling of it come together."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from verbale.resolve.phrases import Phrase
from verbale.resolve.tables.words import fold_name, sound_key
from verbale.resolve.units import Units
from verbale.words import word_set

SMALL: Final = word_set(
    "al el bin ibn ben bint abu van von der den de del della di da dos das do du la le ter zu af ul ud e y st"
)
"""Small words within names that set nobody apart."""
_LONG_LETTERS: Final = 4
"""Capitals in a row from which on one word is rather a name in capitals than letters that stand for one."""


def name_tokens(units: Units, first: int, end: int) -> tuple[str, ...]:
    """The words of a name as keys, without initials, endings and small words."""
    tokens: list[str] = []
    for at in range(first, end):
        if units.tags[at] in "gcmhxs" or (units.tags[at] in "ql" and at == end - 1):
            tokens += fold_name(units.lows[at]).split()
    return tuple(token for token in tokens if token not in SMALL) or (units.lows[first],)


def plain_name(units: Units, phrase: Phrase) -> str:
    """A name without initials and endings: "Joseph R. Biden, Jr." is Joseph Biden."""
    kept = [units.words(at, at + 1) for at in range(phrase.first, phrase.end) if units.tags[at] not in "it,"]
    return " ".join(kept) if len(kept) > 1 else units.words(phrase.first, phrase.end)


def write_in_case(name: str) -> str:
    """A person's name that stands in capitals in ordinary case; letters alone ("JD", "MBS") stay."""
    if not name.isupper() or (" " not in name and len(name) < _LONG_LETTERS):
        return name
    return " ".join(word.title() if len(word) > 2 or "." in word else word for word in name.split())


def same_full_name(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Is the shorter name, of two words or more, within the longer; or are first and last word the same?"""
    if len(known) < 2 or len(name) < 2:
        return False
    shorter, longer = sorted((known, name), key=len)
    return set(shorter) <= set(longer) or (known[0] == name[0] and known[-1] == name[-1])


def choose_name(known: str, written: str) -> str:
    """The tables' name of somebody, or the full name that the report writes if it has another given name."""
    given, own = fold_name(known).split(), fold_name(written).split()
    return written if len(own) > 1 and given and given[0] != own[0] and given[-1] in own else known


_NEAR, _FAR = 0.8, 0.55
"""Shares of letters in common, of the sound keys of two words: of one word spelt twice, and of two that may be."""


def resembles(words: str, names: Iterable[str]) -> bool:
    """May *words* be another spelling of one of the names, once office, state and day say that it is their holder?

    Two words of it or its last one must be nearly the same, or one word and its last one somewhat.
    """
    own = _sounds(words)
    return bool(own) and any(_resembles(own, _sounds(name)) for name in names)


def _resembles(own: list[str], known: list[str]) -> bool:
    shares = [max((_share(word, other) for other in known), default=0.0) for word in own]
    near = sum(share >= _NEAR for share in shares)
    return near > 1 or shares[-1] >= _NEAR or (near == 1 and shares[-1] >= _FAR)


def _sounds(name: str) -> list[str]:
    return [sound_key(word) for word in fold_name(name).split() if len(word) > 2 and word not in SMALL]


def _share(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other, autojunk=False).ratio()
