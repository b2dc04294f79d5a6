"""Sets of words, as the code writes short lists of them."""

from __future__ import annotations


def word_set(lines: str) -> frozenset[str]:
    """The words of *lines*, between white space, as a set."""
    return frozenset(lines.split())


ARTICLES = word_set("the a an")
"""English's articles, in lower case."""
