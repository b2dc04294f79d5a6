"""PDF, DOCX and RTF: lines made paragraphs again, heads and feet of pages left out, no day out of thin air."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import docx
import pytest

from read.makings import BODY, TITLE, WORDS, read_fault, read_reports, wrap, write, write_docx, write_pdf, write_rtf
from verbale.errors import DamagedFile, EmptyReport, ReaderNotInstalled
from verbale.read.printed import join_lines

LINES = [line for words in BODY for line in wrap(words)]


@pytest.mark.parametrize("name", ["talks.pdf", "talks", "talks.txt"])
def test_the_lines_of_a_pdf_become_paragraphs(tmp_path: Path, name: str) -> None:
    pdf = write_pdf([[TITLE, "14 May 2024", *LINES]])
    (report,) = read_reports(write(tmp_path, name, pdf))
    assert (report.source, report.title, report.published) == ("talks", TITLE, date(2024, 5, 14))
    assert report.text == f"{TITLE}\n\n{WORDS}"


def test_heads_feet_and_numbers_of_pages_are_left_out() -> None:
    pages = [["The Danube Post", *wrap(words), f"Page {at} of 3"] for at, words in enumerate(BODY, 1)]
    assert list(join_lines(pages)) == list(BODY)


def test_a_word_that_was_parted_at_a_line_end_is_whole_again() -> None:
    assert list(join_lines([["The ministers of foreign af-", "fairs met in Vienna to talk of fish."]])) == [
        "The ministers of foreign affairs met in Vienna to talk of fish."
    ]


def test_a_pdf_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    fault = read_fault(write(tmp_path, "scan.pdf", write_pdf([[], []])))
    assert isinstance(fault, EmptyReport)
    assert "no text layer" in str(fault)


def test_the_day_on_which_a_file_was_made_is_not_taken(tmp_path: Path) -> None:
    (report,) = read_reports(
        write(tmp_path, "talks.docx", write_docx([(TITLE, "Title"), *((p, "Normal") for p in BODY)]))
    )
    assert (report.title, report.published, report.text) == (TITLE, None, f"{TITLE}\n\n{WORDS}")


def test_the_words_of_a_table_stand_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "talks.docx"
    document = docx.Document()
    document.add_paragraph(BODY[0])
    document.add_table(1, 2).cell(0, 1).text = BODY[1]
    document.add_paragraph(BODY[2])
    document.save(str(path))
    assert read_reports(path)[0].text == WORDS


@pytest.mark.parametrize("name", ["talks.rtf", "talks"])
def test_an_rtf_file_gives_its_paragraphs(tmp_path: Path, name: str) -> None:
    told = (TITLE, "Published on 14 May 2024", "“Two,” the minister of Türkiye said {so}.", *BODY)
    (report,) = read_reports(write(tmp_path, name, write_rtf(told)))
    assert (report.title, report.published) == (TITLE, date(2024, 5, 14))
    assert report.text == "\n\n".join((told[0], told[2], *BODY))


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnonsense", b"{\\rtf1 The ministers"])
def test_a_damaged_file_says_so(tmp_path: Path, data: bytes) -> None:
    assert isinstance(read_fault(write(tmp_path, "talks", data)), DamagedFile)


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "docx"), ("a.rtf", "striprtf.striprtf")])
def test_without_its_library_a_file_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    fault = read_fault(write(tmp_path, name, b"\x00"))
    assert isinstance(fault, ReaderNotInstalled)
    assert str(fault).endswith("pip install 'verbale[files]'")
