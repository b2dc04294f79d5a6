"""Folders and archives: each file in them as if it were named itself, and a bad one costs only itself."""

from __future__ import annotations

import gzip
import io
import struct
import sys
from datetime import date
from pathlib import Path

import pytest

from read.makings import TITLE, WORDS, pack, read_both, read_fault, read_reports, write, write_docx, write_text
from verbale.errors import DamagedFile, EmptyReport, LockedFile, NotText, TooLarge
from verbale.settings import Settings


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "b/one.md", "c.jsonl"):
        content = b'{"id": "line", "text": "The ministers met in Vienna."}' if name == "c.jsonl" else write_text()
        write(tmp_path, name, content)
    assert [report.source for report in read_reports(tmp_path)] == ["a", "line", "one", "two"]


def test_what_lies_beside_reports_is_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "logo.png", "talks_files/style.css", "__MACOSX/talks.txt", ".git/talks.txt"):
        write(tmp_path, name, "x")
    write(tmp_path, "talks.txt", write_text())
    assert [report.source for report in read_reports(tmp_path)] == ["talks"]


def test_a_bad_file_in_a_folder_costs_only_itself(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "")
    write(tmp_path, "b.zip", b"PK\x03\x04nonsense")
    write(tmp_path, "c.xlsx", pack({"xl/workbook.xml": b"<x/>"}))
    write(tmp_path, "d.txt", write_text())
    reports, faults = read_both(tmp_path)
    assert [report.source for report in reports] == ["d"]
    assert [type(fault) for fault in faults] == [EmptyReport, DamagedFile, NotText]
    assert str(faults[2]) == f"{tmp_path}/c.xlsx: .xlsx files are not read; save it as .csv"


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    assert "is a folder without reports" in str(read_fault(tmp_path))


def test_each_file_of_an_archive_is_named_with_its_path(tmp_path: Path) -> None:
    content = {"2024/talks.txt": write_text(), "2024/empty.txt": b"", "2024/talks.html": b"<html><body></body></html>"}
    reports, faults = read_both(write(tmp_path, "news.zip", pack(content)))
    assert [(report.source, report.title, report.published) for report in reports] == [
        ("talks", TITLE, date(2024, 5, 14))
    ]
    assert [fault.source for fault in faults] == [
        f"{tmp_path}/news.zip, 2024/{name}" for name in ("empty.txt", "talks.html")
    ]


def test_archives_may_hold_archives_and_be_piped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = pack({"talks.txt": write_text(), "talks.docx": write_docx([(TITLE, "Title"), (WORDS, "Normal")])})
    outer = pack({"inner.zip": inner, "more.txt.gz": gzip.compress(write_text("More"))})
    assert len(read_reports(write(tmp_path, "outer.zip", outer))) == 3
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(outer)))
    assert len(read_reports("-")) == 3


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = write_text()
    for _ in range(8):
        data = pack({"inner.zip": data}) if data.startswith(b"PK") else pack({"talks.txt": data})
    assert isinstance(read_fault(write(tmp_path, "deep.zip", data)), TooLarge)


@pytest.mark.parametrize("name", ["talks.txt.gz", "talks.gz", "talks"])
def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path, name: str) -> None:
    (report,) = read_reports(write(tmp_path, name, gzip.compress(write_text())))
    assert (report.source, report.title) == ("talks", TITLE)


def test_packed_lines_are_read_up_to_where_the_file_breaks_off(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": %d, "text": "The ministers met in Vienna on day %d."}\n' % (at, at) for at in range(5000))
    whole = gzip.compress(lines)
    reports, faults = read_both(write(tmp_path, "news.jsonl.gz", whole[: len(whole) // 2]))
    assert len(reports) > 1000
    (fault,) = faults
    assert isinstance(fault, DamagedFile)


def test_a_locked_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(pack({"a.txt": write_text(), "b.txt": write_text()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    reports, faults = read_both(write(tmp_path, "news.zip", bytes(data)))
    assert [report.source for report in reports] == ["b"]
    assert [type(fault) for fault in faults] == [LockedFile]


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.zip", "bomb.jsonl.gz"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, name: str) -> None:
    blank = b" " * 30_000_000
    data = pack({"bomb.jsonl": blank}) if name.endswith("zip") else gzip.compress(blank)
    settings = Settings(unpacked_bytes=1_000_000, unpacked_ratio=100)
    assert "as no sound archive of its size does" in str(read_fault(write(tmp_path, name, data), settings))
