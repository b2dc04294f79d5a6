"""Who held which office on which day, and whom a name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import dropwhile

import msgspec
from msgspec import Struct

from verbale.resolve.tables.names import load_names
from verbale.resolve.tables.own import OwnFact, load_own
from verbale.resolve.tables.own_names import settle_kinds
from verbale.resolve.tables.own_people import BASIS, OwnPeople, gather_own
from verbale.resolve.tables.shelf import Shelf, decode_table, open_shelf
from verbale.resolve.tables.values import Candidate, Holding, MatchKind, Person
from verbale.resolve.tables.words import fold_name, sound_key

# How much an office weighs when several people share a name; anything else is a minister's 0.4.
PROMINENCE = {
    "head_of_state": 1.0,
    "head_of_government": 1.0,
    "supreme_leader": 1.0,
    "secretary_general": 1.0,
    "president": 0.9,
    "crown_prince": 0.8,
    "high_representative": 0.8,
    "foreign_minister": 0.8,
    "director_general": 0.75,
    "defence_minister": 0.7,
    "deputy_head_of_state": 0.7,
    "group_leader": 0.7,
    "security_adviser": 0.6,
    "opposition_leader": 0.6,
    "party_leader": 0.55,
    "deputy_head_of_government": 0.55,
    "spokesperson": 0.5,
    "envoy": 0.5,
    "interior_minister": 0.5,
    "finance_minister": 0.5,
    "army_chief": 0.45,
    "deputy_minister": 0.3,
    "ambassador": 0.25,
    "regional": 0.25,
    "judge": 0.25,
}
_SMALL = 0.6
"""What is left of an office's prominence in a small state."""
SMALL_STATES = frozenset(
    """
    AND ATG BHS BLZ BRB BRN COK COM CPV DMA FJI FSM GRD GUY KIR KNA LCA LIE MCO MDV MHL NIU NRU PLW SLB SMR STP SUR SYC
    TLS TON TUV VCT VUT WSM
    """.split()
)
"""States of less than a million and a half people that are seldom in the news."""
# PLOVER agent codes of offices; all others are the government's.
_SECTORS: dict[str, tuple[str, ...]] = {
    "army_chief": ("MIL",),
    "group_leader": ("REB",),
    "judge": ("JUD",),
    "legislator": ("LEG",),
    "opposition_leader": ("OPP",),
    "party_leader": ("PTY",),
    "speaker": ("LEG",),
    "spy_chief": ("SPY",),
    "company_leader": ("BUS",),
    "activist": ("OPP",),
}
_MATCHES: tuple[tuple[MatchKind, float], ...] = (("full", 1.0), ("alias", 0.95), ("surname", 0.6), ("variant", 0.55))
_FULL, _ALIAS, _, _VARIANT = range(4)
_LONG_NAME = 6
RECENT = 2_000
"""So many persons and names are kept at hand: a report asks for each several times, and news for the same ones."""
# What may stand before a name that is written in full.
_STYLES = frozenset(
    """
    president queen king emperor pope prince princess crown emir sultan sheikh shaikh sayyid sayed sayyed seyed
    ayatollah imam general gen lieutenant lt major colonel col captain sir dame lord lady dr mr mrs ms madame prof
    professor minister ambassador senator governor chancellor archbishop cardinal bishop mullah maulana haji hajj
    field marshal
    """.split()
)
_PARTS = frozenset("al el bin ibn ben de del da do dos van von der".split())
"""Words after which a name goes on: what follows is no name of its own."""


class _Office(Struct, frozen=True, array_like=True):
    role: str
    office: str
    state: str | None
    start: date | None
    end: date | None
    source: int
    seen: date | None = None
    """Of an office without an end, the day until which it is vouched for where that is not the source's."""


class _Row(Struct, frozen=True, array_like=True):
    name: str
    aliases: tuple[str, ...]
    state: str | None
    offices: tuple[_Office, ...]
    sector: tuple[str, ...] = ()


class _Source(Struct, frozen=True):
    basis: str
    as_of: date


