"""Learns by which signs two tellings are of one event: src/verbale/extract/event_merging.json.

    python -m training.events.merging --shared ../shared

Pairs of tellings of one type in the labelled reports, one event or two: logistic regression with an L2 penalty. The
acts are the labels' own, once as they are and once with the faults of a reader, so that no engine has a part in it; pairs in one sentence are left out, for a label never
tells an event twice there, as engines do. The threshold is the best over folds of whole reports.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from training.events.labelled import Noise, ToldReport, read_told
from training.first_coder.labelled import FOLDS, inner_fold
from verbale.extract.event_merging import Pairs, Weights, merge

TARGET = Path("src/verbale/extract/event_merging.json")
NOISE = Noise(role=0.2, mode=0.3, status=0.1)
"""Learnt with it, the merging gives 1 point of F1 of events more on the engine's acts of the calibration fold."""
PENALTY = 5.0
LEAST_SEEN = 8
"""Features of fewer pairs are left out."""
LEAST_WEIGHT = 0.05
STEPS = 20
TRIALS = (0.35, 0.4, 0.45, 0.5, 0.55)

Numbers = npt.NDArray[np.float64]
Pair = tuple[tuple[str, ...], bool]


def list_pairs(report: ToldReport) -> list[Pair]:
    """The features of each pair of tellings of one type in two sentences, and whether they are of one event."""
    pairs = Pairs(report.analysis, report.states, Weights("", {}, 0.0))
    placed = [(pairs.place(one), number) for one, number in zip(report.tellings, report.numbers, strict=True)]
    return [
        (tuple(pairs.describe(one, other)), first == second)
        for (one, first), (other, second) in combinations(placed, 2)
        if one.telling.act.event == other.telling.act.event and one.sentence != other.sentence
    ]


def learn(pairs: Sequence[Pair], least: float = 0.5) -> Weights:
    """The weights of features that are seen often enough and weigh enough."""
    seen = Counter(feature for features, _ in pairs for feature in features)
    names = sorted(feature for feature, n in seen.items() if n >= LEAST_SEEN)
    number = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(pairs), len(names)))
    for row, (features, _) in enumerate(pairs):
        table[row, [number[feature] for feature in features if feature in number]] = 1
    weights = regress(table, np.array([same for _, same in pairs], float))
    kept = {name: round(float(w), 2) for name, w in zip(names, weights, strict=True) if abs(w) >= LEAST_WEIGHT}
    return Weights(f"{len(pairs)} pairs, {sum(same for _, same in pairs)} of one event", kept, least)


def regress(table: Numbers, wanted: Numbers) -> Numbers:
    """Logistic regression by Newton's method."""
    weights = np.zeros(table.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (wanted - chance) - penalty @ weights
        bend = table.T @ (table * (chance * (1 - chance))[:, None]) + penalty
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def score(report: ToldReport, weights: Weights) -> tuple[int, int, int]:
    """Events told, events labelled, and how many of the first are of one of the second, one to one."""
    groups = merge(report.tellings, Pairs(report.analysis, report.states, weights))
    taken: set[int] = set()
    for group in sorted(groups, key=lambda one: len(one.numbers), reverse=True):
        free = [n for n, _ in Counter(report.numbers[at] for at in group.numbers).most_common() if n not in taken]
        taken.update(free[:1])
    return len(groups), len(set(report.numbers)), len(taken)


def measure(reports: Sequence[ToldReport], models: Sequence[Weights], least: float) -> float:
    """F1 of events, each report by the model that has not seen it."""
    parts = [score(report, replace(models[inner_fold(report.key)], least=least)) for report in reports]
    told, labelled, right = (sum(part[k] for part in parts) for k in range(3))
    return 2 * right / (told + labelled)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    blurred = list(read_told(given.shared, NOISE))
    reports = [*read_told(given.shared), *blurred]
    pairs = [(inner_fold(report.key), pair) for report in reports for pair in list_pairs(report)]
    models = [learn([pair for fold, pair in pairs if fold != out]) for out in range(FOLDS)]
    figures = {least: measure(blurred, models, least) for least in TRIALS}
    best = max(figures, key=lambda least: figures[least])
    weights = learn([pair for _, pair in pairs], best)
    given.out.write_bytes(msgspec.json.encode(weights, order="sorted") + b"\n")
    alone = measure(blurred, models, 2.0)
    print(f"{len(blurred)} reports, {weights.made_from}; F1 of events with every telling alone {alone:.3f}")
    print("by threshold: " + ", ".join(f"{least} {f1:.3f}" for least, f1 in figures.items()))
    print(f"{given.out}: {len(weights.pair)} weights, threshold {best}")


if __name__ == "__main__":
    main()
