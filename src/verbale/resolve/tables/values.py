"""What the tables say, as frozen values. A date that a source gives only by year stands at that year's edge."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from verbale.spans import Span

StateKind = Literal["state", "dependency", "disputed", "former", "region"]
EntryKind = Literal["state", "adjective", "people", "seat", "body", "group", "agency", "media", "place"]
MatchKind = Literal["full", "alias", "surname", "variant"]


class State(Struct, frozen=True):
    """A state, a dependency with a code of its own, a disputed territory, or a state of the past.

    `code`: ISO 3166 alpha-3, XKX for Kosovo, SUN, YUG, CSK, DDR for states of the past, ``x:`` and words for
    a territory without a code of its own. `parent`: the code of the state that it belongs to or that records use
    for it. `peoples`: what its people are called. `capital` and `seats`: names that stand for its government.
    `cow`, `gw`: Correlates of War and Gleditsch-Ward numbers.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    qid: str | None
    iso2: str | None
    parent: str | None
    kind: StateKind = "state"
    cow: int | None = None
    gw: int | None = None


class Body(Struct, frozen=True):
    """An intergovernmental organisation or an organ of one. `code`: the body's own code in records (UNO, EUE)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    code: str
    sector: tuple[str, ...]


class Membership(Struct, frozen=True, array_like=True):
    """A state's time in a body, by its id. `start` None: since before 1990; `end` None: not ended; both included."""

    body: str
    state: str
    start: date | None
    end: date | None


class Group(Struct, frozen=True):
    """An armed group, party, movement, agency or medium. `state`: where it operates or which it serves."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: Literal["group", "agency", "media"]
    state: str | None
    sector: tuple[str, ...]


class Entry(Struct, frozen=True):
    """One thing that a phrase may stand for.

    `id`: the state's code (kinds state, adjective, people, seat), the body's or group's id, or ``geonames:``
    and a number (place). `state`: the code that a record would give. `sector`: PLOVER agent codes.
    """

    id: str
    kind: EntryKind
    name: str
    state: str | None
    sector: tuple[str, ...]


class Hit(Struct, frozen=True):
    """A phrase found in a text and all that it may stand for, likeliest first."""

    span: Span
    entries: tuple[Entry, ...]


class Person(Struct, frozen=True):
    """Somebody who holds or held an office, leads a group, or is often in the news.

    `id`: Wikidata QID, or a local id that begins with ``x:``. `state`: the state that somebody last served or is
    of. `sector`: PLOVER agent codes where the offices do not tell them (the leader of an armed group); else empty.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    sector: tuple[str, ...] = ()


class Holding(Struct, frozen=True):
    """One person's time in one office.

    `office`: as people write it ("Minister of Foreign Affairs of Russia"). `role`: its key
    ("foreign_minister", "minister:trade"). `start` and `end` are days, None if not known or not yet ended.
    `basis`: the table's source. `certain`: False if the source ends before the day that was asked about, or
    if it does not say when the person left. `sector`: PLOVER agent codes of the office. `listed_to`: for an office
    not yet ended, the day of its source.
    """

    person: str
    office: str
    role: str
    state: str | None
    start: date | None
    end: date | None
    basis: str
    certain: bool = True
    sector: tuple[str, ...] = ("GOV",)
    listed_to: date | None = None


class Candidate(Struct, frozen=True):
    """Somebody whom a name may mean, with the best office on the day asked about and a score from 0 to 1."""

    person: Person
    holding: Holding | None
    match: MatchKind
    score: float


class Town(Struct, frozen=True):
    """A populated place, a district, a region of the first order, a state, or an area of no one state (`kind`).

    `state`: alpha-3, None for a continent or a sea; degrees in WGS 84. `province`, `district`: the regions that a town
    lies in. Regions, districts and states have the `population` of their towns and lie in the middle of them or where
    our rows say. `geonameid`: None for what our own rows add (a base, a strait's island, a sea); its population is 0.
    """

    geonameid: int | None
    name: str
    lat: float | None
    lon: float | None
    state: str | None
    province: str | None
    population: int
    kind: Literal["town", "capital", "province", "district", "area", "state"] = "town"
    district: str | None = None


class TableInfo(Struct, frozen=True):
    """Where a table is from and how old it is. `rows` counts what people would count: states, people, towns."""

    name: str
    file: str
    source: str
    licence: str
    as_of: str
    rows: int
    checksum: str
