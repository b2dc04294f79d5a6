"""Cuts a report into units, words that belong together, and gives each a tag of one letter.

A unit is a phrase of the tables ("European Union"), a role noun of several words ("prime minister"), or a word.
The tags of all units, in order, make one string, so that phrases are found by regular expressions over it:

    d determiner   p possessive pronoun   u other pronoun   n number      m modifier ("senior", "foreign")
    a adjective of a state   b state or its adjective ("US")   s state, seat, body, group, agency or medium of the tables   e people ("Russians")
    l place of the tables    h role noun   g given name   c other word with a capital     i initial
    q particle of names      k honorific   t ending of names ("Jr.")   o "of"   r other preposition   & conjunction
    v verb of speech or action   , comma   ' possessive ending   ( )   " quotation mark   . stop   - dash   x other
    | end of a sentence (a unit without words)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from verbale.analyse.analysis import Analysis
from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.role_nouns import LONG_NOUNS, ROLE_NOUNS
from verbale.resolve.tables import Entry, Hit, load_names
from verbale.resolve.tables.words import fold_marks
from verbale.resolve.word_classes import (
    ABBREVIATED,
    ACTING_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    HONORIFICS,
    MODIFIERS,
    NAME_ENDINGS,
    NOT_NAMES,
    NUMBERS,
    ORGANISATION_WORDS,
    PARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    VERBS,
    WHERE,
)
from verbale.resolve.word_lists import words_of
from verbale.spans import Span

_STOPS: Final = frozenset((".", "!", '"', "”"))

_SIGNS: Final = {
    ",": ",", ";": ".", ":": ".", ".": ".", "!": ".", "?": ".", "…": ".", "(": "(", ")": ")", "[": "(", "]": ")",
    '"': '"', "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": '"', "'": '"', "``": '"', "''": '"',
    "—": "-", "–": "-", "-": "-", "--": "-", "’": '"', "/": "&", "’s": "'", "'s": "'", "’S": "'", "'S": "'",
}  # fmt: skip


def _lower_tags() -> dict[str, str]:
    tags = dict.fromkeys(ACTING_VERBS, "v")
    tags |= dict.fromkeys(PREPOSITIONS, "r")
    tags |= dict.fromkeys(MODIFIERS, "m")
    tags |= dict.fromkeys(NUMBERS, "n")
    tags |= {noun: "h" for noun in ROLE_NOUNS if " " not in noun}
    tags |= dict.fromkeys(DETERMINERS, "d")
    tags |= dict.fromkeys(CONJUNCTIONS, "&")
    tags |= dict.fromkeys(PRONOUNS, "u")
    tags |= dict.fromkeys(POSSESSIVES, "p")
    tags["of"] = "o"
    return tags


LOWER_TAGS: Final = _lower_tags()
"""Tag by lower-case word, whatever its case in the text."""

# Words that are names in mid-sentence if they have a capital there ("Mr Young", "Bishop", "Major").
_NAME_TOO: Final = words_of(
    "young major bishop king prince price marshall baker black brown white green north west south east long little small rich power law guard pope cardinal judge abbot parsons driver miner pilot sailor marine banks church field forest fields rivers strong"
)

_STATES_AS_NAMES: Final = words_of("israel jordan chad georgia")


# Common words that end a name if they follow one: Theresa May, Ban Ki Moon.
_SURNAMES_TOO: Final = words_of("may moon sun day april june august")


_ARTICLED: Final = re.compile(r"(?:al|el|ul|ash|an|ad|as|ar|at|az)[-‑][A-Z]")
"""A family name with its article in lower case: el-Sisi, al-Assad."""


class Unit(NamedTuple):
    """Words that belong together. `low`: them in lower case; `entries`: what the tables say of them."""

    start: int
    end: int
    low: str
    entries: tuple[Entry, ...]
    quoted: bool


class Units:
    """The units of a report in order, their tags, and where sentences end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.units: list[Unit] = []
        self.tags = ""

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, index: int) -> Unit:
        return self.units[index]

    def span(self, first: int, end: int) -> Span:
        """The stretch of text of units *first* to *end* (exclusive)."""
        return Span(self.units[first].start, self.units[end - 1].end)

    def words(self, first: int, end: int) -> str:
        """The text of units *first* to *end* (exclusive)."""
        return self.text[self.units[first].start : self.units[end - 1].end]

    def low(self, index: int) -> str:
        """The lower-case words of a unit; empty outside the report."""
        return self.units[index].low if 0 <= index < len(self.units) else ""

    def tag(self, index: int) -> str:
        """The tag of a unit; "|" outside the report."""
        return self.tags[index] if 0 <= index < len(self.tags) else "|"


