"""CSV and Parquet: one report a row, columns called as usual or named, a bad row costs only itself."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from read.makings import OTHER_TITLE, TITLE, WORDS, read_both, read_fault, read_reports, write
from verbale.errors import BadLine, DamagedFile, ReaderNotInstalled, UndecodableText
from verbale.read import Given
from verbale.read.drafts import Origin
from verbale.read.fields import tell_day
from verbale.settings import Settings

HEAD = ("id", "Headline", "Date", "Body")
ROW = ("n1", TITLE, "2024-05-14", WORDS)
HERE = Origin("news", "news.csv, row 2")


def write_table(*rows: Sequence[str], head: Sequence[str] = HEAD, delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([head, *rows])
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_row_is_a_report(tmp_path: Path, delimiter: str, encoding: str) -> None:
    data = write_table(ROW, ("n2", "“Talks” end", "", WORDS), delimiter=delimiter).encode(encoding)
    first, second = read_reports(write(tmp_path, "news.csv", data))
    assert (first.source, first.title, first.published) == ("n1", TITLE, date(2024, 5, 14))
    assert first.text == f"{TITLE}\n\n{WORDS}"
    assert (second.title, second.published) == ("“Talks” end", None)


def test_columns_can_be_named(tmp_path: Path) -> None:
    table = write_table(("x", TITLE, "14 May 2024", WORDS), head=("text", "Kopf", "Tag", "Inhalt"))
    given = Given(columns=(("text", "inhalt"), ("title", "Kopf"), ("published", "Tag")))
    (report,) = read_reports(write(tmp_path, "news.csv", table), given)
    assert (report.title, report.published, report.text) == (TITLE, date(2024, 5, 14), f"{TITLE}\n\n{WORDS}")
    assert report.source == "news#2"


def test_a_column_that_is_not_there_is_an_error_that_lists_what_is(tmp_path: Path) -> None:
    path = write(tmp_path, "news.csv", write_table(ROW))
    (fault,) = read_both(path, Given(columns=(("text", "words"),)))[1]
    assert str(fault) == f"{path}: has no column 'words' for text; it has: id, Headline, Date, Body"


def test_a_table_without_a_text_says_how_to_name_it(tmp_path: Path) -> None:
    fault = read_fault(write(tmp_path, "news.csv", write_table(("a", "b"), head=("Kopf", "Inhalt"))))
    assert str(fault).endswith("--column text=NAME says which; it has: Kopf, Inhalt")


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    rows = (("n1", TITLE, "soon", WORDS), ("n2", TITLE, "", " "), (), ("n3", OTHER_TITLE, "", WORDS))
    reports, faults = read_both(write(tmp_path, "news.csv", write_table(*rows)))
    assert [report.source for report in reports] == ["n3"]
    assert [fault.source.rpartition(", ")[2] for fault in faults] == ["row 2", "row 3"]


def test_a_cell_without_end_is_one_error(tmp_path: Path) -> None:
    table = write_table(ROW) + '"n2,' + "x" * 300_000
    reports, faults = read_both(write(tmp_path, "news.csv", table), settings=Settings(report_bytes=200_000))
    assert len(reports) == 1
    assert "row 3" in str(faults[0])


def test_bytes_that_break_the_encoding_are_said_to(tmp_path: Path) -> None:
    data = write_table(*[ROW] * 100).encode() + b"n2,\xff\xfe\xfa,,x\n"
    reports, faults = read_both(write(tmp_path, "news.csv", data))
    assert reports
    assert [type(fault) for fault in faults] == [BadLine]
    assert isinstance(read_fault(write(tmp_path, "odd.csv", b"text\n\x81\x8d\x8f\x90\x9d\xff\n")), UndecodableText)


DAYS = ("2024-05-14 10:00:00", "14.05.2024", "5/14/2024", "14/05/2024 10:00", "May 14, 2024", "14 May 2024", "20240514")
MOMENTS = ("1715680800", "1715680800000", "1715680800.0", "20240514T120000Z", "Tue, 14 May 2024 10:00:00 +0200")


@pytest.mark.parametrize("words", DAYS + MOMENTS)
def test_days_are_read_as_people_and_programs_write_them(words: str) -> None:
    assert tell_day(words, HERE) == date(2024, 5, 14)


@pytest.mark.parametrize("words", ["3/4/2024", "03.04.2024", "31/31/2024", "soon", "1", "2024"])
def test_a_day_that_may_be_two_or_none_is_refused(words: str) -> None:
    with pytest.raises(BadLine, match="YYYY-MM-DD"):
        tell_day(words, HERE)


def write_parquet(folder: Path, table: dict[str, list[Any]]) -> Path:
    path = folder / "news.parquet"
    pq.write_table(pa.table(table), path)
    return path


def test_each_row_of_a_parquet_file_is_a_report(tmp_path: Path) -> None:
    table = {
        "key": [7, 8, 9],
        "title": [TITLE, None, OTHER_TITLE],
        "content": [WORDS, None, WORDS],
        "published": [datetime(2024, 5, 14, 18), None, None],
        "vector": [[0.5], None, None],
    }
    path = write_parquet(tmp_path, table)
    reports, faults = read_both(path)
    assert [(one.source, one.title, one.published) for one in reports] == [
        ("7", TITLE, date(2024, 5, 14)),
        ("9", OTHER_TITLE, None),
    ]
    assert [fault.source for fault in faults] == [f"{path}, row 2"]


def test_a_damaged_parquet_file_says_so(tmp_path: Path) -> None:
    path = write_parquet(tmp_path, {"text": [WORDS]})
    path.write_bytes(path.read_bytes()[:-20])
    assert isinstance(read_fault(path), DamagedFile)


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    fault = read_fault(write(tmp_path, "news.parquet", b"PAR1"))
    assert isinstance(fault, ReaderNotInstalled)
    assert "verbale[arrow]" in str(fault)
