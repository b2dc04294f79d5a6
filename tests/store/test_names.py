"""Whom a name means."""

from __future__ import annotations

import pytest

from homes import Home
from store.kept import keep, tell_act, tell_meeting, tell_talks
from verbale.errors import AmbiguousName, BadQuestion, UnknownName
from verbale.records import ReportRecord
from verbale.store.record import Record
from written import find, write_actor, write_record, write_report, write_statement


def speak(number: int, *names: tuple[str, str], state: str | None = None) -> ReportRecord:
    """A report in which each speaks a word; names with their ids."""
    text = f"Report {number}: " + " ".join(f"{name} said yes." for _, name in names)
    actors = [write_actor(one, name, find(text, name), state=state) for one, name in names]
    said = [write_statement(text, "yes", id=f"s{place}", speakers=(one,)) for place, (one, _) in enumerate(names)]
    return write_record(write_report(text, source=f"r{number}", title=None), *actors, *said)


@pytest.fixture
def record(home: Home) -> Record:
    return keep(home, tell_meeting(), tell_talks(), tell_act("AID", "RUS", "AZE", "2023-02-10"))


@pytest.mark.parametrize(
    "name", ["RUS", "rus", "Russia", "russia", "RUSSIA", "the Kremlin", "Moscow", "Russian Federation", " Russia "]
)
def test_a_state_may_be_called_as_people_call_it(record: Record, name: str) -> None:
    assert len(record.between(name, "AZE")) == 2


@pytest.mark.parametrize("name", ["Lavrov", "Sergei Lavrov", "Sergey Lavrov", "SERGEY LAVROV", "lavrov", "Q58217"])
def test_a_person_may_be_called_by_surname_transliteration_or_id(record: Record, name: str) -> None:
    (row,) = record.events(who=name)
    assert "Q58217" in row.actor


def test_it_is_said_whom_a_name_was_taken_for(record: Record) -> None:
    assert record.events(who="Lavrov").notes == ("Lavrov is taken for Sergey Lavrov (Q58217)",)
    assert record.events(who="Sergey Lavrov").notes == ()
    assert record.events(who="lavrov").names == ("Sergey Lavrov",)


def test_a_name_that_only_the_record_knows(record: Record) -> None:
    assert record.said("Duarte Valadim") == record.said("valadim") == record.said("x:valadim@prt")
    assert len(record.said("Valadim")) == 1


def test_a_state_that_the_record_has_nothing_of_has_no_events(record: Record) -> None:
    assert record.between("France", "Japan") == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Rusia", "Russia"), ("Valadin", "Duarte Valadim"), ("Portugl", "Portugal"), ("Lavrv", "Lavrov")],
)
def test_a_name_that_is_not_there_brings_near_ones(record: Record, name: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=f"did you mean .*{meant}"):
        record.events(who=name)


def test_a_name_like_no_other_is_refused_plainly(record: Record) -> None:
    with pytest.raises(UnknownName, match="nobody has a name like it"):
        record.events(who="Qwxyzzy")
    with pytest.raises(BadQuestion):
        record.events(who="  ")


def test_several_of_one_name_must_be_told_apart(home: Home) -> None:
    record = keep(home, speak(1, ("x:ana-okoro", "Ana Okoro"), ("x:ben-okoro", "Ben Okoro")))
    with pytest.raises(AmbiguousName, match=r"Ana Okoro \(x:ana-okoro\), Ben Okoro \(x:ben-okoro\)"):
        record.said("Okoro")
    assert len(record.said("Ben Okoro")) == 1
    assert {row.name for row in record.who("Okoro")} == {"Ana Okoro", "Ben Okoro"}


def test_of_several_the_one_in_most_reports_is_meant_and_the_others_are_told(home: Home) -> None:
    told = [speak(number, ("x:ana-okoro", "Ana Okoro")) for number in range(3)]
    record = keep(home, *told, speak(9, ("x:ben-okoro", "Ben Okoro")))
    rows = record.said("Okoro")
    assert len(rows) == 3
    assert rows.notes == ("Okoro is taken for Ana Okoro (x:ana-okoro); others with that name: Ben Okoro (x:ben-okoro)",)


def test_a_surname_that_a_report_did_not_resolve_is_the_same_person(home: Home) -> None:
    record = keep(home, speak(1, ("Q9001", "Ana Okoro"), state="NGA"), speak(2, ("x:okoro", "Okoro")))
    assert len(record.said("Ana Okoro")) >= 1
    assert len(record.said("Q9001")) == 1


def test_names_in_any_script_are_found(home: Home) -> None:
    record = keep(home, speak(1, ("x:a", "Şükrü Çelik"), ("x:b", "李强"), ("x:c", "Ólafur O'Dálaigh")))
    assert record.said("Sukru Celik")[0].speaker == ("x:a",)
    assert record.said("李强")[0].speaker == ("x:b",)
    assert record.said("o'dalaigh")[0].speaker == ("x:c",)


def test_the_name_that_most_reports_use_is_the_name(home: Home) -> None:
    record = keep(
        home, speak(1, ("Q9001", "A. Okoro")), speak(2, ("Q9001", "Ana Okoro")), speak(3, ("Q9001", "Ana Okoro"))
    )
    (row,) = record.who("A. Okoro")
    assert (row.name, row.names, row.reports) == ("Ana Okoro", ("Ana Okoro", "A. Okoro"), 3)


def test_who_tells_offices_counts_and_days(record: Record) -> None:
    (row,) = record.who("Valadim")
    assert [office.office for office in row.offices] == ["Foreign Minister of Portugal"]
    assert (row.kind, row.state, row.reports, row.events, row.statements) == ("person", "PRT", 1, 2, 1)
    assert str(row.first_seen) == str(row.last_seen) == "2024-05-14"


def test_who_of_a_state_and_of_nobody(record: Record) -> None:
    assert record.who("rus")[0].id == "RUS"
    with pytest.raises(UnknownName):
        record.who("Qwxyzzy")
