"""The cast of a report: everybody in it while resolution goes on, and what is known of each so far."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial

from msgspec import Struct, field

from verbale.ids import local_id
from verbale.records import Actor, ActorKind, OfficeBasis
from verbale.resolve.given_names import Gender
from verbale.resolve.role_nouns import Number
from verbale.spans import make_spans


class Draft(Struct):
    """An actor in the making. `lemmas`: role nouns that the text used of it; `roles`: the tables' keys of its offices.
    `titles`: the telling words of each title that the text gives it. `spans`: where it is named, by starts and ends.
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None
    sector: tuple[str, ...] = ()
    office: str | None = None
    office_basis: OfficeBasis | None = None
    gender: Gender | None = None
    number: Number = "one"
    lemmas: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    titles: set[frozenset[str]] = field(default_factory=set)
    spans: array[int] = field(default_factory=partial(array, "i"))


class Cast(dict[str, Draft]):
    """Drafts by id, in the order of their entrance."""

    def newest(self) -> Iterator[Draft]:
        """All drafts, the last to enter first."""
        return reversed(self.values())

    def enter(self, draft: Draft) -> Draft:
        """The draft of that id: the one that is there already, with what the new one adds, or the new one."""
        known = self.setdefault(draft.id, draft)
        if known is not draft:
            known.lemmas |= draft.lemmas
            known.roles |= draft.roles
            known.titles |= draft.titles
            known.state = known.state or draft.state
            known.gender = known.gender or draft.gender
        return known

    def enter_words(
        self,
        words: str,
        kind: ActorKind,
        state: str | None,
        sector: tuple[str, ...] = (),
        number: Number = "one",
        lemma: str | None = None,
        gender: Gender | None = None,
    ) -> Draft:
        """The draft of somebody whom only the report's words name."""
        return self.enter(
            Draft(
                local_id(words, state),
                words,
                kind,
                state,
                sector,
                number=number,
                lemmas={lemma} if lemma else set(),
                gender=gender,
            )
        )

    def actors(self) -> tuple[Actor, ...]:
        """All as finished actors, with their mentions in the order of the text."""
        return tuple(
            Actor(
                id=draft.id,
                name=draft.name,
                kind=draft.kind,
                state=draft.state,
                sector=draft.sector,
                office=draft.office,
                office_basis=draft.office_basis,
                mentions=tuple(make_spans(sorted(set(zip(draft.spans[::2], draft.spans[1::2], strict=True))))),
            )
            for draft in self.values()
        )
