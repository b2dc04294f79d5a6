"""The API's description of itself: OpenAPI 3.1 at /openapi.json, with every field documented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import msgspec
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from msgspec import Struct

from verbale import __version__
from verbale.records import ReportRecord
from verbale.serve.api.adding import NewReport
from verbale.serve.api.answers import JSON, PREFIX, name_list
from verbale.serve.api.examples import make_example
from verbale.serve.forms import KEEP, is_kept
from verbale.serve.problems import PROBLEM_TYPE, Problem
from verbale.store import rows
from verbale.store.dictionary import describe
from verbale.store.keeping import Added

DESCRIPTION = APIRouter(include_in_schema=False)

KINDS: Final[tuple[type[Struct], ...]] = (
    rows.ReportRow,
    rows.VersionRow,
    rows.EventRow,
    rows.TellingRow,
    rows.WhyRow,
    rows.StatementRow,
    rows.NamedRow,
    rows.ActorRow,
    rows.AgreementRow,
    rows.DyadRow,
    rows.MonthRow,
    rows.HitRow,
    rows.DueRow,
)
"""What questions give, each alone or in a list."""
EXAMPLED: Final[tuple[type[Struct], ...]] = (*KINDS, Added, NewReport)
REFUSALS: Final = {
    "400": "The body is not what it should be.",
    "401": "The key is missing or wrong.",
    "403": "That is not allowed here.",
    "404": "There is nothing of that name or id.",
    "413": "That is too long.",
    "415": "The body is not JSON.",
    "422": "A parameter, a name or the body cannot be understood.",
    "429": "Too many requests; Retry-After says when to come again.",
    "503": "The record is busy; Retry-After says when to come again.",
}
OF_GETTING: Final = ("404", "422", "503")
TOLD: Final = """What a record of news reports holds: who met whom, who said what to whom, what was signed and what is
planned, each fact with the words that prove it.

Lists come in pages: `next` is the cursor of the following page, to be given as `after`. Rows that are added meanwhile
make none appear twice and none be passed over. Every answer has an ETag; asked again with If-None-Match it costs
nothing while the record has not changed. What is refused is told as RFC 9457 has it. Names are taken as people write
them: Russia, RUS, Sergei Lavrov."""


@DESCRIPTION.get("/openapi.json")
def describe_api(request: Request) -> Response:
    """The description."""
    body = _encode(request.app)
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": KEEP}
    if is_kept(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=JSON)


@cache
def _encode(app: FastAPI) -> bytes:
    return json.dumps(make_description(app), ensure_ascii=False, separators=(",", ":")).encode()


def make_description(app: FastAPI) -> dict[str, Any]:
    """The description as OpenAPI 3.1 writes it."""
    made = get_openapi(
        title="verbale",
        version=__version__,
        summary="A diplomatic record of news reports",
        description=TOLD,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        routes=app.routes,
        tags=[{"name": name, "description": said} for name, said in PARTS.items()],
    )
    made["paths"] = {path: item for path, item in made["paths"].items() if path.startswith(PREFIX)}
    for item in made["paths"].values():
        for method, operation in item.items():
            _tell_refusals(method, operation)
    made["components"]["schemas"] = dict(sorted(_list_schemas()))
    return made


PARTS: Final = {
    "reports": "The reports, what was read of each, and adding one.",
    "events": "What happened, is planned, is denied.",
    "statements": "Who said what.",
    "actors": "Who is who.",
    "agreements": "What was agreed.",
    "dyads": "What was counted between two.",
    "search": "Words in reports, and what is due.",
}


def _tell_refusals(method: str, operation: dict[str, Any]) -> None:
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in REFUSALS if method == "post" else OF_GETTING:
        operation["responses"][status] = {"description": REFUSALS[status], "content": content}
    if method == "get":
        operation["responses"]["304"] = {"description": "What the asker has (If-None-Match) still holds."}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _list_schemas() -> Iterator[tuple[str, Any]]:
    kinds: tuple[type[Struct], ...] = (*KINDS, ReportRecord, Added, NewReport, Problem)
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    described = {kind.__name__: {one.name: one.meaning for one in describe(kind)} for kind in KINDS}
    exampled: dict[str, type[Struct]] = {kind.__name__: kind for kind in EXAMPLED}
    for name, schema in parts.items():
        for column, meaning in described.get(name, {}).items():
            _tell_meaning(schema["properties"], column, meaning)
        if name in exampled:
            schema["examples"] = [make_example(exampled[name])]
        yield name, schema
    yield from ((name_list(kind), _make_list(kind)) for kind in KINDS)


def _tell_meaning(properties: dict[str, Any], column: str, meaning: str) -> None:
    """A reference takes a description beside it in JSON Schema 2020-12."""
    properties[column] = {**properties[column], "description": meaning}


def _make_list(kind: type[Struct]) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{kind.__name__}"}}
    following = {
        "type": ["string", "null"],
        "description": "cursor of the next page, to be given as after; null at the end",
    }
    notes = {
        "type": "array",
        "items": {"type": "string"},
        "description": "how names were understood, what was left out",
    }
    counted = {"type": ["string", "null"], "description": "which events are counted"}
    properties = {"items": items, "next": following, "notes": notes, "counted": counted}
    return {
        "title": name_list(kind),
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
