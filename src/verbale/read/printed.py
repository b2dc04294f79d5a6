"""Files for print: PDF with a text layer, DOCX and RTF. Each may hold one report, or a database's export of many.

The day on which such a file was made is not the day of the news, so it is not taken for it: only a day that stands on a
line of its own near the title is.
"""

from __future__ import annotations

import io
import logging
import re
import statistics
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from verbale.errors import DamagedFile, EmptyReport, LockedFile, NotText, ReaderNotInstalled, UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.exports import find_drafts, read_drafts
from verbale.read.publication import read_day_line
from verbale.read.streams import read_whole
from verbale.read.tasks import Results, Task
from verbale.read.text import parse_text

MOST_PAGES = 2000
SHORT_LINE = 0.95
"""A line that ends a sentence ends its paragraph if the next word too would have fitted into this share of the usual
length: letters differ in width by so much."""
SHORT_HEAD = 0.8
"""At the top, where titles and days stand, any line shorter than this share is a paragraph."""
TOP = 6
"""So many paragraphs at the beginning may hold the day of publication as a line of its own."""

# what it has to say of a damaged file would stand between our lines
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])[-‐\u00ad]$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)


def read_pdf(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The report of a PDF. EmptyReport if it is pictures only, LockedFile if a password is asked for."""
    try:
        import pypdf  # noqa: PLC0415 - takes 0.2 s to load
    except ModuleNotFoundError as fault:
        raise ReaderNotInstalled(origin.shown, "a PDF", "files") from fault
    data = read_whole(stream, origin, task.settings.whole_bytes)
    try:
        book = pypdf.PdfReader(io.BytesIO(data))
        is_locked = bool(book.is_encrypted and not book.decrypt(""))
        pages = [] if is_locked else [_read_page(page, origin, task) for page in book.pages[:MOST_PAGES]]
        title = None if is_locked else getattr(book.metadata, "title", None)
    except UnreadableReport:
        raise
    except Exception as fault:  # a damaged PDF ends in any kind of error
        raise DamagedFile(origin.shown) from fault
    if is_locked:
        raise LockedFile(origin.shown)
    if not any(page.strip() for page in pages):
        raise EmptyReport(
            origin.shown, "has no text layer, only pictures of pages", "have its text recognised (OCR) first"
        )
    if find_drafts("\n".join(pages)):
        way_out = "export it as RTF, DOCX or text"
        raise NotText(origin.shown, "is a database's export of several reports, which a PDF does not part", way_out)
    text = "\n\n".join(join_lines([page.split("\n") for page in pages]))
    yield from _read_text(text, title if isinstance(title, str) else None, origin, task)


def _read_page(page: Any, origin: Origin, task: Task) -> str:
    words = str(page.extract_text())
    task.budget.take(len(words), origin.shown)
    return words


def join_lines(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """The paragraphs of pages of lines: wrapped lines joined, heads and feet of pages and their numbers left out."""
    running = _find_running(pages)
    lines = [line.strip() for page in pages for line in page if " ".join(line.split()) not in running]
    lengths = [len(line) for line in lines if line]
    usual = statistics.quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0
    paragraph = ""
    for at, line in enumerate(lines):
        if not line or _PAGE_NUMBER.fullmatch(line):
            if not line and paragraph and _SENTENCE_END.search(paragraph):
                yield paragraph
                paragraph = ""
            continue
        paragraph = _join(paragraph, line)
        if _ends_paragraph(line, usual, at, lines):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _find_running(pages: Sequence[Sequence[str]]) -> set[str]:
    """First and last lines that stand on most of at least three pages."""
    if len(pages) < 3:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        full = [" ".join(line.split()) for line in page if line.strip()]
        edges.update({*full[:2], *full[-2:]})
    return {line for line, count in edges.items() if count > len(pages) / 2}


def _join(paragraph: str, line: str) -> str:
    if not paragraph:
        return line
    if _HYPHEN.search(paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _ends_paragraph(line: str, usual: float, at: int, lines: Sequence[str]) -> bool:
    following = next((one for one in lines[at + 1 : at + 3] if one), "")
    if at < TOP and len(line) < SHORT_HEAD * usual and not following[:1].islower() and not _HYPHEN.search(line):
        return True
    word = following.partition(" ")[0]
    return len(line) + 1 + len(word) < SHORT_LINE * usual and bool(_SENTENCE_END.search(line))


def read_docx(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The report of a Word file, or the reports of an export."""
    try:
        import docx  # noqa: PLC0415 - takes 0.2 s to load
    except ModuleNotFoundError as fault:
        raise ReaderNotInstalled(origin.shown, "a Word file", "files") from fault
    data = read_whole(stream, origin, task.settings.whole_bytes)
    try:
        _count_members(data, origin, task)
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_list_paragraphs(document))
    except UnreadableReport:
        raise
    except Exception as fault:  # a damaged file ends in any kind of error
        raise DamagedFile(origin.shown) from fault
    title = next((words for words, style in paragraphs[:TOP] if style in ("Title", "Heading 1")), None)
    yield from _read_text("\n\n".join(words for words, _ in paragraphs), title, origin, task)


