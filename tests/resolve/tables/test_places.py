"""Towns and regions by name."""

from __future__ import annotations

import pytest

from verbale.resolve.tables import describe_tables, fingerprint, load_places


def test_a_town_is_found_by_name_the_largest_first() -> None:
    towns = load_places().named("Odesa")
    assert towns[0].state == "UKR"
    assert [t.population for t in towns] == sorted((t.population for t in towns), reverse=True)


def test_a_town_has_its_geonames_id_and_coordinates() -> None:
    baku = load_places().named("Baku")[0]
    assert baku.geonameid == 587084
    assert (round(baku.lat), round(baku.lon)) == (40, 50)


def test_a_town_says_which_region_it_lies_in() -> None:
    assert load_places().named("Bukavu")[0].province == "South Kivu"


@pytest.mark.parametrize(
    ("words", "name", "state"),
    [
        ("North Kivu", "North Kivu", "COD"),
        ("Nord-Kivu", "North Kivu", "COD"),
        ("Balochistan", "Balochistan", "PAK"),
        ("Xinjiang", "Xinjiang", "CHN"),
        ("Texas", "Texas", "USA"),
        ("Tartus Governorate", "Tartus Governorate", "SYR"),
        ("Luhansk Oblast", "Luhansk Oblast", "UKR"),
        ("Kharkiv region", "Kharkiv Oblast", "UKR"),
        ("province of Herat", "Herat Province", "AFG"),
        ("Niger State", "Niger State", "NGA"),
    ],
)
def test_a_region_is_found_by_its_usual_name_and_with_the_word_for_its_kind(words: str, name: str, state: str) -> None:
    found = load_places().named(words)[0]
    assert (found.name, found.state, found.kind) == (name, state, "province")


def test_a_name_alone_is_the_town_where_town_and_region_share_it() -> None:
    assert load_places().named("Kharkiv")[0].kind == "town"


@pytest.mark.parametrize("words", ["Central", "Northern", "Georgia"])
def test_a_word_that_says_too_little_is_no_region(words: str) -> None:
    assert all(place.kind == "town" for place in load_places().named(words))


@pytest.mark.parametrize(
    ("words", "state"),
    [("Qamishli", "SYR"), ("Frankfurt", "DEU"), ("Deir al-Balah", "PSE"), ("Bagram", "AFG"), ("Mindanao", "PHL")],
)
def test_a_place_is_found_by_its_english_name(words: str, state: str) -> None:
    assert load_places().named(words)[0].state == state


def test_a_site_that_geonames_lacks_has_coordinates_and_no_number() -> None:
    bagram = load_places().named("Bagram")[0]
    assert (bagram.geonameid, bagram.lat, bagram.lon) == (None, 34.95, 69.27)


def test_a_region_lies_among_its_towns() -> None:
    kerala = load_places().named("Kerala")[0]
    assert kerala.lat is not None
    assert kerala.lon is not None
    assert (8 < kerala.lat < 13, 74 < kerala.lon < 78) == (True, True)


def test_every_table_says_where_it_is_from() -> None:
    assert all(t.source and t.licence and t.as_of and t.checksum for t in describe_tables())
    assert fingerprint() == fingerprint()
