"""Names that take "the" in running English."""

from __future__ import annotations

import pytest

from verbale.resolve.tables.articles import name_with_article


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Netherlands", "the Netherlands"),
        ("The Gambia", "the Gambia"),
        ("Solomon Islands", "the Solomon Islands"),
        ("Dominican Republic", "the Dominican Republic"),
        ("African Union", "the African Union"),
        ("France", "France"),
        ("Ivory Coast", "Ivory Coast"),
        ("NATO", "NATO"),
    ],
)
def test_a_name_stands_in_a_sentence_with_the_article_that_it_takes(name: str, within: str) -> None:
    assert name_with_article(name) == within
