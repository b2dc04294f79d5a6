"""Shares the shards out to workers, takes what they say, and replaces those that end."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from verbale.batch.hands import Ended, Hand, Hands
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.plan import Piece
from verbale.batch.shards import Told, read_told
from verbale.batch.workers import Begun, Broken, Counted, Finished, Job, Ready, Said
from verbale.errors import BatchFault

PATIENCE: Final = 2.0
"""A report that ends its process so many times is left out. If the machine goes too, that counts half."""
WITH_MACHINE: Final = 0.5
MOST_STARTS: Final = 3
"""Workers that end so many times before any has read anything never will."""
GLANCE: Final = 1.0
"""Seconds without a word after which progress is told all the same."""


class Headway(Struct):
    """How far a run has come. `size` and `left` in bytes of input; `workers` that are at work now."""

    size: int
    left: int
    workers: int = 0
    shards: int = 0
    shards_before: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    fresh: int = 0
    fresh_bytes: float = 0.0
    begun: float | None = None

    @property
    def seconds(self) -> float:
        """Since the first report was begun, by the clock."""
        return 0.0 if self.begun is None else time.monotonic() - self.begun

    @property
    def rate(self) -> float:
        """Reports a second in this run."""
        return self.fresh / self.seconds if self.fresh and self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take yet, by the bytes that a report took so far; None while nobody can tell."""
        if not self.fresh_bytes or not self.rate:
            return None
        return self.left / (self.fresh_bytes / self.fresh) / self.rate

    def count(self, cause: str | None, times: int = 1) -> None:
        """One more report of this run, read or refused; so many fewer if *times* is below 0."""
        self.fresh += times
        if cause is None:
            self.read += times
        else:
            self.refused[cause] += times

    def recall(self, told: Told) -> None:
        """A shard that an earlier run did."""
        self.shards_before += 1
        self.read += told.read
        self.refused.update(told.refused)


class Order(Struct):
    """What has been found out of a piece: its shards so far, and whether its end is known."""

    piece: Piece
    shards: int = 0
    is_over: bool = False
    position: int = 0


class Agenda:
    """The jobs in their order: shards that are done are passed over, the end of a large file is found on the way."""

    def __init__(self, pieces: Iterator[Piece], ledger: Ledger, reports: int, headway: Headway) -> None:
        self._pieces, self._ledger, self._reports, self._progress = pieces, ledger, reports, headway
        self._orders: dict[str, Order] = {}
        self._now: Order | None = None
        self._next = 0
        self._again: deque[Job] = deque()
        self._deaths: defaultdict[tuple[str, int], float] = defaultdict(float)

    @property
    def folder(self) -> str:
        """Where the shards go, for people."""
        return str(self._ledger.folder)

    def take(self) -> Job | None:
        """The next job; None if there is none now."""
        if self._again:
            return self._again.popleft()
        while order := self._advance():
            shard = Shard(order.piece.key, self._next)
            self._next += 1
            if not self._ledger.part.holds(shard):
                order.is_over |= not order.piece.is_large
                continue
            if self._ledger.find(shard).exists():
                self._recall(order, shard)
                continue
            first = shard.number * self._reports
            stop = first + self._reports if order.piece.is_large else sys.maxsize
            return Job(shard, order.piece.paths, first, stop)
        return None

    def finish(self, job: Job, done: Finished) -> None:
        """A job is done, or its shard lies beyond the end of its file."""
        order, headway = self._orders[job.shard.key], self._progress
        if done.told is not None:
            headway.shards += 1
            self._note(order, job.shard, done.told)
            reached = done.position if order.piece.is_large else order.piece.size
            total = job.first + done.told.places
            headway.fresh_bytes += reached * done.told.places / total if total else reached
            self._advance_to(order, order.piece.size if done.told.is_last else reached)
        else:
            order.is_over = True

    def fail(self, job: Job, place: int | None, blame: float = 1.0) -> None:
        """Who did a job ended while at a place, which is to blame for it so much."""
        if place is not None:
            self._deaths[(job.shard.key, place)] += blame
        deadly = {at for (key, at), times in self._deaths.items() if key == job.shard.key and times >= PATIENCE}
        self._again.append(replace(job, left_out=tuple(sorted(deadly))))

    def list_shards(self) -> Iterator[Shard]:
        """All shards of the input in order, once all is done."""
        return (Shard(key, number) for key, order in self._orders.items() for number in range(order.shards))

    def _advance(self) -> Order | None:
        """The piece of the next shard."""
        while self._now is None or self._now.is_over or (self._next and not self._now.piece.is_large):
            piece = next(self._pieces, None)
            if piece is None:
                self._now = None
                self._pieces = iter(())
                return None
            self._now = self._orders[piece.key] = Order(piece)
            self._next = 0
        return self._now

    def _recall(self, order: Order, shard: Shard) -> None:
        told = read_told(self._ledger.find(shard))
        self._progress.recall(told)
        self._note(order, shard, told)
        if told.is_last:
            self._advance_to(order, order.piece.size)

    def _note(self, order: Order, shard: Shard, told: Told) -> None:
        order.shards = max(order.shards, shard.number + 1)
        order.is_over |= told.is_last

    def _advance_to(self, order: Order, position: int) -> None:
        self._progress.left -= max(0, min(position, order.piece.size) - order.position)
        order.position = max(order.position, position)


