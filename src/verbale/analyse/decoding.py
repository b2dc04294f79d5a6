"""From the encoder's probabilities to names, acts and speeches.

The two readings of a passage give, for n units and f frames (a trigger or cue each):
triggers (n, 1 + 2 types), cues (n, 3), entities (n, 1 + 2 kinds), content (n, 3); tags (f, n, 1 + 2 tags),
mode (f, modes), status (f, statuses), contexts (f, contexts), truth (f,). Tags are BIO: 0 outside, 1 + 2c the
first unit of class c, 2 + 2c a further one.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verbale.analyse.analysis import Act, Faint, Name, NameKind, Role, Speech, round_score
from verbale.analyse.passages import Passage
from verbale.records import Status
from verbale.spans import Span

Scores = NDArray[np.float32]

FLOOR = 0.15
"""A unit's score below this is no part of a candidate."""

WORTH = 0.3
"""A candidate whose best unit has less is not read a second time. Of 61 reports' candidates below it the second
reading kept none of 121 with the engine, two of 254 with the fast one."""

ROLE_FLOOR = 0.35
"""From this on words count as a role; a participant's words from one half on."""

SURE = 0.5
"""Words for which the roles have less in all are rather none."""

FAINT = 0.04
"""Words less likely than one half to name a participant are kept as faint from this on: where a side has no role,
extraction takes the likeliest of them."""

PARTICIPANTS = ("actor", "recipient")
"""The tags of either side of an act."""

CONTENT = "content"
"""The tag of what is said."""

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


class Frame(NamedTuple):
    """A trigger or cue in a passage: kind, first unit, the one after its last, score of the first reading."""

    kind: int
    first: int
    last: int
    score: float


class Run(NamedTuple):
    """Units of one class in a row, with their mean probability."""

    first: int
    last: int
    number: int
    score: float


class Hint(NamedTuple):
    """Units in a row that are rather no part of a role, with their best chances to name actor and recipient."""

    first: int
    last: int
    actor: float
    recipient: float


class Second(NamedTuple):
    """The second reading of one frame: `tags` (n, 1 + 2 tags), and what is found in them. `status`: its number."""

    tags: Scores
    runs: list[Run]
    hints: list[Hint]
    mode: list[float]
    status: int
    contexts: list[float]
    truth: float


class SecondRun(NamedTuple):
    """What the second graph gives for f frames of one passage; shapes as in the module's docstring."""

    tags: Scores
    mode: Scores
    status: Scores
    contexts: Scores
    truth: Scores


class _Stack:
    """Tables of as many columns, one above another: passages are short, and one look at all of them is no slower.

    `scores`: (r, columns), their rows; `starts`: the row where each table begins.
    """

    def __init__(self, tables: Sequence[Scores]) -> None:
        self.scores = np.concatenate(tables) if len(tables) > 1 else tables[0]
        self.starts = list(accumulate(map(len, tables[:-1]), initial=0))
        self._begins = frozenset(self.starts)

    def follows(self, row: int, last: int) -> bool:
        """Does *row* stand right below *last* in one table?"""
        return row == last + 1 and row not in self._begins

    def place(self, row: int) -> tuple[int, int]:
        """The number of the table that *row* is of, and its place in it."""
        table = bisect_right(self.starts, row) - 1
        return table, row - self.starts[table]


def read_second(runs: Sequence[SecondRun], classes: Classes) -> list[Second]:
    """The second reading of each frame of several runs; of roles, those of either side are surer."""
    tags = [table for run in runs for table in run.tags]
    if not tags:
        return []
    stack = _Stack(tags)
    likely = _list_inside(stack, ROLE_FLOOR)
    sure = [one for one in likely if one[3] <= 1 - SURE]
    sides = {classes.tags.index(one) for one in PARTICIPANTS}
    roles = [
        [*(run for run in more if run.number not in sides), *(run for run in fewer if run.number in sides)]
        for more, fewer in zip(_join(likely, stack), _join(sure, stack), strict=True)
    ]
    mode, status, contexts, truth = (np.concatenate(told) for told in zip(*(run[1:] for run in runs), strict=True))
    told = mode.tolist(), status.argmax(1).tolist(), contexts.tolist(), truth.tolist()
    return list(map(Second, tags, roles, _find_hints(stack, classes), *told))


def find_runs(tables: Sequence[Scores], floor: float = 0.5) -> list[list[Run]]:
    """For each of several tables of BIO probabilities (n, 1 + 2c) its stretches of one class.

    They are of units where the classes have *floor* or more in all. A further unit of another class than the
    one right before it is of no run.
    """
    stack = _Stack(tables)
    return _join(_list_inside(stack, floor), stack)


