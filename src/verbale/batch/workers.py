"""What a worker process does: one shard after the other, with one engine."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from msgspec import Struct

from verbale.batch.ledger import Ledger, Shard
from verbale.batch.shards import ShardWriter, Told, write_shard
from verbale.batch.streams import Stream
from verbale.errors import ProcessEnded, ReadingFailed, UnreadableReport, VerbaleError
from verbale.read import Given, Reading
from verbale.records import ReportRecord

Code = Callable[[Reading], ReportRecord]
"""What makes a record of a report: the pipeline."""


class Job(Struct, frozen=True):
    """A shard to be done: the places from `first` to before `stop` of some files. *left_out* ended a process."""

    shard: Shard
    paths: tuple[str, ...]
    first: int
    stop: int
    left_out: tuple[int, ...] = ()


class Begun(Struct, frozen=True):
    """The place that is read or coded now; if the process ends, it is why."""

    place: int


class Counted(Struct, frozen=True):
    """A report is done, or refused for a cause."""

    cause: str | None


class Finished(Struct, frozen=True):
    """A shard is on disk; `told` is None if the files end before it. `position`: bytes of them taken in, about."""

    told: Told | None
    position: int


class Broken(Struct, frozen=True):
    """The worker cannot go on."""

    why: str


class Desk(Struct, frozen=True):
    """What a worker is given once. `make_coder` is called in the worker: it loads the engine."""

    ledger: Ledger
    given: Given
    make_coder: Callable[[], Code]
    parent: int


def load_pipeline(fast: bool = False) -> Code:
    """The pipeline with the engine that ships, or with its *fast* one."""
    from verbale.pipeline import choose_reader, make_record  # noqa: PLC0415 - only a worker needs it

    reader = choose_reader(fast=fast)
    return lambda reading: make_record(reading, reader)


def work(pipe: Connection, desk: Desk) -> None:
    """Do the jobs that come down the pipe until it is closed."""
    import pyarrow  # noqa: PLC0415 - as above

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pyarrow.set_cpu_count(1)
    try:
        worker = _Worker(pipe, desk)
        while True:
            worker.do(pipe.recv())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # whoever gave the jobs has gone
    except (VerbaleError, OSError) as fault:
        pipe.send(Broken(str(fault)))


class _Worker:
    def __init__(self, pipe: Connection, desk: Desk) -> None:
        self._pipe, self._desk = pipe, desk
        self._code = desk.make_coder()
        self._stream: tuple[str, Stream] | None = None

    def do(self, job: Job) -> None:
        """Do one shard and say so."""
        stream = self._open(job)
        ledger = self._desk.ledger
        with write_shard(ledger.find(job.shard), ledger.scratch(job.shard)) as shard:
            self._fill(shard, job, stream)
        self._pipe.send(Finished(shard.told, stream.turns.position))

    def _open(self, job: Job) -> Stream:
        if self._stream is not None:
            key, stream = self._stream
            if key == job.shard.key and stream.can_read(job.first) and not job.left_out:
                return stream
        stream = Stream(job.paths, self._desk.given)
        stream.turns.left_out = frozenset(job.left_out)
        self._stream = job.shard.key, stream
        return stream

    def _fill(self, shard: ShardWriter, job: Job, stream: Stream) -> None:
        left_out = [place for place in sorted(job.left_out) if job.first <= place < job.stop]
        for place, result in stream.read(job.first, job.stop, self._hear):
            while left_out and left_out[0] < place:
                self._refuse_ended(shard, job, left_out.pop(0))
            self._hear(place)
            self._put(shard, place, result)
        for place in left_out:
            self._refuse_ended(shard, job, place)
        places = min(stream.turns.count, job.stop) - job.first
        if places > 0 or shard.refused or job.first == 0:
            shard.close(job.first, max(0, places), stream.is_over)

    def _hear(self, place: int) -> None:
        if os.getppid() != self._desk.parent:
            raise BrokenPipeError
        self._pipe.send(Begun(place))

    def _put(self, shard: ShardWriter, place: int, result: Reading | UnreadableReport) -> None:
        try:
            if isinstance(result, UnreadableReport):
                raise result
            _code(result, self._code, lambda record: shard.put(place, record))
        except UnreadableReport as fault:
            shard.refuse(place, fault)
            self._pipe.send(Counted(type(fault).__name__))
        else:
            self._pipe.send(Counted(None))

    def _refuse_ended(self, shard: ShardWriter, job: Job, place: int) -> None:
        name = job.paths[0] if len(job.paths) == 1 else f"{job.paths[0]} and {len(job.paths) - 1} files after it"
        shard.refuse(place, ProcessEnded(f"{name}, report {place + 1}"))
        self._pipe.send(Counted(ProcessEnded.__name__))


def _code(reading: Reading, code: Code, keep: Callable[[ReportRecord], Any]) -> None:
    try:
        keep(code(reading))
    except (UnreadableReport, OSError):
        raise
    except Exception as fault:  # a report over which verbale stumbles ends no shard
        raise ReadingFailed(reading.report.source, fault) from fault
