"""Rows of any columns as a table of text: what nobody has written a view for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from rich import box
from rich.table import Table

from verbale.show.sheet import dress, open_console

LONGEST: Final = 200
"""Of longer values the beginning is shown."""


def render_grid(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int, colour: bool = False) -> str:
    """A head line, a rule, and a line or more for each row, *width* columns wide; numbers stand to the right."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold" if colour else "")
    for place, name in enumerate(columns):
        are_numbers = bool(rows) and all(isinstance(row[place], int | float | None) for row in rows)
        grid.add_column(dress(name, "plain"), justify="right" if are_numbers else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(dress(_write(value), "plain") for value in row))
    page = io.StringIO()
    open_console(page, width, colour).print(grid)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def _write(value: Any) -> str:
    words = _tell(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _tell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return "; ".join(map(_tell, value))
    if isinstance(value, dict):
        return " ".join(map(_tell, value.values()))
    return value.isoformat(" ") if isinstance(value, datetime) else _plain(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
