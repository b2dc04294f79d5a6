"""Lists in pages: which rows come next, told by where the last page ended and not by counting, so that rows which
are added meanwhile make none appear twice and none be passed over.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, literal, tuple_

from verbale.errors import BadQuestion

LONGEST_CURSOR: Final = 400


class Cut(Struct, frozen=True):
    """Which part of a list is wanted: at most `rows`, from the cursor `after` on, the `newest` first."""

    rows: int
    after: str | None = None
    newest: bool = False


Limit = int | Cut | None
"""What is wanted of a list: all of it, its first rows, or any part."""


class Chosen(Struct, frozen=True):
    """The rows of one page: their numbers in order, and the cursor to give for the next page, if there is one."""

    numbers: tuple[int, ...]
    next: str | None


class Order(Struct, frozen=True):
    """Rows by `day`, those without one last, those of one day by `ties`, whose last tells any two rows apart.

    Where the newest day comes first, rows without a day still come last.
    """

    day: Any
    ties: tuple[Any, ...]


def read_cut(limit: Limit) -> Cut | None:
    """The part that is wanted, None for all; BadQuestion for less than one row."""
    cut = Cut(limit) if isinstance(limit, int) else limit
    if cut is not None and cut.rows < 1:
        raise BadQuestion(f"at most {cut.rows} rows are none; give a limit of 1 or more")
    return cut


def choose_page(connection: Connection, parts: Sequence[Select[Any]], order: Order, cut: Cut) -> Chosen:
    """The part *cut* of some rows; *parts* select their number, day and ties, and no row is in two of them.

    Each part is asked for as many rows as are wanted, in order, so that an index of its own can answer it.
    """
    mark = _read_mark(order, cut.after)
    found: list[Any] = []
    if mark is None or mark[0] is not None:
        for part in parts:
            found += connection.execute(_list_dated(part, order, mark, cut.newest).limit(cut.rows + 1))
        found = sorted(found, key=_read_key, reverse=cut.newest)
    if len(found) <= cut.rows:
        ties = mark[1:] if mark is not None and mark[0] is None else None
        undated: list[Any] = []
        for part in parts:
            undated += connection.execute(_list_undated(part, order, ties, cut.newest).limit(cut.rows + 1))
        found += sorted(undated, key=_read_ties, reverse=cut.newest)
    kept = found[: cut.rows]
    following = write_cursor(tuple(kept[-1][1:])) if len(found) > cut.rows else None
    return Chosen(tuple(row[0] for row in kept), following)


def _read_key(row: Any) -> Any:
    return tuple(row[1:])


def _read_ties(row: Any) -> Any:
    return tuple(row[2:])


def write_cursor(key: Sequence[Any]) -> str:
    """Where a page ended, as a word that goes into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def read_cursor(cursor: str, kind: Any) -> Any:
    """Where a page ended, as a value of that type; BadQuestion if that is no cursor of such a list."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.b64decode(padded, b"-_", validate=True), type=kind)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as fault:
        raise BadQuestion(
            "that is no cursor of this list; take `next` as it was given, or begin without one"
        ) from fault


def comes_after(columns: Sequence[Any], key: Sequence[Any], is_descending: bool = False) -> Any:
    """The condition that a row's key is after (before, if *is_descending*) another one."""
    own = tuple_(*columns)
    other = tuple_(*(literal(value, column.type) for value, column in zip(key, columns, strict=True)))
    return own < other if is_descending else own > other


def _read_mark(order: Order, after: str | None) -> Any:
    """The day and the ties with which the last page ended."""
    if after is None:
        return None
    kinds = (tie.type.python_type for tie in order.ties)
    return read_cursor(after, tuple.__class_getitem__((date | None, *kinds)))


def _list_dated(rows: Select[Any], order: Order, mark: Any, newest: bool) -> Select[Any]:
    columns = (order.day, *order.ties)
    which = rows.where(order.day.is_not(None))
    if mark is not None:
        which = which.where(comes_after(columns, mark, newest))
    return which.order_by(*(column.desc() if newest else column for column in columns))


def _list_undated(rows: Select[Any], order: Order, ties: Any, newest: bool) -> Select[Any]:
    which = rows.where(order.day.is_(None))
    if ties is not None:
        which = which.where(comes_after(order.ties, ties, newest))
    return which.order_by(*(column.desc() if newest else column for column in order.ties))