def cut_units(analysis: Analysis) -> Units:
    """The units of a report with their tags. Time is linear in its length."""
    return _Cutter(analysis).cut()


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word in lower case without accents, as the lists have it."""
    return fold_marks(word).lower()


class _Cutter:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.words = analysis.words
        self.raw = [self.text[start:end] for start, end in self.words]
        self.small = frozenset(word for word in self.raw if word.islower())
        self.middle: frozenset[str] = frozenset()
        self.done = Units(self.text)
        self.tags: list[str] = []
        self.quoted = _quoted_starts(analysis)

    def cut(self) -> Units:
        self.ends = self._sentence_ends()
        self.shouted = self._headline_words()
        self.middle = self._capitals_within()
        hits = {hit.span.start: hit for hit in load_names().find(self.text)}
        index = 0
        sentence = 0
        while index < len(self.words):
            index = self._cut_one(index, hits)
            if sentence < len(self.ends) and index >= self.ends[sentence]:
                self._close_sentence()
                while sentence < len(self.ends) and index >= self.ends[sentence]:
                    sentence += 1
        self._settle_names()
        self.done.tags = "".join(self.tags)
        return self.done

    def _settle_names(self) -> None:
        """Places and states that are somebody's name: Lloyd Austin, Israel Katz, Vladimir Putin."""
        tags = self.tags
        surnames = {self.done[at].low for at in range(1, len(tags)) if tags[at] in "lc" and tags[at - 1] in "gi"}
        for at, unit in enumerate(self.done.units):
            if tags[at] == "s" and " " not in unit.low and tags[at - 1] == "h" and tags[at + 1 : at + 2] == ["c"]:
                tags[at] = "c" if unit.entries[0].kind in ("agency", "media", "group", "body") else "s"
            if at and tags[at] in "ae" and tags[at - 1] == "g" and " " not in unit.low:
                tags[at] = "c"
            if tags[at] not in "ls" or " " in unit.low:
                continue
            if tags[at + 1 : at + 2] == ["c"] and (unit.low in GIVEN_NAMES or unit.low in _STATES_AS_NAMES):
                tags[at] = "g"
            elif (
                at
                and tags[at] == "l"
                and (tags[at - 1] in "gi" or (unit.low in surnames and self.done[at - 1].low not in WHERE))
            ):
                tags[at] = "c"

    def _sentence_ends(self) -> list[int]:
        """For each sentence, the number of the word after its last."""
        ends, index = [], 0
        for sentence in self.analysis.sentences:
            while index < len(self.words) and self.words[index].start < sentence.end:
                index += 1
            ends.append(index)
        return ends

    def _headline_words(self) -> frozenset[int]:
        """Numbers of words whose capital says nothing: first words, and all words of lines written in capitals."""
        found, begin = set(), 0
        for end in self.ends:
            first = next((i for i in range(begin, end) if self.raw[i][0].isalnum()), begin)
            found.add(first)
            if end - begin < 30 and self.raw[end - 1] not in _STOPS and _is_headline(self.raw[begin:end]):
                found.update(range(begin, end))
            begin = end
        return frozenset(found)

    def _capitals_within(self) -> frozenset[str]:
        """Words that have a capital where none is due."""
        return frozenset(
            word
            for index, word in enumerate(self.raw)
            if word[0].isupper() and index not in self.shouted and len(word) > 1
        )

    def _cut_one(self, index: int, hits: dict[int, Hit]) -> int:
        hit = self._hit_in(index, hits)
        if hit is not None:
            return self._add_hit(index, hit, hits)
        low = fold_word(self.raw[index])
        if low in LONG_NOUNS:
            length = self._long_noun(index, low)
            if length:
                start, end = self.words[index].start, self.words[index + length - 1].end
                noun = " ".join(fold_word(word) for word in self.raw[index : index + length]).replace(" 's", "'s")
                self._add(start, end, noun, "h")
                return index + length
        return self._add_word(index, low)

    def _hit_in(self, index: int, hits: dict[int, Hit]) -> Hit | None:
        start, end = self.words[index]
        hit = hits.get(start)
        if hit is not None and hit.entries[0].kind == "media" and self.raw[index] == "The":
            hit = self._without_article(index, hit, hits)
        if hit is None and end - start > 4 and "-" in self.raw[index]:
            return next((hits[at] for at in range(start + 1, end) if at in hits), None)
        return hit

    def _without_article(self, index: int, hit: Hit, hits: dict[int, Hit]) -> Hit | None:
        """ "The Australian" is a newspaper only where no noun follows."""
        following = next((i for i in range(index, len(self.words)) if self.words[i].start >= hit.span.end), None)
        words = hit.span.of(self.text).partition(" ")[2]
        entries = load_names().lookup(words)
        if (
            following is None
            or not entries
            or self.raw[following] in _SIGNS
            or fold_word(self.raw[following]) in ACTING_VERBS
        ):
            return hit
        start = hit.span.end - len(words)
        hits[start] = Hit(Span(start, hit.span.end), entries)
        return None

    def _long_noun(self, index: int, low: str) -> int:
        for parts in LONG_NOUNS[low]:
            stop = index + len(parts)
            if stop <= len(self.raw) and all(
                fold_word(self.raw[index + k]) == part for k, part in enumerate(parts) if k
            ):
                return len(parts)
        return 0

    def _add_hit(self, index: int, hit: Hit, hits: dict[int, Hit]) -> int:
        word = self.words[index]
        stop = index + 1
        while stop < len(self.words) and self.words[stop].start < hit.span.end:
            stop += 1
        end = max(hit.span.end, self.words[stop - 1].end)
        tail = self.text[hit.span.end : end]
        if hit.span.start > word.start and (hit.span.end == word.end or tail[:1] == "-") and word.start not in hits:
            if self.text[word.start : hit.span.start].islower():  # pro-Russian
                self._add(word.start, end, fold_word(self.text[word.start : end]), "m")
                return stop
        if tail[:1] in ("-", "‐", "‑"):
            return self._add_hyphened(index, hit, hits, stop, end)
        if (
            self.text[hit.span.end : hit.span.end + 1] == "-"
            and self.text[hit.span.end + 1 : hit.span.end + 2].islower()
        ):
            stop = min(stop + 2, len(self.words))  # U.S.-led
            self._add(
                hit.span.start,
                self.words[stop - 1].end,
                fold_word(self.text[hit.span.start : self.words[stop - 1].end]),
                "m",
            )
            return stop
        self._add(*hit.span, fold_word(hit.span.of(self.text)), self._tag_hit(hit), hit.entries)
        return stop

    def _add_hyphened(self, index: int, hit: Hit, hits: dict[int, Hit], stop: int, end: int) -> int:
        """A hit within a hyphened word: Armenia-Azerbaijan, Iranian-backed, Kyiv-based."""
        others = [hits[at] for at in range(hit.span.end, end) if at in hits]
        if not others:
            self._add(hit.span.start, end, fold_word(self.text[hit.span.start : end]), "m", hit.entries)
            return stop
        self._add(*hit.span, fold_word(hit.span.of(self.text)), self._tag_hit(hit), hit.entries)
        for other in others:
            self._add(other.span.start - 1, other.span.start, "-", "&")
            self._add(*other.span, fold_word(other.span.of(self.text)), self._tag_hit(other), other.entries)
        last = others[-1].span.end
        while stop < len(self.words) and self.words[stop].start < last:
            stop += 1
        return stop

    def _tag_hit(self, hit: Hit) -> str:
        kind = hit.entries[0].kind
        if kind == "adjective":
            return "a"
        if kind == "people":
            return "e"
        if kind == "state" and any(entry.kind == "adjective" for entry in hit.entries):
            return "b"
        return "l" if kind == "place" else "s"

    def _add_word(self, index: int, low: str) -> int:
        raw = self.raw[index]
        start, end = self.words[index]
        sign = _SIGNS.get(raw)
        if raw == "@" and index + 1 < len(self.raw) and self.words[index + 1].start == end:
            self._add(start, self.words[index + 1].end, fold_word(self.raw[index + 1]), "c")
            return index + 2
        if sign is not None:
            self._add(start, end, raw, sign)
            return index + 1
        if "-" in raw and self._add_couple(index):
            return index + 1
        tag = LOWER_TAGS.get(low, "")
        if low in QUANTITIES and index + 1 < len(self.raw) and self.raw[index + 1] == "of":
            self._add(start, self.words[index + 1].end, low + " of", "n")
            return index + 2
        if raw[0].isdigit():
            tag = "n"
        if raw[0].isupper():
            tag = self._tag_capital(index, raw, low, tag)
        elif not tag:
            tag = "q" if low in PARTICLES else "c" if _ARTICLED.match(raw) else "x"
            if low.startswith(("ex-", "pro-", "anti-")) or low.endswith(("-led", "-backed", "-based", "-old")):
                tag = "m"
        if (
            tag in "ikt"
            and index + 1 < len(self.raw)
            and self.raw[index + 1] == "."
            and self.words[index + 1].start == end
        ):
            self._add(start, end + 1, low, tag)
            return index + 2
        self._add(start, end, low, tag)
        return index + 1

    def _add_couple(self, index: int) -> bool:
        """Two names joined by a hyphen, each of which stands elsewhere in the report: "the Roe-Doe debate"."""
        first, _, second = self.raw[index].partition("-")
        if first not in self.middle or second not in self.middle:
            return False
        start, end = self.words[index]
        middle = start + len(first)
        self._add(start, middle, fold_word(first), "c")
        self._add(middle, middle + 1, "-", "&")
        self._add(middle + 1, end, fold_word(second), "c")
        return True

    def _tag_capital(self, index: int, raw: str, low: str, tag: str) -> str:
        if len(raw) == 1 and low not in ("a", "i"):
            return "i"
        if self._is_honorific(index, low):
            return "k"
        if low in NAME_ENDINGS and raw != "I" and self.tags and self.tags[-1] in "gct,":
            return "t"
        if index in self.shouted:
            return self._tag_shouted(index, raw, low, tag)
        if low in ORGANISATION_WORDS and self.tags and self.tags[-1] in "masbclhg" and self._is_capital_before(index):
            return "h"
        if tag in ("h", "m", "n") and low not in _NAME_TOO:
            return tag
        if low in _NAME_TOO and self.tags and self.tags[-1] not in "gci":
            return tag or "c"
        if low in PARTICLES and tag != "g" and low not in ("ben", "el-"):
            return "q"
        if low in _SURNAMES_TOO and self.tags and self.tags[-1] in "gc":
            return "c"
        if tag in ("d", "u", "p", "o", "r", "&") or low in NOT_NAMES:
            return tag or "x"
        return "g" if low in GIVEN_NAMES else "c"

    def _tag_shouted(self, index: int, raw: str, low: str, tag: str) -> str:
        """The tag of a word that has a capital for its place in the line."""
        if raw in self.middle and tag in ("", "v", "x") and low not in NOT_NAMES:
            return "g" if low in GIVEN_NAMES else "c"
        if not tag and not self._is_common(low) and self._follows_title():
            return "g" if low in GIVEN_NAMES else "c"
        if tag:
            return tag
        if low in GIVEN_NAMES:
            return "g"
        if low in PARTICLES:
            return "q"
        if low in NOT_NAMES or low in self.small or (low.endswith(("ing", "ly")) and raw not in self.middle):
            return "x"
        return "c" if raw in self.middle or self._has_name_beside(index) else "x"

    def _is_common(self, low: str) -> bool:
        return low in NOT_NAMES or low in VERBS or low in self.small or low.endswith(("ing", "ed"))

    def _follows_title(self) -> bool:
        """Is the unit before a given name, an initial, or the office of one person, as in "Spokesperson Jane Roe"?"""
        if not self.tags or self.tags[-1] not in "gcih":
            return False
        role = ROLE_NOUNS.get(self.done.units[-1].low) if self.tags[-1] == "h" else None
        return role is None or (role.number == "one" and role.weight >= 0.9)

    def _has_name_beside(self, index: int) -> bool:
        """Is a first word of a line followed by what follows names: a name, a verb of speech, a possessive ending?"""
        if index + 1 >= len(self.raw):
            return False
        following = self.raw[index + 1]
        if following in ("'s", "’s") or fold_word(following) in ACTING_VERBS:
            return True
        return index + 1 not in self.shouted and following[0].isupper() and fold_word(following) not in NOT_NAMES

    def _is_capital_before(self, index: int) -> bool:
        return index > 0 and self.raw[index - 1][0].isupper()

    def _is_honorific(self, index: int, low: str) -> bool:
        if low not in HONORIFICS or index + 1 >= len(self.raw):
            return False
        following = self.raw[index + 1]
        if following == "." and low in ABBREVIATED:
            return index + 2 < len(self.raw) and self.raw[index + 2][0].isupper()
        return following[0].isupper() and low not in ("vice", "rear", "judge", "don", "gov", "fr", "br")

    def _add(self, start: int, end: int, low: str, tag: str, entries: tuple[Entry, ...] = ()) -> None:
        self.done.units.append(Unit(start, end, low, entries, self._in_quotation(start)))
        self.tags.append(tag)

    def _in_quotation(self, offset: int) -> bool:
        while self.quoted and self.quoted[0].end <= offset:
            self.quoted.pop(0)
        return bool(self.quoted) and self.quoted[0].start <= offset

    def _close_sentence(self) -> None:
        at = self.done.units[-1].end
        self.done.units.append(Unit(at, at, "", (), False))
        self.tags.append("|")


def _quoted_starts(analysis: Analysis) -> list[Span]:
    return sorted(quoted.inside for quoted in analysis.quoted if quoted.depth == 1)


def _is_headline(words: Iterable[str]) -> bool:
    """Does nearly every longer word have a capital?"""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def sentences_of(units: Units) -> Iterator[tuple[int, int]]:
    """First and end of the units of each sentence."""
    first = 0
    for at, tag in enumerate(units.tags):
        if tag == "|":
            yield first, at
            first = at + 1
    if first < len(units.tags):
        yield first, len(units.tags)
