"""Printing that goes on quietly when nobody reads any more: `make gate | head` ends with the gate's own status."""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast


class Unread:
    """A stream whose words go nowhere once its reader has gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, words: str) -> int:
        """Write, or drop *words* if nobody reads."""
        try:
            return self._stream.write(words)
        except BrokenPipeError:
            self._forget()
            return len(words)

    def flush(self) -> None:
        """Hand on what is held back, or drop it."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._forget()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def _forget(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


def print_patiently() -> None:
    """From here on standard output may lose its reader; for the beginning of a `main`."""
    sys.stdout = cast("TextIO", Unread(sys.stdout))
