"""Finds all phrases of a report that may stand for an actor, and joins persons with their titles."""

from __future__ import annotations

import re
from typing import Final

from verbale.resolve.name_phrases import begins_name, is_direction, place_end, read_name
from verbale.resolve.noun_phrases import COMPOUND, chunk_end, read_noun
from verbale.resolve.phrases import NOUN_PHRASE, PEOPLE, SHARED_HEAD, Phrase, Title
from verbale.resolve.role_nouns import role_noun
from verbale.resolve.units import Units
from verbale.resolve.word_classes import ABSTRACT, PLAIN_VERBS, PRONOUNS, VERBS, WHERE
from verbale.words import word_set

_TIES: Final = word_set("of from at")
_TAILS: Final = word_set("of for at in from with on")
_LONGEST_TAIL: Final = 14
"""Units within which an apposition that goes on with a preposition is closed."""
_SOME: Final = word_set("some many several most few")
"""Words that stand for people where a verb follows: "some say"."""
_BEGINNING: Final = re.compile(r"""[^xyv|.,o&'"(\-)r]""")
"""Tags of units with which a phrase may begin."""
_ACCOUNT: Final = 0.7
_BODY_KINDS: Final = frozenset(("body", "agency", "group"))


def find_phrases(units: Units) -> list[Phrase]:
    """All phrases of a report, in the order of its text, none within another's core. Time is linear in its length."""
    return _Finder(units).find()


