"""Stretches of a report's text: where every fact keeps its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from verbale.errors import SpanOutsideText


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


def trim(text: str, span: Span, odd: str = "") -> Span:
    """*span* without white space (and the characters of *odd*) at its ends; empty if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in odd):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in odd):
        end -= 1
    return Span(start, end)


def hull(spans: Iterable[Span]) -> Span:
    """The shortest stretch that covers all of *spans* (at least one)."""
    known = list(spans)
    return Span(min(s.start for s in known), max(s.end for s in known))
