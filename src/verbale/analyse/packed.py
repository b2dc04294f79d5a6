"""What is found in a report, kept as bytes while nobody looks at it: an act takes a tenth of the memory so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, overload

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_encoder = msgspec.msgpack.Encoder()


class Packed(Sequence[T]):
    """Values as a tuple holds them, unpacked when they are first asked for.

    *once*: they are unpacked anew each time and not kept, for what is looked at once.
    """

    def __init__(self, values: Iterable[T], kind: type[T], *, once: bool = False) -> None:
        self._bytes = _encoder.encode(tuple(values))
        self._decoder = msgspec.msgpack.Decoder(tuple[kind, ...])  # type: ignore[valid-type]
        self._once = once
        self._known: tuple[T, ...] | None = None

    def _unpack(self) -> tuple[T, ...]:
        if self._known is not None:
            return self._known
        values: tuple[T, ...] = self._decoder.decode(self._bytes)
        if not self._once:
            self._known, self._bytes = values, b""
        return values

    def __len__(self) -> int:
        return len(self._unpack())

    def __iter__(self) -> Iterator[T]:
        return iter(self._unpack())

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._unpack()[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._unpack() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._unpack())
