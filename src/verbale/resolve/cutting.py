"""Cuts a report into units and tags them. Time is linear in the report's length."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.resolve.capitals import Capitals, follows_title
from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.introducing import settle_introduced
from verbale.resolve.role_nouns import LONG_NOUNS, role_noun
from verbale.resolve.tables import Entry, Hit, load_names, load_people
from verbale.resolve.tags import SIGN_TAGS, WORD_TAGS, tag_unknown
from verbale.resolve.units import Units, fold_word
from verbale.resolve.word_classes import ACTING_VERBS, PARTICLES, QUANTITIES, WHERE
from verbale.spans import Span
from verbale.words import word_set

_STATES_AS_NAMES: Final = word_set("israel jordan chad georgia")
_OTHERS_BEFORE: Final = {
    "america": word_set("south north central latin"),
    "security council": word_set("national supreme"),
}
"""Phrases of the tables -> words before them with which they are the name of another."""
_MOST_HITS: Final = 1_000
"""Phrases of the tables that are held, then those that were passed go."""
_AHEAD: Final = 60
"""Words behind a sentence whose hits are known: no phrase of the tables has as many."""
_ONCE: Final = ("then-", "ex-")
_HYPHENS: Final = ("-", "‐", "‑")
_ACCOUNT: Final = re.compile(r"\w+$")
_ARTICLED: Final = re.compile(r"(?:al|el|ul|ash|an|ad|as|ar|at|az|wal)[-‐‑][A-Z]")
"""A family name with its article in lower case: el-Sisi, al-Assad."""
_ARTICLED_LOW: Final = re.compile(_ARTICLED.pattern.replace("[A-Z]", r"\w"))


def cut_units(analysis: Analysis) -> Units:
    """The units of a report with their tags."""
    return _Cutter(analysis).cut()


class _Cutter:
    def __init__(self, analysis: Analysis) -> None:
        self.text, self.raw = analysis.text, list(analysis.raw())
        self.starts, self.ends = analysis.words.starts, analysis.words.ends
        self.sentence_ends = [bisect_left(self.starts, sentence.end) for sentence in analysis.sentences]
        self.capitals = Capitals(self.raw, self.sentence_ends)
        self.hits: dict[int, Hit] = {}
        self.found_to = 0
        self.coming = load_names().find(self.text)
        # Of the sentence that is cut: its first word, all in lower case, and the tags of those that always have one.
        self.first = 0
        self.lows: tuple[str, ...] = ()
        self.plain: tuple[str, ...] = ()
        self.units = Units(self.text, sorted(quoted.inside for quoted in analysis.quoted if quoted.depth == 1))
        self.tags: list[str] = []

    def cut(self) -> Units:
        index = 0
        for end in self.sentence_ends:
            if index < end:
                index = self._cut_sentence(index, end)
        settle_introduced(self.units, self.tags)
        _settle_surnames(self.units, self.tags)
        _settle_names(self.units, self.tags)
        self.units.tags = "".join(self.tags)
        return self.units

    def _cut_sentence(self, index: int, end: int) -> int:
        """Add the units from word *index* to that before *end*, and the end of their sentence; the word after them."""
        self._find_hits(index, end)
        self.first = index
        self.lows, self.plain = zip(*map(_read_plain, self.raw[index:end]), strict=True)
        special = [at for at, tag in enumerate(self.plain, index) if not tag or self.starts[at] in self.hits]
        for at in special:
            if at >= index:
                self._add_plain(index, at)
                index = self._cut_one(at)
        self._add_plain(index, end)
        self._add(self.units.ends[-1], self.units.ends[-1], "|", low="")
        return max(index, end)

    def _find_hits(self, index: int, end: int) -> None:
        """Know the hits from word *index* on to behind that before *end*, and no longer those of many sentences ago."""
        if len(self.hits) > _MOST_HITS:
            self.hits = {start: hit for start, hit in self.hits.items() if start >= self.starts[index]}
        reach = self.ends[min(end + _AHEAD, len(self.ends)) - 1]
        if self.found_to < reach:
            for hit in self.coming:
                self.hits[hit.span.start] = hit
                if hit.span.start >= reach:
                    break
            self.found_to = reach

    def _add_plain(self, index: int, stop: int) -> None:
        """Add the words from *index* to that before *stop*, each of which is a unit with the tag that it always has."""
        self.units.starts.extend(self.starts[index:stop])
        self.units.ends.extend(self.ends[index:stop])
        self.units.lows.extend(self.lows[index - self.first : stop - self.first])
        self.tags.extend(self.plain[index - self.first : stop - self.first])

    def _cut_one(self, index: int) -> int:
        """Add the unit that begins with word *index*, which is no plain one; the number of the word after it."""
        hit = self._hit_in(index)
        if hit is not None:
            return self._add_hit(index, hit)
        low = fold_word(self.raw[index])
        if low.startswith(_ONCE):
            after = self._add_former(index, low)
            if after is not None:
                return after
        length = self._long_noun(index, low) if low in LONG_NOUNS else 0
        if length:
            noun = " ".join(self._list_low(index, index + length)).replace(" 's", "'s")
            self._add(self.starts[index], self.ends[index + length - 1], "h", low=noun)
            return index + length
        return self._add_word(index, low)

    def _add_former(self, index: int, low: str) -> int | None:
        """ "Then-President", "ex-foreign minister": the word before the hyphen is one of its own; None if no office."""
        once, _, noun = low.partition("-")
        length = self._long_noun(index, noun) if noun in LONG_NOUNS else 0
        tag = "h" if length else WORD_TAGS.get(noun, "")
        if not tag or tag not in "hm":
            return None
        start = self.starts[index]
        middle = start + len(once)
        self._add(start, middle, "m", low=once)
        parts = (noun, *self._list_low(index + 1, index + length))
        self._add(middle + 1, self.ends[index + max(length, 1) - 1], tag, low=" ".join(parts).replace(" 's", "'s"))
        return index + max(length, 1)

    def _long_noun(self, index: int, low: str) -> int:
        """How many words the longest noun has that begins with *low* at word *index*; 0 if none does."""
        for parts in LONG_NOUNS[low]:
            if self._list_low(index + 1, index + len(parts)) == parts[1:]:
                return len(parts)
        return 0

    def _list_low(self, index: int, stop: int) -> tuple[str, ...]:
        """The words from *index* to that before *stop*, of whatever sentence, in lower case."""
        return tuple(map(fold_word, self.raw[index:stop]))

    # -- phrases of the tables

    def _hit_in(self, index: int) -> Hit | None:
        start, end = self.starts[index], self.ends[index]
        hit = self.hits.get(start)
        if hit is not None and self._is_of_another(index, hit):
            return None
        if hit is not None and hit.entries[0].kind == "media" and self.raw[index] == "The":
            hit = self._without_article(index, hit)
        if hit is None and end - start > 4 and "-" in self.raw[index] and not self._is_family(index):
            return next((self.hits[at] for at in range(start + 1, end) if at in self.hits), None)
        return hit

    def _is_family(self, index: int) -> bool:
        """Is a name with its article in lower case a person's: "Ahmad al-Sabah", of no place called Sabah?"""
        return _ARTICLED.match(self.raw[index]) is not None and bool(self.tags) and self.tags[-1] in "gc"

    def _is_of_another(self, index: int, hit: Hit) -> bool:
        """Do the words belong to a longer name that no table has: "South America", a national security council?"""
        before = fold_word(self.raw[index - 1]) if index else ""
        return before in _OTHERS_BEFORE.get(hit.span.of(self.text).lower(), frozenset())

    def _without_article(self, index: int, hit: Hit) -> Hit | None:
        """ "The Australian" is a newspaper only where no noun follows."""
        words = hit.span.of(self.text).partition(" ")[2]
        entries = load_names().lookup(words)
        following = index + 1 + len(words.split())
        if not entries or following >= len(self.raw) or self.raw[following] in SIGN_TAGS:
            return hit
        if fold_word(self.raw[following]) in ACTING_VERBS:
            return hit
        start = hit.span.end - len(words)
        self.hits[start] = Hit(Span(start, hit.span.end), entries)
        return None

    def _add_hit(self, index: int, hit: Hit) -> int:
        start = self.starts[index]
        stop = self._word_at(index, hit.span.end)
        end = max(hit.span.end, self.ends[stop - 1])
        before = self.text[start : hit.span.start]
        if before.lower() in _ONCE:  # then-US President
            self._add(start, hit.span.start - 1, "m")
        elif before.islower():  # pro-Russian
            self._add(start, end, "m")
            return stop
        if self.text[hit.span.end : hit.span.end + 1] not in _HYPHENS:
            self._add(*hit.span, tag_hit(hit), hit.entries)
            return stop
        if end > hit.span.end:
            return self._add_hyphened(hit, stop, end)
        if self.text[end + 1 : end + 2].islower():  # U.S.-led
            stop = min(stop + 2, len(self.raw))
            self._add(hit.span.start, self.ends[stop - 1], "m")
            return stop
        self._add(*hit.span, tag_hit(hit), hit.entries)
        return stop

    def _word_at(self, index: int, offset: int) -> int:
        """The number of the first word from *index* on, exclusive, that begins at *offset* or later."""
        index += 1
        while index < len(self.raw) and self.starts[index] < offset:
            index += 1
        return index

    def _add_hyphened(self, hit: Hit, stop: int, end: int) -> int:
        """A hit within a hyphened word: Armenia-Azerbaijan, Iranian-backed, Kyiv-based."""
        others = [self.hits[at] for at in range(hit.span.end, end) if at in self.hits]
        if not others:
            is_home = self.text[hit.span.end + 1 : end].startswith(("based", "born", "flagged", "registered"))
            self._add(hit.span.start, end, "m", hit.entries if is_home else ())
            return stop
        self._add(*hit.span, tag_hit(hit), hit.entries)
        for other in others:
            self._add(other.span.start - 1, other.span.start, "&")
            self._add(*other.span, tag_hit(other), other.entries)
        return self._word_at(stop - 1, others[-1].span.end)

    # -- other words

    def _add_word(self, index: int, low: str) -> int:
        raw = self.raw[index]
        start, end = self.starts[index], self.ends[index]
        following = self.raw[index + 1] if index + 1 < len(self.raw) else ""
        is_joined = bool(following) and self.starts[index + 1] == end
        sign = SIGN_TAGS.get(raw)
        if sign is not None:
            self._add(start, end, sign)
        elif raw == "#" and is_joined and _is_name(following):
            return self._cut_one(index + 1)
        elif raw in "@#" and is_joined:
            return self._add_account(index)
        elif low in QUANTITIES and following == "of":
            self._add(start, self.ends[index + 1], "n")
            return index + 2
        elif not ("-" in raw and self._add_couple(index)):
            tag = self._tag_word(index, raw, low, following)
            takes_stop = tag in "ikt" and following == "." and is_joined
            self._add(start, end + takes_stop, tag, low=low)
            return index + 1 + takes_stop
        return index + 1

    def _add_account(self, index: int) -> int:
        """The name of an account or a tag: "@roe_says", "#Freedom"."""
        stop = index + 2
        while stop < len(self.raw) and self.starts[stop] == self.ends[stop - 1] and _ACCOUNT.match(self.raw[stop]):
            stop += 1
        self._add(self.starts[index], self.ends[stop - 1], "@")
        return stop

    def _tag_word(self, index: int, raw: str, low: str, following: str) -> str:
        tag = WORD_TAGS.get(low, "")
        if raw[0].isdigit():
            return "n"
        if low == "states" and following in ("that", "it", "its", "the", "there", "he", "she", "they"):
            return "v"
        if raw[0].isupper():
            before = self.tags[-1] if self.tags else "|"
            return self.capitals.tag(index, low, tag, before, self.units.lows[-1] if self.units.lows else "")
        if tag:
            return tag
        return "q" if low in PARTICLES else "c" if _ARTICLED.match(raw) else tag_unknown(low)

    def _add_couple(self, index: int) -> bool:
        """Two names joined by a hyphen, each of which stands elsewhere in the report: "the Roe-Doe debate"."""
        first, _, second = self.raw[index].partition("-")
        if first not in self.capitals.names or second not in self.capitals.names:
            return False
        start, end = self.starts[index], self.ends[index]
        middle = start + len(first)
        self._add(start, middle, "c")
        self._add(middle, middle + 1, "&")
        self._add(middle + 1, end, "c")
        return True

    def _add(self, start: int, end: int, tag: str, entries: tuple[Entry, ...] = (), low: str | None = None) -> None:
        units = self.units
        if entries:
            units.known[len(units)] = entries
        units.starts.append(start)
        units.ends.append(end)
        units.lows.append(fold_word(self.text[start:end]) if low is None else low)
        self.tags.append(tag)


