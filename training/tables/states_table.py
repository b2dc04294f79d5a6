"""The table of states: our own rows, with Wikidata ids and the codes of Correlates of War and Gleditsch-Ward."""

from __future__ import annotations

import csv
from pathlib import Path

from msgspec.structs import replace
from own_facts import part, read_own
from state_codes import read_codes

from verbale.resolve.tables.values import State
from verbale.resolve.tables.words import fold_name


def build_states(facts: Path) -> list[State]:
    """All states, in the order of their codes."""
    qids, rows = _read_qids(facts), list(read_own("states"))
    names = {fold_name(name): row["code"] for row in rows for name in (*part(row["aliases"]), row["name"])}
    cow, gw = read_codes(facts, names)
    states = (_state(row, qids) for row in rows)
    coded = (replace(state, cow=cow.get(state.code), gw=gw.get(state.code)) for state in states)
    return sorted(coded, key=lambda state: state.code)


def _state(row: dict[str, str], qids: dict[str, str]) -> State:
    names = (row["name"], *part(row["aliases"]))
    return State(
        code=row["code"],
        name=row["name"],
        aliases=part(row["aliases"]),
        adjectives=part(row["adjectives"]),
        peoples=_peoples(part(row["adjectives"]), row["peoples"]),
        capital=row["capital"] or None,
        seats=part(row["seats"]),
        qid=next((qids[name] for name in names if name in qids), None),
        iso2=row["iso2"] or None,
        parent=row["parent"] or None,
        kind=row["kind"],
    )


def _peoples(adjectives: tuple[str, ...], field: str) -> tuple[str, ...]:
    if field.startswith("="):
        return part(field[1:])
    regular = tuple(f"{adjective}s" for adjective in adjectives if adjective[-1] in "ni")
    return tuple(dict.fromkeys((*regular, *part(field))))


def _read_qids(facts: Path) -> dict[str, str]:
    """Wikidata ids of countries by label, from the tables that name both."""
    qids: dict[str, str] = {}
    for file, key, label in (
        ("everypolitician_world/data/wikidata.csv", "countryid", "country"),
        ("everypolitician_world/sources/foreign/wikidata.csv", "country", "countryLabel"),
        ("everypolitician_world/wikidata/results/country-cabinets.csv", "state", "stateLabel"),
    ):
        with (facts / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if row[key] and row[label]:
                    qids.setdefault(row[label], row[key])
    return qids
