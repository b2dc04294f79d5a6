"""What a capital letter says: a name, or only the first word of a sentence or headline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.role_nouns import ROLE_NOUNS
from verbale.resolve.tables import load_people
from verbale.resolve.units import fold_word
from verbale.resolve.word_classes import (
    ABBREVIATED,
    ACTING_VERBS,
    HONORIFICS,
    NAME_ENDINGS,
    NAMES_AFTER,
    NAMES_TOO,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    TIME_WORDS,
    VERBS,
)
from verbale.words import word_set

_STOPS: Final = frozenset((".", "!", '"', "”"))
_LONGEST_HEADLINE: Final = 30
_SELDOM_NAMES: Final = ("m", "u", "w")
"""Tags of words that are part of a name only where the tables know somebody of it."""
_ARTICLES: Final = ("al-", "el-")
"""With them a family name begins."""
_NUMERALS: Final = word_set("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi")
_TITLES_TOO: Final = word_set("vice rear judge don gov fr br")
"""Honorifics that are words of their own unless a full stop follows."""


class Capitals:
    """The capitals of one report: which are due to their place, and which words have one elsewhere.

    *raw* are the report's words, *ends* for each sentence the number of the word after its last.
    """

    def __init__(self, raw: list[str], ends: list[int]) -> None:
        self.raw = raw
        self.small = frozenset(filter(str.islower, set(raw)))
        self.due = _due_capitals(raw, ends)
        others = {word for index, word in enumerate(raw) if index not in self.due}
        self.names = frozenset(word for word in others if word[0].isupper() and len(word) > 1)

    def tag(self, index: int, low: str, tag: str, before: str, low_before: str) -> str:
        """The tag of a word with a capital.

        *tag*: what it is in lower case ("" for no class); *before* and *low_before*: tag and words of the unit before.
        """
        special = self._tag_special(index, low, before)
        if special:
            return special
        if (low in NOT_NAMES or tag in _SELDOM_NAMES) and self._is_known_name(index, before):
            return "g" if low in GIVEN_NAMES else "c"
        if index in self.due:
            return self._tag_due(index, low, tag, before, low_before)
        if low in ORGANISATION_WORDS and before in "masbclhg" and self._follows_capital(index):
            return "h"
        if tag and tag in "hmwn" and low not in NAMES_TOO:
            return tag
        return self._tag_name(index, low, tag, before)

    def _tag_special(self, index: int, low: str, before: str) -> str:
        """Initials, honorifics, endings of names; "" if it is none of them."""
        raw = self.raw[index]
        is_initial = low != "i" and (low != "a" or (before in "gc" and self.raw[index + 1 : index + 2] == ["."]))
        if len(raw) == 1 and is_initial:
            return "i"
        if self._is_honorific(index, low, before):
            return "k"
        is_ending = low in NAME_ENDINGS and raw != "I" and (raw.isupper() or low not in _NUMERALS)
        return "t" if is_ending and before in "gct," else ""

    def _is_known_name(self, index: int, before: str) -> bool:
        """Is a word that is seldom a name part of somebody's whom the tables know: Moon Jae-in, Liu He, John P. Key?"""
        following = self.raw[index + 1 : index + 3]
        if before in "gc" and load_people().knows(f"{self.raw[index - 1]} {self.raw[index]}"):
            return True
        if before == "i" and index > 2 and load_people().knows(f"{self.raw[index - 3]} {self.raw[index]}"):
            return True
        ends = range(1, 1 + sum(word[0].isupper() for word in following))
        return any(load_people().knows(" ".join((self.raw[index], *following[:end]))) for end in ends)

    def _tag_name(self, index: int, low: str, tag: str, before: str) -> str:
        if low in NAMES_TOO and before not in "gci":
            return tag or "c"
        if low in PARTICLES and low != "ben":
            return "q"
        if low in NAMES_AFTER and before in "gc":
            return "c"
        if (tag and tag in "dupor&") or low in NOT_NAMES:
            return "g" if self._begins_full_name(index, low) else tag or "x"
        return "g" if low in GIVEN_NAMES else "c"

    def _begins_full_name(self, index: int, low: str) -> bool:
        """Is a small word with a capital within the sentence a given name, another name after it: "Per Bergson"?"""
        following = self.raw[index + 1] if index + 1 < len(self.raw) else ""
        is_given = low in GIVEN_NAMES and low not in TIME_WORDS and not self.raw[index].isupper()
        return is_given and following[:1].isupper() and fold_word(following) not in NOT_NAMES

    def _tag_due(self, index: int, low: str, tag: str, before: str, low_before: str) -> str:
        """The tag of a word that has a capital for its place in the line."""
        raw = self.raw[index]
        is_name = raw in self.names and tag in ("", "v") and low not in NOT_NAMES
        if is_name or (not tag and not self._is_common(low) and follows_title(before, low_before)):
            return "g" if low in GIVEN_NAMES else "c"
        if tag:
            return tag
        if low in GIVEN_NAMES or low in PARTICLES:
            return "g" if low in GIVEN_NAMES else "q"
        if self._is_common(low) or low.endswith("ly"):
            return "x"
        return "c" if raw in self.names or self._has_name_beside(index) else "x"

    def _is_common(self, low: str) -> bool:
        return low in NOT_NAMES or low in VERBS or low in self.small or low.endswith(("ing", "ed"))

    def _has_name_beside(self, index: int) -> bool:
        """Is a first word of a line followed by what follows names: a name, a verb of action, a possessive ending?"""
        if index + 1 >= len(self.raw):
            return False
        following = self.raw[index + 1]
        if following in ("'s", "’s") or fold_word(following) in ACTING_VERBS or following.startswith(_ARTICLES):
            return True
        return index + 1 not in self.due and following[0].isupper() and fold_word(following) not in NOT_NAMES

    def _follows_capital(self, index: int) -> bool:
        return index > 0 and self.raw[index - 1][0].isupper()

    def _is_honorific(self, index: int, low: str, before: str) -> bool:
        if low not in HONORIFICS or index + 1 >= len(self.raw):
            return False
        following = self.raw[index + 1]
        if following == "." and low in ABBREVIATED:
            return index + 2 < len(self.raw) and self.raw[index + 2][0].isupper()
        return following[0].isupper() and low not in _TITLES_TOO and before not in "gci"


def follows_title(before: str, low_before: str) -> bool:
    """Is the unit before, with its tag, a given name, an initial, or one person's office: "Spokesperson Jane Roe"?"""
    if before != "h":
        return before in "gci"
    role = ROLE_NOUNS.get(low_before)
    return role is not None and role.number == "one" and role.weight >= 0.9


def _due_capitals(raw: list[str], ends: list[int]) -> frozenset[int]:
    """Numbers of the first words of sentences, and of all words of headlines."""
    found, begin = set(), 0
    for end in ends:
        found.add(next((i for i in range(begin, end) if raw[i][0].isalnum()), begin))
        if begin < end < begin + _LONGEST_HEADLINE and raw[end - 1] not in _STOPS and _is_headline(raw[begin:end]):
            found.update(range(begin, end))
        begin = end
    return frozenset(found)


def _is_headline(words: Iterable[str]) -> bool:
    """Has nearly every longer word a capital?"""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
