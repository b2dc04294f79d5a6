"""Towns by name."""

from __future__ import annotations

from verbale.resolve.tables import describe_tables, fingerprint, load_places


def test_a_town_is_found_by_name_the_largest_first() -> None:
    towns = load_places().named("Odesa")
    assert towns[0].state == "UKR"
    assert [t.population for t in towns] == sorted((t.population for t in towns), reverse=True)


def test_a_town_has_its_geonames_id_and_coordinates() -> None:
    baku = load_places().named("Baku")[0]
    assert baku.geonameid == 587084
    assert (round(baku.lat), round(baku.lon)) == (40, 50)


def test_every_table_says_where_it_is_from() -> None:
    assert all(t.source and t.licence and t.as_of and t.checksum for t in describe_tables())
    assert fingerprint() == fingerprint()
