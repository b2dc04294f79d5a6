"""Statements: who said what, about what and to whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.serve.api.answers import Answers
from verbale.serve.api.parameters import LONGEST_NAME, LONGEST_WORDS, Days, Entry, TurnedPage
from verbale.serve.served import AskedRecord
from verbale.store.rows import Answer, StatementRow

STATEMENTS = Answers("statements")

Speaker = Annotated[
    str | None,
    Query(max_length=LONGEST_NAME, description="Who said it; a state stands for all who speak for it."),
]
About = Annotated[
    str | None,
    Query(max_length=LONGEST_WORDS, description="A name, or words that stand in it.", examples=["grain deal"]),
]
Hearer = Annotated[str | None, Query(alias="spoken_to", max_length=LONGEST_NAME, description="To whom it was said.")]


@STATEMENTS.ask("/statements", StatementRow, is_list=True)
def list_statements(
    record: AskedRecord, days: Days, page: TurnedPage, who: Speaker = None, about: About = None, hearer: Hearer = None
) -> Answer[StatementRow]:
    """Statements by day. `to` is the last day, as everywhere; whom they were said to is `spoken_to`."""
    return record.said(who, about=about, to=hearer, start=days.start, end=days.end, limit=page)


@STATEMENTS.ask("/statements/{statement}", StatementRow)
def get_statement(record: AskedRecord, statement: Entry) -> StatementRow:
    """One statement."""
    return record.statement(statement)
