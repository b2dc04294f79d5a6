"""The seam to whoever reads a laid-out report: the trained engine, the first coder's lexicon, a recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from verbale.analyse.analysis import Act, Analysis, Name, Speech


class Findings(Struct, frozen=True):
    """What a reader found; spans into the report's text, in its order."""

    names: Sequence[Name] = ()
    acts: Sequence[Act] = ()
    speeches: Sequence[Speech] = ()


class Reader(Protocol):
    """Reads names, acts and speeches in a laid-out report."""

    @property
    def name(self) -> str:
        """Name and checksum, for `made_by.engine`."""
        ...

    def read(self, laid_out: Analysis) -> Findings:
        """Findings for an analysis that has its layout and nothing else yet."""
        ...
