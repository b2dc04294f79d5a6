"""The verbs that carry a record elsewhere."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import get_args

import icalendar
import networkx
import pytest

from command.test_record_verbs import Run, run
from verbale.command.exporting import TABLES
from verbale.store.exporting import Exported

__all__ = ["run"]


def test_help_names_the_tables_that_there_are() -> None:
    assert get_args(Exported) == TABLES


def test_plover_csv_and_json_go_to_the_screen(run: Run) -> None:
    events = [json.loads(line) for line in run("export", "plover").out.splitlines()]
    assert {one["event"][0] for one in events} == {"CONSULT", "SUPPORT", "AGREE", "AID"}
    rows = list(csv.DictReader(run("export", "csv", "--who", "RUS", "--who", "AZE").out.splitlines()))
    assert [row["event"] for row in rows] == ["AID", "CONSULT"]
    lines = run("export", "json", "--table", "statements").out.splitlines()
    assert len([json.loads(line) for line in lines]) == 2


def test_files_are_written_and_what_is_counted_is_said(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run("export", "csv", "--out", str(out))
    assert done.out.startswith(f"{out}: ")
    assert done.out.endswith("; occurred and ongoing events only.\n")
    assert out.read_text("utf-8").startswith("id,date,")
    assert run("export", "csv", "--status", "all", "--out", str(out)).out.endswith(" bytes.\n")
    assert list(tmp_path.glob("*.part")) == []


def test_parquet_and_labels_need_somewhere_to_go(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert "parquet needs --out" in run("export", "parquet").err
    assert "labels needs --out" in run("export", "labels").err
    assert " 4 rows;" in run("export", "parquet", "--out", str(tmp_path / "events.parquet")).out
    folder = tmp_path / "labels"
    assert run("export", "labels", "--all", "--out", str(folder)).out == f"{folder}: 3 labels.\n"
    assert {path.name for path in folder.iterdir()} == {"texts.jsonl", "labels.jsonl"}


def test_the_calendar_and_the_network_can_be_read_back(run: Run, tmp_path: Path) -> None:
    run("export", "ics", "--on", "2024-05-20", "--out", str(tmp_path / "due.ics"))
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    assert len(list(calendar.walk("VEVENT"))) == 1
    run("export", "graphml", "--out", str(tmp_path / "network.graphml"))
    assert "AZE" in networkx.read_graphml(tmp_path / "network.graphml")
    assert "ics takes --who once" in run("export", "ics", "--status", "all").err


def test_a_brief_of_a_week(run: Run, tmp_path: Path) -> None:
    out = run("brief", "RUS", "AZE", "--week", "2023-W09").out
    assert out.startswith("# Russia and Azerbaijan, 27 February 2023 – 5 March 2023\n")
    path = tmp_path / "brief.md"
    run("brief", "RUS", "AZE", "--week", "2023-W09", "--out", str(path))
    assert path.read_text("utf-8") == out
    assert "give --week, or --from and --to" in run("brief", "--week", "2023-W09", "--from", "2023").err
    assert "write it as 2023-W09" in run("brief", "--week", "last").err
    assert "no week of that year" in run("brief", "--week", "2023-W60").err


def test_a_file_that_cannot_be_written_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    done = run("export", "csv", "--out", str(tmp_path / "none" / "out.csv"))
    assert done.code != 0
    assert "cannot be written (No such file or directory)" in done.err
