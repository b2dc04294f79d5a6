"""News reports in, a sourced diplomatic record out.

    from verbale import read
    record = read("report.txt")

    from verbale import Record
    Record("caucasus.db").add(record)

Names are imported when they are first asked for, so that `import verbale` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbale.errors import UnreadableReport, VerbaleError
    from verbale.pipeline import read, read_all, read_text
    from verbale.records import (
        Actor,
        Agreement,
        Count,
        Credit,
        Event,
        MadeBy,
        Place,
        Report,
        ReportRecord,
        Size,
        Statement,
        TextInfo,
    )
    from verbale.schema import from_json, json_schema, to_json
    from verbale.show.quotes import Quote, list_quotes
    from verbale.show.terminal import render
    from verbale.spans import Span
    from verbale.store.record import Added, Record

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Added",
    "Agreement",
    "Count",
    "Credit",
    "Event",
    "MadeBy",
    "Place",
    "Quote",
    "Record",
    "Report",
    "ReportRecord",
    "Size",
    "Span",
    "Statement",
    "TextInfo",
    "UnreadableReport",
    "VerbaleError",
    "__version__",
    "from_json",
    "json_schema",
    "list_quotes",
    "read",
    "read_all",
    "read_text",
    "render",
    "to_json",
]

_HOMES = MappingProxyType(
    {
        "verbale.errors": ("UnreadableReport", "VerbaleError"),
        "verbale.pipeline": ("read", "read_all", "read_text"),
        "verbale.records": (
            "Actor",
            "Agreement",
            "Count",
            "Credit",
            "Event",
            "MadeBy",
            "Place",
            "Report",
            "ReportRecord",
            "Size",
            "Statement",
            "TextInfo",
        ),
        "verbale.schema": ("from_json", "json_schema", "to_json"),
        "verbale.show.quotes": ("Quote", "list_quotes"),
        "verbale.show.terminal": ("render",),
        "verbale.spans": ("Span",),
        "verbale.store.record": ("Added", "Record"),
    }
)


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


class _Face(ModuleType):
    """Keeps `verbale.read` the verb: importing the package of that name must not put the package in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
