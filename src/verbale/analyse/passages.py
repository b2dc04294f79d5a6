"""A laid-out report cut into what the encoder reads in one pass, with what it is told beside the words.

A passage is a paragraph, or as many whole sentences of one as fit. Nothing of it depends on other passages
or on other reports. The training recipes cut their texts with this module too, so that training and use agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from verbale.analyse.analysis import Analysis, Quoted
from verbale.analyse.word_pieces import Numbers, WordPieces
from verbale.analyse.word_shapes import FORMS, WORD
from verbale.spans import Span

LONGEST = 192
"""Most subtokens in a passage, its two marks included. Of the 2,221 paragraphs of the training reports 99% fit."""

SHAPES = 2 * FORMS
"""How many values `shapes` takes: eight forms of a word, and the same for the first word of a sentence."""

PART = 100_000
"""Characters of a text, or one paragraph more, that are cut into subtokens at once."""

DEPTHS = 3
"""How many values `depths` takes: outside quotation marks, within, within twice or more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the encoder reads in one pass: n subtokens, the first and the last being marks.

    `ids`, `shapes`, `depths`: int64 (n,); shape and depth of a mark are 0. `offsets`: int64 (n, 2), characters of the
    report's text, for the two marks an empty stretch; `words`: the same of the words that these belong to. `title`
    says that the passage is the report's title.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    depths: NDArray[np.int64]
    offsets: NDArray[np.int64]
    title: bool
    words: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def span(self, first: int, last: int) -> Span:
        """The characters from subtoken *first* up to and without subtoken *last*."""
        return Span(self.offsets.item(first, 0), self.offsets.item(last - 1, 1))

    def whole(self, first: int, last: int) -> Span:
        """The same out to the ends of the words that they belong to."""
        return Span(self.words.item(first, 0), self.words.item(last - 1, 1))

    def between(self, span: Span) -> tuple[int, int] | None:
        """First and last-but-one subtoken that share a character with *span*; None if none does."""
        inner = self.offsets[1:-1]
        first = int(np.searchsorted(inner[:, 1], span.start, side="right")) + 1
        last = int(np.searchsorted(inner[:, 0], span.end, side="left")) + 1
        return (first, last) if first < last else None


def cut_passages(analysis: Analysis, word_pieces: WordPieces) -> Iterator[Passage]:
    """The passages of *analysis*, in the order of the text."""
    marks = word_pieces.begin, word_pieces.end
    for part in _cut_text(analysis):
        sentences = _list_beginning(analysis.sentences, part)
        table = _list_subtokens(analysis, word_pieces, part, sentences)
        for paragraph, first, last in _join_sentences(analysis, sentences, table[1]):
            yield _make_passage(table[:, first:last], marks, title=analysis.has_title and paragraph == 0)


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
    tokens = word_pieces.encode(text[part.start : part.end]).shifted(part.start)
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
    for first, last in np.searchsorted(starts, spans).tolist():
        values[first:last] += by


def _join_sentences(analysis: Analysis, sentences: Sequence[Span], starts: Numbers) -> Iterator[tuple[int, int, int]]:
    """Sentences of one paragraph joined while they fit: its number, the first subtoken and the one after the last."""
    room = LONGEST - 2
    begins = [sentence.start for sentence in sentences]
    bounds = [*np.searchsorted(starts, begins).tolist(), len(starts)]
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


def _make_passage(table: Numbers, marks: tuple[int, int], *, title: bool) -> Passage:
    """The subtokens of *table* between the two marks."""
    rows = np.zeros((len(table), table.shape[1] + 2), np.int64)
    rows[:, 1:-1] = table
    ids, starts, ends, begins, stops, shapes, depths = rows
    ids[0], ids[-1] = marks
    starts[0] = ends[0] = starts[1]
    starts[-1] = ends[-1] = ends[-2]
    begins[0] = stops[0] = begins[1]
    begins[-1] = stops[-1] = stops[-2]
    return Passage(ids, shapes, depths, rows[1:3].T, title, rows[3:5].T)
