"""The rows that one report's record comes to, in every table that holds one report's facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Table

from verbale.errors import BadRecord, UnknownCode
from verbale.ids import digest
from verbale.plover import get_scale
from verbale.reconcile.days import cover
from verbale.reconcile.gists import draw_gist, write_gist
from verbale.records import Actor, Agreement, Event, Place, ReportRecord, Size, Statement
from verbale.resolve.tables.words import fold_name
from verbale.spans import Span, hull, join_pieces
from verbale.store import tables
from verbale.store.amending import Amended, Fact
from verbale.store.identity import normalise_address

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

MOST_FACTS: Final = 1 << 16
"""A fact's number is its report's times this, and its place in the record."""

HARMS: Final = ("dead", "injured", "arrested")
PLACE_FIELDS: Final = Place.__struct_fields__


class Filing(Struct, frozen=True):
    """Under which numbers and ids a record is filed."""

    report: int
    report_id: str
    version: int


def derive(record: ReportRecord, filing: Filing, amended: Amended | None = None) -> Rows:
    """Rows by table, all but `account`, `happening` and `component`, which other reports have a say in.

    They are those of the record as *amended*, where corrections say something of it; ids are made of the record as it
    was read, so that correcting a fact does not change its id. BadRecord if a fact names an actor that the record does
    not have, or lies outside the text.
    """
    check_record(record)
    amended = amended or Amended(record)
    told = amended.record
    states = {actor.id: actor.state for actor in told.actors}
    rows: Rows = {
        tables.reports: [_derive_report(record, filing)],
        tables.appearances: [_derive_appearance(one, filing) for one in told.actors],
    }
    _gather(rows, _derive_statements(amended, name_statements(record, filing.report_id), filing, states))
    _gather(rows, _derive_tellings(amended, name_events(record, filing.report_id), filing, states))
    _gather(rows, _derive_agreements(record, filing, states))
    return rows


def name_statements(record: ReportRecord, report_id: str) -> Sequence[str]:
    """The ids of a record's statements, in order."""
    return _name_apart(f"{report_id} said {one.text}" for one in record.statements)


def name_events(record: ReportRecord, report_id: str) -> Sequence[str]:
    """The ids of a record's tellings, one for each of its events, in order."""
    return _name_apart(f"{report_id} {one.event} {one.event_text}" for one in record.events)


def number_fact(report: int, place: int) -> int:
    """The number of a report's fact, by its place among those of its kind."""
    return report * MOST_FACTS + place


def check_record(record: ReportRecord) -> None:
    """BadRecord if the record contradicts itself: an id that stands nowhere, a span outside the text."""
    known = {actor.id for actor in record.actors}
    if len(known) < len(record.actors):
        raise BadRecord("actors: two have the same id")
    for path, identifiers in _list_references(record):
        for one in identifiers:
            if one not in known:
                raise BadRecord(f"{path}: no actor of the record has the id {one!r}")
    length = len(record.report.text)
    for path, spans in _list_spans(record):
        for start, end in spans:
            if not 0 <= start <= end <= length:
                raise BadRecord(f"{path}: [{start}, {end}) does not lie within the text of {length} characters")
    for event in record.events:
        _check_codes(event)
    if max(len(record.statements), len(record.events), len(record.agreements)) >= MOST_FACTS:
        raise BadRecord(f"more than {MOST_FACTS - 1:,} facts of one kind in a report")


def _check_codes(event: Event) -> None:
    try:
        get_scale(event.event, event.mode)
    except UnknownCode as fault:
        raise BadRecord(f"event {event.id}: {fault}") from fault


def key_name(name: str) -> str:
    """A name as a key to look it up by; in other scripts than Latin, in lower case only."""
    return fold_name(name) or " ".join(name.lower().split())


def _list_references(record: ReportRecord) -> Iterator[tuple[str, Iterable[str]]]:
    for number, statement in enumerate(record.statements):
        yield f"statements[{number}]", (*statement.speakers, *statement.to, *statement.via)
    for number, event in enumerate(record.events):
        yield f"events[{number}]", (*event.actor, *event.recipient, *event.host)
    for number, agreement in enumerate(record.agreements):
        yield f"agreements[{number}]", agreement.parties


def _list_spans(record: ReportRecord) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    for number, actor in enumerate(record.actors):
        yield f"actors[{number}].mentions", actor.mentions
    for number, statement in enumerate(record.statements):
        yield f"statements[{number}].spans", statement.spans
    for number, event in enumerate(record.events):
        yield f"events[{number}].text_info", [(event.text_info.start, event.text_info.end)]
    for number, agreement in enumerate(record.agreements):
        yield f"agreements[{number}].spans", agreement.spans


def _gather(rows: Rows, found: Iterable[tuple[Table, Row]]) -> None:
    for table, row in found:
        rows.setdefault(table, []).append(row)


def _derive_report(record: ReportRecord, filing: Filing) -> Row:
    report = record.report
    return {
        "number": filing.report,
        "version": filing.version,
        "id": filing.report_id,
        "text_id": report.id,
        "account": filing.report,
        "source": report.source,
        "publisher": report.publisher,
        "address": normalise_address(report.url),
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "characters": len(report.text),
    }


def _derive_appearance(actor: Actor, filing: Filing) -> Row:
    return {
        "report": filing.report,
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "state": actor.state,
        "sector": " ".join(actor.sector),
        "office": actor.office,
        "office_basis": actor.office_basis,
        "mentions": len(actor.mentions),
    }


