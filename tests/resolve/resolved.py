"""Short texts resolved, for tests: who a stretch of words stands for, and what became of an actor."""

from __future__ import annotations

from typing import Any

from verbale.analyse import lay_out
from verbale.read.reading import Reading
from verbale.records import Actor
from verbale.resolve import resolve
from verbale.resolve.resolution import Mention, Resolution
from written import write_report


def resolve_text(text: str, **said: Any) -> Resolution:
    """A report of one or more paragraphs, without a title unless one is said, resolved."""
    said = {"title": None} | said
    return resolve(lay_out(Reading(report=write_report(text, **said), warnings=())))


def mention(resolution: Resolution, words: str, *, nth: int = 0) -> Mention:
    """The mention whose words are just these, the *nth* of them; AssertionError if there is none."""
    found = [one for one in resolution.mentions if one.span.of(resolution.text) == words]
    assert len(found) > nth, (words, [one.span.of(resolution.text) for one in resolution.mentions])
    return found[nth]


def actors_of(resolution: Resolution, words: str, *, nth: int = 0) -> list[Actor]:
    """The actors of that mention."""
    return [resolution.actor(one) for one in mention(resolution, words, nth=nth).actors]


def names_of(resolution: Resolution, words: str, *, nth: int = 0) -> list[str]:
    """The names of the actors of that mention."""
    return [one.name for one in actors_of(resolution, words, nth=nth)]


def words_of(resolution: Resolution) -> list[str]:
    """The words of all mentions."""
    return [one.span.of(resolution.text) for one in resolution.mentions]
