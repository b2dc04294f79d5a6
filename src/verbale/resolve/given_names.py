"""Given names with their usual gender: they tell that a stretch of capitals is a person, and he from she."""

from __future__ import annotations

from typing import Final, Literal

from verbale.resolve.word_lists import read_sections

Gender = Literal["f", "m"]


def _genders() -> dict[str, Gender | None]:
    lists = {head: frozenset(words) for head, words in read_sections("given_names")}
    men, women = lists["m"], lists["f"]
    return {name: None if name in men and name in women else "f" if name in women else "m" for name in men | women}


GIVEN_NAMES: Final[dict[str, Gender | None]] = _genders()
"""Name in lower case without marks, to its usual gender; None if it is given to both."""
