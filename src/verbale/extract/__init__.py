"""Resolution to extraction: who said what, what was agreed, what happened."""

from __future__ import annotations

from verbale.extract.agreements import find_agreements
from verbale.extract.attribution import attribute
from verbale.extract.cast import Cast
from verbale.extract.events import tell_events, weigh_events
from verbale.extract.extraction import Extraction
from verbale.extract.statements import draft_statements
from verbale.records import Statement
from verbale.resolve.resolution import Resolution

__all__ = ["extract", "find_statements"]


def extract(resolution: Resolution) -> Extraction:
    """The statements, events and agreements of a report, and the actors that stand in them."""
    cast = Cast(resolution)
    statements = find_statements(resolution, cast)
    agreements = find_agreements(resolution, cast)
    found = weigh_events(resolution, statements, agreements, cast)
    events = tell_events(found, resolution)
    return Extraction(cast.actors(), statements, events, agreements, (), found)


def find_statements(resolution: Resolution, cast: Cast) -> tuple[Statement, ...]:
    """Every turn of speech in the report, quoted or reported, with its speakers."""
    return attribute(resolution, draft_statements(resolution.analysis), cast)
