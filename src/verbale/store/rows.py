"""What questions to a record are answered with: lists of typed rows, flat enough for a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from msgspec import Struct, to_builtins

from verbale.records import ActorKind, DateBasis, StatementForm, Status
from verbale.spans import Span

Row = TypeVar("Row", bound=Struct)

Standing = Literal["holds", "holds in part", "lost", "needless", "undone", "undoes"]
Outlook = Literal["to come", "held", "postponed", "cancelled", "past, without news", "undated"]
WhyPart = Literal[
    "told", "left out", "held as", "planned as", "put off to", "called off by", "denied by", "denies", "about"
]
EntryKind = Literal["event", "statement", "agreement"]


class EventRow(Struct, frozen=True):
    """One event, however many reports tell it.

    `actor`, `recipient` and `host` are ids; their names and states stand in the same order (a state is None where it
    is not known), and the states' numbers of the Correlates of War and of Gleditsch and Ward (None for a body or a
    territory that has none). `words` are the leading telling's evidence and `report` to `url` its report. `reports`
    counts all that tell the event, `accounts` counts those with the same copy once.
    `agreement` is the title of the agreement that the act is about. `lat`, `lon` in degrees (WGS 84). `corrected`: has
    somebody corrected it, or joined or parted its tellings?
    """

    id: str
    date: str | None
    enddate: str | None
    date_basis: DateBasis
    event: str
    mode: str | None
    context: tuple[str, ...]
    status: Status
    actor: tuple[str, ...]
    actor_names: tuple[str, ...]
    actor_states: tuple[str | None, ...]
    actor_cow: tuple[int | None, ...]
    actor_gw: tuple[int | None, ...]
    recipient: tuple[str, ...]
    recipient_names: tuple[str, ...]
    recipient_states: tuple[str | None, ...]
    recipient_cow: tuple[int | None, ...]
    recipient_gw: tuple[int | None, ...]
    host: tuple[str, ...]
    host_names: tuple[str, ...]
    place: str | None
    country_code: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    quad_code: int
    event_scale: float
    dead_low: int | None
    dead_high: int | None
    injured_low: int | None
    injured_high: int | None
    arrested_low: int | None
    arrested_high: int | None
    agreement: str | None
    confidence: float
    tellings: int
    reports: int
    accounts: int
    words: str
    report: str
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    corrected: bool


class DueRow(EventRow, frozen=True):
    """Something planned. `outlook` says whether it is to come, was held, put off, called off, or is past without news.

    `days` from the day asked about to the planned one, negative if it is past; `held_as` is the id of the event that
    it became, or that put it off or called it off.
    """

    outlook: Outlook
    days: int | None
    held_as: str | None


class TellingRow(Struct, frozen=True):
    """One report's telling of an event; `start` and `end` point into the report's text."""

    id: str
    event_id: str
    event: str
    mode: str | None
    status: Status
    date: str | None
    enddate: str | None
    date_basis: DateBasis
    actor: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_names: tuple[str, ...]
    place: str | None
    confidence: float
    rule: str
    words: str
    start: int
    end: int
    report: str
    account: str
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None


class ConflictRow(Struct, frozen=True):
    """One version of a matter in which accounts of an event differ; all versions of one matter stand together.

    `matter`: day, dead, injured, arrested, place, who began, whether it happened. `holds`: is it what the event in the
    record has? `accounts` have it, copies of one report counted once; `words` to `published` are the first of them.
    `event_id` is the event's id, `denial` that of the event that denies it.
    """

    event_id: str
    event: str
    date: str | None
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    matter: str
    value: str
    holds: bool
    accounts: int
    reports: int
    publishers: tuple[str, ...]
    denial: str | None
    words: str
    report: str
    publisher: str | None
    published: datetime.date | None


class WhyRow(Struct, frozen=True):
    """One telling of an event, or what stands beside the event: why it is in it, or is not.

    `part`: told, a telling of the event; left out, a likely telling of another; about, the agreement that it signs or
    promises; else another event that is linked.
    `likeness` is the probability that it is of one event with `closest`, the id of the telling that it is most like;
    `speaks_for` and `speaks_against` are the signs of that pair with their weights, the weightiest first. `id` is a
    telling's, or that of the agreement or the linked event.
    """

    part: WhyPart
    id: str
    event_id: str
    closest: str | None
    likeness: float | None
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    words: str
    date: str | None
    report: str
    account: str
    publisher: str | None
    published: datetime.date | None


class StatementRow(Struct, frozen=True):
    """One turn of speech. Ids and names stand in the same order; `start` and `end` point into the report's text.

    `date` is None where the report does not tell it; the statement then counts for the day of publication.
    `cue` is the word of saying ("said", "denied"), None where there is none: what is denied is told as the report has
    it, without its denial. `clause` is the reporter's clause around words that are quoted in part.
    `about` are those whom the words name. `carriers` counts the reports that carry the same copy.
    """

    id: str
    date: str | None
    speaker: tuple[str, ...]
    speaker_names: tuple[str, ...]
    speaker_states: tuple[str | None, ...]
    form: StatementForm
    cue: str | None
    text: str
    clause: str | None
    to: tuple[str, ...]
    to_names: tuple[str, ...]
    via: tuple[str, ...]
    via_names: tuple[str, ...]
    about: tuple[str, ...]
    about_names: tuple[str, ...]
    context: tuple[str, ...]
    confidence: float
    start: int
    end: int
    carriers: int
    report: str
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    corrected: bool


class ReportRow(Struct, frozen=True):
    """One report as it stands; `versions` counts its texts, `carriers` the reports with the same copy."""

    id: str
    source: str
    title: str | None
    published: datetime.date | None
    publisher: str | None
    url: str | None
    language: str
    characters: int
    events: int
    statements: int
    agreements: int
    versions: int
    account: str
    carriers: int
    added: datetime.datetime
    verbale: str
    engine: str
    tables: str


class Size(Struct, frozen=True):
    """How much a record holds; `events` of every status, `reports` copies included."""

    reports: int
    events: int
    statements: int
    agreements: int
    actors: int


class VersionRow(Struct, frozen=True):
    """One text of a report; `replaced` when a later one took its place (UTC), None if it holds."""

    report: str
    text_id: str
    added: datetime.datetime
    replaced: datetime.datetime | None
    verbale: str
    engine: str
    tables: str


class AgreementRow(Struct, frozen=True):
    """An agreement as reports name it, those of one title and parties together; `report` is the first of them."""

    id: str
    title: str
    kind: str
    signed: str | None
    status: str | None
    party: tuple[str, ...]
    party_names: tuple[str, ...]
    party_states: tuple[str | None, ...]
    reports: int
    report: str
    publisher: str | None
    published: datetime.date | None
    url: str | None


class MonthRow(Struct, frozen=True):
    """What was counted between two states in a month ("2023" or None where the month is not known).

    `mean_scale` from -10, most hostile, to 10; `conflict` counts quads 3 and 4, `share_of_conflict` from 0 to 1.
    `statuses` are those of the events counted. `cow` and `gw`: the states' numbers elsewhere, None if they have none.
    """

    first: str
    first_cow: int | None
    first_gw: int | None
    second: str
    second_cow: int | None
    second_gw: int | None
    month: str | None
    events: int
    mean_scale: float
    conflict: int
    share_of_conflict: float
    quad_1: int
    quad_2: int
    quad_3: int
    quad_4: int
    statuses: tuple[str, ...]


class HitRow(Struct, frozen=True):
    """A report in which the words stand; `marks` are where, within `passage`, which begins at `start` of its text."""

    report: str
    title: str | None
    published: datetime.date | None
    publisher: str | None
    url: str | None
    passage: str
    start: int
    marks: tuple[Span, ...]
    found: int
    carriers: int


class Tenure(Struct, frozen=True):
    """An office as reports gave it, with the days of the first and the last of them."""

    office: str
    first: datetime.date | None
    last: datetime.date | None
    reports: int


class ActorRow(Struct, frozen=True):
    """Somebody in the record: under which names and in which offices, how often, and from when to when."""

    id: str
    name: str
    kind: ActorKind
    state: str | None
    sector: tuple[str, ...]
    names: tuple[str, ...]
    offices: tuple[Tenure, ...]
    reports: int
    events: int
    statements: int
    first_seen: datetime.date | None
    last_seen: datetime.date | None


class NamedRow(Struct, frozen=True):
    """Somebody in the record, in a list of all: in the guise that most reports have; `reports` name them."""

    id: str
    name: str
    kind: ActorKind
    state: str | None
    sector: tuple[str, ...]
    reports: int


class DyadRow(Struct, frozen=True):
    """What was counted between two states, or bodies, in a period; all as in MonthRow.

    `first_month` and `last_month` are the first and the last in which something was ("2023" where the month is not
    known), None if no month is known.
    """

    first: str
    first_name: str
    second: str
    second_name: str
    first_month: str | None
    last_month: str | None
    events: int
    mean_scale: float
    conflict: int
    share_of_conflict: float
    quad_1: int
    quad_2: int
    quad_3: int
    quad_4: int
    statuses: tuple[str, ...]


class TimelineRow(Struct, frozen=True):
    """One line of a timeline: an event, a statement or the signing of an agreement; `what` is its code or form.

    `cue` is the word of saying of a statement ("said", "denied"), `words` are what was said.
    A statement without a day of its own stands on the day of publication, and `date_basis` says so.
    """

    date: str | None
    date_basis: DateBasis
    kind: EntryKind
    id: str
    what: str
    cue: str | None
    status: str | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    words: str
    quad_code: int | None
    accounts: int
    report: str
    publisher: str | None
    published: datetime.date | None
    url: str | None


class RefusedRow(Struct, frozen=True):
    """A report that a batch could not read, in the order of the input; `language` where it is another than English."""

    source: str
    cause: str
    reason: str
    language: str | None


class CorrectionRow(Struct, frozen=True):
    """One entry of the ledger of corrections; `made` in UTC.

    `says` is what it says in words, of `kind` event or statement. `standing`: holds; holds in part (some of its words
    are no longer found); lost (none is, so it changes nothing); needless (what it rejects is no longer read there);
    undone; undoes (another entry, `undoes`). `facts` are the ids that its facts have now, `words` their words when the
    correction was made, `reports` where they stand.
    """

    id: str
    made: datetime.datetime
    author: str
    reason: str
    deed: str
    says: str
    kind: str | None
    standing: Standing
    found: int
    pinned: int
    facts: tuple[str, ...]
    words: tuple[str, ...]
    reports: tuple[str, ...]
    undoes: str | None


class Answer(list[Row]):
    """The rows that answer a question, in order: a list, with what has to be said about them.

    `row_type` is the type of its rows also when there is none. `notes` say how a name was understood, what is counted
    and what was left out; `counted` is that of events alone ("occurred and ongoing events"). `names` are those asked
    about, as the record has them. `next` is the cursor to ask for the rows that follow with (`after`), if there are.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        row_type: type[Row],
        notes: Iterable[str | None] = (),
        counted: str | None = None,
        names: Iterable[str] = (),
        next: str | None = None,
    ) -> None:
        super().__init__(rows)
        self.row_type = row_type
        self.notes = tuple(note for note in notes if note)
        self.counted = counted
        self.names = tuple(names)
        self.next = next

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the rows' fields."""
        return self.row_type.__struct_fields__

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries of plain values; days stay days."""
        return [to_builtins(row, builtin_types=(datetime.date, datetime.datetime)) for row in self]

    def to_arrow(self) -> Any:
        """A pyarrow.Table, typed also when empty; MissingExtra without pyarrow."""
        from verbale.store.tabular import to_arrow  # noqa: PLC0415

        return to_arrow(self)

    def to_pandas(self) -> Any:
        """A pandas.DataFrame; MissingExtra without pandas."""
        from verbale.store.tabular import to_pandas  # noqa: PLC0415

        return to_pandas(self)

    def to_polars(self) -> Any:
        """A polars.DataFrame, typed also when empty; MissingExtra without polars."""
        from verbale.store.tabular import to_polars  # noqa: PLC0415

        return to_polars(self)

    def to_json_lines(self) -> str:
        """One JSON object a line."""
        from verbale.store.tabular import to_json_lines  # noqa: PLC0415

        return to_json_lines(self)

    def to_csv(self) -> str:
        """Comma-separated values with a head line; lists within a field are joined with "; "."""
        from verbale.store.tabular import to_csv  # noqa: PLC0415

        return to_csv(self)
