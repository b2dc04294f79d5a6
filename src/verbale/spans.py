"""Stretches of a report's text: where every fact keeps its evidence."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, pairwise
from operator import sub
from typing import Final, Generic, NamedTuple, TypeVar, overload

from verbale.errors import SpanOutsideText

T = TypeVar("T")

BETWEEN: Final = " … "
"""Stands between the pieces of words that the report interrupts."""


class Span(NamedTuple):
    """Half-open stretch ``[start, end)`` of a text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* that the span covers; SpanOutsideText if it does not fit."""
        if not 0 <= self.start < self.end <= len(text):
            raise SpanOutsideText(self.start, self.end, len(text))
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Does *other* lie wholly within this span?"""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Do the two share at least one character?"""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch *by* characters further on."""
        return Span(self.start + by, self.end + by)


def make_spans(pairs: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """A span of each pair, for many: it takes a third of the time that calling `Span` takes."""
    return map(partial(tuple.__new__, Span), pairs)


class Spans(Sequence[Span]):
    """Stretches in the order of a text, by the thousand: eight bytes each, where a `Span` takes 136.

    `starts` and `ends`, offsets of 32 bits, are for those who need no more than these.
    """

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        flat = array("i", chain.from_iterable(pairs))
        self.starts, self.ends = flat[::2], flat[1::2]

    @classmethod
    def of(cls, starts: array[int], ends: array[int]) -> Spans:
        """Those that begin and end at these offsets."""
        spans = cls.__new__(cls)
        spans.starts, spans.ends = starts, ends
        return spans

    def __len__(self) -> int:
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and (self.starts, self.ends) == (other.starts, other.ends)

    def __hash__(self) -> int:
        return hash((self.starts.tobytes(), self.ends.tobytes()))

    def __iter__(self) -> Iterator[Span]:
        return make_spans(zip(self.starts, self.ends, strict=True))

    @overload
    def __getitem__(self, at: int) -> Span: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Span, ...]: ...

    def __getitem__(self, at: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(at, int):
            return Span(self.starts[at], self.ends[at])
        return tuple(make_spans(zip(self.starts[at], self.ends[at], strict=True)))


WORD_END: Final = re.compile(r"(?<=\S)\s")
"""Where the white space after a word begins."""

FEW: Final = 256
"""So many values are no burden: an ordinary report has fewer of anything."""


def hold(values: Iterable[T], many: Callable[[Iterable[T]], Sequence[T]]) -> Sequence[T]:
    """The values as they are if they are few, or as *many* holds them if there are more.

    They are taken one by one, so that of many that are only made now no more than a few are there at once.
    """
    coming = iter(values)
    first = tuple(islice(coming, FEW + 1))
    return first if len(first) <= FEW else many(chain(first, coming))


def cut_after_words(text: str, least: int) -> Iterator[Span]:
    """All of *text* in parts of at least so many characters, each but the first beginning with white space."""
    start, found = 0, WORD_END.search(text, least)
    while found is not None:
        yield Span(start, found.start())
        start = found.start()
        found = WORD_END.search(text, start + least)
    yield Span(start, len(text))


def trim(text: str, span: Span, odd: str = "") -> Span:
    """*span* without white space (and the characters of *odd*) at its ends; empty if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in odd):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in odd):
        end -= 1
    return span if (start, end) == span else Span(start, end)


def join_pieces(text: str, spans: Sequence[Span]) -> str:
    """The pieces on one line, with a sign between two where the report itself has words."""
    words = " ".join(spans[0].of(text).split()) if spans else ""
    for last, span in pairwise(spans):
        words += BETWEEN if any(map(str.isalnum, text[last.end : span.start])) else " "
        words += " ".join(span.of(text).split())
    return words.removesuffix(",")


def hull(spans: Iterable[Span]) -> Span:
    """The shortest stretch that covers all of *spans* (at least one)."""
    known = list(spans)
    return Span(min(s.start for s in known), max(s.end for s in known))


class Lookup(Generic[T]):
    """Finds values by where they stand, in the time of what is found there and not of all that there is.

    *where* gives the spans of a value. Whatever is found comes in the order of *values*, each once.
    """

    def __init__(self, values: Iterable[T], where: Callable[[T], Iterable[Span]]) -> None:
        self._values = values if isinstance(values, (tuple, Sequence)) else tuple(values)
        placed = sorted([(*span, number) for number, value in enumerate(self._values) for span in where(value)])
        self._starts, self._ends, self._numbers = (array("i", [one[at] for one in placed]) for at in range(3))
        self._longest = max(map(sub, self._ends, self._starts), default=0)

    def __iter__(self) -> Iterator[T]:
        """All in the order in which they stand, as often as they stand anywhere."""
        return map(self._values.__getitem__, self._numbers)

    def within(self, span: Span) -> list[T]:
        """Those that *span* covers."""
        start, end = span
        ends, numbers = self._ends, self._numbers
        return self._pick([numbers[at] for at in self._beginning(start, end) if ends[at] <= end])

    def around(self, span: Span) -> list[T]:
        """Those that cover *span*."""
        start, end = span
        ends, numbers = self._ends, self._numbers
        return self._pick([numbers[at] for at in self._beginning(start - self._longest, start + 1) if ends[at] >= end])

    def meeting(self, span: Span) -> list[T]:
        """Those that share a character with *span*."""
        start, end = span
        ends, numbers = self._ends, self._numbers
        return self._pick([numbers[at] for at in self._beginning(start - self._longest, end) if ends[at] > start])

    def beginning(self, start: int, end: int) -> list[T]:
        """Those that begin from *start* to before *end*."""
        return self._pick([self._numbers[at] for at in self._beginning(start, end)])

    def _beginning(self, start: int, end: int) -> range:
        """Places of the stretches that begin from *start* to before *end*."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _pick(self, numbers: list[int]) -> list[T]:
        if len(numbers) > 1:
            numbers = sorted(set(numbers))
        return [self._values[number] for number in numbers]
