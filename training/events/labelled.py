"""Labelled reports as extraction would see them from a reader without fault: acts with roles, date and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from training.first_coder.labelled import is_held_out, read_rows
from verbale.analyse import lay_out
from verbale.analyse.analysis import Act, Analysis, Role
from verbale.extract import find_statements
from verbale.extract.agreements import find_agreements
from verbale.extract.cast import Cast
from verbale.extract.event_tellings import Teller, Telling
from verbale.plover import get_type
from verbale.read.reading import Reading
from verbale.records import Status
from verbale.resolve import resolve
from verbale.spans import Span

TAKEN_FOR: Final[tuple[Status, ...]] = ("occurred", "ongoing", "historical")


class ToldReport(Struct, frozen=True):
    """A report's tellings, each with the number of its event; `states`: actor id -> state."""

    key: str
    analysis: Analysis
    tellings: tuple[Telling, ...]
    numbers: tuple[int, ...]
    states: dict[str, str | None]


class Noise(Struct, frozen=True):
    """How often a reader misses a role or a day, takes another mode, or takes the act for past or present news."""

    role: float
    mode: float
    status: float


NONE: Final = Noise(0.0, 0.0, 0.0)


def read_told(shared: Path, noise: Noise = NONE) -> Iterator[ToldReport]:
    """The labelled reports that are learnt from, those with two events or more; the same *noise* every time."""
    chance = Random(1)
    for key, report, events in read_rows(shared):
        if is_held_out(key) or len(events) < 2 or "n" not in events[0][0]:
            continue
        analysis = lay_out(Reading(report))
        found = [(as_act(report.text, event, within), event["n"]) for event, within in events]
        labelled = [(blur(act, noise, chance), number) for act, number in found if act]
        yield _tell(key, replace(analysis, acts=tuple(act for act, _ in labelled)), labelled)


def blur(act: Act, noise: Noise, chance: Random) -> Act:
    """The act as a reader with faults may read it."""
    modes = [None, *(mode.code for mode in get_type(act.event).modes)]
    return replace(
        act,
        actors=tuple(role for role in act.actors or () if chance.random() >= noise.role),
        recipients=tuple(role for role in act.recipients or () if chance.random() >= noise.role),
        date=None if chance.random() < noise.role else act.date,
        mode=chance.choice(modes) if chance.random() < noise.mode else act.mode,
        status=chance.choice(TAKEN_FOR) if chance.random() < noise.status else act.status,
    )


def as_act(text: str, event: dict[str, Any], within: Span) -> Act | None:
    """A label as an act; None if its trigger stands nowhere in *within*."""
    start = text.find(event["tr"], within.start, within.end)
    if start < 0:
        return None
    trigger = Span(start, start + len(event["tr"]))
    roles = {side: [find_nearest(text, words, within, trigger) for words in event[side]] for side in "ar"}
    date, place = (find_nearest(text, event[key], within, trigger) if event[key] else None for key in ("d", "pl"))
    return Act(
        trigger=trigger,
        event=event["t"],
        mode=event["m"],
        status=event["st"],
        context=tuple(event["c"]),
        actors=tuple(Role(span, 1.0) for span in roles["a"] if span),
        recipients=tuple(Role(span, 1.0) for span in roles["r"] if span),
        date=date,
        place=place,
        score=1.0,
        rivals=(),
        rule="label",
    )


def find_nearest(text: str, words: str, within: Span, trigger: Span) -> Span | None:
    """Where *words* stand nearest to the trigger: in *within*, else before it."""
    starts = list(_find_all(text, words, within)) or list(_find_all(text, words, Span(0, within.start)))
    start = min(starts, key=lambda at: abs(at - trigger.start), default=None)
    return None if start is None else Span(start, start + len(words))


def _find_all(text: str, words: str, within: Span) -> Iterator[int]:
    """Where *words* stand in *within*, as whole words: "he" is not within "the"."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return (found.start() for found in whole.finditer(text, within.start, within.end))


def _tell(key: str, analysis: Analysis, labelled: list[tuple[Act, int]]) -> ToldReport:
    resolution = resolve(analysis)
    cast = Cast(resolution)
    statements = find_statements(resolution, cast)
    teller = Teller(resolution, statements, find_agreements(resolution, cast), cast)
    tellings = teller.tell_all()
    numbers = {(act.trigger, act.event): number for act, number in labelled}
    by_trigger = {act.trigger: number for act, number in labelled}  # extraction may turn an act into another type
    told = [
        (one, numbers.get((one.act.trigger, one.act.event), by_trigger[one.act.trigger]))
        for one in tellings
        if one.act.trigger in by_trigger  # and may add acts that no label tells
    ]
    return ToldReport(
        key=key,
        analysis=analysis,
        tellings=tuple(one for one, _ in told),
        numbers=tuple(number for _, number in told),
        states={actor.id: actor.state for actor in (*resolution.actors, *cast.actors())},
    )
