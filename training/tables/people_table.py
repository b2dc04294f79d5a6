"""The tables of people and offices: sources brought together, our own chains over them, keys for every name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from people_sources import LEADERS, Own, Term, full_day
from person_keys import PARTICLES, keys_of

from verbale.ids import local_id
from verbale.resolve.tables.words import fold_name, sound_key

# One person holds it at a time, so that a term without an end ends where the next one begins.
SINGLE = frozenset(
    (
        "head_of_state",
        "head_of_government",
        "supreme_leader",
        "crown_prince",
        "foreign_minister",
        "defence_minister",
        "interior_minister",
        "finance_minister",
        "justice_minister",
        "security_adviser",
    )
)
_COLLEGES = frozenset(("SMR", "AND", "BIH", "CHE"))


@dataclass
class Someone:
    """All that is known of one person."""

    name: str
    state: str | None = None
    sector: tuple[str, ...] = ()
    aliases: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


_NEAR = timedelta(days=62)
"""Sources differ by so much on the first day of one term: election, oath, a year alone."""


class Register:
    """Finds the id of somebody whom an own row names.

    By name and state, by name alone, by sound in the state; else by the seat: whose name there has all words of the
    shorter of the two, two at least, or who with one word in common began in it at the same time.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_state: dict[tuple[str, str | None], str] = {}
        self._by_sound: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_seat: dict[tuple[str | None, str], list[Term]] = defaultdict(list)
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        key = fold_name(term.name)
        self._by_state.setdefault((key, term.state), term.person)
        self._by_sound[sound_key(term.name), term.state].add(term.person)
        self._by_name[key].add(term.person)
        if term.role in SINGLE and term.person:
            self._by_seat[term.state, term.role].append(term)

    def identify(self, name: str, state: str | None, terms: Iterable[Term] = ()) -> str:
        """The id of somebody; *terms*: offices of that row, by whose seats other spellings are found."""
        key = fold_name(name)
        if (key, state) in self._by_state:
            return self._by_state[key, state]
        for known in (self._by_sound[sound_key(name), state], self._by_name[key], self._in_seats(name, terms)):
            if len(known) == 1:
                return next(iter(known))
        return local_id(name, state)

    def _in_seats(self, name: str, terms: Iterable[Term]) -> set[str]:
        own = _sounds(name)
        found = set()
        for term in terms:
            for one in self._by_seat[term.state, term.role]:
                other = _sounds(one.name)
                common = len(own & other)
                is_within = common > 1 and common == min(len(own), len(other))
                if is_within or (common and _begin_together(term.start, one.start)):
                    found.add(one.person)
        return found


def _sounds(name: str) -> set[str]:
    words = fold_name(name).split()
    return {sound_key(word) for word in words if len(word) > 2 and word not in PARTICLES}


def _begin_together(first: str, second: str) -> bool:
    days = [full_day(day, False) for day in (first, second)]
    if None in days:
        return False
    one, other = (date.fromisoformat(day) for day in days if day)
    return abs(one - other) <= _NEAR


def merge(source: list[Term], chains: list[Term], people: list[tuple[Own, tuple[Term, ...]]]) -> dict[str, Someone]:
    """The people of all rows, by id. Our own chain of an office replaces the sources from its first day on."""
    register = Register(source)
    for own, _ in people:
        if own.person:
            register.add(Term(own.person, own.name, "", "", own.state, "", "", 0))
    chains = [replace(one, person=one.person or register.identify(one.name, one.state, (one,))) for one in chains]
    for term in chains:
        register.add(replace(term, role=""))
    named: list[tuple[Own, tuple[Term, ...]]] = []
    for own, terms in people:
        person = own.person or register.identify(own.name, own.state, terms)
        named.append((replace(own, person=person), tuple(replace(term, person=person) for term in terms)))
    terms = [*_give_way(_without_copies(source), chains), *chains]
    found: dict[str, Someone] = {}
    for term in _close(terms):
        _add(found, term)
    for own, own_terms in named:
        someone = found.setdefault(own.person, Someone(own.name))
        someone.state, someone.sector = own.state or someone.state, own.sector
        someone.aliases += [alias for alias in (own.name, *own.aliases) if alias != someone.name]
        for term in own_terms:
            _add(found, term)
    return found


