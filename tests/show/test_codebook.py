"""The codebook in words."""

from __future__ import annotations

import pytest

from verbale.errors import UnknownCode
from verbale.plover import CONTEXTS, STATUSES, TYPES
from verbale.show.codebook import WIDTH, explain

CODES = [
    *(kind.code for kind in TYPES),
    *dict.fromkeys(mode.code for kind in TYPES for mode in kind.modes),
    *STATUSES,
    *CONTEXTS,
]


@pytest.mark.parametrize("code", [None, *CODES])
def test_every_code_is_explained_within_the_width(code: str | None) -> None:
    lines = explain(code).splitlines()
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[0].startswith(code or "The codebook")


def test_a_type_tells_its_class_score_borders_and_modes() -> None:
    words = explain("CONSULT")
    assert "verbal cooperation, score 2.5" in words
    assert "third-party (1)" in words
    assert "REJECT meet" in words


def test_small_letters_do_for_a_type() -> None:
    assert explain("consult") == explain("CONSULT")


def test_a_mode_that_two_types_share_is_told_for_both() -> None:
    words = explain("yield")
    assert "yield (mode of REQUEST" in words
    assert "yield (mode of REJECT" in words


def test_a_word_that_is_a_mode_and_a_context_is_told_as_both() -> None:
    words = explain("cyber")
    assert "cyber (mode of COERCE" in words
    assert "cyber (context)" in words


def test_the_whole_book_names_every_code() -> None:
    words = explain()
    assert all(code in words for code in CODES)


@pytest.mark.parametrize(("wrong", "near"), [("CONSLT", "CONSULT"), ("vist", "visit"), ("schedule", "scheduled")])
def test_an_unknown_code_brings_near_ones(wrong: str, near: str) -> None:
    with pytest.raises(UnknownCode, match=near):
        explain(wrong)
