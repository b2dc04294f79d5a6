"""A laid-out report cut into what the encoder reads in one pass, with what it is told beside the words.

A passage is a paragraph, or as many whole sentences of one as fit. Nothing of it depends on other passages
or on other reports. The training recipes cut their texts with this module too, so that training and use agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from verbale.analyse.analysis import Analysis
from verbale.analyse.word_pieces import MOST_KEPT, WordPieces
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
        return Span(self.offsets.item(first, 0), self.offsets.item(last - 1, 1))

    def between(self, span: Span) -> tuple[int, int] | None:
        """First and last-but-one subtoken that share a character with *span*; None if none does."""
        inner = self.offsets[1:-1]
        first = int(np.searchsorted(inner[:, 1], span.start, side="right")) + 1
        last = int(np.searchsorted(inner[:, 0], span.end, side="left")) + 1
        return (first, last) if first < last else None


def cut_passages(analysis: Analysis, word_pieces: WordPieces) -> list[Passage]:
    """The passages of *analysis*, in the order of the text."""
    depth = _depth_by_character(analysis)
    shape = _shape_by_character(analysis)
    passages: list[Passage] = []
    for title, (ids, starts, ends) in _packed(analysis, word_pieces):
        at = np.array(starts, dtype=np.int64)
        offsets = [[starts[0], *starts, ends[-1]], [starts[0], *ends, ends[-1]]]
        passages.append(
            Passage(
                ids=np.array([word_pieces.begin, *ids, word_pieces.end], dtype=np.int64),
                shapes=np.concatenate((NOTHING, shape[at], NOTHING)),
                depths=np.concatenate((NOTHING, depth[at], NOTHING)),
                offsets=np.array(offsets, dtype=np.int64).T,
                title=title,
            )
        )
    return passages


Pieces = tuple[list[int], list[int], list[int]]
"""Ids, starts and ends of subtokens."""


def _packed(analysis: Analysis, word_pieces: WordPieces) -> Iterator[tuple[bool, Pieces]]:
    """Sentences of one paragraph joined while they fit: title or not, and their subtokens."""
    room = LONGEST - 2
    paragraph = -1
    held: Pieces = ([], [], [])
    for sentence in analysis.sentences:
        pieces = word_pieces.encode(analysis.text, sentence.start, sentence.end)
        here = analysis.paragraph_at(sentence.start)
        for k in range(0, len(pieces[0]), room):
            piece = [one[k : k + room] for one in pieces]
            if held[0] and (here != paragraph or len(held[0]) + len(piece[0]) > room):
                yield analysis.has_title and paragraph == 0, held
                held = ([], [], [])
            paragraph = here
            for whole, part in zip(held, piece, strict=True):
                whole.extend(part)
    if held[0]:
        yield analysis.has_title and paragraph == 0, held


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


@lru_cache(MOST_KEPT)
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
