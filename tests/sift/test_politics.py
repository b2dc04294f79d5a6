"""Which reports are passed over where only politics is wanted, and which never are."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from bench.quiet import read_quiet
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import NoPolitics
from verbale.ids import report_id
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.resolve.tables.states import load_states
from verbale.sift import is_political, sift
from verbale.sift.politics import Weights, weigh

PHENOMENA = Path(__file__).parent.parent / "phenomena"
STATES = [state for state in load_states() if state.kind == "state"]
PLAIN = "The café on the corner sells bread, soup and cakes, and its owner plays the violin in the evening."
SHORT = (
    "{} recalls its ambassador from {}.",
    "{} and {} sign an agreement on fishing.",
    "The foreign ministers of {} and {} held talks on Tuesday.",
    "{} accuses {} of spying.",
    "{} imposes sanctions on {}.",
    "The president of {} visits {}.",
    "Troops from {} enter {}.",
    "{} rejects the demand of {}.",
)


def tell(text: str) -> Reading:
    report = Report("wire", report_id(text), None, date(2024, 5, 14), None, None, "en", (), text)
    return Reading(report)


@pytest.mark.parametrize("told", SHORT)
def test_a_single_sentence_of_politics_between_any_two_states_is_never_passed_over(told: str) -> None:
    pairs = [(one.name, other.name) for one, other in pairwise(STATES)]
    assert [pair for pair in pairs if not is_political(told.format(*pair))] == []


def test_one_such_sentence_in_a_long_report_about_other_things_is_enough() -> None:
    text = "\n\n".join([PLAIN] * 40)
    assert not is_political(text)
    assert is_political(f"{text}\n\nChad expelled the ambassador of Niger on Tuesday.\n\n{text}")


@pytest.mark.parametrize(("name", "share"), [("quiet", 0.6), ("quiet-fresh", 0.6), ("quiet-traps", 0.5)])
def test_most_news_of_sport_culture_and_markets_is_passed_over(name: str, share: float) -> None:
    texts = [f"{one.title}\n\n{one.text}" for one in read_quiet(PHENOMENA / f"{name}.txt")]
    assert sum(not is_political(text) for text in texts) >= share * len(texts)


def test_what_is_passed_over_is_an_error_that_names_the_report() -> None:
    assert sift(tell("Chad expelled the ambassador of Niger.")).report.source == "wire"
    with pytest.raises(NoPolitics, match="wire: nothing political was seen in it; "):
        sift(tell(PLAIN))


def test_a_report_goes_by_its_weightiest_sentence() -> None:
    weights = Weights(-1.0, 0.0, {"envoy": 2.0, "rain": -1.0})
    assert weigh("The envoy came.", weights) == 1.0
    assert weigh("The envoy came. The rain fell.", weights) == 0.75
    assert weigh("Snow fell.", weights) == -1.0


@given(st.text())
def test_any_text_can_be_weighed(text: str) -> None:
    assert is_political(text) in (True, False)


def test_a_glance_costs_little() -> None:
    text = "\n\n".join([PLAIN] * 2_000)
    is_political(PLAIN)
    before = time.process_time()
    is_political(text)
    assert time.process_time() - before < 2.0  # it takes a tenth of that
