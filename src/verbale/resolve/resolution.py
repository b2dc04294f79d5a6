"""What resolution adds to an analysis: who is meant, which day, which place.

A `Resolution` is the seam between `resolve` and `extract`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.records import Actor, Place
from verbale.spans import Lookup, Span

WEEK: Final = timedelta(days=7)
FEW_DAYS: Final = timedelta(days=2)
"""Between the first and the last day of what is one event of several days."""

MOST_KEPT: Final = 1_000
"""So many sentences are kept with their words and mentions, and so many stretches with whom they mean; then all are
forgotten: 2 MB."""

MentionKind = Literal["name", "title", "description", "adjective", "seat", "pronoun"]


class Mention(Struct, frozen=True, gc=False):
    """Words that stand for an actor.

    `kind`: name ("Lavrov"), title ("the foreign minister"), description ("two Turkish soldiers", "analysts"),
    adjective ("Russian", standing before a noun that is no actor of its own), seat (a capital or house for
    a government: "Ankara", "the Kremlin"), pronoun ("he", "they"). `actors` are ids: one, or several
    for "the two leaders", none if it could not be told. `wide` is the whole noun phrase around it
    ("Russian Foreign Minister Sergey Lavrov" around "Sergey Lavrov"), for finding neighbours.
    `score` 0 to 1.
    """

    span: Span
    actors: tuple[str, ...]
    kind: MentionKind
    wide: Span
    score: float


class Dated(Struct, frozen=True, gc=False):
    """A date expression and its value: ISO 8601 `value`, `end` for a range; `value` None if it cannot be told."""

    span: Span
    value: str | None
    end: str | None


class Placed(Struct, frozen=True, gc=False):
    """A place name and what it resolves to."""

    span: Span
    place: Place


class Sentence(Struct, frozen=True):
    """A sentence's words in small letters, where they begin, and its mentions.

    `places`: of each mention's noun phrase, the number of its first word and that of the word after its last;
    `reaches`: where the noun phrase begins, the mention ends, and the noun phrase ends.
    """

    span: Span
    lows: tuple[str, ...]
    starts: Sequence[int]
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int], ...]
    reaches: tuple[tuple[int, int, int], ...]

    def word_at(self, offset: int) -> int:
        """Number of the first word that begins at *offset* or later."""
        return bisect_left(self.starts, offset)

    def word(self, number: int) -> str:
        """The word of that number in small letters; "" outside the sentence."""
        return self.lows[number] if 0 <= number < len(self.lows) else ""


class Resolution(Struct, frozen=True, dict=True):
    """An analysis with its people, states, days and places told. All lists are in the order of the text.

    `actors` are everybody mentioned, each with its mentions; extraction may use any, and the
    record keeps those used and those of the tables.
    """

    analysis: Analysis
    actors: tuple[Actor, ...]
    mentions: Sequence[Mention]
    dates: Sequence[Dated]
    places: Sequence[Placed]

    @cached_property
    def text(self) -> str:
        """The report's text."""
        return self.analysis.text

    def actor(self, identifier: str) -> Actor:
        """The actor of that id; KeyError if there is none."""
        return self._by_id[identifier]

    def find(self, identifier: str) -> Actor | None:
        """The actor of that id, if there is one."""
        return self._by_id.get(identifier)

    def find_first(self, identifiers: Iterable[str]) -> Actor | None:
        """Of the actors of these ids the one that comes first in the report."""
        known = [self._order[one] for one in identifiers if one in self._order]
        return self.actors[min(known)] if known else None

    def list_of_surname(self, word: str) -> Sequence[Actor]:
        """The people whose names of two words or more end with *word*."""
        return self._by_surname.get(word, ())

    def find_mention(self, words: str) -> Mention | None:
        """The first mention by these very words that stands for anybody."""
        number = self._by_words.get(words)
        return None if number is None else self.mentions[number]

    def find_date(self, value: str) -> Dated | None:
        """The first date of that value."""
        return self._by_value.get(value)

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {one.id: one for one in reversed(self.actors)}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {self.actors[number].id: number for number in reversed(range(len(self.actors)))}

    @cached_property
    def _by_surname(self) -> dict[str, list[Actor]]:
        found: defaultdict[str, list[Actor]] = defaultdict(list)
        for one in self.actors:
            _, space, surname = one.name.rpartition(" ")
            if space and one.kind == "person":
                found[surname].append(one)
        return found

    @cached_property
    def _by_words(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, one in enumerate(self.mentions):
            if one.actors:
                found.setdefault(one.span.of(self.text), number)
        return found

    @cached_property
    def _by_value(self) -> dict[str, Dated]:
        return {one.value: one for one in reversed(self.dates) if one.value}

    @cached_property
    def identified(self) -> dict[Span, tuple[Actor, ...]]:
        """What `identify` found before, by the stretch of text that it was asked for."""
        return {}

    @cached_property
    def states(self) -> dict[str, str | None]:
        """The state of each actor, by id."""
        return {one.id: one.state for one in self.actors}

    @cached_property
    def _sentences(self) -> dict[int, Sentence]:
        return {}

    def sentence(self, number: int) -> Sentence:
        """The sentence of that number, with its words and mentions."""
        known = self._sentences.get(number)
        if known is None:
            if len(self._sentences) >= MOST_KEPT:
                self._sentences.clear()
            known = self._sentences[number] = self._make_sentence(self.analysis.sentences[number])
        return known

    def _make_sentence(self, span: Span) -> Sentence:
        analysis = self.analysis
        first, last = analysis.words_of(span)
        starts = analysis.word_starts[first:last]
        begin, end = (bisect_left(self.mention_starts, offset) for offset in span)
        mentions = tuple(self.mentions[begin:end])
        reaches = tuple([(one.wide.start, one.span.end, one.wide.end) for one in mentions])
        places = tuple([(bisect_left(starts, begin), bisect_left(starts, end)) for begin, _, end in reaches])
        return Sentence(span, analysis.lows[first:last], starts, mentions, places, reaches)

    @cached_property
    def mentions_at(self) -> Lookup[Mention]:
        """The mentions by their words."""
        return Lookup(self.mentions, lambda mention: (mention.span,))

    @cached_property
    def mention_starts(self) -> Sequence[int]:
        """Where each mention begins."""
        return array("i", [mention.span.start for mention in self.mentions])

    @cached_property
    def mention_reaches(self) -> Sequence[int]:
        """How far each mention, or one before it, reaches with its whole noun phrase."""
        return array("i", accumulate((mention.wide.end for mention in self.mentions), max))

    @cached_property
    def days_of_news(self) -> Sequence[Dated]:
        """The dates that are one day, or begin a few, within the week before publication, if its day is known."""
        published = self.analysis.report.published
        if published is None:
            return ()
        first, last = (published - WEEK).isoformat(), published.isoformat()
        days = (one for one in self.dates if one.value and len(one.value) == len(last) and _is_short(one))
        return tuple(one for one in days if one.value and first <= one.value <= last)

    @cached_property
    def dates_at(self) -> Lookup[Dated]:
        """The dates by their words."""
        return Lookup(self.dates, lambda dated: (dated.span,))

    @cached_property
    def places_at(self) -> Lookup[Placed]:
        """The places by their words."""
        return Lookup(self.places, lambda placed: (placed.span,))


def _is_short(dated: Dated) -> bool:
    """Is it a day or a few days, and not "this week"?"""
    if dated.end is None or dated.value is None or len(dated.end) != len(dated.value):
        return dated.end is None
    return date.fromisoformat(dated.end) - date.fromisoformat(dated.value) <= FEW_DAYS
