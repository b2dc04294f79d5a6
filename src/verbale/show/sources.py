"""How the report behind a row is named: publisher or title, and its day."""

from __future__ import annotations

from typing import Any, Final

from verbale.show.wording import tell_full_day

SHORT_ID: Final = 8
"""So many characters of an id are shown; they serve as the id."""


def tell_source(row: Any) -> str:
    """ "Example Wire, 27 February 2023": the publisher, else the title if the row has one, else the report's id."""
    named = row.publisher or getattr(row, "title", None) or row.report[:SHORT_ID]
    return f"{named}, {tell_full_day(row.published)}" if row.published else str(named)
