"""The figures of the page on quality, and the page that holds them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bench.quality import BEGIN, END, Judged, Judgement, replace_figures, tell_share, tell_use, write_types

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "quality.md"


def test_a_share_says_where_it_may_lie() -> None:
    assert tell_share(50, 100) == "50 (40–60)"
    assert tell_share(1, 1) == "100 (21–100)"
    assert tell_share(0, 0) == "–"


@pytest.mark.parametrize(
    ("numbers", "use"),
    [
        ((12, 12, 12, 12), "too few to say"),
        ((40, 40, 36, 32), "counts, and who on whom"),
        ((40, 40, 32, 20), "counts"),
        ((40, 60, 38, 30), "trends, with care"),
        ((40, 20, 18, 18), "single events, read"),
    ],
)
def test_what_a_type_is_good_for_follows_its_rule(numbers: tuple[int, int, int, int], use: str) -> None:
    assert tell_use(*numbers) == use


def test_a_type_has_a_row_with_what_is_labelled_and_told() -> None:
    right = Judged("SANCTION", "occurred", 0.9, True, 2, True)
    wrong = Judged("SANCTION", "occurred", 0.4, False, 0, False)
    rows = list(write_types(Judgement([right, wrong], Counter({"SANCTION": 1}))))
    row = next(row for row in rows if row.startswith("| SANCTION "))
    assert row.startswith("| SANCTION | 1 | 2 | 50 ")
    assert "| 2.00 |" in row


def test_new_figures_take_the_place_of_the_old_and_the_words_stay() -> None:
    page = f"Words.\n\n{BEGIN}\n\nold\n\n{END}\n\nMore words.\n"
    assert replace_figures(page, ["new", ""]) == f"Words.\n\n{BEGIN}\n\nnew\n\n{END}\n\nMore words.\n"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="has no"):
        replace_figures("Words.", ["new"])


def test_the_page_has_its_figures() -> None:
    figures = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert "### By type, items" in figures
