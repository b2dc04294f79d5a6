"""Datelines, which open a report and are no part of what it says."""

from __future__ import annotations

import re
from typing import Final

from verbale.extract.units import Unit
from verbale.spans import Span

DATELINE: Final = re.compile(
    r"(?:[^\W\d_a-z][^\W\d_a-z.'’-]+(?:[ /][^\W\d_a-z][^\W\d_a-z.'’-]*){0,4}"  # PORT VILA
    r"|(?!The )[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+){0,2}(?=[^—–:]{0,40} (?:[—–]|--?) ))"  # Riyadh —
    r"(?:, [^\W\d_a-z][\w.]+){0,2}(?:,? [^\W\d_a-z]\w+\.? \d{1,2}|,? \d{1,2} [^\W\d_a-z]\w+)?(?: \([^()]{2,30}\))?"
    r"(?: (?:[—–]|--?)|:) +(?=\S)"
)
"""Where a report is from, as it opens: "PORT VILA, 3 May (Agency) — ", "CÚCUTA, Colombia — ", "RIYADH: "."""


def skip_dateline(text: str, unit: Unit, span: Span) -> Span:
    """*span* without the dateline that a paragraph opens with."""
    if not unit.first or span.start != unit.span.start:
        return span
    found = DATELINE.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found else span
