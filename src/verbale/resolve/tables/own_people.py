"""The people of the user's tables, as rows that the table of people asks before its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from verbale.ids import local_id
from verbale.resolve.tables.own import OwnFact, find_state
from verbale.resolve.tables.roles import role_of_title
from verbale.resolve.tables.values import Holding
from verbale.resolve.tables.words import fold_name, sound_key

BASIS = "your table"
_FULL, _ALIAS, _SURNAME, _VARIANT = range(4)


class OwnPerson(NamedTuple):
    """What the user's tables say of one person. `state` None and no `offices`: only other names."""

    name: str
    aliases: tuple[str, ...]
    state: str | None
    offices: tuple[Holding, ...]
    sector: tuple[str, ...]


class OwnPeople(NamedTuple):
    """People by id, ids by key of a name with the kind of match, ids by seat."""

    people: dict[str, OwnPerson]
    names: dict[str, list[tuple[str, int]]]
    seats: dict[tuple[str, str], list[str]]


Identify = Callable[[str, str | None], str | None]
"""Whom a full name means in the tables that come with verbale, of a state if one is given; None if nobody."""


def gather_own(facts: Iterable[OwnFact], identify: Identify) -> OwnPeople | None:
    """The people of the user's facts, None if there are none."""
    lines: dict[str, list[OwnFact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "person":
            state = find_state(fact.state) if fact.state else None
            lines[fact.id or identify(fact.name, state) or local_id(fact.name, state)].append(fact)
    if not lines:
        return None
    own = OwnPeople({}, defaultdict(list), defaultdict(list))
    for person, told in lines.items():
        _add(own, person, told)
    return own


def _add(own: OwnPeople, person: str, told: list[OwnFact]) -> None:
    names = dict.fromkeys(name for fact in told for name in (fact.name, *fact.aliases))
    states = [find_state(fact.state) for fact in told if fact.state]
    offices = tuple(_hold(person, fact) for fact in told if fact.office)
    sector = next((fact.sector for fact in told if fact.sector), ())
    first, *aliases = names
    own.people[person] = OwnPerson(first, tuple(aliases), states[-1] if states else None, offices, sector)
    for number, name in enumerate(names):
        for key, match in _keys_of(name, number > 0):
            if all(known != person for known, _ in own.names[key]):
                own.names[key].append((person, match))
    for office in offices:
        if office.state:
            own.seats[office.state, office.role].append(person)


def _hold(person: str, fact: OwnFact) -> Holding:
    office = fact.office or ""
    state = find_state(fact.state) if fact.state else None
    role = role_of_title(office.lower()) or "minister:" + "-".join(office.lower().split())
    return Holding(person, office, role, state, fact.start, fact.end, BASIS, True, fact.sector or ("GOV",))


def _keys_of(name: str, is_alias: bool) -> Iterator[tuple[str, int]]:
    key = fold_name(name)
    yield key, _ALIAS if is_alias else _FULL
    yield "~" + sound_key(name), _VARIANT
    words = key.split()
    if len(words) > 1:
        yield words[-1], _SURNAME
        yield "~" + sound_key(words[-1]), _VARIANT
