"""Learns by which signs two tellings in different reports are of one event: src/verbale/reconcile/merging.json.

    python -m training.reconcile.learn --shared ../shared

Learnt from the learning half of bench/pairs, as the labels tell the events. Logistic regression with an L2 penalty. The
threshold is the best over folds of whole stories, drawn eight times, after the tellings of each group are clustered:
groups that tell of one type of act of one state within three weeks are one story. The rarity of words is counted in all
labelled texts.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from training.first_coder.labelled import read_rows
from training.reconcile.labelled import list_tellings, read_labelled
from training.reconcile.pairs import PAIRS, Mark, Pair, list_texts, read_pairs
from verbale.reconcile.gists import list_stems
from verbale.reconcile.likeness import SIGNS, Weights, can_be_one, list_strengths, read_profile
from verbale.reconcile.merging import join_groups, list_blocks
from verbale.reconcile.profiles import Profile, make_profile
from verbale.reconcile.tellings import Telling
from verbale.store.components import Components

TARGET: Final = Path("src/verbale/reconcile/merging.json")
PENALTY: Final = 0.4
LEAST_TEXTS: Final = 12
"""A stem in fewer texts is as rare as any."""
FOLDS: Final = 6
DRAWN: Final = 8
"""So often are the stories dealt into folds: which story falls where moves F1 by .02."""
STORY: Final = 21
"""Days within which a type of act of one state is one story."""
STEPS: Final = 25
TRIALS: Final = tuple(round(0.05 * step, 2) for step in range(4, 15))
EQUAL: Final = 0.01
"""Thresholds whose F1 differs by no more are equally good; the lowest is taken, for few events are to stand twice.

