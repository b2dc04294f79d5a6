"""Fits how sure an event is: src/verbale/extract/event_confidence.json.

    python -m training.events.confidence --shared ../shared [--engine FOLDER]

To be run anew with every engine. Events of items and reports are right if type, who and whom are, as the scorer has it.
Logistic regression with an L2 penalty over the signs that verbale.extract.event_confidence names. Three kinds of texts
are learnt from: those of the calibration fold, which the engine was not trained on but thresholds and rules were chosen
on, which flatters; those of the training folds, on which the engine is too sure of itself; and the development reports,
which are neither. Signs of the first two kinds' own (CHOSEN, `mark_seen`) take that up and are not written. The least confidence
told, in items and in reports, is the one with the best F1 of types and of who-what-whom together, with its neighbours, on
the calibration fold by weights that have not seen the text; by the weights that ship it is where as many are told.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import yaml
from bench.folds import FOLDS, choose_reader, load_scorer, write_items, write_reports
from msgspec import Struct

from verbale.analyse import analyse
from verbale.analyse.component import Reader
from verbale.extract import find_statements
from verbale.extract.agreements import find_agreements
from verbale.extract.cast import Cast
from verbale.extract.event_confidence import Weights
from verbale.extract.event_tellings import Teller
from verbale.extract.events import make_event, weigh_all
from verbale.extract.extraction import Extraction
from verbale.pipeline import gather_actors
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.records import Event
from verbale.resolve import resolve

TARGET = Path("src/verbale/extract/event_confidence.json")
PENALTY = 8.0
FIRM = ("always", "act", "full report", "act in a full report")
"""Signs whose weight is hardly drawn towards nothing."""
SEEN = "seen"
"""Sign of a text that the engine was trained on, and the end of the names of what else is otherwise there."""
CHOSEN = "chosen on"
"""Sign of a text that thresholds and rules were chosen on."""
OTHERWISE = ("act", "full report", "act in a full report", "actor sure", "recipient sure")
OTHERWISE_IN_FULL = ("actor sure", "recipient sure", "no actor", "no recipient")
"""Signs that weigh otherwise in a text that the engine was trained on, and in such a full report."""
EVERY = 4
"""Every so manieth item of the training folds is learnt from: more make no difference."""
STEPS = 15
PARTS = 5
"""Folds of whole texts by which the fit is measured."""
TRIALS = tuple(n / 100 for n in range(5, 51))
AS_GOOD = 0.005
"""Of trials that are as good as this the highest counts in items, whose weak side is telling too much, and the lowest in
reports, whose weak side is telling too little."""
AROUND = 0.035
"""Trials as near as this count together, so that chance decides less."""

Numbers = npt.NDArray[np.float64]
Label = dict[str, Any]
Rows = tuple[list[dict[str, float]], list[bool]]
"""Signs of events, and whether each is right."""


class Text(Struct, frozen=True):
    """A text with its labels, the events told of it, sure or not, and their signs."""

    source: str
    labels: tuple[Label, ...]
    events: tuple[Event, ...]
    signs: tuple[dict[str, float], ...]
    scored: Any


def read_texts(
    sources: Sequence[Path], reader: Reader, scorer: ModuleType, labels: Callable[[str], Any]
) -> Iterator[Text]:
    """Every text of *sources* with its events and its labels in the form of report labels."""
    for source in sources:
        for reading in read_source(str(source)):
            if isinstance(reading, Reading):
                yield _read_text(reading, reader, scorer, labels)


def _read_text(reading: Reading, reader: Reader, scorer: ModuleType, labels: Callable[[str], Any]) -> Text:
    resolution = resolve(analyse(reading, reader))
    cast = Cast(resolution)
    statements, agreements = find_statements(resolution, cast), find_agreements(resolution, cast)
    found = weigh_all(resolution, list(Teller(resolution, statements, agreements, cast).tell_all()))
    events = tuple(make_event(f"e{n}", one, resolution) for n, one in enumerate(found, 1))
    actors = gather_actors(resolution.actors, Extraction(cast.actors(), statements, events, agreements, ()))
    report = {
        "report": {"text": resolution.text},
        "actors": msgspec.to_builtins(actors),
        "statements": [],
        "events": [],
    }
    signs = tuple(dict(one.list_signs(resolution)) for one in found)
    source = resolution.analysis.report.source
    return Text(source, tuple(labels(source)), events, signs, scorer.Record(report))


def from_item(event: Label) -> Label:
    """An item's label in the form of a report's."""
    keys = {"t": "type", "a": "actors", "as": "actor_states", "r": "recipients", "rs": "recipient_states"}
    return {**{long: event[short] for short, long in keys.items()}, "evidence": None}


def match(text: Text, chosen: Sequence[int], scorer: ModuleType) -> tuple[set[int], set[int]]:
    """Which of the *chosen* events are of the right type, and which have both sides right too."""
    grades: dict[tuple[int, int], tuple[bool, bool]] = {}
    for g, label in enumerate(text.labels):
        for n in chosen:
            event = msgspec.to_builtins(text.events[n])
            near = label["evidence"] is None or scorer.same_sentence(label["evidence"], event, text.scored)
            if event["event"] == label["type"] and near:
                grades[g, n] = scorer.sides(_side(label, "actor"), _side(label, "recipient"), event, text.scored)
    pools = range(len(text.labels)), range(len(text.events))
    found = scorer.pair(*pools, lambda g, n: 1 + sum(grades[g, n]) / 10 if (g, n) in grades else 0.0, 1.0)
    right = scorer.pair(*pools, lambda g, n: float(all(grades[g, n])) if (g, n) in grades else 0.0, 1.0)
    return {n for _, n in found}, {n for _, n in right}


def _side(label: Label, part: str) -> list[tuple[str, str | None]]:
    names, states = label[f"{part}s"] or [], label[f"{part}_states"] or []
    return [(name, states[n] if n < len(states) else None) for n, name in enumerate(names)]


def mark_seen(signs: dict[str, float]) -> dict[str, float]:
    """The signs of an event of a text that the engine was trained on, with those that say so."""
    marked = {f"{name} {SEEN}": signs.get(name, 0.0) for name in OTHERWISE}
    if "full report" in signs:
        marked |= {f"{name} in full {SEEN}": signs.get(name, 0.0) for name in OTHERWISE_IN_FULL}
    return signs | marked | {SEEN: 1.0}


def fit(signs: Sequence[dict[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Sign -> weight, by Newton's method."""
    names = sorted({name for one in signs for name in one})
    table = np.array([[one.get(name, 0.0) for name in names] for one in signs])
    wanted, weights = np.array(right, float), np.zeros(len(names))
    penalty = np.diag([PENALTY / 20 if name.removesuffix(f" {SEEN}") in (*FIRM, SEEN) else PENALTY for name in names])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (wanted - chance) - penalty @ weights
        weights = weights + np.linalg.solve(table.T @ (table * (chance * (1 - chance))[:, None]) + penalty, slope)
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.001}


