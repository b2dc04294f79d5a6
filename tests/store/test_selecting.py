"""Sums that are kept by keys of several columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import Connection, create_engine, event, select

from verbale.store import tables
from verbale.store.selecting import Key, add_up

GUISE = ("actor", "name", "kind", "state", "sector")
KEYS: list[Key] = [(f"Q{number}", f"Name {number}", "person", "", "GOV") for number in range(50)]


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        tables.guises.create(connection)
        yield connection
    engine.dispose()


def count(connection: Connection, sums: Mapping[Key, int]) -> dict[Key, int]:
    add_up(connection, tables.guises, GUISE, {key: {"reports": by} for key, by in sums.items()})
    rows = connection.execute(select(tables.guises))
    return {tuple(row[:-1]): row.reports for row in rows}


def test_what_is_there_is_added_to_and_what_is_not_is_made(connection: Connection) -> None:
    count(connection, dict.fromkeys(KEYS[:30], 2))
    kept = count(connection, dict.fromkeys(KEYS, 1))
    assert kept == dict.fromkeys(KEYS[:30], 3) | dict.fromkeys(KEYS[30:], 1)


def test_a_row_goes_when_nothing_is_left_of_its_sum(connection: Connection) -> None:
    count(connection, dict.fromkeys(KEYS, 2))
    kept = count(connection, dict.fromkeys(KEYS[:45], -2) | {KEYS[45]: -1})
    assert kept == {KEYS[45]: 1} | dict.fromkeys(KEYS[46:], 2)


def test_no_table_is_gone_through_for_a_few_of_its_keys(connection: Connection) -> None:
    asked: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    count(connection, dict.fromkeys(KEYS[:15], 1))
    count(connection, dict.fromkeys(KEYS[:15], -1))
    looked_up = [one for one in asked if "WHERE" in one[0] and not isinstance(one[1], list)]
    assert len(looked_up) == 2
    for statement, parameters in looked_up:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        assert all(not row.detail.startswith("SCAN") for row in plan)
