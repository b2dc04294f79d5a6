"""What a record answers: between, events, said, due, agreements, timeline, stats."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from homes import Home
from store.kept import keep, tell_act, tell_denial, tell_meeting, tell_talks
from verbale.errors import BadQuestion, UnknownCode, UnknownEntry
from verbale.records import ReportRecord
from verbale.spans import Span
from verbale.store.record import Record
from written import write_actor, write_agreement, write_event, write_record, write_report


@pytest.fixture
def record(home: Home) -> Record:
    """Talks in Lisbon, a meeting in Baku, aid and an attack."""
    return keep(
        home,
        tell_talks(),
        tell_meeting(),
        tell_act("AID", "RUS", "AZE", "2023-02-10"),
        tell_act("ASSAULT", "AZE", "ARM", "2023-02-12", event_said={"mode": "drone"}),
        tell_act("THREATEN", "RUS", "AZE", "2023", event_said={"status": "historical"}),
    )


# between


def test_between_two_states_is_who_acts_for_them(record: Record) -> None:
    told = record.between("RUS", "AZE")
    assert [(row.event, row.date) for row in told] == [("AID", "2023-02-10"), ("CONSULT", "2023-02-27")]
    assert told[1].actor_names == ("Ilham Aliyev", "Sergey Lavrov")
    assert told[1].actor_states == ("AZE", "RUS")


def test_between_has_no_direction(record: Record) -> None:
    assert list(record.between("AZE", "RUS")) == list(record.between("RUS", "AZE"))


def test_between_two_people(record: Record) -> None:
    assert [row.event for row in record.between("Lavrov", "Aliyev")] == ["CONSULT"]


def test_between_a_person_and_a_state(record: Record) -> None:
    assert [row.event for row in record.between("Lavrov", "Azerbaijan")] == ["CONSULT"]


def test_what_two_do_to_a_third_is_not_between_the_two(home: Home) -> None:
    told = tell_act("AID", "RUS", "AZE", "2023-02-10")
    both = replace(told, events=(replace(told.events[0], actor=("RUS", "AZE"), recipient=("ARM",)),))
    both = replace(both, actors=(*both.actors, write_actor("ARM", "Armenia", kind="state", state="ARM")))
    record = keep(home, both)
    assert record.between("RUS", "AZE") == []
    assert len(record.between("RUS", "ARM")) == 1


def test_what_happens_within_a_state_is_between_nobody(home: Home) -> None:
    record = keep(home, tell_act("COERCE", "AZE", "AZE", "2023-02-10"))
    assert record.between("AZE", "AZE") == []
    assert record.stats() == []
    assert len(record.events(who="AZE")) == 1


def test_occurred_and_ongoing_are_counted_unless_asked_otherwise_and_it_says_so(record: Record) -> None:
    told = record.between("RUS", "AZE")
    assert told.counted == "occurred and ongoing events"
    assert told.notes == ("not counted: 1 historical",)
    assert len(record.between("RUS", "AZE", status="all")) == 3
    assert [row.event for row in record.between("RUS", "AZE", status="historical")] == ["THREATEN"]
    assert len(record.between("RUS", "AZE", status=["historical", "occurred"])) == 3


@pytest.mark.parametrize(
    ("start", "end", "events"),
    [
        ("2023-02-27", None, ["CONSULT"]),
        (None, "2023-02-26", ["AID"]),
        ("2023-02", "2023-02", ["AID", "CONSULT"]),
        ("2023", None, ["AID", "CONSULT"]),
        (date(2023, 2, 11), date(2023, 3, 1), ["CONSULT"]),
        ("2024", None, []),
    ],
)
def test_a_period_may_be_as_coarse_as_one_likes(
    record: Record, start: str | None, end: str | None, events: list[str]
) -> None:
    assert [row.event for row in record.between("RUS", "AZE", start=start, end=end)] == events


def test_an_event_of_which_only_the_year_is_known_touches_every_period_of_it(record: Record) -> None:
    told = record.events(start="2023-07", end="2023-08", status="historical")
    assert [row.event for row in told] == ["THREATEN"]


@pytest.mark.parametrize("kind", ["CONSULT", "consult", "CONSULT/visit", "consult:visit"])
def test_a_type_may_be_written_in_several_ways(record: Record, kind: str) -> None:
    assert [row.event for row in record.between("RUS", "AZE", type=kind)] == ["CONSULT"]


def test_a_type_that_is_not_in_the_book_brings_near_ones(record: Record) -> None:
    with pytest.raises(UnknownCode, match="CONSULT"):
        record.events(type="CONSLT")
    with pytest.raises(UnknownCode, match="did you mean"):
        record.events(type="CONSULT/vist")
    with pytest.raises(UnknownCode, match="one of: occurred"):
        record.events(status="gone")


@pytest.mark.parametrize(("start", "end"), [("soon", None), ("2023-03", "2023-02"), ("2023-02-30", None)])
def test_a_period_that_is_none_is_refused(record: Record, start: str, end: str | None) -> None:
    with pytest.raises(BadQuestion):
        record.events(start=start, end=end)


def test_a_limit_takes_the_first_and_says_so(record: Record) -> None:
    told = record.events(limit=1)
    assert len(told) == 1
    assert "the first 1 only" in told.notes
    with pytest.raises(BadQuestion):
        record.events(limit=0)


# events


def test_events_come_by_day(record: Record) -> None:
    days = [row.date for row in record.events()]
    assert days == sorted(days, key=str)


def test_events_carry_their_words_and_their_report(record: Record) -> None:
    row = record.events(who="Lavrov")[0]
    assert (row.words, row.publisher, row.published) == ("met in Baku", "Example Wire", date(2023, 2, 27))
    text = record.report(row.report).report.text
    (telling,) = record.tellings(row.id)
    assert text[telling.start : telling.end] == row.words


@pytest.mark.parametrize("place", ["Lisbon", "lisbon"])
def test_events_of_a_place(record: Record, place: str) -> None:
    assert [row.words for row in record.events(place=place)] == ["met his"]


def test_an_event_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    row = record.events()[0]
    assert record.event(row.id[:8]) == row
    for wrong in ("00000000", "", row.id[:3]):
        with pytest.raises(UnknownEntry):
            record.event(wrong)


def test_the_title_of_an_agreement_stands_with_its_signing(record: Record) -> None:
    assert [row.agreement for row in record.events(type="SUPPORT")] == ["Memorandum on Maritime Safety"]


def test_an_event_of_unknown_day_comes_last(home: Home) -> None:
    undated = tell_act(
        "AID", "RUS", "AZE", "2023-02-10", source="u", event_said={"date": None, "date_basis": "unknown"}
    )
    record = keep(home, undated, tell_act("ASSAULT", "AZE", "ARM", "2023-02-12"))
    assert [row.event for row in record.events()] == ["ASSAULT", "AID"]
    assert [row.month for row in record.stats("RUS", "AZE")] == [None]


# said


def test_what_somebody_said(record: Record) -> None:
    (row,) = record.said("Valadim")
    assert row.text == "The sea between us is short\n\nSpain should join the patrols"
    assert (row.speaker_names, row.to_names, row.about_names) == (("Duarte Valadim",), ("Samir Benhaddou",), ("Spain",))
    text = record.report(row.report).report.text
    assert text[row.start : row.end].startswith("The sea")
    assert text[row.start : row.end].endswith("patrols")


def test_a_state_stands_for_all_who_speak_for_it(record: Record) -> None:
    assert [row.speaker for row in record.said("Portugal")] == [("x:valadim@prt",)]


def test_what_was_said_to_somebody(record: Record) -> None:
    assert len(record.said(to="Benhaddou")) == 1
    assert record.said("Benhaddou", to="Valadim") == []


@pytest.mark.parametrize("about", ["Spain", "ESP", "patrol", '"sea between us"'])
def test_about_is_a_name_or_words(record: Record, about: str) -> None:
    assert [row.speaker for row in record.said(about=about)] == [("x:valadim@prt",)]


def test_about_finds_nothing_where_nothing_is(record: Record) -> None:
    assert record.said("Valadim", about="submarine") == []


def test_a_statement_without_a_day_counts_for_the_day_of_publication(record: Record) -> None:
    (row,) = record.said("Benhaddou", start="2024-05-14", end="2024-05-14")
    assert row.date is None
    assert record.said("Benhaddou", start="2024-05-15") == []


def test_a_statement_carried_by_many_is_told_once(home: Home) -> None:
    record = keep(home, *(tell_talks(source=f"p{number}", publisher=f"P{number}") for number in range(3)))
    assert [row.carriers for row in record.said("Valadim")] == [3]


def test_a_statement_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    row = record.said("Valadim")[0]
    assert record.statement(row.id[:8]) == row
    with pytest.raises(UnknownEntry):
        record.statement("00000000")


# due


def test_what_is_due_is_told_with_the_days_that_are_left(record: Record) -> None:
    (row,) = record.due("14d", on="2024-05-25")
    assert (row.outlook, row.days, row.date) == ("to come", 9, "2024-06-03")
    assert record.due("3d", on="2024-05-25") == []


def test_what_was_planned_for_long_ago_is_counted(record: Record) -> None:
    assert record.due(on="2025-05-25") == []
    assert (
        "not shown: 1 set for days before 2025-02-24; --on DAY looks from another day"
        in record.due(on="2025-05-25").notes
    )
    assert not any("not shown" in note for note in record.due("14d", on="2025-05-25").notes)


def test_what_is_past_without_news_is_told(record: Record) -> None:
    (row,) = record.due("14d", on="2024-06-10")
    assert (row.outlook, row.days) == ("past, without news", -7)


def test_what_was_held_is_left_out_unless_asked_for(record: Record) -> None:
    talks = tell_talks()
    held = replace(talks.events[3], status="occurred", date="2024-06-04")
    record.add(replace(talks, events=(held,), report=replace(talks.report, source="later", publisher="Another")))
    assert record.due(on="2024-06-10") == []
    (row,) = record.due(on="2024-06-10", held=True)
    assert row.outlook == "held"
    assert record.event(row.held_as or "").date == "2024-06-04"


def test_something_else_between_them_does_not_hold_it(record: Record) -> None:
    record.add(tell_act("AID", "PRT", "MAR", "2024-06-03"))
    assert [row.outlook for row in record.due(on="2024-06-10")] == ["past, without news"]


def test_what_is_due_of_somebody(record: Record) -> None:
    assert len(record.due(on="2024-05-25", who="Morocco")) == 1
    assert record.due(on="2024-05-25", who="Russia") == []


@pytest.mark.parametrize("within", ["soon", "-3d", "9999999999d"])
def test_a_span_that_is_none_is_refused(record: Record, within: str) -> None:
    with pytest.raises(BadQuestion):
        record.due(within)


def test_the_nearest_plan_comes_first_and_past_ones_after(home: Home) -> None:
    days = ("2024-06-20", "2024-06-12", "2024-06-01", "2024-06-05")
    plans = [
        tell_act("CONSULT", "PRT", "MAR", day, event_said={"status": "scheduled"}, coda=f"number {number}")
        for number, day in enumerate(days)
    ]
    rows = keep(home, *plans).due(on="2024-06-10")
    assert [row.date for row in rows] == ["2024-06-12", "2024-06-20", "2024-06-05", "2024-06-01"]


def test_of_many_plans_the_first_are_told(home: Home) -> None:
    planned = {"event_said": {"status": "scheduled"}}
    plans = [
        tell_act("CONSULT", "PRT", "MAR", f"2024-0{month}-12", coda=f"no {month}", **planned) for month in range(6, 10)
    ]
    undated = tell_act("AID", "PRT", "MAR", "2024-06-11", event_said={"status": "scheduled", "date": None})
    record = keep(home, *plans, undated, tell_act("CONSULT", "PRT", "MAR", "2024-06-12", source="held"))
    rows = record.due(on="2024-06-10", limit=2)
    assert [row.date for row in rows] == ["2024-07-12", "2024-08-12"]
    assert rows.notes[1:] == ("left out: 1 that were held, put off or called off", "the first 2 only")
    assert [row.date for row in record.due(on="2024-06-10", limit=9)] == [
        "2024-07-12",
        "2024-08-12",
        "2024-09-12",
        None,
    ]


@pytest.mark.parametrize("code", ["PRT", None])
def test_a_plan_of_one_side_is_held_by_that_side(home: Home, code: str | None) -> None:
    def tell(words: str, source: str, **said: Any) -> ReportRecord:
        text = f"Duarte Valadim {words} the port of Sines."
        who = write_actor("x:valadim@prt", "Duarte Valadim", state=code)
        event = write_event(text, "CONSULT", words, mode="visit", actor=(who.id,), **said)
        return write_record(write_report(text, source=source), who, event)

    plan = tell("will visit", "plan", status="scheduled", date="2024-06-03")
    record = keep(home, plan, tell("visited", "news", date="2024-06-04"))
    (row,) = record.due(on="2024-06-10", held=True)
    assert (row.outlook, row.held_as) == ("held", record.events()[0].id)


# agreements, timeline, stats


def test_agreements_of_both_of_one_and_of_all(record: Record) -> None:
    (row,) = record.agreements()
    assert (row.title, row.signed, row.party_states) == ("Memorandum on Maritime Safety", "2024-05-14", ("PRT", "MAR"))
    assert list(record.agreements("Portugal")) == [row]
    assert list(record.agreements("Morocco", "PRT", start="2024-05", end="2024")) == [row]
    assert record.agreements("Portugal", "Russia") == []
    assert record.agreements(start="2024-06") == []


def test_an_agreement_that_many_reports_name_is_one(home: Home) -> None:
    def name_it(day: str, *parties: str) -> object:
        text = f"They spoke of the Caspian Convention on {day}."
        actors = (write_actor(one, one, kind="state", state=one) for one in parties)
        agreement = write_agreement(text, "Caspian Convention", *parties, kind="convention")
        return write_record(
            write_report(text, source=day, published=date.fromisoformat(day), title=None), *actors, agreement
        )

    told = [name_it("2024-01-01", "RUS", "AZE", "IRN"), name_it("2024-01-02", "RUS"), name_it("2024-01-03", "FRA")]
    record = keep(home, *told)  # type: ignore[arg-type]
    assert sorted((row.party, row.reports) for row in record.agreements()) == [
        (("FRA",), 1),
        (("RUS", "AZE", "IRN"), 2),
    ]


def test_a_timeline_has_events_statements_and_signings_by_day(record: Record) -> None:
    rows = record.timeline("Portugal", "Morocco")
    assert {row.kind for row in rows} == {"event", "statement", "agreement"}
    assert [row.date for row in rows] == sorted(row.date or "" for row in rows)
    assert [row.what for row in rows if row.kind == "statement"] == ["direct"]


def test_a_timeline_of_one_and_of_all(record: Record) -> None:
    assert {row.kind for row in record.timeline("Benhaddou")} == {"event", "statement", "agreement"}
    assert len(record.timeline()) > len(record.timeline("Russia"))


def test_stats_count_by_month(record: Record) -> None:
    (row,) = record.stats("RUS", "AZE")
    assert (row.first, row.second, row.month, row.events) == ("AZE", "RUS", "2023-02", 2)
    assert (row.quad_1, row.quad_2, row.conflict, row.share_of_conflict) == (1, 1, 0, 0.0)
    scales = [event.event_scale for event in record.between("RUS", "AZE")]
    assert row.mean_scale == pytest.approx(sum(scales) / 2)
    assert row.statuses == ("occurred", "ongoing")


def test_stats_of_a_state_and_of_all(record: Record) -> None:
    assert [(row.first, row.second) for row in record.stats("AZE")] == [("ARM", "AZE"), ("AZE", "RUS")]
    assert len(record.stats()) == 3
    assert record.stats(start="2023-03", end="2023-12") == []
    assert [row.month for row in record.stats("RUS", "AZE", status="all")] == ["2023", "2023-02"]


def test_months_are_counted_between_states_only(record: Record) -> None:
    with pytest.raises(BadQuestion, match="no state"):
        record.stats("Lavrov")


def test_stats_agree_with_the_events_themselves(record: Record) -> None:
    for row in record.stats(status="all"):
        told = record.between(row.first, row.second, status="all")
        assert sum((event.date or "")[:7] == (row.month or "") for event in told) == row.events


# reports


def test_reports_by_day_with_what_they_told(record: Record) -> None:
    rows = record.reports()
    assert [row.published for row in rows] == sorted(row.published or date.max for row in rows)
    (talks,) = record.reports(publisher="example gazette")
    assert (talks.events, talks.statements, talks.agreements, talks.versions, talks.carriers) == (4, 2, 1, 1, 1)
    assert (talks.engine, talks.tables) == ("written", "written")


def test_a_report_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    row = record.reports()[0]
    assert record.report(row.id[:8]).report.id
    with pytest.raises(UnknownEntry):
        record.report("00000000")
    with pytest.raises(UnknownEntry):
        record.report(row.id, "no such text")


def test_an_empty_record_answers_with_nothing(home: Home) -> None:
    record = Record(home.place)
    record.add_all([])
    asked = (record.events(), record.said(), record.due(), record.agreements(), record.timeline(), record.stats())
    assert all(rows == [] for rows in (*asked, record.search("sea"), record.reports()))
    assert record.check() == ()


def test_hosts_and_events_of_one_side_are_told(home: Home) -> None:
    text = "Lisbon received guests."
    host = write_actor("PRT", "Portugal", kind="state", state="PRT")
    told = write_record(
        write_report(text, title=None), host, write_event(text, "CONSULT", "received", actor=("PRT",), host=("PRT",))
    )
    (row,) = keep(home, told).events(who="Portugal")
    assert row.host_names == ("Portugal",)


def test_what_was_said_has_its_word_of_saying_and_the_clause_around_quoted_words(home: Home) -> None:
    record = keep(home, tell_denial())
    sale, bridge = record.said("Valadim")
    assert (sale.cue, sale.text, sale.clause) == ("denied", "Portugal had sold a submarine", None)
    assert (bridge.cue, bridge.text, bridge.clause) == ("called", "a border", "the bridge “a border” now")
    assert [row.cue for row in record.timeline("Valadim")] == ["denied", "called"]


def test_a_cue_without_words_is_none(home: Home) -> None:
    told = tell_denial()
    empty = replace(told.statements[0], cue=Span(3, 3), clause=(Span(5, 5),))
    (row, *_) = keep(home, replace(told, statements=(empty, *told.statements[1:]))).said()
    assert (row.cue, row.clause) == (None, None)
