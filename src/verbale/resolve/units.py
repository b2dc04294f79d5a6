"""Units: the words of a report that belong together, each with a tag of one letter (see `tags`).

A unit is a phrase of the tables ("European Union"), a role noun of several words ("prime minister"), or a word.
The tags of all units, in order, make one string, so that phrases are found by regular expressions over it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple, overload

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


class Column(Sequence[Unit]):
    """Units in order, each value in a list of its own: a `Unit` of each would take four times the memory."""

    def __init__(self) -> None:
        self.starts, self.ends = array("i"), array("i")
        self.lows: list[str] = []
        self.entries: list[tuple[Entry, ...]] = []
        self.quoted = bytearray()

    def add(self, start: int, end: int, low: str, entries: tuple[Entry, ...], *, quoted: bool) -> None:
        """Put one more at the end."""
        self.starts.append(start)
        self.ends.append(end)
        self.lows.append(low)
        self.entries.append(entries)
        self.quoted.append(quoted)

    def __len__(self) -> int:
        return len(self.lows)

    def __iter__(self) -> Iterator[Unit]:
        return map(make_unit, zip(self.starts, self.ends, self.lows, self.entries, map(bool, self.quoted), strict=True))

    @overload
    def __getitem__(self, at: int) -> Unit: ...

    @overload
    def __getitem__(self, at: slice) -> list[Unit]: ...

    def __getitem__(self, at: int | slice) -> Unit | list[Unit]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return make_unit((self.starts[at], self.ends[at], self.lows[at], self.entries[at], bool(self.quoted[at])))

    def meeting(self, span: Span) -> tuple[int, int]:
        """Number of the first unit that shares a character with *span*, and of the first after it."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)


class Units:
    """The units of a report in order, and their tags as one string."""

    def __init__(self, text: str, units: Column, tags: str) -> None:
        self.text, self.units, self.tags = text, units, tags

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, index: int) -> Unit:
        return self.units[index]

    def span(self, first: int, end: int) -> Span:
        """The stretch of text of units *first* to *end* (exclusive)."""
        return Span(self.units.starts[first], self.units.ends[end - 1])

    def words(self, first: int, end: int) -> str:
        """The text of units *first* to *end* (exclusive)."""
        return self.text[self.units.starts[first] : self.units.ends[end - 1]]

    def low(self, index: int) -> str:
        """The lower-case words of a unit; empty outside the report."""
        return self.units.lows[index] if 0 <= index < len(self.units.lows) else ""

    def tag(self, index: int) -> str:
        """The tag of a unit; "|" outside the report."""
        return self.tags[index] if 0 <= index < len(self.tags) else "|"

    def is_capital(self, index: int) -> bool:
        """Does the unit begin with a capital?"""
        return self.words(index, index + 1)[:1].isupper()

    def low_before(self, index: int) -> str:
        """The lower-case words of the unit before, an article skipped."""
        before = self.low(index - 1)
        return self.low(index - 2) if before == "the" else before


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word in lower case without accents, as the lists have it."""
    return fold_marks(word).lower()
