from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text
from verbale.resolve.dates import find_dates, find_times

REPORT = date(2023, 3, 15)  # a Wednesday

Found = tuple[str, str | None, str | None]


def found(text: str, published: date | None = REPORT) -> list[Found]:
    return [(one.span.of(text), one.value, one.end) for one in find_dates(text, published)]


def value(text: str, published: date | None = REPORT) -> tuple[str | None, str | None]:
    ((_, start, end),) = found(text, published)
    return start, end


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("27 February 2023", "2023-02-27"),
        ("27th February 2023", "2023-02-27"),
        ("the 27th of February, 2023", "2023-02-27"),
        ("February 27, 2023", "2023-02-27"),
        ("February 27th 2023", "2023-02-27"),
        ("Feb. 27, 2023", "2023-02-27"),
        ("Monday, February 27, 2023", "2023-02-27"),
        ("Monday 27 February 2023", "2023-02-27"),
        ("2023-02-27", "2023-02-27"),
        ("27/02/2023", "2023-02-27"),
        ("02/27/2023", "2023-02-27"),
        ("10.9.2011", "2011-09-10"),
        ("Sept. 5, 2019", "2019-09-05"),
        ("9/11", "2001-09-11"),
        ("Easter 2024", "2024-03-31"),
        ("Good Friday, 2022", "2022-04-15"),
    ],
)
def test_days_in_every_usual_order(words, day):
    assert found(f"It was signed on {words}.") == [(words, day, None)]
    assert value(f"It was signed on {words}.", published=None) == (day, None)


def test_figures_that_could_be_two_days_give_only_their_year():
    assert value("signed on 02/03/2021") == ("2021", None)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("October 1984", "1984-10", None),
        ("October of 1984", "1984-10", None),
        ("late October 1984", "1984-10-21", "1984-10-31"),
        ("early February 2024", "2024-02-01", "2024-02-10"),
        ("mid-July 2022", "2022-07-11", "2022-07-20"),
        ("the end of February 2024", "2024-02-21", "2024-02-29"),
        ("2019", "2019", None),
        ("early 2019", "2019", None),
        ("the third quarter of 2024", "2024-07", "2024-09"),
        ("Q3 2024", "2024-07", "2024-09"),
        ("the second half of 2021", "2021-07", "2021-12"),
        ("the last half of 2021", "2021-07", "2021-12"),
        ("the first six months of 2026", "2026-01", "2026-06"),
        ("the summer of 2022", "2022-06", "2022-08"),
        ("winter 2021", "2021-12", "2022-02"),
        ("the 1990s", "1990", "1999"),
        ("the '90s", "1990", "1999"),
        ("the nineties", "1990", "1999"),
        ("the 20th century", "1900", "1999"),
        ("the nineteenth century", "1800", "1899"),
    ],
)
def test_larger_pieces_of_the_calendar(words, start, end):
    assert found(f"That was in {words}.") == [(words, start, end)]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("3 to 5 May 2023", "2023-05-03", "2023-05-05"),
        ("May 3-5, 2023", "2023-05-03", "2023-05-05"),
        ("May 2, 3 and 4, 2023", "2023-05-02", "2023-05-04"),
        ("12 and 15 May 2012", "2012-05-12", "2012-05-15"),
        ("April 28 until May 4, 2012", "2012-04-28", "2012-05-04"),
        ("28 December 2021 to 4 January 2022", "2021-12-28", "2022-01-04"),
        ("December 28 to January 4, 2022", "2021-12-28", "2022-01-04"),
        ("March to May 2020", "2020-03", "2020-05"),
        ("2011 to 2013", "2011", "2013"),
        ("2011-2013", "2011", "2013"),
        ("2011–13", "2011", "2013"),
    ],
)
def test_ranges(words, start, end):
    assert found(f"They met from {words}.") == [(words, start, end)]


