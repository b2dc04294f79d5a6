"""One dictionary of phrases for scanning a text: states, adjectives, peoples, seats, bodies, groups, media, places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from verbale.resolve.tables.own import OwnFact, load_own
from verbale.resolve.tables.own_names import entries_of
from verbale.resolve.tables.shelf import decode_table
from verbale.resolve.tables.values import Entry, Hit
from verbale.resolve.tables.words import fold_marks
from verbale.spans import Span, cut_after_words

# An English word in capitals is no name in a headline that is all capitals: these are taken only in mixed case.
_WORDS_IN_CAPITALS = frozenset({"WHO", "AID", "CAR", "IT", "OAS", "PIN", "SAC", "NPR", "ICE", "ACT", "ARM"})
_WORD = re.compile(r"\w+")
_LETTERS = 4
"""So many letters, a space among them, set the phrases of one first word apart: "Ministry of Defence"."""


Rests = list[tuple[str, tuple[int, ...]]]
"""What may follow the first word of a phrase, the longest first, each with the numbers of its entries."""


PART: Final = 50_000
"""Characters in which phrases are looked for at once."""
AHEAD: Final = 1_000
"""Characters behind them that are seen too: no phrase is so long, with the word that follows it."""


class _Head:
    """The first word of phrases, with their rests by the letters that these begin with."""

    def __init__(self, rests: Rests) -> None:
        self.rests = rests
        self._short = [one for one in rests if len(one[0]) < _LETTERS]
        self._long: dict[str, Rests] = {}
        for one in rests[: len(rests) - len(self._short)]:
            self._long.setdefault(one[0][:_LETTERS], []).append(one)

    def rests_at(self, plain: str, at: int) -> Rests:
        """Those that may stand at that place of a text, the longest first."""
        found = self._long.get(plain[at : at + _LETTERS])
        return self._short if found is None else found + self._short


class NameTable(Struct, frozen=True):
    """The file: entries, and for each first word the rests of its phrases. Both stay raw until they are asked for."""

    entries: tuple[msgspec.Raw, ...]
    heads: dict[str, msgspec.Raw]


class Names:
    """Finds phrases: the longest at each word's start, by case as written, accents aside."""

    def __init__(self, table: NameTable, own: Iterable[OwnFact] = ()) -> None:
        self._raw = table
        self._entries: dict[int, Entry] = {}
        self._heads: dict[str, _Head] = {}
        self._set_starts(table.heads)
        facts = tuple(own)
        if facts:
            self._take_own(dict(entries_of(facts, self.lookup)))

    def _take_own(self, phrases: dict[str, Entry]) -> None:
        """Let the user's phrases win over the table's."""
        for number, (name, entry) in enumerate(phrases.items(), len(self._raw.entries)):
            plain = " ".join(fold_marks(name).split()).removeprefix("the ")
            plain = plain.removeprefix("The ") if entry.kind == "state" else plain
            head = _WORD.match(plain)
            if head is None:
                continue
            rest = plain[head.end() :]
            self._entries[number] = entry
            others = [one for one in self._head(head.group()).rests if one[0] != rest]
            rests = sorted([(rest, (number,)), *others], key=lambda one: (-len(one[0]), one[0]))
            self._heads[head.group()] = _Head(rests)
        self._set_starts({*self._raw.heads, *self._heads})

    def _set_starts(self, heads: Collection[str]) -> None:
        self._known_heads = heads
        self._capitals: dict[str, list[str]] | None = None
        small = "|".join(sorted((re.escape(head) for head in heads if not head[0].isupper()), reverse=True))
        self._starts = re.compile(rf"\b(?:[A-Z]\w*{'|(?:' + small + r')' if small else ''})\b")

    def __len__(self) -> int:
        return sum(len(self._head(head).rests) for head in self._raw.heads)

    def find(self, text: str) -> Iterator[Hit]:
        """Every known phrase of *text*, in order and without overlaps.

        Possessive endings are not part of a hit. In a line of capitals ("IRAN WARNS ISRAEL") phrases are
        found whatever their case, but not those that are English words ("WHO").
        """
        end = 0
        for part in cut_after_words(text, PART):
            plain = fold_marks(text[part.start : part.end + AHEAD]).replace("\n", " ")
            for word in self._starts.finditer(plain):
                start = part.start + word.start()
                if start >= part.end:
                    break
                found = self._match(plain, word) if start >= end else None
                if found is not None:
                    end = part.start + found[0]
                    yield Hit(Span(start, end), self._entries_of(found[1]))

    def lookup(self, phrase: str) -> tuple[Entry, ...]:
        """What exactly this phrase (with or without "the" in front) may stand for; empty if it is not known."""
        plain = " ".join(fold_marks(phrase).split())
        plain = plain[4:] if plain[:4].lower() == "the " else plain
        word = self._starts.match(plain)
        found = word and self._match(plain, word)
        if not found or found[0] != len(plain):
            return ()
        return self._entries_of(found[1])

    def _match(self, plain: str, word: re.Match[str]) -> tuple[int, tuple[int, ...]] | None:
        head, after = word.group(), word.end()
        for rest, numbers in self._head(head).rests_at(plain, after) if head in self._known_heads else ():
            if not plain.startswith(rest, after):
                continue
            end = after + len(rest)
            if _ends_word(plain, end) and not self._is_shouted(plain, head, end):
                return end, numbers
        if len(head) > 2 and head.isupper():
            return self._match_capitals(plain, head, after)
        return None

    def _match_capitals(self, plain: str, head: str, after: int) -> tuple[int, tuple[int, ...]] | None:
        if self._capitals is None:
            self._capitals = _capital_heads(self._known_heads)
        rests = [rest for small in self._capitals.get(head, ()) for rest in self._head(small).rests]
        for rest, numbers in sorted(rests, key=lambda rest: -len(rest[0])):
            end = after + len(rest)
            if plain.startswith(rest.upper(), after) and _ends_word(plain, end):
                return end, numbers
        return None

    def _head(self, word: str) -> _Head:
        known = self._heads.get(word)
        if known is None:
            raw = self._raw.heads.get(word)
            known = self._heads[word] = _Head(msgspec.json.decode(raw, type=Rests) if raw is not None else [])
        return known

    def _entries_of(self, numbers: tuple[int, ...]) -> tuple[Entry, ...]:
        for number in numbers:
            if number not in self._entries:
                self._entries[number] = msgspec.json.decode(self._raw.entries[number], type=Entry)
        return tuple(self._entries[number] for number in numbers)

    def _is_shouted(self, plain: str, head: str, end: int) -> bool:
        if head not in _WORDS_IN_CAPITALS:
            return False
        following = _WORD.search(plain, end)
        return following is not None and len(following.group()) > 1 and following.group().isupper()


def _ends_word(plain: str, end: int) -> bool:
    if end >= len(plain):
        return end == len(plain)
    return not (plain[end].isalnum() and plain[end - 1].isalnum())


def _capital_heads(heads: Iterable[str]) -> dict[str, list[str]]:
    """The first words as they are written, by the same in capitals."""
    capitals: dict[str, list[str]] = {}
    for head in heads:
        if len(head) > 2 and not head.isupper():
            capitals.setdefault(head.upper(), []).append(head)
    return capitals


@lru_cache(maxsize=1)
def load_names() -> Names:
    """The phrase dictionary; DamagedTable if it does not fit its checksum."""
    return Names(decode_table("names.json", NameTable), load_own())
