"""What a watch says of itself while it runs: one entry a step, as a line for people or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

STEPS = """
    begun ended polled unchanged moved gone fault added known foreign quiet unreadable refused failed again passed
"""
"""What steps are called."""


class Entry(Struct, frozen=True):
    """One step: when (ISO 8601, UTC), what, of which source, at which address, and more words."""

    at: str
    step: str
    source: str
    address: str = ""
    words: str = ""


Say = Callable[[Entry], None]
"""Hears each step."""


def make_entry(now: float, step: str, source: str, address: str = "", words: str = "") -> Entry:
    """An entry of that moment."""
    at = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Entry(at, step, source, address, " ".join(words.split()))


def write_line(entry: Entry) -> str:
    """An entry for people."""
    return "  ".join(filter(None, (entry.at, f"{entry.step:10}", entry.source, entry.address, entry.words)))


def write_json(entry: Entry) -> str:
    """An entry for programs."""
    return msgspec.json.encode(entry).decode()
