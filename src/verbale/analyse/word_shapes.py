"""What a word's letters look like, and how far it goes: what an uncased encoder is told beside its subtokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

FORMS: Final = 8
"""How many values a shape takes."""

BETWEEN: Final = 6
"""The shape of what stands between words."""

WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
"""A word as shapes see it, hyphens and the full stops of abbreviations within."""


def list_shapes(text: str) -> list[int]:
    """For each character of *text* the shape of the word that it belongs to."""
    shapes = [BETWEEN] * len(text)
    for word in WORD.finditer(text):
        start, end = word.span()
        shapes[start:end] = [tell_shape(word.group())] * (end - start)
    return shapes


@lru_cache(10_000)
def tell_shape(word: str) -> int:
    """1 lower case, 2 Capitalised, 3 a single capital, 4 ALL CAPITALS, 5 with a digit, 7 mIxed; 6 is for marks."""
    if not word.isalpha() and any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 4 if sum(c.isalpha() for c in word) > 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 7
