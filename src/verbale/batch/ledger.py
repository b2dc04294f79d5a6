"""Which shards are done: each is a file that is there or not. And under which conditions all of them were made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from verbale.batch.shards import sync_folder
from verbale.errors import AlreadyRunning, BatchFault, NotABatch, OtherBatch
from verbale.read import Given
from verbale.records import MadeBy
from verbale.store.tables import DERIVED_FORM

FORM: Final = f"1.{DERIVED_FORM}"
"""Changes when the form of a shard does; its columns are those of the record's derived tables."""
CONDITIONS: Final = "batch.json"
EVERYTHING: Final = ""
"""The sieve that passes nothing over."""
SHARDS: Final = "shards"


class Conditions(Struct, frozen=True):
    """What must be the same for all shards of a folder, so that they are what one run would have made.

    `sieve`: the name of what passes over reports without politics.
    """

    made_by: MadeBy
    given: Given
    reports: int
    rules: str
    sieve: str = EVERYTHING
    form: str = FORM


class Part(NamedTuple):
    """Which of several processes this is, from 1, of how many."""

    number: int = 1
    of: int = 1

    def holds(self, shard: Shard) -> bool:
        """Is that shard its share?"""
        return (int(shard.key, 16) + shard.number) % self.of == self.number - 1


class Shard(NamedTuple):
    """Part of a piece: its key, and which stretch of it."""

    key: str
    number: int

    @property
    def name(self) -> str:
        """Its name, as its file and the ledger have it."""
        return f"{self.key}-{self.number:06}"


class Ledger(Struct, frozen=True):
    """The folder of a batch, as one process sees it."""

    folder: Path
    part: Part = Part()

    def find(self, shard: Shard) -> Path:
        """Where the shard's file is, or will be when the shard is done."""
        return self.folder / SHARDS / shard.key[:2] / f"{shard.name}.parquet"

    def scratch(self, shard: Shard, worker: str = "one") -> Path:
        """Where a worker writes it until then; another that is given the same shard writes elsewhere."""
        return self.folder / SHARDS / f".{self.part.number}-of-{self.part.of}-{shard.name}-{worker}"

    def mark(self, worker: str) -> Path:
        """Where a worker that cannot say so in time writes at which place it is."""
        return self.folder / SHARDS / f".{self.part.number}-of-{self.part.of}-{worker}.at"

    def begin(self, conditions: Conditions) -> None:
        """Make the folder, or go on with one that was begun; OtherBatch if that was done in another way."""
        place = self.folder / CONDITIONS
        try:
            if not place.exists():
                self._lay_out(conditions, place)
        except OSError as fault:
            raise BatchFault(str(self.folder), f"cannot be written to ({fault.strerror})") from fault
        known = read_conditions(self.folder)
        told = [name for name, value in asdict(conditions).items() if getattr(known, name) != value]
        if told:
            raise OtherBatch(str(self.folder), f"was begun with other {_name_all(told)}")

    def _lay_out(self, conditions: Conditions, place: Path) -> None:
        if self.folder.exists() and any(not one.name.startswith(".") for one in self.folder.iterdir()):
            raise NotABatch(str(self.folder), "is not empty, and holds no batch", "give a new folder as --out")
        (self.folder / SHARDS).mkdir(parents=True, exist_ok=True)
        written = place.with_name(f".{self.part.number}-of-{self.part.of}-{CONDITIONS}")
        written.write_bytes(msgspec.json.format(msgspec.json.encode(conditions)) + b"\n")
        written.replace(place)
        sync_folder(self.folder)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Be the only one who works on this part; what workers left half written goes. AlreadyRunning."""
        (self.folder / SHARDS).mkdir(parents=True, exist_ok=True)
        place = self.folder / f".{self.part.number}-of-{self.part.of}.lock"
        with place.open("a") as stream:
            if sys.platform != "win32":
                import fcntl  # noqa: PLC0415 - not on every system

                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError as fault:
                    raise AlreadyRunning(str(self.folder)) from fault
            self._clear()
            try:
                yield
            finally:
                self._clear()

    def _clear(self) -> None:
        """What a worker left half written goes."""
        for left in (self.folder / SHARDS).glob(f".{self.part.number}-of-{self.part.of}-*"):
            left.unlink(missing_ok=True)


def read_conditions(folder: Path) -> Conditions:
    """Under which conditions a folder's shards were made; NotABatch if it holds none."""
    try:
        return msgspec.json.decode((folder / CONDITIONS).read_bytes(), type=Conditions)
    except FileNotFoundError as fault:
        raise NotABatch(str(folder), "holds no batch") from fault
    except (OSError, msgspec.DecodeError) as fault:
        raise NotABatch(str(folder), f"its {CONDITIONS} cannot be read") from fault


def _name_all(fields: list[str]) -> str:
    words = {"made_by": "version of verbale, its engine or its tables", "reports": "number of reports a shard"}
    words |= {"given": "options for what is given of reports", "rules": "rules of merging", "form": "form of shards"}
    words |= {"sieve": "choice of --politics-only"}
    return ", and other ".join(words[one] for one in fields)
