"""From the pages of an item to the records of its reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from verbale.errors import UnreadableReport
from verbale.read.addresses import Fetched
from verbale.read.drafts import Origin
from verbale.read.reading import Given, Reading
from verbale.read.visits import read_visit
from verbale.records import ReportRecord
from verbale.watch.state import Item

Code = Callable[[Reading], ReportRecord]
"""What makes a record of a report: the pipeline."""

BY_FEED: Final = "the page does not say its day; it is the one that the feed gives"


def read_item(
    item: Item, pages: Sequence[Fetched], warnings: tuple[str, ...], publisher: str | None
) -> list[Reading | UnreadableReport]:
    """The reports of an item's pages; a day that the page does not tell is the feed's, with a warning."""
    origin = Origin(item.address, item.address, pages[0].address)
    try:
        results = list(read_visit(pages, origin, Given(publisher=publisher), warnings))
    except UnreadableReport as fault:
        return [fault]
    return [_date(one, item.moment) if isinstance(one, Reading) else one for one in results]


def _date(reading: Reading, moment: float | None) -> Reading:
    if reading.report.published is not None or moment is None:
        return reading
    day = datetime.fromtimestamp(moment, UTC).date()
    return Reading(replace(reading.report, published=day), (*reading.warnings, BY_FEED))
