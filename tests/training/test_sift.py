"""What tells politics from other news is learnt again from a few sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import json
from training.sift.find import Finding, read_findings
from training.sift.learn import Item, Piece, cross, find_least, fit

from verbale.sift.politics import weigh

POLITICS = ("envoy", "treaty", "minister")
PLAY = ("striker", "goal", "coach")


def make_pieces() -> list[Piece]:
    """Sentences of ten folds, plainly of one kind or the other."""
    kinds = ((POLITICS, True), (PLAY, False))
    return [
        Piece(frozenset((one, "the", "spoke")), is_political, fold)
        for fold in range(10)
        for words, is_political in kinds
        for one in words
    ]


def test_words_of_politics_weigh_more_than_words_of_play_and_small_words_nothing() -> None:
    weights = fit(make_pieces()).signs
    assert min(weights[one] for one in POLITICS) > 0 > max(weights[one] for one in PLAY)
    assert abs(weights.get("the", 0.0)) < 0.2
    assert fit(make_pieces()) == fit(make_pieces())


def test_a_report_must_weigh_what_next_to_no_labelled_item_misses() -> None:
    weights = cross(make_pieces())
    assert 0 not in weights
    items = [Item(f"The {one} spoke.", fold) for fold in range(10) for one in POLITICS]
    least = find_least(items, weights)
    assert all(weigh(one.text, weights[one.fold]) >= least - 0.01 for one in items if one.fold)
    assert weigh("The striker spoke.", weights[1]) < least


def test_findings_are_read_as_they_were_written(tmp_path: Path) -> None:
    found = Finding("talks", 3, "They met.", ((5, 8),), False)
    path = tmp_path / "findings.jsonl"
    path.write_bytes(json.encode(found) + b"\n")
    assert read_findings(path) == [found]
    with pytest.raises(FileNotFoundError):
        read_findings(tmp_path / "none.jsonl")