def _derive_statements(
    amended: Amended, names: Sequence[str], filing: Filing, states: Mapping[str, str | None]
) -> Iterator[tuple[Table, Row]]:
    record = amended.record
    for place, (statement, name) in enumerate(zip(record.statements, names, strict=True)):
        fact = Fact("statement", place)
        if fact in amended.rejected:
            continue
        number = number_fact(filing.report, place)
        row = {"number": number, "id": name, "report": filing.report, "corrected": fact in amended.corrected}
        yield tables.statements, row | _tell(statement, record)
        seats = (
            ("speaker", statement.speakers),
            ("to", statement.to),
            ("via", statement.via),
            ("about", _find_named(statement, record.actors)),
        )
        for row in _seat(seats, states):
            yield tables.statement_actors, {"statement": number} | row


def _tell(statement: Statement, record: ReportRecord) -> Row:
    around = hull(statement.spans) if statement.spans else Span(0, 0)
    published = record.report.published
    days = cover(statement.date) or (cover(published.isoformat()) if published else None)
    return {
        "local": statement.id,
        "form": statement.form,
        "text": statement.text,
        "cue": _join_words(record.report.text, (statement.cue,) if statement.cue else ()),
        "clause": _join_words(record.report.text, statement.clause),
        "starts": around.start,
        "ends": around.end,
        "date": statement.date,
        "first_day": days.first if days else None,
        "last_day": days.last if days else None,
        "context": " ".join(statement.context),
        "within": statement.within,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def _join_words(text: str, spans: Iterable[Span]) -> str | None:
    """The words of some stretches, None where they have none."""
    return join_pieces(text, [one for one in spans if 0 <= one.start < one.end <= len(text)]) or None


def _find_named(statement: Statement, actors: Iterable[Actor]) -> list[str]:
    """Whom the words name, speakers left out."""
    return [
        actor.id
        for actor in actors
        if actor.id not in statement.speakers
        and any(span.overlaps(mention) for mention in actor.mentions for span in statement.spans)
    ]


def _derive_tellings(
    amended: Amended, names: Sequence[str], filing: Filing, states: Mapping[str, str | None]
) -> Iterator[tuple[Table, Row]]:
    record = amended.record
    titles = {agreement.id: agreement.title for agreement in record.agreements}
    for place, (event, name) in enumerate(zip(record.events, names, strict=True)):
        if Fact("event", place) in amended.rejected:
            continue
        number = number_fact(filing.report, place)
        row = {"number": number, "id": name, "report": filing.report, "happening": number, "component": number}
        told = dict.fromkeys((one.start, one.end) for one in (event.text_info, *event.mentions))
        gist = write_gist(draw_gist(record.report.text, told))
        about = {"agreement": titles.get(event.agreement or ""), "gist": gist}
        yield tables.tellings, row | _tell_event(event) | about
        seats = (("actor", event.actor), ("recipient", event.recipient), ("host", event.host))
        for seat in _seat(seats, states):
            yield tables.telling_actors, {"telling": number} | seat


def _tell_event(event: Event) -> Row:
    place = event.event_loc
    return {
        "local": event.id,
        "words": event.event_text,
        "starts": event.text_info.start,
        "ends": event.text_info.end,
        "rule": event.rule,
        "statement": event.statement,
        "event": event.event,
        "mode": event.mode,
        "context": " ".join(event.context),
        "status": event.status,
        "date": event.date,
        "enddate": event.enddate,
        "date_basis": event.date_basis,
        **{field: getattr(place, field) if place else None for field in PLACE_FIELDS},
        **_tell_size(event.size),
        "confidence": event.confidence,
    }


def _tell_size(size: Size | None) -> Row:
    counts = {harm: getattr(size, harm) if size else None for harm in HARMS}
    return {
        f"{harm}_{end}": getattr(count, end) if count else None
        for harm, count in counts.items()
        for end in ("low", "high")
    }


def _derive_agreements(
    record: ReportRecord, filing: Filing, states: Mapping[str, str | None]
) -> Iterator[tuple[Table, Row]]:
    names = _name_apart(f"{filing.report_id} agreement {one.title}" for one in record.agreements)
    for place, (agreement, name) in enumerate(zip(record.agreements, names, strict=True)):
        number = number_fact(filing.report, place)
        yield tables.agreements, {"number": number, "id": name, "report": filing.report} | _tell_agreement(agreement)
        for row in _seat((("party", agreement.parties),), states):
            del row["role"]
            yield tables.agreement_parties, {"agreement": number} | row


def _tell_agreement(agreement: Agreement) -> Row:
    first = agreement.spans[0] if agreement.spans else Span(0, 0)
    return {
        "local": agreement.id,
        "title": agreement.title,
        "key": key_name(agreement.title).removeprefix("the "),
        "kind": agreement.kind,
        "signed": agreement.signed,
        "status": agreement.status,
        "starts": first.start,
        "ends": first.end,
    }


def _seat(seats: Iterable[tuple[str, Iterable[str]]], states: Mapping[str, str | None]) -> Iterator[Row]:
    for role, identifiers in seats:
        for rank, one in enumerate(dict.fromkeys(identifiers)):
            yield {"role": role, "rank": rank, "actor": one, "state": states[one]}


def _name_apart(descriptions: Iterable[str]) -> Sequence[str]:
    """An id for each description; equal ones are counted, so that no two are the same."""
    seen: Counter[str] = Counter()
    names = []
    for one in descriptions:
        names.append(digest(f"{one}#{seen[one]}" if seen[one] else one))
        seen[one] += 1
    return names
