"""One stream, whatever kind of file it is: the kind is found, its reader does the rest, and faults become values."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, cast

from verbale.errors import NotText, TooLarge, UnreadableReport
from verbale.read.documents import read_unnamed_file
from verbale.read.drafts import Origin
from verbale.read.kinds import HEAD, REFUSED, find_kind, list_suffixes, load_reader
from verbale.read.tasks import DEEPEST, Results, Task

_IN_MEMORY = 1_000_000
_PIECE = 1 << 16


def read_stream(stream: BinaryIO, name: str, origin: Origin, task: Task) -> Results:
    """The reports of *stream*, a file called *name* (which may be empty); what cannot be read comes as its error."""
    try:
        if task.depth > DEEPEST:
            raise TooLarge(origin.shown, f"lies more than {DEEPEST} files deep in others")
        refuse_unreadable_kind(name, origin)
        stream = make_peekable(stream)
        kind = find_kind(name, peek(stream))
        reader = load_reader(kind) if kind else read_unnamed_file
        yield from reader(stream, origin, task)
    except UnreadableReport as fault:
        yield fault


def refuse_unreadable_kind(name: str, origin: Origin) -> None:
    """NotText, with the way out, for a kind of file that its name tells and nothing here reads."""
    for suffix in list_suffixes(name):
        if suffix in REFUSED:
            raise NotText(origin.shown, f"{suffix} files are not read", REFUSED[suffix])


def make_peekable(stream: BinaryIO) -> BinaryIO:
    """*stream*, or one over it whose first bytes can be looked at without taking them."""
    if hasattr(stream, "peek"):
        return stream
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), _PIECE))


def peek(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that is peekable: what one read of the system gives."""
    return bytes(cast("io.BufferedReader", stream).peek(HEAD)[:HEAD])


@contextmanager
def seekable(stream: BinaryIO, origin: Origin, limit: int) -> Iterator[BinaryIO]:
    """*stream*, or a copy of it, in which one can go back; TooLarge if a copy would take over *limit* bytes."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        copy_within(stream, copy, origin, limit)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def copy_within(stream: BinaryIO, copy: IO[Any], origin: Origin, limit: int) -> None:
    """Copy all of *stream*; TooLarge if that is over *limit* bytes."""
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > limit:
            raise TooLarge(origin.shown, f"is larger than {limit:,} bytes")
        copy.write(piece)


def read_whole(stream: BinaryIO, origin: Origin, limit: int) -> bytes:
    """All bytes of *stream*; TooLarge if they are more than *limit*."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(origin.shown, f"is larger than {limit:,} bytes")
    return data
