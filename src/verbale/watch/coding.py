"""From the pages of an item to the records of its reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Final

from msgspec.structs import replace

from verbale.errors import NoPolitics, NotEnglish, UnreadableReport
from verbale.read.addresses import Fetched
from verbale.read.drafts import Origin
from verbale.read.markup import has_markup, strip_markup
from verbale.read.reading import Given, Reading
from verbale.read.visits import read_visit
from verbale.records import ReportRecord
from verbale.sift import sift
from verbale.watch.feeds import Entry
from verbale.watch.state import Item

Code = Callable[[Reading], ReportRecord]
"""What makes a record of a report: the pipeline."""

LEAST_WORDS: Final = 30
"""Words that a feed must hold of an entry to be its report; teasers have fewer."""
IN_FEED: Final = "its words are those that the feed holds"
BY_FEED: Final = "the page does not say its day; it is the one that the feed gives"


OUTCOMES: Final[Mapping[type[UnreadableReport], str]] = {NotEnglish: "foreign", NoPolitics: "quiet"}
"""What an item without a report is called; for any other reason it is unreadable."""

Result = Reading | UnreadableReport


def read_item(
    item: Item, pages: Sequence[Fetched], warnings: tuple[str, ...], publisher: str | None, politics_only: bool
) -> list[Result]:
    """The reports of an item's pages; a day that the page does not tell is the feed's, with a warning.

    With *politics_only* those without politics are passed over.
    """
    origin = Origin(item.address, item.address, pages[0].address or None)
    try:
        results = list(read_visit(pages, origin, Given(publisher=publisher), warnings))
    except UnreadableReport as fault:
        return [fault]
    dated = [_date(one, item.moment) if isinstance(one, Reading) else one for one in results]
    return [_sift(one) for one in dated] if politics_only else dated


def name_outcome(fault: UnreadableReport) -> str:
    """What an item is called from which no report came."""
    return OUTCOMES.get(type(fault), "unreadable")


def _sift(result: Result) -> Result:
    try:
        return sift(result) if isinstance(result, Reading) else result
    except NoPolitics as fault:
        return fault


def hold_words(entry: Entry) -> Fetched | None:
    """The report that a feed holds of an entry, as if it had been fetched; None if that is a teaser."""
    words = strip_markup(entry.words) if has_markup(entry.words) else unescape(entry.words).strip()
    if len(words.split()) < LEAST_WORDS:
        return None
    head = f"title: {entry.title}\n\n" if entry.title else "title:\n\n"
    return Fetched(entry.address if entry.is_page else "", f"{head}{words}".encode(), False, "utf-8")


def _date(reading: Reading, moment: float | None) -> Reading:
    if reading.report.published is not None or moment is None:
        return reading
    day = datetime.fromtimestamp(moment, UTC).date()
    return Reading(replace(reading.report, published=day), (*reading.warnings, BY_FEED))
