"""The sector of people whose noun alone says little is that of the body beside it."""

from __future__ import annotations

import pytest

from resolve.resolved import actors_of, resolve_text


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("military spokesman", "MIL"),
        ("family spokesperson", "CVL"),
        ("media representatives", "JRN"),
        ("representatives of the ruling party", "PTY"),
        ("company executives", "BUS"),
        ("union leaders", "LAB"),
        ("opposition representatives", "OPP"),
        ("Hamas official", "REB"),
        ("EU representatives", "GOV"),
        ("NATO official", "GOV"),
        ("official sources", "GOV"),
        ("president of the Upland Chess Federation", "SOC"),
        ("government spokesman", "GOV"),
    ],
)
def test_the_sector_is_that_of_the_body(words: str, sector: str) -> None:
    (actor,) = actors_of(resolve_text(f"On Monday the {words} said that the road was open."), words)
    assert actor.sector == (sector,)


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("Police chief", "COP"),
        ("Army chief", "MIL"),
        ("U.S. Representative", "LEG"),
        ("Iranian Representative", "GOV"),
        ("Senate committee chair", "LEG"),
    ],
)
def test_a_person_has_the_sector_of_the_title(title: str, sector: str) -> None:
    (actor,) = actors_of(resolve_text(f"{title} Jane Merrow said that the road was open."), "Jane Merrow")
    assert actor.sector == (sector,)