@lru_cache(20_000)
def _read_plain(raw: str) -> tuple[str, str]:
    """A word in lower case and its tag, if that is the same wherever it stands; none if it is not, or begins a noun."""
    low = fold_word(raw)
    if raw in SIGN_TAGS:
        return low, SIGN_TAGS[raw]
    if not (raw.isalpha() and raw.islower()) or low in LONG_NOUNS or low in QUANTITIES or low == "states":
        return low, ""
    tag = WORD_TAGS.get(low) or ("q" if low in PARTICLES else tag_unknown(low))
    return low, "" if tag in "ikt" else tag


def _is_name(word: str) -> bool:
    """Is the word of a tag written as a name is: "#Norway", "#US", but not "#FreeAllPrisoners"?"""
    return word.istitle() or (word.isupper() and word.isalpha())


def tag_hit(hit: Hit) -> str:
    """The tag of a phrase of the tables, by what it most likely stands for."""
    kind = hit.entries[0].kind
    if kind == "state" and any(entry.kind == "adjective" for entry in hit.entries):
        return "b"
    return {"adjective": "a", "people": "e", "place": "l"}.get(kind, "s")


def _names_no_thing(units: Units, at: int) -> bool:
    """Is a noun for a thing written with a capital, as in a name?"""
    return units.is_capital(at) and role_noun(units.lows[at]).weight < _ACTING


