"""The tables of people and offices, from lists of office holders."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from verbale.resolve.tables.values import State
from verbale.resolve.tables.words import fold_name, sound_key


@dataclass(frozen=True)
class Term:
    """One line of a source: a person's time in an office."""

    person: str
    name: str
    role: str
    office: str
    state: str | None
    start: str
    end: str
    source: int


@dataclass
class Someone:
    """All that the sources say of one person."""

    name: str
    aliases: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


ROLES = (
    (
        r"prime minister|premier|chancellor|taoiseach|chair(man|person|woman)? of the council of ministers",
        "head_of_government",
    ),
    (r"president|king|queen|emir|sultan|supreme leader|emperor|grand duke|monarch|head of state", "head_of_state"),
    (r"foreign|external (relations|affairs)|secretary of state", "foreign_minister"),
    (r"defen[cs]e", "defence_minister"),
    (r"interior|internal affairs|home (affairs|secretary)|homeland", "interior_minister"),
    (r"finance|treasury", "finance_minister"),
    (r"justice|attorney", "justice_minister"),
)
_DEPUTY = re.compile(
    r"^(first |senior )?(deputy|vice|assistant|ambassador|state secretary|permanent|first lady|private)", re.I
)
_SKIP = re.compile(r"ambassador|judge|justice of the supreme|supreme court justice", re.I)


def role_of(office: str) -> str:
    """The key of an office as a source writes it."""
    plain = office.lower()
    if _DEPUTY.match(plain):
        return "minister:" + re.sub(r"\W+", "-", plain)
    for pattern, role in ROLES:
        if re.match(rf"(the )?(minister|secretary|ministry)?\s*(of|for)?\s*(the )?(state for )?({pattern})\b", plain):
            return role
    return "minister:" + re.sub(r"\W+", "-", plain)


def full_day(day: str, end: bool) -> str | None:
    """A day of a date that may lack month or day: its first one, or its last with *end*."""
    if not day:
        return None
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return f"{parts[0]:04}-12-31" if end else f"{parts[0]:04}-01-01"
    if len(parts) == 2:
        return f"{parts[0]:04}-{parts[1]:02}-{'28' if end else '01'}"
    return date(*parts).isoformat()


def read_holders(facts: Path, states: list[State]) -> Iterator[Term]:
    """Terms from everypolitician_holders: one file a state."""
    by_slug = {fold_name(name).replace(" ", "-"): s for s in states for name in (s.name, *s.aliases)}
    for path in sorted((facts / "everypolitician_holders").glob("*.csv")):
        slug = re.sub(r"-(ministers|cabinet|federal-council)$", "", path.stem)
        slug = {"czech": "czech-republic", "saudi": "saudi-arabia", "swiss": "switzerland"}.get(slug, slug)
        state = by_slug.get(slug)
        if state is None:
            continue
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if row["person"] and row["personID"] and not _SKIP.search(row["position"]):
                    office = f"{row['position']} of {state.name}"
                    yield Term(
                        row["personID"],
                        row["person"],
                        role_of(row["position"]),
                        office,
                        state.code,
                        row["start"],
                        row["end"],
                        0,
                    )


def gather(terms: Iterator[Term]) -> dict[str, Someone]:
    """The people of the terms, by id."""
    people: dict[str, Someone] = {}
    for term in terms:
        someone = people.setdefault(term.person, Someone(term.name))
        if term not in someone.terms:
            someone.terms.append(term)
    return people


def shelve_people(people: dict[str, Someone]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Rows of the three shelves: people by id, ids by name, ids by state and role."""
    rows: dict[str, Any] = {}
    names: dict[str, dict[str, int]] = {}
    offices: dict[str, dict[str, None]] = {}
    for identifier, someone in sorted(people.items()):
        terms = [
            [term.role, term.office, term.state, full_day(term.start, False), full_day(term.end, True), term.source]
            for term in someone.terms
        ]
        rows[identifier] = [someone.name, someone.aliases, someone.terms[-1].state, terms]
        for key, match in name_keys(someone):
            known = names.setdefault(key, {})
            known[identifier] = min(match, known.get(identifier, 9))
        for term in someone.terms:
            offices.setdefault(f"{term.state} {term.role}", {})[identifier] = None
    return (
        rows,
        {key: list(map(list, ids.items())) for key, ids in names.items()},
        {k: list(v) for k, v in offices.items()},
    )


def name_keys(someone: Someone) -> Iterator[tuple[str, int]]:
    """Keys that somebody is found under, each with the kind of match: 0 full, 1 alias, 2 surname, 3 variant."""
    for number, name in enumerate((someone.name, *someone.aliases)):
        key = fold_name(name)
        if not key:
            continue
        yield key, min(number, 1)
        yield "~" + sound_key(name), 3
        words = key.split()
        if len(words) > 1:
            yield words[-1], 2
            yield "~" + sound_key(words[-1]), 3
            yield f"{words[0]} {words[-1]}", 1
