"""How the API answers: rows in an envelope with the cursor of the next page, tags, and strict parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Request, Response
from msgspec import Struct

from verbale.serve.asking import list_query_names, take_request
from verbale.serve.forms import KEEP, is_kept, make_tag
from verbale.serve.refusals import Refusal
from verbale.store.rows import Answer

PREFIX: Final = "/api/v1"
JSON: Final = "application/json"

Asked = TypeVar("Asked", bound=Callable[..., Any])


class Listed(Struct, frozen=True):
    """A page of a list. `next` is the cursor of the following one (`after`), None at the end.

    `notes` say how names were understood and what was left out, `counted` which events are counted.
    """

    items: list[Any]
    next: str | None
    notes: tuple[str, ...]
    counted: str | None


class Answers(APIRouter):
    """A part of the API. What its functions give is sent as JSON: a value as it is, an Answer as a page of a list."""

    def __init__(self, part: str) -> None:
        super().__init__(prefix=PREFIX, tags=[part])

    def ask(self, path: str, kind: type[Struct], *, is_list: bool = False) -> Callable[[Asked], Asked]:
        """Put a question in, which gives one *kind* of value, or a list of it; its docstring documents it."""

        def put(function: Asked) -> Asked:
            known = list_query_names(function)

            def give(request: Request, asked: Mapping[str, Any]) -> Response:
                refuse_unknown(request, known)
                headers = {"ETag": make_tag(request, "json"), "Cache-Control": KEEP}
                if is_kept(request, headers["ETag"]):
                    return Response(status_code=304, headers=headers)
                return _write(request, function(**asked), headers)

            self.add_api_route(
                path,
                take_request(function, give),
                methods=["GET"],
                responses={200: tell_response(kind, is_list)},
                response_class=Response,
            )
            return function

        return put


def refuse_unknown(request: Request, known: frozenset[str]) -> None:
    """Refuse parameters that are not there: a mistyped filter would else give all rows."""
    for name in request.query_params:
        if name not in known:
            there = f"there are: {', '.join(sorted(known))}" if known else "it takes none"
            raise Refusal(422, "unknown-parameter", f"this address takes no parameter {name!r}; {there}")


def tell_response(kind: type[Struct], is_list: bool = False) -> dict[str, Any]:
    """What a question gives, for the API's own description."""
    name = name_list(kind) if is_list else kind.__name__
    said = f"A page of {kind.__name__}." if is_list else f"One {kind.__name__}."
    return {"description": said, "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def name_list(kind: type[Struct]) -> str:
    """The name of a list of one kind: EventRow, EventRows."""
    return f"{kind.__name__}s"


def _write(request: Request, said: Any, headers: dict[str, str]) -> Response:
    if isinstance(said, Answer):
        if said.next:
            asked = {**request.query_params, "after": said.next}
            headers["Link"] = f'<{request.url.path}?{urlencode(asked)}>; rel="next"'
        said = Listed(list(said), said.next, said.notes, said.counted)
    return Response(msgspec.json.encode(said), headers=headers, media_type=JSON)
