"""What stands on a node of a cluster: a worker that is asked from afar, and a look at what the node has and sees."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import pyarrow as arrow
from msgspec.structs import asdict

from verbale.batch.ledger import FORM
from verbale.batch.workers import Begun, Broken, Desk, Finished, Job, Ready, Said, Worker, tell_made_by
from verbale.errors import VerbaleError
from verbale.reconcile.rules import RULES
from verbale.sift import name_sieve

TOLD_EVERY: Final = 2.0
"""Seconds after which a worker that is at work says how far it has come; what it has finished it says at once."""
NOWHERE: Final = -1
LIBRARIES: Final = (
    "numpy", "onnxruntime", "pyarrow", "charset-normalizer", "py3langid", "trafilatura", "lxml", "fastwarc", "pypdf",
    "python-docx", "striprtf",
)  # fmt: skip
"""They read reports and write shards: another version may give other bytes, a missing one gives other refusals."""


class Seat:
    """A worker on a node. One thread does the jobs, another tells how they go; both are called from afar.

    At which place it is stands in the file *mark* as well: should the process end, it will have had no time to say so.
    Relative paths are taken from *here*.
    """

    def __init__(self, desk: Desk, here: str | None, mark: Path) -> None:
        self._desk, self._here, self._path = desk, here, mark
        self._said: list[Said] = []
        self._news = threading.Condition()

    def begin(self) -> None:
        """Load the engine."""
        with self._telling_faults():
            arrow.set_cpu_count(1)
            if self._here is not None:
                os.chdir(self._here)
            self._mark = os.open(self._path, os.O_WRONLY | os.O_CREAT)
            self._worker = Worker(self._desk, self._say)
            self._say(Ready())

    def do(self, job: Job) -> None:
        """Do a job; `tell` says how it goes."""
        with self._telling_faults():
            write_mark(self._mark, NOWHERE)
            self._worker.do(job)

    def tell(self) -> list[Said]:
        """What was said since the last time, after a while if it cannot wait."""
        with self._news:
            self._news.wait_for(self._has_news, TOLD_EVERY)
            said, self._said = self._said, []
        return said

    def _has_news(self) -> bool:
        return any(isinstance(one, Ready | Finished | Broken) for one in self._said)

    def _say(self, said: Said) -> None:
        if isinstance(said, Begun):
            write_mark(self._mark, said.place)
        with self._news:
            if self._said and isinstance(self._said[-1], Begun) and isinstance(said, Begun):
                self._said.pop()
            self._said.append(said)
            self._news.notify()

    @contextmanager
    def _telling_faults(self) -> Iterator[None]:
        try:
            yield
        except (VerbaleError, OSError) as fault:
            self._say(Broken(str(fault)))
        except Exception as fault:  # nobody waits for the answer: it must be heard all the same
            self._say(Broken(f"{type(fault).__name__}: {fault}"))
            raise


def write_mark(mark: int, place: int) -> None:
    """Write a place into an open file, for `read_mark`."""
    os.pwrite(mark, place.to_bytes(8, "big", signed=True), 0)


def read_mark(path: Path) -> int | None:
    """At which place a worker was that has ended; None if it was at none, or nothing is known of it."""
    try:
        written = path.read_bytes()
    except OSError:  # its machine went before the file was there
        return None
    place = int.from_bytes(written, "big", signed=True) if written else NOWHERE
    return None if place == NOWHERE else place


def look(folder: str, token: str, inputs: Sequence[str], here: str, fast: bool) -> dict[str, Any]:
    """What this node sees and has, in plain values, so that one with another verbale can be told from others.

    `sees`: the file *token* in *folder* with its own name in it, as whoever shares out the work wrote it; `writes`:
    into the folder; `missing`: the first of the *inputs* that is not there; `versions`: what it would read them with.
    """
    out = Path(here, folder)
    missing = next((one for one in inputs if not Path(here, one).exists()), None)
    return {
        "sees": sees(out / token),
        "writes": _can_write(out),
        "missing": missing,
        "versions": tell_versions(fast),
    }


def sees(path: Path) -> bool:
    """Is that file here, with its own name in it?"""
    try:
        return path.read_text("utf-8") == path.name
    except OSError:
        return False


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def tell_versions(fast: bool) -> dict[str, str | None]:
    """All that the bytes depend on, by names for people; a library that is not installed is None."""
    made_by = {("verbale" if name == "verbale" else f"verbale's {name}"): one for name, one in _list_made_by(fast)}
    made_by |= {
        "verbale's rules of merging": RULES.version,
        "verbale's form of shards": FORM,
        "verbale's sieve": name_sieve(),
    }
    return made_by | {name: _find_version(name) for name in LIBRARIES}


def _list_made_by(fast: bool) -> list[tuple[str, str]]:
    return list(asdict(tell_made_by(fast=fast)).items())


def _find_version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
