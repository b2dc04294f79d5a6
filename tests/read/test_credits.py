"""Credits: told from lines at the start and end, and never from what a report reports."""

from __future__ import annotations

import pytest
from hypothesis import given

from strategies import newsy_text
from verbale.read.credits import find_credits, locate_credits
from verbale.records import Credit

STORY = "The ministers met in Vienna on Tuesday.\n\nThey spoke of the border.\n\nThey will meet again."


def credits_at_end(line: str) -> list[tuple[str, str]]:
    return [(credit.role, credit.text) for credit in find_credits(f"{STORY}\n\n{line}")]


def test_source_and_photo_lines_under_a_report() -> None:
    assert credits_at_end("source: with agencies\nphoto: AzerNews") == [
        ("source", "with agencies"),
        ("photo", "AzerNews"),
    ]


@pytest.mark.parametrize(
    ("line", "role", "words"),
    [
        ("By Anna Example", "byline", "Anna Example"),
        ("BY ANNA EXAMPLE AND PAUL SAMPLE", "byline", "ANNA EXAMPLE AND PAUL SAMPLE"),
        ("By Anna Example and Paul de Sample in Kyiv", "byline", "Anna Example and Paul de Sample in Kyiv"),
        ("PARIS (AP) — The talks went on.", "agency", "AP"),
        ("(Reuters) - The talks went on.", "agency", "Reuters"),
        ("KYIV, March 3 (Reuters) - The talks went on.", "agency", "Reuters"),
        ("MOSCOW, May 5. /TASS/. The talks went on.", "agency", "TASS"),
        ("ANKARA (Daily Example News) – The talks went on.", "agency", "Daily Example News"),
    ],
)
def test_bylines_and_datelines_at_the_start(line: str, role: str, words: str) -> None:
    assert find_credits(f"{line}\n\n{STORY}") == (Credit(role, words),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Source: Foreign Ministry, 14 May", [("source", "Foreign Ministry, 14 May")]),
        ("With inputs from agencies", [("source", "agencies")]),
        ("(With additional reporting from PTI)", [("source", "PTI")]),
        ("This article was first published in The Danube Post.", [("source", "The Danube Post")]),
        ("Photo: AFP/Anna Example", [("photo", "AFP/Anna Example")]),
        ("(Photo by Anna Example/AFP)", [("photo", "Anna Example/AFP")]),
        ("Flags in the square. Image: Anna Example (flickr).", [("photo", "Anna Example (flickr)")]),
        ("© 2024 AFP", [("agency", "AFP")]),
        ("(Reuters)", [("agency", "Reuters")]),
        ("Anna Example contributed to this report.", [("contributor", "Anna Example")]),
        (
            "Anna Example in Geneva and Paul Sample contributed reporting.",
            [("contributor", "Anna Example in Geneva and Paul Sample")],
        ),
        (
            "Anna Example reported this story for the Danube Post. Paul Sample adapted it for learners.",
            [("byline", "Anna Example"), ("contributor", "Paul Sample")],
        ),
        (
            "(Reporting by Anna Example in Kyiv; additional reporting by J. Third; editing by Paul Sample)",
            [("byline", "Anna Example in Kyiv"), ("contributor", "J. Third"), ("contributor", "Paul Sample")],
        ),
        ("Translated by Anna Example", [("contributor", "Anna Example")]),
    ],
)
def test_signatures_sources_and_pictures_at_the_end(line: str, expected: list[tuple[str, str]]) -> None:
    assert credits_at_end(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Trade contributed to growth in the region.",
        "Images from the town showed burnt cars.",
        "By Monday, the ministers will meet again.",
        "Anna Example wrote the report, which the ministry published.",
        "The minister reported this article to the police. It was false.",
        "A source said the ministers had met.",
        "Paul Sample wrote to the Council.",
        "The agency (Monday) said no.",
        "Agencies of the two states will share information from the border.",
    ],
)
def test_what_a_report_reports_is_no_credit(line: str) -> None:
    assert credits_at_end(line) == []


def test_a_credit_that_stands_twice_is_told_once() -> None:
    assert credits_at_end("Photo: AzerNews\n\nPhoto: AzerNews") == [("photo", "AzerNews")]


def test_each_credit_is_located_where_it_stands() -> None:
    text = f"PARIS (AP) — {STORY}\n\n(Reporting by Anna Example; editing by Paul Sample)"
    assert [span.of(text) for span, _ in locate_credits(text)] == [
        "PARIS (AP) —",
        "Reporting by Anna Example",
        "editing by Paul Sample",
    ]


@given(newsy_text)
def test_credits_are_words_of_the_text_in_its_order(text: str) -> None:
    located = locate_credits(text)
    assert all(credit.text and credit.text in span.of(text) for span, credit in located)
    assert [span for span, _ in located] == sorted(span for span, _ in located)
