"""Learns the weights of src/verbale/extract/weights.json from labelled reports and prints how well they do.

    python -m training.statements.weigh [--reports ../shared/training/reports] [--write]

Every draft of a statement is right if a labelled piece of its group shares half its words or more. Logistic
regression with an L2 penalty; the figures printed come from five folds over whole reports.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from verbale.analyse.layout import lay_out
from verbale.extract.confidence import LEAST, group_of
from verbale.extract.drafts import Draft
from verbale.extract.statements import draft_statements
from verbale.read.reading import Reading
from verbale.records import Report

GROUPS = ("indirect", "quoted")
FOLDS = 5
RAREST = 3
PENALTY = 2.0
STEPS = 300
TARGET = Path("src/verbale/extract/weights.json")


@dataclass(frozen=True)
class Example:
    """A draft's signs, how many of its pieces are right, and how many it has."""

    report: int
    group: str
    signs: tuple[str, ...]
    right: int
    pieces: int


def load_report(line: dict[str, str]) -> Report:
    """A training text as a report: its first line is its title."""
    text = line["text"]
    published = date.fromisoformat(line["published"][:10]) if line.get("published") else None
    title = text.split("\n\n", 1)[0]
    return Report(line["id"], line["id"], title, published, None, None, "en", (), text)


def plain(text: str) -> list[str]:
    """Words of *text* in lower case, without marks at its ends."""
    return text.strip(" \t\n\"'“”‘’«».,;:!?…-–—").lower().split()


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Words in common over words in all."""
    common = sum((Counter(one) & Counter(other)).values())
    return common / max(1, len(one) + len(other) - common)


def examples(folder: Path) -> Iterable[Example]:
    """Every draft of the labelled reports in *folder*, judged."""
    texts = {r["id"]: r for r in map(json.loads, (folder / "texts.jsonl").read_text("utf-8").splitlines())}
    for number, line in enumerate((folder / "labels.jsonl").read_text("utf-8").splitlines()):
        labels = json.loads(line)
        report = load_report(texts[labels["id"]])
        gold = {
            g: [
                plain(t)
                for s in labels["st"]
                if (s["f"] == "indirect") == (g == "indirect") and (s["who"] or s["sp"])
                for t in s["t"]
            ]
            for g in GROUPS
        }
        drafts = draft_statements(lay_out(Reading(report)))
        yield from (_judge(number, draft, report.text, gold[group_of(draft)]) for draft in drafts)


def _judge(number: int, draft: Draft, text: str, gold: list[list[str]]) -> Example:
    right = sum(any(overlap(plain(span.of(text)), g) >= 0.5 for g in gold) for span in draft.spans)
    return Example(number, group_of(draft), draft.signs, right, len(draft.spans))


def learn(known: Sequence[Example]) -> dict[str, float]:
    """Weights by Newton's method for a logistic regression with an L2 penalty on all but the bias."""
    counts = Counter(sign for e in known for sign in set(e.signs))
    signs = ["bias", *sorted(s for s, n in counts.items() if n >= RAREST)]
    place = {s: i for i, s in enumerate(signs)}
    matrix = np.zeros((len(known), len(signs)))
    matrix[:, 0] = 1
    for row, example in enumerate(known):
        for sign in example.signs:
            if sign in place:
                matrix[row, place[sign]] = 1
    wanted = np.array([e.right * 2 >= e.pieces for e in known], dtype=float)
    weights = np.zeros(len(signs))
    penalty = np.full(len(signs), PENALTY)
    penalty[0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - wanted) + penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return {s: round(float(w), 3) for s, w in zip(signs, weights, strict=True)}


def chance(weights: dict[str, float], example: Example) -> float:
    """Probability that *example* is right."""
    return float(1 / (1 + np.exp(-(weights["bias"] + sum(weights.get(s, 0.0) for s in example.signs)))))


def folded(known: Sequence[Example]) -> list[float]:
    """For each example its chance by weights that were learnt without its report."""
    chances = [0.0] * len(known)
    for fold in range(FOLDS):
        weights = learn([e for e in known if e.report % FOLDS != fold])
        for row, example in enumerate(known):
            if example.report % FOLDS == fold:
                chances[row] = chance(weights, example)
    return chances


def report_on(group: str, known: Sequence[Example], chances: Sequence[float], gold: int) -> dict[str, float]:
    """Print precision, recall and F1 by threshold, and the calibration error; give those of the threshold in use."""
    used = LEAST[group]
    measured: dict[str, float] = {}
    for least in sorted({0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, used}):
        kept = [e for e, c in zip(known, chances, strict=True) if c >= least]
        right, told = sum(e.right for e in kept), sum(e.pieces for e in kept)
        precision, recall, f1 = right / max(1, told), right / gold, 2 * right / (told + gold)
        print(f"{group} least {least:.2f} precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}")
        if least == used:
            measured = {"least": used, "precision": round(precision, 3), "recall": round(recall, 3)}
    bins: dict[int, list[tuple[float, bool]]] = {}
    for e, c in zip(known, chances, strict=True):
        bins.setdefault(min(9, int(c * 10)), []).append((c, e.right * 2 >= e.pieces))
    error = sum(abs(sum(c for c, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / len(known)
    print(f"{group} drafts {len(known)} calibration_error {error:.3f}")
    return measured | {"drafts": len(known), "calibration_error": round(error, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=Path("../shared/training/reports"))
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args()
    known = list(examples(given.reports))
    labels = [json.loads(x) for x in (given.reports / "labels.jsonl").read_text("utf-8").splitlines()]
    table, measured = {}, {}
    for group in GROUPS:
        of_group = [e for e in known if e.group == group]
        gold = sum(
            len(s["t"])
            for r in labels
            for s in r["st"]
            if (s["f"] == "indirect") == (group == "indirect") and (s["who"] or s["sp"])
        )
        measured[group] = report_on(group, of_group, folded(of_group), gold)
        table[group] = learn(of_group)
    if given.write:
        about = "By training/statements/weigh.py from 244 labelled reports; measured in five folds over whole reports."
        written = {"about": about, "measured": measured, "weights": table}
        text = json.dumps(written, indent=0, sort_keys=True, ensure_ascii=False)
        TARGET.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
