"""From what a source says to a report: one way for text files, pages and lines of .jsonl files."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from verbale.errors import BadHeader, EmptyReport, NotEnglish
from verbale.ids import report_id
from verbale.read.credits import find_credits
from verbale.read.encodings import mend
from verbale.read.language import is_english, name_language
from verbale.read.reading import Given, Reading
from verbale.records import Credit, Report

LANGUAGE = "en"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


class Origin(Struct, frozen=True):
    """Where a report comes from: `name` in its record (`report.source`), `shown` in errors, `address` if fetched."""

    name: str
    shown: str
    address: str | None = None


class Draft(Struct, frozen=True):
    """What a source says, as it says it. `body` may begin with the title or not; `published` is still words."""

    body: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()


def compose(draft: Draft, origin: Origin, given: Given, warnings: tuple[str, ...] = ()) -> Reading:
    """The report that *draft* describes; what is *given* wins over what it says of itself.

    EmptyReport without text, NotEnglish in another language, BadHeader if the day is none.
    """
    mended = mend(draft.body, warnings + draft.warnings)
    body = strip_blank_lines(mended.text)
    if not body:
        raise EmptyReport(origin.shown)
    title = clean_line(given.title or draft.title)
    text = join_title(title, body)
    if not is_english(text):
        raise NotEnglish(origin.shown, name_language(text))
    report = Report(
        source=origin.name,
        id=report_id(text),
        title=title,
        published=given.published or read_day(draft.published, origin),
        publisher=clean_line(given.publisher or draft.publisher),
        url=clean_line(given.url or draft.url or origin.address),
        language=LANGUAGE,
        credits=_gather_credits(body, draft.author),
        text=text,
    )
    return Reading(report, mended.warnings)


def join_title(title: str | None, body: str) -> str:
    """Title, blank line, body; if the body's first line is the title, it is not put in front again."""
    if not title:
        return body
    first, _, rest = body.partition("\n")
    rest = strip_blank_lines(rest) if first.strip() == title else body
    return f"{title}\n\n{rest}" if rest.strip() else title


def strip_blank_lines(text: str) -> str:
    """*text* without blank lines at its start and end; spaces within its first and last line stay."""
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return lead.rpartition("\n")[2] + text.strip() + tail.partition("\n")[0] if text.strip() else ""


def clean_line(words: str | None) -> str | None:
    """*words* as one line without spaces around it; None if nothing is left."""
    lines = (line.strip() for line in mend(words or "").text.split("\n"))
    return " ".join(filter(None, lines)) or None


def read_day(words: str | None, origin: Origin) -> date | None:
    """The day of an ISO 8601 date, with or without a time; BadHeader for anything else."""
    words = clean_line(words)
    if words is None:
        return None
    try:
        return date.fromisoformat(words[:10] if _DAY.match(words) else "")
    except ValueError as fault:
        raise BadHeader(origin.shown, f"published: holds {words[:40]!r}, which is no day") from fault


def _gather_credits(body: str, author: str | None) -> tuple[Credit, ...]:
    found = find_credits(body)
    author = clean_line(author)
    if author is None or any(credit.role == "byline" for credit in found):
        return found
    return (Credit("byline", author), *found)
