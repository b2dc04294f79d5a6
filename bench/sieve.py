"""What passing over reports without politics loses and saves: the F1 of records with and without it, shares, and time.

python -m bench.sieve --shared ../shared                        the test fold, which no weights were learnt from
python -m bench.sieve --shared ../shared --fold calibration --weights FILE
                                                                weights of training.sift.learn --leave-out calibration
python -m bench.sieve --texts FILE...                           other reports, a JSON object a line with `text`

No labelled report was learnt from: their figures are honest in every fold. Times are seconds of the processor.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from bench.folds import FOLDS, choose_sources, load_scorer
from bench.printing import print_patiently
from bench.quiet import FRESH, REPORTS, TRAPS, read_quiet

from verbale.pipeline import choose_reader, make_record
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.records import ReportRecord
from verbale.schema import to_json
from verbale.sift.politics import Weights, load_weights, weigh

MEASURES = """
    type_f1 type_macro_f1 who_what_whom_f1 no_event_accuracy
    event_detection_f1 event_who_what_whom_f1 quoted_end_to_end_f1 indirect_end_to_end_f1
""".split()
"""Of what the scorer says, what is printed."""


class Outcome(NamedTuple):
    """A report's record, whether it would be passed over, its words, and the seconds of reading and of the sieve."""

    record: ReportRecord
    is_passed: bool
    words: int
    reading: float
    sifting: float


def read_outcomes(sources: Iterable[Path], weights: Weights) -> list[Outcome]:
    """Every report of *sources*, read in any case."""
    reader = choose_reader()
    weigh("Warm.", weights)
    outcomes = []
    for source in sources:
        for reading in read_source(str(source)):
            if isinstance(reading, Reading):
                begun = time.process_time()
                is_passed = weigh(reading.report.text, weights) < weights.least
                sifted = time.process_time()
                record = make_record(reading, reader)
                words = len(reading.report.text.split())
                outcomes.append(Outcome(record, is_passed, words, time.process_time() - sifted, sifted - begun))
    return outcomes


def score(kind: str, shared: Path, fold: str, weights: Weights) -> list[Outcome]:
    """Print what the scorer says of a fold with and without the sieve; the outcomes."""
    scorer = load_scorer(shared)
    measure = scorer.items if kind == "items" else scorer.reports
    with tempfile.TemporaryDirectory() as folder:
        gold, sources = choose_sources(kind, shared, fold, 1, Path(folder))
        outcomes = read_outcomes(sources, weights)
        told = []
        for name, records in (("all", [one.record for one in outcomes]), ("sifted", list(map(_leave, outcomes)))):
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(to_json(one) + "\n" for one in records), encoding="utf8")
            errors: list[Any] = []
            told.append(dict(measure(gold, path, errors)))
    for name, value in told[0].items():
        if name in MEASURES:
            print(f"{kind} {name:24} {value:.3f}  sifted {told[1][name]:.3f}  {told[1][name] - value:+.3f}")
    print_share(kind, outcomes)
    return outcomes


def _leave(outcome: Outcome) -> ReportRecord:
    """What is passed over has no facts."""
    empty: dict[str, Any] = {"events": (), "statements": (), "agreements": ()}
    return msgspec.structs.replace(outcome.record, **empty) if outcome.is_passed else outcome.record


def print_share(name: str, outcomes: Sequence[Outcome]) -> None:
    """How many reports are passed over, of those with and without an event by the engine, and what time that saves."""
    for kind, some in (
        ("with an event", [one for one in outcomes if one.record.events]),
        ("without", [one for one in outcomes if not one.record.events]),
    ):
        passed = sum(one.is_passed for one in some)
        if some:
            print(f"{name}, {kind} by the engine: {passed} of {len(some)} passed over ({passed / len(some):.1%})")
    reading, sifting = (sum(getattr(one, kind) for one in outcomes) for kind in ("reading", "sifting"))
    words = sum(one.words for one in outcomes)
    saved = sum(one.reading for one in outcomes if one.is_passed) - sifting
    political = sum(bool(one.record.events) for one in outcomes) / len(outcomes)
    print(
        f"{name}: {len(outcomes)} reports, {words:,} words, {political:.0%} with an event; "
        f"{1e6 * reading / words:.0f} microseconds a word read, {1e6 * sifting / words:.2f} sifted"
        f" ({sifting / reading:.2%}); {saved / reading:.1%} of the time saved",
        flush=True,
    )


def print_quiet(weights: Weights) -> None:
    """The share of our own quiet reports that is passed over; none of them was learnt from."""
    for path in (REPORTS, FRESH, TRAPS):
        texts = [f"{one.title}\n\n{one.text}" for one in read_quiet(path)]
        passed = sum(weigh(text, weights) < weights.least for text in texts)
        print(f"{path.stem}: {passed} of {len(texts)} passed over ({passed / len(texts):.0%})")


def main() -> None:
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--fold", choices=sorted(FOLDS), default="test")
    parser.add_argument("--kinds", nargs="+", choices=("items", "reports"), default=["items", "reports"])
    parser.add_argument("--weights", type=Path, help="weights to measure, if not those that ship")
    parser.add_argument("--texts", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    shipped = options.weights is None
    weights = load_weights() if shipped else msgspec.json.decode(options.weights.read_bytes(), type=Weights)
    print_quiet(weights)
    for kind in options.kinds if options.shared else ():
        score(kind, options.shared, options.fold, weights)
    for path in options.texts:
        print_share(path.stem, read_outcomes([path], weights))


if __name__ == "__main__":
    main()
