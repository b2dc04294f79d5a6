"""Answers as tables of other libraries, as JSON Lines and CSV."""

from __future__ import annotations

import csv
import importlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.kept import keep, tell_meeting, tell_talks
from verbale.errors import MissingExtra
from verbale.store import tabular
from verbale.store.record import Record
from verbale.store.rows import Answer, EventRow

ASK: list[Callable[[Record], Answer[Any]]] = [
    lambda record: record.events(status="all"),
    lambda record: record.said(),
    lambda record: record.who("Valadim"),
    lambda record: record.due(on="2024-05-20"),
    lambda record: record.agreements(),
    lambda record: record.timeline(),
    lambda record: record.search("Lisbon"),
    lambda record: record.stats(),
    lambda record: record.reports(),
    lambda record: record.versions(record.reports()[0].id),
    lambda record: record.tellings(record.events()[0].id),
    lambda record: record.corrections(),
]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = keep(tmp_path, tell_talks(), tell_meeting())
    record.correct(record.events(who="Lavrov")[0].id, place="Baku", reason="the text says so")
    return record


@pytest.mark.parametrize("ask", ASK)
def test_every_answer_is_an_arrow_table(record: Record, ask: Callable[[Record], Answer[Any]]) -> None:
    pytest.importorskip("pyarrow")
    answer = ask(record)
    table = answer.to_arrow()
    assert table.column_names == list(answer.columns)
    assert table.num_rows == len(answer) > 0
    assert "null" not in {str(field.type) for field in table.schema}


@pytest.mark.parametrize("ask", ASK)
def test_every_answer_is_a_polars_frame(record: Record, ask: Callable[[Record], Answer[Any]]) -> None:
    polars = pytest.importorskip("polars")
    answer = ask(record)
    frame = answer.to_polars()
    assert frame.columns == list(answer.columns)
    assert frame.height == len(answer)
    assert polars.Null not in frame.dtypes


@pytest.mark.parametrize("ask", ASK)
def test_every_answer_is_a_pandas_frame(record: Record, ask: Callable[[Record], Answer[Any]]) -> None:
    pytest.importorskip("pandas")
    answer = ask(record)
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns)
    assert len(frame) == len(answer)


def test_types_hold_when_there_is_no_row(record: Record) -> None:
    pytest.importorskip("pyarrow")
    schema = record.between("France", "Japan").to_arrow().schema
    assert str(schema.field("published").type) == "date32[day]"
    assert str(schema.field("actor").type) in ("list<item: string>", "list<element: string>")
    assert str(schema.field("lat").type) == "double"


def test_days_are_days(record: Record) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    answer = record.events()
    assert answer.to_pandas()["published"].iloc[0] == pandas.Timestamp("2023-02-27")
    assert answer.to_polars()["published"].dtype == polars.Date


@pytest.mark.parametrize("ask", ASK)
def test_every_answer_is_json_lines(record: Record, ask: Callable[[Record], Answer[Any]]) -> None:
    answer = ask(record)
    lines = [json.loads(line) for line in answer.to_json_lines().splitlines()]
    assert [list(line) for line in lines] == [list(answer.columns)] * len(answer)


@pytest.mark.parametrize("ask", ASK)
def test_every_answer_is_csv(record: Record, ask: Callable[[Record], Answer[Any]]) -> None:
    answer = ask(record)
    head, *rows = csv.reader(io.StringIO(answer.to_csv()))
    assert head == list(answer.columns)
    assert [len(row) for row in rows] == [len(head)] * len(answer)


def test_csv_joins_lists_and_leaves_what_is_unknown_empty(record: Record) -> None:
    (row,) = csv.DictReader(io.StringIO(record.events(who="Lavrov").to_csv()))
    assert row["actor_names"] == "Ilham Aliyev; Sergey Lavrov"
    assert (row["enddate"], row["published"]) == ("", "2023-02-27")


def test_csv_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting(publisher="=HYPERLINK(1)"))
    assert next(csv.DictReader(io.StringIO(record.reports().to_csv())))["publisher"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("method", "library"), [("to_arrow", "pyarrow"), ("to_pandas", "pandas"), ("to_polars", "polars")]
)
def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, method: str, library: str) -> None:
    def refuse(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(tabular, "import_module", refuse)
    with pytest.raises(MissingExtra, match=rf"{method} needs {library}: pip install 'verbale\["):
        getattr(Answer([], EventRow), method)()


def test_an_answer_is_a_list(record: Record) -> None:
    answer = record.events()
    assert isinstance(answer, list)
    assert answer[0].published == date(2023, 2, 27)
    assert importlib.import_module("verbale").Record is Record
