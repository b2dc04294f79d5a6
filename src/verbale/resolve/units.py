"""Units: the words of a report that belong together, each with a tag of one letter (see `tags`).

A unit is a phrase of the tables ("European Union"), a role noun of several words ("prime minister"), or a word.
The tags of all units, in order, make one string, so that phrases are found by regular expressions over it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from verbale.resolve.tables import Entry
from verbale.resolve.tables.words import fold_marks
from verbale.spans import Span, Spans


class Units:
    """The units of a report in order, each value in a list of its own.

    `starts`, `ends`: offsets into `text`; `lows`: their words in lower case; `known`: what the tables say of those
    that they know, by number; `tags`: a letter each; `quoted`: the stretches that somebody else says, in order.
    """

    def __init__(self, text: str, quoted: Sequence[Span]) -> None:
        self.text, self.quoted = text, Spans(quoted)
        self.starts, self.ends = array("i"), array("i")
        self.lows: list[str] = []
        self.known: dict[int, tuple[Entry, ...]] = {}
        self.tags = ""

    def __len__(self) -> int:
        return len(self.lows)

    def span(self, first: int, end: int) -> Span:
        """The stretch of text of units *first* to *end* (exclusive)."""
        return Span(self.starts[first], self.ends[end - 1])

    def words(self, first: int, end: int) -> str:
        """The text of units *first* to *end* (exclusive)."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def low(self, index: int) -> str:
        """The lower-case words of a unit; empty outside the report."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def tag(self, index: int) -> str:
        """The tag of a unit; "|" outside the report."""
        return self.tags[index] if 0 <= index < len(self.tags) else "|"

    def entries(self, index: int) -> tuple[Entry, ...]:
        """What the tables say of a unit."""
        return self.known.get(index, ())

    def likeliest(self, first: int, end: int) -> tuple[Entry, ...]:
        """The likeliest entry of each of units *first* to *end* (exclusive) that the tables know."""
        return tuple(self.known[at][0] for at in range(first, end) if at in self.known)

    def is_capital(self, index: int) -> bool:
        """Does the unit begin with a capital?"""
        return self.words(index, index + 1)[:1].isupper()

    def is_quoted(self, index: int) -> bool:
        """Does the unit stand in quotation marks?"""
        return bool(self._quoted_units[index])

    @cached_property
    def _quoted_units(self) -> bytearray:
        found = bytearray(len(self))
        for start, end in self.quoted:
            first, after = bisect_left(self.starts, start), bisect_left(self.starts, end)
            found[first:after] = b"\1" * (after - first)
        return found

    def low_before(self, index: int) -> str:
        """The lower-case words of the unit before, an article skipped."""
        before = self.low(index - 1)
        return self.low(index - 2) if before == "the" else before

    def meeting(self, span: Span) -> tuple[int, int]:
        """Number of the first unit that shares a character with *span*, and of the first after it."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word in lower case without accents, as the lists have it."""
    return fold_marks(word).lower()
