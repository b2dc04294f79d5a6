"""Learns the weights by which extraction seats the mentions around a trigger that came without roles.

    python -m training.first_coder.seats --shared ../shared --out src/verbale/extract/event_seats.json

A softmax regression over features of `event_seats.describe`: takes no part, acts, is acted upon. It learns from the
labelled acts of the same texts as the lexicon, laid out and resolved by verbale itself.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from training.first_coder.labelled import inner_fold, is_held_out, read_rows
from verbale.analyse import lay_out
from verbale.analyse.analysis import Act
from verbale.extract import find_statements
from verbale.extract.cast import Cast
from verbale.extract.event_seats import Seat, Setting, Weights, choose_sides, describe, find_around, weigh_seats
from verbale.plover import get_type
from verbale.read.reading import Reading
from verbale.resolve import resolve
from verbale.resolve.resolution import Mention
from verbale.spans import Span

LEAST_LEXICAL = 12
"""A trigger's stem has features of its own if so many labelled acts have it."""
LEAST_SEEN = 5
"""Features of fewer mentions are left out."""
LEAST_WEIGHT = 0.05
ROUNDS = 300
ACTOR_TRIALS = (0.2, 0.25, 0.3, 0.35)
RECIPIENT_TRIALS = (0.15, 0.2, 0.25, 0.3, 0.35)
MORE_TRIALS = (0.3, 0.35, 0.4, 0.45)

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
NONE, ACTOR, RECIPIENT = range(3)


class Labelled(Struct, frozen=True):
    """An act with its sentence's mentions and the part that each takes in it."""

    key: str
    setting: Setting
    parts: tuple[int, ...]


def read_acts(shared: Path, held_out: bool = False) -> Iterator[Labelled]:
    """The labelled acts of the texts that are learnt from, or of those kept apart."""
    for key, report, events in read_rows(shared):
        if is_held_out(key) is not held_out:
            continue
        resolution = resolve(lay_out(Reading(report)))
        statements = find_statements(resolution, Cast(resolution)) if events else ()
        for event, within in events:
            act = _as_act(report.text, event, within)
            if act is not None:
                setting = Setting(resolution, act, find_around(statements, act.trigger))
                yield Labelled(key, setting, tuple(_label(setting, event)))


def _as_act(text: str, event: dict[str, Any], within: Span) -> Act | None:
    start = text.find(event["tr"], within.start, within.end)
    if start < 0:
        return None
    trigger = Span(start, start + len(event["tr"]))
    return Act(trigger, event["t"], event["m"], event["st"], (), None, None, None, None, 1.0, (), "label")


def _label(setting: Setting, event: dict[str, Any]) -> Iterator[int]:
    actors = [_find_nearest(setting, words) for words in event["a"]]
    recipients = [_find_nearest(setting, words) for words in event["r"]]
    for mention in setting.mentions:
        if any(span.overlaps(mention.span) for span in actors if span):
            yield ACTOR
        elif any(span.overlaps(mention.span) for span in recipients if span):
            yield RECIPIENT
        else:
            yield NONE


def _find_nearest(setting: Setting, words: str) -> Span | None:
    """Where *words* stand in the sentence, nearest to the trigger."""
    text, sentence = setting.resolution.text, setting.sentence
    starts = []
    start = text.find(words, sentence.start, sentence.end)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1, sentence.end)
    if not starts:
        return None
    best = min(starts, key=lambda at: abs(at - setting.act.trigger.start))
    return Span(best, best + len(words))


class Table(Struct):
    """Examples as rows of feature numbers, padded with a feature that weighs nothing."""

    rows: Indices
    parts: Indices
    names: tuple[str, ...]


def tabulate(acts: Sequence[Labelled], lexical: frozenset[str]) -> Table:
    """The mentions of all acts with those of their features that are seen often enough."""
    described = [
        ([name for name, _ in describe(act.setting, number, lexical).spell()], part)
        for act in acts
        for number, part in enumerate(act.parts)
    ]
    seen = Counter(name for features, _ in described for name in features)
    names = tuple(sorted(name for name, n in seen.items() if n >= LEAST_SEEN))
    number = {name: n for n, name in enumerate(names)}
    rows = [[number[name] for name in features if name in number] for features, _ in described]
    longest = max(map(len, rows))
    padded = np.array([row + [len(names)] * (longest - len(row)) for row in rows], dtype=np.int64)
    return Table(padded, np.array([part for _, part in described], dtype=np.int64), names)


