"""Reads who held which office: lists of Wikidata's office holders, and our own rows over them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from office_roles import role_of
from own_facts import part, read_own

from verbale.resolve.tables.articles import name_with_article
from verbale.resolve.tables.values import State
from verbale.resolve.tables.words import fold_name


@dataclass(frozen=True)
class Term:
    """One line of a source: a person's time in an office. `person`: an id, empty if the source has none.

    `seen`: of a term without an end, the day until which our own row vouches for it; empty for the source's day.
    """

    person: str
    name: str
    role: str
    office: str
    state: str | None
    start: str
    end: str
    source: int
    seen: str = ""


@dataclass(frozen=True)
class Own:
    """What an own row says of a person besides offices."""

    person: str
    name: str
    state: str | None
    sector: tuple[str, ...]
    aliases: tuple[str, ...]


HOLDERS, LEADERS, OWN_ROWS, LEGISLATORS = range(4)
"""Sources by number, as the table of sources has them."""

_SLUGS = {"czech": "czech republic", "saudi": "saudi arabia", "swiss": "switzerland", "uae": "united arab emirates",
          "us": "united states", "congo kinshasa": "democratic republic of the congo", "luhansk": "", "world": "",
          "solomons": "solomon islands"}  # fmt: skip
# Monarchs whom several states share belong to the first of them.
_SHARED_CROWN = frozenset(("CAN", "NZL", "AUS"))


def write_office(title: str, role: str, state: State) -> str:
    """An office as people write it: "Minister of Defence of France", "Ambassador of Italy to Peru"."""
    title = title[:1].upper() + title[1:]
    if role == "ambassador" and (sent := re.match(r"(.*?) (to|in) (.+)", title)):
        return f"{sent[1]} of {name_with_article(state.name)} {sent[2]} {sent[3]}"
    if state.code in ("USA",):
        title = title.replace("Defence", "Defense")
    of_state = name_with_article(state.name)
    return title if title.endswith(of_state) else f"{title} of {of_state}"


def full_day(day: str, end: bool) -> str | None:
    """A day of a date that may lack month or day: its first one, or its last with *end*."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", day):  # a source's "2014s" and the like say nothing certain
        return None
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return f"{parts[0]:04}-12-31" if end else f"{parts[0]:04}-01-01"
    if len(parts) == 2:
        return f"{parts[0]:04}-{parts[1]:02}-{'28' if end else '01'}"
    return date(*parts).isoformat()


def index_states(states: list[State]) -> dict[str, State]:
    """States by every name they have, as a key."""
    return {fold_name(name): state for state in reversed(states) for name in (*state.aliases, state.name)}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def find_lists(facts: Path, more: Path) -> list[Path]:
    """The lists of office holders, one a state: those of the facts, and those that own/holders.tsv names, in *more*."""
    further = [more / f"{row['repository'].rpartition('/')[2]}.csv" for row in read_own("holders")]
    missing = [path.name for path in further if not path.is_file()]
    if missing:
        raise FileNotFoundError(f"{more}: lists of own/holders.tsv are missing: {', '.join(missing)}")
    return sorted((*(facts / "everypolitician_holders").glob("*.csv"), *further), key=lambda path: path.stem)


def read_holders(lists: list[Path], states: list[State], since: str) -> Iterator[Term]:
    """Terms from lists of office holders, one file a state; lesser offices only if held after *since*."""
    by_name = index_states(states)
    for path in lists:
        slug = re.sub(r"-(ministers|cabinet|federal-council)$", "", path.stem).replace("-", " ")
        state = by_name.get(_SLUGS.get(slug, slug))
        if state is None:
            continue
        for row in _rows(path):
            if not row["person"] or not row["personID"]:
                continue
            role = role_of(row["position"], state.code)
            if (row["end"] and row["end"] < since and role not in _ALWAYS) or _is_borrowed(state, row["position"]):
                continue
            office = write_office(_retitle(row["position"]), role, state)
            yield Term(row["personID"], row["person"], role, office, state.code, row["start"], row["end"], HOLDERS)


