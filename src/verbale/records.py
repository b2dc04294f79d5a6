"""The record's values: what verbale says about one report.

Every type here is frozen and knows nothing of where it is kept or how it is written; `schema` alone
knows JSON. The contract in words stands in docs/reference/record.md.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from verbale.spans import Span

ActorKind = Literal["person", "state", "organisation", "group", "media", "unnamed"]
OfficeBasis = Literal["table", "text"]
StatementForm = Literal["direct", "mixed", "indirect"]
Status = Literal["occurred", "ongoing", "scheduled", "hypothetical", "denied", "historical"]
DateBasis = Literal["text", "publication", "unknown"]


class MadeBy(Struct, frozen=True):
    """Which program, weights, tables and codebook made a record."""

    verbale: str
    engine: str
    tables: str
    codebook: str


class Credit(Struct, frozen=True):
    """A line that says where a report or its picture comes from; `role`: source, photo, byline, agency, contributor."""

    role: str
    text: str


class Report(Struct, frozen=True):
    """One report as read. Every offset of its record points into `text`: title, blank line, body."""

    source: str
    id: str
    title: str | None
    published: date | None
    publisher: str | None
    url: str | None
    language: str
    credits: tuple[Credit, ...]
    text: str


class Actor(Struct, frozen=True, gc=False):
    """Somebody who speaks, acts or is acted upon.

    `id`: Wikidata QID, a state's code, or a local id that begins with ``x:``. `state`: ISO 3166 alpha-3
    of the state acted for, an intergovernmental body's own code, or None. `sector`: PLOVER agent codes.
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None
    sector: tuple[str, ...]
    office: str | None
    office_basis: OfficeBasis | None
    mentions: tuple[Span, ...]


class Statement(Struct, frozen=True, gc=False, omit_defaults=True):
    """One turn of speech. `speakers`, `to` and `via` are actor ids; `within` is a statement's id.

    `spans` hold the words without their marks; `text` is the spans joined by a blank line. `clause`: for words quoted
    in part (mixed), the reporter's clause in which they stand, where it can be told.
    """

    id: str
    speakers: tuple[str, ...]
    form: StatementForm
    spans: tuple[Span, ...]
    text: str
    cue: Span | None
    to: tuple[str, ...]
    via: tuple[str, ...]
    within: str | None
    date: str | None
    context: tuple[str, ...]
    confidence: float
    rule: str
    clause: tuple[Span, ...] = ()


class Place(Struct, frozen=True, gc=False):
    """Where an event happened: the report's words, and what they resolve to (PLOVER's event_loc).

    `lat`, `lon` in degrees (WGS 84); `resolution` is PLOVER's: 1 country, 2 province, 3 district, 4 town or finer.
    """

    extracted_place: str
    resolved_place: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    city: str | None
    district: str | None
    province: str | None
    country: str | None
    country_code: str | None
    resolution: int | None


class TextInfo(Struct, frozen=True, gc=False):
    """Where a telling of an event stands; PLOVER writes spans of events as an object."""

    start: int
    end: int


class Count(Struct, frozen=True, gc=False):
    """How many people, at least and at most, and the words that say so."""

    low: int
    high: int
    span: Span


class Size(Struct, frozen=True, gc=False, omit_defaults=True):
    """PLOVER's size: only what the text says."""

    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None


class Event(Struct, frozen=True, gc=False):
    """One act between actors, however often the report tells it; fields as in PLOVER 2.0's JSON table.

    `actor`, `recipient` and `host` are actor ids; `date` and `enddate` ISO 8601, as fine as the text allows;
    `statement` and `agreement` are ids within the record.
    """

    id: str
    event: str
    mode: str | None
    context: tuple[str, ...]
    status: Status
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    host: tuple[str, ...]
    date: str | None
    enddate: str | None
    date_basis: DateBasis
    event_loc: Place | None
    event_text: str
    text_info: TextInfo
    mentions: tuple[TextInfo, ...]
    quad_code: int
    event_scale: float
    size: Size | None
    statement: str | None
    agreement: str | None
    confidence: float
    rule: str


class Agreement(Struct, frozen=True):
    """A treaty, declaration, memorandum or deal that the report names; `parties` are actor ids."""

    id: str
    title: str
    kind: str
    parties: tuple[str, ...]
    signed: str | None
    status: str | None
    spans: tuple[Span, ...]


class ReportRecord(Struct, frozen=True):
    """All that verbale says about one report. Every id used in it stands in `actors`."""

    schema: str
    made_by: MadeBy
    report: Report
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    warnings: tuple[str, ...]

    def actor(self, identifier: str) -> Actor:
        """The actor of that id; KeyError if the record has none."""
        for one in self.actors:
            if one.id == identifier:
                return one
        raise KeyError(identifier)
