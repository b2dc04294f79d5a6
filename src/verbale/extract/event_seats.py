"""Who acts and who is acted upon, where a reader found an act and no roles: each mention around the trigger is weighed.

A linear model over what a reader of English looks at: on which side of the trigger a mention stands and how far, the
preposition before it, active, passive or noun, what kind of actor it is. The weights stand in event_seats.json;
training/first_coder/seats.py learns them from labels. A reader with roles of its own does not come here.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from verbale.analyse.analysis import Act
from verbale.analyse.stems import stem
from verbale.extract.learnt import read_learnt
from verbale.extract.phrases import word_set
from verbale.plover import EventType
from verbale.records import Actor, Statement
from verbale.resolve.resolution import Mention, Resolution
from verbale.resolve.word_classes import SPEECH_VERBS
from verbale.spans import Span

MARKERS: Final = word_set(
    """
    by of in on at against with between to from for over after into near across under during as toward towards among
    amid than about through including alongside targeting , and or that who which : ( whom
    """
)
"""Words right before a noun phrase that tell its part; other words are told only as words."""
BE: Final = word_set("is are was were be been being get gets got gotten")
AUXILIARIES: Final = word_set("will would shall could can may might must to has have had do does did")
DETERMINERS: Final = word_set("the a an his her its their our this that these those no any some")
BARRIERS: Final = word_set("that who which whom ; : after before while as when where because but and , amid following")
"""Words that part a trigger from a noun phrase beyond them."""
LEAST_ACTING: Final = 0.3
"""Mentions that resolution holds for less likely somebody do not act: things ("a drone"), doubtful names."""
ALONE: Final = 0.4
"""Least probability of a further member of a side that is not listed with another."""
HARM: Final = word_set("kill injur wound")
"""Stems of verbs whose objects are victims."""
HEDGES: Final = ("at least", "more than", "up to", "nearly", "almost", "some", "approximately", "an estimated")
"""Words before a number, passed over on the way to the word that tells the part."""


class Weights(Struct, frozen=True):
    """Feature -> weight for acting, and for being acted upon; taking no part weighs nothing.

    `lexical`: stems of triggers that have features of their own. `actor_from`, `recipient_from`: least probability of
    the first on a side; `more_from`: of others beside it.
    """

    made_from: str
    lexical: frozenset[str]
    actor: dict[str, float]
    recipient: dict[str, float]
    actor_from: float
    recipient_from: float
    more_from: float


class Seat(Struct, frozen=True):
    """A mention with the probabilities that it acts, or is acted upon; `is_listed`: it goes on a list of mentions."""

    mention: Mention
    actor: float
    recipient: float
    is_listed: bool


class Setting:
    """One sentence around a trigger: its words in small letters, its mentions, and where the trigger stands.

    `statement`: the innermost statement that holds the trigger, None for the reporter's own words.
    """

    def __init__(self, resolution: Resolution, act: Act, statement: Statement | None) -> None:
        analysis = resolution.analysis
        self.resolution, self.act, self.statement = resolution, act, statement
        self.sentence = analysis.sentence_of(act.trigger)
        words = analysis.words
        first = bisect_left(words, (self.sentence.start, 0))
        last = bisect_left(words, (self.sentence.end, 0))
        self.spans = words[first:last]
        self.words = [span.of(analysis.text).lower() for span in self.spans]
        start = bisect_left(resolution.mentions, self.sentence.start, key=lambda m: m.span.start)
        end = bisect_left(resolution.mentions, self.sentence.end, key=lambda m: m.span.start)
        self.mentions = resolution.mentions[start:end]
        self.first = self.word_at(act.trigger.start)
        self.last = self.word_at(act.trigger.end)
        self.form = self._tell_form()

    def word_at(self, offset: int) -> int:
        """Number of the first word that begins at *offset* or later."""
        return bisect_left(self.spans, offset, key=lambda span: span.start)

    def word(self, number: int) -> str:
        """The word of that number; "" outside the sentence."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def _tell_form(self) -> str:
        """passive, ing, noun, to, or active: how the trigger stands in its sentence."""
        before = self.first - 1
        while self.word(before).endswith("ly") or self.word(before) in ("not", "also", "reportedly", "been", "being"):
            before -= 1
        head, lead = self.word(self.last - 1), self.word(before)
        starts_be = self.word(self.first) in BE
        if (lead in BE or starts_be) and not head.endswith("ing"):
            return "passive"
        if lead in DETERMINERS or lead in ("of", "in", "on", "'s", "’s", "for", "during", "after", "by", "against"):
            return "ing" if head.endswith("ing") else "noun"
        if lead in AUXILIARIES:
            return "to"
        if head.endswith("ing"):
            return "ing"
        return "by" if self.word(self.last) == "by" else "active"


def find_around(statements: Iterable[Statement], trigger: Span) -> Statement | None:
    """The innermost statement that holds the trigger."""
    around = [told for told in statements if any(span.covers(trigger) for span in told.spans)]
    return min(around, key=lambda told: sum(span.end - span.start for span in told.spans), default=None)


def weigh_seats(setting: Setting, weights: Weights) -> list[Seat]:
    """Every mention of the sentence with its probabilities, in the order of the text."""
    seats = []
    for mention in setting.mentions:
        features = list(describe(setting, mention, weights.lexical))
        actor = math.exp(sum(weights.actor.get(one, 0.0) for one in features))
        recipient = math.exp(sum(weights.recipient.get(one, 0.0) for one in features))
        every = 1 + actor + recipient
        is_listed = tell_marker(setting, mention).startswith("and ")
        seats.append(Seat(mention, actor / every, recipient / every, is_listed))
    return seats


def describe(setting: Setting, mention: Mention, lexical: frozenset[str]) -> Iterator[str]:
    """The features of a mention in its sentence."""
    act, wide = setting.act, mention.wide
    side = _tell_side(act.trigger, mention)
    marker = tell_marker(setting, mention)
    first, last = setting.word_at(wide.start), setting.word_at(wide.end)
    gap = setting.first - last if side == "before" else first - setting.last
    between = setting.words[last : setting.first] if side == "before" else setting.words[setting.last : first]
    nearer = sum(1 for other in setting.mentions if _is_between(other, mention, act.trigger))
    following = _tell_following(setting, last)
    yield "always"
    yield f"{side} {marker}"
    yield f"{act.event} {side}"
    yield f"{act.event} {side} {marker}"
    yield f"{side} {setting.form}"
    yield f"{side} {setting.form} {marker}"
    yield f"{act.event} {side} {setting.form}"
    yield f"{side} nearer {min(nearer, 3)}"
    yield f"{side} {setting.form} nearer {min(nearer, 2)}"
    yield f"{side} gap {min(gap.bit_length(), 5) if gap > 0 else 0}"
    yield f"{side} then {following}"
    yield f"{act.event} {side} then {following}"
    yield f"{side} {setting.form} agent {setting.word(setting.last) == 'by'}"
    yield f"{mention.kind} {side}"
    yield f"score {int(mention.score * 5)} {side}"
    for barrier in sorted(set(between) & BARRIERS):
        yield f"{side} past {barrier}"
    yield from _describe_actor(setting, mention, side)
    yield from _describe_speech(setting, mention, side)
    head = stem(setting.word(setting.last - 1))
    if head in lexical:
        yield f"{head} {side}"
        yield f"{head} {side} {marker}"
        yield f"{head} {side} {setting.form}"
    if mention is setting.mentions[0]:
        yield f"first {side}"


def _describe_actor(setting: Setting, mention: Mention, side: str) -> Iterator[str]:
    event = setting.act.event
    if not mention.actors:
        yield f"nobody {mention.kind}"
        return
    actor: Actor = setting.resolution.actor(mention.actors[0])
    yield f"{event} {actor.kind} {side}"
    yield f"{actor.kind} {mention.kind}"
    for sector in actor.sector[:1] or ("-",):
        yield f"{event} {sector}"
        yield f"{event} {sector} {side}"


def _describe_speech(setting: Setting, mention: Mention, side: str) -> Iterator[str]:
    """Does the mention speak the words that hold the trigger, stand in them, or outside?"""
    told = setting.statement
    if told is None:
        return
    if any(span.covers(mention.span) for span in told.spans):
        part = "within"
    else:
        part = "speaker" if set(mention.actors) & set(told.speakers) else "outside"
    yield f"{told.form} {part}"
    yield f"{told.form} {part} {side}"
    yield f"{setting.act.event} {part}"
    if part == "within" and mention.kind == "pronoun" and not mention.actors:
        yield f"{setting.act.event} first person {side}"


def _tell_side(trigger: Span, mention: Mention) -> str:
    if mention.span.overlaps(trigger):
        return "inside"
    return "before" if mention.span.start < trigger.start else "after"


def tell_marker(setting: Setting, mention: Mention) -> str:
    """The word before a noun phrase that tells its part; of a list, the word before its first member, with "and"."""
    number = setting.word_at(mention.wide.start) - 1
    joined = ""
    earlier = [other for other in setting.mentions if other.wide.end <= mention.wide.start]
    while earlier and setting.word(number) in (",", "and", "or") and setting.word_at(earlier[-1].wide.end) == number:
        joined = "and "
        number = setting.word_at(earlier.pop().wide.start) - 1
    return joined + _name_marker(setting, _pass_hedge(setting, number))


def _pass_hedge(setting: Setting, number: int) -> int:
    if setting.word(number) in HEDGES:
        return number - 1
    return number - 2 if f"{setting.word(number - 1)} {setting.word(number)}" in HEDGES else number


def _name_marker(setting: Setting, number: int) -> str:
    if number < 0:
        return "start"
    if setting.first <= number < setting.last:
        return "trigger"
    word = setting.word(number)
    if word in MARKERS:
        return word
    return "harm" if stem(word) in HARM else "word"


def _tell_following(setting: Setting, last: int) -> str:
    if last == setting.first:
        return "trigger"
    word = setting.word(last)
    if word in SPEECH_VERBS:
        return "says"
    if word in BE or word in AUXILIARIES:
        return "auxiliary"
    return word if word in ("'s", "’s", ",", "and", "who", ".", "") or word in MARKERS else "word"


def _is_between(other: Mention, mention: Mention, trigger: Span) -> bool:
    if other.wide.overlaps(mention.wide):
        return False
    if mention.span.start < trigger.start:
        return mention.wide.end <= other.wide.start and other.span.end <= trigger.start
    return trigger.end <= other.wide.start and other.wide.end <= mention.wide.start


@cache
def load_weights() -> Weights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    return read_learnt("event_seats.json", Weights)


def choose_sides(seats: list[Seat], kind: EventType, weights: Weights) -> tuple[list[Mention], list[Mention]]:
    """Mentions of those who act and those acted upon: the likeliest of each, and whoever else is likely enough."""
    if kind.sides == "joint":
        together = [(seat.actor + seat.recipient, seat) for seat in seats]
        return _choose(together, weights.actor_from, weights.more_from), []
    able = [(seat.actor, seat) for seat in seats if can_act(seat.mention) and seat.actor >= seat.recipient]
    actors = _choose(able, weights.actor_from, weights.more_from)
    taken = [mention.span for mention in actors]
    left = [(seat.recipient, seat) for seat in seats if not any(seat.mention.wide.overlaps(span) for span in taken)]
    return actors, _choose(left, weights.recipient_from, weights.more_from)


def can_act(mention: Mention) -> bool:
    """Does resolution hold it for somebody, and not for a thing?"""
    return mention.score >= LEAST_ACTING


def _choose(chances: list[tuple[float, Seat]], least: float, more: float) -> list[Mention]:
    """The likeliest, listed ones beside it from *more*, others from `ALONE`; of overlapping ones the likelier."""
    chosen: list[Mention] = []
    for chance, seat in sorted(chances, key=lambda pair: (-pair[0], pair[1].mention.span)):
        enough = least if not chosen else more if seat.is_listed else ALONE
        if chance >= enough and not any(seat.mention.wide.overlaps(other.wide) for other in chosen):
            chosen.append(seat.mention)
    return sorted(chosen, key=lambda mention: mention.span)
