"""Actors, and what stands between two of them: dyads and agreements."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.errors import BadQuestion
from verbale.records import ActorKind
from verbale.serve.api.answers import Answers
from verbale.serve.api.parameters import (
    LONGEST_NAME,
    ActorId,
    Between,
    Days,
    Entry,
    Page,
    State,
    TurnedPage,
    Who,
    WithStatus,
    split_between,
)
from verbale.serve.served import AskedRecord
from verbale.store.rows import ActorRow, AgreementRow, Answer, DyadRow, MonthRow, NamedRow

ACTORS = Answers("actors")
DYADS = Answers("dyads")
AGREEMENTS = Answers("agreements")

Kind = Annotated[ActorKind | None, Query(description="Of this kind.")]
OfState = Annotated[
    str | None,
    Query(max_length=10, description="Who are, or act for, the state or body of this code.", examples=["AZE"]),
]
Standing = Annotated[
    str | None,
    Query(alias="status", max_length=60, description="Of this status, as reports have it.", examples=["in force"]),
]
Name = Annotated[
    str, Query(min_length=1, max_length=LONGEST_NAME, description="A name, or a part of one.", examples=["Lavrov"])
]

Few = Annotated[int, Query(ge=1, le=50, description="So many rows at most.")]


@ACTORS.ask("/actors", NamedRow, is_list=True)
def list_actors(record: AskedRecord, page: Page, kind: Kind = None, state: OfState = None) -> Answer[NamedRow]:
    """Everybody in the record, by id."""
    return record.actors(kind=kind, state=state, limit=page)


@ACTORS.ask("/actors/{actor}", ActorRow)
def get_actor(record: AskedRecord, actor: ActorId) -> ActorRow:
    """One actor with names, offices and counts."""
    return record.actor(actor)


@ACTORS.ask("/who", ActorRow, is_list=True)
def list_who(record: AskedRecord, name: Name, limit: Few = 10) -> Answer[ActorRow]:
    """Everybody whom a name may mean, the likeliest first; all at once."""
    return record.who(name, limit=limit)


@DYADS.ask("/dyads", DyadRow, is_list=True)
def list_dyads(
    record: AskedRecord, days: Days, page: Page, who: Who = None, status: WithStatus = None
) -> Answer[DyadRow]:
    """Pairs of states or bodies with what was counted between them in whole months, in the order of codes."""
    return record.dyads(who, start=days.start, end=days.end, status=status, limit=page)


@DYADS.ask("/dyads/{one}/{other}", DyadRow)
def get_dyad(record: AskedRecord, one: State, other: State, days: Days, status: WithStatus = None) -> DyadRow:
    """What was counted between two states or bodies in whole months."""
    return record.dyad(one, other, start=days.start, end=days.end, status=status)


@DYADS.ask("/dyads/{one}/{other}/months", MonthRow, is_list=True)
def list_months(
    record: AskedRecord, one: State, other: State, days: Days, status: WithStatus = None
) -> Answer[MonthRow]:
    """The same month by month; all at once."""
    return record.stats(one, other, start=days.start, end=days.end, status=status)


@AGREEMENTS.ask("/agreements", AgreementRow, is_list=True)
def list_agreements(
    record: AskedRecord, days: Days, page: TurnedPage, who: Who = None, between: Between = None, status: Standing = None
) -> Answer[AgreementRow]:
    """Agreements that reports name, by the day of signing: all, those of one party, or those of two."""
    if who is not None and between is not None:
        raise BadQuestion("give who or between, not both")
    names = split_between(between) if between is not None else (who, None)
    return record.agreements(*names, start=days.start, end=days.end, status=status, limit=page)


@AGREEMENTS.ask("/agreements/{agreement}", AgreementRow)
def get_agreement(record: AskedRecord, agreement: Entry) -> AgreementRow:
    """One agreement; the id of any report's naming of it will do."""
    return record.agreement(agreement)
