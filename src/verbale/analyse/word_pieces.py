"""Words to the encoder's subtokens: uncased BERT's word pieces, with their places in the text.

Written here in place of the tokenizers package, which with what it pulls in weighs 42 MB; a test holds the two
against each other. Words recur, so that what a word becomes is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

LONGEST_WORD = 100
"""A word of more characters is one unknown subtoken, as in BERT."""

MOST_KEPT = 50_000
"""So many stretches between spaces are remembered, then all are forgotten: some 20 MB."""

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

Pieces = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Ids, starts and ends of subtokens."""

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode categories of characters that nobody sees: control, format, private use, surrogates."""

_STRETCH = re.compile(r"\S+")
_CJK = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf\U0002f800-\U0002fa1f]"
)


class WordPieces:
    """The word pieces of a vocabulary, whose entries' ids are their places in it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._ids = {word: number for number, word in enumerate(vocabulary)}
        self.begin, self.end, self._unknown = (self._ids[mark] for mark in (BEGIN, END, UNKNOWN))
        self._kept: dict[str, Pieces] = {}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """From a file with an entry a line."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def encode(self, text: str, start: int = 0, end: int | None = None) -> tuple[list[int], list[int], list[int]]:
        """Ids, starts and ends of the subtokens of ``text[start:end]``; offsets count from the text's beginning."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        kept = self._kept
        for stretch in _STRETCH.finditer(text, start, len(text) if end is None else end):
            words, at = stretch.group(), stretch.start()
            more, froms, tos = kept.get(words) or self._pieces(words)
            ids += more
            if len(more) == 1:
                starts.append(at + froms[0])
                ends.append(at + tos[0])
            else:
                starts += [at + one for one in froms]
                ends += [at + one for one in tos]
        return ids, starts, ends

    def _pieces(self, stretch: str) -> Pieces:
        """What a stretch without spaces becomes, which is kept."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for word, where in _split(stretch):
            for number, first, last in self._cut(word):
                ids.append(number)
                starts.append(where[first])
                ends.append(where[last - 1] + 1)
        self._kept[stretch] = tuple(ids), tuple(starts), tuple(ends)
        return self._kept[stretch]

    def _cut(self, word: str) -> Iterable[tuple[int, int, int]]:
        """The longest pieces from the left: id, first character, the one after the last."""
        whole = [(self._unknown, 0, len(word))]
        if len(word) > LONGEST_WORD:
            return whole
        pieces: list[tuple[int, int, int]] = []
        first = 0
        while first < len(word):
            mark = "##" if first else ""
            for last in range(len(word), first, -1):
                number = self._ids.get(mark + word[first:last])
                if number is not None:
                    pieces.append((number, first, last))
                    first = last
                    break
            else:
                return whole
        return pieces


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
