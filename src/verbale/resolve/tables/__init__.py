"""Our own facts: states, bodies, groups, people with their offices by day, and places.

Nothing is loaded before it is asked for. The files in `data` are written by training/tables/build.py; each has
its source, licence, day and checksum in the manifest (see `describe_tables`) and in NOTICE.
"""

from __future__ import annotations

from verbale.ids import digest
from verbale.resolve.tables.bodies import Bodies, Groups, load_bodies, load_groups
from verbale.resolve.tables.names import Names, load_names
from verbale.resolve.tables.people import People, load_people
from verbale.resolve.tables.places import Places, load_places
from verbale.resolve.tables.shelf import read_manifest
from verbale.resolve.tables.states import States, load_states
from verbale.resolve.tables.values import (
    Body,
    Candidate,
    Entry,
    Group,
    Hit,
    Holding,
    Person,
    State,
    TableInfo,
    Town,
)

__all__ = [
    "Bodies",
    "Body",
    "Candidate",
    "Entry",
    "Group",
    "Groups",
    "Hit",
    "Holding",
    "Names",
    "People",
    "Person",
    "Places",
    "State",
    "States",
    "TableInfo",
    "Town",
    "describe_tables",
    "fingerprint",
    "load_bodies",
    "load_groups",
    "load_names",
    "load_people",
    "load_places",
    "load_states",
]


def describe_tables() -> tuple[TableInfo, ...]:
    """What each table holds, where it is from and how old it is, as the manifest says."""
    return read_manifest()


def fingerprint() -> str:
    """The newest day of any table and a checksum over all of them: "2026-08-22 1f0c9a7e"."""
    tables = read_manifest()
    return f"{max(one.as_of for one in tables)} {digest(''.join(one.checksum for one in tables), 4)}"
