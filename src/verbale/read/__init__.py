"""Outside to report: files, pages, lines of JSON, addresses and standard input become `Reading`s."""

from __future__ import annotations

from verbale.read.credits import find_credits
from verbale.read.reading import Given, Reading
from verbale.read.sources import read_source

__all__ = ["Given", "Reading", "find_credits", "read_source"]
