"""The newest day: what happened, what was said, what is due, and where the tone changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from fastapi import Query
from msgspec import Struct
from sqlalchemy import Connection, and_

from verbale.errors import BadQuestion
from verbale.reconcile.days import cover
from verbale.serve.forms import Page, Pages
from verbale.serve.served import AskedRecord
from verbale.store import tables
from verbale.store.queries.filters import COUNTED
from verbale.store.queries.latest import (
    fetch_newest,
    find_days_beside,
    find_newest_day,
    list_newest_reports,
    list_newest_statements,
    list_plans,
)
from verbale.store.queries.passing import ToneRow, list_tones
from verbale.store.queries.reports import measure
from verbale.store.rows import Answer, EventRow, ReportRow, Size, StatementRow

MOST_EVENTS: Final = 40
MOST_SAID: Final = 12
MOST_DUE: Final = 10
MOST_REPORTS: Final = 8
LOOK_AHEAD: Final = timedelta(days=30)

PAGES = Pages()


class Today(Struct, frozen=True):
    """One day: `day` is None in an empty record; `before` and `after` are the nearest days with events."""

    day: date | None
    before: date | None
    after: date | None
    size: Size
    events: tuple[EventRow, ...]
    said: tuple[StatementRow, ...]
    due: tuple[EventRow, ...]
    tones: tuple[ToneRow, ...]
    reports: tuple[ReportRow, ...]


@PAGES.show("/", data="/today")
def show_today(record: AskedRecord, day: str | None = Query(None)) -> Page:
    """The first page: the newest day, or the one that is asked for."""
    it = record.ask(gather_today, day)
    return Page("today.html", "Today", it, Answer(it.events, EventRow))


def gather_today(connection: Connection, day: str | None) -> Today:
    """What the page of a day shows; without *day* of the newest."""
    shown = read_day(day) if day else find_newest_day(connection)
    if shown is None:
        return Today(None, None, None, measure(connection), (), (), (), (), ())
    table = tables.events
    on_day = and_(table.c.first_day == shown, table.c.status.in_(COUNTED))
    before, after = find_days_beside(connection, shown)
    events = fetch_newest(connection, on_day, MOST_EVENTS)
    return Today(
        day=shown,
        before=before,
        after=after,
        size=measure(connection),
        events=tuple(sorted(events, key=lambda row: (-row.accounts, -abs(row.event_scale), row.id))),
        said=tuple(list_newest_statements(connection, start=shown, end=shown, limit=MOST_SAID)),
        due=tuple(list_plans(connection, shown + timedelta(days=1), shown + LOOK_AHEAD, limit=MOST_DUE)),
        tones=tuple(list_tones(connection, shown)),
        reports=tuple(list_newest_reports(connection, limit=MOST_REPORTS)),
    )


def read_day(words: str) -> date:
    """A day as people and addresses write it; the first day of a coarser one. BadQuestion if it is none."""
    covered = cover(words)
    if covered is None:
        raise BadQuestion(f"{words!r} is not a day; write it as YYYY-MM-DD")
    return covered.first
