"""Numbers of dead, injured and arrested, with the words that say them."""

from __future__ import annotations

import pytest
from hypothesis import given

from strategies import any_text
from verbale.extract.event_size import find_counts
from verbale.spans import Span


def counts(text: str) -> list[tuple[str, int, int, str]]:
    return [
        (told.fate, told.count.low, told.count.high, told.count.span.of(text))
        for told in find_counts(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bomb killed nine people.", [("dead", 9, 9, "nine")]),
        ("At least 26 people were killed.", [("dead", 26, 26, "At least 26")]),
        ("Nine people died.", [("dead", 9, 9, "Nine")]),
        ("More than 1,200 civilians have been killed.", [("dead", 1200, 1200, "More than 1,200")]),
        ("The shelling killed two soldiers and a child.", [("dead", 3, 3, "two soldiers and a child")]),
        ("Two soldiers, a nurse and a child were killed.", [("dead", 4, 4, "Two soldiers, a nurse and a child")]),
        ("Two of its soldiers were killed.", [("dead", 2, 2, "Two")]),
        ("18.40 Two killed in raid.", [("dead", 2, 2, "Two")]),
        ("Dozens were wounded.", [("injured", 24, 99, "Dozens")]),
        ("Hundreds of protesters were detained.", [("arrested", 200, 999, "Hundreds of")]),
        ("Between 20 and 30 miners were killed.", [("dead", 20, 30, "Between 20 and 30")]),
        ("20 to 30 rebels were killed.", [("dead", 20, 30, "20 to 30")]),
        ("Twenty-one guards were hurt.", [("injured", 21, 21, "Twenty-one")]),
        ("Two hundred people died.", [("dead", 200, 200, "Two hundred")]),
        ("The toll rose to 57.", [("dead", 57, 57, "57")]),
        ("It caused the deaths of 14 people.", [("dead", 14, 14, "14")]),
        ("There were 14 deaths and 30 injuries.", [("dead", 14, 14, "14"), ("injured", 30, 30, "30")]),
        ("Police arrested 11 people.", [("arrested", 11, 11, "11")]),
        ("Police made 11 arrests.", [("arrested", 11, 11, "11")]),
        ("A soldier was killed.", [("dead", 1, 1, "A")]),
        ("An officer was shot dead.", [("dead", 1, 1, "An")]),
        ("A dozen people were arrested.", [("arrested", 12, 12, "A dozen")]),
        ("Six people, including two children, were killed.", [("dead", 6, 6, "Six")]),
        (
            "A bomb killed nine people and injured at least 21.",
            [("dead", 9, 9, "nine"), ("injured", 21, 21, "at least 21")],
        ),
        (
            "Six people were killed and 39 others injured.",
            [("dead", 6, 6, "Six"), ("injured", 39, 39, "39")],
        ),
        ("Three dead, five wounded in raid", [("dead", 3, 3, "Three"), ("injured", 5, 5, "five")]),
        (
            "The blast killed three soldiers and two others were wounded.",
            [("dead", 3, 3, "three"), ("injured", 2, 2, "two")],
        ),
    ],
)
def test_numbers_in_figures_and_words(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two gunmen killed the mayor.",
        "An airstrike killed the commander.",
        "Three ministers met in Oslo.",
        "The two sides exchanged 40 prisoners.",
        "In 2017 the war went on.",
        "The 27 states agreed on sanctions.",
        "No one was hurt.",
    ],
)
def test_numbers_of_something_else_are_none(text: str) -> None:
    assert counts(text) == []


@given(any_text)
def test_any_text_is_survived(text: str) -> None:
    told = find_counts(f"{text} killed nine {text}", Span(0, len(text) * 2 + 13))
    assert all(0 <= one.count.low <= one.count.high for one in told)


def test_an_unknown_number_is_none() -> None:
    assert counts("The raid killed an unknown number of fighters.") == []
