"""Pages for people. `ROUTERS` has them all; `FILTERS` and `GLOBALS` are what their templates may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

ROUTERS: Final[Sequence[APIRouter]] = ()
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {}
GLOBALS: Final[Mapping[str, Any]] = {}
