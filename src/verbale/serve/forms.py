"""One address, several forms: a page's typed value as HTML, as JSON (`.json`), and its rows as CSV (`.csv`).

PAGES = Pages()

@PAGES.show("/events/{event}")
def show_event(record: AskedRecord, event: str) -> Page:
    ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, Final, TypeVar

import msgspec
from fastapi import APIRouter, Request, Response
from msgspec import Struct

from verbale.serve.asking import take_request
from verbale.serve.choosing import MEDIA, Form, choose_form
from verbale.serve.rendering import render
from verbale.serve.served import Served
from verbale.store.rows import Answer

KEEP: Final = "private, no-cache"
"""Browsers keep an answer and ask each time whether it still holds."""

Shown = TypeVar("Shown", bound=Callable[..., Any])


class Page(Struct, frozen=True):
    """What one address shows.

    `value` is all of it, typed: JSON gives it as it is, the template has it as `it`. `table` are the rows that CSV
    gives. `title` stands above the page and in the window's frame.
    """

    template: str
    title: str
    value: Struct
    table: Answer[Any]


class Pages(APIRouter):
    """A set of pages; `show` puts one in at its address and, for its data, at the same address with an ending."""

    def __init__(self) -> None:
        super().__init__(include_in_schema=False)

    def show(self, path: str, *, has_form: bool = False, data: str | None = None) -> Callable[[Shown], Shown]:
        """Put a page in: a function of the request's parts, as FastAPI takes them, that gives a Page (or a Response).

        *has_form*: it holds a form, so that no browser may keep it. *data*: where its data are, without the ending,
        if not at *path*.
        """

        def put(function: Shown) -> Shown:
            address = data or path
            endings: Sequence[tuple[str, Form | None]] = ((".json", "json"), (".csv", "csv"))
            for ending, form in endings:
                self.add_api_route(f"{address}{ending}", _answer_as(function, form, has_form), methods=["GET"])
            self.add_api_route(path, _answer_as(function, None, has_form), methods=["GET"])
            return function

        return put


def write(request: Request, page: Page, form: Form) -> Response:
    """A page in one form."""
    if form == "json":
        return Response(msgspec.json.encode(page.value), media_type=MEDIA["json"])
    if form == "csv":
        return Response(page.table.to_csv(), media_type="text/csv; charset=utf-8; header=present")
    return Response(render(request, page.template, page=page, it=page.value), media_type="text/html")


def make_tag(request: Request, form: str) -> str:
    """The entity tag of what a request is answered with now, known before it is answered.

    It changes with every change of the record, and with the day, since some answers are as seen today.
    """
    served: Served = request.app.state.served
    parts = (served.tell_state(), date.today().isoformat(), request.url.path, request.url.query, form)
    return f'W/"{blake2b(chr(0).join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def is_kept(request: Request, tag: str) -> bool:
    """Does the asker have what that tag stands for?"""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in (one.strip() for one in known.split(","))


def _answer_as(function: Callable[..., Any], form: Form | None, has_form: bool) -> Callable[..., Response]:
    """The function as FastAPI calls it: it gives the page in the form that is wanted."""

    def give(request: Request, asked: Mapping[str, Any]) -> Response:
        wanted = form or choose_form(request)
        headers = {"Vary": "Accept", "Cache-Control": "no-store" if has_form else KEEP}
        if not has_form:
            headers["ETag"] = make_tag(request, wanted)
            if is_kept(request, headers["ETag"]):
                return Response(status_code=304, headers=headers)
        said = function(**asked)
        response: Response = said if isinstance(said, Response) else write(request, said, wanted)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return take_request(function, give)
