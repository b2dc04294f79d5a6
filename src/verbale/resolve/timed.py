"""Words about time as found in a text, and what a rule sees when it reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from verbale.resolve.date_words import PARTS
from verbale.resolve.outlook import Outlook, tell_outlook
from verbale.resolve.periods import Period
from verbale.spans import Span

TimedKind = Literal["date", "time", "stretch", "vague", "duration", "set", "hint"]

_DAY_PART: Final = re.compile(rf"\b({'|'.join(PARTS)})s?\b", re.IGNORECASE)


class Timed(Struct, frozen=True):
    """Words about time: `period` if it can be told when, `code` the value in the manner of TimeML's TIMEX3.

    `kind`: date (a piece of the calendar), time (of a day), stretch (a length counted from a day: "the past week"),
    vague ("recently"), duration, set ("every Monday"), hint (words read only so that no other rule reads them: ages,
    "previously"). `stated` says that the words themselves name the year.
    """

    span: Span
    kind: TimedKind
    period: Period | None
    code: str | None
    stated: bool = False


class Phrase(Struct, frozen=True):
    """Words that a pattern matched, in their text.

    `published` is the report's day, `named` the day named last before the words, `spoken_of` the first day of
    whatever date stands last before them: a day, a month or a year; `quarter` the first day of a quarter named
    shortly before, in whose terms a report on business goes on.
    """

    text: str
    span: Span
    published: date | None
    named: date | None
    spoken_of: date | None = None
    quarter: date | None = None

    @property
    def words(self) -> str:
        """The words as they stand."""
        return self.text[self.span.start : self.span.end]

    @property
    def plain(self) -> str:
        """The words in small letters."""
        return self.words.lower()

    def before(self, reach: int = 40) -> str:
        """What stands before, at most *reach* characters."""
        return self.text[max(0, self.span.start - reach) : self.span.start]

    def after(self, reach: int = 40) -> str:
        """What follows, at most *reach* characters."""
        return self.text[self.span.end : self.span.end + reach]

    def has(self, *words: str) -> bool:
        """Does one of *words* stand in the phrase?"""
        return re.search(rf"\b(?:{'|'.join(words)})\b", self.words, re.IGNORECASE) is not None

    @property
    def outlook(self) -> Outlook | None:
        """Does its clause speak of what is to come or of what has been?"""
        return tell_outlook(self.text, self.span)

    @property
    def part_of_day(self) -> str:
        """TimeML's letters for a part of the day that the words name, or nothing."""
        found = _DAY_PART.search(self.words)
        return PARTS[found.group(1).lower()] if found else ""

    def dated(self, period: Period | None, *, stated: bool = False) -> Timed:
        """The phrase as a date of that period; of none, if it cannot be told."""
        kind: TimedKind = "time" if period is not None and "T" in period.code else "date"
        return Timed(self.span, kind, period, period.code if period else None, stated)

    def timed(self, kind: TimedKind, code: str | None = None, period: Period | None = None) -> Timed:
        """The phrase as something else than a date."""
        return Timed(self.span, kind, period, code)


Rule = Callable[[Phrase], Timed | None]
"""Reads a phrase; None if it is not what its pattern looks for."""
