"""Whether an act happened, goes on, is planned, supposed, denied or past: told by the words around its trigger.

A table, not a model: each rule is a pattern that must touch the trigger from one side, within its sentence.
The order is the order of precedence.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from verbale.plover import get_type
from verbale.records import Status


class StatusRule(Struct, frozen=True):
    """Words on one side of a trigger that prove a status; `of`: the type that the rule is for, None for all."""

    status: Status
    side: Literal["before", "after"]
    words: re.Pattern[str]
    of: str | None = None


def _before(status: Status, words: str, gap: int, of: str | None = None) -> StatusRule:
    """*words*, then at most *gap* other words, then the trigger's last word."""
    return StatusRule(status, "before", re.compile(rf"\b(?:{words})\s+(?:[\w’'-]+\s+){{0,{gap}}}$", re.I), of)


def _after(status: Status, words: str, gap: int, of: str | None = None) -> StatusRule:
    """The trigger, then at most *gap* other words, then *words*."""
    return StatusRule(status, "after", re.compile(rf"^(?:[\s,]+[\w’'-]+){{0,{gap}}}?[\s,]+(?:{words})\b", re.I), of)


RULES: tuple[StatusRule, ...] = (
    _before(
        "occurred",
        r"(?:i|we) (?:(?:would|will|want|wish)(?: also| again)?(?: like)?|[’']d like) to|let me(?: also)?",
        1,
    ),
    _before(
        "denied", r"(?:did|does|do|has|have|had|was|were|is|are|will|would) (?:not|never)|(?:did|do|wo|has)n[’']t", 2
    ),
    _before("denied", r"never|(?:no|any) plans? (?:to|of|for)|den(?:y|ies|ied|ying) (?:having|reports|claims|that)", 4),
    _before(
        "hypothetical",
        r"if|unless|whether|could|might|(?-i:may)|would|considers?|considering|mulls|weighs|plot(?:s|ted) to",
        3,
    ),
    _before(
        "hypothetical",
        r"possible|potential|possibility of|prospects? of|risk of|fears? of|likely|hop(?:es?|ing) (?:to|for)",
        3,
    ),
    _before("hypothetical", r"proposed|proposals? (?:to|for)|wants? to|preparations? for|alleged plans? to", 3),
    _before("scheduled", r"will|shall|(?:set|scheduled|slated|planned|expected|going) (?:to|for)", 3),
    _before("scheduled", r"(?:is|are|was|were) (?:due )?to", 1),
    _before("scheduled", r"(?:plans?|planning|prepar(?:es?|ing)|intends?|intention|intentions|agreed|in order) to", 2),
    _before("scheduled", r"upcoming|forthcoming|planned|next|future|ahead of|on the eve of", 3),
    _before("scheduled", r"(?:will|shall|(?:is|are) (?:due |set )?to)", 12, of="CONSULT"),
    _before(
        "scheduled",
        r"look(?:s|ing)? forward to|in anticipation of|prepar(?:es?|ing|ed|ations?) for"
        r"|expect(?:s|ed|ations?) (?:from|of)|announc(?:es|ed|ing)|scheduled",
        4,
        of="CONSULT",
    ),
    _after(
        "scheduled",
        r"(?:will|would) (?:also )?(?:take|begin|be|bring|find|start|continue|focus|open)"
        r"|to (?:begin|start|take place|be held)|(?:scheduled|planned) for|will",
        5,
        of="CONSULT",
    ),
    _after(
        "scheduled",
        r"next (?:week|month|year|day)|(?:is|are) (?:set|due|scheduled|planned|expected)|tomorrow"
        r"|will (?:take place|be held|begin|start)",
        6,
    ),
    _before(
        "historical",
        r"previous(?:ly)?|earlier|former(?:ly)?|once|past|anniversary of|had(?: already| also)? been|had already",
        2,
    ),
    _before("historical", r"who (?:was|were|had been|is)|since|last (?:year|month)(?:[’']s)?|in (?:19|20)\d\d", 2),
    _after(
        "historical",
        r"last (?:year|month)|(?:years?|months?|decades?|weeks?) (?:ago|earlier)|a (?:year|month) (?:ago|earlier)",
        8,
    ),
    _after("historical", r"in (?:\w+ )?(?:19|20)\d\d", 6),
    _before(
        "ongoing",
        r"ongoing|continu(?:es?|ed|ing)(?: to| with| its| their)?|still|remain(?:s|ed)?|keeps?|(?:has|have) been",
        2,
    ),
    _after(
        "ongoing",
        r"continu(?:es?|ed|ing)|(?:is|are) (?:under ?way|ongoing)"
        r"|for (?:the|a) \w+ (?:consecutive |straight )?(?:day|night|week)",
        4,
    ),
)
"""Checked in order; the first that fits decides. Gaps are in words."""


def tell_status(sentence: str, start: int, end: int, event: str) -> Status:
    """Status of an act of type *event* whose trigger is ``sentence[start:end]``; occurred if no words say otherwise."""
    last_word = max(start, sentence.rfind(" ", start, end) + 1)
    around = {"before": sentence[:last_word], "after": sentence[end:]}
    for rule in RULES:
        if rule.of in (None, event) and _may_have(event, rule.status) and rule.words.search(around[rule.side]):
            return rule.status
    return "occurred"


SURE_PLANS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"\b(?:{words})\s+(?:[\w’'-]+\s+){{0,{gap}}}$", re.I)
    for words, gap in (
        (r"will|shall|(?:set|scheduled|slated|planned|expected|going|due) (?:to|for)", 3),
        (r"(?:is|are) (?:due )?to", 1),
        (r"(?:plans?|planning|prepar(?:es?|ing)|intends?|intention|intentions) to", 2),
        (r"look(?:s|ing)? forward to", 4),
        (r"upcoming|forthcoming|planned|ahead of|on the eve of|postponed to|rescheduled for", 3),
    )
)
"""Words before a meeting that prove that it is planned."""
CONDITIONS = re.compile(r"\b(?:if|unless|whether|could|would|able to|that (?:had|has|have|was|were))\b", re.I)
"""Words before it that take the proof away."""
CHANCES = re.compile(
    r"\b(?:(?-i:may)|might|could|considers|considering|mulls|weighs|weighing)\s+(?:[\w’'-]+\s+){0,1}$", re.I
)

SUPPOSED = re.compile(r"\bif\s+(?:[\w.’'-]+\s+){1,6}were to\s+(?:\w+\s+){0,1}$", re.I)
"""A supposition: "if Ruz were to visit"."""


def is_surely_planned(sentence: str, start: int, end: int) -> bool:
    """Do the words before the trigger ``sentence[start:end]`` of a meeting prove that it is planned?"""
    before = sentence[: max(start, sentence.rfind(" ", start, end) + 1)]
    return any(one.search(before) for one in SURE_PLANS) and not CONDITIONS.search(before)


def may_happen(sentence: str, start: int, end: int) -> bool:
    """Does the trigger ``sentence[start:end]`` stand behind "may", "could", "is considering", "if they were to"?"""
    before = sentence[: max(start, sentence.rfind(" ", start, end) + 1)]
    return bool(CHANCES.search(before) or SUPPOSED.search(before))


def _may_have(event: str, status: Status) -> bool:
    """Saying no is a refusal or a threat, a promise is not itself planned, an announced measure is taken."""
    kind = get_type(event)
    if status == "denied":
        return event not in ("REJECT", "THREATEN")
    if status == "scheduled":
        return not kind.by_announcement
    return status != "hypothetical" or not kind.looks_ahead
