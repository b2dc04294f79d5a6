"""Acts that somebody says did not happen: "denied that X had sold arms", "denies reports of talks".

Of 11 labelled items outside the test fold in which words of denial have an act of its own as their matter, 9 have that
act with status denied, and 7 of these no refusal (REJECT) beside it. "Denies the accusations", "denied any
involvement" have none: there the denial is the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from verbale.analyse.analysis import Act, Analysis
from verbale.spans import Lookup, Span
from verbale.words import word_set

DENYING: Final = word_set(
    "deny denies denied denying refute refutes refuted refuting dismiss dismisses dismissed dismissing"
)
DENY: Final = re.compile(rf"\b(?:{'|'.join(sorted(DENYING))})\b", re.IGNORECASE)
MATTER: Final = re.compile(
    r"\s+(?:(?:(?:the|any|a|all|these|media|press|recent)\s+|[\w.]+['’]s\s+){0,3}"
    r"(?:reports?|claims?|suggestions?|rumou?rs?|statements?)\s+(?:\w+\s+){0,3}?(?:that|of)|that|having)\s+"
    r"|\s+(?=(?:it|he|she|they|any)\b|[a-z]+ing\b)",
    re.IGNORECASE,
)
"""What leads from the denial to what is denied."""
NEGATED: Final = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are) not|(?:did|does|has|had|was|were|is|are)n['’]t) "
    r"(?:yet |been |be )?"
    r"(?:(?:carry|carried|carrying) out |conduct(?:ed|ing)? |launch(?:ed|ing)? |commit(?:ted|ting)? |hold |held )?"
    r"(?:the |any |an? )?$",
    re.IGNORECASE,
)
"""Words right before a deed that has not been done: so 3 of 3 labelled ones."""
DEEDS: Final = frozenset({"AID", "ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "RETREAT", "SANCTION"})
REACH: Final = 40
WORD: Final = re.compile(r"[^\s]+")
FURTHEST: Final = 8
"""Words between that and the denied act: its subject and its auxiliaries."""
ASIDE: Final = frozenset(
    """
    about accused after allegations amid before behind but for from in involved involvement knew knowledge linked on
    over part responsible saying to toward towards while whether
    """.split()
)
"""Words after which another act is told than the one that is denied."""


def deny_acts(acts: Sequence[Act], analysis: Analysis) -> Iterator[Act]:
    """The acts in their order: those that are denied with that status, and the denials of nothing else left out."""
    found = list(_find_denials(analysis))
    denied = _list_denied(acts, found, analysis.text) if found else {}
    denials = Lookup(denied.values(), lambda denial: (denial,)) if denied else None
    for act in acts:
        if act.trigger in denied or _is_negated(act, analysis):
            yield replace(act, status="denied")
        elif act.event != "REJECT":
            yield act
        elif denials is None or not denials.meeting(act.trigger):
            yield _leave_out_matter(act, found)


def _list_denied(acts: Sequence[Act], found: Sequence[tuple[Span, Span]], text: str) -> dict[Span, Span]:
    """The triggers of acts that are denied, with the words that deny each."""
    acts_at = Lookup(acts, lambda act: (act.trigger,))
    return {
        one.trigger: denial
        for denial, matter in found
        for one in acts_at.within(matter)
        if _is_denied(one, matter, text)
    }


def _find_denials(analysis: Analysis) -> Iterator[tuple[Span, Span]]:
    """Words of denial, and the rest of their sentence from where what is denied begins."""
    for found in DENY.finditer(analysis.text) if not DENYING.isdisjoint(analysis.lows) else ():
        led = MATTER.match(analysis.text, found.end())
        end = analysis.sentence_of(Span(*found.span())).end
        if led is not None and led.end() < end:
            yield Span(*found.span()), Span(led.end(), end)


def _is_denied(act: Act, matter: Span, text: str) -> bool:
    """Is the act, within *matter*, the verb of what is denied, or the noun that it begins with?"""
    if act.event == "REJECT":
        return False
    between = [word.lower() for word in WORD.findall(text[matter.start : act.trigger.start])]
    own = [word for word in between if word.strip(",;:()") in ASIDE or word[-1] in ",;:"]
    return len(between) <= FURTHEST and not own


def _is_negated(act: Act, analysis: Analysis) -> bool:
    start = max(analysis.sentence_of(act.trigger).start, act.trigger.start - REACH)
    return act.event in DEEDS and bool(NEGATED.search(analysis.text, start, act.trigger.start))


def _leave_out_matter(act: Act, found: Sequence[tuple[Span, Span]]) -> Act:
    """A rejection without those of whom it only says that they did not act: they receive no refusal."""
    matters = [matter for denial, matter in found if act.trigger.overlaps(denial)]
    if not matters:
        return act
    recipients = tuple(one for one in act.recipients or () if not any(m.covers(one.span) for m in matters))
    return replace(act, recipients=recipients, faint=tuple(one for one in act.faint if not matters[0].covers(one.span)))
