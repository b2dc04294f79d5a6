"""What is planned as an iCalendar (RFC 5545): one all-day entry an event, with the words and the report that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from verbale.reconcile.days import cover
from verbale.show.listing import tell_row
from verbale.show.sources import tell_source
from verbale.show.wording import choose_marks, clean
from verbale.store.rows import DueRow

LONGEST_LINE: Final = 75
"""Octets of a line, its end aside; longer ones are folded."""
NEVER: Final = date(1970, 1, 1)


def write_calendar(rows: Iterable[DueRow], made_by: str) -> str:
    """The calendar of all rows that have a day; *made_by* names the program."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//verbale//{_escape(made_by)}//EN", "CALSCALE:GREGORIAN"]
    for row in rows:
        days = cover(row.date, row.enddate)
        if days is not None:
            lines += ["BEGIN:VEVENT", *_list_properties(row, days.first, days.last), "END:VEVENT"]
    return "".join(_fold(line) for line in [*lines, "END:VCALENDAR"])


def _list_properties(row: DueRow, first: date, last: date) -> Iterator[str]:
    yield f"UID:{row.id}@verbale"
    yield f"DTSTAMP:{row.published or NEVER:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{min(last, date.max - timedelta(1)) + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escape(_tell_summary(row))}"
    yield f"DESCRIPTION:{_escape(_tell_description(row))}"
    if row.place:
        yield f"LOCATION:{_escape(row.place)}"
    if row.lat is not None and row.lon is not None:
        yield f"GEO:{row.lat};{row.lon}"
    if row.url and "\n" not in row.url:
        yield f"URL:{clean(row.url)}"
    yield f"CATEGORIES:{','.join(_escape(one) for one in (row.event, *row.context))}"
    yield "TRANSP:TRANSPARENT"


def _tell_summary(row: DueRow) -> str:
    sentence = "".join(words for words, _ in tell_row(row)).rstrip(".")
    coarse = f" ({row.date}: the day is not known)" if row.date and len(row.date) < len("2023-02-27") else ""
    return f"{sentence}{coarse}"


def _tell_description(row: DueRow) -> str:
    opening, closing = choose_marks(row.words)
    others = f" and {row.reports - 1} more" if row.reports > 1 else ""
    lines = [f"{opening}{' '.join(row.words.split())}{closing}", f"{tell_source(row)}{others}"]
    if row.outlook == "past, without news":
        lines.append("The day has passed; no report tells whether it was held.")
    return "\n".join(lines)


def _escape(words: str) -> str:
    r"""TEXT as RFC 5545 has it: backslashes, semicolons, commas and line ends escaped, other controls left out."""
    plain = "\n".join(clean(line) for line in words.splitlines())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """The line with its end, folded where it is longer than 75 octets, never within a character."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LONGEST_LINE:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    return "\r\n".join([*pieces, piece]) + "\r\n"
