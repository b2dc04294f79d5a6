"""Learns who takes part in an act of a full report: src/verbale/extract/event_roles.json.

    python -m training.events.roles --shared ../shared [--engine FOLDER]

To be run anew with every engine, before training.events.confidence. The acts are the engine's own, wherever a label of
their type stands in their sentence; the mentions around each are labelled as acting, acted upon or neither.
Multinomial logistic regression with an L2 penalty. The thresholds are the best of the calibration fold by weights that
have not seen it; the weights that ship have seen it too. The test fold has no part.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import product
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from bench.folds import FOLDS, choose_reader, fold_of, write_reports
from msgspec import Struct
from msgspec.structs import replace

from training.events.labelled import as_act
from training.first_coder.labelled import read_rows
from verbale.analyse import analyse
from verbale.analyse.analysis import Act, Analysis, Role
from verbale.analyse.component import Reader
from verbale.extract import find_statements
from verbale.extract.cast import Cast
from verbale.extract.event_roles import FIRST_PERSON, Candidate, choose, describe, list_candidates
from verbale.extract.event_seats import Setting, find_around
from verbale.extract.event_signs import PartWeights
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.records import Statement
from verbale.resolve import identify, resolve
from verbale.resolve.resolution import Resolution
from verbale.spans import Lookup

TARGET = Path("src/verbale/extract/event_roles.json")
PENALTY = 5.0
LEAST_SEEN = 8
"""Signs of fewer candidates are left out."""
STEPS = 12
TRIALS = ((0.2, 0.3, 0.4), (0.3, 0.35, 0.4, 0.45), (0.35, 0.4, 0.5))
"""Least probabilities of the first actor, the first recipient, and further ones."""

Numbers = npt.NDArray[np.float64]


class Case(Struct, frozen=True):
    """An act with its candidates, their signs and parts (0 none, 1 acts, 2 is acted upon), and the labelled sides."""

    is_calibration: bool
    setting: Setting
    candidates: tuple[Candidate, ...]
    signs: tuple[dict[str, float], ...]
    parts: tuple[int, ...]
    actors: frozenset[str]
    recipients: frozenset[str]


def read_cases(shared: Path, reader: Reader, folder: Path) -> Iterator[Case]:
    """The engine's acts of the labelled reports outside the test fold."""
    rows = {report.source: events for _, report, events in read_rows(shared)}
    _, sources = write_reports(shared, FOLDS["all"] - FOLDS["test"], 1, folder)
    for source in sources:
        for reading in read_source(str(source)):
            if isinstance(reading, Reading):
                published = reading.report.published
                day = published.isoformat() if published else reading.report.source
                yield from _read_report(
                    reading, reader, rows[reading.report.source], fold_of(day) in FOLDS["calibration"]
                )


def _read_report(reading: Reading, reader: Reader, events: list, is_calibration: bool) -> Iterator[Case]:  # type: ignore[type-arg]
    yield from read_cases_of(analyse(reading, reader), events, is_calibration)


def read_cases_of(analysis: Analysis, events: list, is_calibration: bool) -> Iterator[Case]:  # type: ignore[type-arg]
    """The acts of one report that a label of their type tells in the same sentence."""
    resolution = resolve(analysis)
    statements = Lookup(find_statements(resolution, Cast(resolution)), lambda one: one.spans)
    labels = [act for act in (as_act(analysis.text, event, within) for event, within in events) if act]
    for act in analysis.acts:
        number = analysis.sentence_at(act.trigger.start)
        near = [one for one in labels if one.event == act.event and analysis.sentence_at(one.trigger.start) == number]
        if near:
            label = min(near, key=lambda one: abs(one.trigger.start - act.trigger.start))
            around = list(statements.around(act.trigger))
            voice = find_around([one for one in around if one.form != "indirect"], act.trigger)
            yield _make_case(resolution, act, label, voice or find_around(around, act.trigger), is_calibration)


def _make_case(resolution: Resolution, act: Act, label: Act, statement: Statement | None, is_calibration: bool) -> Case:
    setting = Setting(resolution, act, statement)
    candidates = list_candidates(resolution, setting)
    speakers = statement.speakers if statement else ()
    actors, recipients = (_list_ids(resolution, roles or (), speakers) for roles in (label.actors, label.recipients))
    named = [replace(one, ids=one.ids or speakers) for one in candidates]
    parts = [_tell_part(one, label, actors, recipients) for one in named]
    signs = [dict(one.spell()) for one in describe(candidates, setting)]
    return Case(is_calibration, setting, tuple(named), tuple(signs), tuple(parts), actors, recipients)


