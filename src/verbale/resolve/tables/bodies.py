"""Intergovernmental bodies, and groups, parties, agencies and media."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from verbale.resolve.tables.shelf import decode_table
from verbale.resolve.tables.values import Body, Group

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


@lru_cache(maxsize=1)
def load_groups() -> Groups:
    """The table of groups; DamagedTable if it does not fit its checksum."""
    return Groups(decode_table("groups.json", tuple[Group, ...]))
