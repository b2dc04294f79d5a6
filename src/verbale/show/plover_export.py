"""The PLOVER 2.0 export: one event a line, in the form of the manual's JSON tables.

| in the record | in PLOVER |
|---|---|
| event, mode, context, event_text | lists; `event_text` has the words of every telling |
| an actor's state | `code`: PLOVER's own for Kosovo (KOS) and the European Union (EUR), IGO for other bodies |
| a dependent territory | its state; Hong Kong, Palestine and Antarctica stay |
| a disputed territory | the state that claims it, with sector PRE |
| a date coarser than a day | its first day, the date itself in `comment` |
| no date | the day of publication, said in `comment` |
| denied, hypothetical, historical | left out; if asked for, PLOVER's auxiliary mode |
| scheduled CONSULT, SUPPORT, COOPERATE, AID | AGREE, with its class and score |
| other scheduled events | auxiliary mode `future` |
| a visit with a host | visitors act, the host is the recipient |
| two parties, no recipient, where PLOVER asks for one | two events, one each way, joined by `link` |
| no actor, or no date at all | left out: PLOVER asks for both |
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from verbale.plover import AUXILIARY_MODES, STATUSES, get_scale, get_type
from verbale.records import Actor, Count, Event, ReportRecord, Size
from verbale.resolve.tables import load_states

if TYPE_CHECKING:
    from verbale.store.exporting import Proved
    from verbale.store.rows import EventRow

COUNTED: Final = frozenset({"occurred", "ongoing", "scheduled"})
"""Statuses that are exported unless others are asked for."""

OWN_CODES: Final = {"XKX": "KOS", "EUE": "EUR", "UNO": "UNO", "ESH": "MAR"}
"""Where PLOVER's code is its own: Kosovo, the European Union, the United Nations, Western Sahara."""
KEPT_TERRITORIES: Final = frozenset({"HKG", "PSE", "ATA"})
"""Territories that PLOVER does not fold into a state."""
DISPUTED: Final = "PRE"
"""PLOVER's sector for partly recognised states and breakaway regions."""

Line = dict[str, Any]
Sides = tuple[tuple[str, ...], tuple[str, ...]]


def export_events(record: ReportRecord, all_statuses: bool = False) -> Iterator[str]:
    """The events of a record as lines of JSON; with *all_statuses* denied, hypothetical and historical ones too."""
    for event in to_plover(record, frozenset(STATUSES) if all_statuses else COUNTED):
        yield json.dumps(event, ensure_ascii=False)


def export_proved(proved: Proved) -> Iterator[Line]:
    """An event of a record over many reports: as its leading telling's report tells it, with what all come to.

    `event_text` has the words of the other tellings too, and `comment` says how many reports tell it.
    """
    row = proved.row
    toll = {harm: low for harm in ("dead", "injured", "arrested") if (low := getattr(row, f"{harm}_low")) is not None}
    for line in to_plover(proved.record, frozenset(STATUSES)):
        line["event_text"] += [words for words in proved.words if words not in line["event_text"]]
        line["size"] = toll or None
        comments = [line["comment"], _tell_accounts(row), "corrected" if row.corrected else None]
        line["comment"] = "; ".join(filter(None, comments)) or None
        yield line


def _tell_accounts(row: EventRow) -> str | None:
    if row.reports < 2:
        return None
    accounts = f"{row.accounts} account{'' if row.accounts == 1 else 's'}"
    return f"told by {row.reports} reports ({accounts})"


def to_plover(record: ReportRecord, include: frozenset[str] = COUNTED) -> Iterator[Line]:
    """The events of *record* that have a status of *include*, as PLOVER writes them, in the record's order.

    Every line has every field; what the record does not know is null.
    """
    for event in record.events:
        if event.status in include and event.actor and (event.date or record.report.published):
            yield from _write_ways(record, event)


def _write_ways(record: ReportRecord, event: Event) -> Iterator[Line]:
    ways = list_ways(event)
    for number, sides in enumerate(ways, 1):
        line = _write_event(record, event, sides)
        if len(ways) > 1:
            line |= {"link": line["id"], "id": f"{line['id']}-{number}"}
        yield line


def list_ways(event: Event) -> list[Sides]:
    """Who acts on whom, as PLOVER has it: once, or once each way where it wants a recipient and both parties act."""
    guests = tuple(one for one in event.actor if one not in event.host)
    if guests and event.host and not event.recipient:
        return [(guests, event.host)]
    if get_type(event.event).needs_recipient and len(event.actor) == 2 and not event.recipient:
        one, other = event.actor[:1], event.actor[1:]
        return [(one, other), (other, one)]
    return [(event.actor, event.recipient)]