Inside = tuple[int, int, float, float]
"""A unit that is of some class: its row, the likeliest tag, the chances of its class and of none.

Here tags begin at 0: an even one begins a run, an odd one goes on with it.
"""


def _list_inside(stack: _Stack, floor: float) -> list[Inside]:
    """The units where the classes have *floor* or more in all."""
    (rows,) = (stack.scores[:, 0] <= 1 - floor).nonzero()
    if not len(rows):
        return []
    chosen = stack.scores.take(rows, axis=0)
    best = chosen[:, 1:].argmax(1)
    of_class = (chosen[:, 1::2] + chosen[:, 2::2])[np.arange(len(best)), best // 2]
    return list(zip(*(one.tolist() for one in (rows, best, of_class, chosen[:, 0])), strict=True))


def _join(inside: Sequence[Inside], stack: _Stack) -> list[list[Run]]:
    found: list[list[Run]] = [[] for _ in stack.starts]
    rows, tags, chances, _ = zip(*inside, strict=True) if inside else ((), (), (), ())
    at = 0
    while at < len(rows):
        first, goes_on = at, tags[at] | 1
        at += 1
        while at < len(rows) and tags[at] == goes_on and stack.follows(rows[at], rows[at - 1]):
            at += 1
        table, row = stack.place(rows[first])
        score = sum(chances[first:at]) / (at - first)
        found[table].append(Run(row, row + at - first, goes_on // 2, score))
        while at < len(rows) and tags[at] % 2 and stack.follows(rows[at], rows[at - 1]):
            at += 1
    return found


def _find_hints(stack: _Stack, classes: Classes) -> list[list[Hint]]:
    """For each of several tables of tags, stretches outside all roles whose units may name a participant."""
    tags = stack.scores
    actor, recipient = (tags[:, 1 + 2 * n] + tags[:, 2 + 2 * n] for n in map(classes.tags.index, PARTICIPANTS))
    (numbers,) = ((tags[:, 0] > 1 - SURE) & (np.maximum(actor, recipient) >= FAINT)).nonzero()
    rows, actors, recipients = (one.tolist() for one in (numbers, actor[numbers], recipient[numbers]))
    found: list[list[Hint]] = [[] for _ in stack.starts]
    for first, last in _list_stretches(rows, stack):
        table, row = stack.place(rows[first])
        chances = max(actors[first:last]), max(recipients[first:last])
        found[table].append(Hint(row, row + last - first, *chances))
    return found


def _list_stretches(rows: Sequence[int], stack: _Stack) -> Iterator[tuple[int, int]]:
    """Where *rows* follow each other in one table: the place of the first, and the one after the last."""
    first = 0
    for at in range(1, len(rows)):
        if not stack.follows(rows[at], rows[at - 1]):
            yield first, at
            first = at
    if rows:
        yield first, len(rows)


def find_triggers(tables: Sequence[Scores]) -> list[list[Frame]]:
    """In each table, stretches that may be triggers: units over the floor in a row, of one best type, cut where
    another begins.

    The second reading decides which of them are.
    """
    stack = _Stack(tables)
    found: list[list[Frame]] = [[] for _ in tables]
    for first, last, kind, top in _join_triggers(stack):
        table, row = stack.place(first)
        if top >= WORTH:
            found[table].append(Frame(kind, row, row + last - first, top))
    return found


def _join_triggers(stack: _Stack) -> Iterator[tuple[int, int, int, float]]:
    """First row, the one after the last, kind and best score of each stretch."""
    (rows,) = (stack.scores[:, 0] < 1 - 0.9 * FLOOR).nonzero()
    if not len(rows):
        return
    chosen = stack.scores.take(rows, axis=0)
    either = chosen[:, 1::2] + chosen[:, 2::2]
    above = zip(rows.tolist(), either.argmax(1).tolist(), np.maximum.reduce(either, 1).tolist(), strict=True)
    first = end = kind = -1
    top = 0.0
    for row, best, score in above:
        if score < FLOOR:
            continue
        if best == kind and stack.follows(row, end - 1) and _goes_on(stack.scores, row, kind):
            end, top = row + 1, max(top, score)
            continue
        if end > first:
            yield first, end, kind, top
        first, end, kind, top = row, row + 1, best, score
    if end > first:
        yield first, end, kind, top


def _goes_on(scores: Scores, at: int, kind: int) -> bool:
    return bool(scores[at, 2 + 2 * kind] > scores[at, 1 + 2 * kind])


def find_cues(tables: Sequence[Scores], kind: int) -> list[list[Frame]]:
    """In each table, stretches that are cues of speech."""
    return [[Frame(kind, run.first, run.last, run.score) for run in runs] for runs in find_runs(tables)]


def name_entities(passage: Passage, runs: Iterable[Run], classes: Classes) -> Iterator[Name]:
    """Names of people, organisations, places and other things."""
    for run in runs:
        yield Name(passage.span(run.first, run.last), classes.entities[run.number], round_score(run.score))


def make_act(passage: Passage, frame: Frame, triggers: Scores, second: Second, classes: Classes) -> Act | None:
    """The act that a frame tells; None if its score lies under its type's threshold, or the frame is a mark alone."""
    event = classes.types[frame.kind]
    score = act_score(event, frame.score, second.truth, classes)
    trigger = passage.span(frame.first, frame.last)
    if score < classes.thresholds.get(event, 0.5) or trigger.start >= trigger.end:
        return None
    roles = _name_roles(passage, second.runs, classes)
    return Act(
        trigger=trigger,
        event=event,
        mode=classes.modes[max(classes.modes_of[event], key=second.mode.__getitem__)][1],
        status=classes.statuses[second.status],
        context=_contexts(second.contexts, classes),
        actors=tuple(roles.get("actor", ())),
        recipients=tuple(roles.get("recipient", ())),
        date=_best(roles.get("date")),
        place=_best(roles.get("place")),
        score=round_score(score),
        rivals=_rivals(triggers[frame.first : frame.last], frame.kind, classes),
        rule="encoder",
        faint=tuple(_name_faint(passage, second.hints)),
    )


def act_score(event: str, first: float, truth: float, classes: Classes) -> float:
    """How sure the two readings are together: a logistic over their log odds, their mean if none was learnt."""
    intercept, one, two = classes.weights.get(event, (0.0, 0.5, 0.5))
    return 1 / (1 + math.exp(-(intercept + one * _log_odds(first) + two * _log_odds(truth))))


def _log_odds(p: float) -> float:
    kept = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def make_speech(passage: Passage, frame: Frame, second: Second, classes: Classes) -> Speech | None:
    """The reported speech that hangs on a cue; None if nothing is said or nobody could be it."""
    roles = _name_roles(passage, second.runs, classes)
    content = roles.get(CONTENT, [])
    if not content:
        return None
    quality = (frame.score + sum(r.score for r in content)) / (1 + len(content))
    return Speech(
        content=tuple(r.span for r in content),
        form="indirect",
        cue=passage.span(frame.first, frame.last),
        speaker=_best(roles.get("speaker")),
        to=tuple(r.span for r in roles.get("to", ())),
        via=_best(roles.get("via")),
        score=round_score(quality),
        rule="encoder",
    )


def _name_roles(passage: Passage, runs: Iterable[Run], classes: Classes) -> dict[str, list[Role]]:
    """The roles by tag; what is said begins with its article, names do not."""
    roles: dict[str, list[Role]] = {}
    for first, last, number, score in runs:
        tag = classes.tags[number]
        span = passage.whole(first, last) if tag == CONTENT else passage.span(first, last)
        if span.start < span.end:
            roles.setdefault(tag, []).append(Role(span, round_score(score)))
    return roles


def _name_faint(passage: Passage, hints: Iterable[Hint]) -> Iterator[Faint]:
    for first, last, actor, recipient in hints:
        span = passage.span(first, last)
        if span.start < span.end:
            yield Faint(span, round_score(actor), round_score(recipient))


def _best(roles: list[Role] | None) -> Span | None:
    return max(roles, key=lambda r: r.score).span if roles else None


def _contexts(scores: Sequence[float], classes: Classes) -> tuple[str, ...]:
    held = [k for k, score in enumerate(scores) if score >= 0.5]
    return tuple([classes.contexts[k] for k in sorted(held, key=lambda k: -scores[k])[:3]])


def _rivals(scores: Scores, kind: int, classes: Classes) -> tuple[tuple[str, float], ...]:
    either = np.maximum.reduce(scores[:, 1::2] + scores[:, 2::2]).tolist()
    others = [(classes.types[k], round_score(p)) for k, p in enumerate(either) if k != kind and p >= RIVAL]
    return tuple(sorted(others, key=lambda pair: -pair[1])[:3])
