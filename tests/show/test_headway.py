"""How far a batch has come, in a line."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from verbale.batch.running import Headway
from verbale.show.headway import tell_duration, tell_headway, tell_refused


def test_before_anything_is_known_only_the_count_is_told() -> None:
    assert tell_headway(Headway(1000, 1000, 2)) == "0 reports"


def test_rate_time_left_and_causes_are_told() -> None:
    headway = Headway(
        size=30_000,
        left=20_000,
        workers=2,
        read=98,
        refused=Counter({"NotEnglish": 2}),
        fresh=100,
        fresh_bytes=10_000.0,
        begun=time.monotonic() - 100,
    )
    assert (
        tell_headway(headway) == "100 reports, 1 a second with 2 workers, about 3 min left; 2 refused (not english 2)"
    )


def test_the_commonest_cause_comes_first() -> None:
    assert tell_refused({"EmptyReport": 1, "NotEnglish": 2000}) == "2,001 refused (not english 2,000, empty report 1)"
    assert tell_refused({}) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "3 s"), (29, "29 s"), (61, "1 min"), (3599, "1 h 0 min"), (7500, "2 h 5 min"), (200_000, "2 d 7 h")],
)
def test_times_are_told_as_people_say_them(seconds: float, words: str) -> None:
    assert tell_duration(seconds) == words
