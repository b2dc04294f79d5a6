"""Who held which office on a day, and whom a name means."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.resolve.tables import load_people


def held_by(state: str, role: str, day: str) -> str | None:
    people = load_people()
    holding = people.holder(state, role, date.fromisoformat(day))
    person = people.get(holding.person) if holding else None
    return person.name if person else None


@pytest.mark.parametrize(
    ("state", "role", "day", "name"),
    [
        ("RUS", "foreign_minister", "2023-02-27", "Sergey Lavrov"),
        ("AZE", "head_of_state", "2023-02-27", "Ilham Aliyev"),
        ("USA", "foreign_minister", "2005-06-01", "Condoleezza Rice"),
        ("USA", "foreign_minister", "2025-01-21", "Marco Rubio"),
        ("USA", "foreign_minister", "2025-01-20", "Antony Blinken"),
        ("DEU", "head_of_government", "2015-06-01", "Angela Merkel"),
        ("GBR", "head_of_state", "2022-09-07", "Elizabeth II"),
        ("CHN", "head_of_state", "2024-06-01", "Xi Jinping"),
        ("UNO", "secretary_general", "2010-01-01", "Ban Ki-moon"),
    ],
)
def test_an_office_has_its_holder_of_the_day(state: str, role: str, day: str, name: str) -> None:
    assert held_by(state, role, day) == name


def test_a_seat_that_a_row_vouches_for_until_a_day_is_sure_until_then() -> None:
    people = load_people()
    before = people.holder("POL", "defence_minister", date(2025, 12, 1))
    after = people.holder("POL", "defence_minister", date(2026, 6, 1))
    assert before is not None
    assert after is not None
    assert before.person == after.person
    assert (before.certain, after.certain) == (True, False)
    assert after.listed_to == date(2026, 1, 31)


@pytest.mark.parametrize("day", ["2025-05-01", "2026-05-01"])
def test_people_of_one_dynasty_are_not_taken_for_one(day: str) -> None:
    assert held_by("SAU", "defence_minister", day) == "Khalid bin Salman"
    assert held_by("OMN", "head_of_state", day) == "Haitham bin Tariq"


def test_an_office_that_no_table_has_gives_none() -> None:
    assert held_by("FRA", "minister:windmills", "2020-01-01") is None


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("Lavrov", "Q58217"),
        ("Sergei Lavrov", "Q58217"),
        ("Zelensky", "Q3874799"),
        ("Volodymyr Zelenskyy", "Q3874799"),
        ("Xi", "Q15031"),
        ("Kim Jong Un", "Q56226"),
        ("Lula", "Q37181"),
        ("bin Salman", "Q6892571"),
        ("Erdogan", "Q39259"),
        ("el-Sisi", "Q307871"),
        ("Harris", "Q10853588"),
        ("Guterres", "Q311440"),
        ("Akufo-Addo", "Q718601"),
    ],
)
def test_a_name_means_who_is_in_office(words: str, identifier: str) -> None:
    assert load_people().named(words, date(2023, 6, 1))[0].person.id == identifier


def test_a_name_that_two_have_means_the_one_in_office_on_the_day() -> None:
    found = [load_people().named("Rajapaksa", date(year, 6, 1))[0].person.name for year in (2010, 2020)]
    assert found == ["Mahinda Rajapaksa", "Gotabaya Rajapaksa"]


def test_who_reigns_in_several_states_is_of_the_own_one() -> None:
    holding = load_people().named("Charles III", date(2025, 6, 1))[0].holding
    assert holding is not None
    assert holding.state == "GBR"


def test_an_unknown_name_means_nobody() -> None:
    assert load_people().named("Zzyzx Qwertyuiop", date(2023, 1, 1)) == ()


def test_an_office_says_whether_its_table_reaches_the_day() -> None:
    holding = load_people().holder("RUS", "foreign_minister", date(2035, 1, 1))
    assert holding is not None
    assert not holding.certain
