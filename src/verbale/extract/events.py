"""From acts as read to events: who did what to whom, when and where, each event once however often it is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from typing import Final, Literal, NamedTuple, TypeVar

from verbale.analyse.packed import Picked, pack
from verbale.extract.event_confidence import Signs, describe, tell_confidence, tell_least
from verbale.extract.event_merging import DONE, Pairs, load_weights, merge
from verbale.extract.event_sides import HAPPENED, Casting
from verbale.extract.event_tellings import Teller, Telling
from verbale.extract.event_words import is_local, is_of_matter, is_of_saying
from verbale.extract.quiet_fields import Play
from verbale.plover import get_scale, get_type
from verbale.records import Agreement, Count, DateBasis, Event, Size, Statement, Status, TextInfo
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.spans import Lookup, Span

DIGITS: Final = 3
"""Of a confidence."""
MAY_BE_BARE: Final = frozenset({"PROTEST", "ASSAULT", "COERCE"})
"""Types that are told even if nobody is named, if day, place or size is: a riot, a bombing, a curfew."""
NEAR: Final = 2
"""Sentences from an act without a day within which a day is rather its own than the report's."""
LEAD: Final = 6
"""Number of the last sentence whose days are the news's, however they are told: the title and six more."""
OWNING: Final = re.compile(r"['’]s?\b")
OWNED_WITHIN: Final = 40
"""Characters after "Tuesday's" within which an act is the one of that day."""
NEVER_BESIDE: Final = {"MOBILIZE": "ASSAULT"}
"""A type -> the type that takes its place where both are told in one sentence: forces that move and then attack."""

FEW_WORDS: Final = re.compile(r"\s+(?:[\w'’-]+\s+){0,3}")
"""What stands between a word of rejecting and its object."""
FEW_WORDS_LONG: Final = 200
"""Characters that those words never have."""

OFF: Final = re.compile(r"\b(?:called off|cancell?ed|postponed|scrapped|abandoned|put off|shelved)\b", re.IGNORECASE)
"""Words behind a meeting's own that it does not take place."""

SILENCE: Final = re.compile(
    r"\b(?:declin|refus)\w+ to (?:comment|elaborate|say|name|identify|disclose|speculate"
    r"|(?:give|provide|offer) (?:any |further |more )?(?:details?|names?|figures?|reasons?))\b",
    re.IGNORECASE,
)
SILENCE_REACH: Final = 20
"""Characters around a trigger in which the words of keeping silent begin or end."""

Reason = Literal["nobody", "overshadowed", "play", "caution", "silence"]
"""Why an act makes no event: nobody and nothing beside it is named; another type in its sentence takes its place; it is
sport, trade, science or culture; it is a warning by those who cannot threaten; somebody only says no more."""

Thing = TypeVar("Thing")


def weigh_events(
    resolution: Resolution,
    statements: Sequence[Statement],
    agreements: Sequence[Agreement],
    cast: Casting,
) -> tuple[Found, ...]:
    """The events of a report, each with how sure it is, the unsure too; at the end the acts that were set aside."""
    told = pack(Teller(resolution, statements, agreements, cast).tell_all(), Telling)
    reasons = list(sift(told, resolution))
    aside = (Found(Picked(told, (at,)), 0.0, 1.0, reason) for at, reason in enumerate(reasons) if reason)
    return (*_weigh_kept(resolution, told, reasons), *aside)


def tell_events(found: Iterable[Found], resolution: Resolution) -> tuple[Event, ...]:
    """The events that are sure enough, numbered in the order of their first telling."""
    sure = [one for one in found if one.is_sure]
    return tuple(make_event(f"e{number}", one, resolution) for number, one in enumerate(sure, 1))


def weigh_all(resolution: Resolution, tellings: Sequence[Telling]) -> list[Found]:
    """The tellings put together to events, each with how sure it is, the unsure too."""
    return _weigh_kept(resolution, tellings, sift(tellings, resolution))


