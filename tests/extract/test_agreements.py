from __future__ import annotations

from datetime import date

import pytest

from verbale.analyse import lay_out
from verbale.extract import extract
from verbale.read.reading import Reading
from verbale.records import Agreement, Report
from verbale.resolve import resolve


def agreements(text: str) -> tuple[Agreement, ...]:
    report = Report("a-report", "r1", None, date(2024, 5, 14), None, None, "en", (), text)
    return extract(resolve(lay_out(Reading(report)))).agreements


def only(text: str) -> Agreement:
    (one,) = agreements(text)
    return one


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        (
            "They signed the Declaration on Allied Cooperation in May.",
            "Declaration on Allied Cooperation",
            "declaration",
        ),
        ("The Treaty of Lausanne was signed in 1923.", "Treaty of Lausanne", "treaty"),
        ("Both sides broke the Minsk agreements.", "Minsk agreements", "agreement"),
        (
            "France and Chad signed a memorandum of understanding on energy.",
            "memorandum of understanding on energy",
            "memorandum",
        ),
        ("The ministers hope for a peace deal.", "peace deal", "deal"),
        ("It breaches the Budapest Memorandum.", "Budapest Memorandum", "memorandum"),
    ],
)
def test_an_agreement_is_named_with_its_kind(text: str, title: str, kind: str):
    one = only(text)
    assert (one.title, one.kind) == (title, kind)


def test_an_agreement_named_twice_is_one_with_two_spans():
    text = "The Minsk agreements have failed. Nobody kept the Minsk agreements."
    one = only(text)
    assert [span.of(text) for span in one.spans] == ["Minsk agreements", "Minsk agreements"]


def test_parties_stand_after_between():
    one = only("The Treaty on Good Neighbours between France and Germany was signed in 1990.")
    assert one.parties == ("FRA", "DEU")


def test_those_who_sign_are_parties():
    assert set(only("France and Chad signed a memorandum of understanding on energy.").parties) == {"FRA", "TCD"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("France will sign a trade agreement with Chad.", "planned"),
        ("France and Chad signed a trade agreement.", "signed"),
        ("France suspended the trade agreement with Chad.", "suspended"),
        ("The trade agreement with Chad has expired.", "expired"),
        ("The trade agreement entered into force in May.", "in force"),
    ],
)
def test_the_status_is_what_the_sentence_says(text: str, status: str):
    assert only(text).status == status


@pytest.mark.parametrize("text", ["They had a deal.", "There is no agreement yet.", "He honoured the protocol."])
def test_bare_words_for_agreements_name_none(text: str):
    assert agreements(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway signed up to the North Atlantic Treaty Organization in 1949.",
        "The Energy Charter Conference met in Brussels.",
        "Ministers of the Collective Security Treaty Organisation signed a statement.",
    ],
)
def test_a_body_named_after_a_treaty_is_no_agreement(text: str):
    assert agreements(text) == ()


def test_the_treaty_itself_is_one():
    assert only("Norway signed the North Atlantic Treaty in 1949.").title == "North Atlantic Treaty"


def test_a_topic_ends_before_what_the_agreement_is_worth_and_that_it_was_signed() -> None:
    assert only("They signed an agreement on farm machinery worth millions.").title == "agreement on farm machinery"
    assert (
        only("The agreement on nuclear cooperation signed in 2023 stands.").title == "agreement on nuclear cooperation"
    )


def test_the_two_countries_are_parties_to_what_they_signed() -> None:
    found = only("France and Chad met. The two countries signed an agreement on fisheries.")
    assert found.parties == ("FRA", "TCD")


def test_an_agreement_that_took_effect_is_in_force() -> None:
    assert only("They hailed the free trade agreement, which took effect in July.").status == "in force"
