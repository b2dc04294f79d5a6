"""Reports without politics are told from the others at a glance, before anything costly is done with them."""

from __future__ import annotations

from verbale.errors import NoPolitics
from verbale.read.reading import Reading
from verbale.sift.politics import is_political, name_sieve

__all__ = ["is_political", "name_sieve", "sift"]


def sift(reading: Reading) -> Reading:
    """*reading* as it is; NoPolitics if nothing in it looks like an act or a word of politics."""
    if not is_political(reading.report.text):
        raise NoPolitics(reading.report.source)
    return reading