def _tell_part(candidate: Candidate, label: Act, actors: Set[str], recipients: Set[str]) -> int:
    """Which part a candidate has by the label's own words or by whom they mean: 0 none, 1 acts, 2 is acted upon."""
    ids = set(candidate.ids)
    if ids & actors or (not ids and _is_named(candidate, label.actors)):
        return 1
    return 2 if ids & recipients or (not ids and _is_named(candidate, label.recipients)) else 0


def _is_named(candidate: Candidate, roles: Sequence[Role] | None) -> bool:
    return any(role.span.overlaps(candidate.span) for role in roles or ())


def _list_ids(resolution: Resolution, roles: Sequence[Role], speakers: Sequence[str]) -> frozenset[str]:
    """Whom the label's words mean; "we" means whoever speaks."""
    ids: list[str] = []
    for role in roles:
        found = [actor.id for actor in identify(resolution, role.span)]
        ids += found or (speakers if role.span.of(resolution.text).lower() in FIRST_PERSON else ())
    return frozenset(ids)


def learn(cases: Sequence[Case]) -> tuple[dict[str, float], dict[str, float]]:
    """Sign -> weight for acting and for being acted upon."""
    seen = Counter(name for case in cases for signs in case.signs for name in signs)
    names = sorted(name for name, n in seen.items() if n >= LEAST_SEEN)
    number = {name: n for n, name in enumerate(names)}
    rows = [(signs, part) for case in cases for signs, part in zip(case.signs, case.parts, strict=True)]
    table = np.zeros((len(rows), len(names)))
    for row, (signs, _) in enumerate(rows):
        for name, value in signs.items():
            if name in number:
                table[row, number[name]] = value
    parts = np.array([part for _, part in rows])
    weights = regress(table, np.stack([parts == 1, parts == 2], 1).astype(float))
    acts, suffers = (
        {name: round(float(w), 3) for name, w in zip(names, row, strict=True) if abs(w) >= 0.01} for row in weights
    )
    return acts, suffers


def make_weights(
    made_from: str, learnt: tuple[dict[str, float], dict[str, float]], least: tuple[float, float, float]
) -> PartWeights:
    """What `learn` found, with least probabilities as in `TRIALS`."""
    (actor, recipient), (first_actor, first_recipient, more) = learnt, least
    return PartWeights(
        made_from=made_from,
        actor=actor,
        recipient=recipient,
        actor_from=first_actor,
        recipient_from=first_recipient,
        more_from=more,
    )


def regress(table: Numbers, wanted: Numbers) -> Numbers:
    """Multinomial logistic regression by Newton's method: weights (2, signs) of two classes against neither."""
    n = table.shape[1]
    weights = np.zeros((2, n))
    for _ in range(STEPS):
        scores = np.exp(np.clip(table @ weights.T, -30, 30))
        chances = scores / (1 + scores.sum(1, keepdims=True))
        slope = (table.T @ (wanted - chances)).T - PENALTY * weights
        bend = PENALTY * np.eye(2 * n)
        for one, other in product(range(2), repeat=2):
            share = chances[:, one] * ((one == other) - chances[:, other])
            bend[one * n : (one + 1) * n, other * n : (other + 1) * n] += table.T @ (table * share[:, None])
        weights = weights + np.linalg.solve(bend, slope.ravel()).reshape(2, n)
    return weights


def is_right(case: Case, weights: PartWeights) -> bool:
    """Are both sides right, in the scorer's manner: a third in common, and nobody of the other side?"""
    acting, receiving, _ = choose(case.candidates, case.setting, weights)
    actors = {one for _, candidate in acting for one in candidate.ids}
    recipients = {one for _, candidate in receiving for one in candidate.ids} - actors
    return _agree(case.actors, case.recipients, actors) and _agree(case.recipients, case.actors, recipients)


def _agree(wanted: frozenset[str], other: frozenset[str], told: set[str]) -> bool:
    if not wanted or not told:
        return not wanted and not told
    return not told & (other - wanted) and 3 * len(wanted & told) >= len(wanted | told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--engine", type=Path, help="folder of an exported engine, if not the shipped one")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = list(read_cases(given.shared, choose_reader("encoder", given.engine), Path(folder)))
    held = [case for case in cases if case.is_calibration]
    first = learn([case for case in cases if not case.is_calibration])
    figures = {
        trial: sum(is_right(case, make_weights("", first, trial)) for case in held) for trial in product(*TRIALS)
    }
    best = max(figures, key=lambda trial: figures[trial])
    print(f"{len(cases)} acts; both sides right for {figures[best]} of {len(held)} in the calibration fold, at {best}")
    weights = make_weights(f"{len(cases)} acts", learn(cases), best)
    print(f"with the calibration fold learnt: {sum(is_right(case, weights) for case in cases)} of {len(cases)}")
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights, order="sorted"), indent=1) + b"\n")
    print(f"{given.out}: {len(weights.actor)} and {len(weights.recipient)} weights")


if __name__ == "__main__":
    main()
