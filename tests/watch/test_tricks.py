"""Hosts that mean harm: nothing of theirs is let in, and they neither hold a watch up nor end it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from verbale.store.record import Record
from watch.playing import PLAYS, play_feeds, play_pages, play_rules
from watch.server import Web, serve
from watch.tricks import ANSWERS, COUNT, FEEDS, PAGES, PRIVATE, RULES

SOON = 40.0
"""Seconds in which all tricks of a kind are over, also on a machine that is busy with other things."""

HARMLESS = ("a DTD from elsewhere", "a sitemap within itself")
"""Read as feeds without entries."""


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as web:
        yield web


def test_there_are_more_than_a_hundred_tricks() -> None:
    assert COUNT == 161
    assert len(PLAYS) == 3


def test_bad_feeds_are_named_and_never_stop_the_others(web: Web, tmp_path: Path) -> None:
    played = play_feeds(web, tmp_path / "news.db")
    for name in (*ANSWERS, *FEEDS):
        row = played.health[name]
        assert (row.state == "failing") == (name not in HARMLESS), (name, row)
        assert row.items == 0, name
        assert "stumbled" not in (row.last_error or ""), (name, row.last_error)
    errors = {name: row.last_error for name, row in played.health.items()}
    assert errors["leads to metadata"] == "leads to a place that is not asked: 169.254.169.254 is not a public address"
    assert errors["says nothing"] == "gave no page within 1.5 s"
    assert errors["packs a bomb"] == "is larger than 2,000,000 bytes"
    assert errors["leads on without end"] == "leads on more than 5 times"
    assert errors["elements within elements"] == "has more than 100 elements within each other"
    assert "added" in {one.step for steps in played.steps.values() for one in steps}
    assert {address for address, _ in played.connected} == {"127.0.0.1"}
    assert web.asked["wire.example/secret"] == 0
    assert played.seconds < SOON


def test_odd_feeds_are_read_or_asked_later(web: Web, tmp_path: Path) -> None:
    played = play_feeds(web, tmp_path / "news.db")
    assert played.health["links to what is not asked"].failed == played.health["links to what is not asked"].items > 10
    for name in (
        "a mark that cannot be sent back",
        "a mark without end",
        "a pause that is no number",
        "days out of time",
    ):
        assert [one.step for one in played.steps[name]].count("polled") == 2, name
    for name in ("a patience that is no number", "a patience of ages", "a patience until no day"):
        assert played.health[name].last_error == "it answers 503"


def test_bad_pages_never_stop_the_others(web: Web, tmp_path: Path) -> None:
    played = play_pages(web, tmp_path / "news.db")
    (row,) = played.health.values()
    assert row.reports + row.unreadable + row.failed + row.waiting + row.foreign == row.items
    assert row.items == len(ANSWERS) + len(PAGES) + 1
    assert not any("stumbled" in one.words for steps in played.steps.values() for one in steps)
    assert all(one.step in ("failed", "again", "unreadable") for name in ANSWERS for one in played.steps[name])
    with Record(tmp_path / "news.db") as record:
        assert "News number 0" in {one.title for one in record.reports()}
    assert {address for address, _ in played.connected} == {"127.0.0.1"}
    assert played.seconds < SOON


def test_bad_rules_of_a_host_cost_only_that_host(web: Web, tmp_path: Path) -> None:
    played = play_rules(web, tmp_path / "news.db")
    assert all(played.health[name].items == 0 for name in RULES)
    assert played.health["wire.example/feed"].reports == 1
    assert {address for address, _ in played.connected} == {"127.0.0.1"}
    assert played.seconds < SOON


def test_places_that_are_private_stand_in_many_spellings() -> None:
    assert len(PRIVATE) >= 18
