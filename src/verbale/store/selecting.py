"""Pieces of questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

Value = TypeVar("Value")
Key = tuple[str, ...]

MOST_AT_ONCE: Final = 500
"""So many values stand in one question to the database."""
KEYS_AT_ONCE: Final = 20
"""The same for keys of several columns: few, for each number of them is a question of its own."""


def chunk(values: Iterable[Value], size: int = MOST_AT_ONCE) -> Iterator[Sequence[Value]]:
    """The values in runs that fit one question."""
    known = list(values)
    for start in range(0, len(known), size):
        yield known[start : start + size]


def begins_with(column: Any, prefix: str) -> ColumnElement[bool]:
    """The condition that a column's text begins so, in a form that its index answers."""
    return and_(column >= prefix, column < prefix + "\U0010ffff")


def is_called(column: Any, name: str) -> ColumnElement[bool]:
    """The condition that a column's text is this name, whatever the case of its letters."""
    return or_(column == name, func.lower(column) == name.lower())


def has_key(table: Table, names: Sequence[str], prefix: str) -> ColumnElement[bool]:
    """The condition that a row has the key that is given with the parameters ``<prefix><name>``."""
    return and_(*(table.c[name] == bindparam(f"{prefix}{name}") for name in names))


def add_up(connection: Connection, table: Table, keys: tuple[str, ...], sums: Mapping[Key, Mapping[str, int]]) -> None:
    """Add to the sums of rows; one is made where there is none of that key, and goes when its first sum is 0."""
    there: set[Key] = set()
    for some in chunk(sums, KEYS_AT_ONCE):
        told = {f"{name}_{at}": value for at, key in enumerate(some) for name, value in zip(keys, key, strict=True)}
        there |= {tuple(row) for row in connection.execute(_write_question(table, keys, len(some)), told)}
    new = [dict(zip(keys, key, strict=True)) | dict(added) for key, added in sums.items() if key not in there]
    if new:
        connection.execute(insert(table), new)
    old = {key: {f"its_{name}": value for name, value in zip(keys, key, strict=True)} for key in sums if key in there}
    if old:
        names = tuple(next(iter(sums.values())))
        more = [its | {f"more_{name}": sums[key][name] for name in names} for key, its in old.items()]
        connection.execute(_write_addition(table, keys, names), more)
        fewer = [its for key, its in old.items() if sums[key][names[0]] < 0]
        if fewer:
            connection.execute(delete(table).where(has_key(table, keys, "its_"), table.c[names[0]] == 0), fewer)


# Both are written once: to write them takes longer than to ask them.


@cache
def _write_question(table: Table, names: tuple[str, ...], count: int) -> Select[Any]:
    """The question which of so many keys are there. For a list of such keys SQLite would go through the table."""
    keys = [and_(*(table.c[name] == bindparam(f"{name}_{at}") for name in names)) for at in range(count)]
    return select(*(table.c[name] for name in names)).where(or_(*keys))


@cache
def _write_addition(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Update:
    more = {name: table.c[name] + bindparam(f"more_{name}") for name in names}
    return update(table).where(has_key(table, keys, "its_")).values(more)
