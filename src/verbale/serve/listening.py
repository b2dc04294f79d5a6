"""The server itself: one process that listens and says where."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from typing import Final

import uvicorn

from verbale.errors import PortRefused
from verbale.serve.app import create_app
from verbale.store.address import Place

MOST_CONNECTIONS: Final = 200
IDLE: Final = 5
"""Seconds that a connection may stay open between two requests."""
LAST_WAIT: Final = 3
"""Seconds that open requests have when it is to end."""


def listen(
    db: str | Place,
    host: str,
    port: int,
    names: Sequence[str] = (),
    secret: str | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> None:
    """Serve a record until somebody ends it. RecordFault, or PortRefused if it cannot listen there."""
    app = create_app(db, secret=secret or None, names=(*names, *_name_host(host)), tell=tell)
    with _take_port(host, port) as listener:
        sys.stdout.write(f"{db} is at http://{_write_host(host)}:{listener.getsockname()[1]}/ (Ctrl-C ends it)\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=LAST_WAIT,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _take_port(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Its protocol is named since asyncio sends small answers at once only from a socket that says it is TCP's: without
    # that, each waits 40 ms for the other side's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        raise PortRefused(host, port, fault.strerror or str(fault)) from fault
    return listener


def _name_host(host: str) -> tuple[str, ...]:
    """The name by which an address is called; none for one that stands for all of a machine's addresses."""
    return () if host in ("0.0.0.0", "::") else (_write_host(host),)


def _write_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
