"""What happened, what is next, what is background: the events as sentences with the words that prove them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rich.text import Text

from verbale.records import Event, ReportRecord
from verbale.show.sheet import NOTHING, Sheet, dress, dress_pieces
from verbale.show.statements import mark_doubt
from verbale.show.wording import Cast, choose_marks, cut_excerpt, tell_days, tell_event
from verbale.spans import Span

HAPPENED: Final = ("occurred", "ongoing")
NEXT: Final = ("scheduled",)
BACKGROUND: Final = ("historical", "denied", "hypothetical")

MANY: Final = 8
"""From this many events on, they stand under headings by class."""
CLASSES: Final = {
    1: "Words of cooperation",
    2: "Cooperation in deed",
    3: "Words of conflict",
    4: "Conflict in deed",
}
LONGEST_EVIDENCE: Final = 150
"""About so many characters of the report are shown for one event."""


def show_happened(record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    """Write what occurred and what is going on, in the report's order; by class where there is much."""
    events = _choose(record, HAPPENED)
    if not events:
        return
    sheet.write_section("What happened")
    if len(events) < MANY:
        _show_list(events, record, cast, sheet)
        return
    for number, quad in enumerate(dict.fromkeys(event.quad_code for event in events)):
        if number:
            sheet.write_blank()
        sheet.write(dress(CLASSES[quad], "quiet"), indent=2)
        _show_list([event for event in events if event.quad_code == quad], record, cast, sheet)


def show_next(record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    """Write what is scheduled, the nearest day first."""
    events = sorted(_choose(record, NEXT), key=lambda event: event.date or "9999")
    if events:
        sheet.write_section("What is next")
        _show_list(events, record, cast, sheet)


def show_background(record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    """Write what is history, denied or only possible, quietly."""
    events = _choose(record, BACKGROUND)
    if events:
        sheet.write_section("Background")
        _show_list(events, record, cast, sheet)


def _choose(record: ReportRecord, statuses: Sequence[str]) -> list[Event]:
    return [event for event in record.events if event.status in statuses]


def _show_list(events: list[Event], record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    """One sentence an event; a day, or a sentence, that only repeats the one above is left out."""
    last_day, last_sentence = "", ""
    for event in events:
        day = _tell_when(event, record.report.published)
        sentence = dress_pieces(tell_event(event, record, cast))
        if sentence.plain != last_sentence:
            last_sentence = sentence.plain
            margin = dress("" if day == last_day else f"{day} ", "quiet") + mark_doubt(event.confidence)
            sheet.write_row(margin, sentence + dress("" if last_sentence.endswith(".") else ".", "plain"))
        sheet.write_row(NOTHING, _show_evidence(event, record), _tell_tag(event), indent=2)
        last_day = day


def _tell_when(event: Event, published: date | None) -> str:
    days = tell_days(event.date, event.enddate, published)
    return f"({days})" if days and event.date_basis == "publication" else days or "undated"


def _show_evidence(event: Event, record: ReportRecord) -> Text:
    span = Span(event.text_info.start, event.text_info.end)
    before, words, after = cut_excerpt(record.report.text, span, LONGEST_EVIDENCE)
    opening, closing = choose_marks(before + words + after)
    return dress(opening + before, "quiet") + dress(words, "evidence") + dress(after + closing, "quiet")


def _tell_tag(event: Event) -> Text:
    words = [event.event, event.mode or ""]
    if event.status in ("ongoing", "historical"):
        words.append(f"· {event.status}")
    if len(event.mentions) > 1:
        words.append(f"· told {len(event.mentions)} times")
    side = "cooperation" if event.quad_code < 3 else "conflict"
    return dress(words[0], side) + dress(" ".join(["", *filter(None, words[1:])]), "quiet")
