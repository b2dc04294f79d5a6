"""A laid-out report cut into what the encoder reads in one pass, with what it is told beside the words.

A passage is a paragraph, several short ones in a row, or as many whole sentences of a long one as fit. Nothing of it
depends on other passages or on other reports. The training recipes cut their texts with this module too, so that
training and use agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from verbale.analyse.analysis import Analysis, Quoted
from verbale.analyse.word_pieces import ARTICLE, FURTHER, SIGN, UNIT, Numbers, WordPieces
from verbale.analyse.word_shapes import FORMS, WORD
from verbale.spans import Span

LONGEST = 192
"""Most subtokens in a passage, its two marks included. Of the 2,221 paragraphs of the training reports 99% fit."""

ENOUGH = 96
"""Paragraphs in a row are one passage while they have no more subtokens together: what one means often stands in
the one before, and six engines all found more in full reports so (docs/decisions/0033)."""

NONE = -1
"""The unit of what belongs to none."""

SHAPES = 2 * FORMS
"""How many values `shapes` takes: eight forms of a word, and the same for the first word of a sentence."""

PART = 100_000
"""Characters of a text, or one paragraph more, that are cut into subtokens at once."""

DEPTHS = 3
"""How many values `depths` takes: outside quotation marks, within, within twice or more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the encoder reads in one pass: n subtokens, the first and the last being marks, and m units.

    A unit is a plain word (see `Subtokens`) or the first mark, or else each subtoken is one (see `Cutter`); what is
    found is told by units. `ids`, `shapes`, `depths`: int64 (n,); shape and depth of a mark are 0. `units`: int64 (n,),
    the unit that each subtoken is a piece of, NONE for those that are of none. `offsets`: int64 (m, 2), the characters
    of the report's text that each unit covers, for a mark an empty stretch; `starts`: int64 (m,), where it begins with
    the article before it, if one stands there that is of no unit. `title` says that the passage is the report's title;
    `reach`: all of its characters.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    depths: NDArray[np.int64]
    units: NDArray[np.int64]
    offsets: NDArray[np.int64]
    starts: NDArray[np.int64]
    title: bool
    reach: Span

    def __len__(self) -> int:
        return len(self.offsets)

    def span(self, first: int, last: int) -> Span:
        """The characters from unit *first* up to and without unit *last*."""
        return Span(self.offsets.item(first, 0), self.offsets.item(last - 1, 1))

    def whole(self, first: int, last: int) -> Span:
        """The same with an article before them."""
        return Span(self.starts.item(first), self.offsets.item(last - 1, 1))

    def share(self) -> NDArray[np.float32]:
        """What each unit takes of each subtoken, (m, n): as much of each of its pieces."""
        own: NDArray[np.float32] = (self.units == np.arange(len(self))[:, None]).astype(np.float32)
        own /= own.sum(1, keepdims=True)
        return own

    def between(self, span: Span) -> tuple[int, int] | None:
        """The first unit that shares a character with *span*, and the one after the last; None if none does."""
        inner = self.offsets[1:]
        first = int(np.searchsorted(inner[:, 1], span.start, side="right")) + 1
        last = int(np.searchsorted(inner[:, 0], span.end, side="left")) + 1
        return (first, last) if first < last else None


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts texts as an engine learnt to read them.

    *by_words*: units are plain words, and short paragraphs in a row are one passage. Otherwise each subtoken is a unit,
    and a paragraph a passage of its own.
    """

    word_pieces: WordPieces
    by_words: bool

    def cut(self, analysis: Analysis) -> Iterator[Passage]:
        """The passages of *analysis*, in the order of the text."""
        marks = self.word_pieces.begin, self.word_pieces.end
        for part in _cut_text(analysis):
            sentences = _list_beginning(analysis.sentences, part)
            table = _list_subtokens(analysis, self.word_pieces, part, sentences)
            if not self.by_words:
                _make_all_units(table)
            parts = _join_sentences(analysis, sentences, table[1])
            for paragraph, first, last in _join_short(parts, analysis.has_title) if self.by_words else parts:
                title = analysis.has_title and paragraph == 0
                yield _make_passage(table[:, first:last], marks, title=title, ends_in_unit=not self.by_words)


def _cut_text(analysis: Analysis) -> Iterator[Span]:
    """The text in whole paragraphs, so that what is made of each part need not be held for all of a long report."""
    start = 0
    for paragraph in analysis.paragraphs:
        if paragraph.start - start > PART:
            yield Span(start, paragraph.start)
            start = paragraph.start
    yield Span(start, len(analysis.text))


def _list_beginning(spans: Sequence[Span], within: Span) -> Sequence[Span]:
    """Those of *spans* that begin in *within*."""
    return spans[bisect_left(spans, (within.start,)) : bisect_left(spans, (within.end,))]


def _list_subtokens(analysis: Analysis, word_pieces: WordPieces, part: Span, sentences: Sequence[Span]) -> Numbers:
    """What a passage is made of for each subtoken of *part*, a row for each: see `Subtokens`; the last: depths."""
    text = analysis.text
    tokens = word_pieces.encode(text[part.start : part.end], part.start)
    first_words = (WORD.search(text, *sentence) for sentence in sentences)
    _raise(tokens.shapes, tokens.starts, [found.span() for found in first_words if found], FORMS)
    depths = np.zeros_like(tokens.ids)
    quoted = analysis.quoted[slice(*(bisect_left(analysis.quoted, at, key=_get_start) for at in part))]
    _raise(depths, tokens.starts, [one.outside for one in quoted])
    return np.array((*tokens, np.minimum(depths, DEPTHS - 1)))


def _get_start(quoted: Quoted) -> int:
    return quoted.outside.start


def _raise(values: Numbers, starts: Numbers, spans: Sequence[tuple[int, int]], by: int = 1) -> None:
    """Add *by* to the values of the subtokens that begin in any of *spans*."""
    for first, last in starts.searchsorted(spans).tolist() if spans else ():
        values[first:last] += by


def _join_sentences(analysis: Analysis, sentences: Sequence[Span], starts: Numbers) -> Iterator[tuple[int, int, int]]:
    """Sentences of one paragraph joined while they fit: its number, the first subtoken and the one after the last."""
    room = LONGEST - 2
    begins = [sentence.start for sentence in sentences]
    bounds = [*starts.searchsorted(begins).tolist(), len(starts)]
    paragraph = first = last = 0
    for sentence, (begin, end) in zip(begins, pairwise(bounds), strict=True):
        here = analysis.paragraph_at(sentence)
        for at in range(begin, end, room):
            stop = min(at + room, end)
            if last > first and (here != paragraph or stop - first > room):
                yield paragraph, first, last
                first = at
            paragraph, last = here, stop
    if last > first:
        yield paragraph, first, last


def _make_all_units(table: Numbers) -> None:
    """Let each subtoken be a unit that covers all of its word."""
    _, starts, _, _, sorts, _ = table
    starts[:] = np.maximum.accumulate(np.where(sorts == FURTHER, 0, starts))
    sorts[:] = UNIT


def _join_short(parts: Iterable[tuple[int, int, int]], titled: bool) -> Iterator[tuple[int, int, int]]:
    """Parts in a row joined while they have few subtokens together; a title stays alone."""
    held: tuple[int, int, int] | None = None
    for paragraph, first, last in parts:
        if held is None:
            held = paragraph, first, last
        elif last - held[1] <= ENOUGH and not (titled and held[0] == 0):
            held = held[0], held[1], last
        else:
            yield held
            held = paragraph, first, last
    if held is not None:
        yield held


def _make_passage(table: Numbers, marks: tuple[int, int], *, title: bool, ends_in_unit: bool) -> Passage:
    """The subtokens of *table* between the two marks."""
    rows = np.zeros((len(table), table.shape[1] + 2), np.int64)
    rows[:, 1:-1] = table
    ids, starts, ends, shapes, sorts, depths = rows
    ids[0], ids[-1] = marks
    starts[0] = ends[0] = starts[1]
    starts[-1] = ends[-1] = ends[-2]
    sorts[0], sorts[-1] = UNIT, UNIT if ends_in_unit else SIGN
    is_unit = sorts == UNIT
    units = np.where(is_unit | (sorts == FURTHER), is_unit.cumsum() - 1, NONE)
    (firsts,) = is_unit.nonzero()
    begins = starts[firsts - (sorts[firsts - 1] == ARTICLE)]
    reach = Span(starts.item(0), ends.item(-2))
    return Passage(ids, shapes, depths, units, rows[1:3, firsts].T, begins, title, reach)
