"""The API, version 1: reports, events, statements, actors, agreements, dyads, search; described at /openapi.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from verbale.serve.api.actors import ACTORS, AGREEMENTS, DYADS
from verbale.serve.api.adding import ADDING
from verbale.serve.api.describing import DESCRIPTION
from verbale.serve.api.events import EVENTS
from verbale.serve.api.reports import REPORTS
from verbale.serve.api.search import SEARCH
from verbale.serve.api.statements import STATEMENTS

ROUTERS: Final[Sequence[APIRouter]] = (
    *(REPORTS, ADDING, EVENTS, STATEMENTS, ACTORS, AGREEMENTS, DYADS, SEARCH),
    DESCRIPTION,
)
