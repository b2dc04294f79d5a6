"""The tables of intergovernmental bodies and of groups, agencies and media, from our own rows."""

from __future__ import annotations

from own_facts import part, read_own

from verbale.ids import local_id
from verbale.resolve.tables.values import Body, Group


def build_bodies() -> list[Body]:
    """All bodies, in the order of their ids."""
    rows = (
        Body(row["id"], row["name"], part(row["aliases"]), row["code"], part(row["sector"]))
        for row in read_own("bodies")
    )
    return sorted(rows, key=lambda body: body.id)


def build_groups() -> list[Group]:
    """All groups, in the order of their ids."""
    rows = (
        Group(
            local_id(row["name"]),
            row["name"],
            part(row["aliases"]),
            row["kind"],
            row["state"] or None,
            part(row["sector"]),
        )
        for row in read_own("groups")
    )
    return sorted(rows, key=lambda group: group.id)
