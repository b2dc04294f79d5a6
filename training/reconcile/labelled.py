"""The labelled texts as records, and their events as the tellings that reconciling compares."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import select

from training.events.labelled import as_act
from training.first_coder.labelled import read_rows
from verbale.analyse import lay_out
from verbale.analyse.analysis import Act
from verbale.extract import find_statements
from verbale.extract.agreements import find_agreements
from verbale.extract.cast import Cast
from verbale.extract.event_tellings import Teller
from verbale.extract.event_tellings import Telling as ToldAct
from verbale.extract.events import Found, make_event
from verbale.extract.extraction import Extraction
from verbale.pipeline import gather_actors
from verbale.plover import CODEBOOK
from verbale.read.reading import Reading
from verbale.reconcile.rules import RULES
from verbale.reconcile.tellings import Telling
from verbale.records import MadeBy, Report, ReportRecord
from verbale.resolve import resolve
from verbale.schema import VERSION
from verbale.spans import Span
from verbale.store.record import Record
from verbale.store.tables import tellings
from verbale.store.telling_rows import fetch_tellings

Place = tuple[str, int, int]
"""A telling of a labelled event: id of its text, start and end of its trigger there."""
APART: Final = replace(RULES, version="apart", list_marks=lambda report: (), list_blocks=lambda telling: ())
"""Rules that compare nothing."""
MADE_BY: Final = MadeBy("0", "labels", "labels", CODEBOOK)


def read_labelled(shared: Path, wanted: Iterable[str] | None = None) -> Iterator[tuple[ReportRecord, dict[Place, str]]]:
    """The record of each text (of those *wanted*) with its labelled events, and which event each trigger tells."""
    chosen = None if wanted is None else set(wanted)
    for _, report, events in read_rows(shared):
        if chosen is None or report.source in chosen:
            yield make_record(report, events)


def make_record(report: Report, events: Iterable[tuple[dict[str, Any], Span]]) -> tuple[ReportRecord, dict[Place, str]]:
    """What the labels say of a text, in the form of a record; tellings of one event are put together by label."""
    analysis = lay_out(Reading(report))
    acts: dict[int, Act] = {}
    numbers: dict[tuple[Span, str], int] = {}
    for place, (event, within) in enumerate(events):
        act = as_act(report.text, event, within)
        if act is not None and (act.trigger, act.event) not in numbers:
            acts[place] = act
            numbers[act.trigger, act.event] = event.get("n", place)
    resolution = resolve(replace(analysis, acts=tuple(acts.values())))
    cast = Cast(resolution)
    statements = find_statements(resolution, cast)
    agreements = find_agreements(resolution, cast)
    groups: dict[int, list[ToldAct]] = {}
    for telling in Teller(resolution, statements, agreements, cast).tell_all():
        number = numbers.get((telling.act.trigger, telling.act.event))
        if number is not None:
            groups.setdefault(number, []).append(telling)
    told, places = [], {}
    for number, group in enumerate(groups.values(), 1):
        best = max(group, key=lambda one: (len(one.sides.actor) + len(one.sides.recipient), bool(one.date)))
        found = Found((best, *(one for one in group if one is not best)), 1.0, 0.0)
        told.append(make_event(f"e{number}", found, resolution))
        places |= {(report.source, *one.act.trigger): f"e{number}" for one in group}
    extraction = Extraction(cast.actors(), statements, tuple(told), agreements, ())
    actors = gather_actors(resolution.actors, extraction)
    return ReportRecord(VERSION, MADE_BY, report, actors, statements, tuple(told), agreements, ()), places


def list_tellings(records: Iterable[ReportRecord]) -> Mapping[tuple[str, str], Telling]:
    """The records' events as tellings: source of the report and the event's id -> telling."""
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "record.db", rules=APART) as record:
        record.add_all(records)
        sources = {row.id: row.source for row in record.reports()}
        with record._asking() as connection:
            local = dict(connection.execute(select(tellings.c.number, tellings.c.local)).all())
            found = fetch_tellings(connection, local)
    return {(sources[one.report], local[number]): one for number, one in found.items()}
