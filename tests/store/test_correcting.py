"""What people say against what was read: a ledger that holds through new texts, new engines and new reports."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from homes import Home
from store.kept import TALKS, keep, retell, tell_act, tell_all, tell_meeting, tell_talks
from verbale.errors import AmbiguousName, BadQuestion, UnknownCode, UnknownEntry, UnknownName
from verbale.records import MadeBy, ReportRecord
from verbale.store.record import Record
from written import write_event

WHY = {"reason": "the text says so", "author": "A Reader"}
FEW = settings(max_examples=settings().max_examples // 4)


def keep_meetings(home: Home, *words: str) -> Record:
    """One visit, told by so many papers."""
    told = [tell_meeting(one, source=f"s{number}", publisher=f"Paper {number}") for number, one in enumerate(words)]
    return keep(home, *told)


def recode(record: ReportRecord, **changes: Any) -> ReportRecord:
    """What a newer engine reads of the same text: its only event otherwise."""
    (event,) = record.events
    made_by = MadeBy("0.2.0", "newer", "written", record.made_by.codebook)
    return replace(record, made_by=made_by, events=(replace(event, **changes),))


# events


def test_a_type_that_was_corrected_is_what_the_record_says_and_counts(home: Home) -> None:
    record = keep(home, tell_meeting())
    (event,) = record.events()
    said = record.correct(event.id, type="accuse/disapprove", **WHY)
    (after,) = record.events()
    assert (said.standing, said.says, said.author) == ("holds", "type ACCUSE/disapprove", "A Reader")
    assert (after.id, after.event, after.mode, after.quad_code) == (event.id, "ACCUSE", "disapprove", 3)
    assert after.corrected
    (month,) = record.stats("RUS", "AZE")
    assert month.quad_3 == 1
    assert record.check() == ()


def test_every_field_can_be_corrected(home: Home) -> None:
    record = keep(home, tell_meeting())
    event = record.events()[0].id
    record.correct(event, status="denied", actor="Lavrov", recipient=["AZE", "Emmanuel Macron"], **WHY)
    record.correct(event, date="2023-02-26/2023-02-28", place="Shusha, Azerbaijan", **WHY)
    (after,) = record.events(status="all")
    assert (after.status, after.date, after.enddate) == ("denied", "2023-02-26", "2023-02-28")
    assert (after.actor_names, after.actor_states) == (("Sergey Lavrov",), ("RUS",))
    assert after.recipient_names == ("Azerbaijan", "Emmanuel Macron")
    assert after.country_code == "AZE"
    assert record.who("Macron")[0].events == 0
    record.correct(event, recipient="none", date="none", place="none", **WHY)
    (after,) = record.events(status="all")
    assert (after.recipient, after.date, after.place) == ((), None, None)
    assert record.check() == ()


def test_a_correction_is_of_all_tellings_of_an_event_and_of_those_that_come(home: Home) -> None:
    record = keep_meetings(home, "met in Baku", "held talks in Baku")
    (event,) = record.events()
    record.correct(event.id, place="Ganja", **WHY)
    assert {told.place for told in record.tellings(event.id)} == {"Ganja"}
    record.correct(event.id, place="none", **WHY)
    record.add(tell_meeting("conferred", source="s9", publisher="Paper 9"))
    (after,) = record.events()
    assert (after.tellings, after.place) == (3, None)


def test_a_rejected_event_is_gone_and_is_back_when_that_is_undone(home: Home) -> None:
    record = keep(home, tell_meeting(), tell_talks())
    before = tell_all(record)
    said = record.correct(record.events(who="Lavrov")[0].id, reject=True, **WHY)
    assert record.events(who="Lavrov", status="all") == []
    assert record.stats("RUS", "AZE", status="all") == []
    undone = record.undo(said.id[:6], **WHY)
    assert undone.undoes == said.id
    assert tell_all(record) == before
    assert [row.standing for row in record.corrections()] == ["undone", "undoes"]
    assert record.check() == ()
    with pytest.raises(BadQuestion, match="is undone already"):
        record.undo(said.id, **WHY)
    with pytest.raises(BadQuestion, match="undoes another correction"):
        record.undo(undone.id, **WHY)


def test_the_later_of_two_corrections_holds(home: Home) -> None:
    record = keep(home, tell_meeting())
    event = record.events()[0].id
    record.correct(event, status="denied", **WHY)
    later = record.correct(event, status="ongoing", **WHY)
    assert record.events(status="all")[0].status == "ongoing"
    record.undo(later.id, **WHY)
    assert record.events(status="all")[0].status == "denied"


# statements


def test_a_speaker_that_was_corrected_is_the_speaker(home: Home) -> None:
    record = keep(home, tell_talks())
    statement = record.said("Valadim")[0]
    record.correct(statement.id, speaker="Benhaddou", **WHY)
    after = record.statement(statement.id)
    assert (after.speaker_names, after.corrected) == (("Samir Benhaddou",), True)
    assert record.said("Valadim") == []
    record.correct(statement.id, reject=True, **WHY)
    assert len(record.said()) == 1
    assert record.check() == ()


def test_somebody_whom_no_report_named_is_found_in_the_tables_or_taken_as_new(home: Home) -> None:
    record = keep(home, tell_talks())
    statement = record.said("Valadim")[0].id
    record.correct(statement, speaker="European Union", **WHY)
    assert record.statement(statement).speaker_states == ("EUE",)
    with pytest.raises(UnknownName, match="did you mean Duarte Valadim"):
        record.correct(statement, speaker="Duarte Valadin", **WHY)
    record.correct(statement, speaker="Duarte Valadin", new=True, **WHY)
    assert record.statement(statement).speaker_names == ("Duarte Valadin",)


def test_to_whom_something_was_said_can_be_corrected(home: Home) -> None:
    record = keep(home, tell_talks())
    statement = record.said("Valadim")[0].id
    entry = record.correct(statement, to=["Spain"], **WHY)
    assert entry.says == "to Spain"
    after = record.statement(statement)
    assert (after.to_names, after.speaker_names, after.confidence) == (("Spain",), ("Duarte Valadim",), 1.0)
    record.correct(statement, to="none", **WHY)
    assert record.statement(statement).to == ()
    record.correct(statement, speaker="Spain", to=["Spain", "Morocco"], **WHY)
    after = record.statement(statement)
    assert (after.speaker_names, after.to_names) == (("Spain",), ("Morocco",))
    record.rebuild()
    assert record.statement(statement) == after
    assert record.check() == ()


# merging and splitting


def test_two_events_that_are_one_are_one_whatever_the_rules_say(home: Home) -> None:
    record = keep(home, tell_act("AID", "RUS", "AZE", "2024-01-01"), tell_act("ASSAULT", "UKR", "FRA", "2024-05-01"))
    one, other = record.events()
    record.correct(one.id, merge=other.id, **WHY)
    (after,) = record.events()
    assert (after.tellings, after.corrected) == (2, True)
    assert record.check() == ()
    with pytest.raises(BadQuestion, match="one event already"):
        record.correct(one.id, merge=other.id, **WHY)


def test_an_event_that_is_several_is_split_by_account(home: Home) -> None:
    record = keep_meetings(home, "met in Baku", "held talks in Baku", "conferred")
    assert record.events()[0].tellings == 3
    record.correct(record.events()[0].id, split=True, **WHY)
    assert [row.tellings for row in record.events()] == [1, 1, 1]
    assert record.check() == ()


def test_named_tellings_are_split_from_the_rest_and_later_ones_stay_with_the_rest(home: Home) -> None:
    record = keep_meetings(home, "met in Baku", "held talks in Baku", "conferred")
    event = record.events()[0]
    odd = next(told for told in record.tellings(event.id) if told.words == "conferred")
    said = record.correct(event.id, split=odd.id[:8], **WHY)
    assert len(said.facts) == 2
    record.add(tell_meeting("shook hands", source="s9", publisher="Paper 9"))
    assert sorted(row.tellings for row in record.events()) == [1, 3]
    record.undo(said.id, **WHY)
    assert [row.tellings for row in record.events()] == [4]
    with pytest.raises(UnknownEntry, match="no telling of this event"):
        record.correct(event.id, split="ffffffff", **WHY)


def test_a_split_after_a_merge_parts_and_a_merge_after_a_split_joins(home: Home) -> None:
    record = keep_meetings(home, "met in Baku", "held talks in Baku")
    one, other = (told.id for told in record.tellings(record.events()[0].id))
    record.correct(one, split=True, **WHY)
    record.correct(one, merge=other, **WHY)
    assert len(record.events()) == 1
    record.correct(one, split=[other], **WHY)
    assert len(record.events()) == 2


def test_what_cannot_be_split_says_so(home: Home) -> None:
    record = keep(home, tell_meeting())
    with pytest.raises(BadQuestion, match="nothing to split"):
        record.correct(record.events()[0].id, split=True, **WHY)


# what a correction is pinned to


def test_a_correction_holds_when_a_newer_engine_reads_the_report(home: Home) -> None:
    told = tell_meeting()
    record = keep(home, told)
    record.correct(record.events()[0].id, status="denied", **WHY)
    newer = recode(told, event="SUPPORT", mode=None, event_text="met in", status="scheduled")
    span = newer.events[0].text_info
    newer = recode(newer, text_info=replace(span, end=span.start + len("met in")), mentions=(span,))
    assert record.recode(record.reports()[0].id, newer).outcome == "recoded"
    (after,) = record.events(status="all")
    assert (after.event, after.status) == ("SUPPORT", "denied")
    assert record.corrections()[0].standing == "holds"
    assert record.check() == ()


def test_of_two_events_at_one_place_the_one_of_the_type_is_meant(home: Home) -> None:
    told = tell_meeting()
    other = write_event(told.report.text, "AID", "met in Baku", id="e0", actor=("Q57371",), date="2023-02-27")
    record = keep(home, told)
    record.correct(record.events()[0].id, status="denied", **WHY)
    record.recode(record.reports()[0].id, replace(told, events=(other, *told.events)))
    assert {row.event: row.status for row in record.events(status="all")} == {"AID": "occurred", "CONSULT": "denied"}


def test_a_correction_holds_when_the_report_has_another_text(home: Home) -> None:
    told = tell_talks(url="https://news.example/talks")
    record = keep(home, told)
    record.correct(record.events(type="CONSULT")[0].id, status="denied", **WHY)
    record.add(tell_talks(url="https://news.example/talks", text="Corrected: " + TALKS))
    assert record.corrections()[0].standing == "holds"
    assert [row.status for row in record.events(type="CONSULT/visit", status="all")] == ["denied", "scheduled"]
    assert record.check() == ()


def test_what_no_longer_finds_its_words_is_lost_shown_and_not_dropped(home: Home) -> None:
    told = tell_talks(url="https://news.example/talks")
    record = keep(home, told)
    record.correct(record.events(type="CONSULT")[0].id, status="denied", **WHY)
    record.add(retell(told, "met his", "saw his"))
    (row,) = record.corrections(standing="lost")
    assert (row.found, row.pinned, row.words) == (0, 1, ("met his",))
    assert record.corrections().notes == ("1 no longer finds its words",)
    assert record.events(type="CONSULT")[0].status == "occurred"
    assert record.check() == ()
    record.add(told)
    assert record.corrections()[0].standing == "holds"
    assert record.events(type="CONSULT") == []


def test_a_correction_of_several_tellings_may_hold_in_part(home: Home) -> None:
    first, second = (tell_meeting(words, source=words, publisher=words) for words in ("met in Baku", "held talks"))
    record = keep(home, first, second)
    record.correct(record.events()[0].id, status="denied", **WHY)
    record.recode(record.reports()[0].id, replace(record.report(record.reports()[0].id), events=()))
    (row,) = record.corrections()
    assert (row.standing, row.found, row.pinned) == ("holds in part", 1, 2)


def test_what_was_rejected_and_is_no_longer_read_needs_no_rejecting(home: Home) -> None:
    told = tell_meeting()
    record = keep(home, told)
    record.correct(record.events()[0].id, reject=True, **WHY)
    record.recode(record.reports()[0].id, replace(told, events=()))
    assert record.corrections()[0].standing == "needless"


def test_recoding_a_report_that_has_another_text_by_now_is_left_undone(home: Home) -> None:
    told = tell_meeting()
    record = keep(home, told)
    report = record.reports()[0].id
    assert record.list_stale(told.made_by) == []
    assert record.list_stale(recode(told).made_by) == [report]
    assert record.recode(report, retell(recode(told), "Baku", "Ganj")) is None
    assert record.recode(report, told).outcome == "unchanged"
    assert record.recode("0000", told) is None


# what is refused


@pytest.mark.parametrize(
    ("wish", "fault", "hint"),
    [
        ({}, BadQuestion, "one thing at a time"),
        ({"reject": True, "status": "denied"}, BadQuestion, "one thing at a time"),
        ({"type": "CONSLT"}, UnknownCode, "CONSULT"),
        ({"type": "CONSULT/visti"}, UnknownCode, "visit"),
        ({"status": "gone"}, UnknownCode, "one of: occurred"),
        ({"date": "soon"}, BadQuestion, "is no day"),
        ({"date": "2023-03/2023-02"}, BadQuestion, "is later than"),
        ({"actor": "Lavrof Q"}, UnknownName, r"nobody in the record .*--new takes the name as it is"),
        ({"speaker": "Lavrov"}, BadQuestion, "an event has no speaker"),
        ({"merge": "ffffffff"}, UnknownEntry, "no event has the id"),
    ],
)
def test_a_wish_that_is_wrong_says_what_is_right(
    home: Home, wish: dict[str, Any], fault: type[Exception], hint: str
) -> None:
    record = keep(home, tell_meeting())
    with pytest.raises(fault, match=hint):
        record.correct(record.events()[0].id, **wish, **WHY)
    assert record.corrections() == []


def test_a_reason_and_an_author_are_needed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    record = keep(home, tell_meeting())
    event = record.events()[0].id
    with pytest.raises(BadQuestion, match="needs its reason"):
        record.correct(event, status="denied", reason=" ")
    monkeypatch.setenv("VERBALE_AUTHOR", "Desk")
    assert record.correct(event, status="denied", reason="why").author == "Desk"


def test_only_the_speaker_of_a_statement_can_be_corrected(home: Home) -> None:
    record = keep(home, tell_talks())
    with pytest.raises(BadQuestion, match="of a statement the speaker and whom it was said to"):
        record.correct(record.said()[0].id, type="CONSULT", **WHY)


def test_an_ambiguous_name_is_asked_about(home: Home) -> None:
    record = keep(home, tell_meeting(), tell_talks())
    with pytest.raises((AmbiguousName, UnknownName)):
        record.correct(record.events()[0].id, actor="Minister of", **WHY)


# in any order


@given(data=st.data())
@FEW
def test_reports_in_any_order_and_a_ledger_give_the_same_record(data: st.DataObject) -> None:
    """Corrections made after some reports and before others come to what a rebuild gives."""
    told = [
        tell_act(event, "RUS", "AZE", f"2024-01-0{day}", source=f"s{number}", coda=f"copy {number}")
        for number, (event, day) in enumerate(
            data.draw(
                st.lists(st.tuples(st.sampled_from(["AID", "ASSAULT"]), st.integers(1, 2)), min_size=3, max_size=6)
            )
        )
    ]
    with TemporaryDirectory() as folder, keep(Path(folder)) as record:
        for one in told:
            record.add(one)
            correct_at_random(record, data)
        before = tell_all(record)
        standing = [row.standing for row in record.corrections()]
        assert record.check() == ()
        record.rebuild()
        assert tell_all(record) == before
        assert [row.standing for row in record.corrections()] == standing


def correct_at_random(record: Record, data: st.DataObject) -> None:
    events = record.events(status="all")
    if not events:
        return
    event = data.draw(st.sampled_from([row.id for row in events]))
    deed = data.draw(st.sampled_from(["type", "merge", "split", "reject", "undo", "nothing"]))
    with suppress(BadQuestion):  # nothing to split, or undone already
        if deed == "type":
            record.correct(event, type=data.draw(st.sampled_from(["AID", "ASSAULT"])), **WHY)
        elif deed == "merge":
            record.correct(event, merge=data.draw(st.sampled_from([row.id for row in events])), **WHY)
        elif deed == "split":
            record.correct(event, split=True, **WHY)
        elif deed == "reject":
            record.correct(event, reject=True, **WHY)
        elif deed == "undo" and record.corrections():
            record.undo(data.draw(st.sampled_from([row.id for row in record.corrections()])), **WHY)
