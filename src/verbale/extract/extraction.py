"""What extraction gives: the facts, and the actors that stand in them."""

from __future__ import annotations

from msgspec import Struct

from verbale.extract.events import Found
from verbale.records import Actor, Agreement, Event, Statement


class Extraction(Struct, frozen=True):
    """Statements, events and agreements of one report; `actors` holds every id that they use.

    `found` is what the events are made of, with those too unsure to be told; the sure ones in the order of `events`.
    """

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    warnings: tuple[str, ...]
    found: tuple[Found, ...] = ()