def _add(found: dict[str, Someone], term: Term) -> None:
    someone = found.setdefault(term.person, Someone(term.name))
    if term.name != someone.name and term.name not in someone.aliases:
        someone.aliases.append(term.name)
    if not any(
        (one.role, one.state, one.start, one.end) == (term.role, term.state, term.start, term.end)
        for one in someone.terms
    ):
        someone.terms.append(term)


def _without_copies(terms: list[Term]) -> Iterator[Term]:
    """Without the short list's terms that the long list has too."""
    known = {(term.person, term.role, term.state) for term in terms if term.source != LEADERS}
    seats = {(term.role, term.state) for term in terms if term.source != LEADERS}
    for term in terms:
        if term.source != LEADERS or (
            (term.person, term.role, term.state) not in known and (term.role, term.state) not in seats
        ):
            yield term


def _give_way(terms: Iterable[Term], chains: list[Term]) -> Iterator[Term]:
    """Source terms cut at the first day of our own chain of the same office."""
    firsts: dict[tuple[str | None, str], str] = {}
    for one in chains:
        if one.role in SINGLE:
            key = (one.state, one.role)
            firsts[key] = min(firsts.get(key, "9999"), one.start or "0000")
    for term in terms:
        first = firsts.get((term.state, term.role))
        if first is None or (term.end and term.end <= first):
            yield term
        elif term.start < first:
            yield replace(term, end=first)


def _close(terms: list[Term]) -> Iterator[Term]:
    """Terms of single seats, each without an end closed by the next one's start."""
    seats: dict[tuple[str | None, str], list[Term]] = defaultdict(list)
    for term in terms:
        seats[term.state, term.role].append(term)
    for (state, role), held in seats.items():
        if role not in SINGLE or state in _COLLEGES:
            yield from held
            continue
        held.sort(key=lambda term: term.start)
        for number, term in enumerate(held):
            after = next(
                (one.start for one in held[number + 1 :] if one.start > term.start and one.person != term.person), ""
            )
            yield replace(term, end=after) if not term.end and not term.seen and after else term


def shelve_people(
    people: dict[str, Someone], codes: frozenset[str]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Rows of the three shelves: people by id, ids by name, ids by state and role. *codes*: of all states."""
    rows: dict[str, Any] = {}
    names: dict[str, dict[str, int]] = {}
    offices: dict[str, dict[str, None]] = {}
    for identifier, someone in sorted(people.items()):
        terms = [_row_of(term) for term in someone.terms]
        state = someone.state or _home(someone, codes)
        rows[identifier] = [someone.name, list(dict.fromkeys(someone.aliases)), state, terms, list(someone.sector)]
        for key, match in keys_of((someone.name, *someone.aliases), state):
            known = names.setdefault(key, {})
            known[identifier] = min(match, known.get(identifier, 9))
        for term in someone.terms:
            if term.state:
                offices.setdefault(f"{term.state} {term.role}", {})[identifier] = None
    return (
        rows,
        {key: list(map(list, ids.items())) for key, ids in names.items()},
        {key: list(ids) for key, ids in offices.items()},
    )


def _row_of(term: Term) -> list[Any]:
    row = [term.role, term.office, term.state, full_day(term.start, False), full_day(term.end, True), term.source]
    return [*row, full_day(term.seen, True)] if term.seen else row


def _home(someone: Someone, codes: frozenset[str]) -> str | None:
    """The state that somebody served last, a body only if there is no state."""
    served = [term.state for term in sorted(someone.terms, key=lambda term: term.start) if term.state]
    return next((state for state in reversed(served) if state in codes), served[-1] if served else None)
