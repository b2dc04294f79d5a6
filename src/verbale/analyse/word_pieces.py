"""Words to the encoder's subtokens: uncased BERT's word pieces, with their places in the text.

Written here in place of the tokenizers package, which with what it pulls in weighs 42 MB; a test holds the two
against each other. Words recur, so that what becomes of a stretch between spaces is kept.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from verbale.analyse.word_shapes import list_shapes
from verbale.words import ARTICLES

LONGEST_WORD = 100
"""A word of more characters is one unknown subtoken, as in BERT."""

MOST_KEPT = 50_000
"""So many stretches between spaces are remembered, then all are forgotten: some 10 MB."""

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

Numbers = NDArray[np.int32]


class Subtokens(NamedTuple):
    """The subtokens of a text, int32 (n,) each.

    `starts` are the places of their first characters, `ends` where the plain words end that they are pieces of ("U.N."
    are four: letters and signs). `shapes`: see `word_shapes`. `sorts`: UNIT for the first subtoken of a plain word,
    FURTHER for its other pieces; SIGN and ARTICLE, of which the words around have heard once the encoder's lowest layer
    has read them.
    """

    ids: Numbers
    starts: Numbers
    ends: Numbers
    shapes: Numbers
    sorts: Numbers


WIDTH = len(Subtokens._fields)
ROW = WIDTH * array("i").itemsize
"""Bytes of one subtoken in what is kept."""

SIGN, ARTICLE, UNIT, FURTHER = range(4)

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode categories of characters that nobody sees: control, format, private use, surrogates."""

_SPACES = re.compile(r"(\s+)")
_CJK = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf\U0002f800-\U0002fa1f]"
)


class WordPieces:
    """The word pieces of a vocabulary, whose entries' ids are their places in it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._ids = {word: number for number, word in enumerate(vocabulary)}
        self.begin, self.end, self._unknown = (self._ids[mark] for mark in (BEGIN, END, UNKNOWN))
        self._kept: dict[str, bytes] = {}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """From a file with an entry a line."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def encode(self, text: str, start: int = 0) -> Subtokens:
        """The subtokens of *text*, in order; its first character is counted as *start*."""
        parts = _SPACES.split(text)
        kept = self._kept
        packed = [kept.get(stretch) or self._pack(stretch) for stretch in parts[::2]]
        table = np.frombuffer(b"".join(packed), np.int32).reshape(-1, WIDTH).T.copy()
        starts = np.fromiter(accumulate(map(len, parts), initial=start), np.int32)[:-1:2]
        table[1:3] += starts.repeat(np.fromiter(map(len, packed), np.int32) // ROW)
        return Subtokens(*table)

    def _pack(self, stretch: str) -> bytes:
        """The subtokens of a stretch without spaces, a row of 32-bit numbers for each; they are kept."""
        rows = array("i")
        shapes = list_shapes(stretch)
        for word, where in _split(stretch):
            sort = _sort(stretch[where[0] : where[-1] + 1])
            for number, first in self._cut(word):
                start = where[first]
                rows.extend((number, start, where[-1] + 1, shapes[start], FURTHER if first and sort == UNIT else sort))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[stretch] = rows.tobytes()
        return self._kept[stretch]

    def _cut(self, word: str) -> Iterable[tuple[int, int]]:
        """The longest pieces from the left: id and first character."""
        whole = [(self._unknown, 0)]
        if len(word) > LONGEST_WORD:
            return whole
        pieces: list[tuple[int, int]] = []
        first = 0
        while first < len(word):
            mark = "##" if first else ""
            for last in range(len(word), first, -1):
                number = self._ids.get(mark + word[first:last])
                if number is not None:
                    pieces.append((number, first))
                    first = last
                    break
            else:
                return whole
        return pieces


def _sort(word: str) -> int:
    """What the first subtoken of a plain word is. "The Hague" has a name of two words: articles are in lower case."""
    if word in ARTICLES:
        return ARTICLE
    return UNIT if any(map(str.isalnum, word)) else SIGN


def _split(stretch: str) -> list[tuple[str, list[int]]]:
    """The words of a stretch without spaces, made plain, each with the places of its characters in the stretch."""
    if stretch.isascii() and stretch.isalnum():
        return [(stretch.lower(), list(range(len(stretch))))]
    words: list[tuple[str, list[int]]] = []
    plain = ""
    where: list[int] = []
    for place, character in enumerate(stretch):
        if _stands_alone(character):
            if plain:
                words.append((plain, where))
            plain, where = "", []
            words.append((character, [place]))
        else:
            for one in _make_plain(character):
                plain += one
                where.append(place)
    return [*words, (plain, where)] if plain else words


def _stands_alone(character: str) -> bool:
    """Is it a sign of its own: punctuation, any ASCII sign, a Chinese character?"""
    if character.isalnum():
        return bool(_CJK.match(character))
    return ("!" <= character <= "~") or unicodedata.category(character)[0] == "P"


def _make_plain(character: str) -> str:
    """Lower case without accents; nothing for what cannot be seen."""
    if character.isascii():
        return character.lower() if character > "\x1f" and character != "\x7f" else ""
    if character == "\ufffd" or unicodedata.category(character) in UNSEEN:
        return ""
    apart = unicodedata.normalize("NFD", character)
    return "".join(one for one in apart if unicodedata.category(one) != "Mn").lower()
