"""Pages for people. `ROUTERS` has them all; `FILTERS` and `GLOBALS` are what their templates may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

from verbale.serve.pages import (
    actors,
    calendar,
    deeds,
    desk,
    dyads,
    events,
    passing,
    reports,
    searching,
    statements,
    today,
    words,
)
from verbale.serve.pictures.bars import draw_tone

ROUTERS: Final[Sequence[APIRouter]] = tuple(
    module.PAGES for module in (today, reports, events, statements, dyads, actors, passing, calendar, searching, desk)
)
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    **words.FILTERS,
    "status_picture": events.draw_status,
    "place_picture": events.draw_place,
    "months_picture": dyads.draw_months,
    "types_picture": dyads.draw_types,
    "partners_picture": actors.draw_partners,
    "doings_picture": actors.draw_doings,
    "network_picture": passing.draw_ties,
    "map_picture": passing.draw_places,
    "plans_on": calendar.list_on,
    "plans_without_day": calendar.list_without_day,
    "marked": searching.part_passage,
    "fields": deeds.list_fields,
}
"""Rows and pages' values in words, and their pictures."""
GLOBALS: Final[Mapping[str, Any]] = {**words.GLOBALS, "draw_tone": draw_tone}
