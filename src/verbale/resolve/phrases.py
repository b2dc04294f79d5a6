"""Phrases that may stand for an actor, and the patterns over tags that find them.

A phrase knows its units, its head, its title and what the tables say; it does not know yet who is meant.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from verbale.resolve.given_names import Gender
from verbale.resolve.role_nouns import RoleNoun
from verbale.resolve.tables import Entry
from verbale.resolve.units import Units
from verbale.resolve.word_classes import SPEECH_VERBS

PhraseKind = Literal["name", "known", "noun", "people", "adjective", "pronoun"]
Article = Literal["the", "a", "own", "number", "none"]


class Title(Struct, gc=False):
    """An office as the text has it: units *first* to *end*, its role noun, the states and owner that it names."""

    first: int
    end: int
    head: int
    role: RoleNoun
    entries: tuple[Entry, ...]
    owner: tuple[int, int] | None
    is_former: bool


class Phrase(Struct, gc=False):
    """Units *first* to *end* that may stand for an actor, *wide_first* to *wide_end* with all that goes with them.

    `kind`: name (words with capitals that no table has), known (a phrase of the tables), noun (with a role noun at
    unit `head`), people ("Russians"), adjective, pronoun. `entries`: for known phrases what they may be, for nouns
    and names the states and bodies that their modifiers and titles name; `is_tied` if only "of" ties a name to them.
    `owner`: units of a name or pronoun that possesses a noun. `shared`: the head of the noun phrase that an
    adjective shares with the next ("Russian" in "Russian and Ukrainian officials"). `list_end`: the unit after a
    list of states for which the noun holds as well ("the presidents of Poland and Latvia").
    """

    kind: PhraseKind
    first: int
    end: int
    wide_first: int
    wide_end: int
    role: RoleNoun | None = None
    head: int = -1
    entries: tuple[Entry, ...] = ()
    is_tied: bool = False
    owner: tuple[int, int] | None = None
    title: Title | None = None
    article: Article = "none"
    gender: Gender | None = None
    sector: str | None = None
    is_person: bool | None = None
    is_place: bool = False
    is_former: bool = False
    weight: float = 1.0
    shared: int = -1
    list_end: int = -1


_MODIFIER = (
    r"m(?:,&?|&)(?=[mh])"  # foreign and defence ministers
    r"|(?<!h)n|[mabselh]'?"
    r"|(?<![hgcse'yx])w(?!n)"  # accused soldiers, but: the government accused soldiers; and arrested 12 people
    r"|(?<=[a'bdmpw])y(?=m?h)"  # a chess federation
    r"|[kgciqt]{1,8}'?(?=[nmab]{0,3}[hs])"  # Roe government
)
# All repeats are bounded, so that no text takes more than linear time.
NOUN_PHRASE: Final = re.compile(rf"[dp]{{0,2}}(?:n{{1,4}}[dp])?(?:{_MODIFIER}){{0,12}}h")
PEOPLE: Final = re.compile(r"[dp]?(?:n{1,4}d)?[nmw]{0,8}[ab]?e")
NAME: Final = re.compile(r"q{0,2}(?:[gc]|i(?=[icgq]))(?:q{0,3}[gc]|i(?=[icgq])|,?t){0,12}")
CHUNK: Final = re.compile(r"[dp]?(?:(?:[nmwabselh]|[gcq]{1,8}(?=[mh])|&(?=m)|(?<=[a'bdmp])y(?=m?h))'?){1,12}")
"""What may follow "of" and the like within a noun phrase."""
MORE_STATES: Final = re.compile(r"(?:,[dm]?[sb]){0,30},?&[dm]?[sb](?![nmaelh'])")
SHARED_HEAD: Final = re.compile(r"[ab](?:,[ab]){0,5},?&(?=[ab])")
"""Adjectives of a list that share its noun, all but the last: "Russian, Polish and " of "... Latvian police"."""


def is_speech(units: Units, phrase: Phrase) -> bool:
    """Does a verb of speech stand right before or after the phrase?"""
    return units.low(phrase.wide_end) in SPEECH_VERBS or units.low(phrase.wide_first - 1) in SPEECH_VERBS
