"""What is found in a report, kept as bytes while nobody looks at it: an act takes a tenth of the memory so."""

from __future__ import annotations

import zlib
from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, Final, Generic, TypeVar, overload

import msgspec

from verbale.spans import FEW, Span, hold

T = TypeVar("T", bound=msgspec.Struct)

BLOCK: Final = 64
"""Values that are packed together. Only whole blocks are deflated."""
MOST_OPEN: Final = 40
"""Blocks that stay unpacked, the latest: whoever goes through a report in its order unpacks each block once."""
_FAST: Final = 1
"""How zlib deflates in the least time; it makes bytes that are a fifth longer than at its best."""

_encoder = msgspec.msgpack.Encoder()


class _Taken(Sequence[T], Generic[T]):
    """Values that are taken one by one from where they are kept."""

    @abstractmethod
    def _take(self, at: int) -> T:
        """The value at a place, counted from the end if it is negative; IndexError beyond either."""

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(map(self._take, range(*at.indices(len(self)))))
        return self._take(at)


class Packed(_Taken[T]):
    """Values in their order, in blocks of bytes that are unpacked when one of their values is asked for.

    The same value asked for twice may be two objects. `size`: bytes that all of them take.
    """

    def __init__(self, values: Iterable[T], kind: type[T]) -> None:
        self._kind = kind
        self._blocks: list[bytes] = []
        self._length = 0
        self._open: dict[int, tuple[T, ...]] = {}
        if isinstance(values, Packed):
            self._blocks, self._length = values._blocks, values._length
        else:
            self._take_in(values)

    def _take_in(self, values: Iterable[T]) -> None:
        """Pack *values* behind those that are there, of which the last block is whole."""
        coming = iter(values)
        while some := tuple(islice(coming, BLOCK)):
            self._blocks.append(_pack(some))
            self._length += len(some)

    def shut(self) -> Packed[T]:
        """The same values, of which none is unpacked."""
        return Packed(self, self._kind)

    @property
    def size(self) -> int:
        """How many bytes the values take while none is unpacked."""
        return sum(map(len, self._blocks))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(map(self._unpack, range(len(self._blocks))))

    def _take(self, at: int) -> T:
        number, place = divmod(range(self._length)[at], BLOCK)
        return self._unpack(number)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _unpack(self, number: int) -> tuple[T, ...]:
        block = self._open.get(number)
        if block is None:
            if len(self._open) >= MOST_OPEN:
                del self._open[next(iter(self._open))]
            packed = self._blocks[number]
            is_whole = (number + 1) * BLOCK <= self._length
            block = self._open[number] = _decoder(self._kind).decode(zlib.decompress(packed) if is_whole else packed)
        return block


def pack(values: Iterable[T], kind: type[T]) -> Sequence[T]:
    """The values as they are if they are few; `Packed` if there are more, or if they are so already."""
    return values if isinstance(values, Packed) else hold(values, lambda more: Packed(more, kind))


class Ordered(Generic[T]):
    """Values that come all but in the order of where they stand in a text; they are packed in that order as they come.

    *where*: the stretch of a value. Of values of one stretch the first to come is the first.
    """

    def __init__(self, kind: type[T], where: Callable[[T], Span]) -> None:
        self._packed: Packed[T] = Packed((), kind)
        self._where = where
        self._held: list[T] = []

    def add(self, values: Iterable[T], start: int) -> None:
        """Take *values* of which none begins before *start*, nor does any that is still to come."""
        settled = bisect_left(self._held, Span(start, start), key=self._where)
        self._held[settled:] = sorted((*self._held[settled:], *values), key=self._where)
        if settled > FEW:
            whole = settled - settled % BLOCK
            self._packed._take_in(self._held[:whole])
            del self._held[:whole]

    def close(self) -> Sequence[T]:
        """All of them, as `pack` has them."""
        if not len(self._packed):
            return pack(self._held, self._packed._kind)
        self._packed._take_in(self._held)
        return self._packed


class Picked(_Taken[T]):
    """Some of many values, by their numbers; with these it holds none of them."""

    def __init__(self, values: Sequence[T], numbers: Iterable[int]) -> None:
        self._values: Sequence[T] = values
        self._numbers: array[int] = array("i", numbers)
        if isinstance(values, Picked):
            self._values = values._values
            self._numbers = array("i", map(values._numbers.__getitem__, self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def _take(self, at: int) -> T:
        return self._values[self._numbers[at]]


def _pack(some: Sequence[msgspec.Struct]) -> bytes:
    packed = _encoder.encode(some)
    return zlib.compress(packed, _FAST) if len(some) == BLOCK else packed


@cache
def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[tuple[T, ...]]:
    values: Any = tuple[kind, ...]  # type: ignore[valid-type]
    return msgspec.msgpack.Decoder(values)
