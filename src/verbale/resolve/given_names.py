"""Given names with their usual gender: they tell that a stretch of capitals is a person, and he from she."""

from __future__ import annotations

from typing import Final, Literal

from verbale.resolve.word_lists import read_sections

Gender = Literal["f", "m"]


def _genders() -> dict[str, Gender | None]:
    lists = {head: frozenset(words) for head, words in read_sections("given_names")}
    men, women = lists["m"], lists["f"]
    return {name: None if name in men and name in women else "f" if name in women else "m" for name in men | women}


_OF_WOMEN: Final = ("dottir", "skaya", "tskaya", "ovna", "evna", "ova", "eva", "yeva", "iene", "aite", "yte", "ute")
"""Endings of surnames and patronymics that only women have, of at least six letters: Icelandic, Slavic, Lithuanian."""
_OF_BOTH: Final = frozenset("casanova villanova cordova genova terranova villanueva canueva".split())
_SHORTEST: Final = 6


def gender_of_name(tokens: tuple[str, ...]) -> Gender | None:
    """The gender that a name tells, of words in lower case without marks: by the given name, else by its ending."""
    known = next((GIVEN_NAMES[token] for token in tokens[:2] if token in GIVEN_NAMES), None)
    last = tokens[-1]
    if known is None and len(last) >= _SHORTEST and last.endswith(_OF_WOMEN) and last not in _OF_BOTH:
        return None if last.endswith("ueva") else "f"
    return known


GIVEN_NAMES: Final[dict[str, Gender | None]] = _genders()
"""Name in lower case without marks, to its usual gender; None if it is given to both."""