def tell_chance(signs: dict[str, float], weights: dict[str, float]) -> float:
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in signs.items()))))


def fit_apart(texts: Sequence[Text], right: Sequence[set[int]], more: Rows) -> list[list[float]]:
    """The events' chances, each text's by weights that have not seen it; *more*: rows that all weights may see."""
    chances: list[list[float]] = [[] for _ in texts]
    for part in range(PARTS):
        seen = [n for n in range(len(texts)) if n % PARTS != part]
        signs, wanted = _flatten([texts[n] for n in seen], [right[n] for n in seen])
        weights = fit([*signs, *more[0]], [*wanted, *more[1]])
        for n in range(part, len(texts), PARTS):
            chances[n] = [tell_chance(signs, weights) for signs in texts[n].signs]
    return chances


def _flatten(texts: Sequence[Text], right: Sequence[set[int]]) -> Rows:
    rows = [(signs, n in ok) for text, ok in zip(texts, right, strict=True) for n, signs in enumerate(text.signs)]
    return [signs for signs, _ in rows], [ok for _, ok in rows]


def measure(
    texts: Sequence[Text], chances: Sequence[list[float]], scorer: ModuleType, least: float
) -> tuple[float, float]:
    """F1 of types, and of who-what-whom, if events from *least* on are told."""
    told = labelled = found = right = 0
    for text, sure in zip(texts, chances, strict=True):
        chosen = [n for n, chance in enumerate(sure) if chance >= least]
        first, second = match(text, chosen, scorer)
        told, labelled = told + len(chosen), labelled + len(text.labels)
        found, right = found + len(first), right + len(second)
    return 2 * found / (told + labelled), 2 * right / (told + labelled)


def choose_least(
    name: str, measure_at: Callable[[float], tuple[float, float]], pick: Callable[[list[float]], float]
) -> float:
    """The least confidence told in one kind of text, by what it gives for a trial; prints every fifth trial."""
    rows = {least: measure_at(least) for least in TRIALS}
    for least, (types, whole) in list(rows.items())[::5]:
        print(f"{name}, least {least:.2f}: type {types:.3f} who-what-whom {whole:.3f}")
    smooth = {}
    for least in TRIALS[3:-3]:
        near = [sum(rows[one]) for one in TRIALS if abs(one - least) < AROUND]
        smooth[least] = sum(near) / len(near)
    return pick([least for least, value in smooth.items() if value >= max(smooth.values()) - AS_GOOD])


