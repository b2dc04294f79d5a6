"""Learns which sentences are of politics, at a glance: src/verbale/sift/weights.json.

    python -m training.sift.find --shared ../shared --out findings.jsonl
    python -m training.sift.learn --shared ../shared --findings findings.jsonl

Logistic regression over the signs of a sentence (`sift/signs.py`), with an L2 penalty. For politics stand the labelled
items with an event, and the sentences in which the engine finds an act; against it every sentence of texts without
politics: labelled items without an event from sections such as sport and science, our own reports of sport, culture and
crime, and texts in which the engine finds no act and nobody in office who speaks. The test fold has no part in it, nor has
any labelled report, so that these measure it (bench/sieve.py). What a report must weigh is the least that loses no more
than LOST of the labelled items with an event, each weighed by weights that have not seen its fold. The same input gives
the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from bench.folds import FOLDS, fold_of, read_lines
from bench.printing import print_patiently

from training.sift.find import Finding, read_findings
from verbale.sift.politics import Weights, weigh
from verbale.sift.signs import cut_sentences, list_signs

TARGET = Path("src/verbale/sift/weights.json")
OWN = Path("training/own")
QUIET_SECTIONS = (
    "Sports", "Arts and culture", "Science and technology", "Business and economy", "Health and environment",
    "Disasters and accidents",
)  # fmt: skip
SHORT = 400
"""Characters of a report of our own whose label stands for all of it."""
PENALTY = 3.0
LEAST_SEEN = 4
"""Signs of fewer sentences are left out."""
LIGHTEST = 0.05
"""So are those that weigh less: they move next to nothing."""
LOST = 0.004
"""Share of the labelled items with an event that is lost."""
STEPS = 200
HELD_OUT = ((1,), (2, 3), (4, 5), (6, 7), (8, 9))

Numbers = npt.NDArray[np.float64]


class Piece(NamedTuple):
    """A sentence or an item: its signs, whether it is of politics, and its fold."""

    signs: frozenset[str]
    is_political: bool
    fold: int


class Item(NamedTuple):
    """A labelled item with an event."""

    text: str
    fold: int


def list_pieces(shared: Path, findings: Sequence[Finding]) -> Iterator[Piece]:
    """All that is learnt from."""
    for text, is_political, section, fold in read_items(shared):
        if is_political:
            yield _take(text, True, fold)
        elif section in QUIET_SECTIONS:
            yield from _cut(text, fold)
    yield from _list_own()
    for found in findings:
        if found.acts:
            yield from (_take(_find_sentence(found.text, *act), True, found.fold) for act in found.acts)
        elif not found.has_official:
            yield from _cut(found.text, found.fold)


def read_items(shared: Path) -> Iterator[tuple[str, bool, str | None, int]]:
    """Text, whether it has an event, section and fold of each labelled item."""
    folder = shared / "training" / "items"
    political = {row["id"] for row in read_lines(folder / "labels.jsonl") if row["ev"]}
    for row in read_lines(folder / "texts.jsonl"):
        yield row["text"], row["id"] in political, row["section"], fold_of(row["published"])


def _list_own() -> Iterator[Piece]:
    for path in sorted(OWN.glob("*.jsonl")):
        for row in read_lines(path):
            text = "\n\n".join(filter(None, (row["title"], row["text"])))
            if not row["ev"] and row["kind"] != "politics":
                yield from _cut(text, fold_of(row["day"]))
            elif row["ev"] and len(text) < SHORT:
                yield _take(text, True, fold_of(row["day"]))


def _take(text: str, is_political: bool, fold: int) -> Piece:
    return Piece(frozenset(list_signs(text)), is_political, fold)


def _cut(text: str, fold: int) -> Iterator[Piece]:
    return (_take(sentence, False, fold) for sentence in cut_sentences(text))


def _find_sentence(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, that an act stands in."""
    at = 0
    touched = []
    for sentence in cut_sentences(text):
        first = text.index(sentence, at)
        at = first + len(sentence)
        if first < end and start < at:
            touched.append(sentence)
    return "\n".join(touched)


def fit(pieces: Sequence[Piece]) -> Weights:
    """The weights; no threshold yet."""
    seen = Counter(sign for piece in pieces for sign in piece.signs)
    signs = sorted(sign for sign, times in seen.items() if times >= LEAST_SEEN)
    places = {sign: place for place, sign in enumerate(signs)}
    pairs = [(row, places[sign]) for row, piece in enumerate(pieces) for sign in sorted(piece.signs) if sign in places]
    rows, columns = np.array(pairs, dtype=np.int64).T
    answers = np.array([piece.is_political for piece in pieces], dtype=np.float64)
    found = descend(rows, columns, answers, len(signs))
    weights = {sign: round(float(one), 2) for sign, one in zip(signs, found, strict=False) if abs(one) >= LIGHTEST}
    return Weights(round(float(found[-1]), 2), 0.0, weights)


def descend(rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], answers: Numbers, signs: int) -> Numbers:
    """Weights of the signs and last the bias, by Adam with a rate that falls to nothing."""
    weights = np.zeros(signs + 1)
    first, second = np.zeros(signs + 1), np.zeros(signs + 1)
    for step in range(1, STEPS + 1):
        odds = np.bincount(rows, weights=weights[columns], minlength=len(answers)) + weights[-1]
        faults = 1 / (1 + np.exp(-odds)) - answers
        slope = np.append(
            np.bincount(columns, weights=faults[rows], minlength=signs) + PENALTY * weights[:-1], faults.sum()
        ) / len(answers)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        rate = 0.1 * (1 - step / STEPS) + 0.002
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-7)
    return weights


def cross(pieces: Sequence[Piece]) -> dict[int, Weights]:
    """By fold, weights that have not seen it."""
    return {
        fold: weights
        for held_out in HELD_OUT
        for weights in [fit([piece for piece in pieces if piece.fold not in held_out])]
        for fold in held_out
    }


def find_least(items: Sequence[Item], weights: dict[int, Weights]) -> float:
    """What a report must weigh so that LOST of the items are lost."""
    weighed = sorted(weigh(one.text, weights[one.fold]) for one in items if one.fold in weights)
    return round(weighed[int(LOST * len(weighed))], 2)


def main() -> None:
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--findings", type=Path, required=True, help="what training.sift.find wrote")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--leave-out", choices=sorted(FOLDS), default="test", help="also these folds, to measure on")
    options = parser.parse_args()
    left_out = FOLDS["test"] | FOLDS[options.leave_out]
    pieces = [one for one in list_pieces(options.shared, read_findings(options.findings)) if one.fold not in left_out]
    items = [Item(text, fold) for text, is_political, _, fold in read_items(options.shared) if is_political]
    least = find_least(items, cross(pieces))
    weights = msgspec.structs.replace(fit(pieces), least=least)
    options.out.write_bytes(msgspec.json.encode(weights, order="deterministic") + b"\n")
    political = sum(piece.is_political for piece in pieces)
    print(
        f"{len(pieces):,} sentences, {political:,} of politics; {len(weights.signs):,} signs; a report must weigh {least}"
    )


if __name__ == "__main__":
    main()
