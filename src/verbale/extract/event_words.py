"""The words of an event: the stretch that proves it, and the day and place that stand nearest to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from verbale.analyse.analysis import Act, Analysis
from verbale.extract.phrases import word_set
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.resolve.word_classes import WHERE
from verbale.spans import Span

LONGEST_EVIDENCE: Final = 12
"""Words of evidence after the trigger."""
STOPS: Final = word_set(', ; : . ! ? … — – - " “ ” « » ` ’ ‘ [ ] who which that after before while as when where')
"""What ends the stretch: a sign, or a word that begins another clause."""
JOINTS: Final = word_set("and or but because although amid following according since so if saying adding including")
"""Words that end it unless a name or a number follows."""
LOOSE: Final = word_set("of in on at by for from to with the a an and or its their his her against over into between")
"""Words that do not stand at its end."""
FRONT: Final = 25
"""Characters from the beginning of a sentence within which a date belongs to all its acts."""
TRAVEL: Final = re.compile(
    r"\b(?:visit|travel|trip|arriv|fl[iy]|flew|tour|head|went|go)\w*\s+(?:to\s+|in\s+)?(?:the\s+)?$", re.I
)
"""Words before a place to which somebody travels."""

Found = TypeVar("Found", Dated, Placed)


def find_evidence(analysis: Analysis, trigger: Span) -> Span:
    """The trigger with what completes it: up to the next sign or clause, twelve words at most, whole brackets."""
    text = analysis.text
    words = _words_after(analysis, trigger)
    end, bracket = trigger.end, False
    for number, word in enumerate(words):
        low = word.of(text).lower()
        if not bracket and (number >= LONGEST_EVIDENCE or _ends(text, words, number)):
            break
        bracket = (bracket or low == "(") and low != ")"
        if low not in LOOSE and not bracket:
            end = word.end
    return Span(trigger.start, end)


def _words_after(analysis: Analysis, trigger: Span) -> Sequence[Span]:
    first = bisect_left(analysis.words, trigger.end, key=lambda span: span.start)
    last = bisect_left(analysis.words, _find_limit(analysis, trigger), key=lambda span: span.start)
    return analysis.words[first:last]


def _find_limit(analysis: Analysis, trigger: Span) -> int:
    """End of the sentence, or of the quotation that the trigger stands in."""
    ends = [analysis.sentences[analysis.sentence_at(trigger.start)].end]
    ends += [one.inside.end for one in analysis.quoted if one.inside.covers(trigger)]
    return max(trigger.end, min(ends))


def _ends(text: str, words: Sequence[Span], number: int) -> bool:
    low = words[number].of(text).lower()
    if low in STOPS:
        return True
    if low not in JOINTS:
        return False
    following = words[number + 1].of(text) if number + 1 < len(words) else ""
    return low != "and" or not (following[:1].isupper() or following[:1].isdigit())


def find_date(resolution: Resolution, act: Act, others: Iterable[Act]) -> Dated | None:
    """The day of an act: the one that its reader names; without roles, the nearest in its sentence."""
    if act.date is not None:
        return next((one for one in resolution.dates if one.span.overlaps(act.date)), None)
    if act.actors is not None:
        return None
    sentence = _sentence(resolution, act)
    dates = [one for one in resolution.dates if sentence.covers(one.span) and one.value]
    front = [one for one in dates if one.span.start - sentence.start < FRONT]
    return _nearest(act, dates, others) or (front[0] if front else None)


def find_place(resolution: Resolution, act: Act, others: Iterable[Act], taken: Iterable[Span] = ()) -> Placed | None:
    """The place of an act: the one that its reader names; without roles, the nearest that is told as one.

    *taken* stretches stand for participants and are no places, but for those who are visited.
    """
    if act.place is not None:
        return next((one for one in resolution.places if one.span.overlaps(act.place)), None)
    if act.actors is not None:
        return None
    sentence = _sentence(resolution, act)
    spans = list(taken)
    places = [
        one
        for one in resolution.places
        if sentence.covers(one.span)
        and (_is_where(resolution, one.span) or _is_goal(resolution, act, one.span))
        and (act.event == "CONSULT" or not any(span.overlaps(one.span) for span in spans))
    ]
    return _nearest(act, places, others)


def _sentence(resolution: Resolution, act: Act) -> Span:
    analysis = resolution.analysis
    return analysis.sentences[analysis.sentence_at(act.trigger.start)]


def _nearest(act: Act, found: Sequence[Found], others: Iterable[Act]) -> Found | None:
    """The nearest to the trigger, if no other act's trigger is nearer to it."""
    rivals = [other.trigger for other in others if other.trigger != act.trigger]
    near = [one for one in found if all(_gap(act.trigger, one.span) <= _gap(rival, one.span) for rival in rivals)]
    return min(near, key=lambda one: (_gap(act.trigger, one.span), one.span), default=None)


def _gap(trigger: Span, span: Span) -> float:
    """Characters between; those before the trigger count double, as English puts day and place behind."""
    return max(span.start - trigger.end, 0) or 2.0 * max(trigger.start - span.end, 0)


def _is_where(resolution: Resolution, span: Span) -> bool:
    """Does a word of place stand before it? "Lyon, France" is one place: the second follows the first."""
    before = resolution.text[max(0, span.start - 40) : span.start].lower().split()
    while before and before[-1] in (
        "the",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
    ):
        before.pop()
    return bool(before) and before[-1] in WHERE


def _is_goal(resolution: Resolution, act: Act, span: Span) -> bool:
    """Is it where somebody travels: "visits Rabat", "a trip to Rabat"?"""
    return act.event == "CONSULT" and bool(TRAVEL.search(resolution.text[max(0, span.start - 60) : span.start]))
