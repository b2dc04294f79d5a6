"""Learns the weights of src/verbale/extract/weights.json from labelled reports and prints how well they do.

    python -m training.statements.weigh [--reports ../shared/training/reports] [--engine FOLDER] [--write]

Every draft of a statement is right if a labelled piece of its group shares half its words or more. Two logistic
regressions with an L2 penalty, one upon the other: first the rules' own signs, on all reports but those of the test
fold and without a reader; then how much of their sum counts beside the reader's signs, on the calibration fold alone,
as the reader was trained on the others. The figures are of reports that the weights were not learnt from: five folds
over whole reports for the rules and within the calibration fold for both together, and the test fold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.engine.examples import CALIBRATION, TEST, fold_of
from verbale.analyse import analyse
from verbale.analyse.analysis import Analysis
from verbale.analyse.encoder import FOLDER, Engine
from verbale.analyse.layout import lay_out
from verbale.extract.confidence import LEAST, RULES, group_of, weigh
from verbale.extract.drafts import Draft
from verbale.extract.heard import READ
from verbale.extract.statements import draft_statements
from verbale.read.reading import Reading
from verbale.records import Report

GROUPS = ("indirect", "quoted")
FOLDS = 5
RAREST = {False: 3, True: 1}
"""How often a sign must occur to be weighed: the rules' signs, the reader's."""
PENALTY = {False: 2.0, True: 1.0}
TARGET = Path("src/verbale/extract/weights.json")

Weights = dict[str, float]
Tables = Mapping[str, Weights]


@dataclass(frozen=True)
class Example:
    """A draft's signs, how many of its pieces are right, and how many it has."""

    report: int
    fold: int
    group: str
    signs: tuple[str, ...]
    right: int
    pieces: int

    @property
    def is_right(self) -> bool:
        """Is at least half of it right?"""
        return self.right * 2 >= self.pieces


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


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class Reports:
    """The labelled reports of a folder, with the fold of each."""

    def __init__(self, folder: Path) -> None:
        texts = {line["id"]: line for line in read_lines(folder / "texts.jsonl")}
        self.labels = read_lines(folder / "labels.jsonl")
        self.texts = [texts[line["id"]] for line in self.labels]
        self.folds = [fold_of(str(text["published"] or text["id"])) for text in self.texts]

    def examples(self, read: Callable[[Reading], Analysis], folds: Iterable[int]) -> Iterator[Example]:
        """Every draft of the reports of *folds*, judged."""
        chosen = set(folds)
        for number, fold in enumerate(self.folds):
            if fold in chosen:
                report = load_report(self.texts[number])  # type: ignore[arg-type]
                gold = {group: list(self._pieces(number, group)) for group in GROUPS}
                for draft in draft_statements(read(Reading(report))):
                    yield _judge(number, fold, draft, report.text, gold[group_of(draft)])

    def _pieces(self, number: int, group: str) -> Iterator[list[str]]:
        for one in self.labels[number]["st"]:  # type: ignore[attr-defined]
            if (one["f"] == "indirect") == (group == "indirect") and (one["who"] or one["sp"]):
                yield from map(plain, one["t"])

    def count(self, group: str, folds: Iterable[int]) -> int:
        """Labelled pieces of a group in the reports of *folds*."""
        chosen = set(folds)
        return sum(len(list(self._pieces(n, group))) for n, fold in enumerate(self.folds) if fold in chosen)


def _judge(number: int, fold: int, draft: Draft, text: str, gold: list[list[str]]) -> Example:
    right = sum(any(overlap(plain(span.of(text)), g) >= 0.5 for g in gold) for span in draft.spans)
    return Example(number, fold, group_of(draft), draft.signs, right, len(draft.spans))


def signs_of(example: Example, *, reader: bool) -> set[str]:
    """The example's signs of the one kind or the other."""
    return {sign for sign in example.signs if sign.startswith(READ) == reader}


def learn(known: Sequence[Example], tables: Tables | None = None) -> Weights:
    """Weights of the rules' signs; with the *tables* of those, of the reader's signs upon the rules' sum."""
    reader = tables is not None
    counts = Counter(sign for e in known for sign in signs_of(e, reader=reader))
    signs = sorted(sign for sign, n in counts.items() if n >= RAREST[reader])
    place = {sign: column for column, sign in enumerate(signs, 1)}
    matrix = np.zeros((len(known), 1 + len(signs)))
    for row, example in enumerate(known):
        matrix[row, 0] = 1.0 if tables is None else sum_of_rules(example, tables)
        for sign in signs_of(example, reader=reader) & place.keys():
            matrix[row, place[sign]] = 1.0
    centre, penalty = np.zeros(1 + len(signs)), np.full(1 + len(signs), PENALTY[reader])
    centre[0], penalty[0] = (1.0, PENALTY[reader]) if reader else (0.0, 1e-6)
    weights = fit(matrix, np.array([e.is_right for e in known], dtype=float), centre, penalty)
    names = (RULES if reader else "bias", *signs)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def sum_of_rules(example: Example, tables: Tables) -> float:
    """Log odds of an example by the rules' signs alone."""
    return weigh([s for s in example.signs if not s.startswith(READ)], example.group, tables)


