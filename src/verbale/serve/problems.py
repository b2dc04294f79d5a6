"""One shape for everything that is refused (RFC 9457): as JSON for programs, as a page for browsers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from msgspec import Struct
from starlette.exceptions import HTTPException

from verbale.errors import (
    AmbiguousName,
    BadQuestion,
    DiskFull,
    RecordBusy,
    RecordFault,
    UnknownCode,
    UnknownEntry,
    UnknownName,
    UnreadableReport,
    VerbaleError,
)
from verbale.serve.choosing import prefers_html
from verbale.serve.refusals import Refusal
from verbale.serve.rendering import render
from verbale.serve.security import HEADERS

PROBLEM_TYPE: Final = "application/problem+json"
BUSY_SECONDS: Final = "2"


class Fault(Struct, frozen=True):
    """What is wrong with one part of a request; `where` is a parameter, or a path of the body."""

    where: str
    message: str


class Candidate(Struct, frozen=True):
    """Somebody whom a name may mean."""

    name: str
    id: str


class Problem(Struct, frozen=True, omit_defaults=True):
    """Why a request was refused. `detail` says the way out.

    `type` names the kind of problem and stays the same through versions; `suggestions` are near names or codes,
    `candidates` those whom an ambiguous name may mean, `errors` the faults of single parameters.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    suggestions: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    errors: tuple[Fault, ...] = ()


STATUSES: Final[Sequence[tuple[type[VerbaleError], int]]] = (
    (UnknownEntry, 404),
    (UnknownName, 422),
    (AmbiguousName, 422),
    (UnknownCode, 422),
    (BadQuestion, 422),
    (UnreadableReport, 422),
    (DiskFull, 507),
    (RecordBusy, 503),
    (RecordFault, 503),
    (VerbaleError, 422),
)
"""The status of each error of verbale; the first that fits holds."""


def answer_problems(app: FastAPI) -> None:
    """Have an app answer with problems whatever is raised."""
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(VerbaleError, _answer_own)
    app.add_exception_handler(Exception, _answer_unforeseen)


def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as the asker reads it: a page for a browser, JSON for a program."""
    sent = {"Cache-Control": "no-store", "Vary": "Accept"} | dict(headers or {})
    if prefers_html(request):
        page = render(request, "problem.html", problem=problem)
        return Response(page, problem.status, sent, "text/html")
    return Response(msgspec.json.encode(problem), problem.status, sent, PROBLEM_TYPE)


def tell(request: Request, status: int, kind: str, detail: str, **more: Any) -> Problem:
    """The problem that a request has met."""
    title = HTTPStatus(status).phrase
    return Problem(f"urn:verbale:{kind}", title, status, detail, request.url.path, **more)


async def _answer_http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    kind = getattr(fault, "kind", None) or _name_kind(HTTPStatus(fault.status_code).phrase)
    detail = fault.detail
    if fault.status_code == 404 and not isinstance(fault, Refusal):
        detail = "there is nothing at this address; / leads to the pages, /openapi.json to the API"
    elif fault.status_code == 405:
        detail = "this address does not take that method"
    return answer(request, tell(request, fault.status_code, kind, detail), fault.headers)


async def _answer_validation(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    errors = tuple(Fault(_name_place(one["loc"]), str(one["msg"])) for one in fault.errors())
    said = "; ".join(f"{one.where}: {one.message}" for one in errors)
    return answer(request, tell(request, 422, "bad-parameter", said, errors=errors))


async def _answer_own(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, VerbaleError)
    status = next(status for kind, status in STATUSES if isinstance(fault, kind))
    if isinstance(fault, UnknownName) and _is_in_path(request, fault.name):
        status = 404
    more: dict[str, Any] = {}
    if isinstance(fault, UnknownName | UnknownCode):
        more["suggestions"] = tuple(fault.suggestions)
    if isinstance(fault, AmbiguousName):
        more["candidates"] = tuple(Candidate(name, identifier) for name, identifier in fault.candidates)
    headers = {"Retry-After": BUSY_SECONDS} if isinstance(fault, RecordBusy) else None
    return answer(request, tell(request, status, _name_kind(type(fault).__name__), str(fault), **more), headers)


async def _answer_unforeseen(request: Request, fault: Exception) -> Response:
    detail = "that should not happen; the server's own output says more"
    return answer(request, tell(request, 500, "unforeseen", detail), dict(HEADERS))


def _is_in_path(request: Request, name: str) -> bool:
    return any(" ".join(str(part).split()) == name for part in request.path_params.values())


def _name_kind(words: str) -> str:
    """ "UnknownName" and "Not Found" as "unknown-name" and "not-found"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", "-", words).lower()


def _name_place(place: Sequence[str | int]) -> str:
    return ".".join(map(str, place[1:] if len(place) > 1 else place))
