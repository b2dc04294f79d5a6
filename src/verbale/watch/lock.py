"""One watch a record: a lock that the system takes away with the process that holds it, however that ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verbale.errors import AlreadyWatched, DiskFault


@contextmanager
def hold(path: str) -> Iterator[None]:
    """Hold the record at *path*. AlreadyWatched if another process does; on Windows nothing is held."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not on every system

    place = Path(f"{path}.watch")
    try:
        stream = place.open("a")
    except OSError as fault:
        raise DiskFault(str(place)) from fault
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise AlreadyWatched(path) from fault
        yield
