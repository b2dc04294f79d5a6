"""Sources to a record, again and again: feeds and sitemaps polled politely, their pages read and kept."""

from __future__ import annotations

from verbale.watch.plan import Plan, Source, read_plan
from verbale.watch.watcher import Watcher

__all__ = ["Plan", "Source", "Watcher", "read_plan"]
