"""One watch a record: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from verbale.errors import AlreadyWatched
from verbale.store.address import Place, read_place
from verbale.store.databases import open_database


@contextmanager
def hold(path: str | Place) -> Iterator[None]:
    """Hold the record at *path*. AlreadyWatched if another process does; on Windows no file is held."""
    place = read_place(path)
    with closing(open_database(place)) as database, database.holding() as is_ours:
        if not is_ours:
            raise AlreadyWatched(str(place))
        yield
