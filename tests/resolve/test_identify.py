from __future__ import annotations

import pytest
from msgspec import structs

from resolve.resolved import resolve_text
from verbale.resolve import identify
from verbale.spans import Span
from written import find

TEXT = (
    "Iranian Foreign Minister Reza Darvishian met his Qatari counterpart, Nasser Al Mirqab, and two Turkish soldiers. "
    "Armenia, Georgia and the European Union agreed, a Reuters stringer told Norway's chief archivist. "
    '"We agree," they said.'
)


@pytest.fixture(scope="module")
def said() -> object:
    return resolve_text(TEXT)


def names(said: object, words: str) -> list[str]:
    return [one.name for one in identify(said, find(TEXT, words))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Reza Darvishian", ["Reza Darvishian"]),
        ("Iranian Foreign Minister Reza Darvishian", ["Reza Darvishian"]),
        ("Darvishian", ["Reza Darvishian"]),
        ("Iranian Foreign Minister", ["Reza Darvishian"]),
        ("two Turkish soldiers", ["Turkish soldiers"]),
        ("Armenia, Georgia and the European Union", ["Armenia", "Georgia", "European Union"]),
        ("his Qatari counterpart", ["Nasser Al Mirqab"]),
        ("a Reuters stringer", ["Reuters stringer"]),
    ],
)
def test_a_stretch_stands_for_the_mentions_in_or_around_it(said: object, words: str, expected: list[str]) -> None:
    assert names(said, words) == expected


def test_words_that_are_no_mention_are_a_new_actor_with_the_state_of_their_adjective(said: object) -> None:
    (actor,) = identify(said, find(TEXT, "Norway's chief archivist"))  # type: ignore[arg-type]
    assert (actor.name, actor.state, actor.kind) == ("Norway's chief archivist", "NOR", "unnamed")
    assert actor.id.startswith("x:")


def test_a_pronoun_that_cannot_be_told_is_nobody(said: object) -> None:
    assert identify(said, find(TEXT, "We")) == ()  # type: ignore[arg-type]


def test_white_space_is_nobody(said: object) -> None:
    assert identify(said, Span(7, 8)) == ()  # type: ignore[arg-type]


def test_words_side_by_side_are_no_list() -> None:
    said = resolve_text("Police itself warned the protesters.")
    assert [one.name for one in identify(said, find(said.text, "Police itself"))] == ["Police"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("EU", [("European Union", "organisation", "EUE")]),
        ("American and", [("United States", "state", "USA")]),
        ("Hamas", [("Hamas", "group", "PSE")]),
        ("united", []),
        ("two boats", [("two boats", "unnamed", None)]),
    ],
)
def test_words_without_a_mention_are_looked_up_in_the_tables(words: str, expected: list[tuple[str, str, str]]) -> None:
    said = structs.replace(resolve_text(f"x {words} y"), mentions=())
    found = identify(said, find(said.text, words))
    assert [(one.name, one.kind, one.state) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Peru liked initiatives of other states.", "other states", ["other states"]),
        ("The defenders of the city fought on.", "defenders of the city", ["defenders of the city"]),
        ("NATO spokeswoman Jane Roe left.", "NATO", ["NATO"]),
        ("Jane Roe, the Senate Majority Leader, left. The Senate stayed.", "Senate", ["Senate"]),
    ],
)
def test_the_head_of_a_phrase_and_what_belongs_to_it_are_two(text: str, words: str, expected: list[str]) -> None:
    assert [one.name for one in identify(resolve_text(text), find(text, words))] == expected


def test_the_former_and_the_latter_are_the_last_two_named_in_their_sentence() -> None:
    text = "Chad thanked Kenya. Anna Ruzhova met Pavel Dragan on the former's visit, to the latter's delight."
    said = resolve_text(text)
    assert [one.name for one in identify(said, find(text, "the former"))] == ["Anna Ruzhova"]
    assert [one.name for one in identify(said, find(text, "latter"))] == ["Pavel Dragan"]


def test_the_former_of_nobody_is_nobody() -> None:
    text = "It rained, and the former stayed at home."
    assert identify(resolve_text(text), find(text, "former")) == ()
