"""Offices as the text writes them: the role that the tables know them by, and how they are written out."""

from __future__ import annotations

import re
from typing import Final

from verbale.resolve.phrases import Title
from verbale.resolve.tables.articles import name_with_article
from verbale.resolve.tables.roles import role_of_title
from verbale.resolve.units import Units
from verbale.words import word_set

_TOP: Final = frozenset(("head_of_state", "head_of_government"))
ALLIED: Final = {
    "leader": _TOP | {"leader"},
    "ruler": _TOP,
    "dictator": _TOP,
    "minister": frozenset(
        ("foreign_minister", "defence_minister", "interior_minister", "finance_minister", "justice_minister")
    ),
    "diplomat": frozenset(("foreign_minister",)),
    "monarch": frozenset(("head_of_state",)),
}
"""Nouns that may say again who holds one of several roles: "the leader" for a president."""
KIN: Final = word_set(
    "child son daughter boy girl baby mother father parent wife husband brother sister widow niece nephew cousin"
    " grandson granddaughter ex-wife ex-husband uncle aunt grandfather grandmother"
)
"""Nouns for somebody of another's family, so that "his father" is never he."""
_YOUNG: Final = word_set("child son daughter boy girl baby infant toddler kid teenager teen youth youngster")
ALLIED_NOUNS: Final = {
    "leader": frozenset(("chief executive", "first minister", "chief minister", "supreme leader", "crown prince")),
    "minister": frozenset(("foreign minister", "minister", "secretary")),
    "diplomat": frozenset(("ambassador", "envoy", "foreign minister", "permanent representative")),
    "envoy": frozenset(("ambassador", "permanent representative", "representative")),
    "ambassador": frozenset(("envoy", "permanent representative")),
    **{noun: _YOUNG - {noun} for noun in _YOUNG},
}
"""Nouns that may say another noun again: "the envoy" for an ambassador."""

REGENTS: Final = frozenset(
    ("president", "premier", "prime minister", "leader", "chancellor", "head of state", "head of government", "monarch")
)
"""Offices of which a state has one, so that the plural names the heads of several states."""


def title_role(units: Units, title: Title) -> str | None:
    """The tables' role for a title, None if it has none."""
    return role_of_title(title_core(units, title.first, title.head, title.end))


def title_core(units: Units, first: int, head: int, end: int) -> str:
    """The words that tell a title's role: up to its noun, and what follows only where that is the portfolio."""
    stop = end if units.low(head).split()[-1] in ("minister", "ministers", "secretary") else head + 1
    return " ".join(units.lows[first:stop])


def title_content(units: Units, first: int, end: int) -> frozenset[str]:
    """The words of a title that set it apart, without states, articles and prepositions."""
    content: set[str] = set()
    for at in range(first, end):
        kind = units.known[at][0].kind if at in units.known else None
        if (units.tags[at] in "hmgcx" and kind is None) or kind in ("agency", "body", "group"):
            content.update(units.lows[at].replace("-", " ").replace("'s", "").split())
    return frozenset(content)


_UNTOLD: Final = frozenset(("outgoing", "incoming", "current"))
_STANDINGS: Final = _UNTOLD | {"acting", "interim", "caretaker", "transitional"}
"""Words before a title that may stand before its state: "Acting Peruvian Interior Minister"."""


_OWNERS: Final = re.compile(r"\b(?:his|her|its|their)\b")
_MINISTER: Final = re.compile(r"\bminister\b")
"""Written with a capital in an office, whichever way the report has it."""


def write_office(units: Units, title: Title, state_name: str | None) -> str:
    """The office as people write it, from the report's own words: "Foreign Minister of Iran"."""
    first, standing = title.first, ""
    while first < title.end - 1:
        low = units.low(first)
        if low in _STANDINGS:
            standing = "" if low in _UNTOLD else f"{low} "
        elif units.tags[first] not in "abse'" and first not in units.known:
            break
        first += 1
    words = standing + " ".join(units.words(first, title.end).split())
    core = _OWNERS.sub("the", _MINISTER.sub("Minister", words[:1].upper() + words[1:]))
    if state_name and state_name.lower() not in core.lower() and " of " not in core and first > title.first:
        return _insert_state(core, title.role.lemma, state_name)
    return core


_SENT: Final = word_set("envoy ambassador representative coordinator adviser advisor delegate emissary consul")
_SENT_TO: Final = (" to ", " for ", " on ")


def _insert_state(core: str, lemma: str, state_name: str) -> str:
    """The office with its state: "Ambassador of Rwanda to the UN", but "Minister for Trade of Rwanda"."""
    state = name_with_article(state_name)
    at = min((found for sign in _SENT_TO if (found := core.find(sign)) > 0), default=-1)
    if at > 0 and lemma.rpartition(" ")[2] in _SENT:
        return f"{core[:at]} of {state}{core[at:]}"
    return f"{core} of {state}"
