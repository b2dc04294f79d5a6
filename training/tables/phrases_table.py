"""The dictionary of phrases, gathered from the tables of states, bodies, groups, towns and regions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial

import msgspec
from regions_table import Region, phrases_of

from verbale.ids import local_id
from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.tables.names import NameTable
from verbale.resolve.tables.values import Body, Entry, Group, State, Town
from verbale.resolve.tables.words import fold_marks, fold_name

# Which meaning of a phrase comes first.
ORDER = ("state", "body", "agency", "group", "media", "seat", "adjective", "people", "place")
_HEAD = re.compile(r"\w+")
_BRITISH = (
    ("Organisation", "Organization"),
    ("Defence", "Defense"),
    ("Labour", "Labor"),
    ("Centre", "Center"),
    ("Programme", "Program"),
)
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)(?!s\b)")
_ARTICLE = re.compile(r"\b[Aa]l[- ](?=[A-Z])")
_JOINED = re.compile(r"\b(wal|ul)-(?=\w)")
_PARTED = re.compile(r"\b(wal|ul) (?=\w)")
_SHORTEST = 4
_LARGE = 100_000
"""People of a town from which a region of another state leaves it the bare name."""


Phrases = dict[str, list[Entry]]
"""What each phrase may stand for; phrases without accents, and without "the" in front unless it is part of the name."""


def gather_phrases(
    states: list[State], bodies: list[Body], groups: list[Group], places: Iterable[tuple[str, Town]]
) -> Phrases:
    """The phrases of all tables but that of regions. *places*: names with what they are."""
    phrases: Phrases = {}
    for phrase, entry in (*_of_states(states), *_of_bodies(bodies), *_of_groups(groups)):
        _add(phrases, phrase, entry)
    for name, place in places:
        _add(phrases, name, _place_entry(place))
    return phrases


def add_regions(phrases: Phrases, regions: list[Region], towns: Iterable[Town], people: Collection[str]) -> None:
    """Add what names a region, alone only where it is nothing else. *people*: names of people as keys.

    A phrase that names regions of several states is left out, unless our rows say that it is one's.
    """
    known = {fold_name(phrase) for phrase in phrases}
    large = {fold_name(town.name): town.state for town in towns if town.population >= _LARGE}

    def is_free(name: str, state: str) -> bool:
        key = fold_name(name)
        is_person = key in people or key in GIVEN_NAMES
        return len(key) >= _SHORTEST and not is_person and key not in known and large.get(key, state) == state

    found: dict[str, dict[Town, bool]] = {}
    for region in regions:
        for phrase, place in phrases_of(region, partial(is_free, state=region.place.state)):
            found.setdefault(phrase, {})[place] = region.alone is True
    for phrase, places in found.items():
        if len({place.state for place in places}) == 1 or any(places.values()):
            for place in sorted(places, key=lambda place: (not places[place], -place.population)):
                _add(phrases, phrase, _place_entry(place))


def _add(phrases: Phrases, phrase: str, entry: Entry) -> None:
    plain = fold_marks(phrase)
    if plain.startswith("the ") or (plain.startswith("The ") and entry.kind == "state"):
        plain = plain[4:]
    known = phrases.setdefault(plain, [])
    if entry not in known:
        known.append(entry)


def build_phrases(phrases: Phrases) -> NameTable:
    """The file of phrases."""
    entries: dict[Entry, int] = {}
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
    raw = {head: msgspec.Raw(msgspec.json.encode(rests)) for head, rests in heads.items()}
    return NameTable(tuple(msgspec.Raw(msgspec.json.encode(entry)) for entry in entries), raw)


def spellings_of(name: str) -> set[str]:
    """The ways in which a name is written: British and American, Arabic articles with and without hyphen and capital,
    apostrophes left out."""
    found = {name}
    for british, american in _BRITISH:
        found |= {one.replace(british, american) for one in found} | {one.replace(american, british) for one in found}
    found |= {_APOSTROPHE.sub("", one) for one in found}
    for article in ("al-", "Al-", "al ", "Al "):
        found |= {_ARTICLE.sub(article, one) for one in found}
    return found | {_JOINED.sub(r"\1 ", one) for one in found} | {_PARTED.sub(r"\1-", one) for one in found}


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
        yield from ((phrase, entry) for name in (body.name, *body.aliases) for phrase in spellings_of(name))


def _of_groups(groups: list[Group]) -> Iterator[tuple[str, Entry]]:
    """Private companies have no state here, as they act for none, wherever their seat is."""
    for group in groups:
        is_private = "BUS" in group.sector and "GOV" not in group.sector
        entry = Entry(group.id, group.kind, group.name, None if is_private else group.state, group.sector)
        yield from ((phrase, entry) for name in (group.name, *group.aliases) for phrase in spellings_of(name))


def _place_entry(place: Town) -> Entry:
    identifier = f"geonames:{place.geonameid}" if place.geonameid else local_id(place.name, place.state)
    return Entry(identifier, "place", place.name, place.state, ())
