"""From the encoder's probabilities to names, acts and speeches.

The two readings of a passage give, for n subtokens and f frames (a trigger or cue each):
triggers (n, 1 + 2 types), cues (n, 3), entities (n, 1 + 2 kinds), content (n, 3); tags (f, n, 1 + 2 tags),
mode (f, modes), status (f, statuses), contexts (f, contexts), truth (f,). Tags are BIO: 0 outside, 1 + 2c the
first subtoken of class c, 2 + 2c a further one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verbale.analyse.analysis import Act, Faint, Name, NameKind, Role, Speech
from verbale.analyse.passages import Passage
from verbale.records import Status
from verbale.spans import Span

Scores = NDArray[np.float32]

FLOOR = 0.15
"""A subtoken's score below this is no part of a candidate."""

WORTH = 0.3
"""A candidate whose best subtoken has less is not read a second time. Of 61 reports' candidates below it the second
reading kept none of 121 with the engine, two of 254 with the fast one."""

ROLE_FLOOR = 0.35
"""From this on words count as a role; a participant's words from one half on."""

SURE = 0.5
"""Words for which the roles have less in all are rather none."""

FAINT = 0.04
"""Words less likely than one half to name a participant are kept as faint from this on: where a side has no role,
extraction takes the likeliest of them."""

RIVAL = 0.05
"""Types that score less are not worth naming as rivals."""


class Classes(Struct, frozen=True, dict=True):
    """The order of the engine's outputs, and what was learnt about its scores; ships with the weights.

    `weights`: per type, the intercept of the score's logistic, then the factors of the two readings' log odds;
    `thresholds`: per type, the least score that makes an act.
    """

    types: tuple[str, ...]
    modes: tuple[tuple[str, str | None], ...]
    statuses: tuple[Status, ...]
    contexts: tuple[str, ...]
    entities: tuple[NameKind, ...]
    tags: tuple[str, ...]
    thresholds: dict[str, float] = {}
    weights: dict[str, tuple[float, float, float]] = {}

    @property
    def speech(self) -> int:
        """The kind of a frame that is a cue; the kinds of acts are their types' numbers."""
        return len(self.types)

    @cached_property
    def modes_of(self) -> dict[str, list[int]]:
        """The numbers of each type's modes."""
        return {one: [n for n, (owner, _) in enumerate(self.modes) if owner == one] for one in self.types}

    @cached_property
    def of_participants(self) -> tuple[list[int], list[int]]:
        """The columns of actor and recipient: of their first subtokens, of further ones."""
        numbers = [self.tags.index(one) for one in ("actor", "recipient")]
        return [1 + 2 * number for number in numbers], [2 + 2 * number for number in numbers]


class Frame(NamedTuple):
    """A trigger or cue in a passage: kind, first subtoken, the one after its last, score of the first reading."""

    kind: int
    first: int
    last: int
    score: float


class Run(NamedTuple):
    """Subtokens of one class in a row, with their mean probability."""

    first: int
    last: int
    number: int
    score: float


class Second(NamedTuple):
    """The second reading of one frame."""

    tags: Scores
    mode: Scores
    status: Scores
    contexts: Scores
    truth: float


def find_runs(scores: Scores, floor: float = 0.5) -> Iterator[Run]:
    """Stretches of one class in a BIO row of probabilities (n, 1 + 2c): where any class has *floor* or more in all."""
    return _join_rows(scores, _find_best(scores, floor))


def _find_best(scores: Scores, floor: float) -> dict[int, int]:
    """The likeliest tag of each row where any class has *floor* or more in all."""
    (rows,) = (1 - scores[:, 0] >= floor).nonzero()
    if not len(rows):
        return {}
    return dict(zip(rows.tolist(), (scores[rows, 1:].argmax(1) + 1).tolist(), strict=True))


def _join_rows(scores: Scores, best: Mapping[int, int]) -> Iterator[Run]:
    for i, tag in best.items():
        if tag % 2 == 0 and i - 1 in best:
            continue
        number = (tag - 1) // 2
        j = i + 1
        while best.get(j) == 2 + 2 * number:
            j += 1
        chosen = scores[i:j, 1 + 2 * number] + scores[i:j, 2 + 2 * number]
        yield Run(i, j, number, float(np.add.reduce(chosen) / (j - i)))


def find_triggers(scores: Scores) -> Iterator[Frame]:
    """Stretches that may be triggers: subtokens over the floor in a row, of one best type, cut where another begins.

    The second reading decides which of them are.
    """
    (rows,) = (scores[:, 0] < 1 - 0.9 * FLOOR).nonzero()
    if not len(rows):
        return
    either = scores[rows, 1::2] + scores[rows, 2::2]
    best = zip(rows.tolist(), either.argmax(1).tolist(), np.maximum.reduce(either, 1).tolist(), strict=True)
    above = {row: (kind, score) for row, kind, score in best if score >= FLOOR}
    for i, (kind, score) in above.items():
        if above.get(i - 1, (-1,))[0] == kind and _goes_on(scores, i, kind):
            continue
        j, top = i + 1, score
        while above.get(j, (-1,))[0] == kind and _goes_on(scores, j, kind):
            top = max(top, above[j][1])
            j += 1
        if top >= WORTH:
            yield Frame(kind, i, j, top)


def _goes_on(scores: Scores, at: int, kind: int) -> bool:
    return bool(scores[at, 2 + 2 * kind] > scores[at, 1 + 2 * kind])


def find_cues(scores: Scores, kind: int) -> Iterator[Frame]:
    """Stretches that are cues of speech."""
    for run in find_runs(scores):
        yield Frame(kind, run.first, run.last, run.score)


