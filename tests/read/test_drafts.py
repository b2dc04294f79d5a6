"""From a draft to a report: what is given wins, what is missing stays unknown, what is no report is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text
from verbale.errors import BadHeader, EmptyReport, NotEnglish
from verbale.ids import report_id
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.reading import Given
from verbale.records import Credit

HERE = Origin("talks", "talks.txt")
BODY = "The ministers met in Vienna, and they will meet again before the summer, a spokesman for the two said."


def test_a_report_is_title_blank_line_body_with_an_id_of_its_text() -> None:
    report = compose(Draft(f"\n{BODY}\n\n", "Talks", "2024-05-14", "The Danube Post", "u"), HERE, Given()).report
    assert report.text == f"Talks\n\n{BODY}"
    assert report.id == report_id(report.text)
    assert (report.source, report.language, report.published) == ("talks", "en", date(2024, 5, 14))


def test_what_is_not_said_is_none() -> None:
    report = compose(Draft(BODY, " ", "", "", None), HERE, Given()).report
    assert (report.title, report.published, report.publisher, report.url) == (None, None, None, None)
    assert report.text == BODY


def test_what_is_given_wins() -> None:
    said = Draft(f"Talks\n\n{BODY}", "Talks", "no day", "Somebody", "u")
    wanted = Given("Other talks", date(2024, 5, 15), "The Danube Post", "v")
    report = compose(said, HERE, wanted).report
    assert (report.title, report.published, report.publisher, report.url) == (
        "Other talks",
        date(2024, 5, 15),
        "The Danube Post",
        "v",
    )
    assert report.text == f"Other talks\n\nTalks\n\n{BODY}"


def test_an_address_that_was_asked_stands_in_when_a_page_names_none() -> None:
    asked = Origin("a", "a", "https://danube.example/1")
    assert compose(Draft(BODY), asked, Given()).report.url == "https://danube.example/1"
    assert compose(Draft(BODY, url="https://danube.example/2"), asked, Given()).report.url == "https://danube.example/2"


@pytest.mark.parametrize("words", ["14 May 2024", "2024-05", "2024-02-30", "2024-05-14x", "20240514"])
def test_a_day_of_publication_is_a_full_iso_date(words: str) -> None:
    with pytest.raises(BadHeader) as caught:
        compose(Draft(BODY, published=words), HERE, Given())
    assert (
        str(caught.value) == f"talks.txt: published: holds {words!r}, which is no day; write published: as YYYY-MM-DD"
    )


@pytest.mark.parametrize("body", ["", " \n\t\n", "\ufeff"])
def test_a_report_without_text_is_empty_even_with_a_title(body: str) -> None:
    with pytest.raises(EmptyReport):
        compose(Draft(body, "Talks"), HERE, Given())


def test_a_report_in_another_language_is_refused() -> None:
    with pytest.raises(NotEnglish) as caught:
        compose(Draft("Министры встретились в Вене и договорились о новой встрече"), HERE, Given())
    assert str(caught.value) == "talks.txt: is in Russian; verbale reads English reports only"


def test_credits_are_told_and_stay_in_the_text() -> None:
    report = compose(Draft(f"{BODY}\n\nThey parted.\n\nphoto: AzerNews", author="Anna Example"), HERE, Given()).report
    assert report.credits == (Credit("byline", "Anna Example"), Credit("photo", "AzerNews"))
    assert report.text.endswith("photo: AzerNews")


@given(any_text, st.none() | any_text)
def test_the_text_holds_title_and_body_and_nothing_else(rest: str, title: str | None) -> None:
    body = BODY + rest.replace("\r", "\n").replace("\x00", "")
    report = compose(Draft(body, title), HERE, Given()).report
    assert "".join(report.text.split()) == "".join(((report.title or "") + body).split())
    if report.title:
        assert report.text.startswith(report.title + "\n\n")
        assert "\n" not in report.title
