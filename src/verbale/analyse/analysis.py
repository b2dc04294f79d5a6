"""What analysis finds in a report's text before anybody is resolved.

An `Analysis` is the seam between `analyse` and `resolve`. Layout (paragraphs, sentences, words, quoted
stretches) is always there; names, acts and speeches come from a reader (see `component`): the trained
engine, or the first coder's lexicon. Everything is spans into `report.text`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from verbale.records import Report, StatementForm, Status
from verbale.spans import Lookup, Span, Spans

NameKind = Literal["person", "state", "organisation", "group", "place", "title", "other"]


class Quoted(Struct, frozen=True, gc=False):
    """A stretch in quotation marks. `inside` is without the marks, `outside` with them.

    `depth`: 1 for a quotation in the report's own voice, 2 for one within it, and so on.
    `opens` and `closes` say whether the stretch has its own opening and closing mark: the first
    paragraphs of a quotation over several paragraphs open without closing. `turn` numbers the
    quotation that the stretch belongs to, so paragraphs of one quotation share it.
    """

    inside: Span
    outside: Span
    depth: int
    opens: bool
    closes: bool
    turn: int


class Name(Struct, frozen=True, gc=False):
    """A stretch that a reader took for the name or description of somebody or some place; score 0 to 1."""

    span: Span
    kind: NameKind
    score: float


class Role(Struct, frozen=True, gc=False):
    """Words that a reader took for a participant of an act; score 0 to 1."""

    span: Span
    score: float


class Faint(Struct, frozen=True, gc=False):
    """Words with their chances, 0 to 1, to name an actor or a recipient of an act, neither enough for a role."""

    span: Span
    actor: float
    recipient: float


class Act(Struct, frozen=True, gc=False):
    """One telling of an act, as read.

    `actors` and `recipients` are None when the reader proposes none (the first coder), so that
    extraction looks for the nearest fitting; an empty tuple says that there are none.
    `faint`: words that the reader held for a participant, though less likely than not.
    `rivals`: other types that lost, best first, with their scores. `rule`: lexicon or encoder.
    """

    trigger: Span
    event: str
    mode: str | None
    status: Status
    context: tuple[str, ...]
    actors: tuple[Role, ...] | None
    recipients: tuple[Role, ...] | None
    date: Span | None
    place: Span | None
    score: float
    rivals: tuple[tuple[str, float], ...]
    rule: str
    faint: tuple[Faint, ...] = ()


class Speech(Struct, frozen=True, gc=False):
    """Reported or quoted speech as read: content, cue, and the words that name speaker, addressees, relay."""

    content: tuple[Span, ...]
    form: StatementForm
    cue: Span | None
    speaker: Span | None
    to: tuple[Span, ...]
    via: Span | None
    score: float
    rule: str


def round_score(score: float) -> float:
    """*score* to the three digits that findings are told to."""
    return round(score, 3)


class _Same(dict[str, str]):
    """Each string as the first one that is equal to it."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, word)


class _Lows(dict[str, str]):
    """Each string in small letters."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, word.lower())


class Analysis(Struct, frozen=True, dict=True):
    """A report's text, laid out and read. Paragraph 0 is the title where `has_title`."""

    report: Report
    has_title: bool
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    words: Spans
    quoted: tuple[Quoted, ...]
    names: Sequence[Name]
    acts: Sequence[Act]
    speeches: Sequence[Speech]
    warnings: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.report.text

    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph that holds *offset* (the one before it, between paragraphs)."""
        return (bisect_right(self.paragraph_starts, offset) or 1) - 1

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that holds *offset* (the one before it, between sentences)."""
        return (bisect_right(self.sentence_starts, offset) or 1) - 1

    def sentence_of(self, span: Span) -> Span:
        """The sentence in which *span* begins."""
        return self.sentences[self.sentence_at(span.start)]

    @cached_property
    def paragraph_starts(self) -> Sequence[int]:
        """Where each paragraph begins."""
        return array("i", (start for start, _ in self.paragraphs))

    @cached_property
    def sentence_starts(self) -> Sequence[int]:
        """Where each sentence begins."""
        return array("i", (start for start, _ in self.sentences))

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The words in small letters; the same word, however often it stands there, is one string."""
        return tuple(map(_Lows().__getitem__, self.raw()))

    def raw(self) -> Iterator[str]:
        """The words as they stand; the same word, however often it stands there, is one string."""
        return map(_Same().__getitem__, self._cut(self.words.starts, self.words.ends))

    def raw_of(self, first: int, last: int) -> list[str]:
        """The words as they stand from number *first* to before *last*."""
        return list(self._cut(self.words.starts[first:last], self.words.ends[first:last]))

    def _cut(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[str]:
        return map(self.text.__getitem__, map(slice, starts, ends))

    @property
    def word_starts(self) -> Sequence[int]:
        """Where each word begins."""
        return self.words.starts

    def words_of(self, span: Span) -> tuple[int, int]:
        """Number of the first word that begins in *span*, and of the first after it."""
        starts = self.word_starts
        return bisect_left(starts, span.start), bisect_left(starts, span.end)

    @cached_property
    def acts_at(self) -> Lookup[Act]:
        """The acts by their triggers."""
        return Lookup(self.acts, lambda act: (act.trigger,))

    def acts_in(self, number: int) -> list[Act]:
        """The acts whose triggers begin in the sentence of that number."""
        starts = self.sentence_starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return self.acts_at.beginning(starts[number] if number else 0, end)

    def words_within(self, span: Span) -> Sequence[Span]:
        """The words that *span* covers."""
        first, last = self.words_of(span)
        return [word for word in self.words[first:last] if word.end <= span.end]

    @cached_property
    def quoted_at(self) -> Lookup[Quoted]:
        """The quoted stretches by what stands between their marks."""
        return Lookup(self.quoted, lambda quoted: (quoted.inside,))
