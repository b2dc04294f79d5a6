"""Who acts and who is acted upon, where a reader found an act and no roles: each mention around the trigger is weighed.

A linear model over the signs that a reader of English looks at: on which side of the trigger a mention stands and how
far, the preposition before it, active, passive or noun, what kind of actor it is. The weights stand in
event_seats.json; training/first_coder/seats.py learns them from labels. A reader with roles of its own does not come
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from verbale.analyse.analysis import Act
from verbale.analyse.stems import stem
from verbale.extract.event_signs import Group, PartWeights, Signs
from verbale.extract.learnt import read_learnt
from verbale.plover import EventType
from verbale.records import Statement
from verbale.resolve.resolution import Mention, Resolution, Sentence
from verbale.resolve.word_classes import SPEECH_VERBS
from verbale.spans import Span
from verbale.words import word_set

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
HEDGES: Final = word_set("nearly almost some approximately")
LONG_HEDGES: Final = frozenset({("at", "least"), ("more", "than"), ("up", "to"), ("an", "estimated")})
"""Words before a number, passed over on the way to the word that tells the part."""
JOINTS: Final = frozenset({",", "and", "or"})
PASSED_OVER: Final = word_set("not also reportedly been being")
"""Words between a trigger and the word that tells its form; adverbs on -ly are passed over too."""
BEFORE_NOUNS: Final = word_set("of in on 's ’s for during after by against")
"""Words after which a trigger is a noun."""
FOLLOWING: Final = frozenset({"'s", "’s", ",", "and", "who", ".", ""})
"""Words after a mention that are told as they are."""


class Weights(PartWeights, frozen=True, kw_only=True):
    """What the signs of a mention weigh; `lexical`: stems of triggers that have signs of their own."""

    lexical: frozenset[str]


class Seat(Struct, frozen=True):
    """A mention with the probabilities that it acts, or is acted upon, and the word that tells its part.

    `is_listed`: it goes on a list of mentions.
    """

    mention: Mention
    actor: float
    recipient: float
    marker: str
    is_listed: bool


class Setting:
    """One sentence around a trigger: its words in small letters, its mentions, and where the trigger stands.

    `text`: the report's. `statement`: the innermost statement that holds the trigger, None for the reporter's own
    words. `head`: the stem of the trigger's last word. `has_agent`: "by" follows it. `form`: see `tell_form`.
    `markers`: of each mention, the word that tells its part, and: does it go on a list? `barriers`: the words that part
    a trigger from a noun phrase, with their numbers.
    """

    def __init__(self, resolution: Resolution, act: Act, statement: Statement | None) -> None:
        analysis = resolution.analysis
        self.resolution, self.act, self.statement = resolution, act, statement
        self.text = resolution.text
        around = self.around = resolution.sentence(analysis.sentence_at(act.trigger.start))
        self.sentence, self.words, self.mentions = around.span, around.lows, around.mentions
        self.first = around.word_at(act.trigger.start)
        self.last = around.word_at(act.trigger.end)
        self.head = stem(around.word(self.last - 1))
        self.has_agent = around.word(self.last) == "by"
        self.form = tell_form(around, self.first, self.last)
        self.markers = [_tell_marker(self, number) for number in range(len(self.mentions))]
        self.barriers = [(number, word) for number, word in enumerate(self.words) if word in BARRIERS]


def tell_form(around: Sentence, first: int, last: int) -> str:
    """How the words from *first* to before *last* stand in their sentence: passive, ing, noun, to, by or active."""
    before = first - 1
    while around.word(before).endswith("ly") or around.word(before) in PASSED_OVER:
        before -= 1
    lead, is_ing = around.word(before), around.word(last - 1).endswith("ing")
    if not is_ing and (lead in BE or around.word(first) in BE):
        return "passive"
    if lead in DETERMINERS or lead in BEFORE_NOUNS:
        return "ing" if is_ing else "noun"
    if lead in AUXILIARIES:
        return "to"
    if is_ing:
        return "ing"
    return "by" if around.word(last) == "by" else "active"


def find_around(statements: Iterable[Statement], trigger: Span) -> Statement | None:
    """The innermost statement that holds the trigger."""
    around = [told for told in statements if holds(told, trigger)]
    if len(around) > 1:
        return min(around, key=lambda told: sum(span.end - span.start for span in told.spans))
    return around[0] if around else None


def holds(told: Statement, words: Span) -> bool:
    """Does the statement hold these words?"""
    return any(span.covers(words) for span in told.spans)


def weigh_seats(setting: Setting, weights: Weights) -> list[Seat]:
    """Every mention of the sentence with its probabilities, in the order of the text."""
    seats = []
    for number, mention in enumerate(setting.mentions):
        actor, recipient = weights.weigh(describe(setting, number, weights.lexical))
        seats.append(Seat(mention, actor, recipient, *setting.markers[number]))
    return seats


def describe(setting: Setting, number: int, lexical: frozenset[str]) -> Signs:
    """The signs of the mention of that number in its sentence."""
    mention, form, event = setting.mentions[number], setting.form, setting.act.event
    side = _tell_side(setting.act.trigger, mention.span)
    marker, is_listed = setting.markers[number]
    marker = f"and {marker}" if is_listed else marker
    first, last = setting.around.places[number]
    begin, end = (last, setting.first) if side == "before" else (setting.last, first)
    gap = max(end - begin, 0)
    nearer = min(_count_between(setting, mention), 3) if gap else 0
    groups: list[Group] = [
        (_name_stand, event, side, form, marker),
        (_name_gap, side, form, nearer, min(gap.bit_length(), 5)),
        (_name_following, event, side, _tell_following(setting, last)),
        (_name_mention, side, form, setting.has_agent, mention.kind, int(mention.score * 5)),
        _describe_actor(setting, mention, side),
    ]
    past = {word for place, word in setting.barriers if begin <= place < end} if gap else None
    if past:
        groups.append((_name_barriers, side, *sorted(past)))
    if setting.statement is not None:
        groups.append(_describe_speech(setting, setting.statement, mention, side))
    if setting.head in lexical:
        groups.append((_name_head, setting.head, side, form, marker))
    if number == 0:
        groups.append((_name_first, side))
    return Signs(groups)


def _name_stand(event: str, side: str, form: str, marker: str) -> tuple[str, ...]:
    return (
        "always",
        f"{side} {marker}",
        f"{event} {side}",
        f"{event} {side} {marker}",
        f"{side} {form}",
        f"{side} {form} {marker}",
        f"{event} {side} {form}",
    )


def _name_gap(side: str, form: str, nearer: int, gap: int) -> tuple[str, ...]:
    return f"{side} nearer {nearer}", f"{side} {form} nearer {min(nearer, 2)}", f"{side} gap {gap}"


def _name_following(event: str, side: str, following: str) -> tuple[str, ...]:
    return f"{side} then {following}", f"{event} {side} then {following}"


def _name_mention(side: str, form: str, agent: bool, kind: str, score: int) -> tuple[str, ...]:
    return f"{side} {form} agent {agent}", f"{kind} {side}", f"score {score} {side}"


def _name_barriers(side: str, *barriers: str) -> tuple[str, ...]:
    return tuple(f"{side} past {barrier}" for barrier in barriers)


def _name_head(head: str, side: str, form: str, marker: str) -> tuple[str, ...]:
    return f"{head} {side}", f"{head} {side} {marker}", f"{head} {side} {form}"


def _name_first(side: str) -> tuple[str, ...]:
    return (f"first {side}",)


def _describe_actor(setting: Setting, mention: Mention, side: str) -> Group:
    if not mention.actors:
        return _name_nobody, mention.kind
    actor = setting.resolution.actor(mention.actors[0])
    return _name_actor, setting.act.event, actor.kind, mention.kind, actor.sector[0] if actor.sector else "-", side


def _name_nobody(mention: str) -> tuple[str, ...]:
    return (f"nobody {mention}",)


def _name_actor(event: str, actor: str, mention: str, sector: str, side: str) -> tuple[str, ...]:
    return f"{event} {actor} {side}", f"{actor} {mention}", f"{event} {sector}", f"{event} {sector} {side}"


def _describe_speech(setting: Setting, told: Statement, mention: Mention, side: str) -> Group:
    """Does the mention speak the words that hold the trigger, stand in them, or outside?"""
    if holds(told, mention.span):
        part = "within"
    else:
        part = "outside" if set(told.speakers).isdisjoint(mention.actors) else "speaker"
    is_first_person = part == "within" and mention.kind == "pronoun" and not mention.actors
    return _name_speech, setting.act.event, told.form, part, side, is_first_person


def _name_speech(event: str, form: str, part: str, side: str, is_first_person: bool) -> tuple[str, ...]:
    names = f"{form} {part}", f"{form} {part} {side}", f"{event} {part}"
    return (*names, f"{event} first person {side}") if is_first_person else names


def _tell_side(trigger: Span, words: Span) -> str:
    if words.end <= trigger.start:
        return "before"
    return "after" if words.start >= trigger.end else "inside"


def _tell_marker(setting: Setting, number: int) -> tuple[str, bool]:
    """The word before a noun phrase that tells its part; of a list, that before its first member; and: is it a list?"""
    around, before = setting.around, setting.around.places[number][0] - 1
    is_listed = False
    for earlier in range(number - 1, -1, -1) if around.word(before) in JOINTS else ():
        if around.mentions[earlier].wide.end > around.mentions[number].wide.start:
            continue
        if around.word(before) not in JOINTS or around.places[earlier][1] != before:
            break
        is_listed, before = True, around.places[earlier][0] - 1
    return _name_marker(setting, _pass_hedge(around.lows, before)), is_listed


def _pass_hedge(words: Sequence[str], number: int) -> int:
    if number >= 0 and words[number] in HEDGES:
        return number - 1
    return number - 2 if number > 0 and words[number - 1 : number + 1] in LONG_HEDGES else number


def _name_marker(setting: Setting, number: int) -> str:
    if number < 0:
        return "start"
    if setting.first <= number < setting.last:
        return "trigger"
    word = setting.words[number]
    if word in MARKERS:
        return word
    return "harm" if stem(word) in HARM else "word"


def _tell_following(setting: Setting, last: int) -> str:
    if last == setting.first:
        return "trigger"
    word = setting.around.word(last)
    if word in SPEECH_VERBS:
        return "says"
    if word in BE or word in AUXILIARIES:
        return "auxiliary"
    return word if word in FOLLOWING or word in MARKERS else "word"


def _count_between(setting: Setting, mention: Mention) -> int:
    """How many mentions stand between a mention and the trigger."""
    trigger, reaches = setting.act.trigger, setting.around.reaches
    if mention.span.start < trigger.start:
        end, start = mention.wide.end, trigger.start
        return sum([end <= begin and last <= start for begin, last, _ in reaches])
    end, start = trigger.end, mention.wide.start
    return sum([end <= begin and last <= start for begin, _, last in reaches])


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
