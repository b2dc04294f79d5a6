"""The seam between the jobs and those who do them: workers are hired, given jobs, heard and dismissed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from verbale.batch.workers import Job, Said


class Ended(Struct, frozen=True):
    """A worker ended by itself, or its machine did. `place`: where it was, if more is known of that than it said."""

    why: str
    place: int | None = None
    with_machine: bool = False


class Hand(ABC):
    """A worker, as whoever gives it jobs sees it: what it does now, and how far it has come."""

    def __init__(self) -> None:
        self.is_ready = False
        self.job: Job | None = None
        self.place: int | None = None
        self.counted: Counter[str | None] = Counter()

    def give(self, job: Job) -> None:
        """Let it do a job; it has none."""
        self.job, self.place, self.counted = job, None, Counter()
        self.send(job)

    @abstractmethod
    def send(self, job: Job) -> None:
        """Bring the job to the worker. Of one that has ended, `hear` says so next."""


class Hands(Protocol):
    """Where workers come from: processes of this machine, or the nodes of a cluster."""

    def count_seats(self) -> int:
        """How many workers there may be now. BatchFault if there will be none."""

    def hire(self) -> Hand:
        """One more. It says Ready when it can take a job, which may be late or never: no job is given to it before."""

    def hear(self, seconds: float) -> Iterator[tuple[Hand, Said | Ended]]:
        """What workers say, in the order of each; waits for the first word so long. After Ended one is gone."""

    def dismiss(self) -> None:
        """Let all go, whatever they do."""
