"""Cut all texts into passages with their targets once, for every run to load in seconds.

    python -m training.engine.prepare --shared ../shared --vocabulary MODEL_DIR --copies 3 --out examples.pickle

The file holds two lists. *labelled* are all labelled passages, of the held folds too. *taught* is what a teacher labels
softly and its student learns from: all texts outside the held folds, labelled or not, and copies of each with its states
exchanged. Soft labels are told to the passages of *taught* by their place in it.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.engine.examples import (
    CALIBRATION,
    TEST,
    Example,
    Told,
    all_examples,
    as_copies,
    entity_examples,
    fold_of,
    item_examples,
    own_examples,
    passages_of,
    read_lines,
    report_examples,
)
from verbale.analyse.passages import Cutter
from verbale.analyse.word_pieces import WordPieces

HELD = (TEST, CALIBRATION)


@dataclass(frozen=True, slots=True)
class Examples:
    labelled: list[Example]
    taught: list[Example]


def unlabelled_texts(shared: Path) -> Iterator[Told]:
    """Texts that nobody labelled; those of the held folds' days stay out, since one story may have several texts."""
    folder = shared / "training" / "unlabelled"
    for name in ("items.jsonl.gz", "reports.jsonl.gz"):
        for text in read_lines(folder / name):
            told = Told(text["id"], text["published"] or text["id"], text.get("title"), text["text"])
            if fold_of(told.day) not in HELD:
                yield told


def unlabelled_examples(shared: Path, cutter: Cutter, copy: int = 0) -> Iterator[Example]:
    texts = unlabelled_texts(shared)
    for told in as_copies(texts, copy) if copy else texts:
        for passage in passages_of(told.text, told.title, cutter):
            unlabelled = Example(told.name, fold_of(told.day), told.text, passage, [], events_labelled=False)
            unlabelled.exchanged = copy > 0
            yield unlabelled


def taught_examples(shared: Path, cutter: Cutter, copies: int) -> list[Example]:
    """What is taught, in a fixed order."""
    every = (
        example
        for copy in range(copies + 1)
        for source in (item_examples, report_examples, unlabelled_examples)
        for example in source(shared, cutter, copy)
    )
    out = [e for e in every if e.fold not in HELD]
    return [*out, *own_examples(cutter), *entity_examples(shared, cutter)]


def load_examples(path: Path) -> Examples:
    """What this module wrote; only files of one's own, since a pickle can run code."""
    with gzip.open(path, "rb") as file:
        labelled, taught = pickle.load(file)
    return Examples(labelled, taught)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--vocabulary", type=Path, required=True, help="folder with the uncased BERT vocab.txt")
    parser.add_argument("--copies", type=int, default=3, help="copies of each text with its states exchanged")
    parser.add_argument("--by-words", action="store_true", help="for plans whose upper layers read words")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cutter = Cutter(WordPieces.load(options.vocabulary / "vocab.txt"), options.by_words)
    examples = Examples(
        all_examples(options.shared, cutter, copies=1),
        taught_examples(options.shared, cutter, options.copies),
    )
    with gzip.open(options.out, "wb", compresslevel=6) as file:
        pickle.dump((examples.labelled, examples.taught), file)
    print(f"{len(examples.labelled)} labelled passages, {len(examples.taught)} to be taught")


if __name__ == "__main__":
    main()
