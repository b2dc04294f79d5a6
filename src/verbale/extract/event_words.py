"""The words of an event: the stretch that proves it, and the day and place that stand nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as day
from datetime import timedelta
from typing import Final, TypeVar

from verbale.analyse.analysis import Act, Analysis
from verbale.extract.cues import VERBS
from verbale.extract.listeners import LISTENERS
from verbale.plover import get_type
from verbale.records import Place
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.resolve.word_classes import WHERE
from verbale.spans import Span
from verbale.words import word_set

LONGEST_EVIDENCE: Final = 12
"""Words of evidence after the trigger."""
STOPS: Final = word_set(', ; : . ! ? … — – - " “ ” « » ` ’ ‘ [ ] who which that after before while as when where')
"""What ends the stretch: a sign, or a word that begins another clause."""
JOINTS: Final = word_set("and or but because although amid following according since so if saying adding including")
"""Words that end it; "and" not where a name or a number follows."""
OWNED: Final = word_set("its his her their")
"""Words that, after "and", go on with a list: "on Somalia and its neighbours"."""
LOOSE: Final = word_set("of in on at by for from to with the a an and or its their his her against over into between")
"""Words that do not stand at its end."""
HAVE_PLACES: Final = word_set("AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST RETREAT SUPPORT")
"""Types of which a sixth or more of the labelled acts have a place; of the others 6 to 12 in 100."""
ARTICLE: Final = re.compile(r"^(?:the|a|an)\b\s*", re.I)
SHORTEST_PLACE: Final = 3
"""Letters of a place without its article."""
STATE_LEVEL: Final = 1
"""PLOVER's resolution of a place that is a whole state."""
REACH: Final = 60
"""Characters from the trigger within which a date is the act's; before the trigger a third. Of labelled acts with
a date in their sentence 9 in 10 keep it, and of those without one half as many get one as with no limit."""
LONG_REACH: Final = 120
"""The same for a day within a week of the report: news puts it at the sentence's end."""
NOT_WHEN: Final = word_set("until till by since through")
"""Words before a date that is a limit."""
FRONT: Final = 25
"""Characters from the beginning of a sentence within which a date belongs to all its acts."""
TRAVEL: Final = re.compile(
    r"\b(?:visit|travel|trip|arriv|fl[iy]|flew|tour|head|went|go|due|expected)\w*\s+(?:to\s+|in\s+)?(?:the\s+)?$", re.I
)
"""Words before a place to which somebody travels."""

WAR: Final = re.compile(r"\b(?:war|aggression|invasion|invade[sd]?|invading)\b", re.I)
"""Triggers of which the state that follows them is the place: of 14 labelled ones it is that of 9, and 5 have none."""
AGAINST: Final = re.compile(r"\s(?:(?:of aggression\s)?(?:against|on|in|of)\s)?(?:the\s)?$", re.I)

Found = TypeVar("Found", Dated, Placed)


def find_evidence(analysis: Analysis, trigger: Span) -> Span:
    """The trigger with what completes it: up to the next sign or clause, twelve words at most, whole brackets."""
    first, last = analysis.words_of(Span(trigger.end, _find_limit(analysis, trigger)))
    lows, raw, ends = analysis.lows[first:last], analysis.raw_of(first, last), analysis.words.ends[first:last]
    end, bracket = trigger.end, False
    for at, low in enumerate(lows):
        is_long = at >= LONGEST_EVIDENCE
        if not bracket and (is_long or _ends(low, raw[at + 1] if at + 1 < len(raw) else "")):
            break
        bracket = (bracket or low == "(") and low != ")"
        if low not in LOOSE and not bracket:
            end = ends[at]
    return Span(trigger.start, end)


def _find_limit(analysis: Analysis, trigger: Span) -> int:
    """End of the sentence, or of the quotation that the trigger stands in."""
    ends = [analysis.sentence_of(trigger).end]
    ends += [one.inside.end for one in analysis.quoted_at.around(trigger)]
    return max(trigger.end, min(ends))


def _ends(low: str, following: str) -> bool:
    """Does a word in small letters, with that word behind it, end the stretch?"""
    if low in STOPS:
        return True
    if low not in JOINTS:
        return False
    goes_on = following[:1].isupper() or following[:1].isdigit() or following in OWNED
    return low != "and" or not goes_on


def find_date(resolution: Resolution, act: Act, others: Iterable[Act]) -> Dated | None:
    """The day of an act: the one that its reader names in its sentence; without roles, the nearest there."""
    sentence = resolution.analysis.sentence_of(act.trigger)
    if act.date is not None and sentence.overlaps(act.date):
        return _leave_out_matter(resolution, act, next(iter(resolution.dates_at.meeting(act.date)), None))
    if act.actors is not None:
        return None
    dates = [one for one in resolution.dates_at.within(sentence) if one.value and tells_when(resolution, one)]
    near = _nearest(act, dates, others)
    if near is not None and _gap(act.trigger, near.span) <= (LONG_REACH if _is_fresh(resolution, near) else REACH):
        return near
    return next((one for one in dates if one.span.start - sentence.start < FRONT), None)