def _write_event(record: ReportRecord, event: Event, sides: Sides) -> Line:
    report = record.report
    code, modes = _turn_planned(event)
    return {
        "id": f"{report.id}-{event.id}",
        "date": fill_day(event.date or str(report.published)),
        "enddate": fill_day(event.enddate, last=True) if event.enddate else None,
        "actor": [_write_actor(record, event, one) for one in sides[0]],
        "recipient": [_write_actor(record, event, one) for one in sides[1]],
        "event": [code],
        "mode": modes,
        "context": list(event.context),
        "event_loc": None if event.event_loc is None else msgspec.to_builtins(event.event_loc),
        "event_text": [report.text[told.start : told.end] for told in event.mentions],
        "text_info": {"start": event.text_info.start, "end": event.text_info.end},
        "quad_code": get_type(code).quad,
        "event_scale": get_scale(code) if code != event.event else event.event_scale,
        "size": _write_size(event),
        "link": None,
        "cite_info": _write_citation(record),
        "coder": f"verbale {record.made_by.verbale}, {record.made_by.engine}",
        "comment": "; ".join(_list_comments(record, event, sides, code)) or None,
    }


def _turn_planned(event: Event) -> tuple[str, list[str]]:
    """PLOVER's type and modes: planned cooperation is AGREE; other statuses show as an auxiliary mode."""
    if event.status == "scheduled" and get_type(event.event).becomes_agree:
        return "AGREE", []
    return event.event, [mode for mode in (event.mode, AUXILIARY_MODES.get(event.status)) if mode]


def fill_day(day: str, last: bool = False) -> str:
    """A full day for an ISO date of any fineness: its first, or its last."""
    year, month, exact = (*map(int, day.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    exact = exact or (monthrange(year, month)[1] if last else 1)
    return date(year, month, exact).isoformat()


def _write_actor(record: ReportRecord, event: Event, identifier: str) -> Line:
    actor = record.actor(identifier)
    sectors = [*actor.sector, *([DISPUTED] if is_disputed(actor) else [])]
    return {
        "code": tell_code(actor),
        "sector": "".join(dict.fromkeys(sectors[:2])) or None,
        "entity_text": _choose_words(record, event, actor),
        "identifier_id": identifier if re.fullmatch(r"Q\d+", identifier) else None,
        "identifier_text": actor.name,
        "office": actor.office,
    }


def tell_code(actor: Actor) -> str | None:
    """PLOVER's code of the state or body that an actor is or acts for; None if the record has none."""
    if actor.state is None:
        return "IMG" if actor.kind == "group" and "REB" in actor.sector else None
    state = load_states().get(actor.state)
    if actor.state in OWN_CODES:
        return OWN_CODES[actor.state]
    if state is None:
        return "IGO"
    if state.kind == "dependency" and state.parent and state.code not in KEPT_TERRITORIES:
        return state.parent
    return actor.state


def is_disputed(actor: Actor) -> bool:
    """Is the actor a disputed territory, or does it act for one that has a code?"""
    states = load_states()
    known = states.get(actor.id) or states.get(actor.state or "")
    return known is not None and known.kind == "disputed"


def _choose_words(record: ReportRecord, event: Event, actor: Actor) -> str:
    """The actor's mention nearest to the event's words; its name if the report never writes it."""
    told = event.text_info
    nearest = sorted(actor.mentions, key=lambda m: (max(m.start - told.end, told.start - m.end, 0), m.start))
    return nearest[0].of(record.report.text) if nearest else actor.name


def _write_size(event: Event) -> dict[str, int] | None:
    """Numbers of people, the lower where the report gives a range."""
    counts = _list_counts(event.size)
    return {name: count.low for name, count in counts} or None


def _list_counts(size: Size | None) -> list[tuple[str, Count]]:
    if size is None:
        return []
    named = (("dead", size.dead), ("injured", size.injured), ("arrested", size.arrested))
    return [(name, count) for name, count in named if count is not None]


def _write_citation(record: ReportRecord) -> Line:
    report = record.report
    return {
        "citation": report.source,
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "publication": report.publisher,
        "coder": record.made_by.engine,
        "codebook": record.made_by.codebook,
        "version": record.schema,
    }


def _list_comments(record: ReportRecord, event: Event, sides: Sides, code: str) -> Iterator[str]:
    """What the line's form hides."""
    if event.date is None:
        yield "no date in the report, the day of publication stands for it"
    elif event.date_basis == "publication":
        yield "date: day of publication"
    if event.date and fill_day(event.date) != event.date:
        yield f"date in the report: {event.date}"
    if code != event.event:
        yield f"planned {' '.join(filter(None, (event.event, event.mode)))}"
    if get_type(code).needs_recipient and not sides[1]:
        yield "the report names no recipient"
    for name, count in _list_counts(event.size):
        if count.low != count.high:
            yield f"{name}: {count.low} to {count.high}"
