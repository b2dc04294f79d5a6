from __future__ import annotations

import pytest

from extract.spoken import laid_out
from verbale.extract.naming import name_within
from verbale.resolve import resolve
from verbale.spans import Span


def named(subject: str, text: str | None = None) -> str | None:
    """The words of a subject that name the speaker."""
    text = text or f"{subject} said that it rained."
    start = text.index(subject)
    found = name_within(resolve(laid_out(text)), Span(start, start + len(subject)))
    return found.of(text) if found else None


def test_a_name_at_the_end_is_the_speaker_and_not_his_office():
    assert named("The foreign ministry spokesman Jon Bergson") == "Jon Bergson"


def test_a_list_of_names_is_kept_whole():
    assert named("Ana Ruzhova and Jon Bergson") == "Ana Ruzhova and Jon Bergson"


@pytest.mark.parametrize(
    ("subject", "issuer"),
    [
        ("A statement issued by the ministry of trade", "ministry of trade"),
        ("The French statement", "French"),
        ("Ana Ruzhova's statement", "Ana Ruzhova"),
    ],
)
def test_a_statement_speaks_for_whoever_issued_it(subject: str, issuer: str):
    assert named(subject) == issuer


def test_a_statement_of_nobody_named_has_no_name():
    assert named("The statement") is None


@pytest.mark.parametrize(
    ("text", "subject", "issuer"),
    [
        (
            "It is safe, according to a report by the ministry of trade.",
            "a report by the ministry of trade",
            "ministry of trade",
        ),
        ("According to a tweet by Jon Bergson, it rained.", "a tweet by Jon Bergson", "Jon Bergson"),
        ("The report said that it rained.", "The report", "The report"),
    ],
)
def test_a_report_speaks_for_whoever_wrote_it_or_for_itself(text: str, subject: str, issuer: str):
    assert named(subject, text) == issuer


def test_the_name_that_somebody_goes_by_is_the_speakers():
    text = "A poet who goes by the name Sea Wolf said that it rained."
    assert named("A poet", text) == "Sea Wolf"
