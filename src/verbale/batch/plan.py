"""What a batch has to do: the input cut into pieces, each with a key that says what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec import Struct

from verbale.errors import NoSuchReport
from verbale.ids import digest
from verbale.read.sources import is_address, list_files

SMALL: Final = 1 << 18
"""Files below so many bytes are read whole, many in a shard; larger ones are cut into stretches of reports."""
MOST_BYTES: Final = 1 << 20
MOST_FILES: Final = 200
"""A shard of small files ends at either of the two."""
ENDS: Final = 64
"""One in so many files, by its name, ends its shard: a new file among old ones changes one shard, not all after it."""
PACKED: Final = (".gz", ".zip", ".parquet", ".docx")
UNPACKED: Final = 4
"""Packed files count so many times."""
LOOKED_AT: Final = 1 << 16
"""So many bytes at a file's beginning and end tell, with its size, whether it is still the same file."""


class Piece(Struct, frozen=True):
    """Some small files, read whole as one shard, or one large file, which gives many. `size` in bytes."""

    key: str
    paths: tuple[str, ...]
    size: int
    is_large: bool


def check_inputs(inputs: Iterable[str]) -> None:
    """NoSuchReport for an input that is no file and no folder, before anything is begun."""
    for one in inputs:
        if one == "-" or is_address(one):
            raise NoSuchReport(one, "is no file and no folder", "save it as a file; verbale read takes it as it is")
        if not Path(one).exists():
            raise NoSuchReport(one)


def list_pieces(inputs: Iterable[str]) -> Iterator[Piece]:
    """The pieces of *inputs* (files and folders) in their order; a file that is named twice counts once."""
    seen: set[str] = set()
    group: list[Path] = []
    for path in _list_paths(inputs):
        size = _weigh(path)
        if size >= SMALL:
            pieces = [*_close(group), _make_piece([path], True)]
            group = []
        else:
            group.append(path)
            pieces = _close(group) if _is_full(group) else []
            group = [] if pieces else group
        yield from _list_new(pieces, seen)
    yield from _list_new(_close(group), seen)


def measure_inputs(inputs: Iterable[str]) -> int:
    """Bytes of all the files."""
    return sum(_measure(path) for path in _list_paths(inputs))


def _list_paths(inputs: Iterable[str]) -> Iterator[Path]:
    lists = (list_files(path) if path.is_dir() else (path,) for path in map(Path, dict.fromkeys(inputs)))
    return chain.from_iterable(lists)


def _list_new(pieces: Iterable[Piece], seen: set[str]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.key not in seen:
            seen.add(piece.key)
            yield piece


def _close(group: Sequence[Path]) -> list[Piece]:
    return [_make_piece(group, False)] if group else []


def _is_full(group: Sequence[Path]) -> bool:
    is_end = int(digest(group[-1].name, 4), 16) % ENDS == 0
    return is_end or len(group) >= MOST_FILES or sum(map(_weigh, group)) >= MOST_BYTES


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is named when it is read
        return 0


def _weigh(path: Path) -> int:
    return _measure(path) * (UNPACKED if path.suffix.lower() in PACKED else 1)


def _make_piece(paths: Sequence[Path], is_large: bool) -> Piece:
    key = blake2b(b"\x1f".join(_identify(path) for path in paths), digest_size=8).hexdigest()
    return Piece(key, tuple(map(str, paths)), sum(map(_measure, paths)), is_large)


def _identify(path: Path) -> bytes:
    """The path, the size and a digest of the ends of a file."""
    ends = blake2b(digest_size=16)
    size = 0
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            ends.update(stream.read(LOOKED_AT))
            stream.seek(max(0, size - LOOKED_AT))
            ends.update(stream.read(LOOKED_AT))
    except OSError:  # it is named when it is read
        ends.update(b"unreadable")
    return os.fsencode(path) + f"\x1e{size}\x1e{ends.hexdigest()}".encode()
