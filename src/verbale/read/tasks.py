"""What a reader of one kind of file is given along, and how much it may unpack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import Struct

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


class Task(Struct, frozen=True):
    """What is given of the reports, the limits, and how deep in other files a file lies."""

    given: Given
    settings: Settings
    budget: Budget
    depth: int = 0


FileReader = Callable[[BinaryIO, Origin, Task], Results]
"""Gives each report of a stream, or the error in its place. It may raise UnreadableReport for the rest of the file."""