def _weigh_kept(resolution: Resolution, tellings: Sequence[Telling], reasons: Iterable[Reason | None]) -> list[Found]:
    kept = Picked(tellings, (at for at, reason in enumerate(reasons) if reason is None))
    groups = merge(kept, Pairs(resolution.analysis, resolution.states, load_weights()))
    of_type = Counter(group.event for group in groups)
    return [_weigh(Picked(kept, group.numbers), resolution, of_type[group.event]) for group in groups]


def sift(tellings: Sequence[Telling], resolution: Resolution) -> Iterator[Reason | None]:
    """Of each telling the reason why it makes no event; None if it may make one."""
    placed = [(_place(one, resolution), one.act.trigger) for one in tellings]
    beside, play = {place for place, _ in placed}, Play(resolution)
    refused = Lookup((trigger for (event, _), trigger in placed if event == "REJECT"), lambda trigger: (trigger,))
    for one in tellings:
        if not _is_told(one) or _is_interview(one, resolution):
            yield "nobody"
        elif _is_overshadowed(one, beside, resolution) or _is_called_off(one, refused, resolution.text):
            yield "overshadowed"
        elif play.is_play(one):
            yield "play"
        elif play.is_caution(one):
            yield "caution"
        elif _is_silence(one, resolution.text):
            yield "silence"
        else:
            yield None


def _is_silence(telling: Telling, text: str) -> bool:
    """Is it what nobody codes: "declined to give details"?"""
    start, end = telling.act.trigger
    found = SILENCE.search(text, max(0, start - SILENCE_REACH), end + SILENCE_REACH)
    return found is not None and found.start() < end and start < found.end()


def _is_told(telling: Telling) -> bool:
    """Is anybody named, or at least when, where or how many?"""
    if telling.sides.actor or telling.sides.recipient:
        return True
    if telling.act.event == "CONSULT" and telling.status == "scheduled":
        return bool(telling.date or telling.place)
    return telling.act.event in MAY_BE_BARE and bool(telling.date or telling.place or telling.size)


def _is_interview(telling: Telling, resolution: Resolution) -> bool:
    """Is it somebody's talk with a newspaper or the like, and with nobody else?"""
    if telling.act.event != "CONSULT":
        return False
    kinds = [actor.kind for actor in map(resolution.find, telling.sides.actor) if actor is not None]
    return "media" in kinds and len(kinds) - kinds.count("media") < 2


def _is_overshadowed(telling: Telling, beside: Set[tuple[str, int]], resolution: Resolution) -> bool:
    event, sentence = NEVER_BESIDE.get(telling.act.event), resolution.analysis.sentence_at
    return event is not None and (event, sentence(telling.act.trigger.start)) in beside


def _is_called_off(telling: Telling, refused: Lookup[Span], text: str) -> bool:
    """Is it a meeting that words beside it reject: "cancelled a meeting with Kosovo", "the planned visit is off"?"""
    act = telling.act
    if act.event != "CONSULT":
        return False
    near = Span(act.trigger.start - FEW_WORDS_LONG, max(act.trigger.end, telling.evidence.end))
    return any(
        trigger.overlaps(act.trigger)
        or FEW_WORDS.fullmatch(text, trigger.end, act.trigger.start)
        or (act.trigger.end <= trigger.start and telling.evidence.covers(trigger) and OFF.search(trigger.of(text)))
        for trigger in refused.meeting(near)
    )


def _place(telling: Telling, resolution: Resolution) -> tuple[str, int]:
    """An act's type and the number of its sentence."""
    return telling.act.event, resolution.analysis.sentence_at(telling.act.trigger.start)


class Found(NamedTuple):
    """The tellings of one event, the best first, and how sure it is; less sure than *least* it is not told.

    `aside`: why an act was set aside before it was weighed. `of_type`: how many events of its type the report may tell.
    """

    told: Sequence[Telling]
    confidence: float
    least: float
    aside: Reason | None = None
    of_type: int = 0

    @property
    def is_sure(self) -> bool:
        """Is it sure enough to be told?"""
        return self.confidence >= self.least

    def list_signs(self, resolution: Resolution) -> Signs:
        """What its confidence is made from: listed when asked for, since it takes more memory than the event itself."""
        return describe(self.told, self.told[0], resolution, self.of_type)


