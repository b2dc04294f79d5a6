"""Rows of any columns as a table of text."""

from __future__ import annotations

from datetime import date

from verbale.show.grids import LONGEST, render_grid


def test_numbers_stand_to_the_right_and_lists_are_joined() -> None:
    rows = [("CONSULT", 12, ["RUS", "AZE"], None), ("AID", 3, [], date(2023, 2, 27))]
    assert render_grid(["event", "events", "states", "day"], rows, 60) == (
        "event     events   states     day\n"
        "────────────────────────────────────────\n"
        "CONSULT       12   RUS; AZE\n"
        "AID            3              2023-02-27\n"
    )


def test_a_table_without_rows_has_its_head() -> None:
    assert render_grid(["event"], [], 60).splitlines()[0] == "event"


def test_long_values_are_cut_and_steer_no_terminal() -> None:
    told = render_grid(["words"], [("x" * 500,), ("\x1b[31mred",)], 400)
    assert "x" * (LONGEST - 1) + "…" in told
    assert "\x1b" not in told


def test_values_of_several_kinds_are_plain() -> None:
    told = render_grid(["a", "b", "c"], [(True, 0.123456789, {"low": 2, "high": 3}), (False, 1.0, None)], 60)
    assert "yes" in told
    assert "0.123457" in told
    assert "2 3" in told
