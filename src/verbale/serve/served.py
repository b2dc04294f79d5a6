"""What is served and under which rules: the record, the secret, the names by which it may be called."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import Depends, Request

from verbale.store.address import Place, read_place
from verbale.store.record import Record, Tell

LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What a browser on this machine calls a server here."""
WAIT: Final = 10.0
"""Seconds that a question or a correction waits for another process that writes."""


class Served:
    """One record, open for asking, and the rules under which it is shown; all requests share it.

    `record` only answers. `writing` is the same file for what may be written. `secret` opens what changes the record,
    None if nothing is to be changed from elsewhere; `names` are the host names that requests may call.
    """

    def __init__(
        self,
        path: str | Place,
        secret: str | None = None,
        names: Iterable[str] = (),
        tell: Tell | None = None,
    ) -> None:
        self.path = read_place(path)
        self.secret = secret
        self.names = LOCAL_NAMES | {name.lower() for name in names}
        self.key = secrets.token_bytes(32)
        self.start = secrets.token_hex(4)
        self.writing = Record(path, patience=WAIT, tell=tell)
        self.writing.size()
        self.record = Record(path, patience=WAIT, is_read_only=True)

    def tell_state(self) -> str:
        """A word that is another one after every change of the record and every start of the server."""
        return f"{self.start}-{self.record.state()}"

    def close(self) -> None:
        """Give the file back."""
        self.record.close()
        self.writing.close()


async def get_served(request: Request) -> Served:
    """What is served by the app that a request is for."""
    served: Served = request.app.state.served
    return served


async def get_record(request: Request) -> Record:
    """The record that is served; it only answers."""
    served: Served = request.app.state.served
    return served.record


AskedRecord = Annotated[Record, Depends(get_record)]
"""The parameter of a page or of an answer of the API by which it asks the record."""
Serving = Annotated[Served, Depends(get_served)]


def is_loopback(host: str | None) -> bool:
    """Is that an address, or a name, of this machine alone?"""
    if host is None:
        return False
    if host.lower() in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
