"""Does a clause look forward or back? The question behind a day or month without a year."""

from __future__ import annotations

import re
from typing import Final, Literal

from verbale.spans import Span

Outlook = Literal["coming", "gone"]


def spaced(pattern: str) -> str:
    """A pattern in which each space stands for any white space: easier to read."""
    return pattern.replace(" ", r"\s+")


_MODAL: Final = r"(?:will|won['’]t|shall|['’]ll|would|(?-i:may)|might|should|must)"
_SURE: Final = (
    rf"{_MODAL}(?: (?:not|also|then|likely))?(?: be (?:\w+ly )?\w+)?|"
    r"(?:is|are|was|were|be|been|being) (?:\w+ )?"
    r"(?:due|set|scheduled|slated|expected|planned|going|likely|poised|bound|to be|ready)"
    r"(?: to be)?(?: (?!to\b)\w+ed\b)?|"
    r"upcoming|forthcoming|due to|scheduled|slated|payable|effective"
)
_LIKELY: Final = (
    r"set (?:to|for)|planned|expected|planning to|plans? (?:to|for)|announced plans|intends?|intend(?:ed|ing)|"
    r"postponed|delayed|deadlines?|next (?:meeting|round|session|summit|visit|talks|election)|ready to|to be(?: \w+)?|"
    r"(?<!\bthe\s)(?<!\btheir\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?:agree|vow|pledge|promise|hope|want|ask|call|urge|invite|order|prepare|decide|propose|offer|continue|need|try|aim|"
    r"seek|wish|prefer|demand)(?:s|d|ed|ing)? (?:\w+ ){0,4}?(?:to|for)|"
    r"to (?:begin|start|open|hold|meet|visit|attend|discuss|vote|return|resume|arrive|travel|take|go|come|sign|leave|"
    r"host|join|face|speak|address|end|expire|testify|appear)"
)
SURELY_FORWARD: Final = re.compile(spaced(rf"\b(?:{_SURE})\b"), re.IGNORECASE)
FORWARD: Final = re.compile(spaced(rf"\b(?:{_SURE}|{_LIKELY})\b"), re.IGNORECASE)
"""Words that make a day a coming one. After the day only the sure ones count: "on Monday, ministers agreed to meet"."""

BACKWARD: Final = re.compile(
    r"\b(?:said|was|were|had|has|have|did|met|told|took|came|went|held|began|left|made|gave|became|saw|won|lost|fell|rose|"
    r"spoke|wrote|flew|fought|broke|brought|got|found|kept|led|sent|shot|hit|cut|put|struck|stood|sought|fled|drew|knew|ran|"
    r"sat|thought|withdrew|say|says|agreed|freed|(?!un)[a-z]{2,}(?<!e)ed)\b"
)
"""Verbs of what has happened."""

CLAUSE_EDGE: Final = re.compile(r"(?<=[a-z0-9%][a-z0-9%)])[.!?][\"”’]*\s+(?=[\"“‘]?[A-Z])|[;\n\"“”]")
POSSESSIVE: Final = re.compile(r"['’]s?\s")
BEFORE_ITS_EVENT: Final = re.compile(
    r"\b(?:ahead\s+of|before|until|for|at|attend\w*|postpone\w*|delay\w*|cancel\w*)\s+(?:the\s+)?$"
)
"""What stands before a coming day in the possessive: "attend Monday's summit", not "appeal Monday's ruling"."""

UNTIL: Final = re.compile(
    spaced(
        r"\b(?:by|until|till|ahead of) (?:the |noon |midnight |[\d:.]+\s?(?:[ap]\.?m\.? )?(?:[A-Z]{2,4} )?(?:on )?)?$"
    )
)
LASTED: Final = re.compile(r"\b(?:lasted|remained|continued|stayed|was|were|had)\b")

REACH_BACK: Final = 160
REACH_ON: Final = 120
"""How many characters before and after a date may hold its verb."""


def tell_outlook(text: str, span: Span) -> Outlook | None:
    """Where the clause around *span* looks: as the nearest verb before it says, else the first one after it."""
    left = CLAUSE_EDGE.split(text[max(0, span.start - REACH_BACK) : span.start])[-1]
    right = CLAUSE_EDGE.split(text[span.end : span.end + REACH_ON])[0]
    if POSSESSIVE.match(right) and not BEFORE_ITS_EVENT.search(left):
        return None
    coming, gone = _last_end(FORWARD, left), _last_end(BACKWARD, left)
    ahead, behind = _first_start(SURELY_FORWARD, right), _first_start(BACKWARD, right)
    if UNTIL.search(left) and not LASTED.search(left):
        return "gone" if coming < 0 and gone < 0 and behind < ahead else "coming"
    if coming >= 0 or gone >= 0:
        return "coming" if coming >= gone else "gone"
    if min(ahead, behind) == len(right):
        return None
    return "coming" if ahead <= behind else "gone"


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=-1)


def _first_start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)
