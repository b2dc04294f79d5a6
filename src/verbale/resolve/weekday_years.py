"""The year of a weekday with its date ("Monday, 27 February") in a report whose day of publication is not known.

A date falls on the same weekday every five, six or eleven years. Of the years that the report names, and those next to
them, mostly one fits; if several do, or none, the year stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from verbale.resolve.calendar_dates import days_in_years
from verbale.resolve.resolution import Dated


def tell_years(text: str, dates: Sequence[Dated]) -> list[Dated]:
    """*dates* with a value for each weekday with its date that fits one of those years alone."""
    named = {int(one.value[:4]) for one in dates if one.value}
    near = sorted({year + step for year in named for step in (-1, 0, 1)})
    return [one if one.value else _tell_year(one, one.span.of(text), near) for one in dates]


def _tell_year(one: Dated, words: str, years: Sequence[int]) -> Dated:
    fits = days_in_years(words, years)
    return replace(one, value=fits[0].isoformat()) if len(fits) == 1 else one
