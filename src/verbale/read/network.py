"""The one seam to the outside world: looking up names, connecting, and the clock. `scripted` has its fake.

`CheckedBackend` stands between it and httpcore: it looks a name up once, checks every answer, and connects
to the very address that it checked, so that a name that changes its answer gains nothing. Host header and
TLS still carry the name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol

import httpcore

from verbale.errors import AddressRefused
from verbale.read.hosts import find_address_fault
from verbale.settings import Settings

ADDRESSES_TRIED = 4


class Network(Protocol):
    """What reading an address needs of the world."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        ...

    def look_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """All addresses of *host*; OSError if it has none, TimeoutError after *seconds*."""
        ...

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection to a numeric address; httpcore.ConnectError or ConnectTimeout if there is none."""
        ...


class SystemNetwork:
    """The real world."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def look_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """All addresses that the system's resolver gives. It knows no time limit, so a thread waits for it."""
        answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
        Thread(target=_resolve, args=(host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except Empty as fault:
            raise TimeoutError(host) from fault
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A TCP connection."""
        return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


def _resolve(host: str, port: int, answers: SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        answers.put(fault)
    except UnicodeError as fault:
        answers.put(OSError(str(fault)))
    else:
        answers.put(list(dict.fromkeys(str(where[0]) for *_, where in found)))


class Clock:
    """How much of a visit's time is left."""

    def __init__(self, network: Network, seconds: float) -> None:
        self._network, self._end = network, network.now() + seconds

    def left(self) -> float:
        """Seconds left, more than none; httpcore.ReadTimeout when time is up."""
        seconds = self._end - self._network.now()
        if seconds <= 0:
            raise httpcore.ReadTimeout("time is up")
        return seconds


class CheckedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network for one visit: checked addresses only, within the visit's time."""

    def __init__(self, network: Network, clock: Clock, settings: Settings, shown: str) -> None:
        self._network, self._clock, self._settings, self._shown = network, clock, settings, shown

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of *host* that answers; AddressRefused if one of all is not public."""
        addresses = self._find_addresses(host, port)
        for address in addresses:
            if fault := find_address_fault(address, self._settings.networks_allowed):
                raise AddressRefused(self._shown, f"leads to a place that is not asked: {fault}")
        fault_met: httpcore.NetworkError | None = None
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                stream = self._network.connect(address, port, self._clock.left())
            except httpcore.ConnectError as fault:
                fault_met = fault
            else:
                return TimedStream(stream, self._clock)
        raise fault_met or httpcore.ConnectError(f"{host} has no address")

    def _find_addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        try:
            return self._network.look_up(host, port, self._clock.left())
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(f"{host} was looked for in vain") from fault
        except OSError as fault:
            raise httpcore.ConnectError(f"no host is called {host}") from fault


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step is within the time of the whole visit, so that dripping gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As httpcore's, with the time that is left."""
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As httpcore's, with the time that is left."""
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        """As httpcore's."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """As httpcore's, with the time that is left."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """As httpcore's."""
        return self._stream.get_extra_info(info)
