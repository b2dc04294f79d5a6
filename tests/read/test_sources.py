"""The one way in: files, addresses and standard input by what they are, unreadable ones as values."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from read.pages import PARAGRAPHS, TITLE, write_answer, write_page
from verbale.errors import AddressRefused, EmptyReport, NoSuchReport, NotText, TooLarge, UnreadableReport
from verbale.read import Given, Reading, read_source
from verbale.read.scripted import Answer, ScriptedNetwork
from verbale.read.sources import NOTHING_GIVEN
from verbale.records import Report
from verbale.settings import SETTINGS, Settings

TALKS = "title: Talks\npublished: 2024-05-14\n\nThe ministers met in Vienna."
LINE = json.dumps({"id": "n1", "text": "The ministers met in Vienna."})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read_report(path: Path | str, given: Given = NOTHING_GIVEN) -> Report:
    (reading,) = read_source(str(path), given)
    assert isinstance(reading, Reading), reading
    return reading.report


def read_fault(path: Path | str, settings: Settings = SETTINGS) -> UnreadableReport:
    (fault,) = read_source(str(path), settings=settings)
    assert isinstance(fault, UnreadableReport), fault
    return fault


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def enter(monkeypatch: pytest.MonkeyPatch, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_text_file_is_named_by_its_stem(folder: Path) -> None:
    report = read_report(write(folder, "vienna.talks.txt", TALKS))
    assert (report.source, report.title, report.published) == ("vienna.talks", "Talks", date(2024, 5, 14))
    assert report.text == "Talks\n\nThe ministers met in Vienna."


@pytest.mark.parametrize("name", ["talks.md", "talks.MARKDOWN"])
def test_a_markdown_file_has_the_title_of_its_heading(folder: Path, name: str) -> None:
    report = read_report(write(folder, name, "# Talks\n\nThe *ministers* met."))
    assert (report.title, report.text) == ("Talks", "Talks\n\nThe *ministers* met.")


@pytest.mark.parametrize("name", ["talks.html", "talks.HTM", "talks", "talks.txt"])
def test_a_page_is_known_by_its_name_or_its_beginning(folder: Path, name: str) -> None:
    report = read_report(write(folder, name, write_page()))
    assert (report.title, report.source) == (TITLE, "talks")
    assert report.text == "\n\n".join((TITLE, *PARAGRAPHS))


def test_a_page_is_read_in_the_encoding_that_it_declares(folder: Path) -> None:
    page = write_page('<meta charset="windows-1252">').encode("cp1252")
    assert PARAGRAPHS[1] in read_report(write(folder, "talks.html", page)).text


@pytest.mark.parametrize("name", ["news.jsonl", "news.ndjson", "news"])
def test_json_lines_are_known_by_their_name_or_their_first_line(folder: Path, name: str) -> None:
    readings = list(read_source(str(write(folder, name, f"\n{LINE}\nnonsense\n{LINE}\n"))))
    assert [type(reading).__name__ for reading in readings] == ["Reading", "BadLine", "Reading"]
    assert str(readings[1]).startswith(f"{folder / name}, line 3: is not JSON")


def test_what_is_given_wins_over_the_file(folder: Path) -> None:
    report = read_report(write(folder, "talks.txt", TALKS), Given(published=date(2024, 5, 15), publisher="Us"))
    assert (report.title, report.published, report.publisher) == ("Talks", date(2024, 5, 15), "Us")


def test_a_warning_goes_with_the_reading(folder: Path) -> None:
    (reading,) = read_source(str(write(folder, "talks.txt", "The “talks” went on.".encode("cp1252"))))
    assert isinstance(reading, Reading)
    assert reading.warnings == ("its encoding is not declared and was taken for windows-1252",)


@pytest.mark.parametrize("content", ["", " \n\r\n\t", "\ufeff"])
@pytest.mark.parametrize("name", ["empty.txt", "empty.jsonl", "empty.html"])
def test_an_empty_file_is_an_error_that_names_it(folder: Path, name: str, content: str) -> None:
    fault = read_fault(write(folder, name, content))
    assert isinstance(fault, EmptyReport)
    assert str(fault) == f"{folder / name}: is empty; give a report with some text"


def test_a_picture_is_no_report_whatever_its_name(folder: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    for name in ("a.png", "a.txt", "a.html"):
        assert isinstance(read_fault(write(folder, name, picture)), NotText)


@pytest.mark.parametrize("name", ["missing.txt", "x" * 300, "a\x00b"])
def test_a_missing_file_is_an_error_with_the_way_out(folder: Path, name: str) -> None:
    fault = read_fault(folder / name)
    assert isinstance(fault, NoSuchReport)
    assert str(fault) == f"{folder / name}: there is no such file; check the path"


def test_a_folder_without_reports_is_an_error(folder: Path) -> None:
    assert str(read_fault(folder)) == f"{folder}: is a folder without reports; name a folder that has some"


def test_a_file_over_the_limit_is_too_large(folder: Path) -> None:
    small = Settings(report_bytes=100)
    for content in ("The talks " * 20, "\n" * 200 + "The talks", "The\n" * 50):
        assert isinstance(read_fault(write(folder, "long.txt", content), small), TooLarge)


@pytest.mark.parametrize("address", ["ftp://danube.example/x", "file:///etc/passwd", "HTTP://localhost/"])
def test_an_address_is_never_taken_for_a_path(address: str) -> None:
    assert isinstance(read_fault(address), AddressRefused)


def test_a_page_from_an_address_carries_it(folder: Path) -> None:
    address = "https://danube.example/2024/05/14/talks"
    network = ScriptedNetwork(
        {"danube.example": [["93.184.215.14"]]}, {"93.184.215.14": [Answer((write_answer(write_page().encode()),))]}
    )
    (reading,) = read_source(address, network=network)
    assert isinstance(reading, Reading)
    assert (reading.report.source, reading.report.url) == (address, address)
    assert (reading.report.title, reading.report.published) == (TITLE, date(2024, 5, 14))


def test_text_from_an_address_is_read_as_text() -> None:
    answer = Answer((write_answer(TALKS.encode(), media="text/plain"),))
    network = ScriptedNetwork({"danube.example": [["93.184.215.14"]]}, {"93.184.215.14": [answer]})
    (reading,) = read_source("http://danube.example/talks.txt", network=network)
    assert isinstance(reading, Reading)
    assert (reading.report.title, reading.report.url) == ("Talks", "http://danube.example/talks.txt")


@pytest.mark.parametrize("content", [TALKS, TALKS.encode("utf-16"), "\n\n" + TALKS])
def test_text_on_standard_input(monkeypatch: pytest.MonkeyPatch, content: str | bytes) -> None:
    enter(monkeypatch, content)
    report = read_report("-")
    assert (report.source, report.title) == ("stdin", "Talks")


def test_a_page_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    enter(monkeypatch, write_page())
    assert read_report("-").title == TITLE


def test_json_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    enter(monkeypatch, f"{LINE}\n\n{json.dumps({'text': 'They met again.'})}\n[]\n")
    first, second, third = read_source("-")
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert [first.report.source, second.report.source] == ["n1", "stdin#3"]
    assert str(third).startswith("standard input, line 4: holds no report")


def test_nothing_on_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    enter(monkeypatch, "\n")
    assert str(read_fault("-")) == "standard input: is empty; give a report with some text"


def test_reading_plain_text_loads_nothing_slow(folder: Path) -> None:
    path = write(
        folder, "talks.txt", "The ministers of the two states met, and they will meet again in the spring, they said."
    )
    program = (
        "import sys; from verbale.read import read_source, Reading; "
        "[one] = read_source(sys.argv[1]); assert isinstance(one, Reading); "
        "print(*{'trafilatura', 'httpx', 'httpcore', 'py3langid', 'charset_normalizer', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


@pytest.mark.parametrize("name", ["odd.txt", "odd.md", "odd.html", "odd.jsonl"])
@pytest.mark.parametrize("run", [" ", "\n", "# ", "<meta ", "<br ", "title: ", "By A/", "\u2028", "“"])
def test_long_runs_of_one_thing_do_not_stop_the_reading(folder: Path, name: str, run: str) -> None:
    text = f"# Talks {run * 100_000} went on\n\nThe talks {run * 100_000} went on."
    content = json.dumps({"text": text, "title": text}) if name.endswith("l") and "json" in name else text
    (reading,) = read_source(str(write(folder, name, content)))
    assert isinstance(reading, Reading | UnreadableReport)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file on this system")
def test_an_endless_file_is_not_read_to_its_end() -> None:
    assert isinstance(read_fault("/dev/zero", Settings(report_bytes=1000)), TooLarge)
