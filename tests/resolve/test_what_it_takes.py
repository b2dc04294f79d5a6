"""What names, offices and places of the news take: each a short text of our own."""

from __future__ import annotations

from datetime import date

import pytest

from resolve.resolved import actors_of, mention, names_of, resolve_text, words_of

SUMMER = date(2024, 6, 12)


def test_a_verb_after_a_group_is_no_part_of_its_name() -> None:
    said = resolve_text("The fighters of Wagner left Mali on Monday.", published=SUMMER)
    assert words_of(said) == ["fighters of Wagner", "Mali"]


def test_initials_tell_namesakes_apart() -> None:
    said = resolve_text("George W. Bush spoke. George H. W. Bush listened.", published=SUMMER)
    assert [actors_of(said, name)[0].id for name in ("George W. Bush", "George H. W. Bush")] == ["Q207", "Q23505"]


def test_who_once_led_a_state_is_known_by_the_full_name_alone() -> None:
    said = resolve_text("Then-president Viktor Yanukovych fled.", published=SUMMER)
    (actor,) = actors_of(said, "Viktor Yanukovych")
    assert (actor.id, actor.state, actor.office) == ("Q1459658", "UKR", None)


def test_an_office_that_went_with_another_ends_with_it() -> None:
    said = resolve_text("Former prime minister Boris Johnson spoke.", published=SUMMER)
    assert actors_of(said, "Boris Johnson")[0].office is None


def test_an_office_to_come_is_told_by_the_words() -> None:
    said = resolve_text("President-elect Claudia Sheinbaum spoke.", published=SUMMER)
    (actor,) = actors_of(said, "Claudia Sheinbaum")
    assert (actor.office, actor.office_basis) == ("President-elect", "text")


@pytest.mark.parametrize("words", ["outgoing Dutch prime minister", "embattled Dutch prime minister"])
def test_who_is_on_the_way_out_still_holds_the_office(words: str) -> None:
    said = resolve_text(f"The {words} spoke.", published=SUMMER)
    assert names_of(said, words) == ["Mark Rutte"]


def test_who_is_on_the_way_in_does_not_hold_it_yet() -> None:
    said = resolve_text("The incoming Dutch prime minister spoke.", published=SUMMER)
    assert names_of(said, "incoming Dutch prime minister") == ["incoming Dutch prime minister"]


@pytest.mark.parametrize("name", ["Gulf of Aden", "Gulf of Mexico", "Sea of Japan", "Strait of Gibraltar"])
def test_a_sea_with_a_state_or_town_in_its_name_is_neither(name: str) -> None:
    said = resolve_text(f"Ships met in the {name}.", published=SUMMER)
    assert [(one.place.resolved_place, one.place.country_code) for one in said.places] == [(name, None)]
    assert name.rpartition(" ")[2] not in words_of(said)


def test_a_disputed_region_is_not_the_province_called_like_it() -> None:
    said = resolve_text("Officials met in the Kurdistan Region.", published=SUMMER)
    assert [one.place.country_code for one in said.places] == ["IRQ"]


@pytest.mark.parametrize("name", ["Nagorno-Karabakh", "Artsakh"])
def test_a_disputed_place_is_one_by_either_name(name: str) -> None:
    said = resolve_text(f"{name} rejected the offer.", published=SUMMER)
    (actor,) = actors_of(said, name)
    assert (actor.id, actor.state) == ("x:artsakh", "AZE")


def test_on_the_day_of_a_change_the_new_holder_has_the_office() -> None:
    said = resolve_text("The British prime minister spoke.", published=date(2024, 7, 5))
    assert names_of(said, "British prime minister") == ["Keir Starmer"]


def test_common_nouns_that_begin_a_sentence_are_no_persons() -> None:
    said = resolve_text("Wholesalers said no. Davis said yes.", published=SUMMER)
    assert [one.kind for one in said.actors if one.name == "Wholesalers"] != ["person"]
    assert actors_of(said, "Davis")[0].kind == "person"


def test_words_beside_a_direction_stay_with_the_place() -> None:
    said = resolve_text("Shells fell north-east of Donetsk.", published=SUMMER)
    assert [(one.place.extracted_place, one.place.resolved_place) for one in said.places] == [
        ("north-east of Donetsk", "Donetsk")
    ]


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("group of protesters", ("CVL",)),
        ("coalition of rebels", ("REB",)),
        ("industry leaders", ("BUS",)),
        ("spies", ("SPY",)),
        ("civil servants", ("GOV",)),
        ("donors", ()),
    ],
)
def test_sectors_follow_plover(words: str, sector: tuple[str, ...]) -> None:
    said = resolve_text(f"On Monday {'a ' if ' of ' in words else ''}{words} met in Lima.", published=SUMMER)
    assert actors_of(said, words)[0].sector == sector
    assert mention(said, words).actors
