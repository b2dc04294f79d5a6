"""What resolution adds to an analysis: who is meant, which day, which place.

A `Resolution` is the seam between `resolve` and `extract`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.records import Actor, Place
from verbale.spans import Lookup, Span

MentionKind = Literal["name", "title", "description", "adjective", "seat", "pronoun"]


class Mention(Struct, frozen=True):
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


class Dated(Struct, frozen=True):
    """A date expression and its value: ISO 8601 `value`, `end` for a range; `value` None if it cannot be told."""

    span: Span
    value: str | None
    end: str | None


class Placed(Struct, frozen=True):
    """A place name and what it resolves to."""

    span: Span
    place: Place


class Resolution(Struct, frozen=True, dict=True):
    """An analysis with its people, states, days and places told. All lists are in the order of the text.

    `actors` are everybody mentioned, each with its mentions; extraction may use any, and the
    record keeps those used and those of the tables.
    """

    analysis: Analysis
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[Dated, ...]
    places: tuple[Placed, ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.analysis.report.text

    def actor(self, identifier: str) -> Actor:
        """The actor of that id; KeyError if there is none."""
        return self._by_id[identifier]

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {one.id: one for one in reversed(self.actors)}

    @cached_property
    def states(self) -> dict[str, str | None]:
        """The state of each actor, by id."""
        return {one.id: one.state for one in self.actors}

    @cached_property
    def mentions_at(self) -> Lookup[Mention]:
        """The mentions by their words."""
        return Lookup(self.mentions, lambda mention: (mention.span,))

    @cached_property
    def mention_starts(self) -> list[int]:
        """Where each mention begins."""
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def dates_at(self) -> Lookup[Dated]:
        """The dates by their words."""
        return Lookup(self.dates, lambda dated: (dated.span,))

    @cached_property
    def places_at(self) -> Lookup[Placed]:
        """The places by their words."""
        return Lookup(self.places, lambda placed: (placed.span,))
