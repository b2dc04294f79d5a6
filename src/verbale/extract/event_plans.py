"""Which acts are planned, and for which day: what the reader says, put right by the day of the act and its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date as day
from datetime import timedelta
from typing import Final, Literal

from msgspec.structs import replace

from verbale.analyse.analysis import Act
from verbale.analyse.status_words import is_surely_planned, may_happen, tell_status
from verbale.extract.event_words import tells_when
from verbale.plover import get_type
from verbale.records import Status
from verbale.resolve.dates import WEEKDAY_NAME
from verbale.resolve.outlook import BACKWARD, SURELY_FORWARD
from verbale.resolve.resolution import Dated, Resolution

LONG_AGO: Final = 14
"""An act this many days before the report is history."""
WEEK: Final = timedelta(days=7)
MONTH: Final = re.compile(r"\d{4}-\d\d")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
TOLD_WHICH: Final = re.compile(r"\b(?:next|last|this|past|coming)\b|\d", re.I)
"""Words beside a weekday that say which one is meant."""
WARFARE: Final = re.compile(r"\b(?:wars?|aggression|invasion|military operation)\b", re.I)
"""Words for a war: of 55 labelled ones in reports 44 go on or are news, 11 are history."""
PAST: Final = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:ago|earlier|former|previous|last|since|after|before|anniversary|had|was|were|began|started)\b",
    re.I,
)
"""Words by which it is over, or another time is meant."""
BETWEEN_NAMES: Final = re.compile(r"^[\s,&]*(?:and\s+)?$")
AFTER: Final = re.compile(r"\b(?:after|following)\s+(?:(?!planned|the)[\w’'-]+\s+){0,1}$", re.I)
"""Words right before a meeting that is over."""
HEADLINE_TO: Final = re.compile(r"\s+to\s+(?:[\w-]+\s+){0,3}$")


def tell_plan(resolution: Resolution, act: Act, date: Dated | None) -> tuple[Status, Dated | None]:
    """Status and day of an act.

    Of labelled acts with a day, those ahead are scheduled in 6 of 7 cases, those over hardly ever, and those that lie
    more than two weeks back are history in 14 of 15; of those within the week before the report 9 of 10 are news, and
    hardly any is history. Of labelled meetings whose words surely plan them ("will meet",
    "ahead of talks") 53 of 55 are scheduled.
    """
    meeting = _tell_meeting(resolution, act, date) if act.event == "CONSULT" and act.status != "denied" else None
    if meeting is not None:
        return meeting
    if not get_type(act.event).by_announcement and _is_infinitive_of_headline(resolution, act):
        return "scheduled", _turn(resolution, date, ahead=True)
    if act.status == "historical":
        return _tell_history(resolution, act, date), date
    if act.status not in ("occurred", "scheduled"):
        return act.status, date
    if _is_open(resolution, act):
        return "hypothetical", date
    if act.status == "occurred":
        before = _turn(resolution, date, ahead=False)
        date = before if before is not date and _looks_back(resolution, act) else date
    return _tell_by_day(resolution, act, date), date


def _tell_meeting(resolution: Resolution, act: Act, date: Dated | None) -> tuple[Status, Dated | None] | None:
    """Status and day of a meeting that its words prove to be over, or planned; None for others."""
    if act.status in ("occurred", "scheduled") and _is_over_before(resolution, act):
        return "occurred", None if _compare(resolution, date) == "ahead" else date
    if not _is_planned_by_words(resolution, act):
        return None
    date = _turn(resolution, date, ahead=True)
    return ("occurred" if _compare(resolution, date) in ("over", "long ago") else "scheduled"), date


def _tell_by_day(resolution: Resolution, act: Act, date: Dated | None) -> Status:
    kind, when = get_type(act.event), _compare(resolution, date)
    if when == "ahead":
        return act.status if kind.by_announcement else "scheduled"
    if when == "long ago":
        return "historical"
    planned = act.status == "scheduled" and when != "over" and _seems_planned(resolution, act)
    return "scheduled" if planned else "occurred"


def _compare(resolution: Resolution, date: Dated | None) -> Literal["ahead", "over", "long ago", "open"]:
    """Where a day lies, seen from the day of publication; open if it cannot be told, or is a limit."""
    published = resolution.analysis.report.published
    if date is None or not date.value or published is None or not tells_when(resolution, date):
        return "open"
    last = date.end or date.value
    if date.value > published.isoformat()[: len(date.value)]:
        return "ahead"
    if last < (published - timedelta(days=LONG_AGO)).isoformat()[: len(last)]:
        return "long ago"
    return "over" if last < published.isoformat()[: len(last)] else "open"


def _is_news(resolution: Resolution, date: Dated | None) -> bool:
    """Is it a day within the week before publication?"""
    published = resolution.analysis.report.published
    if date is None or published is None or not DAY.fullmatch(date.value or ""):
        return False
    return published - WEEK <= day.fromisoformat(date.value or "") <= published


def _tell_history(resolution: Resolution, act: Act, date: Dated | None) -> Status:
    """What a reader takes for history is news where its day is, and goes on where it is a war without a time."""
    if _is_news(resolution, date):
        return "occurred"
    return "ongoing" if date is None and _goes_on(resolution, act) else "historical"


def _goes_on(resolution: Resolution, act: Act) -> bool:
    """Is it a war that is named without a time: "Russia's invasion of Ukraine"?"""
    sentence, start, end = _around(resolution, act)
    return act.event == "ASSAULT" and bool(WARFARE.search(sentence[start:end])) and not PAST.search(sentence)


def _turn(resolution: Resolution, date: Dated | None, *, ahead: bool) -> Dated | None:
    """A bare weekday read as the one before instead of the one after publication, or the other way round.

    A month without a year, of what is planned, is the coming one.
    """
    published = resolution.analysis.report.published
    if ahead and date is not None and published is not None and MONTH.fullmatch(date.value or ""):
        return _turn_month(resolution, date, published)
    if date is None or published is None or date.end or not DAY.fullmatch(date.value or ""):
        return date
    words = date.span.of(resolution.text)
    if not WEEKDAY_NAME.search(words) or TOLD_WHICH.search(words):
        return date
    told = day.fromisoformat(date.value or "")
    if ahead and published - WEEK <= told < published:
        return replace(date, value=(told + WEEK).isoformat())
    if not ahead and published < told <= published + WEEK:
        return replace(date, value=(told - WEEK).isoformat())
    return date


def _turn_month(resolution: Resolution, date: Dated, published: day) -> Dated:
    year, month = (int(part) for part in (date.value or "").split("-"))
    if re.search(r"\d", date.span.of(resolution.text)) or (year, month) >= (published.year, published.month):
        return date
    return replace(date, value=f"{published.year + (month < published.month)}-{month:02}")


def _around(resolution: Resolution, act: Act) -> tuple[str, int, int]:
    """The act's sentence, and where its trigger stands in it."""
    analysis = resolution.analysis
    sentence = analysis.sentence_of(act.trigger)
    return sentence.of(analysis.text), act.trigger.start - sentence.start, act.trigger.end - sentence.start


