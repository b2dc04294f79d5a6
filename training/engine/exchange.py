"""States exchanged for one another in a text and in its labels, so that no state is hostile by its name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from verbale.resolve.tables import load_states
from verbale.resolve.tables.values import State

NAMED_OTHERWISE = {"Georgia", "Jordan", "Chad", "Turkey", "Dominica", "Dominican", "Mali", "Guinea", "Niger", "Congo"}
"""Words that are as often something else, or a part of another state's name: left alone, and nobody is called so."""


@dataclass(frozen=True, slots=True)
class Names:
    """What one state is called: plain name, adjective, people, capital; *article* where the name takes one."""

    code: str
    name: str
    adjective: str
    people: str
    capital: str
    article: bool


KINDS = ("name", "adjective", "people", "capital")
TAKES_ARTICLE = re.compile(
    r"^(United|Netherlands|Philippines|Maldives|Bahamas|Gambia|Central|Marshall|Solomon|Comoros)"
)


def _names_of(state: State) -> Names | None:
    people = [p for p in state.peoples if p.endswith("s")]
    if state.kind != "state" or not (state.adjectives and people and state.capital):
        return None
    adjective = state.adjectives[0]
    if {state.name, adjective, state.capital} & NAMED_OTHERWISE or " " in adjective or "," in state.name:
        return None
    return Names(state.code, state.name, adjective, people[0], state.capital, bool(TAKES_ARTICLE.match(state.name)))


@lru_cache(maxsize=1)
def _pool() -> tuple[tuple[Names, ...], dict[str, tuple[Names, str]], re.Pattern[str]]:
    pool = tuple(n for state in load_states() if (n := _names_of(state)))
    forms: dict[str, tuple[Names, str]] = {}
    doubtful: set[str] = set()
    for names in pool:
        for kind in KINDS:
            form = getattr(names, kind)
            if form in forms and forms[form][0] is not names:
                doubtful.add(form)
            forms.setdefault(form, (names, kind))
    forms = {form: told for form, told in forms.items() if form not in doubtful}
    ordered = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return pool, forms, re.compile(rf"\b(?:(The|the|An|an|A|a)(\s+))?({ordered})\b")


def _with_article(article: str, gap: str, form: str, *, takes: bool, kind: str) -> str:
    """The form behind the article that it needs: "an Egyptian", "the United States", "Kenya"."""
    low = article.lower()
    if kind == "name" and low == "the" and not takes:
        return form if article == "the" else form[0].upper() + form[1:]
    if low in {"a", "an"}:
        fit = "an" if form.startswith(("A", "E", "I", "O", "Uz")) else "a"
        return (fit.capitalize() if article[0].isupper() else fit) + gap + form
    return article + gap + form


def make_exchange(text: str, rng: random.Random) -> Callable[[str], str] | None:
    """How the states of *text* are exchanged, the same way in every string of its labels; None if it names none."""
    pool, forms, pattern = _pool()
    found = sorted({forms[m[3]][0].code for m in pattern.finditer(text)})
    if not found:
        return None
    new = dict(zip(found, rng.sample(pool, len(found)), strict=True))

    def renamed(m: re.Match[str]) -> str:
        names, kind = forms[m[3]]
        if names.code not in new:  # a label's words may begin within a longer name of the text
            return m[0]
        target = new[names.code]
        form = getattr(target, kind)
        if m[1]:
            return _with_article(m[1], m[2], form, takes=target.article, kind=kind)
        return form

    return lambda words: pattern.sub(renamed, words)


def exchange_label(value: Any, renamed: Callable[[str], str], keys: frozenset[str]) -> Any:
    """A label's strings as the exchanged text has them; *keys* hold words of the text, all else stays."""

    def told(key: str, inner: Any) -> Any:
        if key in keys:
            return [renamed(x) for x in inner] if isinstance(inner, list) else renamed(inner) if inner else inner
        return exchange_label(inner, renamed, keys)

    if isinstance(value, dict):
        return {k: told(k, v) for k, v in value.items()}
    return [exchange_label(x, renamed, keys) for x in value] if isinstance(value, list) else value