def name_entities(passage: Passage, scores: Scores, text: str, classes: Classes) -> Iterator[Name]:
    """Names of people, organisations, places and other things."""
    for run in find_runs(scores):
        yield Name(widen(text, passage.span(run.first, run.last)), classes.entities[run.number], round(run.score, 3))


def make_act(
    passage: Passage, frame: Frame, triggers: Scores, second: Second, text: str, classes: Classes
) -> Act | None:
    """The act that a frame tells; None if its score lies under its type's threshold, or the frame is a mark alone."""
    event = classes.types[frame.kind]
    score = act_score(event, frame.score, second.truth, classes)
    trigger = widen(text, passage.span(frame.first, frame.last))
    if score < classes.thresholds.get(event, 0.5) or trigger.start >= trigger.end:
        return None
    roles, sides = _roles_and_sides(passage, second.tags, text, classes)
    return Act(
        trigger=trigger,
        event=event,
        mode=classes.modes[max(classes.modes_of[event], key=second.mode.__getitem__)][1],
        status=classes.statuses[int(second.status.argmax())],
        context=_contexts(second.contexts, classes),
        actors=tuple(sides.get("actor", ())),
        recipients=tuple(sides.get("recipient", ())),
        date=_best(roles.get("date")),
        place=_best(roles.get("place")),
        score=round(score, 3),
        rivals=_rivals(triggers[frame.first : frame.last], frame.kind, classes),
        rule="encoder",
        faint=tuple(_find_faint(passage, second.tags, text, classes)),
    )


def act_score(event: str, first: float, truth: float, classes: Classes) -> float:
    """How sure the two readings are together: a logistic over their log odds, their mean if none was learnt."""
    intercept, one, two = classes.weights.get(event, (0.0, 0.5, 0.5))
    return 1 / (1 + math.exp(-(intercept + one * _log_odds(first) + two * _log_odds(truth))))


def _log_odds(p: float) -> float:
    kept = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def make_speech(passage: Passage, frame: Frame, second: Second, text: str, classes: Classes) -> Speech | None:
    """The reported speech that hangs on a cue; None if nothing is said or nobody could be it."""
    roles = _name_roles(passage, find_runs(second.tags, ROLE_FLOOR), text, classes)
    content = roles.get("content", [])
    if not content:
        return None
    quality = (frame.score + sum(r.score for r in content)) / (1 + len(content))
    return Speech(
        content=tuple(r.span for r in content),
        form="indirect",
        cue=widen(text, passage.span(frame.first, frame.last)),
        speaker=_best(roles.get("speaker")),
        to=tuple(r.span for r in roles.get("to", ())),
        via=_best(roles.get("via")),
        score=round(quality, 3),
        rule="encoder",
    )


def _roles_and_sides(
    passage: Passage, tags: Scores, text: str, classes: Classes
) -> tuple[dict[str, list[Role]], dict[str, list[Role]]]:
    """The roles, and those of words that are rather some role than none."""
    best = _find_best(tags, ROLE_FLOOR)
    sure = 1 - tags[:, 0] >= SURE
    surely = {row: tag for row, tag in best.items() if sure[row]}
    roles = _name_roles(passage, _join_rows(tags, best), text, classes)
    return roles, roles if surely == best else _name_roles(passage, _join_rows(tags, surely), text, classes)


def _name_roles(passage: Passage, runs: Iterable[Run], text: str, classes: Classes) -> dict[str, list[Role]]:
    roles: dict[str, list[Role]] = {}
    for run in runs:
        span = widen(text, passage.span(run.first, run.last))
        if span.start < span.end:
            roles.setdefault(classes.tags[run.number], []).append(Role(span, round(run.score, 3)))
    return roles


def _find_faint(passage: Passage, tags: Scores, text: str, classes: Classes) -> Iterator[Faint]:
    """Stretches outside all roles whose subtokens may name a participant."""
    begins, goes_on = classes.of_participants
    parts = tags[:, begins] + tags[:, goes_on]
    (rows,) = ((1 - tags[:, 0] < SURE) & (np.maximum.reduce(parts, 1) >= FAINT)).nonzero()
    for first, last in _list_stretches(rows.tolist()):
        span = widen(text, passage.span(first, last))
        if span.start < span.end:
            actor, recipient = np.maximum.reduce(parts[first:last], 0).tolist()
            yield Faint(span, round(actor, 3), round(recipient, 3))


def _list_stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The numbers in a row: the first of each stretch, and the one after its last."""
    at = 0
    while at < len(rows):
        first = at
        while at + 1 < len(rows) and rows[at + 1] == rows[at] + 1:
            at += 1
        yield rows[first], rows[at] + 1
        at += 1


def _best(roles: list[Role] | None) -> Span | None:
    return max(roles, key=lambda r: r.score).span if roles else None


def _contexts(scores: Scores, classes: Classes) -> tuple[str, ...]:
    if scores.max() < 0.5:
        return ()
    order = np.argsort(-scores)[:3]
    return tuple(classes.contexts[int(k)] for k in order if scores[k] >= 0.5)


def _rivals(scores: Scores, kind: int, classes: Classes) -> tuple[tuple[str, float], ...]:
    either = (scores[:, 1::2] + scores[:, 2::2]).max(0).tolist()
    others = [(classes.types[k], round(p, 3)) for k, p in enumerate(either) if k != kind and p >= RIVAL]
    return tuple(sorted(others, key=lambda pair: -pair[1])[:3])


def widen(text: str, span: Span) -> Span:
    """*span* out to the ends of the words that it touches: a subtoken may end within a word."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)
