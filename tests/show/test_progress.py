"""The bar for long runs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from verbale.show import progress


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Stands for the terminal on standard error."""
    file = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda **_: Console(file=file, force_terminal=True, width=80))
    return file


def test_results_pass_through_as_they_are(terminal: io.StringIO) -> None:
    assert list(progress.count_along("abc", 3)) == ["a", "b", "c"]


def test_a_short_run_shows_nothing(terminal: io.StringIO) -> None:
    list(progress.count_along("abc", 3))
    assert terminal.getvalue() == ""


def test_a_long_run_counts_its_reports(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    list(progress.count_along("abc", 3))
    assert "3/3\x1b[0m reports" in terminal.getvalue()


def test_one_file_may_hold_any_number_of_reports(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    list(progress.count_along("abc", 1))
    assert "3/?\x1b[0m reports" in terminal.getvalue()


def test_the_bar_goes_away_when_reading_fails(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)

    def break_off() -> Iterator[str]:
        yield "a"
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        list(progress.count_along(break_off(), 3))
    assert terminal.getvalue().endswith("\x1b[2K")
