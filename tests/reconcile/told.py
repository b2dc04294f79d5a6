"""Tellings written by hand: say what matters, the rest has a default."""

from __future__ import annotations

from datetime import date
from typing import Any

from verbale.reconcile.gists import draw_gist
from verbale.reconcile.tellings import Act, Party, Range, Telling, Toll
from verbale.records import Place

NOTHING: Any = None


def name(identifier: str, state: str | None = None, kind: Any = None) -> Party:
    """A state by its code, or somebody of a state."""
    kind = kind or ("state" if identifier.isupper() else "person")
    return Party(identifier, identifier, kind, state or (identifier if kind == "state" else None))


def locate(town: str | None, country: str | None = "AZE") -> Place:
    return Place(town or "here", town, NOTHING, NOTHING, NOTHING, town, NOTHING, NOTHING, NOTHING, country, 4)


def tell(words: str = "met in Baku", sentence: str | None = None, **said: Any) -> Telling:
    """A telling by words that stand in a sentence of a report of 27 February 2023."""
    text = sentence or f"Aliyev and Lavrov {words} on Monday."
    start = text.index(words)
    dead = said.pop("dead", None)
    act = {
        "event": "CONSULT",
        "mode": None,
        "context": (),
        "status": "occurred",
        "actor": (name("Aliyev", "AZE"), name("Lavrov", "RUS")),
        "recipient": (),
        "host": (),
        "date": "2023-02-27",
        "enddate": None,
        "date_basis": "text",
        "place": None,
        "toll": Toll(dead=Range(dead, dead) if dead is not None else None),
        "confidence": 0.9,
    }
    report = said.pop("report", "r1")
    head = {
        "id": said.pop("id", f"t-{report}"),
        "account": said.pop("account", report),
        "publisher": said.pop("publisher", None),
        "published": said.pop("published", date(2023, 2, 27)),
    }
    return Telling(
        report=report, words=words, act=Act(**(act | said)), gist=draw_gist(text, [(start, start + len(words))]), **head
    )


def tell_strike(report: str, **said: Any) -> Telling:
    """A missile strike on a town."""
    town = said.pop("town", "Kharkiv")
    default = {
        "event": "ASSAULT",
        "mode": "heavy-weapons",
        "actor": (name("RUS"),),
        "recipient": (name("UKR"),),
        "place": locate(town, "UKR"),
    }
    words = said.pop("words", f"struck a market in {town}")
    return tell(words, f"Russian missiles {words} on Monday.", report=report, **(default | said))
