"""The key of an office by the words of its title: "foreign_minister", "head_of_state"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PORTFOLIOS: Final = (
    ("foreign_minister", r"foreign(?: affairs)?|external(?: affairs)?"),
    ("defence_minister", r"(?:national )?defen[cs]e|war"),
    ("interior_minister", r"interior|home|internal(?: affairs)?"),
    ("finance_minister", r"finance|treasury"),
    ("justice_minister", r"justice"),
)
_MINISTERS: Final = tuple(
    (rf"\b(?:{words}) (?:minister|secretary)|\b(?:minister|secretary) (?:of|for) (?:the )?(?:{words})\b", role)
    for role, words in _PORTFOLIOS
)
# What a title's words mean in the tables, most telling first.
_ROLES: Final = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"\b(?:vice|deputy)[ -]president\b", "deputy_head_of_state"),
        (r"\b(?:deputy|vice)[ -](?:prime minister|premier)\b", "deputy_head_of_government"),
        (r"\b(?:deputy|vice|assistant|junior|shadow|under) |\bunder-?secretary", ""),
        *_MINISTERS,
        (r"\bsecretary of state\b|\btop diplomat\b", "foreign_minister"),
        (r"\bsecretary[- ]general", "secretary_general"),
        (r"\b(?:prime minister|premier|taoiseach|chancellor|head of government|pm)\b(?!-)", "head_of_government"),
        (r"\b(?:president|head of state|king|queen|emir|sultan|emperor)\b(?!-)", "head_of_state"),
        (r"\b(?:supreme leader|monarch|pope|pontiff)\b(?!-)", "head_of_state"),
    )
)


@lru_cache(5_000)
def role_of_title(words: str) -> str | None:
    """The tables' role for the core words of a title, None if they have no role of that kind."""
    for pattern, role in _ROLES:
        if pattern.search(words):
            return role or None
    return None