_ACTING: Final = 0.5
"""Weight from which a noun is for somebody who acts."""


_NOUNS_AS_NAMES: Final = word_set("son king bishop page")
"""Nouns for people that are surnames where they stand with a capital after a name or a title."""


def _follows_name(tags: list[str], at: int) -> bool:
    """Does a name or a title stand right before unit *at*, and no other name after it?"""
    following = tags[at + 1] if at + 1 < len(tags) else "|"
    return at > 0 and tags[at - 1] in "cgh" and following not in "cg"


def _ends_full_name(tags: list[str], at: int) -> bool:
    """Do a given name and another stand right before unit *at*?"""
    return at > 1 and tags[at - 1] == "c" and tags[at - 2] in "gh"


_MAY_BE_SURNAME: Final = re.compile("[hs]")
_MAY_BE_NAME: Final = re.compile("[haels]")
_AFTER_GIVEN: Final = re.compile("(?<=[gi])[lc]")
"""Tags of units that may be retagged, and of those that are surnames or may be."""


def _settle_surnames(units: Units, tags: list[str]) -> None:
    """Retag nouns and groups that are surnames here: Mr. Bui Thanh Son, Erna Holm Wagner."""
    for found in _MAY_BE_SURNAME.finditer("".join(tags)):
        at, tag = found.start(), found.group()
        if tag == "h" and units.lows[at] in _NOUNS_AS_NAMES and _follows_name(tags, at):
            tags[at] = "c" if units.is_capital(at) else tag
        elif tag == "s" and _ends_full_name(tags, at) and " " not in units.lows[at]:
            tags[at] = "c" if units.known[at][0].kind == "group" else tag


