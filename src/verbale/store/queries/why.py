"""Why an event is one event: which tellings, what speaks for and against each, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from verbale.reconcile.likeness import Respect, explain, load_weights, read_profile
from verbale.reconcile.merging import tell_likeness
from verbale.reconcile.tellings import Telling, tell_order
from verbale.store import tables
from verbale.store.queries.agreements import list_agreements
from verbale.store.queries.events import find_event, get_event
from verbale.store.queries.filters import read_period
from verbale.store.queries.outcomes import find_denials, find_outcome, find_plans
from verbale.store.rows import Answer, EventRow, WhyPart, WhyRow
from verbale.store.selecting import chunk
from verbale.store.telling_rows import fetch_tellings

LIKELY: Final = 0.1
"""From this likeness on a telling of another event is worth naming."""
MOST_LEFT_OUT: Final = 5
LINKS: Final[Mapping[str, WhyPart]] = {"held": "held as", "postponed": "put off to", "cancelled": "called off by"}


def list_why(connection: Connection, event: str) -> Answer[WhyRow]:
    """The tellings of an event, by its id or that of any of its tellings, then what was left out and what is linked."""
    row = get_event(connection, event)
    told = _fetch_told(connection, find_event(connection, event))
    ordered = sorted(told.values(), key=tell_order)
    rows = [_tell_part("told", row, one, [other for other in ordered if other.id != one.id]) for one in ordered]
    rows += _list_left_out(connection, row, told, ordered)
    rows += _list_agreements(connection, row)
    rows += _list_links(connection, row)
    return Answer(rows, WhyRow, list(_tell_notes(row)))


def _tell_notes(row: EventRow) -> Iterator[str]:
    accounts = "1 account" if row.accounts == 1 else f"{row.accounts} accounts"
    if row.reports > row.accounts:
        yield f"{row.reports} reports carry {accounts}: copies of one report count once"
    elif row.reports > 1:
        yield f"{row.reports} reports, {accounts}"
    if row.tellings > 1:
        yield f"tellings are one event from a mean likeness of {load_weights().least} on"
    if row.corrected:
        yield "somebody has corrected this event: `verbale corrections` has what and why"


def _fetch_told(connection: Connection, event: int) -> dict[int, Telling]:
    table = tables.tellings
    return fetch_tellings(connection, connection.scalars(select(table.c.number).where(table.c.happening == event)))


def _tell_part(part: WhyPart, row: EventRow, telling: Telling, others: Sequence[Telling]) -> WhyRow:
    closest = max(others, key=lambda other: (tell_likeness(telling, other), other.id), default=None)
    respects = _compare(telling, closest) if closest else []
    return WhyRow(
        part=part,
        id=telling.id,
        event_id=row.id,
        closest=closest.id if closest else None,
        likeness=round(tell_likeness(telling, closest), 3) if closest else None,
        speaks_for=tuple(_write(one) for one in respects if one.weight > 0),
        speaks_against=tuple(_write(one) for one in respects if one.weight < 0),
        words=telling.words,
        date=telling.act.date,
        report=telling.report,
        account=telling.account,
        publisher=telling.publisher,
        published=telling.published,
    )


def _compare(one: Telling, other: Telling) -> list[Respect]:
    first, second = sorted((one, other), key=lambda telling: telling.id)
    return explain(read_profile(first), read_profile(second), load_weights())


def _write(respect: Respect) -> str:
    return f"{respect.sign} {respect.weight:+.1f}"


def _list_left_out(
    connection: Connection, row: EventRow, told: Iterable[int], ordered: Sequence[Telling]
) -> list[WhyRow]:
    """Tellings of other events that share a key and are likely, the likeliest first."""
    near = fetch_tellings(connection, _find_near(connection, told)).values()
    chances = {one.id: max(tell_likeness(one, other) for other in ordered) for one in near}
    likely = sorted((one for one in near if chances[one.id] >= LIKELY), key=lambda one: (-chances[one.id], one.id))
    return [_tell_part("left out", row, one, ordered) for one in likely[:MOST_LEFT_OUT]]


def _find_near(connection: Connection, told: Iterable[int]) -> set[int]:
    ours, theirs = tables.telling_blocks, tables.telling_blocks.alias("theirs")
    own = set(told)
    found: set[int] = set()
    for some in chunk(sorted(own)):
        joined = ours.join(theirs, ours.c.block == theirs.c.block)
        which = select(theirs.c.telling).select_from(joined).where(ours.c.telling.in_(some))
        found |= set(connection.scalars(which.distinct()))
    return found - own


def _list_agreements(connection: Connection, row: EventRow) -> Iterator[WhyRow]:
    """The agreement that the event signs or promises, as `agreements` has it."""
    if row.agreement is None:
        return
    for one in list_agreements(connection):
        if one.title.casefold() == row.agreement.casefold():
            yield WhyRow(
                part="about",
                id=one.id,
                event_id=row.id,
                closest=None,
                likeness=None,
                speaks_for=(),
                speaks_against=(),
                words=one.title,
                date=one.signed,
                report=one.report,
                account=one.report,
                publisher=one.publisher,
                published=one.published,
            )


def _list_links(connection: Connection, row: EventRow) -> Iterator[WhyRow]:
    on = read_period(row.date, None).start if row.date else None
    if on is None:
        return
    if row.status == "scheduled":
        outcome = find_outcome(connection, row)
        if outcome:
            yield _link(LINKS[outcome[0]], row, get_event(connection, outcome[1]))
        return
    for plan in find_plans(connection, row, on):
        yield _link("planned as", row, plan)
    for other in find_denials(connection, row, on):
        yield _link("denies" if row.status == "denied" else "denied by", row, other)


def _link(part: WhyPart, row: EventRow, other: EventRow) -> WhyRow:
    return WhyRow(
        part=part,
        id=other.id,
        event_id=row.id,
        closest=None,
        likeness=None,
        speaks_for=(),
        speaks_against=(),
        words=other.words,
        date=other.date,
        report=other.report,
        account=other.report,
        publisher=other.publisher,
        published=other.published,
    )
