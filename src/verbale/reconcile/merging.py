"""Which tellings are of one event, and which tellings are compared at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from verbale.ids import digest
from verbale.reconcile.likeness import can_be_one, list_scenes, load_weights, read_profile, tell_chance
from verbale.reconcile.profiles import Profile
from verbale.reconcile.tellings import Telling, tell_order

WINDOW: Final = 12
"""Days of a stretch; stretches overlap by half, so that days up to half of it apart share one."""
TWO_STATES: Final = 6
ONE_STATE: Final = 4
"""The same for keys that many tellings of a day share, such as two states at war."""
RAREST: Final = 4
"""So many of the rarest stems of a telling are keys."""
MOST_PARTIES: Final = 4
"""Parties of whom keys are made; those who meet in great number are known by the words."""
COPIED: Final = 0.99
"""Chance that two reports that carry the same copy, word for word there, tell of one event."""
KEY_BYTES: Final = 4
"""Behind the day with which a key begins: of one day there are some thousands."""


def list_blocks(telling: Telling) -> Sequence[str]:
    """Keys of a telling: two tellings are compared only if they share one.

    Each has the type, whether it is done, planned, open or denied, and about when; and one of: a state, two of them, a
    town, a person, a rare word, and for protests, of which some tell the sides and some the place, a state that they
    may be in. Tellings without any day are never compared.
    """
    profile = read_profile(telling)
    if profile.day is None:
        return ()
    kind = f"{telling.act.event} {profile.stance}"
    keys = [
        f"{start:05x}{digest(f'{kind} {when} {key}', KEY_BYTES)}"
        for key, length in _list_keys(profile)
        for start, when in _list_stretches(profile, profile.day, length)
    ]
    return tuple(dict.fromkeys(keys))


def _list_stretches(profile: Profile, day: date, length: int) -> Iterator[tuple[int, str]]:
    """The first day of each, and a name; a date that is coarse is a stretch of its own.

    Keys begin with that day, so that those of the same days lie together on disk, and what one report has to write and
    to read does not spread over the whole record.
    """
    number = day.toordinal()
    if profile.basis == "coarse":
        yield number, f"coarse {profile.telling.act.date}"
        return
    for shift in (0, length // 2):
        yield (number + shift) // length * length - shift, f"{length} {shift}"


def _list_keys(profile: Profile) -> Iterator[tuple[str, int]]:
    """Keys, and of how many days the stretch is in which they are looked for."""
    states = sorted(profile.all.states)[:MOST_PARTIES]
    yield from ((one, ONE_STATE) for one in states)
    yield from ((f"{one} {other}", TWO_STATES) for one, other in combinations(states, 2))
    yield from ((one, WINDOW) for one in sorted(profile.all.people)[:MOST_PARTIES])
    if profile.telling.act.event == "PROTEST":
        yield from ((f"in {one}", WINDOW) for one in sorted(list_scenes(profile))[:MOST_PARTIES])
    if profile.town:
        yield f"in {profile.town}", WINDOW
    weights = profile.around.weights
    words = sorted((stem for stem in profile.rare if not stem[0].isdigit()), key=lambda stem: (-weights[stem], stem))
    yield from ((f"of {stem}", WINDOW) for stem in words[:RAREST])


def is_same(one: Telling, other: Telling) -> bool:
    """Are the two likely of one event? Symmetric. Whether they end up in one, `cluster` says."""
    return tell_likeness(one, other) >= load_weights().least


def tell_likeness(one: Telling, other: Telling) -> float:
    """Probability that two tellings are of one event, 0 if they cannot be: other types, or told apart by one report."""
    if one.report == other.report or one.act.event != other.act.event:
        return 0.0
    first, second = map(read_profile, sorted((one, other), key=lambda telling: telling.id))
    if not can_be_one(first, second):
        return 0.0
    if one.account == other.account and one.words == other.words and one.gist == other.gist:
        return COPIED
    return tell_chance(first, second, load_weights())


def cluster(tellings: Sequence[Telling]) -> Iterable[Sequence[Telling]]:
    """The events among tellings that hang together.

    The two groups that are likeliest one, by the mean of their pairs, become one, until none are likely enough. Those
    who share no key do not count as alike. The answer depends on the set of tellings only.
    """
    ordered = sorted(tellings, key=tell_order)
    if len(ordered) <= 2:
        return (ordered,) if len(ordered) == 1 or is_same(*ordered) else [[one] for one in ordered]
    groups = join_groups(len(ordered), _measure_pairs(ordered), load_weights().least)
    return [[ordered[number] for number in group] for group in groups]


def _measure_pairs(tellings: Sequence[Telling]) -> Mapping[tuple[int, int], float]:
    blocks: dict[str, list[int]] = {}
    for number, telling in enumerate(tellings):
        for block in list_blocks(telling):
            blocks.setdefault(block, []).append(number)
    pairs = {pair for members in blocks.values() for pair in combinations(members, 2)}
    return {(one, other): tell_likeness(tellings[one], tellings[other]) for one, other in pairs}


def join_groups(count: int, chances: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Groups of numbers below *count*: average linkage down to *least*; of equal means the lowest numbers go first.

    *chances*: pair, the lower number first -> probability; pairs that are not in it have none.
    """
    groups = {number: [number] for number in range(count)}
    totals: dict[int, dict[int, float]] = {number: {} for number in groups}
    for (one, other), chance in chances.items():
        totals[one][other] = totals[other][one] = chance
    while best := _find_closest(groups, totals, least):
        one, other = best
        for third, total in totals.pop(other).items():
            del totals[third][other]
            if third != one:
                totals[one][third] = totals[third][one] = round(totals[one].get(third, 0.0) + total, 9)
        groups[one] = sorted(groups[one] + groups.pop(other))
    return sorted(groups.values())


def _find_closest(
    groups: Mapping[int, Sequence[int]], totals: Mapping[int, Mapping[int, float]], least: float
) -> tuple[int, int] | None:
    found = [
        (-total / (len(groups[one]) * len(groups[other])), one, other)
        for one, others in totals.items()
        for other, total in others.items()
        if one < other
    ]
    mean, one, other = min(found, default=(0.0, 0, 0))
    return (one, other) if found and -mean >= least else None
