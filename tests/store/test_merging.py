"""Many reports to one event, in the record: joined, explained, linked, and with what they differ in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from homes import Home
from reconcile.copies import OWN_STORY, WIRE, shorten
from store.kept import keep, tell_act, tell_all, tell_meeting, tell_talks
from verbale.records import Count, Place, ReportRecord, Size
from verbale.spans import Span
from written import find, write_actor, write_event, write_record, write_report

FEW = settings(max_examples=settings().max_examples // 8)
NOTHING: Any = None


def tell_copy(source: str, text: str, words: str = "met his Lithuanian", **said: Any) -> ReportRecord:
    """A paper's report of the meeting in Vilnius."""
    report = write_report(text, source=source, publisher=source, title=None, published=date(2024, 5, 14))
    both = ("x:corneliu-vasluian@mda", "x:rasa-kubilyte@ltu")
    return write_record(
        report,
        write_actor(both[0], "Corneliu Vasluian", find(text, "Corneliu"), state="MDA"),
        write_actor(both[1], "Rasa Kubilyte", find(text, "Rasa"), state="LTU"),
        write_event(text, "CONSULT", words, actor=both, mode="visit", **said),
    )


def tell_shelling(source: str, dead: int, town: str, **said: Any) -> ReportRecord:
    """A report of a shelling that killed so many."""
    text = f"Shells fired by Azerbaijan killed {dead} people in {town} on Tuesday, {source} learnt from the hospital."
    place = Place(town, town, NOTHING, NOTHING, NOTHING, town, NOTHING, NOTHING, "Armenia", "ARM", 4)
    report = write_report(text, source=source, publisher=source, title=None)
    event = write_event(
        text, "ASSAULT", "Shells fired", actor=("AZE",), recipient=("ARM",), mode="heavy-weapons", **said
    )
    size = Size(dead=Count(dead, dead, Span(*find(text, str(dead)))))
    return write_record(
        report,
        write_actor("AZE", "Azerbaijan", kind="state", state="AZE"),
        write_actor("ARM", "Armenia", kind="state", state="ARM"),
        type(event)(
            **{name: getattr(event, name) for name in event.__struct_fields__} | {"event_loc": place, "size": size}
        ),
    )


def test_copies_in_many_papers_and_a_story_of_its_own_are_two_accounts(home: Home) -> None:
    told = [
        tell_copy("first", WIRE),
        tell_copy("second", shorten(3)),
        tell_copy("third", f"VILNIUS (Baltic Press) - {WIRE}"),
        tell_copy("own", OWN_STORY, "put their names"),
    ]
    record = keep(home, *told)
    (event,) = record.events()
    assert (event.tellings, event.reports, event.accounts) == (4, 4, 2)
    assert {row.carriers for row in record.reports()} == {1, 3}
    assert "4 reports carry 2 accounts: copies of one report count once" in record.why(event.id).notes
    assert record.check() == ()


def test_why_tells_what_speaks_for_and_against_each_telling(home: Home) -> None:
    record = keep(home, tell_shelling("Gazette", 3, "Vardenis"), tell_shelling("Herald", 7, "Vardenis"))
    (event,) = record.events()
    rows = record.why(event.id[:8])
    assert [row.part for row in rows] == ["told", "told"]
    assert rows[0].closest == rows[1].id
    assert rows[0].likeness is not None
    assert rows[0].likeness > 0.3
    assert any(sign.startswith("words beside the act alike +") for sign in rows[0].speaks_for)
    assert any(sign.startswith("other figures -") for sign in rows[0].speaks_against)


def test_why_names_what_was_left_out(home: Home) -> None:
    record = keep(home, tell_meeting(), tell_meeting("spoke in Baku", event={"status": "ongoing", "mode": "phone"}))
    for event in record.events():
        assert {row.part for row in record.why(event.id)} <= {"told", "left out"}
        assert all(row.event_id == event.id for row in record.why(event.id))


def test_a_plan_is_linked_with_the_meeting_that_it_became(home: Home) -> None:
    plan = tell_meeting("will meet in Baku", "2023-03-10", published="2023-03-01", event={"status": "scheduled"})
    held = tell_meeting("met in Baku", "2023-03-11", published="2023-03-11", source="later", publisher="Herald")
    record = keep(home, plan, held)
    (due,) = record.due(on="2023-03-20", held=True)
    (event,) = record.events()
    assert (due.outlook, due.held_as) == ("held", event.id)
    assert [(row.part, row.id) for row in record.why(event.id)][1:] == [("planned as", due.id)]
    assert [(row.part, row.id) for row in record.why(due.id)][1:] == [("held as", event.id)]
    assert list(record.due(on="2023-03-20")) == []


