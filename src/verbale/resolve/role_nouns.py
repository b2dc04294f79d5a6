"""Nouns that stand for somebody who may act in the news: offices, people, crowds, bodies; with kind and sector."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import Struct

from verbale.records import ActorKind
from verbale.resolve.given_names import Gender
from verbale.resolve.word_lists import read_sections

Number = Literal["one", "many", "body"]


class RoleNoun(Struct, frozen=True):
    """A noun for an actor. `number`: one person, many people, or a body of people.

    `is_office`: one person holds it at a time in a state or body, so "the president" may mean somebody known.
    `weight`: 1 for those who act in politics, less for people in general, least for things that are only acted upon.
    """

    lemma: str
    number: Number
    kind: ActorKind
    sector: tuple[str, ...]
    is_office: bool
    gender: Gender | None
    weight: float


FIXED_THING: Final = 0.2
"""Weight of the nouns for things that stay where they are."""
_UNNAMED_SECTORS: Final = frozenset(("GOV", "LEG", "-"))
"""Sectors whose people, several and without a name, are unnamed sources rather than a group that acts."""


def _plural(noun: str) -> str:
    first, _, rest = noun.partition(" of ")
    if rest:
        return f"{_plural(first)} of {rest}"
    if noun.endswith("man") and not noun.endswith("human"):
        return noun[:-3] + "men"
    if noun.endswith("child"):
        return noun + "ren"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    if noun.endswith("thief"):
        return noun[:-1] + "ves"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


class _Section(Struct, frozen=True):
    """The head of a list: which number, sector, weight and kind its nouns have."""

    number: Literal["one", "many", "body", "state", "thing"]
    sector: str
    weight: float
    kind: Literal["office", "plain", "organisation", "group", "media", "state", "unnamed"]

    def kind_of(self, number: Number) -> ActorKind:
        """The kind of actor that a noun of the list is in the singular or plural."""
        if self.kind == "office" or (self.kind == "plain" and number == "one"):
            return "unnamed"
        if self.kind != "plain":
            return self.kind
        return "media" if self.sector == "JRN" else "unnamed" if self.sector in _UNNAMED_SECTORS else "group"


def _read_noun(section: _Section, word: str) -> tuple[RoleNoun, RoleNoun | None]:
    """The noun of a list, and its plural where it has one of its own."""
    written, _, gender = word.partition(":")
    lemma = written.replace("~", " ")
    sectors = () if section.sector == "-" else (section.sector,)
    is_office = section.kind == "office"
    known: Gender | None = "f" if gender == "f" else "m" if gender == "m" else None
    number: Number = section.number if section.number in ("one", "many") else "body"
    one = RoleNoun(lemma, number, section.kind_of(number), sectors, is_office, known, section.weight)
    if number == "many":
        return one, None
    return one, RoleNoun(lemma, "many", section.kind_of("many"), sectors, is_office, known, section.weight)


def _read_nouns() -> dict[str, RoleNoun]:
    """Singular and plural forms; of two lists the first wins, and a list wins over a plural made by rule."""
    listed: dict[str, RoleNoun] = {}
    plurals: dict[str, RoleNoun] = {}
    for head, words in read_sections("role_nouns"):
        section = msgspec.convert(
            dict(zip(_Section.__struct_fields__, head.split(), strict=True)), _Section, strict=False
        )
        for word in words:
            one, many = _read_noun(section, word)
            listed.setdefault(word.partition(":")[0].replace("~", " "), one)
            if many is not None:
                plurals.setdefault(_plural(one.lemma), many)
    return plurals | listed


ROLE_NOUNS: Final[dict[str, RoleNoun]] = _read_nouns()
"""By lower-case form, singular and plural."""


def _read_bodies() -> dict[str, RoleNoun]:
    bodies = {}
    for head, words in read_sections("word_classes"):
        if head.startswith("organisation "):
            sector = head.removeprefix("organisation ")
            kind: ActorKind = "media" if sector == "JRN" else "organisation"
            bodies.update({word: RoleNoun(word, "body", kind, (sector,), False, None, 0.9) for word in words})
    return bodies


BODY_WORDS: Final = _read_bodies()
"""Nouns that are a role noun only with a capital and after other words with one: the "Service" of a prison service."""


def role_noun(low: str) -> RoleNoun:
    """The role noun of that lower-case form, among bodies' names too; KeyError if it is none."""
    found = ROLE_NOUNS.get(low)
    return found if found is not None else BODY_WORDS[low]


def _by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    long: dict[str, list[tuple[str, ...]]] = {}
    for noun in ROLE_NOUNS:
        parts = tuple(noun.replace("'s", " 's").split())
        if len(parts) > 1:
            long.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(nouns, key=lambda parts: (-len(parts), parts))) for first, nouns in long.items()}


LONG_NOUNS: Final = _by_first_word()
"""Nouns of several words by their first word, longest first; each as its words."""
