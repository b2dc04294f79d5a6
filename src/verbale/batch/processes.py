"""Workers that are processes of this machine, each at the other end of a pipe."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait

import pyarrow as arrow

from verbale.batch.hands import Ended, Hand
from verbale.batch.workers import Broken, Desk, Job, Ready, Said, Worker
from verbale.errors import VerbaleError


def work(pipe: Connection, desk: Desk, parent: int) -> None:
    """Do the jobs that come down the pipe until it is closed, or whoever gave them has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arrow.set_cpu_count(1)

    def say(said: Said) -> None:
        if os.getppid() != parent:
            raise BrokenPipeError
        pipe.send(said)

    try:
        worker = Worker(desk, say)
        say(Ready())
        while True:
            worker.do(pipe.recv())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except (VerbaleError, OSError) as fault:
        pipe.send(Broken(str(fault)))


class ProcessHand(Hand):
    """A worker process."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, desk, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()

    def send(self, job: Job) -> None:
        """Send a job down the pipe."""
        try:
            self.pipe.send(job)
        except OSError:  # it has ended; its pipe says so next
            return

    def end(self) -> None:
        """Let it go, whatever it does."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class Processes:
    """So many processes."""

    def __init__(self, desk: Desk, workers: int) -> None:
        self._desk, self._workers = desk, workers
        self._hands: dict[Connection, ProcessHand] = {}

    def count_seats(self) -> int:
        """As many as were asked for."""
        return self._workers

    def hire(self) -> Hand:
        """A new process."""
        hand = ProcessHand(self._desk)
        self._hands[hand.pipe] = hand
        return hand

    def hear(self, seconds: float) -> Iterator[tuple[Hand, Said | Ended]]:
        """One word of each that has something to say."""
        for pipe in wait(list(self._hands), seconds):
            hand = self._hands[pipe]  # type: ignore[index]
            try:
                yield hand, hand.pipe.recv()
            except (EOFError, OSError):
                yield hand, self._bury(hand)

    def dismiss(self) -> None:
        """End all of them."""
        for hand in self._hands.values():
            hand.end()
        self._hands.clear()

    def _bury(self, hand: ProcessHand) -> Ended:
        del self._hands[hand.pipe]
        hand.end()
        return Ended(f"exit code {hand.process.exitcode}")
