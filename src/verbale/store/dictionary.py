"""What every column of an answer and of an export means: the data dictionary, by the name of the column.

A column means the same wherever it stands; where a kind of rows has its own sense, it stands under "Kind.column".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from verbale.store import rows

KINDS: Final[Sequence[type[Struct]]] = (
    rows.EventRow,
    rows.DueRow,
    rows.TellingRow,
    rows.StatementRow,
    rows.AgreementRow,
    rows.ReportRow,
    rows.MonthRow,
    rows.DyadRow,
    rows.TimelineRow,
    rows.ActorRow,
    rows.NamedRow,
    rows.HitRow,
    rows.VersionRow,
    rows.CorrectionRow,
    rows.ConflictRow,
    rows.WhyRow,
    rows.RefusedRow,
)
"""All kinds of rows, in the order of the page."""

COLUMNS: Final[dict[str, str]] = {
    "about": "ids of those whom the words name, speakers aside",
    "about_names": "their names",
    "account": "id of the report that stands for all that carry the same copy",
    "accounts": "how many reports tell it, those with the same copy counted once",
    "actor": "ids of those who act; in meetings and joint acts all who take part",
    "actor_cow": "numbers of their states in the Correlates of War project",
    "actor_gw": "numbers of their states in the list of Gleditsch and Ward",
    "actor_names": "their names, as most reports have them",
    "actor_states": "codes of the states or bodies that they are or act for",
    "added": "when this text was added (UTC)",
    "agreement": "title of the agreement that the act is about",
    "agreements": "how many agreements the report names",
    "arrested_high": "people arrested, at most",
    "arrested_low": "people arrested, at least",
    "author": "who corrected it",
    "carriers": "how many reports carry the same copy",
    "cause": "kind of the fault, as verbale.errors names it",
    "characters": "length of the text",
    "clause": "the reporter's clause around words that are quoted in part",
    "closest": "id of the telling that it is most like",
    "confidence": "how sure it is, from 0 to 1; 1 where a person corrected it",
    "conflict": "events of quads 3 and 4",
    "context": "PLOVER's contexts",
    "corrected": "does a correction say something of it?",
    "country_code": "ISO 3166 alpha-3 code of the country of the place",
    "cue": "the word of saying (said, denied): what is denied stands in the text without its denial",
    "date": "the day, month or year, as fine as the text has it (ISO 8601)",
    "date_basis": "text: the report says it; publication: the day of publication stands for it; unknown",
    "days": "days from the day asked about to the planned one, negative if it is past",
    "dead_high": "people killed, at most",
    "dead_low": "people killed, at least",
    "deed": "amend, reject, merge, split or undo",
    "denial": "id of the event that denies it",
    "end": "character of the report's text after its last",
    "enddate": "the last day, month or year of a stretch",
    "engine": "the engine that read it, with the checksum of its weights",
    "event": "PLOVER's type",
    "event_id": "id of the event that it tells",
    "event_scale": "PLOVER's score, from -10, most hostile, to 10",
    "events": "how many events: occurred and ongoing ones unless others were asked for",
    "facts": "ids that its facts have now",
    "first": "code of one of the two, the first in the alphabet",
    "first_cow": "its number in the Correlates of War project",
    "first_gw": "its number in the list of Gleditsch and Ward",
    "first_month": "the first month in which something was, or the year where the month is not known",
    "first_name": "its name",
    "first_seen": "day of the first report that names it",
    "form": "direct, mixed or indirect",
    "found": "how many of its places are found",
    "geonameid": "GeoNames' number of the place",
    "held_as": "id of the event that the plan became, or that put it off or called it off",
    "holds": "is it what the event in the record has?",
    "host": "ids of those of the participants in whose country or house it takes place",
    "host_names": "their names",
    "id": "stable id; its first characters serve as the id",
    "injured_high": "people injured, at most",
    "injured_low": "people injured, at least",
    "kind": "person, state, organisation, group, media or unnamed",
    "language": "language of the report",
    "last_month": "the last month in which something was, or the year where the month is not known",
    "last_seen": "day of the last report that names it",
    "lat": "latitude in degrees (WGS 84)",
    "likeness": "probability that it is of one event with the closest telling, from 0 to 1",
    "lon": "longitude in degrees (WGS 84)",
    "made": "when it was made (UTC)",
    "marks": "where the words searched for stand in the passage: from, to",
    "matter": "in what accounts differ: day, dead, injured, arrested, place, who began, whether it happened",
    "mean_scale": "mean of the events' scores, from -10 to 10",
    "mode": "PLOVER's mode",
    "month": "the month, or the year where the month is not known",
    "name": "name that most reports have",
    "names": "all names under which reports have it",
    "offices": "offices as reports gave them, with the days of the first and the last report and their number",
    "outlook": "to come, held, postponed, cancelled, past without news, or undated",
    "part": "told: a telling of the event; left out: a likely one of another; else how what is linked is linked",
    "party": "ids of those who agree",
    "party_names": "their names",
    "party_states": "codes of their states",
    "passage": "the part of the text with most of the words",
    "pinned": "at how many places it is pinned",
    "place": "the place it resolves to, else the report's words",
    "published": "day of publication of the report",
    "publisher": "publisher of the report",
    "publishers": "publishers of the reports that have this version",
    "quad_1": "events of verbal cooperation",
    "quad_2": "events of material cooperation",
    "quad_3": "events of verbal conflict",
    "quad_4": "events of material conflict",
    "quad_code": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "reason": "why it was corrected",
    "recipient": "ids of those acted upon",
    "recipient_cow": "numbers of their states in the Correlates of War project",
    "recipient_gw": "numbers of their states in the list of Gleditsch and Ward",
    "recipient_names": "their names",
    "recipient_states": "codes of their states or bodies",
    "replaced": "when a later text took its place (UTC)",
    "report": "id of the report",
    "reports": "how many reports tell it",
    "rule": "the rule or part of the engine that found it",
    "says": "what the correction says, in words",
    "second": "code of the other",
    "second_cow": "its number in the Correlates of War project",
    "second_gw": "its number in the list of Gleditsch and Ward",
    "second_name": "its name",
    "sector": "PLOVER's sectors",
    "share_of_conflict": "conflict by events, from 0 to 1",
    "signed": "day of signing, as fine as reports have it",
    "source": "name of the file, address or id under which the report came",
    "speaker": "ids of those who speak",
    "speaker_names": "their names",
    "speaker_states": "codes of the states or bodies that they speak for",
    "speaks_against": "signs against that, each with its weight, the weightiest first",
    "speaks_for": "signs for that, each with its weight, the weightiest first",
    "standing": "holds, holds in part, lost, needless, undone or undoes",
    "start": "first character in the report's text, counted from 0",
    "state": "code of the state or body that it is or acts for",
    "statements": "how many statements",
    "status": "occurred, ongoing, scheduled, hypothetical, denied or historical",
    "statuses": "which statuses are counted",
    "tables": "the tables of actors and places that were used",
    "tellings": "how many tellings it has in all reports",
    "text": "the words, stretches joined by a blank line",
    "text_id": "id of the text",
    "title": "title of the report",
    "to": "ids of those spoken to",
    "to_names": "their names",
    "undoes": "id of the correction that it undoes",
    "url": "address of the report",
    "value": "this version of it",
    "verbale": "version of verbale that read it",
    "versions": "how many texts the report has had",
    "via": "ids of those who passed the words on",
    "via_names": "their names",
    "what": "the type and mode of an event, the form of a statement, the kind of an agreement",
    "who": "names of those who act, speak or agree",
    "whom": "names of those acted upon or spoken to",
    "words": "the evidence: the words of the report; of several tellings the leading one's",
    "ActorRow.reports": "how many reports name it",
    "AgreementRow.kind": "treaty, declaration, memorandum and so on",
    "AgreementRow.report": "id of the first report that names it",
    "AgreementRow.reports": "how many reports name it",
    "AgreementRow.status": "signed, in force and so on, as the latest report has it",
    "AgreementRow.title": "title of the agreement",
    "ConflictRow.accounts": "how many accounts have this version, copies of one report counted once",
    "ConflictRow.report": "id of the first report that has it; words to published are its own",
    "ConflictRow.reports": "how many reports have this version",
    "CorrectionRow.kind": "event or statement",
    "CorrectionRow.reports": "ids of the reports that it is pinned to",
    "CorrectionRow.words": "the words that it is pinned to",
    "DueRow.status": "scheduled",
    "EventRow.report": "id of the leading telling's report; title to url are its own",
    "HitRow.found": "how often the words stand in the report",
    "HitRow.start": "where the passage begins in the text",
    "NamedRow.reports": "how many reports name it",
    "RefusedRow.language": "the language it is in, where that is why",
    "RefusedRow.reason": "why it was refused, and the way out",
    "RefusedRow.source": "where it lies: file, and line, row, page or member of it",
    "ReportRow.events": "how many events it tells, of every status",
    "TimelineRow.accounts": "how many accounts of it there are",
    "TimelineRow.kind": "event, statement or agreement",
    "WhyRow.id": "id of the telling, or of the linked event",
}


class Column(Struct, frozen=True):
    """One column: its name, its type in words, whether it may be empty, and what it means."""

    name: str
    type: str
    optional: bool
    meaning: str


def describe(kind: type[Struct]) -> Iterator[Column]:
    """The columns of a kind of rows; KeyError if one is not described."""
    for name, hint in get_type_hints(kind).items():
        plain, optional = _drop_none(hint)
        meaning = COLUMNS.get(f"{kind.__name__}.{name}") or COLUMNS[name]
        yield Column(name, _name_type(plain), optional, meaning)


def _drop_none(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, UnionType):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return kept[0], len(kept) < len(get_args(hint))
    return hint, False


def _name_type(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_name_type(_drop_none(get_args(hint)[0])[0])}"
    if get_origin(hint) is Literal:
        return "text"
    return _TYPES[hint.__name__]


_TYPES: Final = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "date": "day",
    "datetime": "moment",
    "Span": "from and to",
    "Tenure": "office",
}