def test_a_signing_is_linked_with_its_agreement(home: Home) -> None:
    record = keep(home, tell_talks())
    (signing,) = record.events(type="SUPPORT")
    (agreement,) = record.agreements()
    about = record.why(signing.id)[-1]
    assert (about.part, about.id, about.words) == ("about", agreement.id, "Memorandum on Maritime Safety")


def test_a_plan_that_is_put_off_or_called_off_is_no_longer_due(home: Home) -> None:
    planned: dict[str, Any] = {"status": "scheduled"}
    plan = tell_meeting("will meet in Baku", "2023-03-10", published="2023-03-01", event=planned)
    later = tell_meeting("shall meet", "2023-03-24", published="2023-03-09", source="b", publisher="B", event=planned)
    record = keep(home, plan, later)
    assert [(row.date, row.outlook) for row in record.due(on="2023-03-09", held=True)] == [
        ("2023-03-10", "postponed"),
        ("2023-03-24", "to come"),
    ]
    refusal = tell_act(
        "REJECT",
        "RUS",
        "AZE",
        "2023-03-20",
        source="refusal",
        published=date(2023, 3, 20),
        event_said={"mode": "meet"},
    )
    record.add(refusal)
    outlooks = {row.date: row.outlook for row in record.due(on="2023-03-21", held=True)}
    assert outlooks["2023-03-24"] == "cancelled"


def test_accounts_that_differ_are_kept_with_their_sources(home: Home) -> None:
    told = [tell_shelling("Gazette", 3, "Vardenis"), tell_shelling("Herald", 7, "Vardenis")]
    rows = keep(home, *told).conflicts("Armenia", "Azerbaijan")
    assert sorted((row.matter, row.value, row.accounts, row.publishers) for row in rows) == [
        ("dead", "3", 1, ("Gazette",)),
        ("dead", "7", 1, ("Herald",)),
    ]
    assert sum(row.holds for row in rows) == 1
    assert rows.to_csv().startswith("event_id,event,date,")
    assert '"matter":"dead"' in rows.to_json_lines()
    assert "events in which accounts differ: 1; copies of one report are one account" in rows.notes


def test_a_denial_stands_beside_what_it_denies(home: Home) -> None:
    happened = tell_act("ASSAULT", "RUS", "UKR", "2024-05-14", source="a")
    denied = tell_act(
        "ASSAULT", "RUS", "UKR", "2024-05-14", source="b", event_said={"status": "denied"}, coda="it says"
    )
    record = keep(home, happened, denied)
    rows = record.conflicts()
    assert [(row.matter, row.value) for row in rows] == [
        ("whether it happened", "happened"),
        ("whether it happened", "denied"),
    ]
    (event,) = record.events()
    assert [row.part for row in record.why(event.id)] == ["told", "denied by"]


def test_accounts_that_agree_have_no_conflict(home: Home) -> None:
    rows = keep(home, tell_shelling("Gazette", 3, "Vardenis"), tell_shelling("Herald", 3, "Vardenis")).conflicts()
    assert list(rows) == []
    assert rows.to_json_lines() == ""


@st.composite
def shellings(draw: st.DrawFn, number: int) -> ReportRecord:
    day = draw(st.sampled_from(["2024-05-13", "2024-05-14", "2024-05-15"]))
    return tell_shelling(
        f"Paper {number}",
        draw(st.sampled_from([3, 7])),
        draw(st.sampled_from(["Vardenis", "Goris", "Kapan"])),
        date=day,
        date_basis=draw(st.sampled_from(["text", "publication"])),
        status=draw(st.sampled_from(["occurred", "ongoing", "denied"])),
    )


many_shellings = st.integers(2, 6).flatmap(lambda count: st.tuples(*(shellings(number) for number in range(count))))


@given(told=many_shellings, data=st.data())
@FEW
def test_any_order_of_adding_gives_the_same_events(told: tuple[ReportRecord, ...], data: st.DataObject) -> None:
    kept = []
    for order in (told, data.draw(st.permutations(told))):
        with TemporaryDirectory() as folder, keep(Path(folder), *order) as record:
            kept.append(tell_all(record))
            assert record.check() == ()
    assert kept[0] == kept[1]
