"""Fit the engine's scores on the calibration fold: how sure an act is, and from where on it is told.

    python -m training.engine.calibrate --shared ../shared --engine src/verbale/analyse/engine

Every candidate of the fold is right or wrong (an event of its type stands there, one to one); a logistic over the log
odds of both readings, with an intercept for each type drawn towards the common one, gives the probability that it is
right. The threshold of a type is half of the F1 that it can reach, which maximises F1 where scores are calibrated.
Writes `weights` and `thresholds` into classes.json, and the sums anew.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.engine.examples import CALIBRATION, Example, item_examples, report_examples
from training.engine.export import write_sums
from training.engine.labels import SPEECH, TYPES
from verbale.analyse.encoder import Engine

PULL = 4.0
"""How strongly a type's intercept is drawn to the common one: worth so many candidates."""


@dataclass
class Candidate:
    kind: int
    odds: tuple[float, float]
    right: bool


def log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def gather(engine: Engine, examples: list[Example]) -> list[Candidate]:
    """The candidates of all passages, each gold event claimed by the likeliest that meets it."""
    out: list[Candidate] = []
    for example in examples:
        ((_, frames),) = engine.read_passages([example.passage])
        free = [f for f in example.frames if f.kind < SPEECH]
        acts = [(f, s) for f, s in frames if f.kind < SPEECH]
        for frame, second in sorted(acts, key=lambda pair: -pair[0].score * pair[1].truth):
            met = next((g for g in free if g.kind == frame.kind), None)
            if met:
                free.remove(met)
            out.append(Candidate(frame.kind, (log_odds(frame.score), log_odds(second.truth)), met is not None))
    return out


def fit(candidates: list[Candidate]) -> dict[str, tuple[float, float, float]]:
    """Intercept by type and two common factors, by Newton's method on the penalised likelihood."""
    kinds = np.eye(len(TYPES))[[c.kind for c in candidates]]
    x = np.hstack([np.ones((len(candidates), 1)), np.array([c.odds for c in candidates]), kinds])
    y = np.array([c.right for c in candidates], float)
    penalty = np.diag([1e-3, 1e-3, 1e-3, *[PULL / 4] * len(TYPES)])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty, x.T @ (y - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return {t: tuple(round(float(v), 4) for v in (w[0] + w[3 + k], w[1], w[2])) for k, t in enumerate(TYPES)}


def choose_thresholds(
    candidates: list[Candidate], weights: dict[str, tuple[float, float, float]], gold: dict[int, int]
) -> dict[str, float]:
    scores: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for c in candidates:
        intercept, one, two = weights[TYPES[c.kind]]
        scores[c.kind].append((1 / (1 + np.exp(-(intercept + one * c.odds[0] + two * c.odds[1]))), c.right))
    out = {}
    pooled = best_f1([s for part in scores.values() for s in part], sum(gold.values()))
    for kind, name in enumerate(TYPES):
        n = gold.get(kind, 0)
        own = best_f1(scores[kind], n) if n else pooled
        out[name] = round((own * n + pooled * 20) / (n + 20) / 2, 3)
    return out


def best_f1(scores: list[tuple[float, bool]], gold: int) -> float:
    best, right = 0.0, 0
    for said, (_, ok) in enumerate(sorted(scores, reverse=True), start=1):
        right += ok
        best = max(best, 2 * right / (said + gold))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--engine", type=Path, required=True)
    options = parser.parse_args()
    engine = Engine(options.engine)
    cutter = engine.cutter
    every = [*item_examples(options.shared, cutter), *report_examples(options.shared, cutter)]
    held = [e for e in every if e.fold == CALIBRATION]
    candidates = gather(engine, held)
    gold: defaultdict[int, int] = defaultdict(int)
    for example in held:
        for frame in example.frames:
            if frame.kind < SPEECH:
                gold[frame.kind] += 1
    weights = fit(candidates)
    thresholds = choose_thresholds(candidates, weights, gold)
    path = options.engine / "classes.json"
    classes = json.loads(path.read_text(encoding="utf8"))
    path.write_text(json.dumps({**classes, "weights": weights, "thresholds": thresholds}), encoding="utf8")
    write_sums(options.engine)
    print(f"{len(candidates)} candidates, {sum(c.right for c in candidates)} right, {sum(gold.values())} gold")
    for name in TYPES:
        print(f"{name:10} threshold {thresholds[name]:.2f} weights {weights[name]}")


if __name__ == "__main__":
    main()
