"""Two states or bodies: month by month, what passed lately, what was said and agreed, what is planned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from fastapi import Response
from msgspec import Struct
from sqlalchemy import Connection

from verbale.errors import UnknownName
from verbale.serve.forms import Page, Pages
from verbale.serve.pages.words import address, ask, join_names, name_type, tell_sentence
from verbale.serve.pictures.bars import Bar, draw_bars
from verbale.serve.pictures.svg import Picture
from verbale.serve.pictures.timelines import Mark, draw_timeline
from verbale.serve.refusals import Refusal
from verbale.serve.served import AskedRecord
from verbale.store import tables
from verbale.store.naming import Found, find_name
from verbale.store.queries.events import is_dyad
from verbale.store.queries.latest import (
    Wanted,
    fetch_newest,
    find_newest_day,
    list_newest_agreements,
    list_newest_events,
    list_newest_statements,
)
from verbale.store.queries.passing import HAPPENED, TypeRow, count_types
from verbale.store.queries.stats import list_stats
from verbale.store.rows import AgreementRow, Answer, EventRow, MonthRow, StatementRow

MOST_EVENTS: Final = 30
MOST_SAID: Final = 20
MOST_MEETINGS: Final = 60
MOST_PLANS: Final = 10

HOW: Final = "a pair is two states or bodies, by code or by name, as in /dyads/RUS-AZE"

PAGES = Pages()


class Dyad(Struct, frozen=True):
    """Two states or bodies, `one` and `other` by code; `months` count what occurred or goes on."""

    one: str
    other: str
    months: tuple[MonthRow, ...]
    types: tuple[TypeRow, ...]
    events: tuple[EventRow, ...]
    meetings: tuple[EventRow, ...]
    said: tuple[StatementRow, ...]
    agreements: tuple[AgreementRow, ...]
    due: tuple[EventRow, ...]


@PAGES.show("/dyads/{one}-{other}")
def show_dyad(record: AskedRecord, one: str, other: str) -> Page:
    """The page of two: RUS-AZE."""
    it, names = record.ask(gather_dyad, one, other)
    return Page("dyad.html", join_names(names), it, Answer(it.months, MonthRow))


@PAGES.get("/dyads")
@PAGES.get("/dyads/{words}")
def show_no_dyad(words: str = "") -> Response:
    """What is no pair is told how pairs are written."""
    raise Refusal(404, "no-pair", f"{words!r} is no pair; {HOW}" if words else HOW)


def gather_dyad(connection: Connection, one: str, other: str) -> tuple[Dyad, tuple[str, str]]:
    """What the page of two shows, and their names; a Refusal (404) if one is no state or body, or both are the same."""
    first, second = _find_side(connection, one), _find_side(connection, other)
    pair = (first.states[0], second.states[0])
    if pair[0] == pair[1]:
        raise Refusal(404, "no-pair", f"{first.name} is on both sides; {HOW}")
    months = tuple(list_stats(connection, *pair))
    dyad = Dyad(
        one=pair[0],
        other=pair[1],
        months=months,
        types=tuple(count_types(connection, [first, second])),
        events=tuple(list_newest_events(connection, Wanted(*pair), limit=MOST_EVENTS)),
        meetings=tuple(_fetch_meetings(connection, first, second)),
        said=tuple(list_newest_statements(connection, pair[0], to=pair[1], limit=MOST_SAID)),
        agreements=tuple(list_newest_agreements(connection, *pair)),
        due=tuple(_fetch_plans(connection, first, second)),
    )
    return dyad, (first.name, second.name)


def _find_side(connection: Connection, words: str) -> Found:
    """The state or body that *words* mean."""
    try:
        found = find_name(connection, words)
    except UnknownName as fault:
        near = f"; did you mean {', '.join(fault.suggestions)}?" if fault.suggestions else ""
        raise Refusal(404, "no-pair", f"no state or body is called {words!r}{near}; {HOW}") from fault
    if not found.states:
        about = "what two people did together is at /events, with who and other"
        raise Refusal(404, "no-pair", f"{found.name} is no state or body; {HOW}; {about}")
    return found


def _fetch_meetings(connection: Connection, first: Found, second: Found) -> list[EventRow]:
    table = tables.events
    where = is_dyad(first, second) & (table.c.event == "CONSULT") & HAPPENED
    return fetch_newest(connection, where, MOST_MEETINGS)


def _fetch_plans(connection: Connection, first: Found, second: Found) -> list[EventRow]:
    """What is planned from the record's newest day on."""
    table = tables.events
    since = (find_newest_day(connection) or date.today()) - timedelta(days=1)
    where = is_dyad(first, second) & (table.c.status == "scheduled") & (table.c.first_day >= since)
    return fetch_newest(connection, where, MOST_PLANS)[::-1]


def draw_months(it: Dyad) -> Picture | None:
    """The months of two, with their meetings and agreements."""
    meetings = [Mark(row.date or "", tell_sentence(row), address("events", row.id)) for row in it.meetings if row.date]
    agreements = [
        Mark(row.signed or "", row.title, address("reports", row.report)) for row in it.agreements if row.signed
    ]
    return draw_timeline("Month by month", it.months, meetings[::-1], agreements[::-1])


def draw_types(it: Dyad) -> Picture | None:
    """Which kinds of events there are most of."""
    bars = [
        Bar(name_type(row.event), row.events, row.conflict, ask("/events", who=it.one, other=it.other, type=row.event))
        for row in it.types
    ]
    return draw_bars("Kinds of events", bars)
