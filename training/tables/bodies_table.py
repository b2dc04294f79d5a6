"""The tables of intergovernmental bodies and of groups, agencies and media, from our own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from own_facts import part, read_own

from verbale.ids import local_id
from verbale.resolve.tables.values import Body, Group


def build_bodies() -> list[Body]:
    """All bodies, in the order of their ids."""
    rows = (
        Body(row["qid"] or local_id(row["name"]), row["name"], part(row["aliases"]), row["code"], part(row["sector"]))
        for row in read_own("bodies")
    )
    return sorted(rows, key=lambda body: body.id)


def build_groups() -> list[Group]:
    """All groups, in the order of their ids."""
    groups = [group for row in read_own("groups") for group in _read_row(row)]
    twice = [one for one, times in Counter(group.id for group in groups).items() if times > 1]
    if twice:
        raise ValueError(f"groups.tsv has rows for the same group twice: {twice}")
    return sorted(groups, key=lambda group: group.id)


def _read_row(row: dict[str, str]) -> Iterator[Group]:
    """The groups of one row: an alias with "+" in front begins another one, and may bring its own sectors after "@"."""
    state = row["state"] or None
    name, sector, aliases = row["name"], part(row["sector"]), list[str]()
    for alias in part(row["aliases"]):
        if not alias.startswith("+"):
            aliases.append(alias)
            continue
        yield Group(local_id(name, state), name, tuple(aliases), row["kind"], state, sector)
        name, _, own = alias[1:].partition("@")
        sector, aliases = tuple(own.split("/")) if own else part(row["sector"]), []
    yield Group(local_id(name, state), name, tuple(aliases), row["kind"], state, sector)
