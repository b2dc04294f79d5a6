"""What is packed, as a stream of what is in it: counted against bombs, and damage told as what it is."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from typing import BinaryIO, cast

from verbale.errors import DamagedFile
from verbale.read.drafts import Origin
from verbale.read.tasks import Budget

FAULTS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, ValueError)
"""What the standard library raises for packed bytes that are damaged, or packed in a way that it does not know."""

PIECE = 1 << 16


class Unpacked(io.RawIOBase):
    """The unpacked bytes of *inner*. Raises DamagedFile where they break off, TooLarge when *budget* is spent."""

    def __init__(self, inner: BinaryIO, origin: Origin, budget: Budget) -> None:
        super().__init__()
        self._inner, self._origin, self._budget = inner, origin, budget

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """As any raw stream's."""
        try:
            piece = self._inner.read(min(len(buffer), PIECE))
        except FAULTS as fault:
            raise DamagedFile(self._origin.shown, f"is damaged ({_tell(fault)})") from fault
        self._budget.take(len(piece), self._origin.shown)
        buffer[: len(piece)] = piece
        return len(piece)


def unpack(inner: BinaryIO, origin: Origin, budget: Budget) -> BinaryIO:
    """*inner*, which unpacks as it is read, as a stream that can be looked into."""
    return cast("BinaryIO", io.BufferedReader(Unpacked(inner, origin, budget), PIECE))


def _tell(fault: BaseException) -> str:
    return " ".join(str(fault).split())[:80] or type(fault).__name__
