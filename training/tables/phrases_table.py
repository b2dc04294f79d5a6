"""The dictionary of phrases, gathered from the tables of states, bodies, groups and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from verbale.resolve.tables.names import NameTable
from verbale.resolve.tables.values import Body, Entry, Group, State, Town
from verbale.resolve.tables.words import fold_marks

# Which meaning of a phrase comes first.
ORDER = ("state", "body", "agency", "group", "media", "seat", "adjective", "people", "place")
_HEAD = re.compile(r"\w+")


def build_phrases(states: list[State], bodies: list[Body], groups: list[Group], towns: Iterable[Town]) -> NameTable:
    """The file of phrases; phrases are kept without accents, and without "the" in front unless it is part of the name."""
    entries: dict[Entry, int] = {}
    phrases: dict[str, list[Entry]] = {}
    for phrase, entry in (*_of_states(states), *_of_bodies(bodies), *_of_groups(groups), *_of_towns(towns)):
        plain = fold_marks(phrase)
        if plain.startswith("the ") or (plain.startswith("The ") and entry.kind == "state"):
            plain = plain[4:]
        known = phrases.setdefault(plain, [])
        if entry not in known:
            known.append(entry)
    heads: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for plain, known in sorted(phrases.items()):
        known.sort(key=lambda entry: ORDER.index(entry.kind))
        numbers = tuple(entries.setdefault(entry, len(entries)) for entry in known)
        head = _HEAD.match(plain)
        if head is None:
            raise ValueError(f"no word to begin {plain!r} with")
        heads.setdefault(head.group(), []).append((plain[head.end() :], numbers))
    for rests in heads.values():
        rests.sort(key=lambda rest: (-len(rest[0]), rest[0]))
    return NameTable(tuple(entries), heads)


def _of_states(states: list[State]) -> Iterator[tuple[str, Entry]]:
    for state in states:
        code = state.parent if state.kind in {"disputed", "former", "region"} and state.parent else state.code
        for kind, phrases in (
            ("state", (state.name, *state.aliases)),
            ("adjective", state.adjectives),
            ("people", state.peoples),
            ("seat", ((state.capital,) if state.capital else ()) + state.seats),
        ):
            yield from ((phrase, Entry(state.code, kind, state.name, code, ())) for phrase in phrases)


def _of_bodies(bodies: list[Body]) -> Iterator[tuple[str, Entry]]:
    for body in bodies:
        entry = Entry(body.id, "body", body.name, body.code, body.sector)
        yield from ((phrase, entry) for phrase in (body.name, *body.aliases))


def _of_groups(groups: list[Group]) -> Iterator[tuple[str, Entry]]:
    for group in groups:
        entry = Entry(group.id, group.kind, group.name, group.state, group.sector)
        yield from ((phrase, entry) for phrase in (group.name, *group.aliases))


def _of_towns(towns: Iterable[Town]) -> Iterator[tuple[str, Entry]]:
    for town in towns:
        yield town.name, Entry(f"geonames:{town.geonameid}", "place", town.name, town.state, ())
