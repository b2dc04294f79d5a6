"""The data dictionary knows every column, and none that is not there."""

from __future__ import annotations

import inspect

import pytest
from msgspec import Struct

from verbale.store import rows
from verbale.store.dictionary import COLUMNS, KINDS, describe


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_described(kind: type[Struct]) -> None:
    assert [one.name for one in describe(kind)] == list(kind.__struct_fields__)
    assert all(one.type and one.meaning for one in describe(kind))


def test_every_kind_of_rows_is_there() -> None:
    known = {kind for name, kind in inspect.getmembers(rows, inspect.isclass) if name.endswith("Row")} - {rows.Row}
    assert set(KINDS) == known


def test_nothing_is_described_that_is_not_there() -> None:
    columns = {name for kind in KINDS for name in kind.__struct_fields__}
    columns |= {f"{kind.__name__}.{name}" for kind in KINDS for name in kind.__struct_fields__}
    assert set(COLUMNS) <= columns
