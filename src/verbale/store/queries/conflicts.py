"""Where accounts differ: the day, the number, the place, who began it, whether it happened at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, and_, select, true

from verbale.reconcile.conflicts import Version, find_conflicts
from verbale.reconcile.settlement import HARMS
from verbale.reconcile.tellings import Telling
from verbale.store import tables
from verbale.store.naming import find_name
from verbale.store.queries.events import between, fetch_events, takes_part
from verbale.store.queries.filters import Day, read_kind, read_limit, read_period
from verbale.store.queries.outcomes import list_denials
from verbale.store.rows import Answer, ConflictRow, EventRow
from verbale.store.selecting import chunk
from verbale.store.telling_rows import fetch_tellings

DENIAL: Final = "whether it happened"


def list_conflicts(
    connection: Connection,
    one: str | None = None,
    other: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    type: str | None = None,
    limit: int | None = None,
) -> Answer[ConflictRow]:
    """The versions of every matter in which accounts differ: at large, with one, or between two; events by day.

    *limit* counts events.
    """
    found = [find_name(connection, name) for name in (one, other) if name is not None]
    who = between(*found) if len(found) == 2 else takes_part(found[0]) if found else true()
    period, kind = read_period(start, end), read_kind(type)
    wide = and_(who, period.overlaps(tables.events), kind.fits(tables.events))
    rows = list_rows(connection, fetch_events(connection, wide))
    events = list(dict.fromkeys(row.event_id for row in rows))
    shown = set(events[: read_limit(limit)])
    notes = [each.note for each in found]
    counted = f"events in which accounts differ: {len(events):,}; " if events else ""
    notes.append(f"{counted}copies of one report are one account")
    notes.append(f"the first {limit} events only" if len(shown) < len(events) else None)
    kept = [row for row in rows if row.event_id in shown]
    return Answer(kept, ConflictRow, notes, names=[each.name for each in found])


def list_rows(connection: Connection, events: Sequence[EventRow]) -> list[ConflictRow]:
    """The versions of every matter in which accounts of these events differ."""
    several = _fetch_told(connection, [event for event in events if event.accounts > 1])
    denials = list_denials(connection, events)
    rows: list[ConflictRow] = []
    for event in events:
        rows += _tell_versions(event, several.get(event.id, ()))
        rows += _tell_denials(event, denials.get(event.id, ()))
    return rows


def _fetch_told(connection: Connection, events: Iterable[EventRow]) -> Mapping[str, list[Telling]]:
    """The tellings of events, by the event's id."""
    table = tables.tellings
    homes: dict[int, str] = {}
    for some in chunk(sorted(event.id for event in events)):
        joined = table.join(tables.events, table.c.happening == tables.events.c.number)
        which = select(table.c.number, tables.events.c.id).select_from(joined).where(tables.events.c.id.in_(some))
        homes |= {row.number: row.id for row in connection.execute(which)}
    told: dict[str, list[Telling]] = {}
    for number, telling in fetch_tellings(connection, homes).items():
        told.setdefault(homes[number], []).append(telling)
    return told


def _tell_versions(event: EventRow, tellings: Iterable[Telling]) -> Iterator[ConflictRow]:
    held = _read_held(event)
    for conflict in find_conflicts(tellings):
        for version in conflict.versions:
            yield _tell_version(event, conflict.matter, version, version.value == held.get(conflict.matter))


def _read_held(event: EventRow) -> dict[str, str | None]:
    """What the record's event has, as `reconcile.conflicts` writes it."""
    counts: dict[str, str | None] = {}
    for harm in HARMS:
        low, high = getattr(event, f"{harm}_low"), getattr(event, f"{harm}_high")
        counts[harm] = str(low) if low == high else f"{low} to {high}"
    day = f"{event.date} to {event.enddate}" if event.enddate else event.date
    return counts | {"day": day, "place": event.place, "who began": ", ".join(event.actor_names)}


def _tell_version(event: EventRow, matter: str, version: Version, holds: bool) -> ConflictRow:
    first = version.tellings[0]
    return ConflictRow(
        event_id=event.id,
        event=event.event,
        date=event.date,
        actor_names=event.actor_names,
        recipient_names=event.recipient_names,
        matter=matter,
        value=version.value,
        holds=holds,
        accounts=len(version.accounts),
        reports=len({one.report for one in version.tellings}),
        publishers=tuple(dict.fromkeys(one.publisher for one in version.tellings if one.publisher)),
        denial=None,
        words=first.words,
        report=first.report,
        publisher=first.publisher,
        published=first.published,
    )


def _tell_denials(event: EventRow, denials: Sequence[EventRow]) -> Iterator[ConflictRow]:
    """That an event happened, and that it is denied."""
    if denials:
        yield _tell_side(event, event, "happened", None)
        yield from (_tell_side(event, denial, "denied", denial.id) for denial in denials)


def _tell_side(event: EventRow, told: EventRow, value: str, denial: str | None) -> ConflictRow:
    return ConflictRow(
        event_id=event.id,
        event=event.event,
        date=event.date,
        actor_names=event.actor_names,
        recipient_names=event.recipient_names,
        matter=DENIAL,
        value=value,
        holds=denial is None,
        accounts=told.accounts,
        reports=told.reports,
        publishers=(told.publisher,) if told.publisher else (),
        denial=denial,
        words=told.words,
        report=told.report,
        publisher=told.publisher,
        published=told.published,
    )
