"""What became of plans, and what denies what happened: events of the same sides about the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, Table, and_, func, select, true, tuple_

from verbale.reconcile.days import cover
from verbale.reconcile.plans import HAPPENED, LATE, PUT_OFF, is_cancelled, is_denied, is_held, is_postponed
from verbale.reconcile.tellings import Act, Party, Toll
from verbale.store import tables
from verbale.store.naming import Found
from verbale.store.queries.events import Condition, fetch_events, fetch_numbered, is_dyad, takes_part
from verbale.store.queries.filters import Period
from verbale.store.rows import EventRow, Outlook
from verbale.store.selecting import chunk

REFUSAL: Final = "REJECT"
KEYS_AT_ONCE: Final = 200
MOST_LOOKED_THROUGH: Final = 20_000
"""Up to so many events of a time are looked through for some sides; of more, the events of those sides for the time.

An added "" keeps the database from doing it the other way round.
"""

Outcome = tuple[Outlook, str]
"""What became of a plan, and the id of the event that tells it."""


class Sides(NamedTuple):
    """Of whom one looks for news: a pair of states, a state, or an actor."""

    kind: str
    names: tuple[str, ...]


class _Passed(NamedTuple):
    """An event that may be the outcome of a plan: as much as it takes to see that it is not. In order by day and id."""

    day: date
    id: str
    number: int
    event: str
    status: str


def find_outcomes(connection: Connection, plans: Iterable[EventRow]) -> dict[str, Outcome]:
    """The outcomes of plans, by the plan's id: held, else called off, else put off; none where nothing is told.

    A few questions for all of them, however many there are; the nearer their days, the less is looked at.
    """
    dated = [(plan, days.first) for plan in plans if (days := cover(plan.date))]
    near = _find_near(connection, dated, PUT_OFF, _may_tell)
    return {plan.id: outcome for plan, day, found in near if (outcome := _choose(plan, day, found))}


Near = tuple[EventRow, date, list[tuple[EventRow, date]]]
"""An event and its day, with others that may tell something of it and their days, by day and id."""


def _find_near(
    connection: Connection,
    dated: Iterable[tuple[EventRow, date]],
    reach: timedelta,
    may_tell: Callable[[EventRow, date, _Passed], bool],
) -> Iterator[Near]:
    """With each event and its day those of its sides in *reach* that may tell something of it."""
    hopeful: list[tuple[EventRow, date, list[_Passed]]] = []
    for some in _part_by_day(dated, reach):
        passed = _fetch_passed(
            connection, [event for event, _ in some], Period(some[0][1] - reach, some[-1][1] + reach)
        )
        for event, day in some:
            of_them = {one for sides in _list_sides(event) for one in passed.get(sides, ())}
            hopeful.append((event, day, sorted(one for one in of_them if may_tell(event, day, one))))
    numbers = sorted({one.number for *_, found in hopeful for one in found})
    rows = {row.id: row for row in fetch_numbered(connection, numbers)}
    for event, day, found in hopeful:
        yield event, day, [(rows[one.id], one.day) for one in found]


def _part_by_day(dated: Iterable[tuple[EventRow, date]], reach: timedelta) -> Iterator[list[tuple[EventRow, date]]]:
    """The events by day, in runs that are so far apart that nothing is in reach of two of them."""
    run: list[tuple[EventRow, date]] = []
    for event, day in sorted(dated, key=lambda one: one[1]):
        if run and day - run[-1][1] > 2 * reach:
            yield run
            run = []
        run.append((event, day))
    if run:
        yield run


def find_outcome(connection: Connection, plan: EventRow) -> Outcome | None:
    """What became of one plan."""
    return find_outcomes(connection, [plan]).get(plan.id)


def find_plans(connection: Connection, happened: EventRow, on: date) -> Iterator[EventRow]:
    """The plans that an event is the holding of."""
    act = read_act(happened)
    where = and_(
        tables.events.c.event == happened.event, tables.events.c.status == "scheduled", _is_with_them(happened)
    )
    for row, set_for in _fetch_about(connection, where, (on - LATE, on + LATE)):
        if is_held(read_act(row), set_for, act, on):
            yield row


def list_denials(connection: Connection, events: Iterable[EventRow]) -> dict[str, list[EventRow]]:
    """The events that deny some of these, by the id of the one that is denied."""
    told = [(event, days.first) for event in events if event.status != "denied" and (days := cover(event.date))]

    def may_deny(event: EventRow, on: date, other: _Passed) -> bool:
        return other.status == "denied" and other.event == event.event and abs(other.day - on) <= LATE

    denials: dict[str, list[EventRow]] = {}
    for event, on, others in _find_near(connection, told, LATE, may_deny):
        act = read_act(event)
        denials[event.id] = [row for row, when in others if is_denied(act, on, read_act(row), when)]
    return denials


def find_denials(connection: Connection, event: EventRow, on: date) -> Iterator[EventRow]:
    """The events that deny one, or, of a denial, those that it denies."""
    act, denies = read_act(event), event.status == "denied"
    status = tables.events.c.status.in_(HAPPENED) if denies else tables.events.c.status == "denied"
    where = and_(tables.events.c.event == event.event, status, _is_with_them(event))
    for row, when in _fetch_about(connection, where, (on - LATE, on + LATE)):
        pair = (read_act(row), when, act, on) if denies else (act, on, read_act(row), when)
        if is_denied(*pair):
            yield row


def _choose(plan: EventRow, set_for: date, found: Sequence[tuple[EventRow, date]]) -> Outcome | None:
    """The first of the events, by day and id, that tells the most certain outcome."""
    act = read_act(plan)
    told = [(row, read_act(row), day) for row, day in found]
    fits: Sequence[tuple[Outlook, Callable[[Act, date, Act, date], bool]]] = (
        ("held", is_held),
        ("cancelled", is_cancelled),
        ("postponed", is_postponed),
    )
    for outlook, fit in fits:
        for row, other, day in told:
            is_in_time = other.status in HAPPENED if outlook == "held" else _is_told_later(plan, row)
            if is_in_time and fit(act, set_for, other, day):
                return outlook, row.id
    return None


def _may_tell(plan: EventRow, set_for: date, other: _Passed) -> bool:
    """Are an event's day, type and status such that it may be what became of a plan?"""
    if other.id == plan.id or not set_for - PUT_OFF <= other.day <= set_for + PUT_OFF:
        return False
    if other.status == "scheduled":
        return other.event == plan.event and other.day > set_for
    return other.event in (plan.event, REFUSAL) and other.day <= set_for + LATE


