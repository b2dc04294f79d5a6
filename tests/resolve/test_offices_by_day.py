"""Offices as reports say them, against the tables of the day: former, then-, acting, -elect, two at once, changes."""

from __future__ import annotations

from datetime import date

import pytest

from resolve.resolved import actors_of, mention, resolve_text
from verbale.records import Actor


def person_of(text: str, name: str, day: date) -> Actor:
    (person,) = actors_of(resolve_text(text, published=day), name)
    return person


@pytest.mark.parametrize(
    "words", ["Then-President", "then-US President", "Former President", "ex-president", "Ex-President"]
)
def test_somebody_of_a_former_office_holds_none(words: str) -> None:
    person = person_of(f"{words} Barack Obama met reporters.", "Barack Obama", date(2019, 3, 4))
    assert (person.id, person.state, person.office, person.office_basis) == ("Q76", "USA", None, None)


def test_the_word_before_a_hyphen_is_part_of_the_title_not_of_the_name() -> None:
    said = resolve_text("Berlin heard ex-Foreign Minister Sigmar Gabriel of Germany.", published=date(2019, 3, 4))
    assert mention(said, "Sigmar Gabriel").wide.of(said.text).startswith("ex-Foreign Minister")


def test_a_president_elect_is_known_and_is_not_yet_president() -> None:
    person = person_of("President-elect Donald Trump met reporters.", "Donald Trump", date(2024, 12, 10))
    assert (person.id, person.office, person.office_basis) == ("Q22686", "President-elect", "text")


def test_an_outgoing_president_is_still_president() -> None:
    person = person_of("Outgoing President Joe Biden met reporters.", "Joe Biden", date(2024, 11, 20))
    assert (person.office, person.office_basis) == ("President of the United States", "table")


def test_an_acting_office_that_the_tables_lack_is_the_reports() -> None:
    person = person_of("Acting Peruvian Interior Minister Ana Roe left.", "Ana Roe", date(2024, 11, 20))
    assert (person.state, person.office, person.office_basis) == ("PER", "Acting Interior Minister of Peru", "text")


def test_on_the_day_of_a_change_both_are_called_by_their_office() -> None:
    said = resolve_text(
        "President Donald Trump spoke. President Joe Biden had left at noon.", published=date(2025, 1, 20)
    )
    for name in ("Donald Trump", "Joe Biden"):
        assert actors_of(said, name)[0].office == "President of the United States"


def test_a_title_alone_is_the_new_holder_on_the_day_of_a_change() -> None:
    (person,) = actors_of(resolve_text("The US president spoke.", published=date(2025, 1, 20)), "US president")
    assert person.name == "Donald Trump"


def test_after_the_tables_end_the_report_gives_the_office() -> None:
    person = person_of("The British prime minister, Rosa Quill, met reporters.", "Rosa Quill", date(2031, 10, 10))
    assert (person.state, person.office_basis) == ("GBR", "text")


def test_a_minister_who_became_another_is_called_as_the_report_says() -> None:
    person = person_of("French Finance Minister Emmanuel Macron spoke.", "Emmanuel Macron", date(2019, 3, 4))
    assert (person.office, person.office_basis) == ("Finance Minister of France", "text")


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Zaire signed the accord.", "Zaire", "COD"),
        ("Burma signed the accord.", "Burma", "MMR"),
        ("Swaziland signed the accord.", "Swaziland", "SWZ"),
        ("Türkiye signed the accord.", "Türkiye", "TUR"),
        ("Turkiye signed the accord.", "Turkiye", "TUR"),
        ("Macedonia signed the accord.", "Macedonia", "MKD"),
        ("South Sudan signed the accord.", "South Sudan", "SSD"),
        ("The Soviet Union signed the accord.", "Soviet Union", "RUS"),
        ("Czechoslovakia signed the accord.", "Czechoslovakia", "CZE"),
        ("East Germany signed the accord.", "East Germany", "DEU"),
        ("South Yemen signed the accord.", "South Yemen", "YEM"),
        ("Serbia and Montenegro signed the accord.", "Serbia and Montenegro", "SRB"),
        ("Scotland signed the accord.", "Scotland", "GBR"),
        ("Chechnya signed the accord.", "Chechnya", "RUS"),
        ("Greenland signed the accord.", "Greenland", "GRL"),
    ],
)
def test_states_of_the_past_and_parts_of_states_have_the_code_of_records(text: str, name: str, code: str) -> None:
    (state,) = actors_of(resolve_text(text, published=date(2023, 3, 4)), name)
    assert state.state == code


def test_the_governor_of_georgia_is_american_and_its_prime_minister_is_not() -> None:
    said = resolve_text(
        "Georgia's governor Adam Quill met Georgia's prime minister, Nino Lortkip.", published=date(2031, 3, 4)
    )
    assert actors_of(said, "Adam Quill")[0].state == "USA"
    assert actors_of(said, "Nino Lortkip")[0].state == "GEO"


def test_the_leader_of_a_disputed_territory_has_its_office_and_the_code_of_records() -> None:
    person = person_of("Arayik Harutyunyan, president of Artsakh, spoke.", "Arayik Harutyunyan", date(2022, 6, 10))
    assert (person.id, person.state, person.office) == ("Q440824", "AZE", "President of Nagorno-Karabakh")


