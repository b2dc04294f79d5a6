"""What reading gives: a report, and what had to be said about reading it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from verbale.records import Report


class Given(Struct, frozen=True):
    """What the user says of a report; it wins over what the report says of itself.

    `columns`: in tables and JSON, which column or field holds what: pairs such as ("text", "body").
    """

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    columns: tuple[tuple[str, str], ...] = ()


class Reading(Struct, frozen=True):
    """A report as read, and a warning for everything that was mended or guessed on the way."""

    report: Report
    warnings: tuple[str, ...] = ()
