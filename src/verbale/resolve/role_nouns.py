"""Nouns that stand for somebody who may act in the news: offices, people, crowds, forces, bodies; with kind and sector."""

from __future__ import annotations

from typing import Final, Literal, cast

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


_UNNAMED_SECTORS: Final = frozenset(("GOV", "LEG", "MED", "-"))
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


def _read_noun(head: str, word: str) -> tuple[RoleNoun, RoleNoun | None]:
    """The noun of a list, and its plural where it has one of its own."""
    number, sector, weight, kind = head.split()
    written, _, gender = word.partition(":")
    lemma = written.replace("~", " ")
    sectors = () if sector == "-" else (sector,)
    many_kind = "unnamed" if sector in _UNNAMED_SECTORS or kind == "office" else "group"
    as_kind = (
        kind
        if kind not in ("office", "plain")
        else "unnamed"
        if number == "one"
        else "media"
        if sector == "MED"
        else many_kind
    )
    one = RoleNoun(
        lemma,
        "body" if number in ("state", "thing") else cast(Number, number),
        cast(ActorKind, as_kind),
        sectors,
        kind == "office",
        cast(Gender, gender) if gender else None,
        float(weight),
    )
    if number == "many":
        return one, None
    return one, RoleNoun(
        lemma,
        "many",
        cast(ActorKind, many_kind if number == "one" else as_kind),
        sectors,
        one.is_office,
        one.gender,
        one.weight,
    )


def _read_nouns() -> dict[str, RoleNoun]:
    """Singular and plural forms; where a form stands in two lists, the first wins, and what the lists say wins over a plural made by rule."""
    listed: dict[str, RoleNoun] = {}
    plurals: dict[str, RoleNoun] = {}
    for head, words in read_sections("role_nouns"):
        for word in words:
            one, many = _read_noun(head, word)
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
            kind: ActorKind = "media" if sector == "MED" else "organisation"
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
