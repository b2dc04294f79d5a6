"""What questions to the API are narrowed by: the command line's options, under the same names."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Path, Query
from msgspec import Struct

from verbale.errors import BadQuestion
from verbale.store.queries.paging import LONGEST_CURSOR, Cut

USUAL, MOST = 50, 500
"""Rows of one page."""
LONGEST_NAME: Final = 200
LONGEST_WORDS: Final = 400
DAY: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
ID: Final = r"^[0-9a-fA-F]{4,16}$"

From = Annotated[
    str | None,
    Query(alias="from", pattern=DAY, description="From this day, month or year on.", examples=["2023-02"]),
]
To = Annotated[
    str | None,
    Query(alias="to", pattern=DAY, description="Until this day, month or year, included.", examples=["2023-02-27"]),
]
Type = Annotated[
    str | None,
    Query(
        alias="type",
        max_length=60,
        description="Events of this type, or type and mode.",
        examples=["CONSULT", "CONSULT/visit"],
    ),
]
WithStatus = Annotated[
    str | None,
    Query(
        alias="status",
        max_length=100,
        description="Events of this status: occurred, ongoing, scheduled, hypothetical, denied, historical; several"
        " with commas between them; all. By default occurred and ongoing.",
        examples=["scheduled", "all"],
    ),
]
Who = Annotated[
    str | None,
    Query(max_length=LONGEST_NAME, description="A state, body or person: name, code or id.", examples=["Russia"]),
]
Between = Annotated[
    str | None,
    Query(
        max_length=2 * LONGEST_NAME,
        description="Two names with a comma between them: one acts on the other, or both act together.",
        examples=["RUS,AZE"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="So many rows at most.")]
After = Annotated[
    str | None,
    Query(
        max_length=LONGEST_CURSOR,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="The cursor of the next page, as `next` of the last one has it.",
    ),
]
Newest = Annotated[bool, Query(description="The newest first; what has no day comes last either way.")]
Entry = Annotated[
    str,
    Path(pattern=ID, description="An id as lists have it; its first characters are enough.", examples=["3f2a9c01"]),
]
ActorId = Annotated[str, Path(max_length=LONGEST_NAME, description="An actor's whole id.", examples=["Q58217"])]
State = Annotated[str, Path(max_length=LONGEST_NAME, description="A state or body: name or code.", examples=["AZE"])]


class Stretch(Struct, frozen=True):
    """The days that are asked about."""

    start: str | None
    end: str | None


async def read_days(start: From = None, end: To = None) -> Stretch:
    """The days between `from` and `to`."""
    return Stretch(start, end)


async def read_page(limit: Limit = USUAL, after: After = None) -> Cut:
    """A page of a list that has one order."""
    return Cut(limit, after)


async def read_turned_page(limit: Limit = USUAL, after: After = None, newest: Newest = False) -> Cut:
    """A page of a list by days, which may be turned."""
    return Cut(limit, after, newest)


Days = Annotated[Stretch, Depends(read_days)]
Page = Annotated[Cut, Depends(read_page)]
TurnedPage = Annotated[Cut, Depends(read_turned_page)]


def split_between(words: str) -> tuple[str, str]:
    """The two names; BadQuestion if there are not two."""
    names = [name.strip() for name in words.split(",")]
    if len(names) != 2 or not all(names):
        raise BadQuestion(f"{words!r} are not two names; write between=RUS,AZE")
    return names[0], names[1]