def regress(table: Table, ridge: float = 2.0, rate: float = 0.1) -> Numbers:
    """Softmax regression by Adam over all rows at once; weights by feature for acting and being acted upon."""
    size = len(table.names) + 1
    weights, mean, spread = (np.zeros((2, size)) for _ in range(3))
    wanted = np.stack([table.parts == ACTOR, table.parts == RECIPIENT]).astype(float)
    for step in range(1, ROUNDS + 1):
        sums = weights[:, table.rows].sum(axis=2)
        odds = np.exp(sums)
        error = odds / (1 + odds.sum(axis=0)) - wanted
        slope = np.stack([_add_up(table.rows, one, size) for one in error]) + ridge * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-9)
        weights[:, -1] = 0
    return weights


def _add_up(rows: Indices, error: Numbers, size: int) -> Numbers:
    return np.bincount(rows.ravel(), np.repeat(error, rows.shape[1]), size).astype(float)


def learn(acts: Sequence[Labelled]) -> Weights:
    """The weights that are worth keeping; the thresholds are still to be fitted."""
    heads = Counter(act.setting.head for act in acts)
    lexical = frozenset(head for head, n in heads.items() if n >= LEAST_LEXICAL)
    table = tabulate(acts, lexical)
    actor, recipient = (
        {name: round(float(w), 2) for name, w in zip(table.names, row, strict=False) if abs(w) >= LEAST_WEIGHT}
        for row in regress(table)
    )
    return Weights(
        made_from=f"{len(acts)} acts with {len(table.parts)} mentions",
        lexical=lexical,
        actor=actor,
        recipient=recipient,
        actor_from=0.5,
        recipient_from=0.5,
        more_from=0.5,
    )


def fit_thresholds(weights: Weights, acts: Sequence[Labelled]) -> tuple[float, float, float]:
    """The thresholds by which most *acts*, which the weights have not seen, have both sides right."""
    seats = [weigh_seats(act.setting, weights) for act in acts]
    trials = product(ACTOR_TRIALS, RECIPIENT_TRIALS, MORE_TRIALS)
    return max(trials, key=lambda trial: _count_right(replace_thresholds(weights, trial), acts, seats))


def replace_thresholds(weights: Weights, thresholds: tuple[float, float, float]) -> Weights:
    """The same weights with those thresholds."""
    actor, recipient, more = thresholds
    return replace(weights, actor_from=actor, recipient_from=recipient, more_from=more)


def _count_right(weights: Weights, acts: Sequence[Labelled], seats: Sequence[list[Seat]]) -> int:
    right = 0
    for act, chances in zip(acts, seats, strict=True):
        actors, recipients = choose_sides(chances, get_type(act.setting.act.event), weights)
        right += _agree(act, ACTOR, actors) and _agree(act, RECIPIENT, recipients)
    return right


def _agree(act: Labelled, part: int, chosen: Sequence[Mention]) -> bool:
    """Do a third of wanted and chosen mentions agree? Wanted ones that overlap are one."""
    wanted = [m for m, p in zip(act.setting.mentions, act.parts, strict=True) if p == part]
    hits = sum(any(one.wide.overlaps(other.wide) for other in wanted) for one in chosen)
    missed = sum(not any(one.wide.overlaps(other.wide) for other in chosen) for one in wanted)
    return hits * 3 >= len(chosen) + missed if chosen or wanted else True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    parser.add_argument("--out", type=Path, default=Path("src/verbale/extract/event_seats.json"))
    given = parser.parse_args()
    acts = list(read_acts(given.shared))
    inner = [inner_fold(act.key) == 0 for act in acts]
    part = learn([act for act, out in zip(acts, inner, strict=True) if not out])
    thresholds = fit_thresholds(part, [act for act, out in zip(acts, inner, strict=True) if out])
    weights = replace_thresholds(learn(acts), thresholds)
    given.out.write_bytes(msgspec.json.encode(weights, order="sorted") + b"\n")
    print(f"{weights.made_from}; {len(weights.actor)} + {len(weights.recipient)} weights; thresholds {thresholds}")
    print(f"{given.out}: {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
