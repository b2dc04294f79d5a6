"""The day of publication: what a page declares, in the forms that pages use, and nothing from its story."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.read.publication import find_day, read_day

DAY = date(2024, 5, 14)


@pytest.mark.parametrize(
    "words",
    [
        "2024-05-14",
        "2024-05-14T23:30:00+02:00",
        "20240514",
        "2024/05/14 08:00",
        "Tue, 14 May 2024 08:00:00 GMT",
        "May 14, 2024",
        "14 May 2024",
        " 14 May 2024 ",
    ],
)
def test_a_day_is_read_in_the_forms_that_pages_use(words: str) -> None:
    assert read_day(words) == DAY


@pytest.mark.parametrize("words", ["", "today", "2024-13-14", "05/14/2024", "1715644800", "May 2024"])
def test_what_is_no_day_is_left_unknown(words: str) -> None:
    assert read_day(words) is None


@pytest.mark.parametrize(
    "page",
    [
        '<meta property="article:published_time" content="2024-05-14T08:00:00Z">',
        "<META content='2024-05-14' NAME='DC.Date'>",
        "<meta itemprop=datePublished content=2024-05-14>",
        '<script type="application/ld+json">{"datePublished": "2024-05-14T08:00"}</script>',
        '<h1>Talks</h1><time datetime="2024-05-14">yesterday</time><time datetime="2020-01-01">',
        '<time datetime="2020-01-01">old</time><time itemprop="datePublished" datetime="2024-05-14">',
        '<time pubdate datetime="2024-05-14">',
    ],
)
def test_a_page_declares_its_day_in_many_ways(page: str) -> None:
    assert find_day(page) == DAY


@pytest.mark.parametrize(
    "address",
    [
        "https://danube.example/2024/05/14/talks",
        "https://danube.example/news/2024-05-14-talks",
        "http://d.example/2024/5/14",
    ],
)
def test_an_address_may_hold_the_day(address: str) -> None:
    assert find_day("<p>Talks</p>", address) == DAY


def test_what_is_declared_wins_over_the_address_and_that_over_a_plain_time() -> None:
    plain = '<h1>Talks</h1><time datetime="2020-01-01">'
    assert find_day(plain, "https://danube.example/2024/05/14/talks") == DAY
    assert find_day('<meta name="date" content="2024-05-14">' + plain, "https://danube.example/2019/01/01/") == DAY


@pytest.mark.parametrize(
    "page",
    [
        "<p>The treaty of 2024-05-14 holds.</p>",
        '<meta name="description" content="The treaty of 2024-05-14">',
        '<time datetime="2024-05-14">today</time><h1>Talks</h1>',
        '<meta property="article:modified_time" content="2024-05-14">',
        '<h1>Talks</h1><meta name="date" content="soon">',
    ],
)
def test_a_day_that_is_merely_on_the_page_is_no_day_of_publication(page: str) -> None:
    assert find_day(page) is None