Tell = Callable[[Headway], None]


class Crew:
    """Those who work on one agenda. *tell* hears of every report."""

    def __init__(self, agenda: Agenda, hands: Hands, headway: Headway, tell: Tell) -> None:
        self._agenda, self._source, self._progress, self._tell = agenda, hands, headway, tell
        self._hands: list[Hand] = []
        self._waiting: deque[Job] = deque()
        self._starts = 0

    def run(self) -> None:
        """Do all jobs. BatchFault if a worker cannot go on."""
        while self._employ():
            for hand, said in self._source.hear(GLANCE):
                self._hear(hand, said)
            self._tell(self._progress)

    def _employ(self) -> bool:
        """Give jobs to all who can take one, and hire for those that are left; is there anything to do yet?"""
        for hand in self._hands:
            if hand.is_ready and hand.job is None and (self._waiting or self._draw()):
                hand.give(self._waiting.popleft())
        starting = sum(not hand.is_ready for hand in self._hands)
        seats = self._source.count_seats() - len(self._hands)
        while (starting < len(self._waiting) or self._draw()) and seats > 0:
            self._hands.append(self._source.hire())
            starting, seats = starting + 1, seats - 1
        self._progress.workers = sum(hand.is_ready for hand in self._hands)
        return bool(self._waiting) or any(hand.job is not None for hand in self._hands)

    def _draw(self) -> bool:
        """One more job waits for a worker, if there is one."""
        job = self._agenda.take()
        if job is not None:
            self._waiting.append(job)
        return job is not None

    def _hear(self, hand: Hand, said: Said | Ended) -> None:
        if isinstance(said, Ready):
            hand.is_ready = True
        elif isinstance(said, Begun):
            hand.place = said.place
            self._progress.begun = self._progress.begun or time.monotonic()
        elif isinstance(said, Counted):
            self._progress.count(said.cause)
            hand.counted[said.cause] += 1
        elif isinstance(said, Finished) and hand.job is not None:
            self._agenda.finish(hand.job, said)
            hand.job, self._starts = None, 0
        elif isinstance(said, Broken):
            raise BatchFault(self._agenda.folder, f"a worker stopped: {said.why}", "mend that and run again")
        elif isinstance(said, Ended):
            self._bury(hand, said)

    def _bury(self, hand: Hand, ended: Ended) -> None:
        """A worker has ended by itself: its job is done again by another."""
        self._hands.remove(hand)
        place = max((one for one in (hand.place, ended.place) if one is not None), default=None)
        if place is None and not ended.with_machine:
            self._starts += 1
            if self._starts >= MOST_STARTS:
                why = f"workers end before they read anything ({ended.why})"
                raise BatchFault(self._agenda.folder, why, "is there memory enough?")
        if hand.job is not None:
            for cause, times in hand.counted.items():
                self._progress.count(cause, -times)
            self._agenda.fail(hand.job, place, WITH_MACHINE if ended.with_machine else 1.0)


def run_shards(agenda: Agenda, hands: Hands, headway: Headway, tell: Tell) -> Sequence[Shard]:
    """Do every shard of *agenda* that is not done; all, in order. The workers are dismissed at the end."""
    try:
        Crew(agenda, hands, headway, tell).run()
    finally:
        hands.dismiss()
    return list(agenda.list_shards())
