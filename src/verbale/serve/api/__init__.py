"""The API, version 1: reports, events, statements, actors, agreements, dyads, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

ROUTERS: Final[Sequence[APIRouter]] = ()