class _Finder:
    def __init__(self, units: Units) -> None:
        self.units, self.tags = units, units.tags
        self.limit = len(units.tags)
        self.found: list[Phrase] = []

    def find(self) -> list[Phrase]:
        at = 0
        while (beginning := _BEGINNING.search(self.tags, at)) is not None:
            at = self._take(beginning.start())
        return self.found

    def _take(self, at: int) -> int:
        """Take the phrase that begins at unit *at*, if any; the unit to go on with."""
        tag = self.tags[at]
        noun = NOUN_PHRASE.match(self.tags, at, self.limit)
        place = place_end(self.units, at + (tag == "d")) if tag in "dmc" else None
        if place is not None:
            return self._take_place(at + (tag == "d"), place)
        if noun is not None and not self._is_conjunction(at):
            return self._take_noun(at, noun.end())
        if tag in "gcqik" or is_direction(self.units, at):
            return self._take_name(at)
        if tag in "ab" and self._shares_noun(at):
            return self._take_shared(at)
        if tag in "sb":
            return self._take_known(at)
        people = PEOPLE.match(self.tags, at) if tag in "dpnmwabe" else None
        return self._take_people(at, people.end()) if people else self._take_single(at, tag)

    def _is_conjunction(self, at: int) -> bool:
        """Is this "that" before another article: "said that the ministers"?"""
        return self.tags[at] == "d" and self.units.tag(at + 1) in "dp" and self.units.low(at) not in ("all", "both")

    def _add(self, phrase: Phrase, after: int) -> int:
        self.found.append(phrase)
        return max(after, phrase.end)

    # -- noun phrases

    def _take_noun(self, at: int, end: int) -> int:
        if self._ends_with_verb(at, end):
            return self._add(read_noun(self.units, at, end - 1), end)
        phrase = read_noun(self.units, at, end)
        assert phrase.role is not None
        owned = self.tags.rfind("'", at, end)
        if owned > 0 and (phrase.weight <= COMPOUND or (owned == end - 2 and self.units.lows[end - 1] in ABSTRACT)):
            return self._take_owner(at, owned, end)
        if phrase.weight <= COMPOUND:
            self._take_adjectives(phrase)
        after = phrase.wide_end
        if self.tags[at] == "p" and self.units.low(at) in PRONOUNS and PRONOUNS[self.units.low(at)] in "mf":
            self.found.append(Phrase("pronoun", at, at + 1, at, at + 1))
        if begins_name(self.units, after) and phrase.role.number != "many" and phrase.role.kind != "state":
            return self._take_titled(phrase, after)
        return self._add(phrase, after)

    def _ends_with_verb(self, at: int, end: int) -> bool:
        """Is the last noun the verb of several before it: "Coalition authorities report that"?"""
        if end - at < 2 or self.units.lows[end - 1] not in PLAIN_VERBS or self.tags[end - 2] != "h":
            return False
        is_many = role_noun(self.units.lows[end - 2]).number == "many"
        return is_many and (self.units.low(end) == "that" or self.units.tag(end) in "dpn")

    def _take_owner(self, at: int, owned: int, end: int) -> int:
        """ "President Roe's leadership" is no actor, President Roe is: take what comes before the possessive."""
        kept, self.limit = self.limit, owned
        while at < owned:
            at = self._take(at)
        self.limit = kept
        return max(at, end)

    def _take_adjectives(self, phrase: Phrase) -> None:
        """A thing does not act: the states before it stand for themselves ("Israeli base", "the U.N. report")."""
        for at in range(phrase.first, phrase.head):
            if self.tags[at] in "ab":
                self.found.append(Phrase("adjective", at, at + 1, at, at + 1, entries=self.units.entries(at)))
            elif self.tags[at] == "s":
                self._take_known(at)

    def _shares_noun(self, at: int) -> bool:
        """Is this an adjective of a list that shares its noun: "Russian and Ukrainian officials"?"""
        more = SHARED_HEAD.match(self.tags, at)
        return more is not None and NOUN_PHRASE.match(self.tags, more.end()) is not None

    def _take_shared(self, at: int) -> int:
        more = SHARED_HEAD.match(self.tags, at)
        noun = NOUN_PHRASE.match(self.tags, more.end()) if more else None
        assert noun is not None
        head = noun.end() - 1
        role = role_noun(self.units.lows[head])
        if role.weight < 0.5:  # "the Turkish-Libyan border" is nobody
            return self._take_single(at, "a")
        phrase = Phrase("noun", at, at + 1, at, at + 1, role=role, head=head, entries=self.units.entries(at))
        phrase.weight, phrase.shared = role.weight, head
        return self._add(phrase, at + 1)

    # -- names

    def _take_name(self, at: int) -> int:
        named = read_name(self.units, at)
        return at + 1 if named is None else self._finish_name(named)

    def _take_place(self, first: int, end: int) -> int:
        return self._add(Phrase("name", first, end, first, end, is_person=False, is_place=True), end)

    def _take_titled(self, phrase: Phrase, at: int) -> int:
        """A noun phrase right before a name: its title, if it is a person's; what it is, if it is another's."""
        named = read_name(self.units, at)
        role = phrase.role
        if named is None or role is None:
            return self._add(phrase, at)
        named.wide_first = phrase.wide_first
        named.entries = phrase.entries
        named.gender = named.gender or role.gender
        if role.weight < 0.5:
            named.is_place = True
        else:
            _take_role(named, phrase)
        return self._finish_name(named)

    def _finish_name(self, named: Phrase) -> int:
        self._take_apposition_before(named)
        return self._take_tie(named) or self._take_apposition_after(named)

    def _take_tie(self, named: Phrase) -> int | None:
        """ "Jane Roe of the U.N. refugee agency": what a name is tied to says for whom somebody acts."""
        low = self.units.low(named.end)
        if named.entries or named.is_person is not True or low not in _TIES:
            return None
        end = chunk_end(self.units, named.end + 1)
        entries = self.units.likeliest(named.end + 1, end) if end else ()
        if not end or not entries or (low != "of" and entries[0].kind not in _BODY_KINDS):
            return None
        named.entries, named.is_tied, named.wide_end = entries, True, end
        return self._add(named, end)

    def _take_apposition_before(self, named: Phrase) -> None:
        """ "The defence minister, Jane Roe, said": the noun phrase before the comma is her title."""
        before = self._before_comma(named) if named.title is None or not named.entries else None
        if before is None or before.kind != "noun" or before.role is None or before.role.number != "one":
            return
        is_closed = self.units.tag(named.end) in ",.|)-"
        if is_closed and (before.article != "a" or before.role.weight >= 0.7) and named.is_person is not False:
            del self.found[-1 if self.found[-1] is before else -2]
            named.wide_first = before.wide_first
            _take_role(named, before)
            named.entries = named.entries or before.entries

    def _before_comma(self, named: Phrase) -> Phrase | None:
        """The phrase that a comma parts from a name, or the one before the place there: "envoy in Oslo, Jane Roe"."""
        if not self.found or self.units.tag(named.wide_first - 1) != ",":
            return None
        last = self.found[-1]
        if last.wide_end != named.wide_first - 1:
            return None
        is_place = last.kind == "known" and self.units.low(last.wide_first - 1) == "in" and len(self.found) > 1
        noun = self.found[-2] if is_place else last
        return noun if noun is last or noun.wide_end == last.wide_first - 1 else None

    def _take_apposition_after(self, named: Phrase) -> int:
        """ "Jane Roe, Iran's foreign minister,": the noun phrase after the comma is her title."""
        at = named.end
        if named.is_person is not False and self.units.low(at) in ("is", "was") and self.units.tag(at + 1) == "d":
            return self._take_predicate(named, at + 1)
        if self.units.tag(at) != "," or named.is_place:
            return self._add(named, at)
        at += 3 if self.units.tag(at + 1) == "n" and self.units.tag(at + 2) == "," else 1
        noun = NOUN_PHRASE.match(self.tags, at)
        phrase = read_noun(self.units, at, noun.end()) if noun else None
        if phrase is None or not self._is_apposition(named, phrase):
            return self._add(named, named.end)
        _take_role(named, phrase)
        named.entries = named.entries or phrase.entries
        named.wide_end = phrase.wide_end
        return self._add(named, phrase.wide_end)

    def _after_name(self, at: int) -> int:
        """The unit after the name of a body that a title ends with: "head of the media wing Sentinel Relations,"."""
        named = read_name(self.units, at) if begins_name(self.units, at) else None
        return named.end if named is not None and named.is_person is False else at

    def _take_predicate(self, named: Phrase, at: int) -> int:
        """ "Jane Roe is the Iranian envoy.": what somebody is said to be is their title."""
        noun = NOUN_PHRASE.match(self.tags, at, self.limit)
        phrase = read_noun(self.units, at, noun.end()) if noun else None
        if phrase is None or phrase.role is None or phrase.role.number != "one" or phrase.weight <= COMPOUND:
            return self._add(named, named.end)
        _take_role(named, phrase)
        named.entries = named.entries or phrase.entries
        return self._add(named, phrase.wide_end)

    def _is_apposition(self, named: Phrase, phrase: Phrase) -> bool:
        """Does the noun phrase after a name and a comma say who that is, and not who comes next in a list?"""
        role = phrase.role
        if role is None or role.kind == "state" or role.weight < 0.5 or role.number == "many":
            return False
        is_closed = self.units.tag(self._after_name(phrase.wide_end)) in ",.)-|(" or self._has_tail(phrase)
        if named.is_person is None and self.units.low_before(named.first) in WHERE:
            return False
        return is_closed and (role.number == "one" or not named.is_person)

    def _has_tail(self, phrase: Phrase) -> bool:
        """Does somebody's noun go on to a comma without a verb: "curator and director of exhibits at the museum,"?"""
        at = phrase.wide_end
        is_more = self.units.tag(at) == "&" and self.units.tag(at + 1) in "hmy"
        is_one = phrase.role is not None and phrase.role.number == "one"
        if not is_one or not (is_more or self.units.low(at) in _TAILS):
            return False
        for end in range(at, min(at + _LONGEST_TAIL, len(self.tags))):
            if self.tags[end] in ",)|":
                return self.tags[end - 1] not in "r&"
            if self.tags[end] in "vu.(-" or self.units.low(end) in VERBS:
                return False
        return False

    # -- phrases of the tables, peoples, adjectives, pronouns

    def _take_known(self, at: int) -> int:
        wide_first = at - 1 if self.units.low(at - 1) == "the" else at
        return self._add(Phrase("known", at, at + 1, wide_first, at + 1, entries=self.units.entries(at)), at + 1)

    def _take_people(self, at: int, end: int) -> int:
        first = at
        while first < end - 1 and self.tags[first] in "dpn":
            first += 1
        return self._add(Phrase("people", first, end, at, end, entries=self.units.entries(end - 1)), end)

    def _take_single(self, at: int, tag: str) -> int:
        if tag not in "upal@d":
            return at + 1
        phrase = Phrase("pronoun", at, at + 1, at, at + 1, entries=self.units.entries(at))
        if tag == "a":
            phrase.kind = "adjective"
        elif tag == "l":
            phrase.kind, phrase.is_place = "known", True
        elif tag == "@":
            phrase.kind, phrase.is_person, phrase.weight = "name", True, _ACCOUNT
        elif tag == "d" and self.units.lows[at] in _SOME and self.units.tag(at + 1) == "v":
            phrase.kind, phrase.role, phrase.head, phrase.article = "noun", role_noun("people"), at, "a"
        elif tag == "d":
            return at + 1
        return self._add(phrase, at + 1)


def _take_role(named: Phrase, phrase: Phrase) -> None:
    """Give a name the noun phrase beside it: a person's title, or what kind of body it is."""
    role = phrase.role
    assert role is not None
    if role.number != "one":
        named.role, named.is_person = role, False
        named.sector = named.sector or next(iter(role.sector), None)
        return
    if named.title is None:
        named.title = Title(phrase.first, phrase.end, phrase.head, role, phrase.entries, phrase.owner, phrase.is_former)
    named.is_person = True
    named.gender = named.gender or role.gender
