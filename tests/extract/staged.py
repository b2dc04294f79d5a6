"""Reports staged for tests of events: who is named by which words is said by hand, so that nothing else is tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from verbale.analyse import lay_out
from verbale.analyse.analysis import Act, Faint, Role
from verbale.extract.events import tell_events, weigh_events
from verbale.read.reading import Reading
from verbale.records import Actor, Agreement, Event, Place, Statement
from verbale.resolve.resolution import Dated, Mention, Placed, Resolution
from verbale.spans import Span
from written import NOTHING, find, write_actor, write_place, write_report

STATES = {"Norway": "NOR", "Chad": "TCD", "Peru": "PER", "Laos": "LAO"}
PLAYERS: Mapping[str, Actor] = {
    **{name: write_actor(code, name, kind="state", state=code) for name, code in STATES.items()},
    "Astrid Holm": write_actor("Q1", "Astrid Holm", state="NOR", sector=("GOV",)),
    "Idriss Mahamat": write_actor("Q2", "Idriss Mahamat", state="TCD", sector=("GOV",)),
    "Rosa Quispe": write_actor("Q3", "Rosa Quispe", state="PER", sector=("GOV",)),
    "police": write_actor("x:police", "police", kind="group", sector=("COP",)),
    "journalists": write_actor("x:journalists", "journalists", kind="group", sector=("JRN",)),
    "protesters": write_actor("x:protesters", "protesters", kind="group", sector=("CVL",)),
    "rebels": write_actor("x:rebels", "rebels", kind="group", sector=("REB",)),
    "army": write_actor("x:army@tcd", "army", kind="organisation", state="TCD", sector=("MIL",)),
}
PRONOUNS = ("We", "we", "I")
TOWNS = {"Oslo": "NOR", "Lima": "PER", "Moundou": "TCD", "Arica": "CHL"}


class Stage:
    """A text with its mentions; `of` is who stands behind words, as a cast has it."""

    def __init__(self, text: str, **said: Any) -> None:
        self.analysis = lay_out(Reading(write_report(text, **({"title": None} | said))))
        self.resolution = Resolution(
            self.analysis,
            tuple(PLAYERS.values()),
            tuple(sorted(self._list_mentions(), key=lambda one: one.span)),
            (),
            tuple(Placed(find(text, town), _town(town, state)) for town, state in TOWNS.items() if town in text),
        )

    def _list_mentions(self) -> Iterator[Mention]:
        for words in (*PLAYERS, *PRONOUNS):
            actors = (PLAYERS[words].id,) if words in PLAYERS else ()
            for span in _list_places(self.analysis.text, words):
                yield Mention(span, actors, "name" if actors else "pronoun", span, 0.9)

    def of(self, span: Span) -> tuple[str, ...]:
        """Ids of the mentions within the words."""
        return tuple(i for one in self.resolution.mentions if span.overlaps(one.span) for i in one.actors)

    def of_state(self, code: str) -> tuple[str, ...]:
        """The code of a state, which is its id."""
        return (code,)

    def date(self, **values: str | tuple[str, str]) -> Stage:
        """Says which day words name; underscores stand for spaces."""
        dates = []
        for words, value in values.items():
            first, last = value if isinstance(value, tuple) else (value, None)
            dates.append(Dated(find(self.analysis.text, words.replace("_", " ")), first, last))
        self.resolution = replace(self.resolution, dates=tuple(dates))
        return self

    def tell(
        self, *acts: Act, statements: Sequence[Statement] = (), agreements: Sequence[Agreement] = ()
    ) -> tuple[Event, ...]:
        """The events of the report, if its reader finds *acts*."""
        self.resolution = replace(self.resolution, analysis=replace(self.analysis, acts=acts))
        return tell_events(weigh_events(self.resolution, statements, agreements, self), self.resolution)

    def act(self, event: str, trigger: str, **said: Any) -> Act:
        """An act; `actors`, `recipients`, `date`, `place` are words. Without the first two the reader had no roles.

        `faint`: words with their chances to act and to be acted upon.
        """
        text = self.analysis.text
        around = find(text, said.pop("within", text))
        start = text.index(trigger, around.start)
        roles = {side: said.pop(side, None) for side in ("actors", "recipients")}
        faint = tuple(Faint(find(text, words), *chances) for words, chances in said.pop("faint", {}).items())
        spans = {name: find(text, said.pop(name)) if name in said else None for name in ("date", "place")}
        told = {"mode": None, "status": "occurred", "context": (), "score": 0.9, "rivals": (), "rule": "encoder"} | said
        return Act(
            trigger=Span(start, start + len(trigger)),
            event=event,
            actors=None if roles["actors"] is None else self._roles(roles["actors"], around),
            recipients=None if roles["actors"] is None else self._roles(roles["recipients"] or (), around),
            faint=faint,
            **spans,
            **told,
        )

    def _roles(self, words: Sequence[str | tuple[str, float]], around: Span) -> tuple[Role, ...]:
        """Roles by their words, with a score of .9 or the one told beside them."""
        told = [(one, 0.9) if isinstance(one, str) else one for one in words]
        starts = [self.analysis.text.index(one, around.start) for one, _ in told]
        return tuple(Role(Span(at, at + len(one)), score) for at, (one, score) in zip(starts, told, strict=True))


def _list_places(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not text[end : end + 1].isalpha() and not text[start - 1 : start].isalpha():
            yield Span(start, end)
        start = text.find(words, end)


def _town(name: str, state: str) -> Place:
    return replace(write_place(name), city=name, resolved_place=name, country_code=state, resolution=4, lat=NOTHING)
