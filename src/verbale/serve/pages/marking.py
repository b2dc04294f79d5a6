"""A report's text with every fact marked in it, also where facts overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from verbale.records import ReportRecord
from verbale.spans import Span

FactKind = Literal["statement", "event", "agreement"]
COLOURS: Final = 8
"""So many speakers have a colour of their own; then they begin again."""


class Fact(Struct, frozen=True):
    """A fact as the text shows it: its id in the report, its spans, and the classes that dress it."""

    id: str
    kind: FactKind
    spans: tuple[Span, ...]
    dress: str


class Stretch(Struct, frozen=True):
    """A stretch of text that lies within the same facts throughout.

    `facts` are their ids, the innermost (shortest) first; `dress` the classes of all. `start` counts characters of the
    text; `is_first`: a span of a fact begins here.
    """

    words: str
    start: int
    facts: tuple[str, ...]
    dress: str
    is_first: bool


class Paragraph(Struct, frozen=True):
    """A paragraph of the text."""

    stretches: tuple[Stretch, ...]


def colour_speakers(record: ReportRecord) -> dict[str, int]:
    """A number for each who speaks, in the order of the text."""
    speakers = dict.fromkeys(one for statement in record.statements for one in statement.speakers)
    return {speaker: number % COLOURS for number, speaker in enumerate(speakers)}


def list_facts(record: ReportRecord) -> list[Fact]:
    """Every fact that has words in the text."""
    colours = colour_speakers(record)
    facts = [
        Fact(one.id, "statement", one.spans, f"said v{colours[one.speakers[0]]}" if one.speakers else "said")
        for one in record.statements
    ]
    for event in record.events:
        tone = "cooperation" if event.quad_code < 3 else "conflict"
        told = event.mentions or (event.text_info,)
        facts.append(Fact(event.id, "event", tuple(Span(one.start, one.end) for one in told), f"event {tone}"))
    facts += [Fact(one.id, "agreement", one.spans, "agreement") for one in record.agreements]
    return [fact for fact in facts if fact.spans]


def mark_text(text: str, facts: Sequence[Fact]) -> list[Paragraph]:
    """The text as paragraphs of stretches; joined again they are the text, its line ends aside."""
    cuts = sorted({edge for fact in facts for span in fact.spans for edge in span} & set(range(len(text) + 1)))
    paragraphs = []
    for start, end in split_paragraphs(text):
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        pairs = pairwise(edges)
        paragraphs.append(Paragraph(tuple(_mark(text, Span(*pair), facts) for pair in pairs)))
    return paragraphs


def split_paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Where each line begins and ends; empty ones are left out."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _mark(text: str, at: Span, facts: Sequence[Fact]) -> Stretch:
    around = [fact for fact in facts if any(span.start <= at.start and at.end <= span.end for span in fact.spans)]
    around.sort(key=lambda fact: (_measure(fact, at), fact.id))
    dress = " ".join(dict.fromkeys(word for fact in around for word in fact.dress.split()))
    is_first = any(span.start == at.start for fact in around for span in fact.spans)
    return Stretch(at.of(text), at.start, tuple(fact.id for fact in around), dress, is_first)


def _measure(fact: Fact, at: Span) -> int:
    return min(span.end - span.start for span in fact.spans if span.start <= at.start and at.end <= span.end)
