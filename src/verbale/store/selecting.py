"""Pieces of questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
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
"""The same for keys of several columns: few, so that most questions are one that is known already."""


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


def has_one_of(columns: Sequence[Any], keys: Iterable[Sequence[object]]) -> ColumnElement[bool]:
    """The condition that a row has one of these keys (at least one), in a form that an index answers for each.

    For `IN` with several keys of several columns SQLite (3.40) goes through the whole table.
    """
    return or_(*(and_(*(column == value for column, value in zip(columns, key, strict=True))) for key in keys))


def add_up(connection: Connection, table: Table, keys: Sequence[str], sums: Mapping[Key, Mapping[str, int]]) -> None:
    """Add to the sums of rows; one is made where there is none of that key, and goes when its first sum is 0."""
    columns = [table.c[key] for key in keys]
    there: set[Key] = set()
    for some in chunk(sums, KEYS_AT_ONCE):
        there |= {tuple(row) for row in connection.execute(select(*columns).where(has_one_of(columns, some)))}
    new = [dict(zip(keys, key, strict=True)) | dict(added) for key, added in sums.items() if key not in there]
    if new:
        connection.execute(insert(table), new)
    old = {key: added for key, added in sums.items() if key in there}
    if old:
        _add_to(connection, table, keys, old)
    fewer = [key for key, added in old.items() if next(iter(added.values())) < 0]
    for some in chunk(fewer, KEYS_AT_ONCE):
        first = next(iter(old[some[0]]))
        connection.execute(delete(table).where(has_one_of(columns, some), table.c[first] == 0))


def _add_to(connection: Connection, table: Table, keys: Sequence[str], sums: Mapping[Key, Mapping[str, int]]) -> None:
    rows = [
        {f"its_{name}": value for name, value in zip(keys, key, strict=True)}
        | {f"more_{name}": value for name, value in added.items()}
        for key, added in sums.items()
    ]
    names = next(iter(sums.values()))
    more = {name: table.c[name] + bindparam(f"more_{name}") for name in names}
    connection.execute(update(table).where(has_key(table, keys, "its_")).values(more), rows)
