"""Whom and where words may mean, with scores."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.analyse import lay_out
from verbale.analyse.analysis import Analysis
from verbale.errors import UnknownName
from verbale.read.reading import Reading
from verbale.resolve.rivals import Rivals, weigh_actors, weigh_places
from written import write_report

TEXT = (
    "Georgia and Armenia signed a treaty in Tbilisi. The foreign minister of Georgia met Sergey Lavrov in Alexandria. "
    "Peter Rohde met Anna Velten in Tripoli, Lebanon. He said Biden would come."
)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    report = write_report(TEXT, title=None, published=date(2023, 2, 27))
    return lay_out(Reading(report=report, warnings=()))


def taken(found: Rivals) -> list[str]:
    return [one.name for one in found.rivals if one.is_taken]


def test_a_surname_may_be_all_of_that_name_the_record_s_first(analysis: Analysis) -> None:
    (found,) = weigh_actors(analysis, "Biden")
    names = [one.name for one in found.rivals]
    assert (names[0], "Jill Biden" in names, taken(found)) == ("Joe Biden", True, ["Joe Biden"])
    assert [one.ground for one in found.rivals][:2] == ["surname", "surname"]
    assert all(0 <= (one.score or 0) <= 1 for one in found.rivals)


def test_a_pronoun_may_be_whoever_was_named_before_by_shares(analysis: Analysis) -> None:
    (found,) = weigh_actors(analysis, "he")
    assert taken(found) == ["Peter Rohde"]
    assert {one.ground for one in found.rivals} == {"named before"}
    assert sum(one.score or 0 for one in found.rivals) == pytest.approx(1, abs=0.01)


def test_an_office_may_be_that_of_each_state_of_the_report(analysis: Analysis) -> None:
    (found,) = weigh_actors(analysis, "foreign minister of Georgia")
    assert taken(found) == ["Ilia Darchiashvili"]
    assert {"Ararat Mirzoyan", "Sergey Lavrov"} <= {one.name for one in found.rivals}


def test_a_state_may_be_a_place_of_its_name(analysis: Analysis) -> None:
    found = weigh_actors(analysis, "Georgia")[0]
    assert [one.id for one in found.rivals if one.is_taken] == ["GEO"]
    assert any(one.state == "USA" for one in found.rivals)


def test_a_place_has_the_shares_of_all_of_its_name(analysis: Analysis) -> None:
    (found,) = weigh_places(analysis, "alexandria")
    assert [one.state for one in found.rivals][:2] == ["EGY", "USA"]
    assert found.rivals[0].is_taken
    assert found.rivals[0].about == "town, Alexandria Governorate, Egypt"
    (sure,) = weigh_places(analysis, "Tripoli")
    assert (sure.rivals[0].state, sure.rivals[0].score) == ("LBN", 1.0)


@pytest.mark.parametrize("ask", [weigh_actors, weigh_places])
def test_words_that_the_report_has_not_are_an_error_with_words_like_them(ask, analysis: Analysis) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownName, match="the report"):
        ask(analysis, "Smith")


def test_the_error_says_what_the_report_has_of_the_words(analysis: Analysis) -> None:
    with pytest.raises(UnknownName) as caught:
        weigh_actors(analysis, "Anna Roe")
    assert caught.value.suggestions == ("Anna Velten",)
