"""Adding: the same again changes nothing, a new text replaces the old, nothing is half done."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from homes import Home
from store.kept import keep, retell, tell_act, tell_all, tell_meeting, tell_talks
from verbale.errors import BadRecord
from verbale.records import MadeBy
from verbale.store.record import Record
from written import write_report


def test_a_new_report_is_kept_as_it_is(home: Home) -> None:
    record = Record(home.place)
    added = record.add(tell_talks())
    assert (added.outcome, added.source, added.version) == ("new", "lisbon", 1)
    assert record.report(added.report) == tell_talks()


def test_the_same_again_changes_nothing(home: Home) -> None:
    record = keep(home, tell_talks())
    before = tell_all(record)
    assert record.add(tell_talks()).outcome == "unchanged"
    assert tell_all(record) == before


def test_a_new_text_at_an_address_replaces_the_old_and_keeps_it_as_a_version(home: Home) -> None:
    old = tell_meeting(url="https://news.example/baku")
    new = tell_meeting("spoke in Baku", url="http://news.example/baku/", source="other", publisher=None)
    record = keep(home, old)
    added = record.add(new)
    assert (added.outcome, added.version) == ("replaced", 2)
    assert record.report(added.report) == new
    assert [row.words for row in record.events()] == ["spoke in Baku"]
    first, second = record.versions(added.report)
    assert (first.text_id, second.text_id) == (old.report.id, new.report.id)
    assert first.replaced is not None
    assert second.replaced is None
    assert record.report(added.report, old.report.id) == old
    assert record.check() == ()


def test_a_new_text_of_a_source_and_publisher_replaces_the_old(home: Home) -> None:
    record = keep(home, tell_meeting())
    assert record.add(tell_meeting("spoke in Baku")).outcome == "replaced"
    assert len(record.reports()) == 1


def test_a_report_of_the_same_name_of_another_day_is_another_report(home: Home) -> None:
    record = keep(home, tell_meeting())
    other = tell_act("AID", "RUS", "AZE", "2024-01-01", source="baku", publisher="Example Wire")
    assert record.add(other).outcome == "new"
    assert len(record.reports()) == 2


def test_a_text_that_comes_back_is_the_version_that_it_was(home: Home) -> None:
    one, two = tell_meeting(), tell_meeting("spoke in Baku")
    record = keep(home, one, two)
    added = record.add(one)
    assert (added.outcome, added.version) == ("replaced", 2)
    assert record.report(added.report) == one
    assert [row.replaced is None for row in record.versions(added.report)] == [True, False]
    assert record.check() == ()


def test_the_same_text_read_by_another_engine_takes_the_place_of_the_earlier_reading(home: Home) -> None:
    record = keep(home, tell_meeting())
    newer = replace(tell_meeting(event={"mode": None}), made_by=MadeBy("0.2.0", "better", "written", "plover"))
    added = record.add(newer)
    assert (added.outcome, added.version) == ("recoded", 1)
    assert [row.mode for row in record.events()] == [None]
    assert record.reports()[0].engine == "better"
    assert record.check() == ()


def test_what_is_known_of_a_report_can_be_asked_before_reading_it(home: Home) -> None:
    told = tell_meeting()
    assert Record(home.place).knows(told.report, told.made_by) is None
    record = keep(home, told)
    known = record.knows(told.report, told.made_by)
    assert known is not None
    assert (known.outcome, known.report) == ("unchanged", record.reports()[0].id)
    assert record.knows(told.report, MadeBy("0.2.0", "better", "written", "plover")) is None
    assert record.knows(write_report("Another text."), told.made_by) is None


def test_a_correction_moves_an_event_to_the_right_day(home: Home) -> None:
    record = keep(home, tell_act("AID", "RUS", "AZE", "2024-01-01", publisher="P", source="s", url="u"))
    record.add(tell_act("AID", "RUS", "AZE", "2024-02-01", publisher="P", source="s", url="u"))
    assert [(row.month, row.events) for row in record.stats()] == [("2024-02", 1)]


def test_actors_that_no_report_names_any_more_are_gone(home: Home) -> None:
    record = keep(home, tell_act("AID", "RUS", "AZE", "2024-01-01", source="s", publisher="P", url="u"))
    record.add(tell_act("AID", "FRA", "ARM", "2024-01-01", source="s", publisher="P", url="u"))
    assert record.size().actors == 2
    assert record.events(who="FRA")[0].actor == ("FRA",)


def test_what_many_hold_is_added_at_once_or_not_at_all(home: Home) -> None:
    record = Record(home.place)
    good, bad = tell_meeting(), tell_talks()
    bad = replace(bad, events=(replace(bad.events[0], actor=("Q1",)),))
    with pytest.raises(BadRecord):
        record.add_all([good, bad])
    assert record.size().reports == 0
    assert [added.outcome for added in record.add_all([good, tell_talks(), good])] == ["new", "new", "unchanged"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"actor": ("Q1",)}, "no actor of the record has the id 'Q1'"),
        ({"event": "TEA"}, "no event type is called 'TEA'"),
        ({"mode": "tea"}, "no mode of CONSULT is called 'tea'"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(home: Home, fault: dict[str, object], words: str) -> None:
    told = tell_meeting()
    with pytest.raises(BadRecord, match=words):
        keep(home, replace(told, events=(replace(told.events[0], **fault),)))


def test_two_actors_of_one_id_are_refused(home: Home) -> None:
    told = tell_meeting()
    with pytest.raises(BadRecord, match="two have the same id"):
        keep(home, replace(told, actors=(*told.actors, told.actors[0])))


def test_spans_outside_the_text_are_refused(home: Home) -> None:
    told = tell_meeting()
    shorter = replace(told, report=replace(told.report, text="Too short."))
    with pytest.raises(BadRecord, match="does not lie within the text of 10 characters"):
        keep(home, shorter)


def test_events_keep_their_ids_when_a_report_is_corrected_elsewhere(home: Home) -> None:
    record = keep(home, tell_talks())
    before = {row.id for row in record.events(status="all")}
    record.add(retell(tell_talks(), "Tuesday", "Mondays"))
    assert record.size().reports == 1
    assert {row.id for row in record.events(status="all")} == before
