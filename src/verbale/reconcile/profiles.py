"""A telling as it is compared: its sides, days, place and words made ready once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from verbale.plover import get_type
from verbale.reconcile.days import Stretch, cover
from verbale.reconcile.tellings import Party, Telling

Stance = Literal["done", "planned", "open", "denied"]
STANCES: Final[Mapping[str, Stance]] = {
    "occurred": "done",
    "ongoing": "done",
    "historical": "done",
    "scheduled": "planned",
    "hypothetical": "open",
    "denied": "denied",
}
"""Tellings of two stances are never one event; `plans` links what was planned with what became of it."""
Basis = Literal["text", "news", "none", "coarse"]
RARE: Final = 4.5
"""Rarity from which on a stem says what a sentence is about; the logarithm of one in so many texts."""


class Words(NamedTuple):
    """Stems with how rare they are, and the length of that vector."""

    weights: Mapping[str, float]
    length: float

    def measure(self, other: Words) -> float:
        """How alike two are, from 0 to 1; rare stems count most."""
        if not self.length or not other.length:
            return 0.0
        shared = math.fsum(weight * weight for stem, weight in self.weights.items() if stem in other.weights)
        return min(1.0, shared / (self.length * other.length))  # roots of squares end a digit off one


class Side(Struct, frozen=True):
    """Those on one side: their ids, states, and which of the ids are people with a name of their own."""

    ids: frozenset[str]
    states: frozenset[str]
    people: frozenset[str]


class Profile(Struct, frozen=True):
    """A telling made ready. `day`: of the act, else of the report. `basis`: told, of the news, none, or a coarse date.

    `around`: the words of its sentence, `near` those beside the act; `rare`: the stems that say most;
    `figures`: numbers beside the act.
    """

    telling: Telling
    stance: Stance
    actor: Side
    recipient: Side
    all: Side
    basis: Basis
    day: date | None
    stretch: Stretch | None
    town: str | None
    around: Words
    near: Words
    rare: frozenset[str]
    figures: frozenset[str]


def make_profile(telling: Telling, rarity: Mapping[str, float], rarest: float) -> Profile:
    """The telling made ready; *rarity* of stems, *rarest* that of a stem that is not in it."""
    act = telling.act
    sides = (act.actor, act.recipient)
    if get_type(act.event).sides == "joint":
        sides = ((*act.actor, *act.recipient), ())
    stretch = cover(act.date, act.enddate)
    day, basis = _find_day(telling, stretch)
    gist = telling.gist
    around = weigh_words((*gist.near, *gist.far), rarity, rarest)
    return Profile(
        telling=telling,
        stance=STANCES[act.status],
        actor=_read_side(sides[0]),
        recipient=_read_side(sides[1]),
        all=_read_side((*act.actor, *act.recipient)),
        basis=basis,
        day=day,
        stretch=stretch,
        town=_find_town(telling),
        around=around,
        near=weigh_words(gist.near, rarity, rarest),
        rare=frozenset(stem for stem, weight in around.weights.items() if weight >= RARE),
        figures=frozenset(stem for stem in gist.near if stem[0].isdigit()),
    )


def weigh_words(stems: Iterable[str], rarity: Mapping[str, float], rarest: float) -> Words:
    """Stems with how rare they are."""
    weights = {stem: rarity.get(stem, rarest) for stem in stems}
    return Words(weights, math.sqrt(math.fsum(weight * weight for weight in weights.values())))


def _find_day(telling: Telling, stretch: Stretch | None) -> tuple[date | None, Basis]:
    act = telling.act
    if stretch is None:
        return telling.published, "none"
    if act.date_basis == "publication":
        return stretch.first, "news"
    return stretch.first, "text" if act.date and len(act.date) == len("2023-02-27") else "coarse"


def _find_town(telling: Telling) -> str | None:
    place = telling.act.place
    if place is None:
        return None
    finest = place.city or place.district or place.province
    return (finest or (None if place.country else place.extracted_place) or "").lower() or None


def _read_side(side: Iterable[Party]) -> Side:
    people = list(side)
    return Side(
        frozenset(one.id for one in people),
        frozenset(one.state for one in people if one.state),
        frozenset(one.id for one in people if one.kind == "person"),
    )
