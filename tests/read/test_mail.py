"""Messages: subject, sender, day and words; attached reports; mailboxes."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from read.makings import (
    BODY,
    OTHER_TITLE,
    TITLE,
    WORDS,
    read_both,
    read_fault,
    read_reports,
    write,
    write_mailbox,
    write_message,
    write_pdf,
    write_text,
)
from verbale.errors import EmptyReport


@pytest.mark.parametrize("name", ["talks.eml", "talks"])
def test_a_message_is_a_report(tmp_path: Path, name: str) -> None:
    message = b"MIME-Version: 1.0\n" + write_message().as_bytes().replace(b"MIME-Version: 1.0\n", b"")
    (report,) = read_reports(write(tmp_path, name, message))
    assert (report.source, report.title, report.published) == ("talks", TITLE, date(2024, 5, 14))
    assert (report.publisher, report.text) == ("The Danube Press Office", f"{TITLE}\n\n{WORDS}")


def test_a_forwarded_message_in_html_has_its_words(tmp_path: Path) -> None:
    page = "<style>p {color: red}</style>" + "".join(f"<p>{words}</p>" for words in BODY)
    (report,) = read_reports(write(tmp_path, "talks.eml", write_message(f"Fwd: {TITLE}", page, "html").as_bytes()))
    assert (report.title, report.text) == (TITLE, f"{TITLE}\n\n{WORDS}")


def test_plain_words_are_taken_where_there_are_both(tmp_path: Path) -> None:
    message = write_message()
    message.add_alternative("<p>Other words altogether stand here.</p>", "html")
    (report,) = read_reports(write(tmp_path, "talks.eml", message.as_bytes()))
    assert report.text.endswith(BODY[-1])


def test_a_signature_is_no_news_and_flowing_lines_are_one(tmp_path: Path) -> None:
    flowing = WORDS.replace("Slovenia met", "Slovenia \nmet") + "\n-- \nThe press office\n"
    data = write_message(body=flowing).as_bytes().replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    (report,) = read_reports(write(tmp_path, "talks.eml", data))
    assert report.text == f"{TITLE}\n\n{WORDS}"


def attach(message: EmailMessage, name: str, data: bytes, kind: str = "application") -> None:
    message.add_attachment(data, maintype=kind, subtype="octet-stream", filename=name)


def test_attached_reports_are_read_and_pictures_are_not(tmp_path: Path) -> None:
    message = write_message()
    attach(message, "statement.txt", write_text(OTHER_TITLE))
    attach(message, "logo.png", b"\x89PNG", "image")
    attach(message, "scan.pdf", write_pdf([[]]))
    forwarded = write_message("A third one")
    message.add_attachment(forwarded)
    reports, faults = read_both(write(tmp_path, "talks.eml", message.as_bytes()))
    assert [report.title for report in reports] == [TITLE, OTHER_TITLE, "A third one"]
    assert [fault.source for fault in faults] == [f"{tmp_path}/talks.eml, scan.pdf"]


def test_a_message_without_words_says_so(tmp_path: Path) -> None:
    assert isinstance(read_fault(write(tmp_path, "talks.eml", write_message(body="\n").as_bytes())), EmptyReport)


@pytest.mark.parametrize("name", ["news.mbox", "news"])
def test_each_message_of_a_mailbox_is_a_report(tmp_path: Path, name: str) -> None:
    quoting = write_message(OTHER_TITLE, f"{WORDS}\n\n>From there they went on to Graz.\n")
    box = write_mailbox(write_message(), write_message(body=" "), quoting)
    reports, faults = read_both(write(tmp_path, name, box))
    assert [(report.source, report.title) for report in reports] == [("news#1", TITLE), ("news#3", OTHER_TITLE)]
    assert reports[1].text.endswith("\n\nFrom there they went on to Graz.")
    assert [fault.source for fault in faults] == [f"{tmp_path}/{name}, message 2"]
