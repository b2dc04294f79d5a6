"""The fixed folds of the labelled texts, and the scorer over them.

    python -m bench.folds --shared ../shared --reader first-coder --fold test     or encoder, or dictionary

prints what the scorer says of records that the whole program makes of a fold that no training saw. The folds are
by day of publication, as in training.engine.examples: 0 is for tests, 1 for thresholds and calibration.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.dictionary import Dictionary
from bench.printing import print_patiently
from training.first_coder.coder import load_first_coder

from verbale.analyse.component import Reader
from verbale.analyse.encoder import FOLDER, Engine
from verbale.pipeline import make_record
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.schema import to_json

FOLDS = {"test": {0}, "calibration": {1}, "training": set(range(2, 10)), "all": set(range(10))}


def fold_of(day: str) -> int:
    """The fold of what was published on *day*."""
    return zlib.crc32(day.encode()) % 10


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf8") as lines:
        yield from map(json.loads, lines)


def load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READERS = ("encoder", "first-coder", "dictionary")


def choose_reader(name: str, engine: Path | None) -> Reader:
    """The reader of that name; *engine*: folder of an exported engine, if not the shipped one."""
    if name == "first-coder":
        return load_first_coder()
    return Dictionary() if name == "dictionary" else Engine(engine or FOLDER)


def choose_sources(kind: str, shared: Path, fold: str, every: int, out: Path) -> tuple[Path, list[Path]]:
    """Labels as the scorer wants them, and the texts to read, of one kind: items, reports or dev."""
    if kind == "items":
        gold, texts = write_items(shared, FOLDS[fold], every, out)
        return gold, [texts]
    if kind == "dev":
        gold = shared / "gold" / "dev"
        return gold, sorted(gold.glob("*.txt"))
    return write_reports(shared, FOLDS[fold], every, out)


def score(
    kind: str, shared: Path, fold: str, reader: Reader, every: int = 1
) -> tuple[list[tuple[str, Any]], list[tuple[Any, ...]]]:
    """What the scorer says of one kind of texts of a fold: its measures, and its list of errors."""
    scorer = load_scorer(shared)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        errors: list[tuple[Any, ...]] = []
        gold, sources = choose_sources(kind, shared, fold, every, out)
        records = write_records(sources, reader, out / "records.jsonl")
        measures = scorer.items if kind == "items" else scorer.reports
        return measures(gold, records, errors), errors


def write_items(shared: Path, folds: set[int], every: int, out: Path) -> tuple[Path, Path]:
    """The fold's labels as the scorer wants them, and its texts as reports to read."""
    folder = shared / "training" / "items"
    chosen = [t for t in read_lines(folder / "texts.jsonl") if fold_of(t["published"]) in folds][::every]
    ids = {t["id"] for t in chosen}
    gold, texts = out / "items-gold.jsonl", out / "items.jsonl"
    labels = [x for x in read_lines(folder / "labels.jsonl") if x["id"] in ids]
    gold.write_text("".join(json.dumps(x) + "\n" for x in labels), encoding="utf8")
    keys = ("id", "published", "text")
    texts.write_text("".join(json.dumps({k: t[k] for k in keys}) + "\n" for t in chosen), encoding="utf8")
    return gold, texts


def write_reports(shared: Path, folds: set[int], every: int, out: Path) -> tuple[Path, list[Path]]:
    folder = shared / "training" / "reports"
    days = {t["id"]: t["published"] or t["id"] for t in read_lines(folder / "texts.jsonl")}
    chosen = set([i for i, day in sorted(days.items()) if fold_of(day) in folds][::every])
    labels = out / "labels.jsonl"
    lines = [x for x in read_lines(folder / "labels.jsonl") if x["id"] in chosen]
    labels.write_text("".join(json.dumps(x) + "\n" for x in lines), encoding="utf8")
    gold = out / "reports"
    command = [sys.executable, str(folder / "to_gold.py"), str(labels), str(folder / "texts.jsonl"), str(gold)]
    subprocess.run(command, check=True, capture_output=True)
    return gold, sorted(gold.glob("*.txt"))


def write_records(sources: list[Path], reader: Reader, out: Path) -> Path:
    with out.open("w", encoding="utf8") as lines:
        for source in sources:
            for reading in read_source(str(source)):
                if isinstance(reading, Reading):
                    lines.write(to_json(make_record(reading, reader)) + "\n")
                else:
                    print(reading, file=sys.stderr)
    return out


def main() -> None:
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", choices=READERS, default="encoder")
    parser.add_argument("--engine", type=Path, help="folder of an exported engine, if not the shipped one")
    parser.add_argument("--fold", choices=sorted(FOLDS), default="test")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    parser.add_argument("--kinds", nargs="+", choices=("items", "reports", "dev"), default=["items", "reports", "dev"])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    reader = choose_reader(options.reader, options.engine)
    for kind in options.kinds:
        rows, errors = score(kind, options.shared, options.fold, reader, options.every)
        for error in errors if options.errors else ():
            print(kind, *error, sep=" | ")
        for name, value in rows:
            print(f"{kind} {name} {value:.3f}" if isinstance(value, float) else f"{kind} {name} {value}", flush=True)


if __name__ == "__main__":
    main()
