"""Statements, the last first."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from verbale.serve.forms import Page, Pages
from verbale.serve.pages.events import From, To, Words
from verbale.serve.served import AskedRecord
from verbale.store.queries.latest import list_newest_statements
from verbale.store.rows import Answer, StatementRow

MOST: Final = 60

PAGES = Pages()


class StatementList(Struct, frozen=True):
    """Statements, the last first: of `who`, with `other` those of either to the other."""

    who: str | None
    other: str | None
    statements: tuple[StatementRow, ...]
    notes: tuple[str, ...]


@PAGES.show("/statements")
def show_statements(
    record: AskedRecord, who: Words = None, other: Words = None, start: From = None, end: To = None
) -> Page:
    """Who said what."""
    who, other = (who or "").strip() or None, (other or "").strip() or None
    rows = record.ask(list_newest_statements, who or other, to=other if who else None, start=start, end=end, limit=MOST)
    return Page(
        "statements.html", "Statements", StatementList(who, other, tuple(rows), rows.notes), Answer(rows, StatementRow)
    )
