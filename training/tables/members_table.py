"""The table of members of bodies: our own rows, by the ids of the table of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from own_facts import read_own

from verbale.resolve.tables.values import Body, Membership, State


def build_members(bodies: list[Body], states: list[State]) -> list[Membership]:
    """Who is a member of what from which day to which; ValueError for a body or state that no table has."""
    by_name = {name: body.id for body in bodies for name in (body.name, *body.aliases)}
    codes = {state.code for state in states}
    return list(_read_members(by_name, codes))


def _read_members(by_name: dict[str, str], codes: set[str]) -> Iterator[Membership]:
    for row in read_own("members"):
        body, since, until = by_name.get(row["body"]), row["since"].replace("?", ""), row["until"]
        for state in row["members"].split():
            if body is None or state not in codes:
                raise ValueError(f"members.tsv: no table has {row['body']!r} or {state!r}")
            yield Membership(
                body, state, date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None
            )
