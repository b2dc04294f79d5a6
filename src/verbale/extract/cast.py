"""The actors that extraction uses, gathered while it goes."""

from __future__ import annotations

from verbale.records import Actor
from verbale.resolve import identify
from verbale.resolve.resolution import Resolution
from verbale.resolve.tables import load_states
from verbale.spans import Span


class Cast:
    """Whoever speaks, acts, is acted upon or signs in one report, each once, in the order of first use."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._known: dict[str, Actor] = {}

    def of(self, span: Span) -> tuple[str, ...]:
        """Ids of the actors that the words of *span* stand for; none if it could not be told."""
        found = identify(self._resolution, span)
        for actor in found:
            self._known.setdefault(actor.id, actor)
        return tuple(dict.fromkeys(actor.id for actor in found))

    def add(self, actor: Actor) -> tuple[str]:
        """Take *actor* into the cast; its id."""
        self._known.setdefault(actor.id, actor)
        return (actor.id,)

    def of_state(self, code: str) -> tuple[str, ...]:
        """Id of the state of that code, mentioned or not; none if it is no state's."""
        state = load_states().get(code)
        if code in self._known or state is None:
            return (code,) if code in self._known else ()
        return self.add(Actor(code, state.name, "state", code, (), None, None, ()))

    def get(self, identifier: str) -> Actor:
        """The actor of an id that `of` gave; KeyError if it gave no such id."""
        return self._known[identifier]

    def actors(self) -> tuple[Actor, ...]:
        """Everybody whom `of` gave an id for."""
        return tuple(self._known.values())