def read_fold(
    shared: Path, fold: str, reader: Reader, scorer: ModuleType, every: int = 1
) -> tuple[list[Text], list[Text]]:
    """The items of a fold, every so manieth, and its reports."""
    with tempfile.TemporaryDirectory() as folder:
        gold, source = write_items(shared, FOLDS[fold], every, Path(folder))
        lines = {line["id"]: line["ev"] for line in map(json.loads, gold.read_text(encoding="utf8").splitlines())}
        items = list(read_texts([source], reader, scorer, lambda name: map(from_item, lines[name])))
        gold, sources = write_reports(shared, FOLDS[fold], 1, Path(folder))
        reports = list(read_texts(sources, reader, scorer, lambda name: _load_labels(gold / f"{name}.yaml")))
    return items, reports


def read_development(shared: Path, reader: Reader, scorer: ModuleType) -> list[Text]:
    """The development reports."""
    gold = shared / "gold" / "dev"
    return list(
        read_texts(sorted(gold.glob("*.txt")), reader, scorer, lambda name: _load_labels(gold / f"{name}.yaml"))
    )


def keep_told(texts: Sequence[Text], chances: Sequence[list[float]], weights: dict[str, float], least: float) -> float:
    """The least confidence by *weights* at which as many events of *texts* are told as by *chances* at *least*."""
    told = sum(chance >= least for row in chances for chance in row)
    sure = sorted((tell_chance(signs, weights) for text in texts for signs in text.signs), reverse=True)
    around = sure[max(0, told - 1) : told + 1]
    return round(sum(around) / len(around), 3)


def tell_right(texts: Sequence[Text], scorer: ModuleType) -> list[set[int]]:
    """Of each text the numbers of its events that are right."""
    return [match(text, range(len(text.events)), scorer)[1] for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--engine", type=Path, help="folder of an exported engine, if not the shipped one")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    scorer, reader = load_scorer(given.shared), choose_reader("encoder", given.engine)
    items, reports = read_fold(given.shared, "calibration", reader, scorer)
    known = [text for kind in read_fold(given.shared, "training", reader, scorer, EVERY) for text in kind]
    more = _flatten(known, tell_right(known, scorer))
    more = [mark_seen(signs) for signs in more[0]], more[1]
    texts = [*items, *reports]
    right = tell_right(texts, scorer)
    signs, wanted = _flatten(texts, right)
    chances = fit_apart(texts, right, more)
    for name, part in (("items", slice(len(items))), ("reports", slice(len(items), None))):
        rows = zip(chances[part], right[part], strict=True)
        pairs = [(chance, n in ok) for row, ok in rows for n, chance in enumerate(row)]
        print(f"{name}: {len(pairs)} events; calibration error over {PARTS} folds {scorer.calibration(pairs):.3f}")
    least = choose_least("items", partial(measure, items, chances[: len(items)], scorer), max)
    least_of_reports = choose_least("reports", partial(measure, reports, chances[len(items) :], scorer), min)
    fresh = read_development(given.shared, reader, scorer)
    others = _flatten(fresh, tell_right(fresh, scorer))
    fitted = fit([*({**one, CHOSEN: 1.0} for one in signs), *others[0], *more[0]], [*wanted, *others[1], *more[1]])
    flattery = fitted.pop(CHOSEN, 0.0)
    least = keep_told(items, chances[: len(items)], fitted, least)
    least_of_reports = keep_told(reports, chances[len(items) :], fitted, least_of_reports)
    print(
        f"{len(others[0])} events of development reports, {sum(others[1])} right; the calibration fold flatters by {flattery}"
    )
    kept = {name: weight for name, weight in fitted.items() if not name.endswith(SEEN)}
    made_from = f"{len(signs) + len(others[0])} events, and {len(more[0])} of texts that the engine knows"
    weights = Weights(made_from, kept, least, least_of_reports)
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights, order="sorted"), indent=1) + b"\n")
    print(f"{given.out}: {len(weights.signs)} weights, least confidence {least}, in reports {least_of_reports}")


def _load_labels(path: Path) -> list[Label]:
    labels: list[Label] = yaml.safe_load(path.read_text(encoding="utf8"))["events"]
    return labels


if __name__ == "__main__":
    main()
