"""Phrases that stand for states, peoples, seats, bodies, groups, media and places."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text, newsy_text
from verbale.resolve.tables import load_names


def find(text: str) -> list[tuple[str, str, str | None]]:
    """What is found: words, kind and state of the likeliest meaning."""
    return [(h.span.of(text), h.entries[0].kind, h.entries[0].state) for h in load_names().find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the United Kingdom's envoy", [("United Kingdom", "state", "GBR")]),
        ("French and U.S. officials", [("French", "adjective", "FRA"), ("U.S.", "state", "USA")]),
        ("Afghans in Kabul", [("Afghans", "people", "AFG"), ("Kabul", "seat", "AFG")]),
        ("sources in the Kremlin", [("Kremlin", "seat", "RUS")]),
        ("the UN Security Council met", [("UN Security Council", "body", "UNO")]),
        ("the European Commission", [("European Commission", "body", "EUE")]),
        ("Hezbollah said", [("Hezbollah", "group", "LBN")]),
        ("told Reuters", [("Reuters", "media", "GBR")]),
        ("the Voice of America", [("Voice of America", "media", "USA")]),
        ("in Côte d'Ivoire", [("Côte d'Ivoire", "state", "CIV")]),
        ("the National Bank of Ukraine", [("National Bank of Ukraine", "agency", "UKR")]),
        ("the Jogorku Kenesh", [("Jogorku Kenesh", "agency", "KGZ")]),
        ("Jamaat Nasr al-Islam wal-Muslimin", [("Jamaat Nasr al-Islam wal-Muslimin", "group", "MLI")]),
        ("Australia Post", [("Australia Post", "agency", "AUS")]),
        ("the People's Defense Force", [("People's Defense Force", "group", "MMR")]),
        ("the siege of Mariupol", [("Mariupol", "place", "UKR")]),
        ("police in Kerala", [("Kerala", "place", "IND")]),
        ("rebels in North Kivu", [("North Kivu", "place", "COD")]),
        ("Tartus Governorate", [("Tartus Governorate", "place", "SYR")]),
        ("shelling in Luhansk Oblast", [("Luhansk Oblast", "place", "UKR")]),
        ("the governor of Borno State", [("Borno State", "place", "NGA")]),
        ("in Georgia", [("Georgia", "state", "GEO")]),
        ("Washington said", [("Washington", "seat", "USA")]),
    ],
)
def test_a_phrase_is_found_with_what_it_stands_for(text: str, found: list[tuple[str, str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "they told us",
        "a roast turkey",
        "polish the china",
        "he was in a jam",
        "Central",
        "The Northern Province",
    ],
)
def test_a_common_word_is_no_name(text: str) -> None:
    assert find(text) == []


def test_a_name_that_regions_of_two_states_have_keeps_both() -> None:
    (hit,) = load_names().find("a flood in Punjab")
    assert {entry.state for entry in hit.entries} == {"IND", "PAK"}


def test_a_headline_in_capitals_is_read_all_the_same() -> None:
    assert find("TURKEY WARNS SYRIA") == [("TURKEY", "state", "TUR"), ("SYRIA", "state", "SYR")]


def test_an_ambiguous_phrase_keeps_its_meanings() -> None:
    (hit,) = load_names().find("Congolese soldiers")
    assert {entry.state for entry in hit.entries} == {"COD", "COG"}


@given(any_text)
def test_hits_lie_in_the_text_in_order_and_apart(text: str) -> None:
    hits = list(load_names().find(text))
    assert all(h.span.of(text) for h in hits)
    assert all(a.span.end <= b.span.start for a, b in pairwise(hits))


PHRASES = (
    "Russia",
    "United Kingdom",
    "the European Commission",
    "AID",
    "AID FOR IRAN",
    "IRAN WARNS ISRAEL",
    "Côte d'Ivoire",
)


@given(st.lists(st.sampled_from(PHRASES) | newsy_text, max_size=8).map(" ".join), st.integers(1, 30))
def test_a_text_that_is_looked_through_in_parts_has_the_names_that_it_has_as_a_whole(text: str, part: int) -> None:
    whole = list(load_names().find(text))
    with patch("verbale.resolve.tables.names.PART", part):
        assert list(load_names().find(text)) == whole
