"""Adding a report over the API: whoever knows the secret sends its text; the engine reads it beside the answering."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from msgspec import Meta, Struct

from verbale.pipeline import choose_reader, make_record, tell_made_by
from verbale.read import Given
from verbale.read.drafts import Draft, Origin, compose
from verbale.serve.api.answers import JSON, PREFIX, refuse_unknown, tell_response
from verbale.serve.limits import Allowance
from verbale.serve.refusals import Refusal
from verbale.serve.served import Serving
from verbale.serve.visits import knows_secret
from verbale.store.keeping import Added
from verbale.store.record import Record

LONGEST_TEXT: Final = 200_000
"""Characters: ten times a long report, and about ten seconds of reading."""
MOST_WAITING: Final = 8
"""So many reports wait to be read; more are to come again."""

FIRST: Final = """\
The foreign ministers of France and Germany met officials in Vienna on Tuesday. They spoke of trade.

“We have agreed to sign the treaty in May,” Gaston Ferrand of the French government told Reuters. He accused Chad of
spying. Chad rejected that. Its president will visit Berlin next week. Police arrested two men there. NATO welcomed it.
"""
"""Invented; it is read at the start and not kept. It has more than six sentences, so that all weights are used."""

Short = Annotated[str, Meta(max_length=1_000)]
Address = Annotated[str, Meta(max_length=2_000, pattern=r"^https?://[^\s/]")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]

ADDING = APIRouter(prefix=PREFIX, tags=["reports"])


class NewReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A report to add: its text, and what is known of it.

    `id` names it within its publisher, as a file's name does; a report of the same address, or of the same publisher
    and name, with another text takes the place of the earlier text.
    """

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
    id: Short | None = None
    title: Short | None = None
    published: Day | None = None
    publisher: Short | None = None
    url: Address | None = None


class Queue:
    """Reports are read one at a time, for the engine uses what processor there is; the others wait, but not many."""

    def __init__(self) -> None:
        self._one = CapacityLimiter(1)
        self._waiting = 0

    async def read(self, record: Record, new: NewReport) -> Added:
        """Read and add a report in a thread of its own; a Refusal if too many wait."""
        if self._waiting >= MOST_WAITING:
            raise Refusal(503, "busy", f"{MOST_WAITING} reports wait to be read", {"Retry-After": "10"})
        self._waiting += 1
        try:
            return await to_thread.run_sync(read_and_add, record, new, limiter=self._one)
        finally:
            self._waiting -= 1


QUEUE = Queue()
SENDING = Allowance(at_once=30, a_minute=120)

_bearer = HTTPBearer(auto_error=False, description="The secret that the server was started with.")


async def want_key(
    request: Request,
    served: Serving,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Refuse whoever does not send the secret."""
    if served.secret is None:
        raise Refusal(403, "adding-is-off", "start the server with --secret, and send it with each report")
    if given is None or not knows_secret(request, given.credentials):
        detail = "send the server's secret as `Authorization: Bearer SECRET`"
        raise Refusal(401, "no-key", detail, {"WWW-Authenticate": "Bearer"})


def tell_body() -> dict[str, Any]:
    """What adding takes, for the API's own description."""
    schema = {"$ref": f"#/components/schemas/{NewReport.__name__}"}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


@ADDING.post(
    "/reports",
    dependencies=[Depends(want_key)],
    status_code=201,
    response_class=Response,
    responses={
        201: {**tell_response(Added), "description": "The report was not there; it is now."},
        200: {**tell_response(Added), "description": "It was there: as it is, or with another text."},
    },
    openapi_extra=tell_body(),
)
async def add_report(request: Request, served: Serving) -> Response:
    """Read a report and keep what it says; when the answer comes, it is on disk. The same again changes nothing."""
    refuse_unknown(request, frozenset())
    SENDING.take(request, "too many reports at once; `verbale add` has no such limit")
    new = await read_body(request)
    added = await QUEUE.read(served.writing, new)
    where = f"{PREFIX}/reports/{added.report}"
    status = 201 if added.outcome == "new" else 200
    return Response(msgspec.json.encode(added), status, {"Location": where, "Cache-Control": "no-store"}, JSON)


async def read_body(request: Request) -> NewReport:
    """The report that a request sends; a Refusal that names what is wrong with it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Refusal(415, "no-json", "send the report as JSON, with Content-Type: application/json")
    try:
        return msgspec.json.decode(await request.body(), type=NewReport)
    except msgspec.ValidationError as fault:
        raise Refusal(422, "bad-report", f"that is no report: {fault}") from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refusal(400, "bad-json", f"that is not JSON: {fault}") from fault


def read_and_add(record: Record, new: NewReport) -> Added:
    """Read a report, unless it is there as this engine reads it, and add it. UnreadableReport, RecordFault."""
    name = new.id or "the report"
    reading = compose(
        Draft(new.text, new.title, new.published, new.publisher, new.url), Origin(new.id or "api", name), Given()
    )
    reader = choose_reader()
    known = record.knows(reading.report, tell_made_by(reader))
    return known or record.add(make_record(reading, reader))


def load_all() -> None:
    """Load all that reading needs ahead of the first report.

    A verbale that is installed while a server runs then changes nothing before that is started anew.
    """
    make_record(compose(Draft(FIRST), Origin("first", "the first report"), Given()))
