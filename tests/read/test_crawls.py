"""WARC and WET: pages with their address, never with the day of the crawl."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from read.makings import WORDS, read_both, read_fault, read_reports, write, write_crawl, write_words
from read.pages import PARAGRAPHS, TITLE, write_page
from verbale.errors import DamagedFile, EmptyReport, ReaderNotInstalled
from verbale.read import Reading, read_source

PAGE = write_page().encode()
DATED = write_page('<meta property="article:published_time" content="2024-05-14T08:00:00Z">').encode()
HERE = "https://danube.example/talks"


@pytest.mark.parametrize(("name", "packed"), [("crawl.warc.gz", True), ("crawl.warc", False), ("crawl", False)])
def test_each_page_of_a_crawl_is_a_report_at_its_address(tmp_path: Path, name: str, packed: bool) -> None:
    pages = [
        (HERE, "text/html; charset=utf-8", DATED),
        (f"{HERE}/logo", "image/png", b"\x89PNG"),
        (HERE, "text/html", b""),
    ]
    reports, faults = read_both(write(tmp_path, name, write_crawl(*pages, packed=packed)))
    (report,) = reports
    assert (report.source, report.url, report.title, report.published) == (HERE, HERE, TITLE, date(2024, 5, 14))
    assert report.text == "\n\n".join((TITLE, *PARAGRAPHS))
    assert [type(fault) for fault in faults] == [EmptyReport]


def test_the_day_of_the_crawl_is_not_the_day_of_the_news(tmp_path: Path) -> None:
    (report,) = read_reports(write(tmp_path, "crawl.warc.gz", write_crawl((HERE, "text/html", PAGE))))
    assert report.published is None


def test_errors_and_robots_txt_are_no_reports(tmp_path: Path) -> None:
    crawl = write_crawl((HERE, "text/html", PAGE), status="404 Not Found")
    crawl += write_crawl(("https://danube.example/robots.txt", "text/plain", b"User-agent: *\nDisallow:\n"))
    assert read_both(write(tmp_path, "crawl.warc.gz", crawl)) == ([], [])


def test_the_words_of_a_wet_file_are_said_to_be_those_of_the_whole_page(tmp_path: Path) -> None:
    address = "https://danube.example/2024/05/14/talks"
    (reading,) = read_source(str(write(tmp_path, "crawl.warc.wet", write_words((address, f"{TITLE}\n\n{WORDS}")))))
    assert isinstance(reading, Reading)
    assert (reading.report.url, reading.report.published) == (address, date(2024, 5, 14))
    assert reading.warnings == ("the words of the whole page, with its menus, as the crawl has them",)


def test_pages_before_the_damage_are_read(tmp_path: Path) -> None:
    whole = write_crawl(*((f"{HERE}/{at}", "text/html", PAGE) for at in range(3)))
    reports, faults = read_both(write(tmp_path, "crawl.warc.gz", whole[:-200]))
    assert [report.source for report in reports] == [f"{HERE}/0", f"{HERE}/1"]
    assert [type(fault) for fault in faults] == [DamagedFile]


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    fault = read_fault(write(tmp_path, "crawl.warc", b"WARC/1.0\r\n"))
    assert isinstance(fault, ReaderNotInstalled)
    assert "verbale[archives]" in str(fault)
