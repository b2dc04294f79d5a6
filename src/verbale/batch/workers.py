"""What a worker does, wherever it is: one shard after the other, with one engine; and what it says of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from msgspec import Struct

from verbale import __version__
from verbale.analyse.encoder import FAST, FOLDER, name_engine
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.shards import ShardWriter, Told, write_shard
from verbale.batch.streams import Stream
from verbale.errors import ProcessEnded, ReadingFailed, UnreadableReport
from verbale.plover import CODEBOOK
from verbale.read import Given, Reading
from verbale.records import MadeBy, ReportRecord
from verbale.resolve.tables import fingerprint
from verbale.sift import sift

Code = Callable[[Reading], ReportRecord]
"""What makes a record of a report: the pipeline."""


class Job(Struct, frozen=True):
    """A shard to be done: the places from `first` to before `stop` of some files. *left_out* ended a process."""

    shard: Shard
    paths: tuple[str, ...]
    first: int
    stop: int
    left_out: tuple[int, ...] = ()


class Ready(Struct, frozen=True):
    """The engine is loaded; a job may come."""


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


Said = Ready | Begun | Counted | Finished | Broken
Say = Callable[[Said], None]


class Desk(Struct, frozen=True):
    """What a worker is given once. `make_coder` is called in the worker: it loads the engine.

    With `politics_only` reports in which nothing political is seen are refused before they come to the engine.
    """

    ledger: Ledger
    given: Given
    make_coder: Callable[[], Code]
    politics_only: bool = False


def tell_made_by(*, fast: bool = False) -> MadeBy:
    """The program, engine, tables and codebook that records are made with now; no engine is loaded."""
    return MadeBy(__version__, name_engine(FAST if fast else FOLDER), fingerprint(), CODEBOOK)


def load_pipeline(fast: bool = False) -> Code:
    """The pipeline with the engine that ships, or with its *fast* one."""
    from verbale.pipeline import choose_reader, make_record  # noqa: PLC0415 - only a worker needs it

    reader = choose_reader(fast=fast)
    return lambda reading: make_record(reading, reader)


class Worker:
    """One engine, and the file that it is in. *say* hears how each job goes."""

    def __init__(self, desk: Desk, say: Say) -> None:
        self._desk, self._say = desk, say
        self._name = uuid4().hex[:12]
        self._code = _begin_coding(desk)
        self._stream: tuple[str, Stream] | None = None

    def do(self, job: Job) -> None:
        """Do one shard and say so."""
        stream = self._open(job)
        ledger = self._desk.ledger
        with write_shard(ledger.find(job.shard), ledger.scratch(job.shard, self._name)) as shard:
            self._fill(shard, job, stream)
        self._say(Finished(shard.told, stream.turns.position))

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
        self._say(Begun(place))

    def _put(self, shard: ShardWriter, place: int, result: Reading | UnreadableReport) -> None:
        try:
            if isinstance(result, UnreadableReport):
                raise result
            _code(result, self._code, lambda record: shard.put(place, record))
        except UnreadableReport as fault:
            shard.refuse(place, fault)
            self._say(Counted(type(fault).__name__))
        else:
            self._say(Counted(None))

    def _refuse_ended(self, shard: ShardWriter, job: Job, place: int) -> None:
        name = job.paths[0] if len(job.paths) == 1 else f"{job.paths[0]} and {len(job.paths) - 1} files after it"
        shard.refuse(place, ProcessEnded(f"{name}, report {place + 1}"))
        self._say(Counted(ProcessEnded.__name__))


def _begin_coding(desk: Desk) -> Code:
    code = desk.make_coder()
    return (lambda reading: code(sift(reading))) if desk.politics_only else code


def _code(reading: Reading, code: Code, keep: Callable[[ReportRecord], Any]) -> None:
    try:
        keep(code(reading))
    except (UnreadableReport, OSError):
        raise
    except Exception as fault:  # a report over which verbale stumbles ends no shard
        raise ReadingFailed(reading.report.source, fault) from fault
