from __future__ import annotations

from datetime import date

import pytest

from verbale.resolve.tables import load_bodies, load_members


def members(name: str, on: str) -> tuple[str, ...]:
    body = next(one for one in load_bodies() if one.name == name)
    return load_members().of(body.id, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("body", "day", "number", "within", "without"),
    [
        ("NATO", "2003-06-01", 19, "POL", "ROU"),
        ("NATO", "2024-03-07", 32, "SWE", "AUT"),
        ("European Union", "2020-01-31", 28, "GBR", "NOR"),
        ("European Union", "2020-02-01", 27, "HRV", "GBR"),
        ("G8", "2010-06-01", 8, "RUS", "CHN"),
        ("G7", "2010-06-01", 7, "JPN", "RUS"),
        ("BRICS", "2024-06-01", 9, "ETH", "IDN"),
        ("OPEC", "2016-06-01", 13, "IDN", "GNQ"),
        ("OPEC", "2024-06-01", 12, "GNQ", "AGO"),
        ("Council of Europe", "2022-03-16", 47, "RUS", "BLR"),
        ("Council of Europe", "2022-03-17", 46, "UKR", "RUS"),
        ("Collective Security Treaty Organization", "2010-06-01", 7, "UZB", "AZE"),
        ("Commonwealth of Independent States", "2008-08-01", 10, "GEO", "UKR"),
        ("Arab League", "2020-06-01", 22, "COM", "IRN"),
        ("Mercosur", "2024-07-08", 6, "BOL", "CHL"),
    ],
)
def test_members_are_those_of_the_day(body: str, day: str, number: int, within: str, without: str) -> None:
    found = members(body, day)
    assert (len(found), within in found, without in found) == (number, True, False)


@pytest.mark.parametrize("year", range(2000, 2027))
def test_the_security_council_has_fifteen_members(year: int) -> None:
    found = members("United Nations Security Council", f"{year}-06-01")
    assert len(found) == 15
    assert {"CHN", "FRA", "GBR", "RUS", "USA"} < set(found)