def test_between_two_years_is_a_range_and_two_years_are_not():
    assert found("between 2011 and 2013") == [("2011 and 2013", "2011", "2013")]
    assert found("in 2011 and 2013") == [("2011", "2011", None), ("2013", "2013", None)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministers met on Monday.", "2023-03-13"),
        ("The ministers met on Wednesday.", "2023-03-15"),
        ("The ministers met on Thursday.", "2023-03-09"),
        ("The ministers will meet on Thursday.", "2023-03-16"),
        ("The ministers, who met often, will meet on Monday.", "2023-03-20"),
        ("She said on Monday that they would meet.", "2023-03-13"),
        ("Talks are due to resume Friday.", "2023-03-17"),
        ("A summit scheduled for Saturday was planned.", "2023-03-18"),
        ("On Friday, the two sides are to be in Oslo.", "2023-03-17"),
        ("On Friday, the two sides agreed to meet.", "2023-03-10"),
        ("They must answer by Friday.", "2023-03-17"),
        ("They have until Friday.", "2023-03-17"),
        ("They have until 9 a.m. Friday.", "2023-03-17"),
        ("They will attend Friday's summit.", "2023-03-17"),
        ("They will appeal Friday's ruling.", "2023-03-10"),
        ("Fighting lasted until Friday.", "2023-03-10"),
        ("last Wednesday", "2023-03-08"),
        ("next Wednesday", "2023-03-22"),
        ("this coming Friday", "2023-03-17"),
        ("on Sunday night", "2023-03-12"),
        ("late Monday", "2023-03-13"),
        ("at 10:30 a.m. on Monday", "2023-03-13"),
        ("Monday the 27th", "2023-02-27"),
    ],
)
def test_weekdays_are_the_latest_unless_the_clause_looks_forward(sentence, day):
    assert value(sentence) == (day, None)


def test_a_weekday_with_its_date_in_brackets_is_one_date():
    assert found("met on Monday (27 February).") == [("Monday (27 February)", "2023-02-27", None)]
    assert found("On Tuesday (28 March), they will meet.") == [("Tuesday (28 March)", "2023-03-28", None)]
    assert found("on 27 February (Monday)") == [("27 February (Monday)", "2023-02-27", None)]


def test_without_a_day_of_publication_a_weekday_with_its_date_is_in_the_one_year_near_those_named_that_fits():
    text = "They met on Monday (27 February), as on 22 February 2022. On Tuesday, 28 February, they sign."
    assert found(text, None) == [
        ("Monday (27 February)", "2023-02-27", None),
        ("22 February 2022", "2022-02-22", None),
        ("Tuesday, 28 February", "2023-02-28", None),
    ]
    assert found("They met on Monday (27 February). On Monday they spoke of 2023.", None)[1][1] == "2023-02-27"


