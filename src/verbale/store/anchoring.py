"""Pins facts to characters of a report, and finds them again in what another engine read, or in another text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from verbale.records import Event, Report, ReportRecord, Statement
from verbale.spans import Span
from verbale.store.ledger import AROUND, Anchor, FactKind

ENOUGH: Final = 0.5
"""A fact of another type is the one meant if it shares so much of the characters of the shorter of the two."""


def pin_event(event: Event, report: Report, report_id: str, fact: str) -> Anchor:
    """The anchor of an event; *fact* is its id in the record over many reports."""
    span = Span(event.text_info.start, event.text_info.end)
    return _pin("event", span, report, report_id, fact, event.event)


def pin_statement(statement: Statement, report: Report, report_id: str, fact: str) -> Anchor:
    """The anchor of a statement: its first stretch of words."""
    return _pin("statement", statement.spans[0], report, report_id, fact, None)


def find_event(record: ReportRecord, anchor: Anchor, types: Iterable[str]) -> int | None:
    """The place in the record of the event that stands where the anchor is pinned, None if none does.

    Of several the one of a type in *types* (what it was, and what it was corrected to), then the one that shares most
    characters; one of another type only if it shares half of the shorter's.
    """
    where = relocate(anchor, record.report)
    if where is None:
        return None
    wanted = set(types)
    ranks = []
    for place, event in enumerate(record.events):
        share, is_wanted = _share(where, _list_event_spans(event)), event.event in wanted
        if share >= ENOUGH or (share and is_wanted):
            ranks.append((is_wanted, share, -place))
    return -max(ranks)[-1] if ranks else None


def find_statement(record: ReportRecord, anchor: Anchor) -> int | None:
    """The place of the statement that shares most characters with the anchor, at least half; or None."""
    where = relocate(anchor, record.report)
    if where is None:
        return None
    ranks = [(_share(where, one.spans), -place) for place, one in enumerate(record.statements)]
    best = max(ranks, default=(0.0, 0))
    return -best[1] if best[0] >= ENOUGH else None


def relocate(anchor: Anchor, report: Report) -> Span | None:
    """Where the anchor's words stand in a report's present text; None if they no longer do.

    Where they stand more than once, what stood before them decides, then how near they are.
    """
    span = Span(anchor.start, anchor.end)
    if report.id == anchor.text_id:
        return span
    places = [found.start() for found in re.finditer(re.escape(anchor.words), report.text)]
    if not places:
        return None
    start = max(places, key=lambda at: (_count_same(report.text[:at], anchor.before), -abs(at - anchor.start)))
    return Span(start, start + len(anchor.words))


def _pin(kind: FactKind, span: Span, report: Report, report_id: str, fact: str, event: str | None) -> Anchor:
    return Anchor(
        report=report_id,
        text_id=report.id,
        kind=kind,
        fact=fact,
        start=span.start,
        end=span.end,
        words=span.of(report.text),
        before=report.text[max(0, span.start - AROUND) : span.start],
        event=event,
    )


def _list_event_spans(event: Event) -> Sequence[Span]:
    tellings = (event.text_info, *event.mentions)
    return [Span(told.start, told.end) for told in tellings]


def _share(where: Span, spans: Iterable[Span]) -> float:
    """How much of the shorter of two stretches both have, at best."""
    shares = [0.0]
    for span in spans:
        common = min(where.end, span.end) - max(where.start, span.start)
        shorter = min(where.end - where.start, span.end - span.start)
        if common > 0 and shorter:
            # A whole one within a long one is no better than two that are nearly alike: the longer breaks the tie.
            shares.append(common / shorter - 1e-6 * abs((where.end - where.start) - (span.end - span.start)))
    return max(shares)


def _count_same(text: str, before: str) -> int:
    """So many characters at the end of *text* are those at the end of *before*."""
    count = 0
    while count < min(len(text), len(before)) and text[-1 - count] == before[-1 - count]:
        count += 1
    return count