_ALWAYS = frozenset(("head_of_state", "head_of_government", "supreme_leader", "foreign_minister"))


def _is_borrowed(state: State, position: str) -> bool:
    return state.code in _SHARED_CROWN and position.lower() == "monarch"


def _retitle(position: str) -> str:
    """A position without what a source adds to it: "Chairman of the Cabinet of Ministers (Prime Minister)"."""
    plain = re.sub(r"^.*\((Prime Minister|Monarch)\)$", r"\1", position)
    return plain.replace("Spokeperson", "Spokesperson")


def read_leaders(facts: Path, states: list[State]) -> Iterator[Term]:
    """Heads and foreign ministers of the turn of 2022, and heads of some states on the day of the newest list."""
    by_name = index_states(states)
    world = facts / "everypolitician_world"
    for row in _rows(world / "data" / "wikidata.csv"):
        state = by_name.get(fold_name(row["country"]))
        if state is None or not row["officeholderLabel"]:
            continue
        title = re.sub(r"\s+of .*$", "", row["positionLabel"])
        role = role_of(title, state.code)
        if role in _ALWAYS and not _is_borrowed(state, title) and not _is_crown(state, row["positionLabel"]):
            office = write_office(title, role, state)
            yield Term(
                row["officeholder"],
                row["officeholderLabel"],
                role,
                office,
                state.code,
                row["start_year"],
                row["end_year"],
                LEADERS,
            )
    for row in _rows(world / "sources" / "foreign" / "wikidata.csv"):
        state = by_name.get(fold_name(row["countryLabel"]))
        if state is not None and row["name"] and state.code != "EUE":
            office = write_office(row["positionLabel"].split(" of the Republic")[0], "foreign_minister", state)
            yield Term(row["person"], row["name"], "foreign_minister", office, state.code, row["start"], "", LEADERS)


def _is_crown(state: State, position: str) -> bool:
    return "monarch" in position.lower() and state.code != "GBR" and "United Kingdom" in position


_TERM = re.compile(
    r"^(?P<name>.+?)(?: (?P<person>Q\d+))?(?: (?P<start>\d{4}(?:-\d\d){0,2}|\?)(?:/(?P<end>~?\d{4}(?:-\d\d){0,2}))?)?$"
)


def read_own_offices() -> Iterator[Term]:
    """The chains of own/offices.tsv: each holder up to the next one's first day, or to the last day that is sure."""
    for row in read_own("offices"):
        holders = [_match(holder, "offices", row["office"]) for holder in part(row["holders"])]
        for number, one in enumerate(holders):
            following = holders[number + 1]["start"] if number + 1 < len(holders) else ""
            start, end, seen = one["start"].replace("?", ""), one["end"] or following, ""
            if end.startswith("~"):
                end, seen = (end[1:], "") if following else ("", end[1:])
            if one["name"] != "-":
                office = (row["role"], row["office"], row["state"])
                yield Term(one["person"], one["name"], *office, start, end, OWN_ROWS, seen)


def read_own_people() -> Iterator[tuple[Own, tuple[Term, ...]]]:
    """The people of own/people.tsv, each with offices ("role:Office 2020-01-01/2021-01-01")."""
    for row in read_own("people"):
        state = row["state"] or None
        own = Own(row["qid"], row["name"], state, part(row["sector"]), part(row["aliases"]))
        terms = []
        for office in part(row["offices"]):
            key, _, words = office.partition(":")
            role, _, body = key.partition("@")
            one = _match(words, "people", row["name"])
            start = one["start"].replace("?", "")
            terms.append(Term(own.person, own.name, role, one["name"], body or state, start, one["end"], OWN_ROWS))
        yield own, tuple(terms)


def _match(words: str, table: str, where: str) -> dict[str, str]:
    found = _TERM.match(words)
    if found is None:
        raise ValueError(f"{table}.tsv, {where}: cannot read {words!r}")
    return {key: value or "" for key, value in found.groupdict().items()}
