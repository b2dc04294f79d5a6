"""Patience and rules: what Retry-After and robots.txt ask for, and how long one waits after faults."""

from __future__ import annotations

from random import Random

import pytest

from verbale.watch.politeness import DAY, back_off, find_host, lengthen, read_retry_after, read_rules

NOW = 1_715_680_800.0


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 14 May 2024 10:05:00 GMT", 300.0),
        ("Tue, 14 May 2024 09:00:00 GMT", 0.0),
        ("99999999999", 7 * DAY),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_time(words: str | None, seconds: float | None) -> None:
    assert read_retry_after(words, NOW) == seconds


@pytest.mark.parametrize(("status", "allowed"), [(200, True), (404, True), (403, True), (429, False), (503, False)])
def test_the_status_of_robots_txt_tells_too(status: int, allowed: bool) -> None:
    rules = read_rules(status, b"User-agent: *\nDisallow: /private\n", NOW)
    assert rules.allow("https://wire.example/a") is allowed
    assert rules.is_fault is not allowed


def test_rules_hold_for_the_program_by_its_name() -> None:
    rules = read_rules(200, b"User-agent: *\nDisallow:\n\nUser-agent: verbale\nDisallow: /a\nCrawl-delay: 900\n", NOW)
    assert not rules.allow("https://wire.example/a")
    assert rules.allow("https://wire.example/b")
    assert rules.delay() == 300.0


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"<html>", b"User-agent\nDisallow", b"x" * 600_000])
def test_robots_txt_may_hold_nonsense(data: bytes) -> None:
    assert read_rules(200, data, NOW).allow("https://wire.example/a")


def test_pauses_after_faults_grow_up_to_a_day_and_a_half_and_differ() -> None:
    random = Random(1)
    pauses = [back_off(faults, random) for faults in range(1, 30)]
    assert 30 <= pauses[0] <= 90
    assert max(pauses) <= 1.5 * DAY
    assert back_off(1, random) != back_off(1, random)


def test_pauses_between_polls_grow_without_news_and_shrink_with_it() -> None:
    assert lengthen(900.0, 900.0, news=False) == 1350.0
    assert lengthen(1350.0, 900.0, news=True) == 900.0
    assert lengthen(DAY, 900.0, news=False) == DAY
    assert lengthen(900.0, 2 * DAY, news=True) == 2 * DAY


def test_a_host_is_scheme_name_and_port() -> None:
    assert find_host("http://Wire.example:8080/a?b") == "http://wire.example:8080"
