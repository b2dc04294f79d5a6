"""Search, and what is planned."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.serve.api.answers import Answers
from verbale.serve.api.parameters import DAY, LONGEST_WORDS, Days, Limit, Page, Who
from verbale.serve.served import AskedRecord
from verbale.store.rows import Answer, DueRow, HitRow

SEARCH = Answers("search")

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_WORDS,
        description='All of the words; "several words" as they stand, gover* by their beginning.',
        examples=["grain corridor"],
    ),
]
Within = Annotated[
    str | None, Query(max_length=12, description="So far ahead and back: 14d, 2w, 1m.", examples=["14d"])
]
On = Annotated[str | None, Query(pattern=DAY, description="As seen on this day; by default today.")]


@SEARCH.ask("/search", HitRow, is_list=True)
def search(record: AskedRecord, words: Words, days: Days, page: Page) -> Answer[HitRow]:
    """Reports that have all the words, the best first, each with the passage that has most of them, marked."""
    return record.search(words, start=days.start, end=days.end, limit=page)


@SEARCH.ask("/due", DueRow, is_list=True)
def list_due(
    record: AskedRecord,
    within: Within = None,
    on: On = None,
    who: Who = None,
    held: Annotated[bool, Query(description="Also what was held, put off or called off.")] = False,
    limit: Limit = 100,
) -> Answer[DueRow]:
    """What is planned, the nearest day first, and what of it is past without news; the first rows only."""
    return record.due(within, on=on, who=who, held=held, limit=limit)
