"""Does a report hold politics? Each sentence is weighed by its signs, and the report goes by its weightiest one.

The weights stand in weights.json; training/sift/learn.py learns them. They lean towards yes: what they lose is measured
in docs/decisions.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from math import log2
from typing import Final

import msgspec
from msgspec import Struct

from verbale.errors import DamagedTable
from verbale.sift.signs import cut_sentences, list_signs

FILE: Final = "weights.json"
DOUBLED: Final = 0.25
"""Weight that the weightiest sentence must have more for each doubling of a report's sentences: of many one is weighty
by chance. Without it 24% of local papers' reports without an event are passed over where 42% are, for the same loss."""


class Weights(Struct, frozen=True):
    """Learnt weights, as logarithms of odds: of each sign, of a sentence without any, and what a report must have."""

    bias: float
    least: float
    signs: dict[str, float]


def is_political(text: str) -> bool:
    """May a report of these words hold a political act, or words of somebody in office?"""
    return weigh(text, load_weights()) >= load_weights().least


def weigh(text: str, weights: Weights) -> float:
    """How much speaks for politics in a report: its weightiest sentence, less what many sentences give by chance."""
    sentences = cut_sentences(text)
    weigh_sign = weights.signs.get
    heaviest = max((sum(weigh_sign(sign, 0.0) for sign in list_signs(one)) for one in sentences), default=0.0)
    return weights.bias + heaviest - DOUBLED * log2(max(1, len(sentences)))


def name_sieve() -> str:
    """A name for what is passed over: another one for other weights."""
    return blake2b(_read_weights(), digest_size=6).hexdigest()


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship; DamagedTable if they cannot be read."""
    try:
        return msgspec.json.decode(_read_weights(), type=Weights)
    except msgspec.DecodeError as fault:
        raise DamagedTable(FILE, str(fault)) from fault


def _read_weights() -> bytes:
    return files("verbale.sift").joinpath(FILE).read_bytes()
