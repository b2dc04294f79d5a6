"""Events: what happened, is planned, is denied; their tellings, and why an event is one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.errors import BadQuestion
from verbale.serve.api.answers import Answers
from verbale.serve.api.parameters import (
    LONGEST_NAME,
    Between,
    Days,
    Entry,
    TurnedPage,
    Type,
    Who,
    WithStatus,
    split_between,
)
from verbale.serve.served import AskedRecord
from verbale.store.rows import Answer, EventRow, TellingRow, WhyRow

EVENTS = Answers("events")

Place = Annotated[
    str | None, Query(max_length=LONGEST_NAME, description="In this town, region or country.", examples=["Baku"])
]


@EVENTS.ask("/events", EventRow, is_list=True)
def list_events(
    record: AskedRecord,
    days: Days,
    page: TurnedPage,
    who: Who = None,
    between: Between = None,
    place: Place = None,
    type: Type = None,
    status: WithStatus = None,
) -> Answer[EventRow]:
    """Events by day: at large, with somebody, somewhere, or between two."""
    if between is None:
        return record.events(who=who, place=place, start=days.start, end=days.end, type=type, status=status, limit=page)
    if who is not None or place is not None:
        raise BadQuestion("between goes with days, type and status; leave who and place out")
    one, other = split_between(between)
    return record.between(one, other, start=days.start, end=days.end, type=type, status=status, limit=page)


@EVENTS.ask("/events/{event}", EventRow)
def get_event(record: AskedRecord, event: Entry) -> EventRow:
    """One event; the id of any of its tellings will do."""
    return record.event(event)


@EVENTS.ask("/events/{event}/tellings", TellingRow, is_list=True)
def list_tellings(record: AskedRecord, event: Entry) -> Answer[TellingRow]:
    """Every telling of an event, with its report and words; all at once."""
    return record.tellings(event)


@EVENTS.ask("/events/{event}/why", WhyRow, is_list=True)
def list_why(record: AskedRecord, event: Entry) -> Answer[WhyRow]:
    """Why an event is one: its tellings, what speaks for and against each, what was left out, what is linked."""
    return record.why(event)
