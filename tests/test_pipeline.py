"""One report in, one record out: what every record keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from verbale import read, read_all, read_text
from verbale.analyse.component import Findings
from verbale.analyse.recorded import Recorded
from verbale.errors import BadHeader, EmptyReport, NoSuchReport, NotEnglish, SeveralReports, UnreadableReport
from verbale.extract.extraction import Extraction
from verbale.pipeline import gather_actors, make_record, recode
from verbale.plover import CODEBOOK, get_scale, get_type
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.records import Actor, ReportRecord
from verbale.spans import Span
from written import find, write_actor, write_event, write_statement

EXAMPLES = sorted(path for path in (Path(__file__).parent.parent / "examples").iterdir() if path.suffix != ".csv")
REPORT = EXAMPLES[0].with_name("lisbon-rabat.txt")
BRIEFS = EXAMPLES[0].with_name("briefs.jsonl")


REPORTS = [
    (path, number)
    for path in EXAMPLES
    for number in range(path.read_text("utf-8").count("\n") if path.suffix == ".jsonl" else 1)
]


@cache
def read_examples() -> dict[tuple[Path, int], ReportRecord | UnreadableReport]:
    return {(path, number): one for path in EXAMPLES for number, one in enumerate(read_all([path]))}


@pytest.fixture(params=REPORTS, ids=lambda one: f"{one[0].stem}-{one[1]}")
def record(request: pytest.FixtureRequest) -> ReportRecord:
    """Each record of the examples."""
    made = read_examples()[request.param]
    assert isinstance(made, ReportRecord)
    return made


def test_reading_a_records_own_text_again_gives_the_record(record: ReportRecord) -> None:
    assert recode(record) == record


def test_what_reading_warned_of_is_kept_when_the_text_is_read_again() -> None:
    told = read_text("Portugal met Morocco.\x00\n\nIt was “a good day, the minister said.")
    assert len(told.warnings) == 2
    assert recode(told).warnings == told.warnings


def list_ids(record: ReportRecord) -> Iterator[str]:
    for statement in record.statements:
        yield from (*statement.speakers, *statement.to, *statement.via)
    for event in record.events:
        yield from (*event.actor, *event.recipient, *event.host)
    for agreement in record.agreements:
        yield from agreement.parties


def list_spans(record: ReportRecord) -> Iterator[Span]:
    for actor in record.actors:
        yield from actor.mentions
    for statement in record.statements:
        yield from statement.spans
        yield from filter(None, [statement.cue])
    for event in record.events:
        yield from (Span(one.start, one.end) for one in (event.text_info, *event.mentions))
        size = event.size
        yield from (one.span for one in ((size.dead, size.injured, size.arrested) if size else ()) if one)
    for agreement in record.agreements:
        yield from agreement.spans


def test_every_id_stands_in_actors_once(record: ReportRecord) -> None:
    known = [actor.id for actor in record.actors]
    assert len(known) == len(set(known))
    assert set(list_ids(record)) <= set(known)


def test_actors_stand_in_the_order_of_their_first_mention(record: ReportRecord) -> None:
    firsts = [actor.mentions[0].start if actor.mentions else len(record.report.text) for actor in record.actors]
    assert firsts == sorted(firsts)


def test_every_span_lies_in_the_text(record: ReportRecord) -> None:
    assert all(span.of(record.report.text) for span in list_spans(record))


def test_evidence_is_the_text_itself(record: ReportRecord) -> None:
    text = record.report.text
    for event in record.events:
        assert event.event_text == text[event.text_info.start : event.text_info.end]
        assert event.text_info in event.mentions
    for statement in record.statements:
        assert statement.text == "\n\n".join(text[start:end] for start, end in statement.spans)


def test_ids_of_facts_are_numbered_and_point_to_facts_of_the_record(record: ReportRecord) -> None:
    for letter, facts in (("s", record.statements), ("e", record.events), ("a", record.agreements)):
        assert [fact.id for fact in facts] == [f"{letter}{number}" for number in range(1, len(facts) + 1)]
    spoken = {statement.id for statement in record.statements}
    assert {one.within for one in record.statements} - {None} <= spoken
    assert {one.statement for one in record.events} - {None} <= spoken
    assert {one.agreement for one in record.events} - {None} <= {one.id for one in record.agreements}


def test_codes_and_scores_are_the_codebooks(record: ReportRecord) -> None:
    for event in record.events:
        assert (event.quad_code, event.event_scale) == (get_type(event.event).quad, get_scale(event.event, event.mode))
        assert set(event.host) <= set(event.actor)


def test_confidences_have_three_digits_and_lie_between_0_and_1(record: ReportRecord) -> None:
    confidences = [fact.confidence for fact in (*record.statements, *record.events)]
    assert all(0 <= one <= 1 and one == round(one, 3) for one in confidences)


def test_days_are_iso_days_as_fine_as_known(record: ReportRecord) -> None:
    days = [day for event in record.events for day in (event.date, event.enddate) if day]
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day) for day in days)
    assert all((event.date is None) == (event.date_basis == "unknown") for event in record.events)


def test_a_record_says_what_made_it(record: ReportRecord) -> None:
    assert record.schema == "verbale/1"
    assert record.made_by.codebook == CODEBOOK
    assert record.made_by.engine
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [0-9a-f]{8}", record.made_by.tables)


def test_examples_show_every_part_of_a_record() -> None:
    record = read(REPORT)
    assert record.agreements
    assert {"direct", "mixed", "indirect"} <= {one.form for one in record.statements}
    assert any(one.within for one in record.statements)
    assert {"occurred", "scheduled"} <= {one.status for one in record.events}
    assert [credit.role for credit in record.report.credits] == ["source", "photo"]


def test_a_record_is_the_same_alone_and_in_company() -> None:
    assert read(REPORT) == read_examples()[REPORT, 0]


# read, read_all, read_text


def test_a_string_gives_the_record_of_a_file_of_that_text() -> None:
    assert read_text(REPORT.read_text("utf-8"), source="lisbon-rabat") == read(REPORT)


@pytest.mark.parametrize("day", ["2021-02-03", date(2021, 2, 3)])
def test_the_day_may_be_a_date_or_iso_text(day: date | str) -> None:
    assert read(REPORT, published=day).report.published == date(2021, 2, 3)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat string: 'yesterday'"):
        read(REPORT, published="yesterday")


def test_read_takes_one_report_only() -> None:
    with pytest.raises(SeveralReports, match=r"briefs\.jsonl: holds several reports; read them with read_all"):
        read(BRIEFS)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("  \n", EmptyReport),
        ("Les ministres des affaires étrangères se sont réunis hier soir à Paris pour parler de la paix.", NotEnglish),
        ("title: A\ntitle: B\n\nThe ministers met on Monday in Vienna.", BadHeader),
    ],
)
def test_text_that_is_no_report_is_refused(text: str, error: type[UnreadableReport]) -> None:
    with pytest.raises(error):
        read_text(text)


def test_read_raises_what_read_all_gives_in_its_place(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    with pytest.raises(NoSuchReport):
        read(missing)
    first, second = read_all([missing, REPORT])
    assert isinstance(first, NoSuchReport)
    assert isinstance(second, ReportRecord)


def test_read_all_makes_each_record_when_it_is_asked_for() -> None:
    def sources() -> Iterator[Path]:
        yield REPORT
        raise AssertionError("asked for more than one")

    assert isinstance(next(read_all(sources())), ReportRecord)


def test_another_reader_can_take_the_first_coders_place() -> None:
    reading = next(iter(read_source(str(REPORT))))
    assert isinstance(reading, Reading)
    record = make_record(reading, Recorded({reading.report.id: Findings()}))
    assert record.made_by.engine.startswith("recorded ")
    assert record.statements


# actors


def gather(resolved: list[Actor], *facts: Any, added: tuple[Actor, ...] = ()) -> list[str]:
    statements = tuple(fact for fact in facts if fact.id.startswith("s"))
    events = tuple(fact for fact in facts if fact.id.startswith("e"))
    return [actor.id for actor in gather_actors(resolved, Extraction(added, statements, events, (), ()))]


TEXT = "Spain met Portugal. An official said no."
SPAIN = write_actor("ESP", "Spain", find(TEXT, "Spain"))
PORTUGAL = write_actor("PRT", "Portugal", find(TEXT, "Portugal"))
OFFICIAL = write_actor("x:official", "official", find(TEXT, "official"))


def test_those_whom_the_tables_know_are_kept_and_unknown_ones_only_if_they_stand_in_a_fact() -> None:
    assert gather([SPAIN, OFFICIAL]) == ["ESP"]
    assert gather([SPAIN, OFFICIAL], write_statement(TEXT, "no", speakers=("x:official",))) == ["ESP", "x:official"]


def test_actors_that_only_extraction_needed_come_last() -> None:
    unseen = write_actor("UNO", "United Nations")
    event = write_event(TEXT, "CONSULT", "met", actor=("UNO", "PRT", "ESP"))
    assert gather([SPAIN, PORTUGAL], event, added=(unseen,)) == ["ESP", "PRT", "UNO"]


def test_mentions_of_one_actor_are_put_together() -> None:
    later = write_actor("ESP", "Spain", find(TEXT, "official"))
    (actor,) = gather_actors([SPAIN], Extraction((later,), (), (), (), ()))
    assert actor.mentions == (find(TEXT, "Spain"), find(TEXT, "official"))
