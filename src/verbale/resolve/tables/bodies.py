"""Intergovernmental bodies, and groups, parties, agencies and media."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from verbale.resolve.tables.shelf import decode_table
from verbale.resolve.tables.values import Body, Group, Membership

B = TypeVar("B", bound=Body | Group)


class _ById(Generic[B]):
    def __init__(self, values: tuple[B, ...]) -> None:
        self._by_id: dict[str, B] = {value.id: value for value in values}

    def get(self, identifier: str) -> B | None:
        """The one of that id, None if there is none."""
        return self._by_id.get(identifier)

    def __iter__(self) -> Iterator[B]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)


class Bodies(_ById[Body]):
    """Intergovernmental organisations and their organs, by id."""


class Groups(_ById[Group]):
    """Armed groups, parties, movements, national agencies and media, by id."""


@lru_cache(maxsize=1)
def load_bodies() -> Bodies:
    """The table of bodies; DamagedTable if it does not fit its checksum."""
    return Bodies(decode_table("bodies.json", tuple[Body, ...]))


class Members:
    """Who is a member of which body on a day."""

    def __init__(self, memberships: tuple[Membership, ...]) -> None:
        self._memberships = memberships

    def of(self, body: str, on: date) -> tuple[str, ...]:
        """Codes of the states that are members of the body of that id on a day; empty if the table does not say."""
        return tuple(sorted(one.state for one in self._memberships if one.body == body and _is_member(one, on)))

    def bodies_of(self, state: str, on: date) -> tuple[str, ...]:
        """Ids of the bodies that the state of that code is a member of on a day."""
        return tuple(one.body for one in self._memberships if one.state == state and _is_member(one, on))


def _is_member(one: Membership, on: date) -> bool:
    return (one.start or date.min) <= on <= (one.end or date.max)


@lru_cache(maxsize=1)
def load_members() -> Members:
    """The table of members; DamagedTable if it does not fit its checksum."""
    return Members(decode_table("members.json", tuple[Membership, ...]))


@lru_cache(maxsize=1)
def load_groups() -> Groups:
    """The table of groups; DamagedTable if it does not fit its checksum."""
    return Groups(decode_table("groups.json", tuple[Group, ...]))
