"""Files of many kinds, made for tests: what newsrooms and archives hand out, about invented news."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import docx

from verbale.errors import UnreadableReport
from verbale.read import Given, Reading, read_source
from verbale.read.sources import NOTHING_GIVEN
from verbale.records import Report
from verbale.settings import SETTINGS, Settings

TITLE = "Ministers agree on two crossings"
BODY = (
    "The foreign ministers of Austria and Slovenia met in Vienna on Tuesday to talk about the border crossings.",
    "They have agreed to open two more crossings before the summer, the Austrian ministry said in a statement.",
    "The ministers will meet again in Ljubljana in October, a spokesman for the ministry told reporters later.",
)
WORDS = "\n\n".join(BODY)
OTHER_TITLE = "Envoy leaves Rabat without a deal"
OTHER_BODY = (
    "The envoy of Portugal left Rabat on Thursday after three days of talks that brought no agreement on fishing.",
    "Both sides said that they would go on talking, and that the boats may stay out until the end of the month.",
)


def read_both(
    path: Path | str, given: Given = NOTHING_GIVEN, settings: Settings = SETTINGS
) -> tuple[list[Report], list[UnreadableReport]]:
    """What can be read of a source, and what cannot."""
    results = list(read_source(str(path), given, settings))
    reports = [one.report for one in results if isinstance(one, Reading)]
    return reports, [one for one in results if isinstance(one, UnreadableReport)]


def read_reports(path: Path | str, given: Given = NOTHING_GIVEN, settings: Settings = SETTINGS) -> list[Report]:
    """All reports of a source without a fault."""
    reports, faults = read_both(path, given, settings)
    assert faults == []
    return reports


def read_fault(path: Path | str, settings: Settings = SETTINGS) -> UnreadableReport:
    """The one fault of a source in which nothing can be read."""
    reports, faults = read_both(path, settings=settings)
    assert reports == []
    (fault,) = faults
    return fault


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file, in a folder that is made if need be."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pack(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def write_text(title: str = TITLE, day: str = "2024-05-14", body: Sequence[str] = BODY) -> bytes:
    """A text file with header lines."""
    return f"title: {title}\npublished: {day}\n\n".encode() + "\n\n".join(body).encode()


def write_pdf(pages: Sequence[Sequence[str]], title: str | None = None) -> bytes:
    """A PDF with a line of text for each line of each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj T*\n" for line in lines)
        content = f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        number = len(objects)
        fonts = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Contents {number} 0 R /Resources {fonts} /MediaBox [0 0 600 800] >>"
        )
        kids.append(f"{number + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = f"/Info << /Title ({title}) >> " if title else ""
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R {info}>>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF".encode()


def wrap(words: str, width: int = 60) -> list[str]:
    """Words as lines of a page."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def write_docx(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A Word file of paragraphs, each with its style."""
    document = docx.Document()
    for words, style in paragraphs:
        document.add_paragraph(words, style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_rtf(paragraphs: Sequence[str]) -> bytes:
    """An RTF file."""
    told = "".join("\\pard " + "".join(_escape(char) for char in words) + "\\par\n" for words in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\n" + told + "}").encode("ascii")


def _escape(char: str) -> str:
    return f"\\u{ord(char)}?" if ord(char) > 127 else f"\\{char}" if char in "\\{}" else char


def write_message(title: str = TITLE, body: str = WORDS, kind: str = "plain") -> EmailMessage:
    """A message of an invented press office."""
    message = EmailMessage()
    message["Subject"] = title
    message["From"] = '"The Danube Press Office" <press@danube.example>'
    message["Date"] = "Tue, 14 May 2024 18:00:00 +0200"
    message.set_content(body, kind)
    return message


def write_mailbox(*messages: EmailMessage) -> bytes:
    """An .mbox."""
    return b"".join(
        b"From press@danube.example Tue May 14 18:00:00 2024\n" + one.as_bytes() + b"\n" for one in messages
    )


def write_crawl(*pages: tuple[str, str, bytes], status: str = "200 OK", packed: bool = True) -> bytes:
    """A WARC: address, media type and body of each answer; each record packed on its own, as crawls have them."""
    records = []
    for address, media, body in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        records.append(_write_record("response", address, "application/http; msgtype=response", answer))
    return b"".join(gzip.compress(one) if packed else one for one in records)


def write_words(*pages: tuple[str, str]) -> bytes:
    """A WET: address and words of each page."""
    return b"".join(_write_record("conversion", address, "text/plain", words.encode()) for address, words in pages)


def _write_record(kind: str, address: str, media: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(body):012}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