class People:
    """Looks people up by name and by office; nothing is held but the blocks that were asked for."""

    def __init__(self, people: Shelf, names: Shelf, seats: Shelf, sources: tuple[_Source, ...]) -> None:
        self._people, self._names, self._seats, self._sources = people, names, seats, sources
        self._own: OwnPeople | None = None
        self._row = lru_cache(maxsize=RECENT)(self._read_row)
        self._matches = lru_cache(maxsize=RECENT)(self._find_matches)

    def take_own(self, facts: Iterable[OwnFact]) -> None:
        """Let the user's facts win over the table's."""
        self._own = gather_own(facts, self._identify)

    def _identify(self, name: str, state: str | None) -> str | None:
        full = [person for person, match in self._people_under(fold_name(name)) if match in (_FULL, _ALIAS)]
        fitting = [person for person in full if state is None or self._served(person, state)]
        return fitting[0] if len(fitting) == 1 else None

    def get(self, person: str) -> Person | None:
        """The person of that id, None if there is none."""
        row = self._row(person)
        return None if row is None else Person(person, row.name, row.aliases, row.state, row.sector)

    def named(self, words: str, on: date | None, state: str | None = None) -> tuple[Candidate, ...]:
        """Whom *words* may mean on a day, likeliest first; empty if the table knows nobody of that name.

        A full name, a surname, a usual transliteration or the family name first all serve. In office on the
        day comes before in office earlier, that before later, and high offices before low ones. With *state*,
        only people who served that state.
        """
        found: dict[str, Candidate] = {}
        for person, match in self._matches(words):
            candidate = self._weigh(person, match, on)
            if candidate is None or (state is not None and not self._served(person, state)):
                continue
            if person not in found or found[person].score < candidate.score:
                found[person] = candidate
        return tuple(sorted(found.values(), key=lambda one: (not self._is_own(one), -one.score, one.person.id)))

    def _is_own(self, candidate: Candidate) -> bool:
        return self._own is not None and candidate.person.id in self._own.people

    def knows(self, words: str) -> bool:
        """Is this somebody's full name or other name, and not only a surname?"""
        return any(match in (_FULL, _ALIAS) for _, match in self._people_under(fold_name(words)))

    def holder(self, state: str, role: str, on: date) -> Holding | None:
        """Who held *role* of *state* on a day; None if the table does not say. On the day of a change, the new one."""
        held = self.holders(state, role, on)
        return max(held, key=lambda one: (one.basis == BASIS, one.certain, one.start or date.min), default=None)

    def holders(self, state: str, role: str, on: date) -> list[Holding]:
        """All who held *role* of *state* on a day: a body has several directors, an office changes hands."""
        held = [one for person in self._seated(state, role) for one in self.offices(person, on)]
        return [one for one in held if one.state == state and one.role == role and _holds(one, on)]

    def _seated(self, state: str, role: str) -> list[str]:
        raw = self._seats.get(f"{state} {role}")
        listed = [] if raw is None else msgspec.json.decode(raw, type=list[str])
        own = [] if self._own is None else self._own.seats.get((state, role), [])
        return [*own, *(person for person in listed if person not in own)]

    def has_seat(self, state: str, role: str) -> bool:
        """Does the table know anybody, of whatever day, in that office of that state?"""
        return bool(self._seated(state, role))

    def offices(self, person: str, on: date | None) -> tuple[Holding, ...]:
        """All offices of a person: those held on the day first, then earlier ones, then later; high before low."""
        row = self._row(person)
        if row is None:
            return ()
        own = self._own.people.get(person) if self._own is not None else None
        held = [self._holding(person, office, on) for office in row.offices]
        if own is not None:
            told = {(one.role, one.state) for one in own.offices}
            held = [*own.offices, *(one for one in held if (one.role, one.state) not in told)]
        return tuple(sorted(held, key=lambda one: (-_standing(one, on), one.state != row.state, one.start or date.min)))

    def _read_row(self, person: str) -> _Row | None:
        raw = self._people.get(person)
        row = None if raw is None else msgspec.json.decode(raw, type=_Row)
        own = self._own.people.get(person) if self._own is not None else None
        if own is None:
            return row
        aliases = (*own.aliases, *((row.name, *row.aliases) if row else ()))
        known_state, known_sector = (row.state, row.sector) if row else (None, ())
        offices = row.offices if row else ()
        return _Row(own.name, aliases, own.state or known_state, offices, own.sector or known_sector)

    def _holding(self, person: str, office: _Office, on: date | None) -> Holding:
        source = self._sources[office.source]
        listed_to = office.seen or source.as_of
        certain = office.end is not None or (on or date.max) <= listed_to
        return Holding(
            person,
            office.office,
            office.role,
            office.state,
            office.start,
            office.end,
            source.basis,
            certain,
            _SECTORS.get(office.role, ("GOV",)),
            listed_to if office.end is None else None,
        )

    def _find_matches(self, words: str) -> list[tuple[str, int]]:
        key = fold_name(words)
        found = self._people_under(key)
        if not found and " " in key:
            found = next(filter(None, map(self._people_under, _plainer(key))), [])
        if not found:
            shorter = (person for form in _shorter(key) for person, _ in self._people_under(form))
            found = [(person, _VARIANT) for person in shorter if not self._is_namesake(person, key)]
        if not found:
            found = [(person, _VARIANT) for person, _ in self._people_under("~" + sound_key(words))]
        return found

    def _is_namesake(self, person: str, key: str) -> bool:
        """Are the words within a long name all others than those within the person's: Ahmad Nawaf and Ahmad Nasser?"""
        row = self._row(person)
        within = set(key.split()[1:-1])
        names = [fold_name(name).split()[1:-1] for name in (row.name, *row.aliases)] if row is not None else []
        return bool(names) and all(name and within.isdisjoint(name) for name in names)

    def _people_under(self, key: str) -> list[tuple[str, int]]:
        raw = self._names.get(key)
        listed = [] if raw is None else msgspec.json.decode(raw, type=list[tuple[str, int]])
        own = self._own.names.get(key, []) if self._own is not None else []
        if any(match in (_FULL, _ALIAS) for _, match in own):
            return list(own)
        return [*own, *listed]

    def _served(self, person: str, state: str) -> bool:
        row = self._row(person)
        return row is not None and (row.state == state or any(office.state == state for office in row.offices))

    def _weigh(self, person: str, match: int, on: date | None) -> Candidate | None:
        row = self._row(person)
        if row is None:
            return None
        kind, weight = _MATCHES[match]
        best = next(iter(self.offices(person, on)), None)
        is_own = self._own is not None and person in self._own.people
        standing = 1.0 if is_own else 0.2 if best is None else _standing(best, on)
        return Candidate(
            Person(person, row.name, row.aliases, row.state, row.sector), best, kind, round(weight * standing, 4)
        )


