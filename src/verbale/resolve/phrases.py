"""Finds the phrases that may stand for an actor: names, noun phrases with a role noun, peoples, adjectives, pronouns.

A phrase knows its units, its head, its title and what the tables say; it does not know yet who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from verbale.resolve.given_names import Gender
from verbale.resolve.role_nouns import RoleNoun, role_noun
from verbale.resolve.tables import Entry
from verbale.resolve.units import Units
from verbale.resolve.word_classes import (
    HONORIFICS,
    NAME_ENDINGS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    SPEECH_VERBS,
    TIME_WORDS,
    VERBS,
)
from verbale.resolve.word_lists import words_of

PhraseKind = Literal["name", "known", "noun", "people", "adjective", "pronoun"]
Article = Literal["the", "a", "own", "number", "none"]


class Title(Struct):
    """An office as the text has it: units *first* to *end*, its role noun, the states and owner that it names."""

    first: int
    end: int
    role: RoleNoun
    entries: tuple[Entry, ...]
    owner: tuple[int, int] | None
    is_former: bool
    head: int


class Phrase(Struct):
    """Units *first* to *end* that may stand for an actor, *wide_first* to *wide_end* with all that goes with them.

    `kind`: name (words with capitals that no table has), known (a phrase of the tables), noun (with a role noun),
    people ("Russians"), adjective, pronoun. `entries`: for known phrases what they may be, for nouns the states
    and bodies that their modifiers name. `owner`: units of a name or pronoun that possesses a noun.
    """

    kind: PhraseKind
    first: int
    end: int
    wide_first: int
    wide_end: int
    role: RoleNoun | None = None
    entries: tuple[Entry, ...] = ()
    owner: tuple[int, int] | None = None
    title: Title | None = None
    article: Article = "none"
    gender: Gender | None = None
    sector: str | None = None
    is_person: bool | None = None
    is_place: bool = False
    is_former: bool = False
    has_honorific: bool = False
    weight: float = 1.0
    head: int = -1
    more_end: int = -1


_MODIFIER = "[nmabselh]'?"
_NAMED = "[kgciqt]"
NOUN_PHRASE: Final = re.compile(
    rf"[dp]{{0,2}}(?:n+[dp])?(?:[ab],?&?(?=[ab])|m,?&?(?=[mh])|{_MODIFIER}|{_NAMED}+'?(?=[nmab]{{0,3}}[hs]))*h"
)
PEOPLE: Final = re.compile(r"[dp]?(?:n+d)?[nm]*[ab]?e")
NAME: Final = re.compile(r"q{0,2}(?:[gc]|i(?=[icgq]))(?:q{0,3}[gc]|i(?=[icgq])|,?t)*")
CHUNK: Final = re.compile(r"[dp]?(?:(?:[nmabselh]|[gcq]+(?=[mh])|&(?=m))'?)+")
MORE_STATES: Final = re.compile(r"(?:,[dm]?[sb])*,?&[dm]?[sb](?![nmaelh'])")

# Prepositions that go with what a role noun is for: "envoy to", "spokesman for", "court in".
_AFTER_PERSON: Final = words_of("of for to at from with")
_AFTER_BODY: Final = words_of("of for in to")
_FOR_PERSON: Final = words_of(
    "spokesman spokeswoman spokesperson spokeman minister secretary commissioner envoy coordinator representative chief head director candidate "
    "adviser advisor negotiator official analyst expert senator mp lawyer attorney ambassador commander correspondent"
)
_DIRECTIONS: Final = words_of("north south east west northern southern eastern western central latin new upper lower")
_ABSTRACT: Final = words_of("leadership power authority command mission intelligence")
_TIES: Final = words_of("of from at")
_FORMER: Final = words_of("former ex late ousted deposed then ex-president")
_NOT_HEADS: Final = words_of("like")
_LINKS: Final = words_of("who that which and or , . ) also then now to not never all both each too")


def find_phrases(units: Units) -> list[Phrase]:
    """All phrases of a report, in the order of its text, none within another's core."""
    return _Finder(units).find()


