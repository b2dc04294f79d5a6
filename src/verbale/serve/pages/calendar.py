"""What is planned, month by month, and the same as a feed for calendars."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import Final

from fastapi import Response
from msgspec import Struct
from sqlalchemy import Connection

from verbale import __version__
from verbale.serve.forms import Page, Pages
from verbale.serve.pages.events import Words
from verbale.serve.pages.today import read_day
from verbale.serve.served import AskedRecord
from verbale.show.calendars import write_calendar
from verbale.store.naming import find_name
from verbale.store.queries.due import look_out_all
from verbale.store.queries.latest import find_newest_day, list_plans
from verbale.store.rows import Answer, DueRow

MOST_IN_A_MONTH: Final = 40
MOST_IN_FEED: Final = 200
FEED_BACK, FEED_AHEAD = timedelta(days=90), timedelta(days=730)

PAGES = Pages()


class Month(Struct, frozen=True):
    """A month of plans: its weeks from Monday (days of other months included), and what is planned in it.

    `on` is the day from which it is seen: the newest of the record. `who` narrows it to somebody. Plans without a full
    day are in `plans` only; `has_more`: there are more than those.
    """

    first: date
    before: date
    after: date
    on: date
    weeks: tuple[tuple[date, ...], ...]
    plans: tuple[DueRow, ...]
    has_more: bool
    who: str | None


@PAGES.show("/calendar")
def show_calendar(record: AskedRecord, month: Words = None, who: Words = None) -> Page:
    """A month of plans and what became of them."""
    it = record.ask(gather_month, month, (who or "").strip() or None)
    return Page("calendar.html", "Calendar", it, Answer(it.plans, DueRow))


@PAGES.get("/calendar.ics")
def send_feed(record: AskedRecord, who: Words = None) -> Response:
    """What is planned as an iCalendar, from three months ago on."""
    rows = record.ask(gather_feed, (who or "").strip() or None)
    headers = {"Content-Disposition": 'inline; filename="verbale.ics"', "Cache-Control": "private, no-cache"}
    return Response(write_calendar(rows, __version__), headers=headers, media_type="text/calendar; charset=utf-8")


def gather_month(connection: Connection, month: str | None, who: str | None) -> Month:
    """What the page of a month shows; without *month* that of the record's newest day."""
    on = find_newest_day(connection) or date.today()
    first = (read_day(month) if month else on).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    found = find_name(connection, who) if who else None
    rows = list_plans(connection, first, after - timedelta(days=1), who, limit=MOST_IN_A_MONTH + 1)
    return Month(
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=after,
        on=on,
        weeks=tuple(tuple(week) for week in Calendar().monthdatescalendar(first.year, first.month)),
        plans=tuple(look_out_all(connection, rows[:MOST_IN_A_MONTH], on)),
        has_more=len(rows) > MOST_IN_A_MONTH,
        who=found.name if found else None,
    )


def gather_feed(connection: Connection, who: str | None) -> list[DueRow]:
    """Plans from some months ago to two years ahead; what was held or called off is left out."""
    on = find_newest_day(connection) or date.today()
    rows = list_plans(connection, on - FEED_BACK, on + FEED_AHEAD, who, limit=MOST_IN_FEED)
    return [row for row in look_out_all(connection, rows, on) if row.outlook in ("to come", "past, without news")]


def list_on(it: Month, day: date) -> list[DueRow]:
    """The plans of one day."""
    return [row for row in it.plans if row.date == day.isoformat()]


def list_without_day(it: Month) -> list[DueRow]:
    """The plans of the month whose day is not known."""
    return [row for row in it.plans if len(row.date or "") < len("2023-02-27")]
