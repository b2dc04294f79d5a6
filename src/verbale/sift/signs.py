"""What a sentence shows at a glance: its words, and whether it names states and bodies. Nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from verbale.resolve.tables.bodies import load_bodies
from verbale.resolve.tables.states import load_states

STATE: Final = "@state"
BODY: Final = "@body"
SEVERAL: Final = "@several"
"""Two different states or bodies are named; no word of a text is written like these."""

_END: Final = re.compile(r"\n+|(?<=[^\W\d_A-Z][.!?])[\"'”’)\]]*\s+|(?<=[\d)\]][.!?])[\"'”’)\]]*\s+(?=[A-Z“\"‘(])")
"""Where a sentence ends, near enough: after a full stop that no initial and no "U.S." has."""
_WORD: Final = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+")

Names = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Names by their first word: the other words, the longest name first, and the code of a state, or "@" and a body's."""


def cut_sentences(text: str) -> list[str]:
    """The sentences of a report, headlines among them."""
    return [one for one in _END.split(text) if one]


def list_signs(sentence: str) -> set[str]:
    """The words of a sentence in small letters, with `STATE`, `BODY` and `SEVERAL` where they hold."""
    words = _WORD.findall(sentence)
    named = set(_list_named(words))
    signs = set(map(str.lower, words))
    if named:
        bodies = sum(one.startswith("@") for one in named)
        signs.update(sign for sign, holds in _tell(len(named) - bodies, bodies) if holds)
    return signs


def _tell(states: int, bodies: int) -> tuple[tuple[str, bool], ...]:
    return (STATE, states > 0), (BODY, bodies > 0), (SEVERAL, states + bodies > 1)


def _list_named(words: list[str]) -> Iterator[str]:
    """Codes of the states and bodies that are named; of the latter with "@" in front."""
    names = load_names()
    for place, word in enumerate(words):
        for rest, code in names.get(word, ()):
            if not rest or tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                yield code
                break


@lru_cache(maxsize=1)
def load_names() -> Names:
    """Names, adjectives and peoples of states, and names of bodies, as a text writes them."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def enter(name: str, code: str) -> None:
        first, *rest = _WORD.findall(name) or [""]
        if first[:1].isupper():
            names.setdefault(first, []).append((tuple(rest), code))

    for state in load_states():
        for name in (state.name, *state.aliases, *state.adjectives, *state.peoples):
            enter(name, state.code)
    for body in load_bodies():
        for name in (body.name, *body.aliases):
            enter(name, f"@{body.code}")
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in names.items()}
