"""Report to analysis: layout by rules, then what a reader finds."""

from __future__ import annotations

import msgspec

from verbale.analyse.analysis import Act, Analysis, Name, Speech
from verbale.analyse.component import Reader
from verbale.analyse.layout import lay_out
from verbale.analyse.packed import pack
from verbale.read.reading import Reading

__all__ = ["analyse", "lay_out"]


def analyse(reading: Reading, reader: Reader) -> Analysis:
    """The report laid out, with the names, acts and speeches that *reader* finds in it."""
    laid_out = lay_out(reading)
    found = reader.read(laid_out)
    return msgspec.structs.replace(
        laid_out,
        names=pack(found.names, Name),
        acts=pack(found.acts, Act),
        speeches=pack(found.speeches, Speech),
    )
