"""Units: the words of a report that belong together, each with a tag of one letter (see `tags`).

A unit is a phrase of the tables ("European Union"), a role noun of several words ("prime minister"), or a word.
The tags of all units, in order, make one string, so that phrases are found by regular expressions over it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, NamedTuple

from verbale.resolve.tables import Entry
from verbale.resolve.tables.words import fold_marks
from verbale.spans import Span


class Unit(NamedTuple):
    """Words that belong together. `low`: them in lower case; `entries`: what the tables say of them."""

    start: int
    end: int
    low: str
    entries: tuple[Entry, ...]
    quoted: bool


make_unit: Final[Callable[[tuple[int, int, str, tuple[Entry, ...], bool]], Unit]] = partial(tuple.__new__, Unit)
"""A unit of all its values: for many, since it takes a third of the time that calling `Unit` takes."""


class Units:
    """The units of a report in order, and their tags as one string."""

    def __init__(self, text: str, units: list[Unit], tags: str) -> None:
        self.text, self.units, self.tags = text, units, tags

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, index: int) -> Unit:
        return self.units[index]

    def span(self, first: int, end: int) -> Span:
        """The stretch of text of units *first* to *end* (exclusive)."""
        return Span(self.units[first].start, self.units[end - 1].end)

    def words(self, first: int, end: int) -> str:
        """The text of units *first* to *end* (exclusive)."""
        return self.text[self.units[first].start : self.units[end - 1].end]

    def low(self, index: int) -> str:
        """The lower-case words of a unit; empty outside the report."""
        return self.units[index].low if 0 <= index < len(self.units) else ""

    def tag(self, index: int) -> str:
        """The tag of a unit; "|" outside the report."""
        return self.tags[index] if 0 <= index < len(self.tags) else "|"

    def is_capital(self, index: int) -> bool:
        """Does the unit begin with a capital?"""
        return self.text[self.units[index].start : self.units[index].end][:1].isupper()

    def low_before(self, index: int) -> str:
        """The lower-case words of the unit before, an article skipped."""
        before = self.low(index - 1)
        return self.low(index - 2) if before == "the" else before


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word in lower case without accents, as the lists have it."""
    return fold_marks(word).lower()
