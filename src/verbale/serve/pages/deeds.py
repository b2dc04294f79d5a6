"""What a coder's form says of an event or a statement, as `Record.correct` takes it."""

from __future__ import annotations

from typing import Any, Final

from verbale.errors import BadQuestion
from verbale.serve.visits import Filled
from verbale.store.casting import NONE
from verbale.store.rows import EventRow, StatementRow

ACCEPTED, CORRECTED = "read right", "corrected at the desk"
SEVERAL: Final = ";"
SIDES: Final = ("actor", "recipient", "speaker", "to")
"""Fields that hold names."""


def read_deed(filled: Filled, row: EventRow | StatementRow) -> tuple[dict[str, Any], str]:
    """What the form asks for, and the reason; BadQuestion if nothing is changed."""
    reason, deed = filled.get("reason", "").strip(), filled.get("deed", "")
    if deed == "accept":
        return _accept(row), reason or ACCEPTED
    if deed == "reject":
        return {"reject": True}, reason or f"no such {'event' if isinstance(row, EventRow) else 'statement'}"
    if deed != "correct":
        raise BadQuestion("accept, correct or reject it")
    now = list_fields(row)
    said = {name: " ".join(filled.get(name, now[name]).split()) for name in now}
    changed = {name: words or NONE for name, words in said.items() if words != now[name]}
    if not changed:
        raise BadQuestion("nothing is changed; change a field, or accept it as it is")
    wish: dict[str, Any] = {
        name: [one.strip() for one in words.split(SEVERAL) if one.strip()] if name in SIDES else words
        for name, words in changed.items()
    }
    return wish | ({"new": True} if filled.get("new") else {}), reason or CORRECTED


def list_fields(row: EventRow | StatementRow) -> dict[str, str]:
    """The fields that may be corrected, as the form has them."""
    if isinstance(row, StatementRow):
        return {"speaker": _join(row.speaker_names), "to": _join(row.to_names)}
    return {
        "type": "/".join(filter(None, (row.event, row.mode))),
        "status": row.status,
        "date": "/".join(filter(None, (row.date, row.enddate))),
        "place": row.place or "",
        "actor": _join(row.actor_names),
        "recipient": _join(row.recipient_names),
    }


def _accept(row: EventRow | StatementRow) -> dict[str, Any]:
    """A field as it is: whoever says so again has looked at it."""
    return {"status": row.status} if isinstance(row, EventRow) else {"speaker": list(row.speaker) or NONE}


def _join(names: tuple[str, ...]) -> str:
    return f"{SEVERAL} ".join(names)
