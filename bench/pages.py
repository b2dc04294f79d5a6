"""How well an article is cut out of its page: words found and words that do not belong, on somebody's labelled pages.

    python -m bench.pages FOLDER                   all pages, and each half
    python -m bench.pages FOLDER --worst 10        and the pages with the lowest F1 of the half that may be looked at

FOLDER is a copy of the article extraction benchmark (scrapinghub/article-extraction-benchmark on GitHub): `html/`
with one packed page each and `ground-truth.json`. Nothing of it belongs here. The measure is its own: shares of runs
of four words, each page of the same weight, precision and recall averaged over pages. Rules may be tuned on one half
only, which a hash of the page's name chooses; the other half tells what they are worth.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.printing import print_patiently

from verbale.errors import UnreadableReport
from verbale.read.drafts import Origin
from verbale.read.webpages import read_page

RUN = 4
"""Words in a run that is compared."""

_WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """A page, and what share of its runs was found, was too much, and was missed (together 1)."""

    name: str
    found: float
    excess: float
    missed: float

    @property
    def precision(self) -> float:
        """Share of what was read that belongs to the article."""
        return self.found / (self.found + self.excess) if self.found else float(self.excess == self.missed == 0)

    @property
    def recall(self) -> float:
        """Share of the article that was read."""
        return self.found / (self.found + self.missed) if self.found else float(self.excess == self.missed == 0)


def is_for_tuning(name: str) -> bool:
    """May this page be looked at? Half of them may."""
    return hashlib.blake2b(name.encode(), digest_size=1).digest()[0] % 2 == 0


def count_runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words of *text*; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def compare(name: str, true: str, read: str) -> Score:
    """What of *true* is in *read*."""
    wanted, had = count_runs(true), count_runs(read)
    found, excess, missed = (wanted & had).total(), (had - wanted).total(), (wanted - had).total()
    whole = (found + excess + missed) or 1
    return Score(name, found / whole, excess / whole, missed / whole)


def read_article(path: Path, address: str) -> str:
    """The article's words by verbale's own reading of a page; nothing if it refuses the page."""
    page = gzip.decompress(path.read_bytes()).decode("utf-8")
    try:
        return read_page(page, Origin(path.name, path.name, address)).body
    except UnreadableReport as fault:
        print(f"refused: {fault}")
        return ""


def score_pages(folder: Path) -> Iterator[Score]:
    """The score of each page of the benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, told in sorted(truth.items()):
        body = read_article(folder / "html" / f"{name}.html.gz", told["url"])
        yield compare(name, told.get("articleBody", ""), body)


def sum_up(scores: Sequence[Score]) -> tuple[float, float, float]:
    """F1, precision and recall, as the benchmark counts them: the F1 of both means."""
    precision = statistics.mean(one.precision for one in scores if one.found + one.excess > 0)
    recall = statistics.mean(one.recall for one in scores if one.found + one.missed > 0)
    return 2 * precision * recall / (precision + recall), precision, recall


def main() -> None:
    """Print the figures."""
    print_patiently()
    parser = argparse.ArgumentParser(description="How well an article is cut out of its page.")
    parser.add_argument("folder", type=Path, help="a copy of the article extraction benchmark")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages of the tuning half")
    asked = parser.parse_args()
    begun = time.perf_counter()
    scores = list(score_pages(asked.folder))
    seconds = time.perf_counter() - begun
    halves = {
        "all": scores,
        "tuning half": [one for one in scores if is_for_tuning(one.name)],
        "other half": [one for one in scores if not is_for_tuning(one.name)],
    }
    for title, some in halves.items():
        f1, precision, recall = sum_up(some)
        print(f"{title:12} {len(some):4} pages  F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    print(f"{len(scores) / seconds:.1f} pages a second")
    worst = sorted(halves["tuning half"], key=lambda one: one.precision + one.recall)[: asked.worst]
    for one in worst:
        print(f"{one.name[:16]}  precision {one.precision:.3f}  recall {one.recall:.3f}")


if __name__ == "__main__":
    main()
