"""Somebody: a person with offices and meetings, or a state or body with those it deals with."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from verbale.errors import UnknownName
from verbale.serve.forms import Page, Pages
from verbale.serve.pages.words import address, ask, name_code, name_type
from verbale.serve.pictures.bars import Bar, draw_bars
from verbale.serve.pictures.svg import Picture
from verbale.serve.served import AskedRecord
from verbale.store.naming import Found, find_name
from verbale.store.queries.actors import list_who
from verbale.store.queries.filters import Period
from verbale.store.queries.latest import (
    Wanted,
    list_newest_agreements,
    list_newest_events,
    list_newest_statements,
)
from verbale.store.queries.passing import CompanionRow, TypeRow, count_types, list_companions
from verbale.store.queries.ties import TieRow, list_ties
from verbale.store.rows import ActorRow, AgreementRow, Answer, EventRow, StatementRow

MOST_EVENTS: Final = 30
MOST_SAID: Final = 12
MOST_TIES: Final = 12

PAGES = Pages()


class PersonView(Struct, frozen=True):
    """A person, or somebody else without a code: names and offices, whom they met, what they did and said."""

    actor: ActorRow
    met: tuple[CompanionRow, ...]
    events: tuple[EventRow, ...]
    said: tuple[StatementRow, ...]


class StateView(Struct, frozen=True):
    """A state or a body by its code: with whom it deals, what it does, what its people said and signed."""

    code: str
    name: str
    ties: tuple[TieRow, ...]
    types: tuple[TypeRow, ...]
    events: tuple[EventRow, ...]
    said: tuple[StatementRow, ...]
    agreements: tuple[AgreementRow, ...]


@PAGES.show("/actors/{actor:path}")
def show_actor(record: AskedRecord, actor: str) -> Page:
    """A person, a state or a body, by id, code or name."""
    it = record.ask(gather_actor, actor)
    rows = Answer(it.events, EventRow)
    if isinstance(it, StateView):
        return Page("state.html", it.name, it, rows)
    return Page("person.html", it.actor.name, it, rows)


def gather_actor(connection: Connection, words: str) -> PersonView | StateView:
    """What the page of somebody shows; UnknownName if the record has nobody of that name."""
    found = find_name(connection, words)
    if found.states:
        return _gather_state(connection, found)
    asked = Wanted(found.ids[0])
    rows = list_who(connection, found.ids[0], limit=1)
    if not rows:
        raise UnknownName(words, ())
    return PersonView(
        actor=rows[0],
        met=tuple(list_companions(connection, found.ids[0])),
        events=tuple(list_newest_events(connection, asked, limit=MOST_EVENTS)),
        said=tuple(list_newest_statements(connection, found.ids[0], limit=MOST_SAID)),
    )


def _gather_state(connection: Connection, found: Found) -> StateView:
    code = found.states[0]
    return StateView(
        code=code,
        name=found.name,
        ties=tuple(list_ties(connection, Period(), found, limit=MOST_TIES)),
        types=tuple(count_types(connection, [found])),
        events=tuple(list_newest_events(connection, Wanted(code), limit=MOST_EVENTS)),
        said=tuple(list_newest_statements(connection, code, limit=MOST_SAID)),
        agreements=tuple(list_newest_agreements(connection, code, limit=MOST_TIES)),
    )


def draw_partners(it: StateView) -> Picture | None:
    """With whom most passes."""
    bars = []
    for row in it.ties:
        other = row.second if row.first == it.code else row.first
        bars.append(Bar(name_code(other), row.events, row.conflict, address("dyads", f"{it.code}-{other}")))
    return draw_bars("With whom most passes", bars)


def draw_doings(it: StateView) -> Picture | None:
    """Which kinds of events there are most of."""
    bars = [
        Bar(name_type(row.event), row.events, row.conflict, ask("/events", who=it.code, type=row.event))
        for row in it.types
    ]
    return draw_bars("Kinds of events", bars)