def _weigh(group: Picked[Telling], resolution: Resolution, of_type: int) -> Found:
    told = tuple(group)
    first = max(range(len(told)), key=lambda at: _worth(told[at]))
    order = (first, *(at for at in range(len(told)) if at != first))
    best = told[first]
    signs = describe([told[at] for at in order], best, resolution, of_type)
    least = tell_least(best.act.rule, resolution.analysis)
    return Found(Picked(group, order), tell_confidence(told, best, signs), least, of_type=of_type)


class _Day(NamedTuple):
    """An event's day, as fine as known, the end of its range, and where it is from."""

    value: str | None
    end: str | None
    basis: DateBasis


def make_event(identifier: str, found: Found, resolution: Resolution) -> Event:
    """An event as the record tells it."""
    told = tuple(found.told)
    best = told[0]
    kind = get_type(best.act.event)
    actor = _first(one.sides.actor for one in told) or ()
    host = tuple(one for one in _first(one.host for one in told) or () if one in actor)
    mode = _choose_mode(told, actor, host)
    recipient = _first(one.sides.recipient for one in told) or ()
    place = _choose_place([one.place for one in told if one.place])
    day = _choose_day(told, resolution)
    evidence = tuple(dict.fromkeys(TextInfo(*one.evidence) for one in told))
    return Event(
        id=identifier,
        event=kind.code,
        mode=mode,
        context=best.act.context,
        status=_choose_status(told, resolution),
        actor=actor,
        recipient=tuple(one for one in recipient if one not in actor),
        host=host,
        date=day.value,
        enddate=day.end,
        date_basis=day.basis,
        event_loc=place.place if place else None,
        event_text=best.evidence.of(resolution.text),
        text_info=evidence[0],
        mentions=evidence,
        quad_code=kind.quad,
        event_scale=get_scale(kind.code, mode),
        size=_join_sizes([one.size for one in told if one.size]),
        statement=best.statement,
        agreement=_first(one.agreement for one in told),
        confidence=round(found.confidence, DIGITS),
        rule=best.act.rule,
    )


def _choose_mode(told: Sequence[Telling], actor: Sequence[str], host: Sequence[str]) -> str | None:
    """The first that a telling has; two of whom one is at home need no third party: they visit."""
    mode = _first(one.act.mode for one in told)
    return "visit" if mode == "third-party" and len(actor) == 2 and host else mode


def _choose_status(told: Sequence[Telling], resolution: Resolution) -> Status:
    """The best telling's; where it only says that there is an act, and another that it is planned, planned."""
    best = told[0].status
    if best == "occurred" and not DONE.search(told[0].evidence.of(resolution.text)):
        planned = sum(one.status == "scheduled" for one in told)
        return "scheduled" if 2 * planned >= len(told) else best
    return best


def _worth(telling: Telling) -> tuple[int, int, float]:
    """How much a telling tells: sides, then whom, day and place, then how sure it is."""
    sides = bool(telling.sides.actor) + bool(telling.sides.recipient)
    named = len(telling.sides.actor) + len(telling.sides.recipient)
    return sides, named + bool(telling.date) + bool(telling.place), telling.act.score


def _first(found: Iterable[Thing | None]) -> Thing | None:
    """The first that is there."""
    return next((one for one in found if one), None)


def _choose_day(told: Sequence[Telling], resolution: Resolution) -> _Day:
    """The day that the text names, best telling first; for news the story's day, else the day of publication."""
    named = _first(one.date for one in told)
    if named is not None and named.value:
        return _Day(named.value, named.end, "text")
    published = resolution.analysis.report.published
    status = _choose_status(told, resolution)
    if published is not None and status == "scheduled":
        ahead = _find_day_ahead(told[0], resolution, published)
        return _Day(ahead.value, ahead.end, "text") if ahead else _Day(None, None, "unknown")
    if published is None or status not in HAPPENED:
        return _Day(None, None, "unknown")
    day = _find_day_near(told[0], resolution)
    return _Day(day, None, "text") if day else _Day(published.isoformat(), None, "publication")


