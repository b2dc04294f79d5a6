"""What a record asks of the database that it is kept in: connections, transactions, and faults told in one line."""

from __future__ import annotations

import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from verbale.errors import RecordFault
from verbale.store.address import Place

WRITES = "verbale_writes"
"""The option of a connection that is going to write."""


class Database(ABC):
    """Where a record is. Writers wait for each other; readers see what was last committed.

    Every connection has the option `full_text.INDEX`: the index of words of this kind of database. One that
    *is_read_only* refuses every change with RecordReadOnly.
    """

    def __init__(self, place: Place, patience: float, is_read_only: bool) -> None:
        self.place = place
        self._patience = patience
        self._is_read_only = is_read_only
        self._use(self._make_engine())

    # what is the same everywhere

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, whatever is written meanwhile."""
        with self.telling_faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept when the block ends, or none of it is."""
        with self.telling_faults(), self._engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def telling_faults(self) -> Iterator[None]:
        """Faults of the database become errors of ours, which name the place and the way out."""
        try:
            yield
        except DBAPIError as fault:
            raise self._explain(fault.orig) from fault

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _use(self, engine: Engine) -> None:
        """Connect by an engine; whoever forgets to close has it closed in the end."""
        self._engine = engine
        weakref.finalize(self, engine.dispose)

    # what each kind does in its own way

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Is there nothing yet, so that a record can be made there?"""

    @abstractmethod
    def tell_state(self) -> int:
        """A number that is another one after every change that anybody made, as long as this object lives."""

    @abstractmethod
    def refuse_other(self) -> None:
        """NotARecord if something stands there that is plainly no database."""

    @abstractmethod
    def prepare(self) -> None:
        """Make a place that is empty fit for a record."""

    @abstractmethod
    def keep_copy(self, suffix: str) -> Path | None:
        """Keep a copy of the record as it stands beside it, under its name and the suffix; None where nobody can."""

    @abstractmethod
    def loosen_keys(self, connection: Connection) -> None:
        """Within this transaction let rows point to nothing for a while."""

    @abstractmethod
    def save_memory(self, connection: Connection) -> None:
        """Let this connection keep less of the record in memory from now on."""

    @abstractmethod
    def check_pages(self, connection: Connection) -> Iterator[str]:
        """What is wrong with the database itself, one line a fault."""

    @abstractmethod
    def holding(self) -> AbstractContextManager[bool]:
        """Hold the record for one watch; True if nobody else does. Adding and asking go on meanwhile."""

    @abstractmethod
    def _make_engine(self) -> Engine:
        """How to connect."""

    @abstractmethod
    def _explain(self, fault: BaseException | None) -> RecordFault:
        """The error of ours that a driver's fault comes to."""
