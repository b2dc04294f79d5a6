"""The coding desk: events and statements of which one can be least sure, to accept, correct or reject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from verbale.errors import UnknownEntry, VerbaleError
from verbale.plover import TYPES
from verbale.serve.forms import Page, Pages, write
from verbale.serve.pages.deeds import read_deed
from verbale.serve.pages.words import ask
from verbale.serve.refusals import Refusal
from verbale.serve.served import AskedRecord, Serving
from verbale.serve.visits import Filled, SentForm, knows_secret, may_write, sign_in, want_writer
from verbale.show.wording import cut_excerpt
from verbale.spans import Span
from verbale.store.ledger import name_author
from verbale.store.queries.corrections import list_corrections
from verbale.store.queries.events import get_event, list_tellings
from verbale.store.queries.filters import STATUSES
from verbale.store.queries.latest import fetch_uncertain, fetch_uncertain_statements
from verbale.store.queries.reports import get_report
from verbale.store.queries.statements import get_statement
from verbale.store.rows import Answer, CorrectionRow, EventRow, StatementRow

QUEUE: Final = 8
"""So many facts are listed after the one on the desk."""
AROUND: Final = 600
CODER_COOKIE: Final = "verbale_coder"
YEAR: Final = 365 * 24 * 3600

PAGES = Pages()
Place = Annotated[int, Query(ge=0, le=100_000)]
Kind = Literal["events", "statements"]


class Excerpt(Struct, frozen=True):
    """The words of a fact within their sentence."""

    before: str
    words: str
    after: str


class Visit(Struct, frozen=True):
    """What somebody came to the desk for.

    `of` says which facts wait, `at` counts those passed over, `wanted` is the id of one that is asked for. `coder` is
    the name to sign with, `fault` why what was sent last could not be taken.
    """

    of: Kind
    at: int
    coder: str
    wanted: str | None = None
    fault: str | None = None


class Desk(Struct, frozen=True):
    """The event or statement on the desk, if any is left, with its words; what follows it; the last corrections."""

    visit: Visit
    event: EventRow | None
    statement: StatementRow | None
    excerpt: Excerpt | None
    queue: tuple[EventRow | StatementRow, ...]
    last: tuple[CorrectionRow, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]


class Door(Struct, frozen=True):
    """What stands before the desk where a secret is set; `fault` if the one given was wrong."""

    fault: str | None


@PAGES.show("/desk", has_form=True)
def show_desk(
    request: Request,
    record: AskedRecord,
    at: Place = 0,
    event: str | None = None,
    statement: str | None = None,
    of: Kind = "events",
) -> Page:
    """The desk; for those who may correct the record alone."""
    if not may_write(request):
        return _make_door(request)
    visit = Visit("statements" if statement else of, at, _find_coder(request), statement or event)
    return _make_page(record.ask(gather_desk, visit))


@PAGES.post("/desk/open")
def open_desk(request: Request, filled: SentForm) -> Response:
    """Take the secret and let its bearer to the desk."""
    if not knows_secret(request, filled.get("secret", "")):
        door = _make_door(request, "that is not the secret")
        response = write(request, door, "html")
        response.status_code = 403
        return response
    response = RedirectResponse("/desk", 303)
    sign_in(request, response)
    return response


@PAGES.post("/desk", dependencies=[Depends(want_writer)])
def take_deed(request: Request, served: Serving, filled: SentForm) -> Response:
    """Write what a coder says of an event or a statement into the ledger, then show the next one."""
    visit = _read_visit(filled)
    fetch: Callable[[str], EventRow | StatementRow]
    fetch = served.record.event if visit.of == "events" else served.record.statement
    try:
        row = fetch(visit.wanted or "")
        wish, reason = read_deed(filled, row)
        served.writing.correct(row.id, author=visit.coder, reason=reason, **wish)
    except VerbaleError as fault:
        it = served.record.ask(gather_desk, replace(visit, fault=str(fault)))
        response = write(request, _make_page(it), "html")
        response.status_code = 422
        return response
    back = RedirectResponse(_tell_address(visit), 303)
    secure = request.url.scheme == "https"
    back.set_cookie(CODER_COOKIE, _hide(visit.coder), max_age=YEAR, httponly=True, samesite="strict", secure=secure)
    return back


@PAGES.post("/desk/undo", dependencies=[Depends(want_writer)])
def undo_deed(request: Request, served: Serving, filled: SentForm) -> Response:
    """Let a correction no longer hold."""
    served.writing.undo(filled.get("correction", ""), author=_find_coder(request), reason="undone at the desk")
    return RedirectResponse(_tell_address(_read_visit(filled)), 303)


def gather_desk(connection: Connection, visit: Visit) -> Desk:
    """What the desk shows: the fact that is wanted, else the least sure one after those passed over."""
    fetch: Callable[[Connection, int, int], Sequence[EventRow | StatementRow]]
    fetch = fetch_uncertain if visit.of == "events" else fetch_uncertain_statements
    waiting = fetch(connection, QUEUE + 1, visit.at)
    row = _find_wanted(connection, visit)
    if row is None and waiting:
        row = waiting[0]
    return Desk(
        visit=visit,
        event=row if isinstance(row, EventRow) else None,
        statement=row if isinstance(row, StatementRow) else None,
        excerpt=_cut_excerpt(connection, row) if row else None,
        queue=tuple(one for one in waiting if row is None or one.id != row.id)[:QUEUE],
        last=tuple(list_corrections(connection)[-3:][::-1]),
        types=tuple("/".join(filter(None, pair)) for pair in _list_types()),
        statuses=STATUSES,
    )


def _find_wanted(connection: Connection, visit: Visit) -> EventRow | StatementRow | None:
    """The fact that is asked for; None where none is, or where it is no longer there."""
    if not visit.wanted:
        return None
    try:
        return get_event(connection, visit.wanted) if visit.of == "events" else get_statement(connection, visit.wanted)
    except UnknownEntry:
        return None


def _list_types() -> list[tuple[str, str]]:
    return [(one.code, mode) for one in TYPES for mode in ("", *(mode.code for mode in one.modes))]


def _cut_excerpt(connection: Connection, row: EventRow | StatementRow) -> Excerpt:
    """The fact's words, of an event the leading telling's, with what stands around them."""
    told: Span
    if isinstance(row, StatementRow):
        told = Span(row.start, row.end)
    else:
        telling = next(one for one in list_tellings(connection, row.id) if one.report == row.report)
        told = Span(telling.start, telling.end)
    text = get_report(connection, row.report).report.text
    return Excerpt(*cut_excerpt(text, told, AROUND))


def _make_page(it: Desk) -> Page:
    row = it.event or it.statement
    kind = EventRow if it.visit.of == "events" else StatementRow
    return Page("desk.html", "Coding desk", it, Answer([row, *it.queue] if row else [], kind))


def _make_door(request: Request, fault: str | None = None) -> Page:
    if request.app.state.served.secret is None:
        raise Refusal(403, "not-allowed", "the desk is open on the machine that serves only, unless a secret is set")
    return Page("door.html", "Coding desk", Door(fault), Answer([], EventRow))


def _read_visit(filled: Filled) -> Visit:
    """What a form was sent for."""
    of: Kind = "statements" if filled.get("statement") or filled.get("of") == "statements" else "events"
    coder = " ".join(filled.get("coder", "").split()) or name_author()
    wanted = filled.get("statement" if of == "statements" else "event", "")
    return Visit(of, _read_number(filled.get("at", "")), coder, wanted or None)


def _tell_address(visit: Visit) -> str:
    return ask("/desk", of=visit.of if visit.of != "events" else None, at=visit.at or None)


def _read_number(words: str) -> int:
    return int(words) if words.isdecimal() and words.isascii() and len(words) < 7 else 0


def _find_coder(request: Request) -> str:
    """The coder's name as the browser kept it, else the name of the user who serves."""
    try:
        kept = bytes.fromhex(request.cookies.get(CODER_COOKIE, "")).decode()
    except ValueError:
        kept = ""
    return kept or name_author()


def _hide(coder: str) -> str:
    """A name in letters that a cookie may have."""
    return coder.encode()[:200].hex()
