"""Participants that plain words put on another side than the reader did: police whom protesters clash with.

Counts are of the labelled items outside the test fold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from verbale.analyse.analysis import Act
from verbale.analyse.stems import stem
from verbale.spans import Span
from verbale.words import word_set

ALONE: Final = {
    "CONCEDE": word_set("plead"),
    "RETREAT": word_set("resign resignation"),
    "COERCE": word_set("emergency"),
}
"""Stems in a trigger of acts that are done to nobody: of 112 labelled ones 2 have somebody acted upon."""
SCUFFLES: Final = word_set("clash scuffl confront confrontation")
FORCES: Final = re.compile(r"\b(?:police|security forces|troops|soldiers|officers|guards?)\b", re.IGNORECASE)
"""Whoever stands against protesters: in 15 of 17 labelled clashes of a PROTEST they are acted upon, never acting."""
AGREEING: Final = word_set("agre")
WITH: Final = re.compile(r"\bwith (?:the )?(?:[\w.’'-]+ ){0,3}$", re.IGNORECASE)
"""Words before a partner: of 30 labelled acts of two who "agree" 29 have both as actors, 1 somebody acted upon too."""
AGAINST: Final = re.compile(r"\b(?:against (?:the )?|anti-)$", re.IGNORECASE)
"""Words before those whom a protest is against: they never protest."""
IN_FAVOUR: Final = re.compile(
    r"\b(?:in (?:support|favou?r) of|solidarity with|support for|prais(?:e|es|ing))\s+"
    r"(?:(?!against\b)[\w.’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
"""Words before those for whom people protest: of 10 labelled protests with such words none is against them."""
ANSWERED: Final = re.compile(
    r"\W{1,2}(?:\w+\s+){0,2}?(?:answer(?:s|ed)?|(?:respond|react|repl)(?:s|ed|ies|ied)? to|hits? back at"
    r"|decr(?:y|ies|ied)|shrugs? off|brac(?:es?|ed) for|defie[sd])\s+(?:(?!on\b|with\b|by\b)[\w.’'-]+\s+){0,3}?"
    r"(?:sanctions?|tariffs?|embargo(?:es)?|restrictions?|bans?|expulsions?|measures?)\b(?! (?:with|by \w+ing)\b)",
    re.IGNORECASE,
)
"""Words between whom a measure strikes and the measure: they answer it, and did not take it."""
BY: Final = re.compile(r"\b(?:by|from) (?:the )?$", re.IGNORECASE)
MEASURES: Final = frozenset({"SANCTION", "COERCE"})
AS: Final = re.compile(r"(?:^|[,—–-]\s|\b)as (?:the )?(?:[\w.’'-]+ ){0,5}$")
SAID: Final = re.compile(
    r"\s(?:himself |herself )?(?:has |had |have )?(?:(?:also|often|repeatedly|already) )?"
    r"(?:said|says|say|stated|noted|notes|put it|puts it|told|reported|reports|pointed out|explained|warned)\b"
)
"""Words around whoever only says so: "as the minister has said"."""
WHO: Final = re.compile(r"\b(?:who|which|that|whom) (?:the )?$")
RELATIVE: Final = re.compile(r",\s(?:who|which|whom)\s[^,;.]{0,80}$")
"""The beginning of a clause between commas that says something else of whoever stands before it."""
OF_RELATIVE: Final = re.compile(r",\s(?:which|whom)\s(?:the\s)?$")
"""Words before whoever acts in such a clause on whoever stands before it: "Chad, which Peru accuses of fraud"."""
FILED: Final = re.compile(
    r"\b(?:complaint|case|(?:law)?suit|application|petition|appeal)\s+(?:with|to|before|at|in)\s+(?:the\s+)?"
    r"(?:(?!against\b|over\b)[\w.’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Words before the court or body that only hears who is accused: of 3 labelled complaints none accuses it."""
SENT_TO: Final = re.compile(
    r"\b(?:deported|extradited|expelled|exiled|repatriated|transferred)\s(?:back\s)?to\s(?:the\s)?$", re.IGNORECASE
)
"""Words before where people are sent, which does not send them."""
VENUE: Final = re.compile(r"\b(?:in|at) (?:the )?$", re.IGNORECASE)
REACH: Final = 60
LONG_REACH: Final = 100
OF_HEAD: Final = 30
"""Characters between an actor's words and a clause about it: "officials in Chad, who"."""

TOLD_BY_STEMS: Final = frozenset({*ALONE, "PROTEST", "AGREE"})
"""Types whose sides depend on the words of the act itself."""

Sides = tuple[tuple[Span, ...], tuple[Span, ...]]