def fit(
    matrix: NDArray[np.float64], wanted: NDArray[np.float64], centre: NDArray[np.float64], penalty: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, each weight drawn to its *centre* by its *penalty*."""
    weights = centre.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - wanted) + penalty * (weights - centre)
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def learn_rules(known: Sequence[Example]) -> dict[str, Weights]:
    return {group: learn([e for e in known if e.group == group]) for group in GROUPS}


def learn_reader(known: Sequence[Example], tables: Tables) -> dict[str, Weights]:
    return {f"{READ}/{group}": learn([e for e in known if e.group == group], tables) for group in GROUPS}


def chance(example: Example, tables: Tables) -> float:
    """Probability that *example* is right."""
    return float(1 / (1 + np.exp(-weigh(example.signs, example.group, tables))))


def fold_out(known: Sequence[Example], learning: Callable[[Sequence[Example]], Tables]) -> list[float]:
    """For each example its chance by weights that were learnt without its report."""
    chances = [0.0] * len(known)
    for fold in range(FOLDS):
        tables = learning([e for e in known if e.report % FOLDS != fold])
        for row, example in enumerate(known):
            if example.report % FOLDS == fold:
                chances[row] = chance(example, tables)
    return chances


Judged = Sequence[tuple[Example, float]]


def measure(name: str, judged: Judged, gold: int, used: float) -> dict[str, float]:
    """Print precision, recall and F1 by threshold, and the calibration error; give those of the threshold in use."""
    measured: dict[str, float] = {}
    for least in sorted({0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, used}):
        kept = [e for e, c in judged if c >= least]
        right, told = sum(e.right for e in kept), sum(e.pieces for e in kept)
        precision, recall, f1 = right / max(1, told), right / gold, 2 * right / (told + gold)
        print(f"{name} least {least:.2f} precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}")
        if least == used:
            measured = {"least": used, "precision": round(precision, 3), "recall": round(recall, 3)}
    error = calibration_error(judged)
    print(f"{name} drafts {len(judged)} calibration_error {error:.3f}", flush=True)
    return measured | {"drafts": len(judged), "calibration_error": round(error, 3)}


def calibration_error(judged: Judged) -> float:
    """Expected calibration error over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for e, c in judged:
        bins.setdefault(min(9, int(c * 10)), []).append((c, e.is_right))
    return sum(abs(sum(c for c, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / max(1, len(judged))


def measure_groups(
    name: str, known: Sequence[Example], chances: Sequence[float], reports: Reports, folds: Iterable[int]
) -> dict[str, dict[str, float]]:
    chosen = tuple(folds)
    return {
        group: measure(
            f"{name} {group}",
            [(e, c) for e, c in zip(known, chances, strict=True) if e.group == group],
            reports.count(group, chosen),
            LEAST[group],
        )
        for group in GROUPS
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=Path("../shared/training/reports"))
    parser.add_argument("--engine", type=Path, default=FOLDER, help="the engine's folder, if not the shipped one")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args()
    reports, engine = Reports(given.reports), Engine(given.engine)
    kept = [fold for fold in range(10) if fold != TEST]
    by_rules = list(reports.examples(lay_out, kept))
    heard = list(reports.examples(lambda reading: analyse(reading, engine), [CALIBRATION]))
    unseen = list(reports.examples(lambda reading: analyse(reading, engine), [TEST]))
    apart = learn_rules([e for e in by_rules if e.fold != CALIBRATION])
    tables = learn_rules(by_rules) | learn_reader(heard, apart)
    measured = {
        "rules, five folds": measure_groups("rules", by_rules, fold_out(by_rules, learn_rules), reports, kept),
        "with the reader, five folds of the calibration fold": measure_groups(
            "reader", heard, fold_out(heard, lambda part: apart | learn_reader(part, apart)), reports, [CALIBRATION]
        ),
        "with the reader, test fold": measure_groups(
            "test", unseen, [chance(e, tables) for e in unseen], reports, [TEST]
        ),
    }
    if given.write:
        about = (
            "By training/statements/weigh.py from labelled reports; beside an engine: the rules' signs from all folds"
        )
        about += " but the test fold, the reader's from the calibration fold."
        written = {"about": about, "engine": engine.name, "measured": measured, "weights": tables}
        text = json.dumps(written, indent=0, sort_keys=True, ensure_ascii=False)
        TARGET.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
