"""A piece of the input, read forward stretch by stretch; what is not wanted is passed over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from verbale.errors import ReadingFailed, UnreadableReport, VerbaleError
from verbale.read import Given, Reading, read_source
from verbale.read.tasks import Turns

Result = Reading | UnreadableReport
Hear = Callable[[int], None]
"""Hears the place that is read next."""


class Stream:
    """The reports of some files, by place, from 0. Only forward: `can_read` says whether a stretch still lies ahead.

    A fault that concerns no report but the rest of a file stands at the place before it.
    """

    def __init__(self, paths: Sequence[str], given: Given) -> None:
        self.turns = Turns(0, -1)
        self._results = chain.from_iterable(_read_file(path, given, self.turns) for path in paths)
        self._ahead: tuple[int, Result] | None = None
        self._reached = 0
        self.is_over = False

    def can_read(self, first: int) -> bool:
        """Has nothing from this place on been passed yet?"""
        return first >= self._reached

    def read(self, first: int, stop: int, hear: Hear) -> Iterator[tuple[int, Result]]:
        """What stands at the places from *first* to before *stop*, each with its place; one more is looked at."""
        self.turns.first, self.turns.last = first, min(stop, sys.maxsize - 1)
        self._reached = stop
        while True:
            if self._ahead is None:
                hear(max(first, self.turns.count))
                self._ahead = self._take()
            if self._ahead is None:
                self.is_over = True
                return
            if self._ahead[0] >= stop:
                return
            (place, result), self._ahead = self._ahead, None
            if place >= first:
                yield place, result

    def _take(self) -> tuple[int, Result] | None:
        result = next(self._results, None)
        return None if result is None else (max(0, self.turns.count - 1), result)


def _read_file(path: str, given: Given, turns: Turns) -> Iterator[Result]:
    try:
        yield from _read_soundly(path, given, turns)
    except ReadingFailed as fault:
        yield fault


def _read_soundly(path: str, given: Given, turns: Turns) -> Iterator[Result]:
    try:
        yield from read_source(path, given, turns=turns)
    except VerbaleError:
        raise
    except Exception as fault:  # a reader that stumbles over a file ends no shard
        raise ReadingFailed(f"{path}, after report {turns.count}", fault) from fault
