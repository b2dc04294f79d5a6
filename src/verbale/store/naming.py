"""Whom a name means that somebody types: by the record's own names first, then by verbale's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Table, or_, select

from verbale.errors import AmbiguousName, BadQuestion, UnknownName
from verbale.resolve.tables import load_bodies, load_names, load_people, load_states
from verbale.resolve.tables.words import sound_key
from verbale.store import tables
from verbale.store.deriving import key_name
from verbale.store.selecting import begins_with, chunk

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

STATE_WORDS: Final = frozenset({"state", "adjective", "people", "seat"})
SURE: Final = 0.9
"""From this weight on a name is the whole name of somebody, not a part of it or one that sounds alike."""
CLEAR: Final = 3
"""One of several is meant if so many times as many reports have it as have the next."""
MOST_SUGGESTED: Final = 3

_WEIGHTS: Final = {"full": 1.0, "alias": 0.95, "surname": 0.6, "variant": 0.55}


class Found(Struct, frozen=True):
    """Whom a name was taken for: all who act for `states`, or the actors of `ids`."""

    name: str
    states: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    note: str | None = None

    def matches(self, table: Table | Any) -> ColumnElement[bool]:
        """The condition that a row of a table with `actor` and `state` is of them."""
        if self.states:
            return or_(table.c.state.in_(self.states), table.c.actor.in_(self.ids))
        return or_(table.c.actor.in_(self.ids))


class Candidate(Struct, frozen=True):
    """An actor of the record that a name may mean, and how well it fits."""

    actor: AnyRow
    weight: float


def find_name(connection: Connection, words: str) -> Found:
    """Whom *words* mean: a state's name or code, a person's or a body's name or id.

    UnknownName, with near ones, if nobody in the record is called that; AmbiguousName if several are, and none of them
    stands in three times as many reports as the next; BadQuestion for no words at all.
    """
    words = " ".join(words.split())
    if not words:
        raise BadQuestion("give a name, such as Russia, RUS or Sergei Lavrov")
    found = _find_by_id(connection, words)
    if found is None:
        candidates = list_candidates(connection, words)
        found = _find_state(words) if not candidates or candidates[0].weight < SURE else None
        found = found or _choose(words, candidates)
    if found is None:
        raise UnknownName(words, suggest(connection, words))
    return found


def list_candidates(connection: Connection, words: str) -> list[Candidate]:
    """All actors of the record whom *words* may mean, the likeliest first."""
    weights: dict[str, float] = {}
    for actor, weight in (*_find_keys(connection, words), *_find_people(words), *_find_in_tables(words)):
        weights[actor] = max(weight, weights.get(actor, 0.0))
    found = []
    for some in chunk(sorted(weights)):
        for row in connection.execute(select(tables.actors).where(tables.actors.c.id.in_(some))):
            found.append(Candidate(row, weights[row.id]))
    return sorted(found, key=lambda one: (-(one.weight >= SURE), -one.actor.reports, -one.weight, one.actor.id))


def suggest(connection: Connection, words: str) -> Sequence[str]:
    """Names of the record, and of states, that are near to *words*."""
    key = key_name(words)
    known = dict(_list_keys(connection, key))
    known |= {key_name(state.name): state.name for state in load_states()}
    near = get_close_matches(key, known, MOST_SUGGESTED, 0.7)
    return tuple(dict.fromkeys(known[one] for one in near))


def _find_by_id(connection: Connection, words: str) -> Found | None:
    row = connection.execute(select(tables.actors).where(tables.actors.c.id == words)).first()
    code = words.upper()
    if row is not None and row.kind != "state":
        return Found(row.name, ids=(row.id,))
    owner = list_codes().get(code)
    if owner is not None and (words == code or len(words) == len("RUS")):
        return Found(owner, states=(code,), ids=(code,))
    return Found(row.name, states=(row.id,), ids=(row.id,)) if row else None


@cache
def list_codes() -> Mapping[str, str]:
    """Codes of states and of bodies that have their own, with the names of their owners.

    Of several bodies with one code it belongs to the one that is called so: UNO to the United Nations.
    """
    codes: dict[str, str] = {}
    for body in load_bodies():
        if body.code in (name.upper() for name in (body.name, *body.aliases)):
            codes[body.code] = body.name
        codes.setdefault(body.code, body.name)
    return codes | {state.code: state.name for state in load_states()}


def _find_state(words: str) -> Found | None:
    """The state, or the body with a code of its own, that the tables have under this name."""
    for form in dict.fromkeys((words, words.title(), words.upper())):
        for entry in load_names().lookup(form)[:1]:
            if entry.kind in STATE_WORDS:
                return Found(entry.name, states=(entry.id,), ids=(entry.id,))
            if entry.kind == "body" and entry.state and list_codes().get(entry.state) == entry.name:
                return Found(entry.name, states=(entry.state,), ids=(entry.id,))
    return None


def _find_keys(connection: Connection, words: str) -> Iterable[tuple[str, float]]:
    """By the record's own names: the whole name, all words of it, or its sound."""
    key = key_name(words)
    names, parts = tables.actor_names, tables.actor_words
    yield from ((actor, 1.0) for actor in connection.scalars(select(names.c.actor).where(names.c.key == key)))
    bearers = [set(connection.scalars(select(parts.c.actor).where(parts.c.word == word))) for word in key.split()]
    yield from ((actor, 0.6) for actor in (set.intersection(*bearers) if bearers else ()))
    sound = sound_key(key)
    yield from ((actor, 0.5) for actor in connection.scalars(select(names.c.actor).where(names.c.sound == sound)))