def _count_members(data: bytes, origin: Origin, task: Task) -> None:
    """TooLarge for a bomb; what an archive says of its members is what unpacking them gives at most."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        task.budget.take(sum(member.file_size for member in archive.infolist()), origin.shown)


def _list_paragraphs(document: Any) -> Iterator[tuple[str, str]]:
    """Words and style of each paragraph, those in tables too, in their order; line breaks stay."""
    for block in document.iter_inner_content():
        paragraphs = [block] if hasattr(block, "text") else _list_cells(block)
        for paragraph in paragraphs:
            # tabs stay: exports part a label from its words by one
            words = "\n".join(re.sub(r"[^\S\t\n]+", " ", line).strip() for line in paragraph.text.split("\n")).strip()
            if words:
                yield words, str(paragraph.style.name if paragraph.style else "")


def _list_cells(table: Any) -> Iterator[Any]:
    return (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)


def read_rtf(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The report of an RTF file, or the reports of an export."""
    try:
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - for such files only
    except ModuleNotFoundError as fault:
        raise ReaderNotInstalled(origin.shown, "an RTF file", "files") from fault
    data = read_whole(stream, origin, task.settings.whole_bytes)
    if not data.rstrip(b"\x00 \r\n\t").endswith(b"}"):
        raise DamagedFile(origin.shown, "breaks off before its end")
    try:
        text = str(rtf_to_text(data.decode("cp1252", "replace"), errors="ignore"))  # type: ignore[no-untyped-call]
    except Exception as fault:  # a damaged file ends in any kind of error
        raise DamagedFile(origin.shown) from fault
    # a paragraph is a line there; "|" parts the cells of a table
    yield from _read_text(re.sub(r"\n+", "\n\n", text), None, origin, task)


def _read_text(text: str, title: str | None, origin: Origin, task: Task) -> Results:
    drafts = find_drafts(text)
    if drafts:
        yield from read_drafts(drafts, origin, task, ())
        return
    if not text.strip():
        raise EmptyReport(origin.shown)
    if task.turns.take():
        yield compose(_draft(text, title, origin), origin, task.given)


def _draft(text: str, title: str | None, origin: Origin) -> Draft:
    """Text with header lines as any; else the title that is declared, if it stands at the top, or the first line."""
    draft = parse_text(text, origin)
    if draft.published is None:
        top = text.split("\n\n")[:TOP]
        day = next(filter(None, map(read_day_line, top)), None)
        body = "\n\n".join(one for at, one in enumerate(text.split("\n\n")) if at >= TOP or not read_day_line(one))
        if day:
            draft = Draft(body, draft.title, day.isoformat(), draft.publisher, draft.url, warnings=draft.warnings)
    if title and _plain(title) in _plain(text[:1000]) and len(title) > 10:
        draft = Draft(draft.body, " ".join(title.split()), draft.published, draft.publisher, draft.url)
    return draft


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()
