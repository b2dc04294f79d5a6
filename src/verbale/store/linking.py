"""A person's word on which tellings are one event, over what the rules of merging say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from verbale.reconcile.tellings import Telling, tell_order
from verbale.store.pins import Link

Clusters = list[list[Telling]]
IsSame = Callable[[Telling, Telling], bool]


def list_pairs(links: Iterable[Link]) -> list[tuple[int, int]]:
    """Pairs of numbers that join all tellings that somebody said are one event."""
    return [pair for link in links if link.joins for pair in pairwise(link.tellings)]


def arrange(
    clusters: Iterable[Sequence[Telling]], links: Iterable[Link], numbers: Mapping[str, int], is_same: IsSame
) -> Clusters:
    """The clusters with the links applied, one after the other: of two that contradict, the later holds.

    *numbers*: id of a telling -> its number. A telling that a split says nothing of stays with those that it is the
    same as most often, else with the first.
    """
    arranged = [list(cluster) for cluster in clusters]
    for link in links:
        if link.joins:
            arranged = _join(arranged, set(link.tellings), numbers)
        else:
            arranged = [part for cluster in arranged for part in _split(cluster, link, numbers, is_same)]
    return arranged


def _join(clusters: Clusters, wanted: set[int], numbers: Mapping[str, int]) -> Clusters:
    one: list[Telling] = []
    others = []
    for cluster in clusters:
        if any(numbers[telling.id] in wanted for telling in cluster):
            one += cluster
        else:
            others.append(cluster)
    return [*others, sorted(one, key=tell_order)] if one else others


def _split(cluster: list[Telling], link: Link, numbers: Mapping[str, int], is_same: IsSame) -> Clusters:
    parts = [[one for one in cluster if numbers[one.id] in group] for group in link.groups]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return [cluster]
    seated = {one.id for part in parts for one in part}
    homes = [list(part) for part in parts]
    for telling in sorted(cluster, key=tell_order):
        if telling.id not in seated:
            best = max(range(len(parts)), key=lambda place: (_count_same(telling, parts[place], is_same), -place))
            homes[best].append(telling)
    return [sorted(home, key=tell_order) for home in homes]


def _count_same(telling: Telling, others: Iterable[Telling], is_same: IsSame) -> int:
    return sum(is_same(telling, other) for other in others)
