"""One account, several carriers: what is a reprint of what."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.copies import OWN_STORY, PARAGRAPHS, WIRE, carry, shorten
from verbale.reconcile.reprints import is_reprint, list_marks, share_runs
from verbale.records import Report


def are_found(one: Report, other: Report) -> bool:
    """Are the two compared, and then taken for the same copy, whichever way round?"""
    assert is_reprint(one, other) == is_reprint(other, one)
    return bool(set(list_marks(one)) & set(list_marks(other))) and is_reprint(one, other)


def test_the_same_copy_in_another_paper_is_a_reprint() -> None:
    assert are_found(carry(), carry(publisher="Another Paper"))


def test_a_new_headline_makes_no_other_account() -> None:
    assert are_found(carry(), carry(title="Pilots for the Danube"))
    assert are_found(carry(), carry(title=None))


def test_another_agencys_credit_makes_no_other_account() -> None:
    credited = f"VILNIUS (Baltic Press) — {WIRE}\n\n(Reporting by Ona Petrauskyte; editing by Jonas Simkus)"
    assert are_found(carry(), carry(credited))
    assert are_found(carry(f"CHISINAU, May 14 (Prut News) - {WIRE}"), carry(credited))


def test_marks_of_typography_do_not_count() -> None:
    assert are_found(carry(), carry(WIRE.replace("“", '"').replace("”", '"').replace("\n\n", "\n").upper()))


def test_copy_cut_from_the_end_is_a_reprint() -> None:
    assert are_found(carry(), carry(shorten(5)))
    assert are_found(carry(), carry(shorten(2)))
    assert are_found(carry(shorten(3)), carry(shorten(6), "Vasluian in Vilnius"))


def test_copy_with_paragraphs_left_out_in_the_middle_is_a_reprint() -> None:
    assert are_found(carry(), carry("\n\n".join(PARAGRAPHS[:2] + PARAGRAPHS[4:6])))


def test_copy_that_an_editor_went_over_is_a_reprint() -> None:
    edited = (
        WIRE.replace("flew to", "travelled to")
        .replace("called the visit", "described the visit as")
        .replace("since the spring", "this year")
        .replace("He met his", "The minister met his")
        .replace("would send twelve", "was to send twelve")
        .replace("within a year", "in twelve months")
        .replace("told reporters after the signing", "told the press after the signing")
    )
    assert are_found(carry(), carry(edited))


def test_copy_with_a_papers_own_lines_behind_it_is_a_reprint() -> None:
    own = "Our readers may remember the strike of the pilots in 2019, which closed the lower river for eleven days."
    assert are_found(carry(), carry(f"{WIRE}\n\n{own}"))


def test_two_stories_of_one_event_are_two_accounts() -> None:
    assert not is_reprint(carry(), carry(OWN_STORY))


def test_a_shared_quotation_is_not_shared_copy() -> None:
    first, second = carry(shorten(3)), carry("\n\n".join(OWN_STORY.split("\n\n")[:3]))
    assert not is_reprint(first, second)


def test_a_notice_is_no_reprint_of_the_long_page_that_quotes_it() -> None:
    notice = " ".join(PARAGRAPHS[1:3])
    page = "\n\n".join(f"{number} {OWN_STORY.replace('Vilnius', f'Town {number}')}" for number in range(9))
    assert not is_reprint(carry(notice), carry(f"{page}\n\n{notice}"))


def test_bulletins_of_one_pattern_on_different_days_are_accounts_of_their_own() -> None:
    pattern = "The ministry said that {} ships had passed the canal on {}, {} of them with grain. " * 4
    one = carry(pattern.format(*["forty", "Monday", "nine"] * 4), published=date(2024, 5, 6))
    other = carry(pattern.format(*["fifty", "Friday", "two"] * 4), published=date(2024, 5, 17))
    assert not is_reprint(one, other)


def test_old_copy_printed_again_word_for_word_is_a_reprint_whenever_that_is() -> None:
    assert are_found(carry(), carry(title="From our archive", published=date(2025, 5, 14)))


def test_short_notes_are_reprints_only_word_for_word() -> None:
    assert are_found(carry("Fighting went on in the north."), carry("Fighting went on in the north.", None))
    assert not is_reprint(carry("Fighting went on in the north."), carry("Fighting went on in the north today."))


def test_marks_depend_on_the_report_alone_and_are_few() -> None:
    assert list_marks(carry()) == list_marks(carry(source="elsewhere", publisher="P"))
    assert len(list_marks(carry())) < 40
    assert list_marks(carry("")) != list_marks(carry("One."))


def test_unrelated_reports_share_no_mark() -> None:
    reports = [carry(WIRE), carry(OWN_STORY), carry("\n\n".join(f"{one} " * 12 for one in "abcdefgh"))]
    for one, other in combinations(reports, 2):
        assert not set(list_marks(one)) & set(list_marks(other))


@given(runs=st.tuples(*[st.frozensets(st.integers(0, 20))] * 2))
def test_the_share_of_runs_is_symmetric_and_a_share(runs: tuple[frozenset[int], frozenset[int]]) -> None:
    one, other = runs
    assert share_runs(one, other) == share_runs(other, one)
    assert 0 <= share_runs(one, other) <= 1
