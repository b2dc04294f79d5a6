"""Records written by hand, for tests that need one: say what matters, the rest has a default."""

from __future__ import annotations

from datetime import date
from typing import Any

from verbale.ids import report_id
from verbale.plover import CODEBOOK, get_scale, get_type
from verbale.records import (
    Actor,
    Agreement,
    Event,
    MadeBy,
    Place,
    Report,
    ReportRecord,
    Statement,
    TextInfo,
)
from verbale.schema import VERSION
from verbale.spans import Span

NOTHING: Any = None


def find(text: str, words: str) -> Span:
    """Where *words* first stand in *text*; ValueError if they do not."""
    start = text.index(words)
    return Span(start, start + len(words))


def write_report(text: str, **said: Any) -> Report:
    """A report of that text, published on 14 May 2024 unless said otherwise."""
    title = text.partition("\n\n")[0] if "\n\n" in text else None
    said = {"source": "a-report", "title": title, "published": date(2024, 5, 14), "publisher": None, "url": None} | said
    return Report(id=report_id(text), language="en", credits=said.pop("credits", ()), text=text, **said)


def write_actor(identifier: str, name: str, *mentions: Span, **said: Any) -> Actor:
    """A person of no known state and office unless said otherwise."""
    said = {"kind": "person", "state": None, "sector": (), "office": None} | said
    return Actor(id=identifier, name=name, mentions=mentions, office_basis="text" if said["office"] else None, **said)


def write_place(words: str) -> Place:
    """A place that only has its words."""
    return Place(words, *[NOTHING] * 10)


def write_event(text: str, event: str, words: str, **said: Any) -> Event:
    """An event that occurred on the report's day, told by *words*."""
    span = find(text, words)
    mentions = tuple(TextInfo(*find(text, one)) for one in said.pop("told", (words,)))
    place = said.pop("place", None)
    said = {
        "id": "e1",
        "mode": None,
        "context": (),
        "status": "occurred",
        "actor": (),
        "recipient": (),
        "host": (),
        "date": "2024-05-14",
        "enddate": None,
        "date_basis": "text",
        "size": None,
        "statement": None,
        "agreement": None,
        "confidence": 0.9,
    } | said
    return Event(
        event=event,
        event_loc=write_place(place) if place else None,
        event_text=words,
        text_info=TextInfo(*span),
        mentions=mentions,
        quad_code=get_type(event).quad,
        event_scale=get_scale(event, said["mode"]),
        rule="written",
        **said,
    )


def write_statement(text: str, *pieces: str, **said: Any) -> Statement:
    """A direct statement of those pieces; `cue` is given as words."""
    cue = said.pop("cue", None)
    said = {
        "id": "s1",
        "speakers": (),
        "form": "direct",
        "to": (),
        "via": (),
        "within": None,
        "date": "2024-05-14",
        "context": (),
        "confidence": 0.9,
    } | said
    return Statement(
        spans=tuple(find(text, piece) for piece in pieces),
        text="\n\n".join(pieces),
        cue=find(text, cue) if cue else None,
        rule="written",
        **said,
    )


def write_agreement(text: str, title: str, *parties: str, **said: Any) -> Agreement:
    """An agreement of that title, which stands in the text."""
    said = {"id": "a1", "kind": "treaty", "signed": None, "status": None} | said
    return Agreement(title=title, parties=parties, spans=(find(text, title),), **said)


def write_record(
    report: Report, *facts: Actor | Statement | Event | Agreement, warnings: tuple[str, ...] = ()
) -> ReportRecord:
    """A record of that report, its facts in the order given."""
    return ReportRecord(
        schema=VERSION,
        made_by=MadeBy("0.1.0", "written", "written", CODEBOOK),
        report=report,
        actors=tuple(one for one in facts if isinstance(one, Actor)),
        statements=tuple(one for one in facts if isinstance(one, Statement)),
        events=tuple(one for one in facts if isinstance(one, Event)),
        agreements=tuple(one for one in facts if isinstance(one, Agreement)),
        warnings=warnings,
    )