class _Finder:
    def __init__(self, units: Units) -> None:
        self.units = units
        self.tags = units.tags
        self.found: list[Phrase] = []

    def find(self) -> list[Phrase]:
        at = 0
        size = len(self.tags)
        while at < size:
            at = self._take(at)
        return self.found

    def _take(self, at: int) -> int:
        """Take the phrase that begins at unit *at*, if any; the unit to go on with."""
        tag = self.tags[at]
        if tag in "xv|.,o&'\"(-)":
            return at + 1
        noun = NOUN_PHRASE.match(self.tags, at)
        if noun is not None and not self._is_conjunction(at):
            return self._take_noun(at, noun.end())
        if tag in "gcqik" or self._is_direction(at):
            return self._take_name(at)
        if tag in "sb":
            return self._take_known(at)
        if tag in "dpnmabe":
            people = PEOPLE.match(self.tags, at)
            if people is not None:
                return self._take_people(at, people.end())
        return self._take_single(at, tag)

    def _is_conjunction(self, at: int) -> bool:
        """Is this "that" before another article: "said that the ministers"?"""
        return self.tags[at] == "d" and self.units.tag(at + 1) in "dp" and self.units.low(at) not in ("all", "both")

    # -- noun phrases

    def _take_noun(self, at: int, end: int) -> int:
        head = end - 1
        role = role_noun(self.units[head].low)
        if self.units[head].low in _ABSTRACT and self.units.tag(head - 1) == "'" and end - at > 2:
            return self._take_owner(at, head)
        phrase = Phrase("noun", self._skip_article(at, head), end, at, end, role=role, gender=role.gender, head=head)
        phrase.article = self._article(at)
        phrase.entries = self._states_within(phrase.first, head)
        phrase.owner = self._owner_within(at, head)
        phrase.is_former = any(self.units.low(i) in _FORMER for i in range(at, head))
        phrase.weight = role.weight * self._standing(at, head)
        if role.weight < 0.5:
            self._take_adjectives(phrase)
        after = self._extend(phrase, role)
        if self._begins_name(after) and self._may_title(phrase):
            return self._take_titled(phrase, after)
        return self._add(phrase, after)

    def _take_owner(self, at: int, head: int) -> int:
        """ "President Roe's leadership" is no actor; President Roe is: take what comes before the noun for itself."""
        self.tags, kept = self.tags[:head] + "x" + self.tags[head + 1 :], self.tags
        while at < head:
            at = self._take(at)
        self.tags = kept
        return max(at, head + 1)

    def _take_adjectives(self, phrase: Phrase) -> None:
        """A thing does not act: the states before it stand for themselves ("Israeli base", "the U.N. report")."""
        for at in range(phrase.first, phrase.end - 1):
            if self.tags[at] in "ab":
                self.found.append(Phrase("adjective", at, at + 1, at, at + 1, entries=self.units[at].entries))
            elif self.tags[at] == "s":
                self._take_known(at)

    def _skip_article(self, at: int, head: int) -> int:
        first = at
        while first < head and self.tags[first] in "dpn":
            first += 1
        return first

    def _article(self, at: int) -> Article:
        tag, low = self.tags[at], self.units[at].low
        if tag == "d":
            return "the" if low in ("the", "this", "that", "these", "those", "both", "all") else "a"
        if tag == "p":
            return "own"
        return "number" if tag == "n" else "none"

    def _states_within(self, first: int, end: int) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for at in range(first, end):
            if self.tags[at] in "abse":
                found.append(self.units[at].entries[0])
            elif self.tags[at] == "l" or self.units[at].entries:
                found.extend(self.units[at].entries[:1])
        return tuple(found)

    def _owner_within(self, at: int, head: int) -> tuple[int, int] | None:
        if self.tags[at] == "p":
            return at, at + 1
        for first in range(at, head):
            if self.tags[first] in "gci":
                name = NAME.match(self.tags, first, head)
                if name:
                    return first, name.end()
        return None

    def _standing(self, at: int, head: int) -> float:
        """How surely the noun stands for somebody: less where it only describes the next noun ("border dispute")."""
        following = head + 1
        tag, low = self.units.tag(following), self.units.low(following)
        if tag not in "x" or low in VERBS or low in _LINKS or low.endswith(("ed", "ly")) or low in ("there", "here"):
            return 1.0
        if self.units[following].start - self.units[head].end > 2:
            return 1.0
        return 0.9 if low in TIME_WORDS else 0.3

    def _extend(self, phrase: Phrase, role: RoleNoun) -> int:
        """Take in "of Ukraine", "in Tunis", "for foreign affairs"; the unit after all that belongs to the phrase."""
        at = phrase.end
        allowed = _AFTER_PERSON if role.number == "one" or role.is_office else _AFTER_BODY
        if role.number == "many" and not role.is_office:
            allowed = frozenset(("of", "from"))
        for _ in range(3 if role.weight >= 0.5 else 1):
            if self.units.low(at) not in allowed:
                break
            end = self._chunk_end(at + 1)
            if end is None or not self._fits(role, at, end):
                break
            if role.number == "body" and self._begins_name(end) and self.tags[end - 1] == "h":
                name = NAME.match(self.tags, self._skip_honorifics(end))
                phrase.owner = (
                    (name.start(), name.end()) if name else None
                )  # "the government of Prime Minister Jane Roe"
                break
            self._take_in(phrase, at, end)
            at = end
            if role.number == "many":
                self._note_more_states(phrase, at)
        return at

    def _chunk_end(self, at: int) -> int | None:
        chunk = CHUNK.match(self.tags, at)
        if chunk and chunk.end() > at + (self.units.tag(at) in "dp"):
            return chunk.end()
        name = NAME.match(self.tags, at + (self.units.tag(at) == "d"))
        if name is None:
            return None
        given = self.tags.find("g", name.start() + 1, name.end())
        return given if given > 0 else name.end()

    def _fits(self, role: RoleNoun, at: int, end: int) -> bool:
        low = self.units.low(at)
        if role.weight < 0.5 and not set(self.tags[at + 1 : end]) <= set("dlcq"):
            return False
        has_entry = any(self.units[i].entries for i in range(at + 1, end))
        has_role = "h" in self.tags[at + 1 : end]
        if low == "of":
            return has_entry or has_role or self._is_capital(end - 1)
        if low == "in":
            return has_entry and role.sector[:1] in (("JUD",), ("LEG",), ("GOV",)) and role.number == "body"
        if low == "for" and role.lemma.split()[-1] not in _FOR_PERSON:
            return False
        return has_entry or (has_role and low in ("at", "to")) or (low in ("for", "at") and self._is_capital(end - 1))

    def _is_capital(self, at: int) -> bool:
        return self.units.text[self.units[at].start].isupper()

    def _take_in(self, phrase: Phrase, at: int, end: int) -> None:
        entries = self._states_within(at + 1, end)
        if not phrase.entries or phrase.entries[0].kind == "place":
            phrase.entries = entries + phrase.entries
        else:
            phrase.entries += entries
        if phrase.owner is None and self.units.low(at) == "of" and NAME.fullmatch(self.tags, at + 1, end):
            phrase.owner = at + 1, end
        phrase.end = phrase.wide_end = end

    def _note_more_states(self, phrase: Phrase, at: int) -> None:
        """ "The foreign ministers of Armenia and Azerbaijan": what is said of the first state holds for those after it."""
        more = MORE_STATES.match(self.tags, at)
        if more is not None:
            phrase.more_end = more.end()

    def _may_title(self, phrase: Phrase) -> bool:
        role = phrase.role
        return role is not None and role.number in ("one", "body") and role.kind != "state"

    # -- names

    def _begins_name(self, at: int) -> bool:
        return self.units.tag(at) in "kgciq" and NAME.match(self.tags, self._skip_honorifics(at)) is not None

    def _is_direction(self, at: int) -> bool:
        """Is this the first word of a name such as "South Caucasus"?"""
        return (
            self.tags[at] == "m"
            and self.units.low(at) in _DIRECTIONS
            and self._is_capital(at)
            and self.units.tag(at + 1) in "gc"
        )

    def _skip_honorifics(self, at: int) -> int:
        while self.units.tag(at) == "k":
            at += 1
        return at

    def _take_titled(self, phrase: Phrase, at: int) -> int:
        """A noun phrase right before a name: its title, if it is a person's; what it is, if it is a body's."""
        role = phrase.role
        assert role is not None
        named = self._read_name(at)
        if named is None:
            return self._add(phrase, at)
        named.wide_first = phrase.wide_first
        if role.number == "one":
            named.title = self._as_title(phrase)
            named.is_person = True
        elif role.weight < 0.5:
            named.is_place = True
        else:
            named.role, named.sector, named.is_person = role, next(iter(role.sector), None), False
        named.entries = named.entries or phrase.entries
        named.gender = named.gender or role.gender
        return self._finish_name(named)

    def _as_title(self, phrase: Phrase) -> Title:
        assert phrase.role is not None
        return Title(phrase.first, phrase.end, phrase.role, phrase.entries, phrase.owner, phrase.is_former, phrase.head)

    def _take_name(self, at: int) -> int:
        named = self._read_name(at)
        if named is None:
            return at + 1
        return self._finish_name(named)

    def _read_name(self, at: int) -> Phrase | None:
        """The name that begins at *at*, with its honorific in its wide stretch only."""
        start = self._skip_honorifics(at)
        name = NAME.match(self.tags, start + self._is_direction(start))
        if name is None:
            return None
        end = self._beyond(name.end())
        named = Phrase("name", start, end, at, end)
        if start > at:
            named.has_honorific, named.is_person = True, True
            named.gender = self._honorific_gender(at, start)
        if end > name.end() or named.is_person is None:
            self._tell_kind(named)
        return named

    def _honorific_gender(self, at: int, end: int) -> Gender | None:
        genders = {HONORIFICS.get(self.units.low(i)) for i in range(at, end)} - {None}
        return "f" if genders == {"f"} else "m" if genders == {"m"} else None

    def _beyond(self, end: int) -> int:
        """The end of a name with the capital words that follow it and make it a body or place."""
        at = end
        while self.units.tag(at) in "mhxs" and self.tags[at] != "|" and self._is_capital(at):
            low = self.units.low(at)
            if not (
                low in ORGANISATION_WORDS or low in PLACE_WORDS or (self.tags[at] in "mh" and low not in NAME_ENDINGS)
            ):
                break
            at += 1
        return at

    def _tell_kind(self, named: Phrase) -> None:
        lows = [self.units.low(i) for i in range(named.first, named.end)]
        sector = next((ORGANISATION_WORDS[low] for low in reversed(lows) if low in ORGANISATION_WORDS), None)
        if sector is not None and not (
            named.end - named.first == 2 and self.tags[named.first] == "g" and sector == "MED"
        ):
            named.is_person, named.sector = False, sector
        elif lows[-1] in PLACE_WORDS and len(lows) > 1:
            named.is_person, named.is_place = False, True
        elif self._is_acronym(named):
            named.is_person = False
        elif self.tags[named.first] == "g" and named.end - named.first > 1:
            named.is_person = True

    def _is_acronym(self, named: Phrase) -> bool:
        words = self.units.words(named.first, named.end)
        return len(words) > 1 and words.isupper() and " " not in words

    def _finish_name(self, named: Phrase) -> int:
        self._take_apposition_before(named)
        after = self._take_tie(named)
        return after or self._take_apposition_after(named)

    def _take_tie(self, named: Phrase) -> int | None:
        """ "Jane Roe of the U.N. refugee agency": what a name is tied to says for whom somebody acts."""
        low = self.units.low(named.end)
        if named.entries or named.is_person is not True or low not in _TIES:
            return None
        end = self._chunk_end(named.end + 1)
        entries = self._states_within(named.end + 1, end) if end else ()
        if not end or not entries or (low != "of" and entries[0].kind not in ("body", "agency", "group")):
            return None
        named.entries, named.wide_end = entries, end
        return self._add(named, end)

    def _take_apposition_before(self, named: Phrase) -> None:
        """ "The defence minister, Jane Roe, said": the noun phrase before the comma is her title."""
        if named.title is not None or not self.found:
            return
        before = self.found[-1]
        if (
            before.kind != "noun"
            or before.role is None
            or before.role.number != "one"
            or before.wide_end != named.wide_first - 1
        ):
            return
        if self.units.tag(named.wide_first - 1) != "," or self.units.tag(named.end) not in ',."-|)v':
            return
        if before.article == "a" and before.role.weight < 0.7:
            return
        self.found.pop()
        named.title, named.wide_first, named.is_person = self._as_title(before), before.wide_first, True
        named.entries = named.entries or before.entries
        named.gender = named.gender or before.gender

    def _take_apposition_after(self, named: Phrase) -> int:
        """ "Jane Roe, Iran's foreign minister,": the noun phrase after the comma is her title."""
        at = named.end
        if self.units.tag(at) != "," or named.is_place:
            return self._add(named, at)
        at += 1
        if self.units.tag(at) == "n" and self.units.tag(at + 1) == ",":
            at += 2
        noun = NOUN_PHRASE.match(self.tags, at)
        if noun is None:
            return self._add(named, named.end)
        return self._try_apposition(named, at, noun.end())

    def _try_apposition(self, named: Phrase, at: int, end: int) -> int:
        role = role_noun(self.units[end - 1].low)
        if role.kind == "state" or role.weight < 0.5:
            return self._add(named, named.end)
        keep, self.found = self.found, []
        after = self._take_noun(at, end)
        (phrase,), self.found = self.found[:1], keep
        fits = phrase.kind == "noun" and self.units.tag(after) in ',.")-|v(' and phrase.wide_first == at
        if not fits or (role.number != "one" and named.is_person) or role.number == "many":
            return self._add(named, named.end)
        if role.number == "one":
            named.title = named.title or self._as_title(phrase)
            named.is_person = True
            named.gender = named.gender or role.gender
        else:
            named.role, named.is_person = role, False
            named.sector = named.sector or next(iter(role.sector), None)
        named.entries = named.entries or phrase.entries
        named.wide_end = after
        self._add(named, after)
        return after

    # -- phrases of the tables, peoples, adjectives, pronouns

    def _take_known(self, at: int) -> int:
        phrase = Phrase("known", at, at + 1, at, at + 1, entries=self.units[at].entries)
        if self.units.low(at - 1) == "the":
            phrase.wide_first = at - 1
        return self._add(phrase, at + 1)

    def _take_people(self, at: int, end: int) -> int:
        first = self._skip_article(at, end - 1)
        phrase = Phrase("people", first, end, at, end, entries=self.units[end - 1].entries, article=self._article(at))
        return self._add(phrase, end)

    def _take_single(self, at: int, tag: str) -> int:
        if tag in "up":
            return self._add(Phrase("pronoun", at, at + 1, at, at + 1), at + 1)
        if tag == "a":
            return self._add(Phrase("adjective", at, at + 1, at, at + 1, entries=self.units[at].entries), at + 1)
        if tag == "l":
            return self._add(
                Phrase("known", at, at + 1, at, at + 1, entries=self.units[at].entries, is_place=True), at + 1
            )
        return at + 1

    def _add(self, phrase: Phrase, after: int) -> int:
        self.found.append(phrase)
        return max(after, phrase.end)


def iter_names(phrases: list[Phrase]) -> Iterator[Phrase]:
    """The phrases that are names no table of phrases has."""
    return (phrase for phrase in phrases if phrase.kind == "name")


def is_speech(units: Units, phrase: Phrase) -> bool:
    """Does a verb of speech stand right before or after the phrase?"""
    return units.low(phrase.wide_end) in SPEECH_VERBS or units.low(phrase.wide_first - 1) in SPEECH_VERBS
