"""Work on the gathered rows that is shared out: each job reads the database by itself and writes files, or answers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from verbale.batch.gathering import Gathering, open_database
from verbale.errors import BatchFault

Job = TypeVar("Job")
Reply = TypeVar("Reply")
Do = Callable[[Path, Job], Reply]
"""What is done with a job in the folder of the database; a function that stands in a module."""

ENOUGH: Final = 2_000
"""Reports for which one more process is worth its start."""
GLANCE: Final = 1.0
"""Seconds between two looks whether the process that shares out is still there."""


class Crowd:
    """Processes that share jobs; of one, this process does them itself. The answer does not depend on how many."""

    def __init__(self, scratch: Path, processes: int) -> None:
        self.scratch = scratch
        self._processes = processes

    @contextmanager
    def writing(self) -> Iterator[Gathering]:
        """The database, for writing; no jobs are done meanwhile."""
        with open_database(self.scratch, threads=self._processes) as gathering:
            yield gathering

    def share(self, do: Do[Job, Reply], jobs: Iterable[Job]) -> Iterator[Reply]:
        """What *do* answers for each job, in the order of the jobs; the longest should come first."""
        listed = list(jobs)
        processes = min(self._processes, len(listed))
        if processes <= 1:
            yield from (do(self.scratch, job) for job in listed)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, _end_with, (os.getpid(),)) as pool:
            try:
                yield from pool.map(do, [self.scratch] * len(listed), listed)
            except BrokenProcessPool as fault:
                why = "a process that brought reports together ended by itself"
                raise BatchFault(str(self.scratch.parent), why, "give it more memory, or fewer --workers") from fault


def count_processes(workers: int, reports: int) -> int:
    """How many processes are worth their start."""
    return max(1, min(workers, reports // ENOUGH))


def _end_with(parent: int) -> None:
    """End this process soon after the one that shares out, and at once, without a word, with Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(GLANCE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
