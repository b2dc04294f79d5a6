"""What extraction gives: the facts, and the actors that stand in them."""

from __future__ import annotations

from msgspec import Struct

from verbale.records import Actor, Agreement, Event, Statement


class Extraction(Struct, frozen=True):
    """Statements, events and agreements of one report; `actors` holds every id that they use."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    warnings: tuple[str, ...]
