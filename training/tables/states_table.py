"""The table of states: our own rows, with Wikidata ids and the codes of Correlates of War and Gleditsch-Ward."""

from __future__ import annotations

import csv
from pathlib import Path

from own_facts import part, read_own

from verbale.resolve.tables.values import State


def build_states(facts: Path) -> list[State]:
    """All states, in the order of their codes."""
    qids = _read_qids(facts)
    return sorted((_state(row, qids) for row in read_own("states")), key=lambda state: state.code)


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
