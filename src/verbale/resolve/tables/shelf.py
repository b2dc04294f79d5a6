"""The files that tables are kept in, read lazily and checked against the manifest.

Small tables are JSON. Large ones are shelves: lines ``key<TAB>JSON`` sorted by key and deflated in blocks, with
an index of each block's first key in front, so that a look-up inflates one block and opening costs next to nothing.

    magic | length of the index, 4 bytes big-endian | deflated JSON index [[first key, offset, size], ...] | blocks
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from verbale.errors import DamagedTable
from verbale.resolve.tables.values import TableInfo

DATA = Path(__file__).with_name("data")
MAGIC = b"vshelf1\n"
BLOCK = 32_768
"""Bytes of a block before it is deflated. Half of it makes the files 3% larger and a first look-up 0.1 ms faster."""
MOST_KEPT = 20_000
"""So many look-ups are remembered, then all are forgotten: names recur."""
T = TypeVar("T")


class Shelf:
    """Sorted keys with a JSON value each, kept deflated in blocks; blocks stay inflated once used."""

    def __init__(self, name: str, content: bytes) -> None:
        if not content.startswith(MAGIC):
            raise DamagedTable(name, "not a shelf")
        start = len(MAGIC) + 4
        end = start + int.from_bytes(content[len(MAGIC) : start], "big")
        self.name = name
        self._content = memoryview(content)[end:]
        index = msgspec.json.decode(zlib.decompress(content[start:end]), type=list[tuple[str, int, int]])
        self._firsts = [first for first, _, _ in index]
        self._places = [(offset, size) for _, offset, size in index]
        self._blocks: dict[int, bytes] = {}
        self._known: dict[str, bytes | None] = {}

    def get(self, key: str) -> bytes | None:
        """The raw JSON under *key*, None if there is none."""
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: str) -> bytes | None:
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return None
        block, start = self._block(number), f"\n{key}\t".encode()
        at = block.find(start)
        if at < 0:
            return None
        end = block.find(b"\n", at + len(start))
        return block[at + len(start) : end if end >= 0 else None]

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All keys and their raw JSON, in order."""
        for number in range(len(self._firsts)):
            lines = self._block(number)[1:].split(b"\n")
            yield from ((key.decode(), value) for key, _, value in (line.partition(b"\t") for line in lines))

    def _block(self, number: int) -> bytes:
        """The lines of a block, with a line end before each."""
        block = self._blocks.get(number)
        if block is None:
            offset, size = self._places[number]
            try:
                block = b"\n" + zlib.decompress(self._content[offset : offset + size])
            except zlib.error as error:
                raise DamagedTable(self.name, f"block {number}: {error}") from error
            self._blocks[number] = block
        return block


def pack_shelf(rows: Iterable[tuple[str, Any]], block_size: int = BLOCK) -> bytes:
    """The bytes of a shelf of *rows* (key, value that JSON can hold); keys are sorted here and must be unique."""
    blocks, index, offset = [], [], 0
    for chunk in _chunks(sorted(rows), block_size):
        block = zlib.compress(b"\n".join(line for _, line in chunk), 9)
        index.append((chunk[0][0], offset, len(block)))
        blocks.append(block)
        offset += len(block)
    head = zlib.compress(msgspec.json.encode(index), 9)
    return MAGIC + len(head).to_bytes(4, "big") + head + b"".join(blocks)


def _chunks(rows: Iterable[tuple[str, Any]], block_size: int) -> Iterator[list[tuple[str, bytes]]]:
    chunk: list[tuple[str, bytes]] = []
    size = 0
    for key, value in rows:
        line = key.encode() + b"\t" + msgspec.json.encode(value)
        chunk.append((key, line))
        size += len(line)
        if size >= block_size:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def checksum(content: bytes) -> str:
    """The checksum that the manifest keeps of a table's file."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def read_manifest() -> tuple[TableInfo, ...]:
    """What the manifest says of each table; DamagedTable if it cannot be read."""
    try:
        return msgspec.json.decode((DATA / "manifest.json").read_bytes(), type=tuple[TableInfo, ...])
    except (OSError, msgspec.DecodeError) as error:
        raise DamagedTable("manifest", str(error)) from error


def read_table(file: str) -> bytes:
    """The content of a table's file; DamagedTable if it is missing or does not fit its checksum."""
    info = next((one for one in read_manifest() if one.file == file), None)
    if info is None:
        raise DamagedTable(file, "not in the manifest")
    try:
        content = (DATA / file).read_bytes()
    except OSError as error:
        raise DamagedTable(file, str(error)) from error
    if checksum(content) != info.checksum:
        raise DamagedTable(file, "its checksum does not fit")
    return content


def open_shelf(file: str) -> Shelf:
    """The shelf in a table's file, checked."""
    return Shelf(file, read_table(file))


def decode_table(file: str, kind: type[T]) -> T:
    """A JSON table as a value of type *kind*, checked; DamagedTable if it does not fit."""
    try:
        return msgspec.json.decode(read_table(file), type=kind)
    except msgspec.DecodeError as error:
        raise DamagedTable(file, str(error)) from error
