"""Whatever the order in which reports come, the record is the same, and it is what a rebuild gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from homes import Home
from store.kept import keep, tell_act, tell_all
from strategies import records
from verbale.reconcile.rules import RULES, Rules
from verbale.reconcile.tellings import Settled, Telling
from verbale.records import Report, ReportRecord
from verbale.store.record import Record

FEW = settings(max_examples=settings().max_examples // 4)


def list_weeks(telling: Telling) -> Sequence[str]:
    """The dyad in the week of the day and in the next."""
    act = telling.act
    day = date.fromisoformat(act.date or "")
    sides = "-".join(sorted(party.id for party in (*act.actor, *act.recipient)))
    return [f"{act.event} {sides} {week.isocalendar()[:2]}" for week in (day, day + timedelta(7))]


def is_near(one: Telling, other: Telling) -> bool:
    """Within three days of each other; copies of one report within six."""
    days = abs((date.fromisoformat(one.act.date or "") - date.fromisoformat(other.act.date or "")).days)
    sides = [{party.id for party in (*each.act.actor, *each.act.recipient)} for each in (one, other)]
    return (
        one.act.event == other.act.event and sides[0] == sides[1] and days <= (6 if one.account == other.account else 3)
    )


def cut(tellings: Sequence[Telling]) -> Iterable[Sequence[Telling]]:
    """Runs of at most five days."""
    run: list[Telling] = []
    for telling in sorted(tellings, key=lambda one: (one.act.date or "", one.id)):
        if run and (telling.act.date or "") > (date.fromisoformat(run[0].act.date or "") + timedelta(4)).isoformat():
            yield run
            run = []
        run.append(telling)
    yield run


def settle_by_day(tellings: Sequence[Telling]) -> Settled:
    first = min(tellings, key=lambda one: (one.act.date or "", one.id))
    return Settled(first.id, first.act)


def copy_number(report: Report) -> int:
    return int(re.findall(r"copy (\d+)", report.text)[0])


FUZZY = Rules(
    version="fuzzy",
    list_marks=lambda report: [str(copy_number(report) // 4), str(copy_number(report) // 4 + 1)],
    is_reprint=lambda one, other: abs(copy_number(one) - copy_number(other)) <= 1,
    list_blocks=list_weeks,
    is_same=is_near,
    cluster=cut,
    settle=settle_by_day,
)
"""Rules that chain, cut chains again, and look at accounts: what is hardest to keep free of order."""


@st.composite
def acts(draw: st.DrawFn, number: int) -> ReportRecord:
    who, whom = draw(st.sampled_from([("RUS", "AZE"), ("AZE", "RUS"), ("RUS", "UKR")]))
    day = date(2024, 1, 1) + timedelta(draw(st.integers(0, 20)))
    return tell_act(
        draw(st.sampled_from(["AID", "ASSAULT"])),
        who,
        whom,
        day.isoformat(),
        source=f"report-{number}",
        publisher=draw(st.sampled_from(["P", "Q"])),
        published=day,
        coda=f"copy {draw(st.integers(0, 12))}",
        event_said={
            "confidence": draw(st.sampled_from([0.5, 0.9])),
            "status": draw(st.sampled_from(["occurred", "denied"])),
        },
    )


many_acts = st.integers(2, 7).flatmap(lambda count: st.tuples(*(acts(number) for number in range(count))))


def keep_all(told: Iterable[ReportRecord], rules: Rules, at_once: bool = False) -> tuple[dict[str, Any], Sequence[str]]:
    with TemporaryDirectory() as folder, keep(Path(folder), rules=rules) as record:
        if at_once:
            record.add_all(told)
        else:
            for one in told:
                record.add(one)
        return tell_all(record), record.check()


@given(told=many_acts, data=st.data())
@FEW
def test_any_order_of_adding_gives_the_same_record(told: tuple[ReportRecord, ...], data: st.DataObject) -> None:
    first, faults = keep_all(told, FUZZY)
    assert faults == ()
    second, faults = keep_all(data.draw(st.permutations(told)), FUZZY)
    assert faults == ()
    assert second == first
    third, faults = keep_all(data.draw(st.permutations(told)), FUZZY, at_once=True)
    assert faults == ()
    assert third == first


@given(told=many_acts, data=st.data())
@FEW
def test_corrections_leave_no_trace_but_their_versions(told: tuple[ReportRecord, ...], data: st.DataObject) -> None:
    """Reports take each other's texts: what hung together falls apart and together again."""
    sources = [one.report for one in told]
    changes = data.draw(st.lists(st.tuples(st.integers(0, len(told) - 1), st.integers(0, len(told) - 1)), max_size=6))
    with TemporaryDirectory() as folder, keep(Path(folder), rules=FUZZY) as record:
        record.add_all(rename(one, source) for one, source in zip(told, sources, strict=True))
        current = list(told)
        for where, what in changes:
            current[where] = told[what]
            record.add(rename(told[what], sources[where]))
        assert record.check() == ()
        corrected = tell_all(record)
    fresh, _ = keep_all([rename(one, source) for one, source in zip(current, sources, strict=True)], FUZZY)
    assert [event.words for event in fresh["events"]] == [event.words for event in corrected["events"]]
    assert fresh["months"] == corrected["months"]


def rename(record: ReportRecord, like: Report) -> ReportRecord:
    """The record as if it were of the report *like*: its address is that report's."""
    return replace(record, report=replace(record.report, source=like.source, url=f"https://news.example/{like.source}"))


@given(told=st.lists(records(), max_size=4))
@FEW
def test_any_record_can_be_kept_and_is_sound(told: list[ReportRecord]) -> None:
    with TemporaryDirectory() as folder, keep(Path(folder)) as record:
        for one in told:
            added = record.add(one)
            assert record.report(added.report) == one
        assert not told or record.check() == ()


def test_copies_count_as_one_account(home: Home) -> None:
    copies = [
        tell_act("AID", "RUS", "AZE", "2024-01-01", source=f"paper-{number}", publisher=f"Paper {number}")
        for number in range(3)
    ]
    (event,) = keep(home, *copies).events()
    assert (event.tellings, event.reports, event.accounts) == (3, 3, 1)


def test_independent_reports_are_accounts_of_their_own(home: Home) -> None:
    told = [
        tell_act("AID", "RUS", "AZE", "2024-01-01", source=f"paper-{number}", coda=f"{number} sources say")
        for number in range(3)
    ]
    record = keep(home, *told)
    (event,) = record.events()
    assert (event.tellings, event.reports, event.accounts) == (3, 3, 3)
    assert len(record.tellings(event.id)) == 3
    assert record.stats()[0].events == 1


def test_the_rules_that_ship_are_those_that_hold() -> None:
    assert Record("unused.db")._rules is RULES
