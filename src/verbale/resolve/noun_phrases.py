"""Reads noun phrases around a role noun: "the Iranian foreign minister", "a court in Tunis", "head of mission"."""

from __future__ import annotations

from typing import Final

from verbale.resolve.name_phrases import begins_name, skip_honorifics
from verbale.resolve.phrases import CHUNK, MORE_STATES, NAME, Article, Phrase
from verbale.resolve.role_nouns import RoleNoun, role_noun
from verbale.resolve.units import Units
from verbale.resolve.word_classes import (
    ADJECTIVES_TOO,
    OFFICIAL_THINGS,
    PLAIN_VERBS,
    SENT_FOR,
    TIME_WORDS,
    VERBS,
)
from verbale.words import word_set

# Prepositions that go with what a role noun is for: "envoy to", "spokesman for", "court in".
_AFTER_PERSON: Final = word_set("of for to at from with")
_AFTER_BODY: Final = word_set("of for in to")
_AFTER_MANY: Final = word_set("of from")
_WITH_PLACE: Final = frozenset((("JUD",), ("LEG",), ("GOV",)))
"""Sectors of bodies that are told by where they are: "a court in Tunis"."""
_FORMER: Final = word_set("former ex late ousted deposed then ex-president")
_LINKS: Final = word_set("who that which and or , . ) also then now to not never all both each too there here")
_DEFINITE: Final = word_set("the this that these those both all")
_MOST_LINKS: Final = 3
COMPOUND: Final = 0.3
"""How much of its weight a role noun keeps that only describes the next noun ("border dispute")."""


def read_noun(units: Units, at: int, end: int) -> Phrase:
    """The noun phrase of units *at* to *end*, whose last is a role noun, with "of Ukraine" and the like after it."""
    head = end - 1
    role = role_noun(units.lows[head])
    first = at
    while first < head and units.tags[first] in "dpn":
        first += 1
    phrase = Phrase("noun", first, end, at, end, role=role, head=head, gender=role.gender, article=_article(units, at))
    phrase.entries = units.likeliest(first, head)
    phrase.owner = _owner_within(units, at, head)
    phrase.is_former = any(units.low(i) in _FORMER for i in range(at, head))
    is_counted = phrase.article == "number" and role.number == "one" and units.low(at) not in ("one", "1")
    phrase.weight = role.weight * (COMPOUND if is_counted else _standing(units, head))
    _extend(units, phrase, role)
    return phrase


def _article(units: Units, at: int) -> Article:
    tag = units.tags[at]
    if tag == "d":
        return "the" if units.lows[at] in _DEFINITE else "a"
    return "own" if tag == "p" else "number" if tag == "n" else "none"


def _owner_within(units: Units, at: int, head: int) -> tuple[int, int] | None:
    """Units of the possessive pronoun or of the name before the noun."""
    if units.tags[at] == "p":
        return at, at + 1
    for first in range(at, head):
        name = NAME.match(units.tags, first, head) if units.tags[first] in "gci" else None
        if name:
            return first, name.end()
    return None


def _standing(units: Units, head: int) -> float:
    """How surely the noun stands for somebody: less where it only describes the next noun ("border dispute")."""
    following = head + 1
    low = units.low(following)
    if units.low(head) == "official" and low in OFFICIAL_THINGS:
        return COMPOUND
    if units.low(head) in ADJECTIVES_TOO and low in PLAIN_VERBS:
        return COMPOUND
    if units.tag(following) not in "xy" or low in VERBS or low in _LINKS or low.endswith(("ed", "ly")):
        return 1.0
    if units.starts[following] - units.ends[head] > 2:
        return 1.0
    return 0.9 if low in TIME_WORDS else COMPOUND


def _extend(units: Units, phrase: Phrase, role: RoleNoun) -> None:
    """Take in what the noun goes on with: "of Ukraine", "in Tunis", "for foreign affairs"."""
    is_person = role.number == "one" or role.is_office
    allowed = _AFTER_PERSON if is_person else _AFTER_MANY if role.number == "many" else _AFTER_BODY
    for _ in range(_MOST_LINKS if role.weight >= 0.5 else 1):
        at = phrase.end
        end = chunk_end(units, at + 1) if units.low(at) in allowed else None
        if end is None or not _fits(units, role, at, end):
            break
        if units.tags[end - 1] == "h" and begins_name(units, end) and units.low(at + 1) != "the":
            name = NAME.match(units.tags, skip_honorifics(units, end))
            phrase.owner = name.span() if name else None  # the government of Prime Minister Jane Roe
            if role.number == "one" and name:  # a spokesman for President Jane Roe
                _take_in(units, phrase, at, name.end())
            break
        _take_in(units, phrase, at, end)
    if role.number == "many":
        more = MORE_STATES.match(units.tags, phrase.end)
        phrase.list_end = more.end() if more else -1
    elif role.number == "body" and units.is_capital(phrase.head):
        _take_proper(units, phrase)


def chunk_end(units: Units, at: int) -> int | None:
    """The end of the noun phrase or name at *at*, without the person whose title it is; None if there is none."""
    chunk = CHUNK.match(units.tags, at)
    if chunk and chunk.end() > at + (units.tag(at) in "dp"):
        return _before_verb(units, at, chunk.end())
    name = NAME.match(units.tags, at + (units.tag(at) == "d"))
    if name is None:
        return None
    if units.tags[name.start()] == "g":
        return name.end()
    given = units.tags.find("g", name.start() + 1, name.end())
    return given if given > 0 else name.end()


def _before_verb(units: Units, at: int, end: int) -> int:
    """The end of a chunk without what follows a verb after a name of the tables: "of the Wagner Group", not "left"."""
    for verb in range(at + 1, end):
        if units.tags[verb - 1] in "sbelcg" and units.tags[verb] in "mw" and units.low(verb) in VERBS:
            return verb
    return end


def _fits(units: Units, role: RoleNoun, at: int, end: int) -> bool:
    """May the noun go on with the preposition at *at* and what follows it?"""
    low, tags = units.low(at), units.tags[at + 1 : end]
    if role.weight < 0.5:
        return set(tags) <= set("dlcq")
    has_entry = bool(units.likeliest(at + 1, end))
    if low == "of":
        return has_entry or "h" in tags or units.is_capital(end - 1)
    if low == "in":
        return has_entry and role.number == "body" and role.sector in _WITH_PLACE
    if low == "for" and role.lemma.split()[-1] not in SENT_FOR:
        return role.number == "body" and units.is_capital(at - 1) and units.is_capital(end - 1)
    if low == "to" and role.number == "one" and not (role.is_office or "GOV" in role.sector):
        return False  # they sent the child to a doctor
    return has_entry or ("h" in tags and low in ("at", "to")) or (low != "with" and units.is_capital(end - 1))


def _take_in(units: Units, phrase: Phrase, at: int, end: int) -> None:
    entries = units.likeliest(at + 1, end)
    is_only_place = bool(phrase.entries) and phrase.entries[0].kind == "place"
    phrase.entries = entries + phrase.entries if is_only_place else phrase.entries + entries
    if phrase.owner is None and units.low(at) in ("of", "to") and NAME.fullmatch(units.tags, at + 1, end):
        phrase.owner = at + 1, end
    phrase.end = phrase.wide_end = end


def _take_proper(units: Units, phrase: Phrase) -> None:
    """Take in the rest of a body's name: "Office of Personnel Management"."""
    end = phrase.end
    if end == phrase.head + 1 or not units.is_capital(end - 1):
        return
    while units.tag(end) in "cmh" and units.is_capital(end):
        end += 1
    phrase.end = phrase.wide_end = end
