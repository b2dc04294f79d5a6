"""What the shipped engine and the rules make of short texts by phenomenon: most are wholly right.

A text is right if every event that it tells is found with its type, status, day and both sides, and nothing besides.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from phenomena.expected import list_faults, read_texts
from verbale import read_text
from verbale.pipeline import choose_reader

HERE = Path(__file__).parent
FLOORS = {"planned": 0.7, "events": 0.68}
"""Least share of right texts; the engine of this version has .75 and .73."""


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_most_texts_of_each_set_are_wholly_right(name: str) -> None:
    reader = choose_reader()
    texts = list(read_texts(HERE / f"{name}.txt"))
    faults = {one.text: list_faults(one, read_text(one.text, published=one.day, reader=reader)) for one in texts}
    wrong = [f"{text}: {'; '.join(found)}" for text, found in faults.items() if found]
    assert 1 - len(wrong) / len(texts) >= FLOORS[name], "\n".join(wrong)


def test_each_set_has_enough_texts_and_none_twice() -> None:
    for name, least in (("planned", 60), ("events", 60)):
        texts = [one.text for one in read_texts(HERE / f"{name}.txt")]
        assert len(set(texts)) == len(texts) >= least
