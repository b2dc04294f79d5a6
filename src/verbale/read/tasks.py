"""What a reader of one kind of file is given along, and how much it may unpack."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import Struct, field

from verbale.errors import TooLarge, UnreadableReport
from verbale.read.drafts import Origin
from verbale.read.reading import Given, Reading
from verbale.settings import Settings

Results = Iterator[Reading | UnreadableReport]

DEEPEST = 4
"""So many files within files are opened: an attachment in a message in a packed mailbox in an archive."""


class Budget:
    """How many bytes may still come out of what is packed: a few hundred times what went in, over all levels."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._left = limit

    def take(self, count: int, shown: str) -> None:
        """Count *count* unpacked bytes; TooLarge when they are more than any sound archive of that size holds."""
        self._left -= count
        if self._left < 0:
            raise TooLarge(shown, f"unpacks to more than {self.limit:,} bytes, as no sound archive of its size does")


class Turns:
    """Which reports of a source are wanted, by their place in it, from 0; the others are passed over unread.

    A place is a line, a row, a page of a crawl, a message with what is attached to it, or a file that holds one report.
    `count` of them have had their turn; `first` to `last`, included, are wanted, those in `left_out` never.
    """

    def __init__(self, first: int = 0, last: int = sys.maxsize) -> None:
        self.first, self.last = first, last
        self.left_out: frozenset[int] = frozenset()
        self.count = 0
        self._stream: BinaryIO | None = None

    def take(self) -> bool:
        """The next place has its turn; is it wanted?"""
        place = self.count
        self.count += 1
        return self.first <= place <= self.last and place not in self.left_out

    def follow(self, stream: BinaryIO) -> None:
        """Another file of the source is read now."""
        self._stream = stream

    @property
    def position(self) -> int:
        """How many bytes of the present file were taken in, about."""
        return 0 if self._stream is None or self._stream.closed else self._stream.tell()


class Task(Struct, frozen=True):
    """What is given of the reports, the limits, how deep in other files a file lies, and which reports are wanted."""

    given: Given
    settings: Settings
    budget: Budget
    depth: int = 0
    turns: Turns = field(default_factory=Turns)


FileReader = Callable[[BinaryIO, Origin, Task], Results]
"""Gives each report of a stream, or the error in its place. It may raise UnreadableReport for the rest of the file."""
