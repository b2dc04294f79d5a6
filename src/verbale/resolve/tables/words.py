"""Making names comparable: accents, marks and case aside, and spellings of one sound brought together."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN = {
    "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ð": "d", "Ð": "D",
    "ə": "a", "Ə": "A", "ŋ": "n", "Ŋ": "N",
}  # fmt: skip
_LONG = {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}


def _plain_character(found: re.Match[str]) -> str:
    character = found.group()
    known = _PLAIN.get(character)
    if known is not None:
        return known
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character


def fold_marks(text: str) -> str:
    """*text* with accented letters, typographic quotes and spaces made plain, character for character.

    The length never changes, so offsets into the folded text are offsets into *text*.
    """
    return text if text.isascii() else _NON_ASCII.sub(_plain_character, text)


_APART = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def fold_name(name: str) -> str:
    """A name as a key: lower case, no marks, one space between words; apostrophes join ("O'Brien" -> "obrien")."""
    longer = "".join(_LONG.get(character, character) for character in name)
    plain = unicodedata.normalize("NFKD", fold_marks(longer)).lower().replace("'", "").replace(".", " ")
    return _APART.sub(" ", plain).strip()


# Spellings of one sound, from the common English transliterations of Slavic, Arabic, Persian, Turkic and Korean names.
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?:sk)(?:yy|iy|yi|ii|ij|yj|iі|y|i)\b", "ski"),
        (r"(?:yy|iy|yi|ij|yj|ey|ei|ay|ai|ie|ye)\b", "i"),
        (r"(?<=[a-z])y\b", "i"),
        (r"(?<=[b-df-hj-np-tv-z])(?:oe|ue|ae)(?=[b-df-hj-np-tv-z])", lambda found: found.group()[0]),  # Schroeder
        (r"tch|tsch", "ch"),
        (r"sch|sh", "s"),
        (r"kh|gh|q|ck", "k"),
        (r"dzh|dj", "j"),
        (r"zh", "z"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"e?[iy](?=[aeou])", "i"),
        (r"y", "i"),
        (r"th", "t"),
        (r"([a-z])\1+", r"\1"),
        (r"\b(?:al|el|ul|ad|ash|as|an|ar|ibn|bin|ben) ", ""),
    )
)


@lru_cache(maxsize=65_536)
def sound_key(name: str) -> str:
    """A key that common spellings of one name share: Zelensky and Zelenskyy, Houssein and Hussein."""
    key = fold_name(name)
    for pattern, plain in _SOUNDS:
        key = pattern.sub(plain, key)
    return key
