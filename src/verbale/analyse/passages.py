"""A laid-out report cut into what the encoder reads in one pass, with what it is told beside the words.

A passage is a paragraph, or as many whole sentences of one as fit. Nothing of it depends on other passages
or on other reports. The training recipes cut their texts with this module too, so that training and use agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verbale.analyse.analysis import Analysis
from verbale.analyse.word_pieces import WordPieces
from verbale.spans import Span

LONGEST = 192
"""Most subtokens in a passage, its two marks included. Of the 2,221 paragraphs of the training reports 99% fit."""

SHAPES = 16
"""How many values `shapes` takes: eight forms of a word, and the same for the first word of a sentence."""

DEPTHS = 3
"""How many values `depths` takes: outside quotation marks, within, within twice or more."""

NOTHING = np.zeros(1, dtype=np.int64)
"""Shape and depth of a mark."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """What the encoder reads in one pass: n subtokens, the first and the last being marks.

    `ids`, `shapes`, `depths`: int64 (n,). `offsets`: int64 (n, 2), characters of the report's text, for the two marks
    an empty stretch. `title` says that the passage is the report's title.
    """

    ids: Numbers
    shapes: Numbers
    depths: Numbers
    offsets: Numbers
    title: bool

    def __len__(self) -> int:
        return len(self.ids)

    def span(self, first: int, last: int) -> Span:
        """The characters from subtoken *first* up to and without subtoken *last*."""
        return Span(int(self.offsets[first, 0]), int(self.offsets[last - 1, 1]))

    def between(self, span: Span) -> tuple[int, int] | None:
        """First and last-but-one subtoken that share a character with *span*; None if none does."""
        inner = self.offsets[1:-1]
        first = int(np.searchsorted(inner[:, 1], span.start, side="right")) + 1
        last = int(np.searchsorted(inner[:, 0], span.end, side="left")) + 1
        return (first, last) if first < last else None


def cut_passages(analysis: Analysis, word_pieces: WordPieces) -> list[Passage]:
    """The passages of *analysis*, in the order of the text."""
    text = analysis.text
    depth = _depth_by_character(analysis)
    shape = _shape_by_character(analysis)
    begin, end = (np.array([mark], dtype=np.int64) for mark in (word_pieces.begin, word_pieces.end))
    passages: list[Passage] = []
    for title, ids, offsets in _packed(analysis, _encoded(text, analysis.sentences, word_pieces)):
        at = offsets[:, 0]
        marks = np.array([[at[0], at[0]], [offsets[-1, 1], offsets[-1, 1]]])
        passages.append(
            Passage(
                ids=np.concatenate((begin, ids, end)),
                shapes=np.concatenate((NOTHING, shape[at], NOTHING)),
                depths=np.concatenate((NOTHING, depth[at], NOTHING)),
                offsets=np.concatenate((marks[:1], offsets, marks[1:])),
                title=title,
            )
        )
    return passages


def _encoded(
    text: str, sentences: tuple[Span, ...], word_pieces: WordPieces
) -> Iterator[tuple[Span, Numbers, Numbers]]:
    """Each sentence with its subtokens' ids and offsets into *text*."""
    for sentence in sentences:
        ids, starts, ends = word_pieces.encode(text, sentence.start, sentence.end)
        yield sentence, np.array(ids, dtype=np.int64), np.array([starts, ends], dtype=np.int64).T


def _packed(
    analysis: Analysis, sentences: Iterator[tuple[Span, Numbers, Numbers]]
) -> Iterator[tuple[bool, Numbers, Numbers]]:
    """Sentences of one paragraph joined while they fit: title or not, ids, offsets."""
    room = LONGEST - 2
    paragraph, length = -1, 0
    held: list[tuple[Numbers, Numbers]] = []

    def joined() -> tuple[bool, Numbers, Numbers]:
        ids = np.concatenate([i for i, _ in held])
        return analysis.has_title and paragraph == 0, ids, np.concatenate([o for _, o in held])

    for sentence, ids, offsets in sentences:
        here = analysis.paragraph_at(sentence.start)
        for k in range(0, len(ids), room):
            piece = ids[k : k + room], offsets[k : k + room]
            if held and (here != paragraph or length + len(piece[0]) > room):
                yield joined()
                held, length = [], 0
            paragraph = here
            held.append(piece)
            length += len(piece[0])
    if held:
        yield joined()


def _depth_by_character(analysis: Analysis) -> Numbers:
    depth = np.zeros(len(analysis.text) + 1, dtype=np.int64)
    for quoted in analysis.quoted:
        depth[quoted.outside.start : quoted.outside.end] += 1
    return np.minimum(depth, DEPTHS - 1)


def _shape_by_character(analysis: Analysis) -> Numbers:
    """The shape of the word that each character belongs to; 6 between words."""
    text = analysis.text
    edges, shapes = [0], [6]
    for word in _WORD.finditer(text):
        edges += word.span()
        shapes += (_shape(word.group()), 6)
    bounds = np.array([*edges, len(text) + 1])
    shape = np.repeat(np.array(shapes, dtype=np.int64), bounds[1:] - bounds[:-1])
    for sentence in analysis.sentences:
        first = _WORD.search(text, sentence.start, sentence.end)
        if first:
            shape[first.start() : first.end()] += SHAPES // 2
    return shape


def _shape(word: str) -> int:
    """1 lower case, 2 Capitalised, 3 a single capital, 4 ALL CAPITALS, 5 with a digit, 7 mIxed; 6 is for marks."""
    if not word.isalpha() and any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 4 if sum(c.isalpha() for c in word) > 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 7
