"""From probabilities to names, acts and speeches."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from verbale.analyse.decoding import (
    Classes,
    Frame,
    Second,
    SecondRun,
    act_score,
    find_runs,
    find_triggers,
    make_act,
    read_second,
)
from verbale.analyse.passages import NONE, Passage
from verbale.spans import Span

CLASSES = Classes(
    types=("CONSULT", "ACCUSE"),
    modes=(("CONSULT", None), ("CONSULT", "visit"), ("ACCUSE", None), ("ACCUSE", "allege")),
    statuses=("occurred", "scheduled"),
    contexts=("diplomatic", "military"),
    entities=("person", "place"),
    tags=("actor", "recipient", "date", "place"),
)
TEXT = "Astoria met Borduria"


def rows(*tags: int, classes: int) -> np.ndarray:
    """Probabilities that put .9 on one class of each row."""
    scores = np.full((len(tags), classes), 0.1 / (classes - 1), np.float32)
    scores[np.arange(len(tags)), list(tags)] = 0.9
    return scores


def passage_of(text: str) -> Passage:
    """A passage with one subtoken a word, each a unit."""
    offsets, at = [(0, 0)], 0
    for word in text.split():
        at = text.index(word, at)
        offsets.append((at, at + len(word)))
    zeros = np.zeros(len(offsets) + 1, np.int64)
    places = np.array(offsets, np.int64)
    return Passage(
        zeros, zeros, zeros, np.append(np.arange(len(offsets)), NONE), places, places[:, 0], False, Span(0, len(text))
    )


def second_reading(tags: np.ndarray, mode: int = 1, truth: float = 0.9) -> Second:
    told = np.eye(4)[[mode]], np.array([[0.2, 0.8]]), np.array([[0.9, 0.1]]), np.array([truth])
    (second,) = read_second([SecondRun(tags[None], *told)], CLASSES)
    return second


def test_a_run_begins_at_its_first_tag_and_ends_where_another_begins() -> None:
    (found,) = find_runs([rows(0, 1, 2, 3, 4, 4, 0, 1, classes=5)])
    assert [(r.first, r.last, r.number) for r in found] == [(1, 3, 0), (3, 6, 1), (7, 8, 0)]


def test_a_run_without_its_first_tag_is_still_a_run() -> None:
    (found,) = find_runs([rows(0, 2, 2, 0, classes=5)])
    assert [(r.first, r.last) for r in found] == [(1, 3)]


def test_what_goes_on_with_another_class_than_the_one_before_it_is_of_no_run() -> None:
    (found,) = find_runs([rows(1, 4, 4, 2, 1, 0, 4, classes=5)])
    assert [(r.first, r.last, r.number) for r in found] == [(0, 1, 0), (4, 5, 0), (6, 7, 1)]


def test_runs_of_several_tables_are_each_tables_own() -> None:
    tables = [rows(0, 0, 1, classes=5), rows(2, 0, classes=5), rows(0, 0, 0, classes=5)]
    assert [[(r.first, r.last) for r in found] for found in find_runs(tables)] == [[(2, 3)], [(0, 1)], []]


def test_two_triggers_of_one_type_side_by_side_are_two() -> None:
    assert [(f.first, f.last) for f in find_triggers([rows(0, 1, 1, 2, 0, classes=5)])[0]] == [(1, 2), (2, 4)]


def test_a_doubtful_trigger_is_a_candidate_and_a_hopeless_one_is_not() -> None:
    scores = np.array([[0.6, 0.4, 0, 0, 0], [0.8, 0.2, 0, 0, 0]], np.float32)
    assert [(f.first, f.kind) for f in find_triggers([scores])[0]] == [(0, 0)]


def test_an_act_has_its_sides_mode_status_and_contexts() -> None:
    tags = rows(0, 1, 0, 3, classes=9)
    triggers = rows(0, 0, 1, 0, classes=5)
    act = make_act(passage_of(TEXT), Frame(0, 2, 3, 0.9), triggers, second_reading(tags), CLASSES)
    assert act is not None
    assert (act.event, act.mode, act.status, act.context) == ("CONSULT", "visit", "scheduled", ("diplomatic",))
    assert act.trigger.of(TEXT) == "met"
    assert [r.span.of(TEXT) for r in act.actors or ()] == ["Astoria"]
    assert [r.span.of(TEXT) for r in act.recipients or ()] == ["Borduria"]


def test_words_that_may_be_a_participant_are_kept_as_faint() -> None:
    tags = rows(0, 1, 0, 0, classes=9)
    tags[3] = [0.6, 0.05, 0.05, 0.2, 0.1, 0, 0, 0, 0]
    triggers = rows(0, 0, 1, 0, classes=5)
    act = make_act(passage_of(TEXT), Frame(0, 2, 3, 0.9), triggers, second_reading(tags), CLASSES)
    assert act is not None
    assert (len(act.actors or ()), act.recipients) == (1, ())
    (faint,) = [one for one in act.faint if one.span.of(TEXT) == "Borduria"]
    assert (faint.actor, faint.recipient) == (0.1, 0.3)


def test_a_mode_of_another_type_is_never_chosen() -> None:
    tags, triggers = rows(0, 0, 0, 0, classes=9), rows(0, 0, 1, 0, classes=5)
    act = make_act(passage_of(TEXT), Frame(0, 2, 3, 0.9), triggers, second_reading(tags, mode=3), CLASSES)
    assert act is not None
    assert act.mode in (None, "visit")


def test_a_trigger_that_the_second_reading_takes_for_false_is_no_act() -> None:
    tags, triggers = rows(0, 0, 0, 0, classes=9), rows(0, 0, 1, 0, classes=5)
    second = second_reading(tags, truth=0.01)
    assert make_act(passage_of(TEXT), Frame(0, 2, 3, 0.6), triggers, second, CLASSES) is None


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_surer_reading_never_lowers_the_score(first: float, more: float, truth: float) -> None:
    low, high = sorted((first, more))
    assert act_score("CONSULT", low, truth, CLASSES) <= act_score("CONSULT", high, truth, CLASSES)
