"""Events by any filter, and one event: who, when, where, what each account says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from fastapi import Query, Request
from msgspec import Struct
from sqlalchemy import Connection

from verbale.serve.forms import Page, Pages
from verbale.serve.pages.reports import PageNumber
from verbale.serve.pages.words import address, tell_sentence
from verbale.serve.pictures.histories import Told, draw_history
from verbale.serve.pictures.maps import Spot, draw_map
from verbale.serve.pictures.svg import Picture
from verbale.serve.served import AskedRecord
from verbale.show.sources import tell_source
from verbale.store.queries.conflicts import list_rows
from verbale.store.queries.events import get_event, list_tellings
from verbale.store.queries.latest import Wanted, list_newest_events
from verbale.store.queries.why import list_why
from verbale.store.rows import Answer, ConflictRow, EventRow, TellingRow, WhyRow

ON_A_PAGE: Final = 50
MOST_WORDS: Final = 200
"""Characters of a filter."""

PAGES = Pages()
Words = Annotated[str | None, Query(max_length=MOST_WORDS)]
From = Annotated[str | None, Query(alias="from", max_length=MOST_WORDS)]
To = Annotated[str | None, Query(alias="to", max_length=MOST_WORDS)]
NAMES: Final = {"start": "from", "end": "to"}
"""Fields of `Wanted` that addresses call otherwise, as the command line does."""


class EventList(Struct, frozen=True):
    """Events by day, the last first, and the filters that chose them; `counted` says which statuses."""

    wanted: Wanted
    events: tuple[EventRow, ...]
    notes: tuple[str, ...]
    counted: str | None
    page: int
    has_more: bool


class Account(Struct, frozen=True):
    """The reports with one copy, and what they say of an event."""

    tellings: tuple[TellingRow, ...]


class EventView(Struct, frozen=True):
    """One event: its accounts, where they differ, what stands beside it (plans, denials, what was left out)."""

    event: EventRow
    accounts: tuple[Account, ...]
    conflicts: tuple[ConflictRow, ...]
    beside: tuple[WhyRow, ...]


@PAGES.show("/events")
def show_events(request: Request, record: AskedRecord, page: PageNumber = 1) -> Page:
    """Events at large, the last first; the parameters are the fields of `Wanted`, days as from and to."""
    wanted = read_wanted(request.query_params)
    rows = record.ask(list_newest_events, wanted, limit=ON_A_PAGE + 1, offset=(page - 1) * ON_A_PAGE)
    shown = tuple(rows[:ON_A_PAGE])
    it = EventList(wanted, shown, rows.notes, rows.counted, page, len(rows) > ON_A_PAGE)
    return Page("events.html", "Events", it, Answer(shown, EventRow))


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """The filters that an address has; empty ones are none."""
    fields = ((name, asked.get(NAMES.get(name, name), "")) for name in Wanted.__struct_fields__)
    return Wanted(**{name: words.strip()[:MOST_WORDS] or None for name, words in fields})


@PAGES.show("/events/{event}")
def show_event(record: AskedRecord, event: str) -> Page:
    """One event, by its id or that of any of its tellings, or the beginning of it."""
    it = record.ask(gather_event, event)
    tellings = [telling for account in it.accounts for telling in account.tellings]
    return Page("event.html", tell_sentence(it.event).rstrip("."), it, Answer(tellings, TellingRow))


def gather_event(connection: Connection, event: str) -> EventView:
    """What the page of an event shows."""
    row = get_event(connection, event)
    accounts: dict[str, list[TellingRow]] = {}
    for telling in list_tellings(connection, row.id):
        accounts.setdefault(telling.account, []).append(telling)
    return EventView(
        event=row,
        accounts=tuple(Account(tuple(told)) for told in accounts.values()),
        conflicts=tuple(list_rows(connection, [row])),
        beside=tuple(one for one in list_why(connection, row.id) if one.part != "told"),
    )


def draw_status(it: EventView) -> Picture | None:
    """The event's status through time, with the plans that it was the holding of."""
    told = [
        Told(one.published, one.status, tell_source(one), f"{address('reports', one.report)}#at-{one.start}")
        for account in it.accounts
        for one in account.tellings
        if one.published
    ]
    told += [
        Told(one.published, "scheduled", tell_source(one), address("events", one.id))
        for one in it.beside
        if one.part == "planned as" and one.published and isinstance(one.published, date)
    ]
    return draw_history("Its status through time", told, it.event.date)


def draw_place(it: EventView) -> Picture | None:
    """Where it happened."""
    row = it.event
    if row.lat is None or row.lon is None:
        return None
    conflict = int(row.quad_code > 2)
    where = Spot(row.place or "", row.lat, row.lon, 1, conflict, f"/events?place={row.place}")
    return draw_map("Where it happened", [where])
