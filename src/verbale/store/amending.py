"""A report's record as people corrected it: pure, so that a rebuild gives the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET, Struct
from msgspec.structs import replace

from verbale.plover import get_scale, get_type
from verbale.reconcile.tellings import Act, Party
from verbale.records import Actor, Event, ReportRecord, Statement
from verbale.store.anchoring import find_event, find_statement
from verbale.store.ledger import Amendment, FactKind, Held

SURE = 1.0
"""The confidence of what a person said."""
SIDES = ("actor", "recipient", "speaker", "to")


class Fact(NamedTuple):
    """A fact by its place among the events or statements of its record."""

    kind: FactKind
    place: int


class Amended(Struct, frozen=True):
    """A record as corrected: its facts stand in their old places, also those that were rejected.

    `corrected` are those that a correction says anything of, `amended` those of which it changes a field. `found` says
    which fact each anchor found, by the anchor's place in the ledger (number, side, rank).
    """

    record: ReportRecord
    rejected: frozenset[Fact] = frozenset()
    corrected: frozenset[Fact] = frozenset()
    amended: frozenset[Fact] = frozenset()
    found: Mapping[tuple[int, int, int], Fact] = {}


def amend(record: ReportRecord, held: Sequence[Held]) -> Amended:
    """Apply the corrections that are pinned to a report, in the ledger's order: of two that contradict the later."""
    found: dict[tuple[int, int, int], Fact] = {}
    amendments: dict[Fact, list[Amendment]] = {}
    rejected: set[Fact] = set()
    for one in held:
        fact = _find(record, one)
        if fact is None:
            continue
        found[one.entry.number, one.side, one.rank] = fact
        correction = one.entry.correction
        if correction.deed == "reject":
            rejected.add(fact)
        elif correction.amendment is not None:
            amendments.setdefault(fact, []).append(correction.amendment)
    amended = _amend_all(record, amendments, rejected) if amendments or rejected else record
    return Amended(amended, frozenset(rejected), frozenset(found.values()), frozenset(amendments), found)


def amend_act(act: Act, amendments: Iterable[Amendment]) -> Act:
    """What several tellings come to, with a person's word over it."""
    for amendment in amendments:
        sides = {
            side: tuple(Party(one.id, one.name, one.kind, one.state) for one in said)
            for side in ("actor", "recipient")
            if (said := getattr(amendment, side)) is not UNSET
        }
        act = replace(act, **_list_plain(amendment), **sides)
        there = {*act.actor, *act.recipient}
        act = replace(act, host=tuple(one for one in act.host if one in there)) if sides else act
    return act


def _find(record: ReportRecord, held: Held) -> Fact | None:
    anchor = held.anchor
    if anchor.kind == "statement":
        place = find_statement(record, anchor)
    else:
        amendment = held.entry.correction.amendment
        types = [anchor.event, amendment.event if amendment else None]
        place = find_event(record, anchor, [one for one in types if isinstance(one, str)])
    return None if place is None else Fact(anchor.kind, place)


def _amend_all(
    record: ReportRecord, amendments: Mapping[Fact, Sequence[Amendment]], rejected: Iterable[Fact]
) -> ReportRecord:
    gone = {record.statements[fact.place].id for fact in rejected if fact.kind == "statement"}
    events = tuple(
        _amend_event(one, amendments.get(Fact("event", place), ()), gone) for place, one in enumerate(record.events)
    )
    statements = tuple(
        _amend_statement(one, amendments.get(Fact("statement", place), ()), gone)
        for place, one in enumerate(record.statements)
    )
    people = [one for said in amendments.values() for amendment in said for one in _list_people(amendment)]
    known = {actor.id for actor in record.actors}
    new = {actor.id: actor for actor in people if actor.id not in known}
    return replace(record, events=events, statements=statements, actors=(*record.actors, *new.values()))


def _list_people(amendment: Amendment) -> list[Actor]:
    return [one for side in SIDES if (said := getattr(amendment, side)) is not UNSET for one in said]


def _list_plain(amendment: Amendment) -> dict[str, Any]:
    """The fields that are set and hold no people."""
    names = ("event", "mode", "status", "date", "enddate", "place")
    plain = {name: said for name in names if (said := getattr(amendment, name)) is not UNSET}
    return plain | ({"date_basis": "text" if plain["date"] else "unknown"} if "date" in plain else {})


def _amend_event(event: Event, amendments: Sequence[Amendment], gone: set[str]) -> Event:
    if event.statement in gone:
        event = replace(event, statement=None)
    for amendment in amendments:
        plain = _list_plain(amendment)
        if "place" in plain:
            plain["event_loc"] = plain.pop("place")
        ids = {
            side: tuple(one.id for one in said)
            for side in ("actor", "recipient")
            if (said := getattr(amendment, side)) is not UNSET
        }
        event = replace(event, **plain, **ids, confidence=SURE)
        there = (*event.actor, *event.recipient)
        event = replace(event, host=tuple(one for one in event.host if one in there)) if ids else event
    if amendments:
        scale = get_scale(event.event, event.mode)
        event = replace(event, quad_code=get_type(event.event).quad, event_scale=scale)
    return event


def _amend_statement(statement: Statement, amendments: Sequence[Amendment], gone: set[str]) -> Statement:
    if statement.within in gone:
        statement = replace(statement, within=None)
    for amendment in amendments:
        speakers, hearers = statement.speakers, statement.to
        if amendment.speaker is not UNSET:
            speakers = tuple(one.id for one in amendment.speaker)
        if amendment.to is not UNSET:
            hearers = tuple(one.id for one in amendment.to)
        hearers = tuple(one for one in hearers if one not in speakers)
        statement = replace(statement, speakers=speakers, to=hearers, confidence=SURE)
    return statement