F1 differs by as much (standard deviation) from one dealing of the stories to the next.
"""

Numbers = npt.NDArray[np.float64]


class Rarity(NamedTuple):
    """Stem -> logarithm of one in so many texts, and that of stems that are in next to none."""

    known: dict[str, float]
    rarest: float


class Case(NamedTuple):
    """A pair of tellings: the group it is of, how strong each sign is (none if the two cannot be one), the answer.

    `marks`: which two; `story`: the least of the groups that tell of the same matter.
    """

    group: int
    strengths: Sequence[float]
    same: bool
    marks: tuple[Mark, Mark] | None = None
    story: int = 0


def count_words(shared: Path) -> Rarity:
    texts = [list_stems(report.text) for _, report, _ in read_rows(shared)]
    counts = Counter(stem for stems in texts for stem in stems)
    known = {one: round(math.log(len(texts) / n), 1) for one, n in sorted(counts.items()) if n >= LEAST_TEXTS}
    return Rarity(known, round(math.log(2 * len(texts) / LEAST_TEXTS), 1))


def make_case(group: int, one: Telling, other: Telling, same: bool, rarity: Rarity) -> Case:
    first, second = (make_profile(telling, rarity.known, rarity.rarest) for telling in (one, other))
    return Case(group, list_strengths(first, second) if can_be_one(first, second) else (), same)


def read_across(shared: Path, path: Path, rarity: Rarity) -> list[Case]:
    """The labelled pairs of the learning half; those that extraction does not tell are left out."""
    pairs = read_pairs("learning", path)
    read = list(read_labelled(shared, list_texts(pairs)))
    told = list_tellings(record for record, _ in read)
    marks = {mark: told[mark[0], event] for _, places in read for mark, event in places.items()}
    known = [pair for pair in pairs if pair.one in marks and pair.other in marks]
    stories = find_stories(known, marks)
    return [_read_pair(pair, marks, rarity)._replace(story=stories[pair.group]) for pair in known]


def find_stories(pairs: Iterable[Pair], told: Mapping[Mark, Telling]) -> dict[int, int]:
    """Group -> the least of the groups that tell of the same matter, directly or through others."""
    seen = {(pair.group, mark) for pair in pairs for mark in (pair.one, pair.other)}
    profiles = [(group, read_profile(told[mark])) for group, mark in sorted(seen)]
    stories = Components(group for group, _ in profiles)
    for (one, first), (other, second) in combinations(profiles, 2):
        if one != other and _is_one_story(first, second):
            stories.join(one, other)
    return {group: least for least, groups in stories.list_sets().items() for group in groups}


def _is_one_story(one: Profile, other: Profile) -> bool:
    first, second = one.telling.published, other.telling.published
    near = first is not None and second is not None and abs((first - second).days) <= STORY
    return near and one.telling.act.event == other.telling.act.event and bool(one.all.states & other.all.states)


def _read_pair(pair: Pair, told: Mapping[Mark, Telling], rarity: Rarity) -> Case:
    """Tellings that have no key in common are never compared, so that they count as two that cannot be one."""
    one, other = told[pair.one], told[pair.other]
    case = make_case(pair.group, one, other, pair.same, rarity)._replace(marks=(pair.one, pair.other))
    return case if set(list_blocks(one)) & set(list_blocks(other)) else case._replace(strengths=())


def regress(across: Iterable[Case]) -> Numbers:
    """Logistic regression by Newton's method."""
    cases = [case for case in across if case.strengths]
    table = np.array([case.strengths for case in cases])
    wanted = np.array([case.same for case in cases], float)
    weights = np.zeros(table.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 0.01
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (wanted - chance) - penalty @ weights
        bend = table.T @ (table * (chance * (1 - chance))[:, None]) + penalty
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def cross_validate(across: Sequence[Case], seed: int) -> list[tuple[Case, float]]:
    """Each pair with its probability by weights that have not seen its story."""
    stories = sorted({case.story for case in across})
    Random(seed).shuffle(stories)
    fold_of = {story: place % FOLDS for place, story in enumerate(stories)}
    told = []
    for fold in range(FOLDS):
        weights = regress(case for case in across if fold_of[case.story] != fold)
        told += [(case, _tell_chance(case, weights)) for case in across if fold_of[case.story] == fold]
    return told


def _tell_chance(case: Case, weights: Numbers) -> float:
    return 1 / (1 + math.exp(-float(np.dot(case.strengths, weights)))) if case.strengths else 0.0


def measure(told: Iterable[tuple[Case, float]], least: float) -> float:
    """F1 of pairs, once the tellings of each group are clustered."""
    groups: dict[int, list[tuple[Case, float]]] = defaultdict(list)
    for case, chance in told:
        groups[case.group].append((case, chance))
    counts = Counter(found for cases in groups.values() for found in _cluster(cases, least))
    return 2 * counts[True, True] / max(1, 2 * counts[True, True] + counts[True, False] + counts[False, True])


def _cluster(cases: Sequence[tuple[Case, float]], least: float) -> Iterator[tuple[bool, bool]]:
    """For each pair of a group: is it joined, and is it of one event?"""
    marks = sorted({mark for case, _ in cases for mark in case.marks or ()})
    pairs = [tuple(sorted(marks.index(mark) for mark in case.marks or ())) for case, _ in cases]
    chances = {(one, other): chance for (one, other), (_, chance) in zip(pairs, cases, strict=True) if chance}
    homes = {number: home for home, group in enumerate(join_groups(len(marks), chances, least)) for number in group}
    for (one, other), (case, _) in zip(pairs, cases, strict=True):
        yield homes[one] == homes[other], case.same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    rarity = count_words(given.shared)
    across = read_across(given.shared, given.pairs, rarity)
    folds = [cross_validate(across, seed) for seed in range(DRAWN)]
    figures = {least: sum(measure(told, least) for told in folds) / DRAWN for least in TRIALS}
    best = min(least for least in TRIALS if figures[least] >= max(figures.values()) - EQUAL)
    signs = {sign: round(float(w), 2) for sign, w in zip(SIGNS, regress(across), strict=True)}
    made_from = f"{len(across)} pairs, {sum(case.same for case in across)} of one event"
    weights = Weights(made_from, best, signs, rarity.rarest, rarity.known)
    given.out.write_bytes(msgspec.json.encode(weights) + b"\n")
    print(made_from)
    print("F1 of pairs over folds, by threshold: " + ", ".join(f"{least} {f1:.3f}" for least, f1 in figures.items()))
    for sign, weight in signs.items():
        print(f"{weight:6.2f} {sign}")


if __name__ == "__main__":
    main()