def turn_sides(act: Act, actors: Sequence[Span], recipients: Sequence[Span], text: str) -> Sides:
    """The words of those who act and of those acted upon, as the words of and around the act have them."""
    stems = stem_words(act, text) if act.event in TOLD_BY_STEMS else set()
    recipients = [one for one in recipients if not _only_says(one, text)]
    actors = [one for one in actors if len(actors) == 1 or not _says_beside(one, text)]
    actors = [one for one in actors if not (act.event in MEASURES and _follows(SENT_TO, one, text))]
    recipients = [one for one in recipients if not (act.event == "ACCUSE" and _follows(FILED, one, text))]
    actors, recipients = _turn_relative(act, actors, recipients, text)
    if stems & ALONE.get(act.event, frozenset()):
        return tuple(actors), ()
    if act.event == "CONSULT":
        return tuple(one for one in actors if not _is_venue(act, one, text)), tuple(recipients)
    if act.event in MEASURES and any(_answers(act, one, text) for one in actors):
        return _turn_answer(act, actors, recipients, text)
    if act.event == "PROTEST":
        return _turn_protest(actors, recipients, stems, text)
    if act.event == "AGREE" and stems & AGREEING:
        partners = [one for one in recipients if actors and _follows(WITH, one, text)]
        return (*actors, *partners), tuple(one for one in recipients if one not in partners)
    return tuple(actors), tuple(recipients)


def stem_words(act: Act, text: str) -> set[str]:
    """The stems of a trigger's words."""
    return {stem(word) for word in act.trigger.of(text).replace("-", " ").split()}


def _only_says(span: Span, text: str) -> bool:
    """Is somebody named only as whose words these are: "as Ruz has said"?"""
    return SAID.match(text, span.end) is not None and _follows(AS, span, text)


def _says_beside(span: Span, text: str) -> bool:
    """Does somebody only say so of whoever acts: "the rebels, who the UN says are armed, attacked"?"""
    return SAID.match(text, span.end) is not None and _follows(WHO, span, text)


def _turn_relative(act: Act, actors: Sequence[Span], recipients: Sequence[Span], text: str) -> Sides:
    """Whoever stands in a clause about an actor has no part in what follows it; what it tells is done to the actor."""
    kept = [one for one in actors if not _is_closed_off(one, act, actors, text)]
    if len(kept) < len(actors):
        return tuple(kept), tuple(recipients)
    doers = [one for one in actors if one.end <= act.trigger.start and _acts_in_relative(one, act, text)]
    heads = [one for one in actors if doers and one.end < doers[0].start]
    return tuple(one for one in actors if one not in heads), (*heads, *recipients)


def _is_closed_off(span: Span, act: Act, actors: Sequence[Span], text: str) -> bool:
    """Does somebody stand in a clause about an actor that ends before the act: "Chad, which borders Niger, sent"?"""
    comma = text.find(",", span.end, act.trigger.start)
    if comma < 0 or text.startswith((" and ", " but "), comma + 1):
        return False
    begun = RELATIVE.search(text, max(0, span.start - LONG_REACH), span.start)
    return begun is not None and any(0 <= begun.start() - one.end <= OF_HEAD for one in actors)


def _acts_in_relative(span: Span, act: Act, text: str) -> bool:
    return _follows(OF_RELATIVE, span, text) and text.find(",", span.end, act.trigger.start) < 0


def _is_venue(act: Act, span: Span, text: str) -> bool:
    """Is it only where they meet: "to be held in Bolivia"?"""
    return act.place is not None and act.place.overlaps(span) and _follows(VENUE, span, text)


def _answers(act: Act, span: Span, text: str) -> bool:
    """Does somebody only answer the measure: "Lima answers new sanctions"?"""
    found = ANSWERED.match(text, span.end, act.trigger.end + REACH)
    return found is not None and found.end() >= act.trigger.start


def _turn_answer(act: Act, actors: Sequence[Span], recipients: Sequence[Span], text: str) -> Sides:
    struck = [one for one in actors if _answers(act, one, text)]
    doers = [one for one in recipients if _follows(BY, one, text)]
    left = [one for one in recipients if one not in doers]
    return (*(one for one in actors if one not in struck), *doers), (*struck, *left)


def _turn_protest(actors: Sequence[Span], recipients: Sequence[Span], stems: set[str], text: str) -> Sides:
    is_clash = bool(stems & SCUFFLES)
    forces = [one for one in actors if is_clash and FORCES.search(one.of(text))]
    turned = [one for one in actors if one in forces or _follows(AGAINST, one, text)]
    struck = [one for one in recipients if not _follows(IN_FAVOUR, one, text)]
    return tuple(one for one in actors if one not in turned), (*turned, *struck)


def _follows(words: re.Pattern[str], span: Span, text: str) -> bool:
    return bool(words.search(text, max(0, span.start - REACH), span.start))
