"""What every request and every answer passes: host names, origins, sizes, and the headers that bind a browser.

Each layer is an ASGI application around the next one; they know nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.serve.refusals import Refusal
from verbale.serve.visits import VISIT_COOKIE

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)
"""Sent with every answer. Referrers stay: without them browsers send forms without an origin."""

MOST_BYTES: Final = 2_000_000
"""The longest body of a request: about 300,000 words."""
LONGEST_QUERY: Final = 8_000
HOST: Final = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Lets through what calls the server by one of its names, from its own pages or from a program, and in size."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it before anything reads it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refuse_host(headers) or _refuse_origin(scope, headers) or _refuse_size(scope, headers)
        if refusal is not None:
            await _send_refusal(refusal, scope, send)
            return
        await self._app(scope, _limit(receive), send)

    def _refuse_host(self, headers: Headers) -> Refusal | None:
        """Another site's name that was made to point here must not read the record (DNS rebinding)."""
        hosts = headers.getlist("host")
        if len(hosts) == 1 and _cut_port(hosts[0].lower()) in self._names:
            return None
        way_out = "call it by one of its names, or start it with --name"
        return Refusal(421, "unknown-host", f"this server does not answer to that host name; {way_out}")


class Shield:
    """Adds the headers, the visitor's cookie, and answers HEAD as GET without a body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if is_head else scope
        inner.setdefault("state", {})

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                _bind(message, inner)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        await self._app(inner, receive, send_on)


def _bind(message: Message, scope: Scope) -> None:
    """Add what an answer does not say itself."""
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    visit = scope["state"].get("visit")
    if visit is not None:
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        headers.append("Set-Cookie", f"{VISIT_COOKIE}={visit}; HttpOnly; Path=/; SameSite=Strict{secure}")


def _refuse_origin(scope: Scope, headers: Headers) -> Refusal | None:
    """What changes something must come from a page of ours, or from a program, which names no origin."""
    if scope["method"] in SAFE:
        return None
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    own = f"{scope.get('scheme', 'http')}://{headers.get('host', '')}".lower()
    if (origin is None or origin.lower() == own) and site in (None, "same-origin", "none"):
        return None
    return Refusal(403, "other-origin", "requests that change something are not taken from other sites")


def _refuse_size(scope: Scope, headers: Headers) -> Refusal | None:
    if len(scope.get("query_string", b"")) > LONGEST_QUERY:
        return Refusal(414, "too-long", f"ask with fewer than {LONGEST_QUERY:,} characters after the question mark")
    length = headers.get("content-length", "0")
    if length.isdecimal() and length.isascii() and len(length) < 16 and int(length) <= MOST_BYTES:
        return None
    return _make_too_large()


def _make_too_large() -> Refusal:
    return Refusal(413, "too-large", f"send at most {MOST_BYTES:,} bytes at once; `verbale add` has no such limit")


def _limit(receive: Receive) -> Receive:
    """The same body, cut off with a Refusal when it grows too large without having said so."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise _make_too_large()
        return message

    return receive_some


async def _send_refusal(refusal: Refusal, scope: Scope, send: Send) -> None:
    """Answer without the app: nothing of the request is trusted here, so it is always JSON."""
    problem = {
        "type": f"urn:verbale:{refusal.kind}",
        "title": HTTPStatus(refusal.status_code).phrase,
        "status": refusal.status_code,
        "detail": refusal.detail,
        "instance": scope["path"],
    }
    body = msgspec.json.encode(problem)
    start: Message = {"type": "http.response.start", "status": refusal.status_code, "headers": []}
    headers = MutableHeaders(scope=start)
    headers["Content-Type"] = "application/problem+json"
    headers["Content-Length"] = str(len(body))
    headers["Cache-Control"] = "no-store"
    headers["Connection"] = "close"
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _cut_port(host: str) -> str:
    """The name in a Host header; empty if it holds anything but a name and a port."""
    found = HOST.fullmatch(host)
    return found["name"] if found else ""