def _plainer(key: str) -> Iterator[str]:
    """Plainer forms: without style ("Queen Elizabeth II") and initials ("Joseph R. Biden")."""
    words = key.split()
    bare = list(dropwhile(_STYLES.__contains__, words))
    if bare and len(bare) < len(words):
        yield " ".join(bare)
    whole = [word for word in bare if len(word) > 1 and word not in ("jr", "sr")]
    if len(whole) > 1:
        yield " ".join(whole)


def _shorter(key: str) -> Iterator[str]:
    """A long name without its middle, its last word ("Gabriel Boric Font") or its first ("Elias Antonio Saca")."""
    words = list(dropwhile(_STYLES.__contains__, key.split()))
    if not 2 < len(words) < _LONG_NAME:
        return
    if words[0] not in _PARTS and words[-2] not in _PARTS:
        yield f"{words[0]} {words[-1]}"
    yield " ".join(words[:-1])
    yield " ".join(words[1:])


def _holds(holding: Holding, on: date) -> bool:
    return (holding.start or date.min) <= on <= (holding.end or date.max)


def _standing(holding: Holding, on: date | None) -> float:
    """From 0 to 1: in office on the day, shortly before, long before, later; and by the office's prominence."""
    prominence = PROMINENCE.get(holding.role, 0.4) * (_SMALL if holding.state in SMALL_STATES else 1)
    if on is None or _holds(holding, on):
        return 0.6 + 0.4 * prominence
    if holding.end is not None and holding.end < on:
        years = (on - holding.end).days / 365
        return max(0.2, 0.5 - 0.03 * years) * (0.5 + 0.5 * prominence)
    return 0.25 * (0.5 + 0.5 * prominence)


@lru_cache(maxsize=1)
def load_people() -> People:
    """The table of people and offices; DamagedTable if it does not fit its checksum."""
    sources = decode_table("sources.json", tuple[_Source, ...])
    people = People(open_shelf("people.shelf"), open_shelf("person_names.shelf"), open_shelf("offices.shelf"), sources)
    facts = load_own()
    if facts:
        people.take_own(settle_kinds(facts, load_names().lookup))
    return people
