"""The first coder's figures on texts that its lexicon never saw: the baseline for a trained engine.

    python bench/first_coder.py --shared ../shared [--kind items|reports|both] [--sample N] [--errors]

Items whose day, and reports whose id, is in the held-out fold (training/first_coder/labelled.py) go through the whole
pipeline with the first coder as reader; the scorer of the shared folder compares the records with the labels.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from verbale.analyse.first_coder import load_first_coder
from verbale.pipeline import make_record, read_all
from verbale.read.reading import Reading
from verbale.records import Report, ReportRecord
from verbale.schema import to_json

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.first_coder.labelled import is_held_out

Lines = list[str]


def read_lines(path: Path, key: Callable[[str], str], sample: int) -> Lines:
    """Held-out lines of a JSON Lines file, the first *sample* of them."""
    with path.open(encoding="utf8") as lines:
        return [line for line in lines if is_held_out(key(str(json.loads(line)["id"])))][:sample]


def write_records(path: Path, records: Iterable[ReportRecord]) -> None:
    """Records as JSON Lines."""
    path.write_text("".join(f"{to_json(one)}\n" for one in records), "utf8")


def read_items(texts: Iterable[str], wanted: set[str]) -> Iterator[ReportRecord]:
    """A record for each item: no title, published on its day."""
    reader = load_first_coder()
    for row in map(json.loads, texts):
        if row["id"] in wanted:
            day = date.fromisoformat(row["published"])
            report = Report(row["id"], "", None, day, None, None, "en", (), row["text"])
            yield make_record(Reading(report), reader)


def bench_items(shared: Path, folder: Path, sample: int) -> tuple[str, ...]:
    """Writes gold and records of held-out items; what the scorer is asked."""
    source = shared / "training/items"
    gold = read_lines(source / "labels.jsonl", lambda name: name.split("#")[0], sample)
    (folder / "gold.jsonl").write_text("".join(gold), "utf8")
    texts = read_lines(source / "texts.jsonl", lambda name: name.split("#")[0], 10**9)
    write_records(folder / "items.jsonl", read_items(texts, {json.loads(line)["id"] for line in gold}))
    return "items", str(folder / "gold.jsonl"), str(folder / "items.jsonl")


def bench_reports(shared: Path, folder: Path, sample: int) -> tuple[str, ...]:
    """Writes gold and records of held-out reports; what the scorer is asked."""
    source = shared / "training/reports"
    (folder / "labels.jsonl").write_text("".join(read_lines(source / "labels.jsonl", str, sample)), "utf8")
    gold = folder / "gold"
    make_gold = (sys.executable, source / "to_gold.py", folder / "labels.jsonl", source / "texts.jsonl", gold)
    subprocess.run(make_gold, check=True, capture_output=True)
    records = read_all(sorted(gold.glob("*.txt")), reader=load_first_coder())
    write_records(folder / "reports.jsonl", (one for one in records if isinstance(one, ReportRecord)))
    return "reports", str(gold), str(folder / "reports.jsonl")


BENCHES = {"items": bench_items, "reports": bench_reports}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/ and score/")
    parser.add_argument("--kind", choices=(*BENCHES, "both"), default="both")
    parser.add_argument("--sample", type=int, default=10**9, help="only so many of each")
    parser.add_argument("--errors", action="store_true", help="what was missed, invented or wrong, too")
    given = parser.parse_args()
    for kind in BENCHES if given.kind == "both" else (given.kind,):
        with TemporaryDirectory() as folder:
            start = time.perf_counter()
            asked = BENCHES[kind](given.shared, Path(folder), given.sample)
            seconds = time.perf_counter() - start
            score = (sys.executable, given.shared / "score/score.py", *asked, *(["--errors"] if given.errors else []))
            print(f"# {kind}: {load_first_coder().name}", flush=True)
            subprocess.run(score, check=True)
            print(f"seconds {seconds:.1f}", flush=True)


if __name__ == "__main__":
    main()
