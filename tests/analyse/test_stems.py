"""Stems: forms of one word share one, and what only looks like an ending stays."""

from __future__ import annotations

import pytest

from verbale.analyse.stems import stem


@pytest.mark.parametrize(
    "words",
    [
        "arrest arrests arrested arresting",
        "strike strikes struck striking",
        "meet met meets meeting",
        "condemn condemns condemned",
        "visit visits visited visiting",
        "deny denies denied",
        "stop stopped stopping",
        "shell shells shelled shelling",
        "ban bans banned banning",
        "release releases released releasing",
    ],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("word", ["us", "crisis", "press", "Paris", "king", "bed"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word.lower()
