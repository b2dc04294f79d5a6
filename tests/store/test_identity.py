"""When two reports are the same report."""

from __future__ import annotations

import pytest

from verbale.store.identity import is_alike, is_version, name_report, normalise_address
from written import write_report

LONG = (
    "The two ministers met in Lisbon on Tuesday and spoke for two hours about fishing, ferries and the winter storms."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "http://news.example/a"),
        ("https://News.Example/a/", "https://news.example/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=3", "https://news.example/a?id=3"),
        ("https://news.example:443/a", "https://news.example/a"),
        (" https://news.example/a ", "https://news.example/a"),
    ],
)
def test_addresses_that_lead_to_one_page_are_one(one: str, other: str) -> None:
    assert normalise_address(one) == normalise_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a?id=3", "https://news.example/a?id=4"),
        ("https://news.example/A", "https://news.example/a"),
    ],
)
def test_other_addresses_are_others(one: str, other: str) -> None:
    assert normalise_address(one) != normalise_address(other)


@pytest.mark.parametrize("url", [None, "", "  "])
def test_no_address_is_none(url: str | None) -> None:
    assert normalise_address(url) is None


@pytest.mark.parametrize("url", ["http://[broken", "not an address"])
def test_an_address_that_is_none_is_kept_as_it_is(url: str) -> None:
    assert normalise_address(url) == url


def test_a_corrected_text_is_alike_and_another_is_not() -> None:
    assert is_alike(LONG, LONG.replace("two hours", "three hours"))
    assert is_alike(LONG, LONG + " They will meet again in June, officials in Rabat said on the same evening.")
    assert not is_alike(
        LONG, "A car bomb killed nine people at a market in the south of the country on Monday evening."
    )


def test_publisher_and_day_back_a_source_id() -> None:
    one = write_report("One text.", publisher="Example Wire")
    assert is_version(one, write_report("Quite another.", publisher="Example Wire"))
    assert not is_version(one, write_report("Quite another.", publisher="Example Wire", published=None))


def test_without_a_publisher_the_text_must_back_it() -> None:
    assert not is_version(write_report("One text."), write_report("Quite another."))
    assert is_version(write_report(LONG), write_report(LONG.replace("Lisbon", "Rabat")))


def test_two_addresses_are_two_reports_whatever_else_they_share() -> None:
    one, other = (write_report(LONG, publisher="P", url=f"https://news.example/{page}") for page in "ab")
    assert not is_version(one, other)


def test_the_id_of_a_report_is_its_address_where_it_has_one() -> None:
    url = "https://news.example/a"
    assert name_report(write_report("One.", url=url)) == name_report(write_report("Two.", url=url + "/"))
    assert name_report(write_report("One.")) != name_report(write_report("Two."))
