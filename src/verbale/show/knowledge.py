"""What the tables know, as people read it and as lines of JSON: the tables themselves, and who a name is on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from verbale.errors import UnknownName
from verbale.resolve.tables import (
    Candidate,
    Entry,
    Holding,
    OwnTable,
    State,
    describe_tables,
    load_bodies,
    load_members,
    load_names,
    load_people,
    load_states,
)
from verbale.resolve.tables.own import find_state
from verbale.resolve.tables.roles import role_of_title

_MOST = 8
"""So many persons of a name are told."""
_OF = " of "
_BASES = {"full": "full name", "alias": "other name", "surname": "surname", "variant": "spelling"}


def tell_tables(own: tuple[OwnTable, ...]) -> Iterator[dict[str, Any]]:
    """What each table holds, from where, how old; then the user's own."""
    for one in describe_tables():
        yield {
            "table": one.name,
            "rows": one.rows,
            "as_of": one.as_of,
            "licence": one.licence,
            "source": one.source,
            "checksum": one.checksum,
        }
    for table in own:
        yield {
            "table": table.name,
            "rows": len(table.facts),
            "as_of": None,
            "licence": None,
            "source": "your table",
            "checksum": None,
        }


def write_tables(tables: Iterator[dict[str, Any]]) -> str:
    """The tables as a list, with where each is from below it."""
    lines = []
    for one in tables:
        day = f"  as of {one['as_of']}" if one["as_of"] else ""
        lines.append(f"{one['table']:14} {one['rows']:>7,} rows{day}")
        licence = f" ({one['licence']}; checksum {one['checksum'][:8]})" if one["licence"] else ""
        lines.append(f"    {one['source']}{licence}")
    return "\n".join(lines) + "\n"


def tell_states() -> Iterator[dict[str, Any]]:
    """All states and territories with their codes in other data: ISO 3166, Correlates of War, Gleditsch-Ward."""
    for state in load_states():
        yield {
            "code": state.code,
            "iso2": state.iso2,
            "name": state.name,
            "kind": state.kind,
            "parent": state.parent,
            "cow": state.cow,
            "gw": state.gw,
            "wikidata": state.qid,
        }


def find_who(name: str, on: date) -> list[dict[str, Any]]:
    """Whom or what a name or an office may mean on a day, likeliest first; UnknownName if the tables know nobody."""
    entries = (_tell_entry(entry, on) for entry in load_names().lookup(name))
    found = [*_holders(name, on), *entries, *_persons(name, on)]
    if not found:
        raise UnknownName(name, where="the tables")
    return found


def _holders(words: str, on: date) -> Iterator[dict[str, Any]]:
    """Who holds an office that is written out: "foreign minister of Iran"."""
    title, of, state = words.partition(_OF)
    code, role = find_state(state) if of else None, role_of_title(title.lower())
    holding = load_people().holder(code, role, on) if code and role else None
    person = load_people().get(holding.person) if holding else None
    if holding and person:
        yield {
            "id": person.id,
            "name": person.name,
            "kind": "person",
            "state": holding.state,
            "match": "office",
            "score": 1.0,
            "offices": [_tell_holding(holding, on)],
        }


def _persons(name: str, on: date) -> Iterator[dict[str, Any]]:
    for one in load_people().named(name, on)[:_MOST]:
        yield _tell_person(one, on)


def _tell_person(one: Candidate, on: date) -> dict[str, Any]:
    offices = load_people().offices(one.person.id, on)
    return {
        "id": one.person.id,
        "name": one.person.name,
        "kind": "person",
        "state": one.person.state,
        "match": _BASES[one.match],
        "score": round(one.score, 2),
        "offices": [_tell_holding(office, on) for office in offices],
    }


def _tell_holding(one: Holding, on: date) -> dict[str, Any]:
    return {
        "office": one.office,
        "state": one.state,
        "from": one.start.isoformat() if one.start else None,
        "to": one.end.isoformat() if one.end else None,
        "held": (one.start or date.min) <= on <= (one.end or date.max),
        "certain": one.certain,
        "basis": one.basis,
    }


def _tell_entry(entry: Entry, on: date) -> dict[str, Any]:
    told: dict[str, Any] = {"id": entry.id, "name": entry.name, "kind": entry.kind, "state": entry.state}
    told["sector"] = list(entry.sector)
    if entry.kind == "body":
        told["members"] = list(load_members().of(entry.id, on))
    state = load_states().get(entry.id) if entry.kind == "state" else None
    return told | (_tell_codes(state) if state else {}) | ({"member_of": _list_bodies(state, on)} if state else {})


def _list_bodies(state: State, on: date) -> list[str]:
    bodies = (load_bodies().get(body) for body in load_members().bodies_of(state.code, on))
    return [body.name for body in bodies if body is not None]


def _tell_codes(state: State) -> dict[str, Any]:
    return {"iso2": state.iso2, "cow": state.cow, "gw": state.gw, "wikidata": state.qid, "standing": state.kind}


def write_who(found: list[dict[str, Any]], on: date) -> str:
    """The same as people read it: one entry a paragraph, offices below, those held on the day marked."""
    return "\n".join("".join(f"{line}\n" for line in _write_one(one, on)) for one in found)


def _write_one(one: dict[str, Any], on: date) -> Iterator[str]:
    state = f", {one['state']}" if one["state"] and one["state"] != one["id"] else ""
    score = f"  ({one['match']}, score {one['score']:.2f})" if "score" in one else ""
    yield f"{one['name']}  {one['id']}  {one['kind']}{state}{score}"
    codes = [f"{label} {one[key]}" for key, label in _CODES if one.get(key) is not None]
    if codes:
        yield "    " + ", ".join(codes)
    for key, label in (("members", "members"), ("member_of", "member of")):
        if one.get(key):
            between = " " if key == "members" else ", "
            yield f"    {label} ({len(one[key])}): {between.join(one[key])}"
    for office in one.get("offices", ()):
        mark = "*" if office["held"] else " "
        until = office["to"] or ("" if office["certain"] else f"? (the table ends before {on.isoformat()})")
        yield f"  {mark} {office['office']}  {office['from'] or '?'} to {until or 'now'}  [{office['basis']}]"


_CODES = (("iso2", "ISO"), ("cow", "Correlates of War"), ("gw", "Gleditsch-Ward"), ("wikidata", "Wikidata"))
