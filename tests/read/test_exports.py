"""Exports of news databases in all their forms: each report with its title, day, paper and words, nothing around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from read.makings import (
    BODY,
    OTHER_BODY,
    OTHER_TITLE,
    TITLE,
    WORDS,
    read_both,
    read_fault,
    read_reports,
    wrap,
    write,
    write_docx,
    write_pdf,
    write_rtf,
)
from verbale.records import Report

OTHER_WORDS = "\n\n".join(OTHER_BODY)

FACTIVA_LABELLED = f"""
SE\tWorld
HD\t{TITLE}
BY\tBy Anna Example
WC\t312 words
PD\t14 May 2024
ET\t18:04
SN\tThe Danube Post
SC\tDANPO
LA\tEnglish
CY\tCopyright 2024 The Danube Post
LP
{BODY[0]}

TD
{BODY[1]}

{BODY[2]}

CO\tauteur : Austria
NS\tgdip : International Relations
PUB\tThe Danube Post Ltd
AN\tDocument DANPO00020240514ek5e0001u

HD\t{OTHER_TITLE}
WC\t98 words
PD\t16 May 2024
SN\tThe Danube Post
LA\tEnglish
LP\t{OTHER_BODY[0]}
TD\t{OTHER_BODY[1]}
AN\tDocument DANPO00020240516ek5g0002v
"""

FACTIVA_PLAIN = f"""
World
{TITLE}

By Anna Example
312 words
14 May 2024
18:04
The Danube Post
DANPO
English
Copyright 2024 The Danube Post. All rights reserved.

{WORDS}

Document DANPO00020240514ek5e0001u

{OTHER_TITLE}
98 words
16 May 2024
The Danube Post
DANPO
English
(c) 2024 The Danube Post

{OTHER_WORDS}

Document DANPO00020240516ek5g0002v
"""

NEXIS = f"""
User Name: A. Reader
Date and Time: Monday, June 3, 2024 10:14:00 AM CEST

{TITLE}

The Danube Post (Vienna)

May 14, 2024 Tuesday

Late Edition - Final

Copyright 2024 The Danube Post All Rights Reserved

Section: WORLD; Pg. 4

Length: 312 words

Byline: Anna Example

Body

{WORDS}

Graphic

A photograph of the ministers.

Load-Date: May 15, 2024

End of Document

{OTHER_TITLE}

The Danube Post (Vienna)

May 16, 2024 Thursday 9:30 AM GMT

Copyright 2024 The Danube Post All Rights Reserved

Length: 98 words

Body

{OTHER_WORDS}

Classification

Language: ENGLISH

End of Document
"""


def indent(words: str) -> str:
    return "\n\n".join("\n".join(wrap(paragraph)) for paragraph in words.split("\n\n"))


LEXIS = f"""
                               1 of 2 DOCUMENTS

                           The Danube Post (Vienna)

                              May 14, 2024 Tuesday
                                 Final Edition

{TITLE}

BYLINE: Anna Example

SECTION: WORLD; Foreign Desk;
Pg. 4

LENGTH: 312 words

{indent(WORDS)}

LOAD-DATE: May 15, 2024

LANGUAGE: ENGLISH

                     Copyright 2024 The Danube Post
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                           The Danube Post (Vienna)

                             May 16, 2024 Thursday

{OTHER_TITLE}

LENGTH: 98 words

{indent(OTHER_WORDS)}

LOAD-DATE: May 17, 2024
"""

FORMS = {"labelled": FACTIVA_LABELLED, "plain": FACTIVA_PLAIN, "nexis": NEXIS, "lexis": LEXIS}


def check(reports: list[Report], publisher: str = "The Danube Post") -> None:
    first, second = reports
    assert (first.title, second.title) == (TITLE, OTHER_TITLE)
    assert (first.published, second.published) == (date(2024, 5, 14), date(2024, 5, 16))
    assert {one.publisher for one in reports} == {publisher}
    assert first.text == f"{TITLE}\n\n{WORDS}"
    assert second.text == f"{OTHER_TITLE}\n\n{OTHER_WORDS}"
    assert [(credit.role, credit.text) for credit in first.credits] == [("byline", "Anna Example")]
    assert [one.source for one in reports] == ["export#1", "export#2"]


def name_paper(form: str) -> str:
    return "The Danube Post" if form in ("labelled", "plain") else "The Danube Post (Vienna)"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["export.txt", "export"])
def test_an_export_in_text(tmp_path: Path, form: str, name: str) -> None:
    check(read_reports(write(tmp_path, name, FORMS[form])), name_paper(form))


@pytest.mark.parametrize("form", FORMS)
def test_an_export_in_windows_encoding_and_line_ends(tmp_path: Path, form: str) -> None:
    data = FORMS[form].replace("\n", "\r\n").replace("(c) 2024", "© 2024").encode("cp1252")
    check(read_reports(write(tmp_path, "export.txt", data)), name_paper(form))


@pytest.mark.parametrize("form", FORMS)
def test_an_export_in_rtf(tmp_path: Path, form: str) -> None:
    lines = FORMS[form].replace("\t", "  ").split("\n")
    data = write_rtf([line for line in lines if line.strip()] if form != "lexis" else lines)
    if form != "lexis":
        check(read_reports(write(tmp_path, "export.rtf", data)), name_paper(form))


@pytest.mark.parametrize("form", ["labelled", "plain", "nexis"])
def test_an_export_in_a_word_file(tmp_path: Path, form: str) -> None:
    data = write_docx([(line, "Normal") for line in FORMS[form].split("\n") if line.strip()])
    check(read_reports(write(tmp_path, "export.docx", data)), name_paper(form))


def test_an_export_in_html(tmp_path: Path) -> None:
    lines = "".join(f"<div>{line}</div>" for line in FACTIVA_PLAIN.replace("\n\n", "\n").split("\n"))
    check(read_reports(write(tmp_path, "export.html", f"<!DOCTYPE html><html><body>{lines}</body></html>")))


def test_labels_and_words_in_a_table_of_html(tmp_path: Path) -> None:
    rows = (line.split("\t") for line in FACTIVA_LABELLED.split("\n") if line.strip())
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    check(
        read_reports(write(tmp_path, "export.html", f"<!DOCTYPE html><html><body><table>{table}</table></body></html>"))
    )


def test_an_export_in_a_pdf_is_refused_with_the_way_out(tmp_path: Path) -> None:
    lines = [piece for line in FACTIVA_PLAIN.split("\n") for piece in wrap(line, 70) if piece]
    fault = read_fault(write(tmp_path, "export.pdf", write_pdf([lines])))
    assert str(fault).endswith("which a PDF does not part; export it as RTF, DOCX or text")


def test_a_report_without_words_is_named_by_its_number(tmp_path: Path) -> None:
    reports, faults = read_both(write(tmp_path, "export.txt", NEXIS.replace(OTHER_WORDS, "")))
    assert [one.source for one in reports] == ["export#1"]
    assert [fault.source for fault in faults] == [f"{tmp_path}/export.txt, report 2"]


def test_a_report_that_speaks_of_documents_is_no_export(tmp_path: Path) -> None:
    words = f"{WORDS}\n\nDocument ABCDEF123456\n\n3 of 4 DOCUMENTS were signed.\n\nEnd of Document"
    (report,) = read_reports(write(tmp_path, "talks.txt", words))
    assert report.text == words
