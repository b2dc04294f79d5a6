"""The coding desk: events that one can be least sure of, to accept, correct or reject; all goes to the ledger."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct
from sqlalchemy import Connection

from verbale.errors import BadQuestion, VerbaleError
from verbale.plover import TYPES
from verbale.serve.forms import Page, Pages, write
from verbale.serve.pages.words import ask
from verbale.serve.refusals import Refusal
from verbale.serve.served import AskedRecord, Serving
from verbale.serve.visits import Filled, SentForm, knows_secret, may_write, sign_in, want_writer
from verbale.show.wording import cut_excerpt
from verbale.spans import Span
from verbale.store.ledger import name_author
from verbale.store.queries.corrections import list_corrections
from verbale.store.queries.events import find_event, get_event, list_tellings
from verbale.store.queries.filters import STATUSES
from verbale.store.queries.latest import fetch_uncertain
from verbale.store.queries.reports import get_report
from verbale.store.rows import Answer, CorrectionRow, EventRow

QUEUE: Final = 8
"""So many events are listed after the one on the desk."""
AROUND: Final = 600
CODER_COOKIE: Final = "verbale_coder"
YEAR: Final = 365 * 24 * 3600
ACCEPTED, REJECTED, CORRECTED = "read right", "no such event", "corrected at the desk"
SEVERAL: Final = ";"

PAGES = Pages()
Place = Annotated[int, Query(ge=0, le=100_000)]


class Excerpt(Struct, frozen=True):
    """The words of an event within their sentence."""

    before: str
    words: str
    after: str


class Desk(Struct, frozen=True):
    """The event on the desk, None if none is left, with its words; what comes after it; the last corrections.

    `at` counts the events passed over. `fault` says why what was sent last could not be taken.
    """

    event: EventRow | None
    excerpt: Excerpt | None
    queue: tuple[EventRow, ...]
    at: int
    coder: str
    last: tuple[CorrectionRow, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    fault: str | None


class Door(Struct, frozen=True):
    """What stands before the desk where a secret is set; `fault` if the one given was wrong."""

    fault: str | None


@PAGES.show("/desk", has_form=True)
def show_desk(request: Request, record: AskedRecord, at: Place = 0, event: str | None = None) -> Page:
    """The desk; for those who may correct the record alone."""
    if not may_write(request):
        return _make_door(request)
    it = record.ask(gather_desk, at, event, _find_coder(request), None)
    return _make_page(it)


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
    """Write what a coder says of an event into the ledger, then show the next one."""
    at, identifier = _read_number(filled.get("at", "")), filled.get("event", "")
    coder = " ".join(filled.get("coder", "").split()) or name_author()
    try:
        row = served.record.event(identifier)
        wish, reason = read_deed(filled, row)
        served.writing.correct(row.id, author=coder, reason=reason, **wish)
    except VerbaleError as fault:
        it = served.record.ask(gather_desk, at, identifier or None, coder, str(fault))
        response = write(request, _make_page(it), "html")
        response.status_code = 422
        return response
    back = RedirectResponse(ask("/desk", at=at or None), 303)
    secure = request.url.scheme == "https"
    back.set_cookie(CODER_COOKIE, _hide(coder), max_age=YEAR, httponly=True, samesite="strict", secure=secure)
    return back


@PAGES.post("/desk/undo", dependencies=[Depends(want_writer)])
def undo_deed(request: Request, served: Serving, filled: SentForm) -> Response:
    """Let a correction no longer hold."""
    served.writing.undo(filled.get("correction", ""), author=_find_coder(request), reason="undone at the desk")
    return RedirectResponse("/desk", 303)


def read_deed(filled: Filled, row: EventRow) -> tuple[dict[str, Any], str]:
    """What the form asks for, as `Record.correct` takes it, and the reason; BadQuestion if nothing is changed."""
    reason, deed = filled.get("reason", "").strip(), filled.get("deed", "")
    if deed == "accept":
        return {"status": row.status}, reason or ACCEPTED
    if deed == "reject":
        return {"reject": True}, reason or REJECTED
    if deed != "correct":
        raise BadQuestion("accept, correct or reject it")
    now = list_fields(row)
    said = {name: " ".join(filled.get(name, now[name]).split()) for name in now}
    changed = {name: words or "none" for name, words in said.items() if words != now[name]}
    if not changed:
        raise BadQuestion("nothing is changed; change a field, or accept it as it is")
    wish: dict[str, Any] = dict(changed)
    for side in ("actor", "recipient"):
        if side in wish:
            wish[side] = [name.strip() for name in changed[side].split(SEVERAL) if name.strip()]
    return wish, reason or CORRECTED


def list_fields(row: EventRow) -> dict[str, str]:
    """The fields that may be corrected, as the form has them."""
    return {
        "type": "/".join(filter(None, (row.event, row.mode))),
        "status": row.status,
        "date": "/".join(filter(None, (row.date, row.enddate))),
        "place": row.place or "",
        "actor": f"{SEVERAL} ".join(row.actor_names),
        "recipient": f"{SEVERAL} ".join(row.recipient_names),
    }


def gather_desk(connection: Connection, at: int, event: str | None, coder: str, fault: str | None) -> Desk:
    """What the desk shows: *event*, else the least sure one after *at* others."""
    waiting = fetch_uncertain(connection, QUEUE + 1, at)
    chosen = get_event(connection, event) if event and _is_there(connection, event) else None
    row = chosen or (waiting[0] if waiting else None)
    return Desk(
        event=row,
        excerpt=_cut_excerpt(connection, row) if row else None,
        queue=tuple(one for one in waiting if row is None or one.id != row.id)[:QUEUE],
        at=at,
        coder=coder,
        last=tuple(list_corrections(connection)[-3:][::-1]),
        types=tuple("/".join(filter(None, pair)) for pair in _list_types()),
        statuses=STATUSES,
        fault=fault,
    )


def _is_there(connection: Connection, event: str) -> bool:
    try:
        return find_event(connection, event) > 0
    except VerbaleError:
        return False


def _list_types() -> list[tuple[str, str]]:
    return [(one.code, mode) for one in TYPES for mode in ("", *(mode.code for mode in one.modes))]


def _cut_excerpt(connection: Connection, row: EventRow) -> Excerpt:
    """The leading telling's words with what stands around them."""
    telling = next(one for one in list_tellings(connection, row.id) if one.report == row.report)
    text = get_report(connection, row.report).report.text
    return Excerpt(*cut_excerpt(text, Span(telling.start, telling.end), AROUND))


def _make_page(it: Desk) -> Page:
    rows = [it.event, *it.queue] if it.event else []
    return Page("desk.html", "Coding desk", it, Answer(rows, EventRow))


def _make_door(request: Request, fault: str | None = None) -> Page:
    if request.app.state.served.secret is None:
        raise Refusal(403, "not-allowed", "the desk is open on the machine that serves only, unless a secret is set")
    return Page("door.html", "Coding desk", Door(fault), Answer([], EventRow))


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