def _is_told_later(plan: EventRow, other: EventRow) -> bool:
    return plan.published is not None and other.published is not None and other.published > plan.published


def _fetch_passed(connection: Connection, plans: Sequence[EventRow], around: Period) -> dict[Sides, list[_Passed]]:
    """What passed of the plans' types with each of their sides."""
    sides = {one for plan in plans for one in _list_sides(plan)}
    types = sorted({REFUSAL, *(plan.event for plan in plans)})
    events, dyads, seats = tables.events, tables.event_dyads, tables.event_actors
    total = connection.scalar(select(func.count()).select_from(events).where(around.begins(events))) or 0
    in_time = and_(around.begins(events), events.c.event.in_(types))
    asked: Sequence[tuple[Table, Sequence[Column[Any]], str, Condition]] = (
        (dyads, (dyads.c.first, dyads.c.second), "pair", true()),
        (seats, (seats.c.state,), "state", seats.c.role != "host"),
        (seats, (seats.c.actor,), "actor", seats.c.role != "host"),
    )
    found: dict[Sides, list[_Passed]] = {}
    for table, columns, kind, where in asked:
        keys = sorted(one.names for one in sides if one.kind == kind)
        which = _ask_passed(table, columns).where(where, in_time)
        sought = tuple_(*(column + "" if total < MOST_LOOKED_THROUGH else column for column in columns))
        for some in chunk(keys, KEYS_AT_ONCE):
            for row in connection.execute(which.where(sought.in_(some))):
                key, told = tuple(row[: len(columns)]), _Passed(*row[len(columns) :])
                found.setdefault(Sides(kind, key), []).append(told)
    return found


def _ask_passed(table: Table, columns: Sequence[Column[Any]]) -> Select[Any]:
    events = tables.events
    told = (events.c.first_day, events.c.id, events.c.number, events.c.event, events.c.status)
    return select(*columns, *told).select_from(table.join(events, table.c.event == events.c.number))


def _fetch_about(connection: Connection, where: Condition, days: tuple[date, date]) -> Iterator[tuple[EventRow, date]]:
    """Events that begin within some days, each with its first day."""
    table = tables.events
    for row in fetch_events(connection, and_(where, table.c.first_day >= days[0], table.c.first_day <= days[1])):
        begins = cover(row.date)
        if begins:
            yield row, begins.first


def _list_sides(plan: EventRow) -> Sequence[Sides]:
    """Of whom one looks for news: of two of the states, or of all who take part where there are fewer."""
    states = _list_states(plan)
    if len(states) > 1:
        return (Sides("pair", (states[0], states[1])),)
    ids = dict.fromkeys((*plan.actor, *plan.recipient))
    return (*(Sides("state", (one,)) for one in states), *(Sides("actor", (one,)) for one in ids))


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
