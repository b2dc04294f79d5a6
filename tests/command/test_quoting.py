"""`verbale quotes`: files and standard input in, rows out."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from verbale import cli

TEXT = """Bridge talks end

Ana Ruzhova told Jon Bergson: "We will wait for them."

Bergson said the bridge was closed.
"""


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A report in a file."""
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "argv", ["verbale", "quotes", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_the_view_tells_who_said_what_to_whom(monkeypatch, capsys, report):
    assert run(monkeypatch, report) == 0
    view = capsys.readouterr().out
    assert "Ana Ruzhova to Jon Bergson" in view
    assert "“We will wait for them.”" in view


def test_json_is_one_object_a_statement(monkeypatch, capsys, report):
    assert run(monkeypatch, report, "--json", "--published", "2024-05-14") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["speaker"] for row in rows] == [["Ana Ruzhova"], ["Jon Bergson"]]
    assert {row["published"] for row in rows} == {"2024-05-14"}


def test_csv_of_several_reports_has_one_head_line(monkeypatch, capsys, report):
    assert run(monkeypatch, report, report, "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["speaker"] for row in rows] == ["Ana Ruzhova", "Jon Bergson"] * 2


def test_a_speaker_may_be_chosen(monkeypatch, capsys, report):
    assert run(monkeypatch, report, "--speaker", "Bergson", "--json") == 0
    assert [json.loads(line)["words"] for line in capsys.readouterr().out.splitlines()] == ["the bridge was closed"]


def test_standard_input_is_read(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run(monkeypatch, "-", "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_report_that_cannot_be_read_is_named_and_the_others_are_listed(monkeypatch, capsys, report, tmp_path):
    assert run(monkeypatch, str(tmp_path / "none.txt"), report, "--json") == 2
    printed = capsys.readouterr()
    assert "none.txt" in printed.err
    assert len(printed.out.splitlines()) == 2