def _leave_out_matter(resolution: Resolution, act: Act, date: Dated | None) -> Dated | None:
    """No day ahead for an act that looks ahead, nor one "for" which it is done: it is that of what is promised.

    Nor is the day on which a plan was told the plan's.
    """
    published = resolution.analysis.report.published
    if date is not None and act.status == "scheduled":
        return None if is_of_saying(date.span, resolution.text) else date
    if date is None or not date.value or published is None:
        return date
    is_ahead = date.value > published.isoformat()[: len(date.value)]
    is_matter = get_type(act.event).looks_ahead or resolution.text.endswith(" for ", 0, date.span.start)
    return None if is_ahead and is_matter else date


def _is_fresh(resolution: Resolution, date: Dated) -> bool:
    """Is it a day within a week of the report, such as news has?"""
    published = resolution.analysis.report.published
    if published is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", date.value or ""):
        return False
    return abs(published - day.fromisoformat(date.value or "")) <= timedelta(days=7)


def tells_when(resolution: Resolution, date: Dated) -> bool:
    """Is it a day on which something happens, and not a limit: "until Monday", "since 1979"?"""
    before = resolution.text[max(0, date.span.start - 20) : date.span.start].lower().split()
    return not before or before[-1] not in NOT_WHEN


def is_of_saying(day: Span, text: str) -> bool:
    """Is it the day on which something was said: "announced on Thursday", "told reporters on 3 May"?"""
    words = [
        word for word in re.findall(r"[\w’'-]+", text[max(0, day.start - 40) : day.start].lower()) if word not in LED
    ]
    cues = {word for word in words[-2:-1] if words[-1] in LISTENERS} | set(words[-1:])
    return any(word in VERBS and VERBS[word].tense == "past" for word in cues)


MATTER: Final = re.compile(
    r"(?:,?\s(?:who|which|whom|after|before|following|since)\s[^,;.]*"
    r"|\b(?:attacks?|strikes?|bombings?|raids?|explosions?|killings?)\b[^,;.]{0,40}\son\s)$",
    re.IGNORECASE,
)
"""Words before a day that, below the lead, is rarely that of the news: ", who was told on", "after a call on"."""


def is_of_matter(day: Span, text: str) -> bool:
    """Is it the day of what the sentence only speaks of: "condemned the attack on 8 May", "after a call on Sunday"?"""
    return bool(MATTER.search(text, max(0, day.start - MATTER_REACH), day.start))


MATTER_REACH: Final = 100
LED: Final = frozenset(("on", "late", "early", "last"))


def find_place(resolution: Resolution, act: Act, taken: Iterable[Span] = ()) -> Placed | None:
    """The place of an act: the one that its reader names in its sentence or before; without roles, the nearest there.

    One that a word of place leads to comes first; then a town or region that is no participant (*taken*), but for
    signings, whose agreements name places of their own.
    """
    sentence = resolution.analysis.sentence_of(act.trigger)
    if act.place is not None and act.place.start < sentence.end:
        return _find_read(resolution, act.place)
    if act.event == "ASSAULT" and WAR.search(act.trigger.of(resolution.text)):
        return _find_invaded(resolution, act.trigger)
    if act.actors is not None or act.event not in HAVE_PLACES:
        return None
    places = resolution.places_at.within(sentence)
    led = [one for one in places if _is_where(resolution, one.span) or _is_goal(resolution, act, one.span)]
    spans = list(taken)
    bare = [one for one in places if is_local(one) and not any(span.overlaps(one.span) for span in spans)]
    return _nearest(act, led) or (_nearest(act, bare) if act.event != "SUPPORT" else None)


def _find_invaded(resolution: Resolution, trigger: Span) -> Placed | None:
    """The place that a word of war names right behind it: "the war against Ukraine"."""
    near = next(
        (
            one
            for one in resolution.places_at.within(resolution.analysis.sentence_of(trigger))
            if one.span.start >= trigger.end
        ),
        None,
    )
    return near if near and AGAINST.fullmatch(resolution.text, trigger.end, near.span.start) else None


def _find_read(resolution: Resolution, span: Span) -> Placed | None:
    """The place that a reader names; one that no table knows keeps its words ("the border", "the square")."""
    known = next(iter(resolution.places_at.meeting(span)), None)
    words = ARTICLE.sub("", span.of(resolution.text))
    if known is not None or len(words) < SHORTEST_PLACE or words.lower() in LOOSE:
        return known
    return Placed(span, Place(words, None, None, None, None, None, None, None, None, None, None))


def is_local(place: Placed) -> bool:
    """Is it a town or a region rather than a state?"""
    return (place.place.resolution or 0) > STATE_LEVEL


def _nearest(act: Act, found: Sequence[Found], rivals: Iterable[Act] = ()) -> Found | None:
    """The nearest to the trigger, if no trigger of a rival that is as sure is nearer to it."""
    spans = [rival.trigger for rival in rivals if rival.trigger != act.trigger and rival.score >= act.score]
    near = [one for one in found if all(_gap(act.trigger, one.span) <= _gap(rival, one.span) for rival in spans)]
    return min(near, key=lambda one: (_gap(act.trigger, one.span), one.span), default=None)


def _gap(trigger: Span, span: Span) -> int:
    """Characters between; those before the trigger count threefold, as English puts day and place behind."""
    return max(span.start - trigger.end, 0) or 3 * max(trigger.start - span.end, 0)


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
    return act.event == "CONSULT" and is_goal(resolution, span)


def is_goal(resolution: Resolution, span: Span) -> bool:
    """Is it where somebody travels: "visits Rabat", "a trip to Rabat"?"""
    return bool(TRAVEL.search(resolution.text[max(0, span.start - 60) : span.start]))
