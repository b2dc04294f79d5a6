from __future__ import annotations

import pytest

from resolve.resolved import actors_of, mention, resolve_text, words_of


@pytest.mark.parametrize(
    "text",
    [
        "Ankara rejected the offer.",
        "Talks with Ankara failed.",
        "Ties between Baku and Ankara improved.",
        "Pressure on Ankara grew.",
        "Ankara's offer was rejected.",
        "They accused Ankara of delay.",
    ],
)
def test_a_capital_that_acts_or_is_dealt_with_is_its_government(text: str) -> None:
    said = resolve_text(text)
    assert mention(said, "Ankara").kind == "seat"
    assert [one.id for one in actors_of(said, "Ankara")] == ["TUR"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks in Ankara failed.",
        "He visited Ankara on Monday.",
        "She flew to Ankara.",
        "The mayor of Ankara resigned.",
        "An attack on Ankara failed.",
        "ANKARA (Agency) - Nothing happened.",
    ],
)
def test_a_capital_where_something_is_is_a_place(text: str) -> None:
    said = resolve_text(text)
    assert "Ankara" not in words_of(said)
    assert [one.place.country_code for one in said.places if one.place.city] == ["TUR"]


def test_a_house_of_government_stands_for_its_state() -> None:
    assert [one.id for one in actors_of(resolve_text("The Kremlin denied it."), "Kremlin")] == ["RUS"]


def test_a_region_that_acts_is_its_authorities() -> None:
    (actor,) = actors_of(resolve_text("Texas sued the company on Monday."), "Texas")
    assert (actor.kind, actor.state) == ("organisation", "USA")


def test_a_region_where_something_happens_is_no_actor() -> None:
    assert "Kerala" not in words_of(resolve_text("Police arrested three men in Kerala."))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Brussels may suspend its aid to Tirana.", "EUE"),
        ("The European Commission met Serbia. Brussels called for talks.", "EUE"),
        ("Belgium expelled an envoy. Brussels acted after a warning.", "BEL"),
        ("The EU met Belgian farmers. Brussels gave way, the European Commission said.", "EUE"),
    ],
)
def test_brussels_is_the_union_or_the_state_that_the_report_is_about(text: str, state: str) -> None:
    (actor,) = actors_of(resolve_text(text), "Brussels")
    assert actor.state == state
