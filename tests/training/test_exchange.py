"""How states are exchanged for one another in texts that are learnt from."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from training.engine.exchange import TAKES_ARTICLE, exchange_label, make_exchange

TEXT = (
    "Norway's foreign minister met her Chadian colleague in Oslo. Norwegians and the United States sent an Irish envoy."
)


@given(st.integers())
def test_a_state_keeps_one_new_name_in_all_its_forms(seed: int) -> None:
    renamed = make_exchange(TEXT, Random(seed))
    assert renamed is not None
    assert renamed(TEXT) != TEXT
    assert renamed("Norway's") == renamed("Norway") + "'s"
    assert renamed(TEXT).startswith(renamed("Norway") + "'s foreign minister met her ")


@given(st.integers())
def test_articles_fit_the_new_names(seed: int) -> None:
    renamed = make_exchange(TEXT, Random(seed))
    assert renamed is not None
    sent = renamed("sent an Irish envoy").removeprefix("sent ")
    article, adjective = sent.split(" ", 1)
    assert article == ("an" if adjective.startswith(("A", "E", "I", "O", "Uz")) else "a")
    name = renamed("the United States")
    assert name.startswith("the ") == bool(TAKES_ARTICLE.match(name.removeprefix("the ")))


def test_a_text_without_states_is_left_alone() -> None:
    assert make_exchange("The two ministers met on Monday.", Random(1)) is None


def test_labels_change_with_their_text_and_nothing_else_does() -> None:
    renamed = make_exchange("Norway accuses Peru.", Random(3))
    assert renamed is not None
    label = {"t": "ACCUSE", "as": ["NOR"], "a": ["Norway"], "r": ["Peru"], "d": None, "ev": [{"tr": "Peru"}]}
    told = exchange_label(label, renamed, frozenset({"a", "r", "tr", "d"}))
    assert told["as"] == ["NOR"]
    assert told["a"] == [renamed("Norway")]
    assert told["ev"] == [{"tr": renamed("Peru")}]
    assert told["d"] is None
