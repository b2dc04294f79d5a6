"""Whom and where people mean who correct a record: by the record's own names, then by verbale's tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from verbale.errors import BadQuestion, UnknownName
from verbale.ids import local_id
from verbale.records import Actor, Place
from verbale.resolve.places import place_of_town
from verbale.resolve.tables import load_bodies, load_groups, load_names, load_people, load_places, load_states
from verbale.store import tables
from verbale.store.naming import find_name

Names = str | Iterable[str] | None

NONE: Final = "none"
"""What is written for a field that should be empty."""
COUNTRY = 1
"""PLOVER's resolution of a state as a place."""


def cast_all(connection: Connection, names: Names, new: bool) -> tuple[Actor, ...]:
    """Whom the names mean, in their order; "none" alone is nobody.

    With *new* a name that nobody has had is somebody of that very name. UnknownName, AmbiguousName.
    """
    given = [names] if isinstance(names, str) else list(names or ())
    if len(given) == 1 and given[0].strip().lower() == NONE:
        return ()
    cast = [_cast(connection, " ".join(one.split()), new) for one in given]
    return tuple({one.id: one for one in cast}.values())


def read_place(words: str) -> Place | None:
    """The place of that name: a state, or the largest town ("Tripoli, Lebanon" says which); "none" is none.

    What no table knows keeps its words. BadQuestion for no words at all.
    """
    plain = " ".join(words.split())
    if plain.lower() == NONE:
        return None
    if not plain:
        raise BadQuestion('give a place, such as Baku, or "none"')
    name, _, country = (part.strip() for part in plain.partition(","))
    state = _find_state(plain)
    if state is not None:
        return Place(plain, state[1], None, None, None, None, None, None, state[1], state[0], COUNTRY)
    wanted = _find_state(country) if country else None
    towns = [town for town in load_places().named(name) if wanted is None or town.state == wanted[0]]
    if not towns:
        return Place(plain, *(None,) * 10)
    return place_of_town(plain, max(towns, key=lambda town: town.population))


def _find_state(name: str) -> tuple[str, str] | None:
    """Code and name of the state of that name or code."""
    states = load_states()
    by_code = states.get(name) if len(name) == len("RUS") else None
    entry = next((one for one in load_names().lookup(name) if one.kind == "state"), None)
    state = by_code or (states.get(entry.id) if entry else None)
    return (state.code, state.name) if state else None


def _cast(connection: Connection, name: str, new: bool) -> Actor:
    """Whom a name means: somebody in the record, in verbale's tables, or, if *new*, somebody of that very name."""
    try:
        found = find_name(connection, name)
    except UnknownName as fault:
        known = _find_in_tables(name)
        if known is not None:
            return known
        if not new or not name:
            raise UnknownName(name, fault.suggestions, may_be_new=True) from fault
        return Actor(local_id(name), name, "unnamed" if name.islower() else "person", None, (), None, None, ())
    identifier = found.ids[0]
    row = connection.execute(select(tables.actors).where(tables.actors.c.id == identifier)).first()
    if row is not None:
        return Actor(row.id, row.name, row.kind, row.state, tuple(row.sector.split()), None, None, ())
    known = _find_by_id(identifier)
    if known is None:
        raise UnknownName(name)
    return known


def _find_in_tables(name: str) -> Actor | None:
    """Somebody whom no report has named yet: the likeliest person, or a body or group of that name."""
    people = [one for one in load_people().named(name, None) if one.match in ("full", "alias")]
    if people:
        return _find_by_id(people[0].person.id)
    entries = [entry for entry in load_names().lookup(name) if entry.kind != "place"]
    return _find_by_id(entries[0].id) if entries else None


def _find_by_id(identifier: str) -> Actor | None:
    state, body, group = load_states().get(identifier), load_bodies().get(identifier), load_groups().get(identifier)
    if state is not None:
        return Actor(identifier, state.name, "state", identifier, (), None, None, ())
    if body is not None:
        return Actor(identifier, body.name, "organisation", body.code, body.sector, None, None, ())
    if group is not None:
        return Actor(identifier, group.name, "group", group.state, group.sector, None, None, ())
    person = load_people().get(identifier)
    return Actor(identifier, person.name, "person", person.state, person.sector, None, None, ()) if person else None