@pytest.mark.parametrize(
    "text",
    [
        "They met on Monday (27 February).",  # no year is named
        "They met on Monday (27 February), as in 1998.",  # no year near fits
        "They met on Monday (27 February), as in 2017 and 2023.",  # two fit
        "They met on 27 February, as in 2022.",  # nothing says which
    ],
)
def test_without_a_day_of_publication_a_day_without_a_year_has_no_value_otherwise(text):
    assert found(text, None)[0][1] is None


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("It was signed on 22 February.", "2023-02-22"),
        ("It was signed on 22 December.", "2022-12-22"),
        ("It will be signed on 22 December.", "2023-12-22"),
        ("The summit of March 20 is near.", "2023-03-20"),
        ("It was signed in October.", "2022-10"),
        ("It will be signed in October.", "2023-10"),
        ("It was signed in March.", "2023-03"),
        ("last December", "2022-12"),
        ("next June", "2023-06"),
        ("in July this year", "2023-07"),
        ("in July last year", "2022-07"),
        ("Thursday, December 22", "2022-12-22"),
        ("on the 10th, they met", "2023-03-10"),
        ("They met on Christmas Eve.", "2022-12-24"),
        ("over Easter, they will meet", "2023-04-09"),
    ],
)
def test_days_and_months_without_a_year(sentence, start):
    assert value(sentence) == (start, None)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("today", "2023-03-15", None),
        ("earlier today", "2023-03-15", None),
        ("tonight", "2023-03-15", None),
        ("overnight", "2023-03-15", None),
        ("this morning", "2023-03-15", None),
        ("yesterday", "2023-03-14", None),
        ("last night", "2023-03-14", None),
        ("tomorrow", "2023-03-16", None),
        ("the day before yesterday", "2023-03-13", None),
        ("two days ago", "2023-03-13", None),
        ("six days ago", "2023-03-09", None),
        ("three weeks ago", "2023-02-20", "2023-02-26"),
        ("nearly nine months ago", "2022-06", None),
        ("two years ago", "2021", None),
        ("a decade ago", "2013", None),
        ("twenty-five years ago", "1998", None),
        ("a hundred years ago", "1923", None),
        ("last week", "2023-03-06", "2023-03-12"),
        ("this week", "2023-03-13", "2023-03-19"),
        ("early next week", "2023-03-20", "2023-03-26"),
        ("last weekend", "2023-03-11", "2023-03-12"),
        ("the weekend", "2023-03-11", "2023-03-12"),
        ("last month", "2023-02", None),
        ("late last month", "2023-02-21", "2023-02-28"),
        ("earlier this month", "2023-03", None),
        ("next month", "2023-04", None),
        ("earlier this year", "2023", None),
        ("last year", "2022", None),
        ("last summer", "2022-06", "2022-08"),
        ("the past two weeks", "2023-03-01", "2023-03-15"),
        ("the past 24 hours", "2023-03-14", "2023-03-15"),
        ("the next three days", "2023-03-15", "2023-03-18"),
        ("the last two years", "2021", "2023"),
        ("the past year", "2022", "2023"),
        ("the previous day", "2023-03-14", None),
        ("the end of the year", "2023", None),
    ],
)
def test_relative_expressions_are_counted_from_the_report(words, start, end):
    assert found(f"That was {words}.") == [(words, start, end)]
    assert found(f"That was {words}.", published=None) == [(words, None, None)]


def test_in_two_weeks_is_a_date_where_the_clause_looks_forward():
    assert value("The next meeting will be held in two weeks.") == ("2023-03-27", "2023-04-02")
    assert found("They won the war in two weeks.") == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("They met on 3 May 2021 and again two days later.", "2021-05-05"),
        ("They met on 3 May 2021 and left the next day.", "2021-05-04"),
        ("They met on 3 May 2021. That day, shots were fired.", "2021-05-03"),
        ("They met on 3 May 2021. A day earlier, shots were fired.", "2021-05-02"),
        ("They met on 3 May 2021. Hours later, shots were fired.", "2021-05-03"),
    ],
)
def test_some_expressions_are_counted_from_the_day_named_last(sentence, day):
    assert found(sentence)[1][1:] == (day, None)


def test_days_after_what_has_only_a_month_are_of_that_month():
    sentence = "It sailed on 3 May 2021. In December 2023 they voted and met eleven days later."
    assert found(sentence)[2][1:] == ("2023-12", None)


def test_that_year_is_the_one_spoken_of_last():
    assert found("The pact was drafted in May 2004 and signed that year.")[1] == ("that year", "2004", None)


@pytest.mark.parametrize(
    "words",
    [
        "recently",
        "in recent months",
        "soon",
        "in the near future",
        "several days ago",
        "long ago",
    ],
)
def test_what_cannot_be_told_has_no_value(words):
    assert value(f"They met {words}.") == (None, None)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the coming days", 1, 7),
        ("in the next few weeks", 1, 28),
    ],
)
def test_uncounted_days_to_come_are_a_range_from_the_next_day(words, first, last):
    said = find_dates(f"They will meet {words}.", date(2023, 2, 27))
    assert [(one.value, one.end) for one in said] == [
        ((date(2023, 2, 27) + timedelta(first)).isoformat(), (date(2023, 2, 27) + timedelta(last)).isoformat())
    ]