def _is_accented(units: Units, at: int) -> bool:
    """Has a word an accent that the tables' word has not, as the given name Germán?"""
    return units.words(at, at + 1).lower() != units.lows[at]


def _settle_names(units: Units, tags: list[str]) -> None:
    """Retag places, states and the like that are somebody's name here: Lloyd Austin, Israel Katz, Vladimir Putin."""
    lows, joined = units.lows, "".join(tags)
    surnames = {lows[found.start()] for found in _AFTER_GIVEN.finditer(joined)}
    for at in (found.start() for found in _MAY_BE_NAME.finditer(joined)):
        if tags[at] == "h" and at and tags[at - 1] == "g" and _names_no_thing(units, at):
            tags[at] = "c"  # Jan Bridge
        if tags[at] not in "aels" or " " in lows[at]:
            continue
        before = tags[at - 1] if at else "|"
        after = tags[at + 1] if at + 1 < len(tags) else "|"
        if tags[at] in "ae":
            tags[at] = "g" if after == "c" and _is_accented(units, at) else "c" if before == "g" else tags[at]
        elif after == "c" and (lows[at] in GIVEN_NAMES or lows[at] in _STATES_AS_NAMES):
            tags[at] = "g"
        elif before == "g" and tags[at] == "s" and load_people().knows(f"{lows[at - 1]} {lows[at]}"):
            tags[at] = "c"  # Luís Montenegro
        elif tags[at] == "l" and ((before == "q" and tags[at - 2] in "gc") or _ARTICLED_LOW.match(units.low(at + 1))):
            tags[at] = "c"  # José Eduardo dos Santos, Sabah al-Sabah
        elif tags[at] == "l":
            is_titled = (before == "c" and at > 1 and (tags[at - 2] in "hk" or lows[at] in GIVEN_NAMES)) or (
                before == "h" and follows_title(before, lows[at - 1])
            )
            is_known = lows[at] in surnames and lows[at - 1] not in WHERE
            tags[at] = "c" if before in "gik" or is_titled or is_known else "l"
        elif before == "h" and after == "c" and units.known[at][0].kind not in ("state", "seat"):
            tags[at] = "c"
