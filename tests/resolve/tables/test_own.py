"""Tables of the user's own: what a file may hold, how its faults are told, how its facts win over ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from resolve.resolved import actors_of, resolve_text
from verbale.errors import BadTable, NoSuchTable
from verbale.resolve.tables import (
    OwnTable,
    fingerprint,
    forget_own_table,
    keep_own_table,
    list_own_tables,
    load_names,
    load_people,
    read_own_table,
)
from verbale.resolve.tables.own import find_folder, forget_loaded

Keep = Callable[..., OwnTable]
DAY = date(2024, 5, 14)


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keep]:
    """Keeps a table of these lines in a folder that is there for one test."""
    monkeypatch.setenv("VERBALE_KNOWLEDGE", str(tmp_path / "kept"))
    forget_loaded()

    def keep_lines(*lines: str, name: str = "mine") -> OwnTable:
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return keep_own_table(path)

    yield keep_lines
    monkeypatch.undo()
    forget_loaded()


def faults_of(tmp_path: Path, *lines: str) -> tuple[str, ...]:
    path = tmp_path / "wrong.csv"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(BadTable) as refused:
        read_own_table(path)
    return refused.value.faults


# what a file may hold


def test_a_person_of_the_user_is_found_by_name_alias_surname_and_spelling(keep: Keep) -> None:
    keep("name,aliases,state", "Zoltana Mirebeau,The Heron,Chad")
    for words in ("Zoltana Mirebeau", "The Heron", "Mirebeau", "Zoltanna Mirrebeau"):
        assert [one.person.name for one in load_people().named(words, DAY)] == ["Zoltana Mirebeau"], words
    (person,) = actors_of(resolve_text("Zoltana Mirebeau arrived in Lisbon.", published=DAY), "Zoltana Mirebeau")
    assert (person.id, person.state) == ("x:zoltana-mirebeau@tcd", "TCD")


def test_an_office_of_the_user_wins_over_ours_on_its_days_only(keep: Keep) -> None:
    keep("name,state,office,from,to", "Ostap Lysenko,UKR,Minister of Foreign Affairs of Ukraine,2023-01,2023-03")

    def held_on(day: date) -> str:
        holding = load_people().holder("UKR", "foreign_minister", day)
        assert holding is not None
        return holding.person

    assert held_on(date(2023, 1, 1)) == held_on(date(2023, 3, 31)) == "x:ostap-lysenko@ukr"
    assert held_on(date(2022, 12, 31)) == held_on(date(2023, 4, 1)) == "Q24025631"


def test_a_title_in_a_report_means_the_holder_of_the_user(keep: Keep) -> None:
    keep("name,state,office,from", "Ostap Lysenko,Ukraine,Minister of Foreign Affairs of Ukraine,2023-01")
    said = resolve_text("The Ukrainian foreign minister met reporters.", published=DAY)
    (person,) = actors_of(said, "Ukrainian foreign minister")
    assert (person.name, person.office, person.office_basis) == (
        "Ostap Lysenko", "Minister of Foreign Affairs of Ukraine", "table",
    )  # fmt: skip


def test_somebody_whom_our_tables_know_keeps_the_id_and_gets_the_other_name(keep: Keep) -> None:
    keep("name,aliases", "Emmanuel Macron,The Walker of Amiens")
    found = load_people().named("The Walker of Amiens", DAY)
    assert [one.person.id for one in found] == ["Q3052772"]
    assert found[0].holding is not None
    assert found[0].holding.office == "President of France"


def test_a_group_is_found_by_its_names_with_its_state(keep: Keep) -> None:
    keep("name,aliases,kind,state,sector", "Blue Falcons,Falcons of the North,group,Mali,REB")
    said = resolve_text("The Falcons of the North attacked a convoy.", published=DAY)
    (group,) = actors_of(said, "Falcons of the North")
    assert (group.name, group.kind, group.state, group.sector) == ("Blue Falcons", "group", "MLI", ("REB",))


def test_a_known_group_gets_another_name(keep: Keep) -> None:
    keep("name,aliases", "Hamas,Green Band")
    assert load_names().lookup("Green Band")[0].id == load_names().lookup("Hamas")[0].id


def test_a_known_state_gets_another_name(keep: Keep) -> None:
    keep("name,aliases", "Chad,The Land of the Lake")
    (state,) = actors_of(resolve_text("The Land of the Lake signed a treaty.", published=DAY), "Land of the Lake")
    assert state.id == "TCD"


# how faults are told


def test_each_fault_is_told_by_its_line_with_the_way_out(tmp_path: Path) -> None:
    told = faults_of(
        tmp_path,
        "name,state,office,from,to,id,kind,sector",
        "Ana Roe,FRA,Envoy,2024-13,,,,",
        ",FRA,,,,,,",
        "Ana Roe,Frence,,,,,,",
        "Ana Roe,FRA,Envoy,2024,2023,,,",
        "Ana Roe,FRA,,2024,,,,",
        "Ana Roe,,,,,12,,",
        "Ana Roe,,,,,,crowd,",
        "Ana Roe,,,,,,,gov",
        "Ana Roe,,Envoy,,,,group,",
        "Ana Roe,,,,,,,,surplus",
    )
    assert [one.partition(":")[0] for one in told] == [f"line {line}" for line in range(2, 12)]
    assert "write 2024, 2024-05 or 2024-05-14" in told[0]
    assert "did you mean France" in told[2]
    assert "name the office" in told[4]
    assert "write Q123 or x:word" in told[5]


@pytest.mark.parametrize("head", ["", "names,state", "name,name", "state,office"])
def test_a_head_line_that_cannot_be_used_is_told_with_the_one_that_can(head: str, tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path, head, "Ana Roe,FRA")
    assert told.startswith("line 1:")
    assert "name,aliases,kind,state,office,from,to,id,sector" in told


def test_a_file_that_is_not_utf_8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("name\nJosé\n".encode("latin-1"))
    with pytest.raises(BadTable, match="not UTF-8"):
        read_own_table(path)
    with pytest.raises(BadTable, match="No such file"):
        read_own_table(tmp_path / "nowhere.csv")


def test_a_quotation_mark_that_is_not_closed_is_told_by_its_line(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "name,state", '"Ana Roe,FRA')[-1].startswith("line 2:")


def test_a_byte_order_mark_and_empty_lines_are_no_faults(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes("\ufeffName,State\r\n\r\nAna Roe,FRA\r\n,\r\n".encode())
    assert [fact.name for fact in read_own_table(path).facts] == ["Ana Roe"]


# how they are kept


def test_tables_are_listed_replaced_and_forgotten(keep: Keep) -> None:
    assert list_own_tables() == ()
    keep("name", "Ana Roe")
    keep("name", "Ana Roe", "Ben Doe")
    keep("name", "Eve Poe", name="theirs")
    assert [(one.name, len(one.facts)) for one in list_own_tables()] == [("mine", 2), ("theirs", 1)]
    forget_own_table("mine")
    assert [one.name for one in list_own_tables()] == ["theirs"]
    with pytest.raises(NoSuchTable, match="there are: theirs"):
        forget_own_table("mine")


def test_a_table_with_faults_leaves_the_kept_one_as_it_is(keep: Keep) -> None:
    keep("name", "Ana Roe")
    with pytest.raises(BadTable):
        keep("name,state", "Ana Roe,Nowhere")
    assert [len(one.facts) for one in list_own_tables()] == [1]


def test_a_record_tells_that_tables_of_the_user_took_part(keep: Keep) -> None:
    plain = fingerprint()
    keep("name", "Ana Roe")
    own = fingerprint()
    assert own.startswith(f"{plain} with own ")
    keep("name", "Ana Doe")
    assert fingerprint() not in (plain, own)
    forget_own_table("mine")
    assert fingerprint() == plain


def test_what_is_forgotten_is_no_longer_known(keep: Keep) -> None:
    keep("name,aliases", "Hamas,Green Band")
    forget_own_table("mine")
    assert load_names().lookup("Green Band") == ()


@pytest.mark.parametrize("name", ["../mine", "", "a b"])
def test_a_name_that_would_leave_the_folder_is_refused(name: str, keep: Keep) -> None:
    with pytest.raises(NoSuchTable):
        forget_own_table(name)


def test_the_folder_is_the_systems_unless_one_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VERBALE_KNOWLEDGE", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert find_folder() == tmp_path / "verbale" / "knowledge"
    monkeypatch.setenv("VERBALE_KNOWLEDGE", str(tmp_path / "other"))
    assert find_folder() == tmp_path / "other"
