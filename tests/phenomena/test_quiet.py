"""News without a political act gives no events, or next to none."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.quiet import FRESH, REPORTS, find_invented, read_quiet

from verbale import read_text
from verbale.pipeline import choose_reader

MOST = 0.05
"""Events a report."""


@pytest.mark.slow
@pytest.mark.parametrize("path", [REPORTS, FRESH], ids=lambda path: path.stem)
def test_fewer_than_five_events_are_told_of_a_hundred_reports(path: Path) -> None:
    reports = list(read_quiet(path))
    found = list(find_invented(reports, choose_reader()))
    assert len(found) < MOST * len(reports), [(one.event.event, one.event.event_text) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Gunmen attacked a football match in Quetta on Sunday, killing three spectators.", "ASSAULT"),
        ("The ministers of sport of Norway and Chad met before the match in Oslo on Sunday.", "CONSULT"),
        ("Canada condemned the destruction of museums in Mariupol by Russian forces.", "ACCUSE"),
        ("Police arrested two singers after a concert in Minsk on Friday.", "COERCE"),
        ("Actors and film directors protested outside parliament in Budapest on Friday.", "PROTEST"),
    ],
)
def test_what_is_political_stays_so_beside_sport_and_culture(text: str, event: str) -> None:
    record = read_text(text, published="2023-05-14")
    assert event in [one.event for one in record.events]
