"""The engine, the first coder and a dictionary on the same texts, as one table in Markdown.

    python -m bench.table --shared ../shared

All three go through the same pipeline: reading, resolution, tellings joined to events; only what reads acts differs.
The first coder's lexicon and the engine were learnt from folds other than 0 and 1; the dictionary (bench/dictionary.py)
was written by hand and learnt nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.folds import FOLDS, READERS, choose_reader, score
from bench.printing import print_patiently

MEASURES: Final = {
    "items": (
        ("type_precision", "type precision"),
        ("type_recall", "type recall"),
        ("type_f1", "type F1"),
        ("type_macro_f1", "type F1, mean over types"),
        ("who_what_whom_f1", "who-what-whom F1"),
        ("status_macro_f1", "status F1, mean over statuses"),
        ("mode_accuracy", "mode right"),
        ("no_event_accuracy", "no event where there is none"),
        ("calibration_error", "calibration error"),
    ),
    "reports": (
        ("event_detection_precision", "detection precision"),
        ("event_detection_recall", "detection recall"),
        ("event_detection_f1", "detection F1"),
        ("event_who_what_whom_f1", "who-what-whom F1"),
        ("scheduled_f1", "scheduled F1"),
        ("quoted_f1", "quoted F1"),
        ("indirect_f1", "indirect speech F1"),
    ),
}
"""Which of the scorer's measures stand in the table, and what they are called there."""

Found = dict[str, dict[str, Any]]


def measure(kind: str, shared: Path, fold: str, every: int, readers: tuple[str, ...] = READERS) -> Found:
    """Reader -> measure -> value."""
    return {name: dict(score(kind, shared, fold, choose_reader(name, None), every)[0]) for name in readers}


def write_table(kind: str, found: Found) -> Iterator[str]:
    """The lines of a table: a row a measure, a column a reader."""
    yield f"| {kind} | {' | '.join(found)} |"
    yield f"|---|{'--:|' * len(found)}"
    for measure_name, title in MEASURES[kind]:
        yield f"| {title} | {' | '.join(f'{values[measure_name]:.3f}'[1:] for values in found.values())} |"


def main() -> None:
    """Print the tables."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--fold", choices=sorted(FOLDS), default="test")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    parser.add_argument("--kinds", nargs="+", choices=list(MEASURES), default=list(MEASURES))
    options = parser.parse_args()
    for kind in options.kinds:
        print("\n".join(write_table(kind, measure(kind, options.shared, options.fold, options.every))), flush=True)
        print()


if __name__ == "__main__":
    main()
