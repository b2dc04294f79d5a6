"""What is planned, and what became of it: held, put off, called off, or past without news."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import asdict
from sqlalchemy import Connection, and_, func, or_, select, true, tuple_

from verbale.reconcile.plans import HAPPENED, LATE, PUT_OFF, is_cancelled, is_denied, is_held, is_postponed
from verbale.reconcile.tellings import Act, Party, Toll
from verbale.store import tables
from verbale.store.naming import Found, find_name
from verbale.store.queries.events import Condition, fetch_events, is_dyad, takes_part
from verbale.store.queries.filters import Day, Period, read_limit, read_period, read_span
from verbale.store.rows import Answer, DueRow, EventRow, Outlook
from verbale.store.selecting import chunk

MEMORY: Final = timedelta(days=90)
"""Plans that passed longer ago are no longer due, unless a longer span is asked for."""
SETTLED: Final = ("held", "postponed", "cancelled")
REFUSAL: Final = "REJECT"
PAIRS_AT_ONCE: Final = 200


def list_due(
    connection: Connection,
    *,
    within: str | int | timedelta | None = None,
    on: Day = None,
    who: str | None = None,
    held: bool = False,
    limit: int | None = None,
) -> Answer[DueRow]:
    """What is planned: to come within so many days, and what passed by without news in as many; the nearest day first.

    Without *within*: all that is to come, what passed in the last 90 days, and what has no day. With *held* also what
    was held, put off or called off.
    """
    span = read_span(within)
    today = read_period(on or date.today(), None).start or date.today()
    period = Period(today - (span or MEMORY), today + span if span is not None else None)
    found = find_name(connection, who) if who is not None else None
    where = and_(tables.events.c.status == "scheduled", *([takes_part(found)] if found else []))
    undated = tables.events.c.first_day.is_(None) if span is None else ~true()
    rows = fetch_events(connection, and_(where, or_(period.overlaps(tables.events), undated)))
    due = look_out_all(connection, rows, today)
    kept = [row for row in due if held or row.outlook not in SETTLED]
    kept.sort(key=lambda row: (row.days is None, row.days is not None and row.days < 0, abs(row.days or 0), row.id))
    notes = [f"as seen on {today.isoformat()}", found.note if found else None]
    notes.append(
        f"left out: {len(due) - len(kept)} that were held, put off or called off" if len(kept) < len(due) else None
    )
    if span is None:
        notes.append(_tell_older(connection, where, today - MEMORY))
    notes.append(f"the first {limit} only" if limit is not None and limit < len(kept) else None)
    names = [found.name] if found else []
    return Answer(kept[: read_limit(limit)], DueRow, notes, "scheduled events", names)


def _tell_older(connection: Connection, where: Condition, since: date) -> str | None:
    table = tables.events
    older = connection.scalar(select(func.count()).select_from(table).where(where, table.c.last_day < since)) or 0
    return f"not shown: {older:,} set for days before {since}; --on DAY looks from another day" if older else None


def find_outcome(connection: Connection, plan: EventRow, set_for: date) -> tuple[Outlook, str] | None:
    """What became of a plan, and the id of the event that tells it: held, else called off, else put off."""
    act = read_act(plan)

    def held(row: EventRow, on: date) -> bool:
        return is_held(act, set_for, read_act(row), on)

    def cancelled(row: EventRow, on: date) -> bool:
        return _is_told_later(plan, row) and is_cancelled(act, set_for, read_act(row), on)

    def postponed(row: EventRow, on: date) -> bool:
        return _is_told_later(plan, row) and is_postponed(act, set_for, read_act(row), on)

    about_then = (set_for - LATE, set_for + LATE)
    asked: Sequence[tuple[Outlook, Condition, tuple[date, date], Callable[[EventRow, date], bool]]] = (
        ("held", tables.events.c.status.in_(HAPPENED), about_then, held),
        ("cancelled", tables.events.c.status != "scheduled", (set_for - PUT_OFF, set_for + LATE), cancelled),
        ("postponed", tables.events.c.status == "scheduled", (set_for, set_for + PUT_OFF), postponed),
    )
    types = tables.events.c.event.in_((plan.event, REFUSAL))
    for outlook, status, days, fits in asked:
        for row, on in _fetch_about(connection, and_(types, status, _is_with_them(plan)), days):
            if row.id != plan.id and fits(row, on):
                return outlook, row.id
    return None


def find_plans(connection: Connection, happened: EventRow, on: date) -> Iterator[EventRow]:
    """The plans that an event is the holding of."""
    act = read_act(happened)
    where = and_(
        tables.events.c.event == happened.event, tables.events.c.status == "scheduled", _is_with_them(happened)
    )
    for row, set_for in _fetch_about(connection, where, (on - LATE, on + LATE)):
        if is_held(read_act(row), set_for, act, on):
            yield row


def find_denials(connection: Connection, event: EventRow, on: date) -> Iterator[EventRow]:
    """The events that deny one, or, of a denial, those that it denies."""
    act, denies = read_act(event), event.status == "denied"
    status = tables.events.c.status.in_(HAPPENED) if denies else tables.events.c.status == "denied"
    where = and_(tables.events.c.event == event.event, status, _is_with_them(event))
    for row, when in _fetch_about(connection, where, (on - LATE, on + LATE)):
        pair = (read_act(row), when, act, on) if denies else (act, on, read_act(row), when)
        if is_denied(*pair):
            yield row


def _is_told_later(plan: EventRow, other: EventRow) -> bool:
    return plan.published is not None and other.published is not None and other.published > plan.published


def _fetch_about(connection: Connection, where: Condition, days: tuple[date, date]) -> Iterator[tuple[EventRow, date]]:
    """Events that begin within some days, each with its first day."""
    table = tables.events
    for row in fetch_events(connection, and_(where, table.c.first_day >= days[0], table.c.first_day <= days[1])):
        begins = read_period(row.date, None).start
        if begins:
            yield row, begins


def look_out_all(connection: Connection, rows: Sequence[EventRow], today: date) -> list[DueRow]:
    """Plans with what became of them, as seen on a day, in their order."""
    settled = _find_hopeful(connection, rows)
    return [_look_out(connection, row, today, row.id in settled) for row in rows]


def _look_out(connection: Connection, row: EventRow, today: date, is_hopeful: bool) -> DueRow:
    period = read_period(row.date, row.enddate or row.date) if row.date else Period()
    if period.start is None or period.end is None:
        return _due(row, "undated", None, None)
    outcome = find_outcome(connection, row, period.start) if is_hopeful else None
    days = (period.start - today).days if period.start > today else min(0, (period.end - today).days)
    if outcome:
        return _due(row, outcome[0], days, outcome[1])
    return _due(row, "past, without news" if period.end < today else "to come", days, None)


def _find_hopeful(connection: Connection, rows: Sequence[EventRow]) -> set[str]:
    """Ids of the plans for which an outcome is worth looking: something of their kind passed between their states.

    One question for all spares most of them three each. Plans of fewer than two states are always worth it.
    """
    pairs = {row.id: tuple(_list_states(row)[:2]) for row in rows}
    days = [begins for row in rows if row.date and (begins := read_period(row.date, None).start)]
    if not days:
        return set(pairs)
    around = Period(min(days) - PUT_OFF, max(days) + PUT_OFF)
    known = _fetch_passed(connection, [pair for pair in pairs.values() if len(pair) == 2], around)
    return {row.id for row in rows if len(pairs[row.id]) < 2 or _has_passed(row, known.get(pairs[row.id], ()))}


def _fetch_passed(
    connection: Connection, pairs: Sequence[tuple[str, ...]], around: Period
) -> dict[tuple[str, ...], list[tuple[str, str, date]]]:
    """For each pair of states what passed between them: id, type, first day."""
    dyads, events = tables.event_dyads, tables.events
    known: dict[tuple[str, ...], list[tuple[str, str, date]]] = {}
    for some in chunk(sorted(set(pairs)), PAIRS_AT_ONCE):
        which = (
            select(dyads.c.first, dyads.c.second, events.c.id, events.c.event, events.c.first_day)
            .select_from(dyads.join(events, dyads.c.event == events.c.number))
            .where(tuple_(dyads.c.first, dyads.c.second).in_(some), around.begins(events))
        )
        for first, second, *told in connection.execute(which):
            known.setdefault((first, second), []).append((told[0], told[1], told[2]))
    return known


def _has_passed(plan: EventRow, passed: Sequence[tuple[str, str, date]]) -> bool:
    set_for = read_period(plan.date, None).start if plan.date else None
    types = (plan.event, REFUSAL)
    return set_for is not None and any(
        identifier != plan.id and event in types and abs(day - set_for) <= PUT_OFF for identifier, event, day in passed
    )


def _due(row: EventRow, outlook: Outlook, days: int | None, held_as: str | None) -> DueRow:
    return DueRow(**asdict(row), outlook=outlook, days=days, held_as=held_as)


def _list_states(row: EventRow) -> list[str]:
    return sorted({state for state in (*row.actor_states, *row.recipient_states) if state})


def _is_with_them(plan: EventRow) -> Condition:
    """Two of those who planned take part, where two states did."""
    states = _list_states(plan)
    if len(states) > 1:
        return is_dyad(Found("", states=(states[0],)), Found("", states=(states[1],)))
    return takes_part(Found("", states=tuple(states), ids=(*plan.actor, *plan.recipient)))


def read_act(row: EventRow) -> Act:
    """The act that a row tells, without place and numbers."""

    def seat(ids: Sequence[str], names: Sequence[str], states: Sequence[str | None]) -> tuple[Party, ...]:
        return tuple(Party(one, name, "person", state) for one, name, state in zip(ids, names, states, strict=True))

    return Act(
        event=row.event,
        mode=row.mode,
        context=row.context,
        status=row.status,
        actor=seat(row.actor, row.actor_names, row.actor_states),
        recipient=seat(row.recipient, row.recipient_names, row.recipient_states),
        host=(),
        date=row.date,
        enddate=row.enddate,
        date_basis=row.date_basis,
        place=None,
        toll=Toll(),
        confidence=row.confidence,
        agreement=row.agreement,
    )
