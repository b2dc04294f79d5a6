"""What the command line writes: words to standard output, faults as one line each, progress while one waits."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from verbale.store.rows import Answer

Result = TypeVar("Result")
Colour = Literal["auto", "always", "never"]
Form = Literal["json", "csv"]

EXIT_CODES = """\b
Exit codes:
  0  every report was read
  2  a report could not be read (the others were), or the command line is wrong
"""

REFUSED = 2
"""Exit code if something was refused; also click's for a command line that is wrong."""

PLAIN_WIDTH = 80
"""Columns of a view where there is no terminal and no COLUMNS to say."""


def print_words(words: str) -> None:
    """Write at once, so that each record is there as soon as it is made; end quietly if nobody reads any more."""
    print_pieces((words,))


def print_pieces(pieces: Iterable[str]) -> None:
    """The same for what comes in pieces."""
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


def complain(fault: Exception | str) -> None:
    """Write a fault to standard error, as one line that steers no terminal."""
    from verbale.show.wording import clean

    sys.stderr.write(clean("verbale: " + " ".join(str(fault).split())) + "\n")
    sys.stderr.flush()


def show_progress(results: Iterable[Result], total: int, writes: bool = True) -> Iterable[Result]:
    """The same results, with a bar on a terminal, unless what they write goes to a terminal too."""
    if not sys.stderr.isatty() or (writes and sys.stdout.isatty()):
        return results
    from verbale.show.progress import count_along

    return count_along(results, total)


def tell_upgrading(done: int, total: int) -> None:
    """Say on a terminal how far bringing an older record up to date has come."""
    if sys.stderr.isatty() and total:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rverbale: bringing the record up to date, {done:,} of {total:,} reports{end}")
        sys.stderr.flush()


def is_colourful(colour: Colour = "auto") -> bool:
    """Is the view to be in colour?"""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return colour == "always" or (colour == "auto" and wanted)


def find_width() -> int:
    """Columns that a view has."""
    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns


def print_answer(answer: Answer[Any], form: Form | None) -> None:
    """Rows as JSON Lines, as CSV, or as a view for people."""
    if form == "json":
        print_words(answer.to_json_lines())
    elif form == "csv":
        print_words(answer.to_csv())
    else:
        from verbale.show.listing import render_answer

        print_words(render_answer(answer, find_width(), is_colourful()))