@pytest.mark.parametrize(
    ("name", "day", "person"),
    [
        ("Volodymyr Zelensky", date(2023, 5, 5), "Q3874799"),
        ("Volodymyr Zelenskyy", date(2023, 5, 5), "Q3874799"),
        ("Abdel Fattah el-Sissi", date(2023, 5, 5), "Q307871"),
        ("Abdel-Fattah al-Sisi", date(2023, 5, 5), "Q307871"),
        ("Mohammed bin Salman", date(2023, 5, 5), "Q6892571"),
        ("Kim Jong Un", date(2023, 5, 5), "Q56226"),
        ("Orban Viktor", date(2023, 5, 5), "Q57641"),
        ("Viktor Orban", date(2023, 5, 5), "Q57641"),
        ("Abe Shinzo", date(2015, 5, 5), "Q132345"),
        ("Shinzo Abe", date(2015, 5, 5), "Q132345"),
        ("Xi Jinping", date(2015, 5, 5), "Q15031"),
    ],
)
def test_spellings_and_orders_of_a_name_are_one_person(name: str, day: date, person: str) -> None:
    assert person_of(f"{name} met reporters.", name, day).id == person


def test_the_spellings_of_gaddafi_are_one_person() -> None:
    said = resolve_text(
        "Moammar Gadhafi spoke. Muammar al-Qaddafi left. Libya's Muammar Gaddafi was asked.", published=date(2010, 5, 5)
    )
    names = ("Moammar Gadhafi", "Muammar al-Qaddafi", "Muammar Gaddafi")
    assert len({actors_of(said, name)[0].id for name in names}) == 1


@pytest.mark.parametrize(("day", "kind"), [(date(2023, 3, 1), "person"), (date(2025, 3, 1), "unnamed")])
def test_a_list_that_ended_long_ago_does_not_tell_who_holds_an_office(day: date, kind: str) -> None:
    (minister,) = actors_of(resolve_text("The finance minister of Norway left.", published=day), MINISTER)
    assert (minister.state, minister.kind) == ("NOR", kind)


MINISTER = "finance minister of Norway"


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("The Polish defence minister met reporters.", date(2024, 5, 5), "Władysław Kosiniak-Kamysz"),
        ("The Finnish foreign minister met reporters.", date(2023, 6, 19), "Pekka Haavisto"),
        ("The Finnish foreign minister met reporters.", date(2023, 6, 20), "Elina Valtonen"),
        ("The Rwandan foreign minister met reporters.", date(2025, 3, 3), "Olivier Nduhungirehe"),
        ("The Thai foreign minister met reporters.", date(2025, 10, 15), "Sihasak Phuangketkeow"),
        ("The Omani sultan met reporters.", date(2024, 5, 12), "Haitham bin Tariq"),
        ("The Saudi defence minister met reporters.", date(2025, 4, 17), "Khalid bin Salman"),
        ("The Dutch prime minister met reporters.", date(2026, 4, 3), "Rob Jetten"),
        ("Venezuela's acting president met reporters.", date(2026, 2, 12), "Delcy Rodríguez"),
        ("The South Korean defence minister met reporters.", date(2024, 12, 4), "Kim Yong-hyun"),
        ("Tsahkna said Estonia would keep its border closed.", date(2024, 3, 3), "Margus Tsahkna"),
        ("Nurtleu met officials of Kazakhstan in Astana.", date(2024, 10, 2), "Murat Nurtleu"),
    ],
)
def test_an_office_or_a_surname_alone_is_the_holder_of_the_day(text: str, day: date, name: str) -> None:
    assert name in [one.name for one in resolve_text(text, published=day).actors]


def test_between_two_holders_a_seat_is_nobodys() -> None:
    text = "The South Korean defence minister met reporters."
    (minister,) = actors_of(resolve_text(text, published=date(2025, 3, 3)), "South Korean defence minister")
    assert (minister.state, minister.kind) == ("KOR", "unnamed")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The UN secretary-general", "António Guterres"),
        ("The UN chief", "António Guterres"),
        ("NATO's secretary general", "Mark Rutte"),
        ("The secretary-general of the OSCE", "Feridun Sinirlioğlu"),
        ("The European Commission president", "Ursula von der Leyen"),
        ("The president of the European Council", "António Costa"),
        ("The EU foreign policy chief", "Kaja Kallas"),
        ("The head of the IMF", "Kristalina Georgieva"),
        ("The WHO chief", "Tedros Adhanom Ghebreyesus"),
        ("The ICC prosecutor", "Karim Khan"),
        ("The pope", "Leo XIV"),
        ("Iran's supreme leader", "Ali Khamenei"),
        ("Denmark's king", "Frederik X"),
    ],
)
def test_whoever_heads_a_body_or_reigns_is_known_by_the_office_alone(words: str, name: str) -> None:
    said = resolve_text(f"{words} met reporters.", published=date(2025, 6, 4))
    assert [one.name for one in said.actors if one.kind == "person"] == [name]


@pytest.mark.parametrize(
    "words",
    [
        "The UN aid chief",
        "The head of the IMF mission",
        "The president of the UN General Assembly",
        "The EU president",
        "The African Union chair",
        "The next UN secretary-general",
        "The next French president",
        "The Coptic pope",
        "Denmark's queen",
    ],
)
def test_an_office_that_is_like_the_heads_is_not_the_heads(words: str) -> None:
    said = resolve_text(f"{words} met reporters.", published=date(2025, 6, 4))
    assert next(one.kind for one in said.actors if one.kind in ("person", "unnamed")) == "unnamed"
