"""A search through the words of all reports, with what it may be narrowed by."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from msgspec import Struct
from sqlalchemy import Connection

from verbale.errors import BadQuestion
from verbale.serve.forms import Page, Pages
from verbale.serve.pages.events import From, To, Words
from verbale.serve.served import AskedRecord
from verbale.spans import Span
from verbale.store.naming import list_candidates
from verbale.store.queries.passing import FacetRow, count_found
from verbale.store.queries.reports import search
from verbale.store.rows import Answer, HitRow

MOST_HITS: Final = 20
MOST_ACTORS: Final = 5

PAGES = Pages()


class NamedActor(Struct, frozen=True):
    """Somebody of the record whom the words may mean."""

    id: str
    name: str
    kind: str
    reports: int


class Found(Struct, frozen=True):
    """What was found: `hits` in reports, `actors` whom the words may name, and facets with counts of reports.

    `words` None: nothing was asked yet. `fault` says why the words cannot be searched for.
    """

    words: str | None
    start: str | None
    end: str | None
    publisher: str | None
    fault: str | None
    hits: tuple[HitRow, ...]
    notes: tuple[str, ...]
    actors: tuple[NamedActor, ...]
    publishers: tuple[FacetRow, ...]
    years: tuple[FacetRow, ...]


@PAGES.show("/search")
def show_search(
    record: AskedRecord,
    q: Annotated[str | None, Query(max_length=500)] = None,
    start: From = None,
    end: To = None,
    publisher: Words = None,
) -> Page:
    """Reports that have all the words, the best first."""
    asked = [(one or "").strip() or None for one in (q, start, end, publisher)]
    it = record.ask(gather_found, *asked)
    return Page("search.html", "Search", it, Answer(it.hits, HitRow))


def gather_found(
    connection: Connection, words: str | None, start: str | None, end: str | None, publisher: str | None
) -> Found:
    """What the page of a search shows."""
    if words is None:
        return Found(None, start, end, publisher, None, (), (), (), (), ())
    try:
        hits = search(connection, words, start=start, end=end, publisher=publisher, limit=MOST_HITS)
    except BadQuestion as fault:
        return Found(words, start, end, publisher, str(fault), (), (), (), (), ())
    return Found(
        words=words,
        start=start,
        end=end,
        publisher=publisher,
        fault=None,
        hits=tuple(hits),
        notes=hits.notes,
        actors=_list_named(connection, words),
        publishers=tuple(count_found(connection, words, "publisher")),
        years=tuple(count_found(connection, words, "year")),
    )


def _list_named(connection: Connection, words: str) -> tuple[NamedActor, ...]:
    rows = [one.actor for one in list_candidates(connection, words)[:MOST_ACTORS]]
    return tuple(NamedActor(row.id, row.name, row.kind, row.reports) for row in rows)


def part_passage(row: HitRow) -> list[tuple[str, bool]]:
    """The passage in stretches, each with whether it is one of the words."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for mark in row.marks:
        parts += [(row.passage[at : mark.start], False), (Span(*mark).of(row.passage), True)]
        at = mark.end
    return [part for part in (*parts, (row.passage[at:], False)) if part[0]]
