"""How likely two tellings are of one event: in how many respects they are alike, weighed by a small model.

The weights stand in merging.json; training/reconcile/learn.py learns them from labelled pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from verbale.errors import DamagedTable
from verbale.plover import get_type
from verbale.reconcile.profiles import Profile, Side, make_profile
from verbale.reconcile.tellings import Range, Telling

SLIP: Final = 1
"""Days that two reports may differ by: they are written in different parts of the world, or one is wrong."""
ALIKE: Final = 0.4
"""Likeness of the words beside the act from which on two towns may be one place, told otherwise."""
WEEK: Final = 7
"""Days apart from which on more say no more."""


class Weights(Struct, frozen=True):
    """Sign -> weight; stem -> rarity; `least`: probability from which on two tellings are of one event."""

    made_from: str
    least: float
    signs: dict[str, float]
    rarest: float
    rarity: dict[str, float]


class Respect(NamedTuple):
    """A sign by which two tellings are compared, how strong it is, and how much that speaks for one event."""

    sign: str
    strength: float
    weight: float


@cache
def load_weights() -> Weights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    try:
        return msgspec.json.decode(files("verbale.reconcile").joinpath("merging.json").read_bytes(), type=Weights)
    except msgspec.DecodeError as fault:
        raise DamagedTable("merging.json", str(fault)) from fault


@lru_cache(maxsize=4096)
def read_profile(telling: Telling) -> Profile:
    """The telling made ready with the shipped rarities."""
    weights = load_weights()
    return make_profile(telling, weights.rarity, weights.rarest)


def can_be_one(one: Profile, other: Profile) -> bool:
    """Is there nothing that rules out that two tellings are of one event?

    Types or stances, days that are told and too far apart, states on both sides, others who meet, or towns told in
    other words rule it out. A plan for another day is another plan.
    """
    slip = 0 if one.stance == "planned" else SLIP
    return not (
        one.telling.act.event != other.telling.act.event
        or one.stance != other.stance
        or (one.basis == other.basis == "text" and count_days(one, other) > slip)
        or (_clash(one.actor, other.actor) and _clash(one.recipient, other.recipient))
        or _other_states_meet(one, other)
        or (_places_differ(one, other) and one.near.measure(other.near) < ALIKE)
    )


def _other_states_meet(one: Profile, other: Profile) -> bool:
    first, second = one.all.states, other.all.states
    return get_type(one.telling.act.event).sides == "joint" and bool(first - second and second - first)


def tell_chance(one: Profile, other: Profile, weights: Weights) -> float:
    """Probability that both tell of one event. Symmetric."""
    total = math.fsum(weight * SIGNS[sign](one, other) for sign, weight in weights.signs.items())
    return 1 / (1 + math.exp(-total))


def list_strengths(one: Profile, other: Profile) -> list[float]:
    """How strong each of `SIGNS` is in a pair, in their order."""
    return [float(measure(one, other)) for measure in SIGNS.values()]


def explain(one: Profile, other: Profile, weights: Weights) -> list[Respect]:
    """What speaks for one event (above 0) and what against it, the weightiest first."""
    strengths = zip(SIGNS, list_strengths(one, other), strict=True)
    found = [Respect(sign, value, round(value * weights.signs.get(sign, 0.0), 2)) for sign, value in strengths]
    told = [one for one in found if one.weight and one.sign != "always"]
    return sorted(told, key=lambda respect: -abs(respect.weight))


def _share_near_words(one: Profile, other: Profile) -> float:
    return one.near.measure(other.near)


def _share_rare_words(one: Profile, other: Profile) -> float:
    return min(4, len(one.rare & other.rare)) / 4


def _clash(one: Side, other: Side) -> bool:
    """Are the two told, and told as others: of other states, or two people of one?"""
    if not one.ids or not other.ids or one.ids & other.ids:
        return False
    if one.states & other.states:
        return bool(one.people and other.people)
    return bool(one.states and other.states)


def _clash_of_actors(one: Profile, other: Profile) -> float:
    return _clash(one.actor, other.actor)


def _clash_of_recipients(one: Profile, other: Profile) -> float:
    return _clash(one.recipient, other.recipient)


def _share_no_recipient(one: Profile, other: Profile) -> float:
    """Both tell to whom it is done, and nobody is in both."""
    return bool(one.recipient.ids and other.recipient.ids) and not one.recipient.ids & other.recipient.ids


def _one_has_recipient(one: Profile, other: Profile) -> float:
    return bool(one.recipient.ids) != bool(other.recipient.ids)


def _miss_parties(one: Profile, other: Profile) -> float:
    """Of the states of the one that has fewer, the share that the other has not; meetings need all."""
    first, second = one.all.states, other.all.states
    fewer = min(len(first), len(second))
    return 1 - len(first & second) / fewer if fewer else 0.0


def _day_is_the_same(one: Profile, other: Profile) -> float:
    """Both tell the day, and it is one day."""
    return one.basis == other.basis == "text" and count_days(one, other) == 0


def count_days(one: Profile, other: Profile) -> int:
    """Days between the two stretches of days; 0 if they overlap or one is not known."""
    if one.stretch is None or other.stretch is None:
        return 0
    return max(0, (one.stretch.first - other.stretch.last).days, (other.stretch.first - one.stretch.last).days)


def _told_before(one: Profile, other: Profile) -> float:
    """One report appeared before the day that the other tells: it cannot have told of it."""
    return any(
        early.basis == "news" and late.basis == "text" and early.day and late.day and (late.day - early.day).days > 0
        for early, late in ((one, other), (other, one))
    )


def _told_long_after(one: Profile, other: Profile) -> float:
    """The day that one tells is so long before the day of the news of the other, in weeks up to one."""
    if {one.basis, other.basis} != {"news", "text"} or one.day is None or other.day is None:
        return 0.0
    late, early = (one, other) if one.basis == "news" else (other, one)
    apart = (late.day - early.day).days if late.day and early.day else 0
    return max(0, min(WEEK, apart)) / WEEK


def _news_twice(one: Profile, other: Profile) -> float:
    """Both tell it as news, on two days: rather two events, the more so the more days lie between them."""
    if one.basis != "news" or other.basis != "news":
        return 0.0
    known = "known" in (one.telling.gist.manner, other.telling.gist.manner)
    return 0.0 if known or _lasts(one, other) else min(3, _count_published(one, other)) / 3


def _days_pass(one: Profile, other: Profile) -> float:
    """Days between the two reports, in weeks up to one."""
    return min(WEEK, _count_published(one, other)) / WEEK


def _count_published(one: Profile, other: Profile) -> int:
    first, second = one.telling.published, other.telling.published
    return abs((first - second).days) if first and second else 0


def _known_later(one: Profile, other: Profile) -> float:
    """Told as news first, and as something known in the later report."""
    first, second = one.telling.published, other.telling.published
    if first is None or second is None or first == second:
        return 0.0
    later = one if first > second else other
    return later.telling.gist.manner == "known" or (later.basis == "text" and later.telling.act.status != "scheduled")


def _lasts(one: Profile, other: Profile) -> float:
    """Both are going on, or one is and the other looks back on it."""
    return all(profile.telling.act.status in ("ongoing", "historical") for profile in (one, other))


def _places_differ(one: Profile, other: Profile) -> float:
    """Both tell a country, a province or a town, and it is not the same; a building may stand in any of them."""
    first, second = one.telling.act.place, other.telling.act.place
    if first is None or second is None:
        return 0.0
    if first.country_code and second.country_code and first.country_code != second.country_code:
        return 1.0
    if first.city and second.city:
        return first.city != second.city
    return bool(first.province and second.province and first.province != second.province)


def _are_both(event: str, one: Profile, other: Profile) -> bool:
    return one.telling.act.event == other.telling.act.event == event


def _both_go_on(one: Profile, other: Profile) -> float:
    return one.telling.act.status == other.telling.act.status == "ongoing"


def _is_protest(one: Profile, other: Profile) -> float:
    return _are_both("PROTEST", one, other)


def _is_restraint(one: Profile, other: Profile) -> float:
    """An arrest, a seizure, a blockade: told again as long as it lasts."""
    return _are_both("COERCE", one, other)


def _protest_in_one_state(one: Profile, other: Profile) -> float:
    """Protests in one state within days of each other are mostly one wave."""
    return _are_both("PROTEST", one, other) and bool(list_scenes(one) & list_scenes(other))


def list_scenes(profile: Profile) -> frozenset[str]:
    """States in which a telling may take place: that of its place, and those of its sides."""
    place = profile.telling.act.place
    return profile.all.states | ({place.country_code} if place and place.country_code else set())


def _states_are_the_same(one: Profile, other: Profile) -> float:
    return bool(one.all.states) and one.all.states == other.all.states


def _the_same_meet(one: Profile, other: Profile) -> float:
    """Those of the same states meet: they seldom meet twice within days."""
    return _are_both("CONSULT", one, other) and _states_are_the_same(one, other)


def _meet_within_a_day(one: Profile, other: Profile) -> float:
    return _are_both("CONSULT", one, other) and _count_published(one, other) <= 1


def _figures_differ(one: Profile, other: Profile) -> float:
    """Numbers near the act that differ, or other tolls; of one day and place that says less, for counts rise."""
    near = bool(one.figures and other.figures and not one.figures & other.figures)
    if not near and not _tolls_differ(one.telling.act.toll.dead, other.telling.act.toll.dead):
        return 0.0
    return 0.3 if _day_is_the_same(one, other) and one.town and one.town == other.town else 1.0


def _tolls_differ(one: Range | None, other: Range | None) -> bool:
    return one is not None and other is not None and (one.high < other.low or other.high < one.low)


def _modes_differ(one: Profile, other: Profile) -> float:
    first, second = one.telling.act.mode, other.telling.act.mode
    return first is not None and second is not None and first != second


SIGNS: Final[Mapping[str, Callable[[Profile, Profile], float]]] = {
    "always": lambda one, other: 1.0,
    "words beside the act alike": _share_near_words,
    "rare words shared": _share_rare_words,
    "other actors": _clash_of_actors,
    "other recipients": _clash_of_recipients,
    "no recipient in common": _share_no_recipient,
    "a recipient in one alone": _one_has_recipient,
    "states missing": _miss_parties,
    "the same states": _states_are_the_same,
    "the same who meet": _the_same_meet,
    "met within a day": _meet_within_a_day,
    "the same day told": _day_is_the_same,
    "told before it happened": _told_before,
    "told long after it": _told_long_after,
    "news on two days": _news_twice,
    "days between the reports": _days_pass,
    "known in the later report": _known_later,
    "both ongoing": _both_go_on,
    "other places": _places_differ,
    "other figures": _figures_differ,
    "a protest": _is_protest,
    "protest in one state": _protest_in_one_state,
    "a restraint": _is_restraint,
    "other modes": _modes_differ,
}
"""The signs by which two tellings are compared: name -> how strong it is, from 0 to 1."""
