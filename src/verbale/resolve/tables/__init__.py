"""Our own facts: states, bodies, groups, people with their offices by day, and places.

Nothing is loaded before it is asked for. The files in `data` are written by training/tables/build.py; each has
its source, licence, day and checksum in the manifest (see `describe_tables`) and in NOTICE.
"""

from __future__ import annotations

from verbale.ids import digest
from verbale.resolve.tables.bodies import Bodies, Groups, Members, load_bodies, load_groups, load_members
from verbale.resolve.tables.names import Names, load_names
from verbale.resolve.tables.own import (
    OwnTable,
    fingerprint_own,
    forget_own_table,
    keep_own_table,
    list_own_tables,
    read_own_table,
)
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
    Membership,
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
    "Members",
    "Membership",
    "Names",
    "OwnTable",
    "People",
    "Person",
    "Places",
    "State",
    "States",
    "TableInfo",
    "Town",
    "describe_tables",
    "fingerprint",
    "forget_own_table",
    "keep_own_table",
    "list_own_tables",
    "load_bodies",
    "load_groups",
    "load_members",
    "load_names",
    "load_people",
    "load_places",
    "load_states",
    "read_own_table",
]


def describe_tables() -> tuple[TableInfo, ...]:
    """What each table holds, where it is from and how old it is, as the manifest says."""
    return read_manifest()


def fingerprint() -> str:
    """The newest day of any table and a checksum over all of them: "2026-08-22 1f0c9a7e".

    Where the user's own tables took part it says so: "2026-08-22 1f0c9a7e with own 8c21f0aa".
    """
    tables, own = read_manifest(), fingerprint_own()
    ours = f"{max(one.as_of for one in tables)} {digest(''.join(one.checksum for one in tables), 4)}"
    return f"{ours} with own {own}" if own else ours