def _find_day_near(telling: Telling, resolution: Resolution) -> str | None:
    """The day of news that stands near an act without one, or else that of the whole report: the first that it names.

    Only days within the week before publication, none that owns another act ("Tuesday's attack"), and none out of
    words in quotation marks unless the act stands in the same words: what "a captain told me last night" is no day of
    today's denial. Of 286 labelled tellings without
    a day, of events that have one elsewhere, it is the day of 227, that of publication of 84.
    """
    trigger, number = telling.act.trigger, resolution.analysis.sentence_at
    own, here = _turns_at(trigger, resolution), number(trigger.start)

    def may_be(one: Dated) -> bool:
        at = number(one.span.start)
        is_elsewhere = at != here and at > LEAD and is_of_matter(one.span, resolution.text)
        is_others = is_elsewhere or _owns_another(one.span, trigger, resolution.text)
        return _turns_at(one.span, resolution) <= own and not is_others

    near = [one for one in _list_near(resolution, here) if may_be(one)]
    if near:
        return min(near, key=lambda one: abs(number(one.span.start) - here)).value
    first = next(filter(may_be, resolution.days_of_news), None)
    return first.value if first else None


def _list_near(resolution: Resolution, sentence: int) -> Sequence[Dated]:
    """The days of news that begin in the sentence of that number or near it."""
    sentences, days = resolution.analysis.sentences, resolution.days_of_news
    start = sentences[sentence - NEAR].start if sentence > NEAR else 0
    first = bisect_left(days, start, key=lambda one: one.span.start)
    after = sentence + NEAR + 1
    if after >= len(sentences):
        return days[first:]
    return days[first : bisect_left(days, sentences[after].start, key=lambda one: one.span.start)]


def _owns_another(day: Span, trigger: Span, text: str) -> bool:
    """Is it "Tuesday's attack", and the act is not what follows?"""
    return bool(OWNING.match(text, day.end)) and not day.end <= trigger.start < day.end + OWNED_WITHIN


def _find_day_ahead(telling: Telling, resolution: Resolution, published: date) -> Dated | None:
    """The nearest date to come in the paragraph of a plan without one.

    Of 18 labelled plans with such a date it is the day of 11, another is that of 6, one has none.
    """
    analysis = resolution.analysis
    paragraph = analysis.paragraphs[analysis.paragraph_at(telling.act.trigger.start)]
    day, at = published.isoformat(), telling.act.trigger.start
    dates = (one for one in resolution.dates_at.within(paragraph) if not is_of_saying(one.span, resolution.text))
    ahead = [one for one in dates if one.value and one.value >= day[: len(one.value)]]
    return min(ahead, key=lambda one: abs(one.span.start - at), default=None)


def _turns_at(span: Span, resolution: Resolution) -> set[int]:
    """The quotations that *span* stands in."""
    return {quoted.turn for quoted in resolution.analysis.quoted_at.meeting(span)}


def _choose_place(places: Sequence[Placed]) -> Placed | None:
    """The best telling's; instead of a state, or of words that no table knows, a town or region that fits."""
    first = next(iter(places), None)
    if first is None or is_local(first):
        return first
    code = first.place.country_code
    return next((one for one in places if is_local(one) and code in (None, one.place.country_code)), first)


def _join_sizes(sizes: Sequence[Size]) -> Size | None:
    """The highest number of each kind: later counts are higher."""
    if not sizes:
        return None
    return Size(
        dead=_highest([size.dead for size in sizes]),
        injured=_highest([size.injured for size in sizes]),
        arrested=_highest([size.arrested for size in sizes]),
    )


def _highest(counts: Sequence[Count | None]) -> Count | None:
    return max((one for one in counts if one), key=lambda one: (one.low, -one.span.start), default=None)