def test_a_call_for_something_at_a_meeting_does_not_look_ahead():
    said = find_dates("Members repeated their call for a truce at Tuesday's meeting.", date(2023, 2, 22))
    assert [one.value for one in said] == ["2023-02-21"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It may rain and they march on.",
        "Theresa May said that May was ready.",
        "The March for Peace went on; they march.",
        "Some 2000 people and 1200 troops came, killing 1984.",
        "It cost $2023 and 1,200 people saw it.",
        "Agenda 2030 and Vision 2030 under resolution 1701.",
        "The 24-hour talks of the 47-year-old ended; he is 47 years old.",
        "They fought for three weeks.",
        "The Arab Spring and the fall of the city.",
        "Russia Today and the Sunday Times wrote of Black Friday.",
        "She ran 10.5 km; the score was 3-2.",
        "Now they are currently at war.",
        "They met at 10:30.",
        "One second, please.",
        "April Venn and June Holm left.",
    ],
)
def test_what_is_no_date(sentence):
    assert found(sentence) == []


def test_a_person_called_may_does_not_hide_the_month():
    assert found("Theresa May left in May.") == [("May", "2022-05", None)]


def test_years_as_adjectives():
    assert [one[1] for one in found("The 2024 election and Utopia's 2019 coup; a 2022 deal; the 2015 accords.")] == [
        "2024",
        "2019",
        "2022",
        "2015",
    ]


def test_durations_and_repetitions_are_times_but_no_dates():
    text = "Every Monday for two weeks, five and a half hours daily."
    assert [(t.kind, t.code) for t in find_times(text, REPORT)] == [
        ("set", "XXXX-WXX-1"),
        ("duration", "P2W"),
        ("duration", "PT5H30M"),
        ("set", "P1D"),
    ]
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("last week", "2023-W10"),
        ("the third quarter", "2022-Q3"),
        ("Friday night", "2023-03-10TNI"),
        ("9 p.m. Friday", "2023-03-10T21:00"),
        ("the 1990s", "199"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
    ],
)
def test_codes_are_those_of_timeml(text, code):
    assert [t.code for t in find_times(text, REPORT)] == [code]


def test_nothing_breaks_at_the_ends_of_the_calendar():
    for day in (date.min, date.max):
        for text in (
            "9999 years ago, 99999999999 days ago, next week, this weekend, last Monday",
            "in May, 3 May, Easter",
        ):
            assert all(one.span.of(text) for one in find_dates(text, day))


def test_the_29th_of_february_has_no_value_in_other_years():
    assert found("on February 29, 2023") == [("2023", "2023", None)]
    assert value("on February 29, 2024") == ("2024-02-29", None)


DATE_TEXT = """
the last next this early late mid- of in to and - – ( ) , . : ' 's 2 3 12 31 1990s 2023 1,200 99999 May March
Jan. Monday Friday monday today week weeks days year ago later before after quarter first two half hundred a
Easter summer 10:30 p.m. 3/4/2021 century every old will met
"""
DATE_WORDS = DATE_TEXT.split()


@given(st.lists(st.sampled_from(DATE_WORDS), max_size=12).map(" ".join) | any_text, st.none() | st.dates())
def test_spans_are_in_order_and_values_are_iso(text, published):
    dates = find_dates(text, published)
    assert all(one.span.of(text).strip() for one in dates)
    assert all(a.span.end <= b.span.start for a, b in pairwise(dates))
    for one in dates:
        for iso in (one.value, one.end):
            assert iso is None or date.fromisoformat((iso + "-01-01")[:10])
        assert one.end is None or (one.value is not None and one.value <= one.end)


@given(st.lists(st.sampled_from(DATE_WORDS), max_size=12).map(" ".join))
def test_a_paragraph_in_front_shifts_dates_and_changes_nothing_else(text):
    front = "They talked at length.\n\n"
    alone, after = find_dates(text, REPORT), find_dates(front + text, REPORT)
    assert [(one.span.shifted(len(front)), one.value, one.end) for one in alone] == [
        (one.span, one.value, one.end) for one in after
    ]


def test_a_bare_weekday_is_the_one_that_the_report_tells_with_its_date() -> None:
    text = "Meeting on Friday\n\nOn Friday (17 May) they will meet. On Monday they were silent."
    dates = find_dates(text, date(2024, 5, 14))
    assert [(one.span.of(text), one.value) for one in dates] == [
        ("Friday", "2024-05-17"),
        ("Friday (17 May)", "2024-05-17"),
        ("Monday", "2024-05-13"),
    ]
