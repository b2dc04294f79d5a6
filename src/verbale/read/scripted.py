"""A world that says what it was told to say: the fake of `network.Network`, for tests without a network."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import httpcore
from msgspec import Struct

T = TypeVar("T")


class Answer(Struct, frozen=True):
    """What a server sends on one connection, piece by piece, each after so many seconds."""

    pieces: tuple[bytes, ...]
    seconds: float = 0.0


class ScriptedNetwork:
    """Names with the addresses that each look-up gives in turn, and addresses with the answers of each connection.

    The last of each repeats. What was asked stands in `looked_up`, `connected`, `sent` and `secured` (names in TLS).
    """

    def __init__(self, names: Mapping[str, Sequence[Sequence[str]]], servers: Mapping[str, Sequence[Answer]]) -> None:
        self._names = {name: list(turns) for name, turns in names.items()}
        self._servers = {address: list(turns) for address, turns in servers.items()}
        self._seconds = 0.0
        self.looked_up: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.sent: list[bytes] = []
        self.secured: list[str] = []

    def now(self) -> float:
        """Seconds that answers have taken so far."""
        return self._seconds

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._seconds += seconds

    def look_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The next addresses of *host*."""
        self.looked_up.append(host)
        if host not in self._names:
            raise OSError(f"no {host}")
        return _take(self._names[host])

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection that gives the next answer of *address*."""
        self.connected.append((address, port))
        if address not in self._servers:
            raise httpcore.ConnectError(f"nobody answers at {address}")
        return _ScriptedStream(self, _take(self._servers[address]))


def _take(turns: list[T]) -> T:
    return turns.pop(0) if len(turns) > 1 else turns[0]


class _ScriptedStream(httpcore.NetworkStream):
    def __init__(self, network: ScriptedNetwork, answer: Answer) -> None:
        self._network, self._answer, self._left = network, answer, list(answer.pieces)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._network.wait(self._answer.seconds)
        if timeout is not None and self._answer.seconds > timeout:
            raise httpcore.ReadTimeout("nothing came")
        piece = self._left.pop(0) if self._left else b""
        if len(piece) > max_bytes:
            self._left.insert(0, piece[max_bytes:])
        return piece[:max_bytes]

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._network.sent.append(buffer)

    def close(self) -> None:
        self._left.clear()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._network.secured.append(server_hostname or "")
        return self

    def get_extra_info(self, info: str) -> Any:
        return None
