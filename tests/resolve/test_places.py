from __future__ import annotations

import pytest

from resolve.resolved import resolve_text
from verbale.records import Place


def place(text: str, words: str) -> Place:
    (found,) = [one.place for one in resolve_text(text).places if one.place.extracted_place == words]
    return found


def test_a_town_has_its_coordinates_and_state() -> None:
    baku = place("They met in Baku.", "Baku")
    assert (baku.geonameid, baku.country_code, baku.city, baku.resolution) == (587084, "AZE", "Baku", 4)
    assert (round(baku.lat or 0), round(baku.lon or 0)) == (40, 50)


def test_a_state_is_a_place_too() -> None:
    peru = place("They met in Peru.", "Peru")
    assert (peru.country, peru.country_code, peru.resolution, peru.city) == ("Peru", "PER", 1, None)


def test_of_two_towns_of_one_name_the_state_named_after_it_decides() -> None:
    assert place("They met in Tripoli, Lebanon.", "Tripoli").country_code == "LBN"
    assert place("They met in Tripoli, Libya.", "Tripoli").country_code == "LBY"


def test_else_the_states_of_the_report_decide() -> None:
    assert place("Lebanon sent troops. Lebanese police were seen in Tripoli.", "Tripoli").country_code == "LBN"


def test_a_part_of_a_state_is_not_the_whole() -> None:
    gaza = place("Aid reached the Gaza Strip.", "Gaza Strip")
    assert (gaza.province, gaza.country_code, gaza.resolution) == ("Gaza Strip", "PSE", 2)


@pytest.mark.parametrize("words", ["South Caucasus", "Sahel"])
def test_a_part_of_the_world_is_a_place_of_no_one_state(words: str) -> None:
    region = place(f"They met in the {words}.", words)
    assert (region.resolved_place, region.country_code, region.resolution) == (words, None, None)
    assert region.lat is not None


def test_what_no_table_has_keeps_its_words() -> None:
    square = place("They met in Osel Square.", "Osel Square")
    assert (square.resolved_place, square.lat, square.resolution) == (None, None, None)


def test_a_site_that_no_table_has_lies_in_the_town_named_behind_it() -> None:
    square = place("They met in Osel Square in Donetsk.", "Osel Square")
    assert (square.city, square.country_code, square.resolution) == ("Donetsk", "UKR", 4)


def test_a_site_lies_where_its_name_says() -> None:
    airport = place("Drones hit Kharkiv airport.", "Kharkiv airport")
    assert (airport.city, airport.country_code) == ("Kharkiv", "UKR")


def test_a_person_s_name_is_no_place() -> None:
    found = resolve_text("Turkish envoy Kemal Oran spoke. Oran left.").places
    assert found == ()


def test_places_do_not_overlap() -> None:
    found = resolve_text("They met in Jeddah, Saudi Arabia, and at Kharkiv airport in Ukraine.").places
    assert [one.place.extracted_place for one in found] == ["Jeddah", "Saudi Arabia", "Kharkiv airport", "Ukraine"]


def test_the_part_of_a_place_belongs_to_it() -> None:
    part = place("Shells fell in southern Lebanon.", "southern Lebanon")
    assert (part.country_code, part.resolution) == ("LBN", 1)


@pytest.mark.parametrize("words", ["Black Sea", "Strait of Hormuz", "Middle East", "Osel National Park", "Borno State"])
def test_names_of_seas_regions_and_parks_are_places(words: str) -> None:
    said = resolve_text(f"They crossed the {words} on Monday.")
    assert [one.place.extracted_place for one in said.places] == [words]
    assert [one.span.of(said.text) for one in said.mentions] == ["They"]


def test_a_town_after_what_was_hit_is_a_place() -> None:
    assert place("A drone hit an apartment building in Sumy, Ukraine.", "Sumy").country_code == "UKR"