def _seems_planned(resolution: Resolution, act: Act) -> bool:
    """Do the words around the act say, too, that it is planned? Of words that are the deed they do not tell."""
    if get_type(act.event).by_announcement:
        return True
    return tell_status(*_around(resolution, act), act.event) == "scheduled"


def _looks_back(resolution: Resolution, act: Act) -> bool:
    """Does its sentence tell only of what has happened: "the resignation Monday night"?"""
    sentence, _, _ = _around(resolution, act)
    return bool(BACKWARD.search(sentence)) and not SURELY_FORWARD.search(sentence)


def _is_over_before(resolution: Resolution, act: Act) -> bool:
    """Is it a meeting after which something is done: "announced after talks with"? 38 of 38 labelled ones are over."""
    sentence, start, end = _around(resolution, act)
    return AFTER.search(sentence[: max(start, sentence.rfind(" ", start, end) + 1)]) is not None


def _is_planned_by_words(resolution: Resolution, act: Act) -> bool:
    return is_surely_planned(*_around(resolution, act))


def _is_open(resolution: Resolution, act: Act) -> bool:
    return not get_type(act.event).by_announcement and may_happen(*_around(resolution, act))


def _is_infinitive_of_headline(resolution: Resolution, act: Act) -> bool:
    """Is it "Norway, Peru to meet": from the sentence's beginning nothing but names, then "to" and the act?"""
    sentence, start, end = _around(resolution, act)
    before = HEADLINE_TO.search(sentence[: max(start, sentence.rfind(" ", start, end) + 1)])
    if before is None:
        return False
    at = begin = act.trigger.start - start
    first = bisect_right(resolution.mention_reaches, at)
    for number in range(first, len(resolution.mentions)):
        mention = resolution.mentions[number]
        if mention.wide.end <= at:
            continue
        if mention.wide.start >= begin + before.start() or not BETWEEN_NAMES.match(
            resolution.text[at : max(at, mention.wide.start)]
        ):
            break
        at = mention.wide.end
    return begin < at == begin + before.start()
