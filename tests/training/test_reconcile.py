"""How merging is learnt and measured."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from bench.merging import count_duplicates, measure_agreement, score_pairs, score_tellings
from training.reconcile.candidates import draw_groups
from training.reconcile.learn import Case, find_stories, measure, regress
from training.reconcile.pairs import Mark, Pair, list_events, read_pairs

from reconcile.told import tell
from verbale.reconcile.likeness import SIGNS

A, B, C, D = (("text", start, start + 1) for start in range(4))
PAIRS = [
    Pair(1, "figure", A, B, True, True),
    Pair(1, "figure", B, C, True, False),
    Pair(1, "figure", A, C, True),
    Pair(1, "figure", C, D, False),
]


def test_tellings_that_are_one_through_others_are_one_event() -> None:
    assert [(group, sorted(map(sorted, events))) for group, events in list_events(PAIRS[:2] + PAIRS[3:])] == [
        (1, [[A, B, C], [D]])
    ]


def test_pairs_clusters_and_duplicates_are_counted() -> None:
    alone = {mark: str(mark) for mark in (A, B, C, D)}
    together = dict.fromkeys((A, B, C, D), "one")
    right = {A: "one", B: "one", C: "one", D: "two"}
    assert score_pairs(PAIRS, right).f1 == pytest.approx(1)
    assert score_tellings(PAIRS, right).f1 == pytest.approx(1)
    assert count_duplicates(PAIRS, right) == 0
    assert score_pairs(PAIRS, alone).recall == 0
    assert score_tellings(PAIRS, alone) == pytest.approx((1, 0.5))
    assert count_duplicates(PAIRS, alone) == 0.5
    assert score_pairs(PAIRS, together) == pytest.approx((0.75, 1))
    assert score_pairs(PAIRS, {A: "one"}) == (0, 0)
    assert measure_agreement(PAIRS).startswith("2 read twice, 0.500 alike")


def test_the_pairs_that_ship_are_ids_and_offsets_of_two_texts() -> None:
    pairs = read_pairs()
    assert len(pairs) > 600
    assert sum(pair.again is not None for pair in pairs) >= 300
    assert all(pair.one[0] != pair.other[0] and pair.one[1] < pair.one[2] for pair in pairs)
    learnt, figure = ({mark for pair in read_pairs(half) for mark in (pair.one, pair.other)} for half in HALVES)
    assert not learnt & figure


HALVES = ("learning", "figure")


def test_weights_say_what_speaks_for_one_event() -> None:
    signs = list(SIGNS)
    strengths = [1.0] + [0.0] * (len(signs) - 1)
    alike = [*strengths[:1], 1.0, *strengths[2:]]
    cases = [Case(number, alike if number % 2 else strengths, bool(number % 2)) for number in range(40)]
    weights = regress([*cases, Case(99, (), False)])
    assert weights[1] > 0.5


def test_the_threshold_is_measured_once_tellings_are_clustered() -> None:
    told = [
        (Case(1, (1.0,), True, (A, B)), 0.9),
        (Case(1, (1.0,), True, (B, C)), 0.6),
        (Case(1, (), False, (A, C)), 0.0),
        (Case(2, (1.0,), True, (A, D)), 0.7),
    ]
    assert measure(told, 0.5) == pytest.approx(4 / 5)
    assert measure(told, 0.8) == pytest.approx(2 / 4)


def test_groups_that_tell_of_one_matter_are_one_story() -> None:
    pairs = [Pair(3, "learning", A, B, True), Pair(5, "learning", C, D, False)]
    days = {A: date(2023, 2, 1), B: date(2023, 2, 2), C: date(2023, 2, 20), D: date(2023, 3, 28)}
    told = {mark: tell(report=f"r{mark[1]}", published=day) for mark, day in days.items()}
    assert find_stories(pairs, told) == {3: 3, 5: 3}
    late = {**told, C: tell(report="r2", published=date(2023, 3, 20))}
    assert find_stories(pairs, late) == {3: 3, 5: 5}


def test_groups_are_drawn_from_the_alike_and_the_rest_and_share_no_telling() -> None:
    marks: list[Mark] = [(f"text {number}", 0, 1) for number in range(40)]
    chances = {
        (one, other): 1 / (1 + abs(m - n)) for m, one in enumerate(marks) for n, other in enumerate(marks) if m < n
    }
    groups = draw_groups(chances, 4, Random(1))
    told = [mark for group in groups for mark in group]
    assert groups
    assert len(told) == len(set(told))
    assert all(3 <= len(group) <= 5 for group in groups)