def _find_people(words: str) -> Iterable[tuple[str, float]]:
    return ((one.person.id, _WEIGHTS[one.match]) for one in load_people().named(words, None))


def _find_in_tables(words: str) -> Iterable[tuple[str, float]]:
    forms = dict.fromkeys((words, words.title(), words.upper()))
    return ((entry.id, 0.95) for form in forms for entry in load_names().lookup(form) if entry.kind != "place")


def _choose(words: str, candidates: Sequence[Candidate]) -> Found | None:
    if not candidates:
        return None
    best, *others = (one.actor for one in candidates)
    if best.kind == "state":
        return Found(best.name, states=(best.id,), ids=(best.id,))
    same = [one for one in others if _is_same(best, one)]
    rivals = [one for one in others if one not in same]
    sure = candidates[0].weight >= SURE
    level = [one.actor for one in candidates if (one.weight >= SURE) == sure and one.actor in rivals]
    if level and best.reports < CLEAR * level[0].reports:
        raise AmbiguousName(words, [(one.name, one.id) for one in (best, *level[:4])])
    code = _find_own_code(best)
    note = _tell_choice(words, best, [one for one in level if one.kind == best.kind])
    return Found(best.name, states=(code,) if code else (), ids=(best.id, *(one.id for one in same)), note=note)


def _is_same(best: AnyRow, other: AnyRow) -> bool:
    """Is the other a local actor with a part of the same name, whom a report did not tell the full name of?"""
    words, parts = set(key_name(best.name).split()), set(key_name(other.name).split())
    fits = other.state in (None, best.state) and other.kind in (best.kind, "unnamed")
    return other.id.startswith("x:") and parts <= words and fits


def _find_own_code(actor: AnyRow) -> str | None:
    """The code of a body that has one of its own: all who act for it are meant."""
    return actor.state if actor.kind == "organisation" and list_codes().get(actor.state or "") == actor.name else None


def _tell_choice(words: str, best: AnyRow, rivals: Sequence[AnyRow]) -> str | None:
    if not rivals:
        return None if key_name(words) == key_name(best.name) else f"{words} is taken for {best.name} ({best.id})"
    listed = ", ".join(f"{one.name} ({one.id})" for one in rivals[:3])
    return f"{words} is taken for {best.name} ({best.id}); others with that name: {listed}"


def _list_keys(connection: Connection, key: str) -> Iterable[tuple[str, str]]:
    """Names that begin or sound like this one, as keys and as they are written."""
    names, actors = tables.actor_names, tables.actors
    joined = names.join(actors, names.c.actor == actors.c.id)
    near = or_(begins_with(names.c.key, key[:2]), names.c.sound == sound_key(key))
    which = select(names.c.key, actors.c.name).select_from(joined).where(near)
    yield from ((row.key, row.name) for row in connection.execute(which))
    bearers = tables.actor_words.join(actors, tables.actor_words.c.actor == actors.c.id)
    begins = begins_with(tables.actor_words.c.word, key[:2])
    for row in connection.execute(select(tables.actor_words.c.word, actors.c.name).select_from(bearers).where(begins)):
        yield row.word, row.name
