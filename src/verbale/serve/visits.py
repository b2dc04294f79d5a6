"""Who is asking: tokens in forms, against requests forged by other sites, and who may change the record."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Iterator, Mapping
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response

from verbale.serve.limits import Allowance
from verbale.serve.refusals import Refusal
from verbale.serve.served import Served, is_loopback

VISIT_COOKIE: Final = "verbale_visit"
DESK_COOKIE: Final = "verbale_desk"
TOKEN_FIELD: Final = "token"
SIGNED_IN: Final = 12 * 3600
"""Seconds that a sign-in holds."""
FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of a proxy: who asks is then not who is connected."""
MOST_FIELDS: Final = 200
GUESSING: Final = Allowance(at_once=10, a_minute=6)
"""So many wrong secrets are heard from one caller."""


class Filled(Mapping[str, str]):
    """What somebody filled into a form: the last value of each field, or all of them with `list_all`."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._last = dict(pairs)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def list_all(self, name: str) -> list[str]:
        """All values of a field, in order."""
        return [value for field, value in self._pairs if field == name]


def make_token(request: Request) -> str:
    """A token for a form of the page that answers a request: it holds for this visitor and this start of the server.

    Every call makes another one, so that a compressed page does not give it away.
    """
    salt = secrets.token_hex(8)
    return f"{salt}.{_sign(request, 'form', _find_visit(request), salt)}"


def has_token(request: Request, token: str) -> bool:
    """Is that a token which this visitor was given?"""
    visit = request.cookies.get(VISIT_COOKIE)
    salt, _, signature = token.partition(".")
    return visit is not None and _is_same(signature, _sign(request, "form", visit, salt))


async def read_form(request: Request) -> Filled:
    """The fields of a form that a page of ours sent; a Refusal without a token."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415, "no-form", "send a form, as application/x-www-form-urlencoded")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        filled = Filled(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as fault:
        raise Refusal(413, "too-many-fields", f"a form has at most {MOST_FIELDS} fields") from fault
    if not has_token(request, filled.get(TOKEN_FIELD, "")):
        raise Refusal(
            403, "no-token", "this form is not from a page that is open here; open the page again and send it"
        )
    return filled


SentForm = Annotated[Filled, Depends(read_form)]
"""The parameter by which the receiver of a form gets it; its token has been checked then."""


def may_write(request: Request) -> bool:
    """May whoever asks correct the record? On this machine if no secret is set, else whoever has signed in with it."""
    served: Served = request.app.state.served
    if served.secret is None:
        return is_local(request)
    until, _, signature = request.cookies.get(DESK_COOKIE, "").partition(".")
    visit = request.cookies.get(VISIT_COOKIE)
    if visit is None or not until.isdecimal() or not until.isascii() or int(until[:12]) < time.time():
        return False
    return _is_same(signature, _sign(request, "desk", visit, until))


def is_local(request: Request) -> bool:
    """Does somebody on this machine ask, by its local name, and not through a proxy?"""
    client = request.client.host if request.client else None
    forwarded = any(name in request.headers for name in FORWARDED)
    return is_loopback(client) and is_loopback(request.url.hostname) and not forwarded


async def want_writer(request: Request) -> None:
    """Refuse whoever may not correct the record."""
    if not may_write(request):
        served: Served = request.app.state.served
        way_out = "sign in with the secret" if served.secret else "open it on the machine that serves, or set a secret"
        raise Refusal(403, "not-allowed", f"whoever corrects the record must be known: {way_out}")


def knows_secret(request: Request, said: str) -> bool:
    """Is that the secret? False if none is set; a Refusal (429) for whoever has guessed wrong too often."""
    served: Served = request.app.state.served
    knows = served.secret is not None and _is_same(said, served.secret)
    if not knows:
        GUESSING.take(request, "too many wrong secrets")
    return knows


def sign_in(request: Request, response: Response) -> None:
    """Let the visitor of a request correct the record from now on, for some hours."""
    until = str(int(time.time()) + SIGNED_IN)
    signature = _sign(request, "desk", _find_visit(request), until)
    secure = request.url.scheme == "https"
    response.set_cookie(
        DESK_COOKIE, f"{until}.{signature}", max_age=SIGNED_IN, httponly=True, samesite="strict", secure=secure
    )


def sign_out(response: Response) -> None:
    """Forget that the visitor had signed in."""
    response.delete_cookie(DESK_COOKIE, httponly=True, samesite="strict")


def _find_visit(request: Request) -> str:
    """The visitor's number; a new one is sent as a cookie with the answer."""
    known: str | None = request.cookies.get(VISIT_COOKIE) or getattr(request.state, "visit", None)
    if known is None:
        known = request.state.visit = secrets.token_hex(16)
    return known


def _sign(request: Request, *parts: str) -> str:
    served: Served = request.app.state.served
    return hmac.digest(served.key, "\0".join(parts).encode("utf-8", "replace"), "sha256").hex()


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
