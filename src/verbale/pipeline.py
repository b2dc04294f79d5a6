"""One report in, one record out: the stages in their order, and which engine and tables made the record."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from verbale import __version__
from verbale.analyse import analyse
from verbale.analyse.component import Reader
from verbale.analyse.encoder import load_engine
from verbale.analyse.quotation_marks import is_of_layout
from verbale.analyse.remembering import Remembering
from verbale.errors import SeveralReports, UnreadableReport
from verbale.extract import extract
from verbale.extract.extraction import Extraction
from verbale.ids import is_local
from verbale.plover import CODEBOOK
from verbale.read import read_source
from verbale.read.drafts import Origin, compose
from verbale.read.reading import Given, Reading
from verbale.read.text import parse_text
from verbale.records import Actor, Event, MadeBy, ReportRecord, Statement
from verbale.resolve import resolve
from verbale.resolve.resolution import Resolution
from verbale.resolve.tables import fingerprint
from verbale.schema import VERSION

CONFIDENCE_DIGITS = 3
"""Confidences are told to this many digits: more would promise what no calibration holds."""

Fact = TypeVar("Fact", Statement, Event)


def read(
    source: str | Path,
    *,
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    fast: bool = False,
    reader: Reader | None = None,
) -> ReportRecord:
    """The record of one report: a file, an http(s) address, or ``-`` for standard input.

    What is given by name wins over what the report says of itself; a day may be a date or ISO text. *fast*: with the
    smaller engine. Raises UnreadableReport if there is no report in it that can be read, SeveralReports
    if there is more than one.
    """
    given = Given(title, _as_day(published), publisher, url)
    return make_record(_read_one(str(source), given), reader or choose_reader(fast=fast))


def read_all(
    sources: Iterable[str | Path],
    *,
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    fast: bool = False,
    reader: Reader | None = None,
) -> Iterator[ReportRecord | UnreadableReport]:
    """The records of many reports, as they are made; what cannot be read comes as its error, in its place.

    A source is a file of any kind that verbale reads, a folder of such files, an address, or ``-``. *columns*: which
    column of a table, or field of JSON, holds what: ``{"text": "body", "published": "date"}``.
    """
    given = Given(title, _as_day(published), publisher, url, tuple(dict(columns).items()))
    for source in sources:
        for reading in read_source(str(source), given):
            if isinstance(reading, UnreadableReport):
                yield reading
            else:
                yield make_record(reading, reader or choose_reader(fast=fast))


def read_text(
    text: str,
    *,
    source: str = "text",
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    fast: bool = False,
    reader: Reader | None = None,
) -> ReportRecord:
    """The record of a report that is already a string; raises UnreadableReport if it is empty or not English."""
    origin = Origin(source, source)
    given = Given(title, _as_day(published), publisher, url)
    return make_record(compose(parse_text(text, origin), origin, given), reader or choose_reader(fast=fast))


class Made(Struct, frozen=True):
    """A record, and what its facts were made from."""

    record: ReportRecord
    resolution: Resolution
    extraction: Extraction


def trace(source: str, given: Given, reader: Reader | None = None) -> Made:
    """The record of one report, as `read` gives it, with what it was made from."""
    return _make(_read_one(source, given), reader or choose_reader())


def make_record(reading: Reading, reader: Reader | None = None) -> ReportRecord:
    """The stages in their order over one report; without a *reader* the one that ships."""
    return _make(reading, reader or choose_reader()).record


def _make(reading: Reading, reader: Reader) -> Made:
    analysis = analyse(reading, reader)
    resolution = resolve(analysis)
    extraction = extract(resolution)
    record = ReportRecord(
        schema=VERSION,
        made_by=tell_made_by(reader),
        report=analysis.report,
        actors=gather_actors(resolution.actors, extraction),
        statements=tuple(_round_confidence(one) for one in extraction.statements),
        events=tuple(_round_confidence(one) for one in extraction.events),
        agreements=extraction.agreements,
        warnings=tuple(dict.fromkeys((*reading.warnings, *analysis.warnings, *extraction.warnings))),
    )
    return Made(record, resolution, extraction)


def _read_one(source: str, given: Given) -> Reading:
    first, *others = islice(read_source(source, given), 2)
    if others:
        raise SeveralReports(source)
    if isinstance(first, UnreadableReport):
        raise first
    return first


def recode(record: ReportRecord, reader: Reader | None = None) -> ReportRecord:
    """What is read of a record's report today: its very text, through the stages again."""
    of_reading = tuple(warning for warning in record.warnings if not is_of_layout(warning))
    return make_record(Reading(record.report, of_reading), reader)


def tell_made_by(reader: Reader) -> MadeBy:
    """The program, engine, tables and codebook that a record by *reader* is made with."""
    return MadeBy(__version__, reader.name, fingerprint(), CODEBOOK)


@lru_cache(maxsize=2)
def choose_reader(*, fast: bool = False) -> Remembering:
    """The reader that ships, or its *fast* one, loaded once a process; what it has just read it does not read again."""
    return Remembering(load_engine(fast=fast))


def gather_actors(resolved: Iterable[Actor], extraction: Extraction) -> tuple[Actor, ...]:
    """Those who stand in a fact and those whom the tables know, by first mention; the unmentioned come last."""
    known = {actor.id: actor for actor in resolved}
    for actor in extraction.actors:
        mentions = {*actor.mentions, *(known[actor.id].mentions if actor.id in known else ())}
        known[actor.id] = replace(actor, mentions=tuple(sorted(mentions)))
    used = dict.fromkeys(_list_used(extraction))
    kept = [known[one] for one in used] + [a for a in known.values() if a.id not in used and not is_local(a.id)]
    return tuple(sorted(kept, key=lambda actor: actor.mentions[0].start if actor.mentions else sys.maxsize))


def _list_used(extraction: Extraction) -> Iterator[str]:
    for statement in extraction.statements:
        yield from (*statement.speakers, *statement.to, *statement.via)
    for event in extraction.events:
        yield from (*event.actor, *event.recipient, *event.host)
    for agreement in extraction.agreements:
        yield from agreement.parties


def _round_confidence(fact: Fact) -> Fact:
    return replace(fact, confidence=round(fact.confidence, CONFIDENCE_DIGITS))


def _as_day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day
