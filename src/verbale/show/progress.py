"""How far a long run has come: a bar on standard error that goes away when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Result = TypeVar("Result")

PATIENCE: Final = 1.0
"""Seconds before the bar appears: short runs need none."""


def count_along(results: Iterable[Result], sources: int) -> Iterator[Result]:
    """The same results; a bar counts them if they take long. *sources* is the least that will come."""
    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("reports"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("reading", total=sources if sources > 1 else None)
    begun = time.monotonic()
    try:
        for done, result in enumerate(results, 1):
            bar.update(task, completed=done, total=max(done, sources) if sources > 1 else None)
            if not bar.live.is_started and time.monotonic() - begun > PATIENCE:
                bar.start()
            yield result
    finally:
        bar.stop()


@contextmanager
def count_steps(name: str) -> Iterator[Callable[[int, int], None]]:
    """Hears how much is done of how much, and shows it on a terminal if it takes long."""
    bar = Progress(
        TextColumn(name),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("reports"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(name, total=None)
    begun = time.monotonic()

    def tell(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if bar.console.is_terminal and not bar.live.is_started and time.monotonic() - begun > PATIENCE:
            bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:  # stopping one that never began would write an empty line
            bar.stop()
