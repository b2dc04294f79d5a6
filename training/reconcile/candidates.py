"""Draws groups of tellings of the same days that may be one event, from the labelled texts, to be read and labelled.

    python -m training.reconcile.candidates --shared ../shared --out groups.jsonl --groups 60

A group has a seed, two tellings of two texts that are alike, and those that are most like them. Half of the seeds are of
the most alike pairs, the others of all that share a key. One group a line: id of the text, start and end of the trigger
of each telling, and its sentence's stems, by which the labeller finds it. No telling is in two groups.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final

from training.reconcile.labelled import list_tellings, read_labelled
from training.reconcile.pairs import Mark
from verbale.reconcile.likeness import read_profile
from verbale.reconcile.merging import list_blocks
from verbale.reconcile.tellings import Telling

SIZES: Final = (3, 4, 4, 5)
HARD: Final = 600
"""So many of the most alike pairs are the hard ones."""
Chances = Mapping[tuple[Mark, Mark], float]


def measure_pairs(told: Mapping[Mark, Telling]) -> Chances:
    """How alike the words of two tellings in two texts are that share a key."""
    blocks: dict[str, list[Mark]] = defaultdict(list)
    for mark, telling in told.items():
        for block in list_blocks(telling):
            blocks[block].append(mark)
    pairs = {pair for marks in blocks.values() for pair in combinations(sorted(marks), 2) if pair[0][0] != pair[1][0]}
    return {pair: read_profile(told[pair[0]]).around.measure(read_profile(told[pair[1]]).around) for pair in pairs}


def draw_groups(chances: Chances, count: int, chance: Random) -> list[list[Mark]]:
    """Groups of three to five, half of them begun by the most alike pairs."""
    near: dict[Mark, list[tuple[float, Mark]]] = defaultdict(list)
    for (one, other), alike in chances.items():
        near[one].append((alike, other))
        near[other].append((alike, one))
    ranked = sorted(chances, key=lambda pair: (-chances[pair], pair))
    hard, rest = ranked[:HARD], ranked[HARD:]
    chance.shuffle(hard)
    chance.shuffle(rest)
    used: set[Mark] = set()
    groups: list[list[Mark]] = []
    for pool, wanted in ((hard, count - count // 2), (rest, count)):
        for seed in pool:
            if len(groups) >= wanted:
                break
            group = _grow(seed, near, chance.choice(SIZES), used) if not used & set(seed) else []
            if len(group) >= min(SIZES):
                used |= set(group)
                groups.append(group)
    return groups


def _grow(
    seed: Sequence[Mark], near: Mapping[Mark, Sequence[tuple[float, Mark]]], size: int, used: set[Mark]
) -> list[Mark]:
    group = list(seed)
    while len(group) < size:
        found = [pair for mark in group for pair in near[mark] if pair[1] not in used and pair[1] not in group]
        if not found:
            break
        group.append(max(found)[1])
    return sorted(group)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--groups", type=int, default=60)
    given = parser.parse_args()
    read = list(read_labelled(given.shared))
    told = list_tellings(record for record, _ in read)
    marks = {mark: told[mark[0], event] for _, places in read for mark, event in places.items()}
    first = {(telling.report, telling.id): (mark, telling) for mark, telling in sorted(marks.items(), reverse=True)}
    chances = measure_pairs(dict(first.values()))
    with given.out.open("w", encoding="utf8") as lines:
        for group in draw_groups(chances, given.groups, Random(1)):
            rows = [[*mark, " ".join(marks[mark].gist.near)] for mark in group]
            lines.write(json.dumps(rows) + "\n")
    print(f"{len(chances)} pairs share a key; {given.groups} groups: {given.out}")


if __name__ == "__main__":
    main()
