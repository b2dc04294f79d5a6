"""One minimal text for each way in which news tell where: what the program makes of it, by the rules alone."""

from __future__ import annotations

from typing import Any

import pytest

from resolve.resolved import resolve_text
from verbale.records import Place

PHENOMENA: dict[str, tuple[str, str, dict[str, Any]]] = {
    # How fine a place is
    "a state": ("They met in Peru.", "Peru", {"country_code": "PER", "resolution": 1, "geonameid": 3932488}),
    "a state's usual and official names": (
        "They met in the Republic of Moldova.",
        "Republic of Moldova",
        {"country_code": "MDA", "resolution": 1},
    ),
    "a dependency has a code of its own": (
        "They met in Greenland.",
        "Greenland",
        {"country_code": "GRL", "resolution": 1},
    ),
    "a disputed place keeps its name": (
        "Shells fell on South Ossetia.",
        "South Ossetia",
        {"country_code": "GEO", "province": "South Ossetia", "resolution": 2},
    ),
    "an oblast": (
        "Shells fell in Kharkiv Oblast.",
        "Kharkiv Oblast",
        {"country_code": "UKR", "resolution": 2, "city": None},
    ),
    "a region named after its town": (
        "Shells fell in the Kharkiv region.",
        "Kharkiv region",
        {"country_code": "UKR", "resolution": 2, "city": None},
    ),
    "a state of a federation": ("Floods hit Kerala.", "Kerala", {"country_code": "IND", "resolution": 2}),
    "a district": ("Shells fell in Bakhmut Raion.", "Bakhmut Raion", {"country_code": "UKR", "resolution": 3}),
    "a county": (
        "Police searched homes in Licking County, Ohio.",
        "Licking County",
        {"country_code": "USA", "resolution": 3, "province": "Ohio"},
    ),
    "a large town": (
        "They met in Baku.",
        "Baku",
        {"country_code": "AZE", "city": "Baku", "resolution": 4, "geonameid": 587084},
    ),
    "a small town after a word of place": (
        "A bomb went off in Glenties.",
        "Glenties",
        {"country_code": "IRL", "resolution": 4},
    ),
    "a town tells its district and province": (
        "Shells fell in Vovchansk.",
        "Vovchansk",
        {"country_code": "UKR", "province": "Kharkiv Oblast", "resolution": 4},
    ),
    "a site with the name of its town": (
        "Drones hit Kharkiv airport.",
        "Kharkiv airport",
        {"country_code": "UKR", "city": "Kharkiv"},
    ),
    "a site that only the town behind it places": (
        "They marched through Osel Square in Donetsk.",
        "Osel Square",
        {"country_code": "UKR", "city": "Donetsk", "resolution": 4},
    ),
    "a site that nothing places keeps its words": (
        "They marched through Osel Square.",
        "Osel Square",
        {"resolved_place": None, "lat": None, "country_code": None},
    ),
    "a base": ("Rockets hit Ain al-Asad.", "Ain al-Asad", {"country_code": "IRQ"}),
    "a crossing": ("Lorries waited at the Rafah crossing.", "Rafah crossing", {"country_code": "PSE"}),
    "a camp": ("Doctors left the Zamzam camp.", "Zamzam camp", {"country_code": "SDN"}),
    "an island": ("A ship sank off Lesbos.", "Lesbos", {"country_code": "GRC"}),
    # Wider than a state
    "a sea": ("A ship sank in the Black Sea.", "Black Sea", {"country_code": None, "resolution": None}),
    "a strait": ("A tanker was seized in the Strait of Hormuz.", "Strait of Hormuz", {"country_code": None}),
    "a continent": ("They toured Africa.", "Africa", {"country_code": None, "geonameid": 6255146}),
    "a part of a continent": ("Troops left the Sahel.", "Sahel", {"country_code": None}),
    "mountains": ("Two planes met in the Hindu Kush.", "Hindu Kush", {"country_code": None}),
    # Words around a name
    "which part of a state is meant": (
        "Shells fell in southern Lebanon.",
        "southern Lebanon",
        {"country_code": "LBN", "resolution": 1},
    ),
    "which part of a town is meant": (
        "Shells fell in central Kherson.",
        "central Kherson",
        {"country_code": "UKR", "city": "Kherson"},
    ),
    "beside a town and not in it": (
        "Troops dug in north-east of Donetsk.",
        "north-east of Donetsk",
        {"country_code": "UKR", "city": "Donetsk"},
    ),
    "near a town": ("A train derailed near Ohrid.", "Ohrid", {"country_code": "MKD"}),
    "the town that is the capital of a state named before it": (
        "They met in the Armenian capital Yerevan.",
        "Yerevan",
        {"country_code": "ARM", "city": "Yerevan"},
    ),
    # Of several places of one name
    "the state named behind it": (
        "They met in Tripoli, Lebanon.",
        "Tripoli",
        {"country_code": "LBN"},
    ),
    "the larger, if nothing tells": ("They met in Tripoli.", "Tripoli", {"country_code": "LBY"}),
    "the state that the report is about": (
        "Lebanon sent troops. Lebanese police were seen in Tripoli.",
        "Tripoli",
        {"country_code": "LBN"},
    ),
    "the state in brackets": ("They met in Cordoba (Argentina).", "Cordoba", {"country_code": "ARG"}),
    "the region named behind it": ("They met in Paris, Texas.", "Paris", {"country_code": "USA", "province": "Texas"}),
    "the region's letters behind it": (
        "They met in Alexandria, La.",
        "Alexandria",
        {"country_code": "USA", "province": "Louisiana"},
    ),
    "in the state named behind it": (
        "Gunmen attacked Hama in central Syria.",
        "Hama",
        {"country_code": "SYR"},
    ),
    "the adjective before it": (
        "They met in the Venezuelan city of Valencia.",
        "Valencia",
        {"country_code": "VEN"},
    ),
    "the owner before it": ("They met in Spain's Merida.", "Merida", {"country_code": "ESP"}),
    "once told with its state, so all through": (
        "They met in Santiago, Cuba. The talks in Santiago went on.",
        "Santiago",
        {"country_code": "CUB"},
    ),
    "a region with the name of a state": (
        "The governor spoke in Atlanta, Georgia.",
        "Atlanta",
        {"country_code": "USA", "province": "Georgia"},
    ),
    "a state with the name of a region": ("They met in Georgia.", "Georgia", {"country_code": "GEO", "resolution": 1}),
    "a town with the name of a state": (
        "They met in Lebanon, Pa.",
        "Lebanon",
        {"country_code": "USA", "province": "Pennsylvania", "resolution": 4},
    ),
    "by the other places of a report": (
        "Homes burnt in Grapevine and Plano. Roads to Arlington and Irving were shut.",
        "Arlington",
        {"country_code": "USA", "province": "Texas"},
    ),
    # Ways to write it
    "an older spelling": ("Shells fell in Kharkov.", "Kharkov", {"country_code": "UKR", "city": "Kharkiv"}),
    "an article of Arabic": ("Shells fell in al-Bab.", "al-Bab", {"country_code": "SYR"}),
    "accents left out": ("They met in Malmo.", "Malmo", {"country_code": "SWE"}),
    "a saint's short name": ("They met in St. Petersburg.", "St. Petersburg", {"country_code": "RUS"}),
    "in capitals": ("SHELLS FALL IN KHARKIV", "KHARKIV", {"country_code": "UKR", "city": "Kharkiv"}),
    "a name that begins with a common word": (
        "A fire broke out in Grand Rapids.",
        "Grand Rapids",
        {"country_code": "USA", "city": "Grand Rapids"},
    ),
}

NO_PLACES = {
    "somebody's name": "Envoy Kemal Oran spoke. Oran left.",
    "a family name that is a town's": "Mr Lincoln and Mrs Bristol spoke.",
    "a minister with a town's name": "Defence Secretary Lloyd Austin spoke.",
    "a state that acts": "Peru condemned the vote.",
}


def find_place(text: str, words: str) -> Place:
    found = [one.place for one in resolve_text(text).places]
    same = [one for one in found if one.extracted_place == words]
    assert same, (words, [one.extracted_place for one in found])
    assert len({(one.country_code, one.province, one.city) for one in same}) == 1
    return same[0]


@pytest.mark.parametrize("name", PHENOMENA)
def test_where(name: str) -> None:
    text, words, expected = PHENOMENA[name]
    place = find_place(text, words)
    assert {key: getattr(place, key) for key in expected} == expected


@pytest.mark.parametrize("name", NO_PLACES)
def test_no_place(name: str) -> None:
    led = [one.place for one in resolve_text(NO_PLACES[name]).places if one.place.resolution != 1]
    assert led == []
