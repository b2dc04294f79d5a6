"""From the participants that a reader proposes to the sides of an event: who acts, who is acted upon, who is host."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Final, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Act, Role
from verbale.analyse.stems import stem
from verbale.extract.event_additions import RULE as WORDS
from verbale.extract.event_roles import FIRST_PERSON, Candidate, choose, list_candidates, load_roles
from verbale.extract.event_seats import Setting, can_act, choose_sides, load_weights, weigh_seats
from verbale.extract.event_words import is_goal
from verbale.extract.turned_sides import stem_words, turn_sides
from verbale.ids import is_local
from verbale.plover import get_type
from verbale.records import ActorKind, Statement
from verbale.resolve.resolution import Mention, Placed, Resolution
from verbale.spans import Span
from verbale.words import word_set

BOTH: Final = frozenset(
    f"{number}{noun}"
    for number in ("", "two ", "both ")
    for noun in ("parties", "sides", "leaders", "presidents", "interlocutors")
) | {"two", "the two", "both"}
"""Words for all who meet, in a report of a meeting of two."""
MINISTERS: Final = frozenset(("ministers", "two ministers", "both ministers"))
WHO_MEET: Final = BOTH | MINISTERS
MINISTER: Final = re.compile(r"\b(?:minister|secretary of state)\b", re.IGNORECASE)
TOGETHER: Final = {
    "SUPPORT": word_set("sign agreement deal treaty pact accord memorandum ratify conclud"),
    "ASSAULT": word_set("clash fight battl firefight skirmish shootout"),
    "CONCEDE": word_set("ceasefir truc"),
    "RETREAT": word_set("ceasefir truc"),
    "COOPERATE": word_set("joint jointly cooperat"),
}
"""Stems in a trigger whose two sides act together; of labelled acts with them 19 in 20 have no recipient."""
SHORT: Final = 6
"""Sentences of a text that is no full report: there the reader's roles are right as often as the weights are."""
SUMMITS: Final = word_set("summit summits conference conferences assembly forum")
"""Meetings that bear the name of whoever holds them: "the NATO summit". Nobody else is taken for a participant."""
BY_THEN: Final = re.compile(
    r"\b(?:between now and|ahead of|before|until|since|(?:expectations|results) (?:from|of)|preparations for)"
    r"\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Words before a summit by which only the time of something else is told."""
REACH: Final = 60
"""Characters before words within which what leads to them stands."""
BY: Final = re.compile(r"\s*by ")
HOLDERS: Final = frozenset({"organisation", "state"})
HOSTING: Final = word_set("host receiv welcom")
"""Stems in a trigger whose subject is the host."""
FAINTEST: Final = {"actor": 0.15, "recipient": 0.2}
"""Least chance of words that fill a side for which the reader has no role: best on the calibration fold, where both
sides of 590 events of the right type are then right for 431 instead of 412."""
FAINTEST_DOER: Final = 0.3
"""The same for the actor of a type that is often told without one."""
MAY_LACK_DOER: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "SANCTION"})
"""Types of which 1 in 10 labelled acts or more has no actor."""
SELDOM_AIMED: Final = frozenset({"MOBILIZE", "RETREAT"})
"""Types of which half of the labelled acts or more have nobody acted upon: faint words do not tell of one."""
OF_STATE: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
"""Sectors of those who act for their state: of 786 labelled states that are acted upon, 20 are the actor's own, and
none of these acts."""
TAKEN: Final = word_set("captur recaptur seiz enter tak retak retook retaken control advanc")
"""Stems of an ASSAULT by which ground is taken: of 8 labelled ones by foreign forces that do not say from whom, 1 has
the state of the place as acted upon."""
AT_SEA: Final = re.compile(r"\boff (?:the )?(?:(?:[\w-]+ )?(?:coasts?|shores?) of )?(?:the )?$", re.IGNORECASE)
"""Words before a place that the act is only near to."""
STRIKING: Final = frozenset({"ASSAULT", "AID", "COERCE"})
"""Types whose place tells the state that is acted upon: of 12 acts of the calibration fold with an actor from elsewhere
and nobody acted upon, 9 are labelled with that state."""

AIMED: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AID", "SANCTION", "COERCE"})
"""Types of which 4 in 5 labelled acts or more have somebody acted upon."""
NO_ACTORS: Final = word_set(
    """
    action actions agreement attention bail campaign ceasefire concern concerns conflict cooperation decision deal
    dialogue dead effort efforts initiative issue issues measures negotiations peace process question questions
    relations report reports situation statement statements summits support talks war wars
    """
)
"""Last words of what a reader may take for a participant and is none, unless the tables know it by name."""
PREFIXES: Final = ("inter-", "pan-", "cross-")
"""Beginnings of adjectives, which name nobody: "the inter-Korean hotline"."""
COUNTED: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
LISTED: Final = re.compile(r",? and (?:the )?|, (?:the )?", re.IGNORECASE)
"""What stands between those listed."""
FURTHEST: Final = 40
"""Mentions back to which "the three" may refer."""
SURE: Final = 0.75
DOUBTFUL: Final = 0.7
"""An actor less likely than this share of the surest one rather receives an act that nobody else does."""

HAPPENED: Final = ("occurred", "ongoing")
PAIR: Final = 2

Parties = Mapping[str, tuple[str, ...]]
"""State -> its people."""
Part = Literal["actor", "recipient"]
Source = Literal["role", "weighed", "faint", "nearest", "before", "speaker", "place", "meeting", "agreement", "nobody"]
"""What tells who stands on a side: the reader's roles, all signs weighed, its faint words, where a mention stands in
the sentence, the act before it, who speaks the words, the place of the act, the meeting that is reported, the
agreement that is signed."""


class Casting(Protocol):
    """Who stands behind words: `verbale.extract.cast.Cast`."""

    def of(self, span: Span) -> tuple[str, ...]:
        """Ids of the actors that the words stand for."""
        ...

    def of_state(self, code: str) -> tuple[str, ...]:
        """Id of the state of that code, mentioned or not; none if it is no state's."""
        ...


class Basis(Struct, frozen=True):
    """What a side rests on, and how sure that is, 0 to 1."""

    source: Source
    score: float


NOBODY: Final = Basis("nobody", 1.0)


class Sides(Struct, frozen=True):
    """Who acts and who is acted upon, the words that say so, and what each side rests on."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    spans: tuple[Span, ...]
    actor_by: Basis = NOBODY
    recipient_by: Basis = NOBODY


class _Words(Struct, frozen=True):
    """The words of one side and what they rest on."""

    spans: tuple[Span, ...]
    by: Basis


class Seater:
    """Seats the participants of the acts of one report."""

    def __init__(self, resolution: Resolution, cast: Casting) -> None:
        self.resolution, self.cast = resolution, cast
        self._states = resolution.states
        self._parties: Parties | None = None
        self._is_full = len(resolution.analysis.sentences) > SHORT

    @property
    def parties(self) -> Parties:
        """Who meets in the first meeting that the report tells, if they are of two states; found when first needed."""
        if self._parties is None:
            self._parties = {}  # nobody is known to meet while that meeting is seated
            self._parties = self._find_parties()
        return self._parties

    def _find_parties(self) -> Parties:
        """State -> its people in the first meeting that the report tells, if two states meet there, and no more."""
        acts = self.resolution.analysis.acts_at
        met = next((one for one in acts if one.event == "CONSULT" and one.status in HAPPENED), None)
        parties: dict[str, tuple[str, ...]] = {}
        for actor in self.seat(met, None).actor if met else ():
            state = self.tell_state(actor)
            if state is None:
                return {}
            parties[state] = (*parties.get(state, ()), actor)
        return parties if len(parties) == PAIR else {}

    def tell_state(self, actor: str) -> str | None:
        """The state of an actor that this report names."""
        return self._states.get(actor)

    def _tell_kind(self, actor: str) -> ActorKind | None:
        known = self.resolution.find(actor)
        return known.kind if known is not None else None

    def seat(self, act: Act, statement: Statement | None) -> Sides:
        """The sides of an act; *statement*: the innermost that holds it."""
        if act.actors is None and act.recipients is None:
            sides = self._seat_nearest(act, statement)
        elif self._is_full and act.rule != WORDS:
            sides = self._seat_weighed(act, statement)
        else:
            sides = self._seat_roles(act, statement)
        return self._join(act, _let_speak(act, sides, statement))

    # by roles

    def _seat_roles(self, act: Act, statement: Statement | None) -> Sides:
        acting, receiving = _part_doubtful(act)
        actors = self._find_holders(act) or self._find_words(act, "actor", acting, [role.span for role in receiving])
        recipients = self._find_words(act, "recipient", receiving, actors.spans)
        return self._make_sides(act, statement, actors, recipients)

    def _make_sides(self, act: Act, statement: Statement | None, actors: _Words, recipients: _Words) -> Sides:
        acting, receiving = turn_sides(act, actors.spans, recipients.spans, self.resolution.text)
        return Sides(
            self._identify(acting, statement),
            self._identify(receiving, statement),
            (*acting, *receiving),
            actors.by,
            recipients.by,
        )

    def _find_words(self, act: Act, part: Part, roles: Sequence[Role], taken: Sequence[Span]) -> _Words:
        """The words of a side: its roles; without any, the likeliest of the faint, if it is likely enough."""
        if roles:
            return _Words(tuple(role.span for role in roles), Basis("role", max(role.score for role in roles)))
        if part == "recipient" and (get_type(act.event).sides == "joint" or act.event in SELDOM_AIMED):
            return _Words((), NOBODY)
        faint = [(self._weigh_faint(act, part, mention), mention.span) for mention in self._list_faint(act, taken)]
        chance, span = max(faint, key=lambda pair: pair[0], default=(0.0, act.trigger))
        if chance >= _tell_faintest(act, part):
            return _Words((span,), Basis("faint", chance))
        return _Words((), Basis("nobody", 1 - chance))

    def _find_holders(self, act: Act) -> _Words | None:
        """The bodies whose name a summit bears, and whoever surely takes part; None where a side is found otherwise."""
        if act.event != "CONSULT":
            return None
        text = self.resolution.text
        before = text[max(0, act.trigger.start - REACH) : act.trigger.start]
        if (before + act.trigger.of(text)).rsplit(None, 1)[-1].lower() not in SUMMITS:
            return None
        start = act.trigger.start - len(before) + len(before.rstrip())
        near = self.resolution.mentions_at.meeting(Span(start - 1, act.trigger.end))
        named = [one.span for one in near if any(self._tell_kind(actor) in HOLDERS for actor in one.actors)]
        if named and BY_THEN.search(text, max(0, start - REACH), min(named).start):
            return _Words(tuple(sorted(named)), Basis("role", SURE))
        if named:
            sure = [role.span for role in act.actors or () if role.score >= SURE]
            return _Words(tuple(sorted({*named, *sure})), Basis("role", SURE))
        return None if act.actors else _Words((), NOBODY)

    def _weigh_faint(self, act: Act, part: Part, mention: Mention) -> float:
        over = [one for one in act.faint if one.span.overlaps(mention.span)]
        return max((one.actor if part == "actor" else one.recipient for one in over), default=0.0)

    def _list_faint(self, act: Act, taken: Sequence[Span]) -> list[Mention]:
        """The mentions up to the end of the act's sentence that may be faint, the last first."""
        analysis = self.resolution.analysis
        end = analysis.sentence_of(act.trigger).end
        met = {one for faint in act.faint for one in self.resolution.mentions_at.meeting(faint.span)}
        able = [one for one in met if one.actors and one.span.start < end]
        free = [one for one in able if not any(span.overlaps(one.span) for span in taken)]
        return sorted(free, key=lambda one: one.span, reverse=True)

    def _identify(self, spans: Iterable[Span], statement: Statement | None) -> tuple[str, ...]:
        """Ids behind the words; "I" and "we" in a statement are its speakers."""
        ids: list[str] = []
        for span in spans:
            found, words = self._cast(span), span.of(self.resolution.text).lower()
            if words in WHO_MEET and self._means_both(words):
                found = tuple(one for people in self.parties.values() for one in people)
            found = found if self._are_known(found) else self._find_counted(span) or found
            if statement is not None and words in FIRST_PERSON:
                found = found or statement.speakers
            ids.extend(found)
        return tuple(dict.fromkeys(ids))

    def _are_known(self, ids: Sequence[str]) -> bool:
        """Are these others than somebody for whom only the words stand?"""
        return any(one in self._states for one in ids)

    def _find_counted(self, span: Span) -> tuple[str, ...]:
        """Whom "the three" means: those that were listed together last, if they are as many."""
        text = self.resolution.text
        number = COUNTED.get(span.of(text).lower().removeprefix("the "))
        if number is None or "the" not in text[max(0, span.start - 4) : span.start + 3].lower().split():
            return ()
        end = bisect_left(self.resolution.mention_starts, span.start)
        for last in range(end - 1, max(-1, end - FURTHEST), -1):
            listed = self._list_before(last)
            if len(listed) > 1:
                return listed if len(listed) == number else ()
        return ()

    def _list_before(self, last: int) -> tuple[str, ...]:
        """The actors of the mention of that number and of those that commas and "and" join to it, before it."""
        mentions, text = self.resolution.mentions, self.resolution.text
        listed = list(mentions[last].actors)
        while last and LISTED.fullmatch(text, mentions[last - 1].wide.end, mentions[last].wide.start):
            last -= 1
            listed[:0] = mentions[last].actors
        return tuple(dict.fromkeys(listed))

    def _means_both(self, words: str) -> bool:
        """Are these words for those who meet: both sides, or the ministers, where all of them are?"""
        people = [self.resolution.find(one) for ids in self.parties.values() for one in ids]
        are_ministers = all(one is not None and MINISTER.search(one.office or "") for one in people)
        return bool(people) and (words in BOTH or are_ministers)

    def _cast(self, span: Span) -> tuple[str, ...]:
        """Ids behind the words; none behind words for a thing."""
        words = span.of(self.resolution.text).split()
        if words[-1].lower() == "campaign" and words[0][:1].isupper():  # a candidate's
            return self.cast.of(span)
        is_adjective = len(words) == 1 and words[0].lower().startswith(PREFIXES)
        if (words[-1].lower() in NO_ACTORS or is_adjective) and all(
            is_local(one) for mention in self._meet(span) for one in mention.actors
        ):
            return ()
        return self.cast.of(span)

    def _meet(self, span: Span) -> list[Mention]:
        return self.resolution.mentions_at.meeting(span)

    # by weights

    def _seat_weighed(self, act: Act, statement: Statement | None) -> Sides:
        setting = Setting(self.resolution, act, statement)
        candidates = list_candidates(self.resolution, setting)
        acting, receiving, nobody = choose(candidates, setting, load_roles())
        holders = self._find_holders(act)
        actors = holders.spans if holders else tuple(one.span for _, one in acting)
        recipients = tuple(one.span for _, one in receiving)
        return self._make_sides(
            act,
            statement,
            _Words(actors, holders.by if holders else _rest(acting, nobody[0])),
            _Words(recipients, _rest(receiving, nobody[1])),
        )

    # by nearness

    def _seat_nearest(self, act: Act, statement: Statement | None) -> Sides:
        weights = load_weights()
        seats = weigh_seats(Setting(self.resolution, act, statement), weights)
        actors, recipients = choose_sides(seats, get_type(act.event), weights)
        actor_score = _surety([(s.actor, s.mention in actors) for s in seats if can_act(s.mention)])
        recipient_score = _surety([(s.recipient, s.mention in recipients) for s in seats])
        return Sides(
            self._identify((m.span for m in actors), statement),
            self._identify((m.span for m in recipients), statement),
            tuple(mention.span for mention in (*actors, *recipients)),
            Basis("nearest", actor_score),
            Basis("nearest", 1.0 if get_type(act.event).sides == "joint" else recipient_score),
        )

    # by the type's own rules

    def _join(self, act: Act, sides: Sides) -> Sides:
        """All act together, or nobody stands on both sides."""
        if get_type(act.event).sides == "joint" or self._is_done_together(act):
            return replace(sides, actor=tuple(dict.fromkeys((*sides.actor, *sides.recipient))), recipient=())
        return replace(sides, recipient=self._leave_out_own(sides))

    def _is_done_together(self, act: Act) -> bool:
        return act.event in TOGETHER and bool(stem_words(act, self.resolution.text) & TOGETHER[act.event])

    def _leave_out_own(self, sides: Sides) -> tuple[str, ...]:
        """The recipients without those who act, and without the actors' own state where others are acted upon."""
        others = tuple(one for one in sides.recipient if one not in sides.actor)
        if sides.actor and all(self._acts_for_state(one) for one in sides.actor):
            homes = {self._states.get(actor) for actor in sides.actor}
            others = tuple(
                one for one in others if self._tell_kind(one) != "state" or self._states.get(one) not in homes
            )
        lands = {self._states.get(actor) for actor in sides.actor} - {None}
        foreign = tuple(one for one in others if self._states.get(one) not in lands)
        return foreign if any(self._states.get(one) for one in foreign) else others

    def _acts_for_state(self, identifier: str) -> bool:
        actor = self.resolution.find(identifier)
        return actor is not None and (actor.kind == "state" or bool(OF_STATE & set(actor.sector)))

    def add_struck(self, act: Act, sides: Sides, place: Placed | None) -> Sides:
        """The state where somebody from elsewhere strikes, helps or coerces, if nobody is named: "strikes near Y"."""
        code = place.place.country_code if place else None
        lands = {self._states.get(actor) for actor in sides.actor} - {None}
        if act.actors is None or act.event not in STRIKING or sides.recipient or self._strikes_nobody(act, place):
            return sides
        if code is None or not lands or code in lands:
            return sides
        return replace(sides, recipient=self.cast.of_state(code), recipient_by=Basis("place", 1.0))

    def _strikes_nobody(self, act: Act, place: Placed | None) -> bool:
        """Is it a fight of two sides, ground that is taken, or an act at sea?"""
        text = self.resolution.text
        if self._is_done_together(act) or (act.event == "ASSAULT" and stem_words(act, text) & TAKEN):
            return True
        return place is not None and bool(AT_SEA.search(text, max(0, place.span.start - REACH), place.span.start))

    def add_visited(self, act: Act, sides: Sides, place: Placed | None) -> Sides:
        """The state that people of one state visit takes part: so 20 of 24 labelled visits to a state have it."""
        code = place.place.country_code if place else None
        lands = {self._states.get(actor) for actor in sides.actor} - {None}
        if act.event != "CONSULT" or place is None or code is None or len(lands) != 1 or code in lands:
            return sides
        if not is_goal(self.resolution, place.span):
            return sides
        return replace(sides, actor=(*sides.actor, *self.cast.of_state(code)))

    # hosts

    def find_host(self, act: Act, sides: Sides, place: Placed | None) -> tuple[str, ...]:
        """Those participants of a meeting in whose state it takes place, or who receive the others."""
        if act.event != "CONSULT":
            return ()
        state = place.place.country_code if place else None
        hosts = tuple(one for one in sides.actor if state and self._states.get(one) == state)
        hosts = hosts or tuple(one for one in self._list_receiving(act, sides) if one in sides.actor)
        return hosts if len(hosts) < len(sides.actor) else ()

    def _list_receiving(self, act: Act, sides: Sides) -> tuple[str, ...]:
        """Who hosts by the trigger's word: "X received Y", "Y was received by X"."""
        text = self.resolution.text
        if not {stem(word) for word in act.trigger.of(text).split()} & HOSTING:
            return ()
        is_passive = BY.match(text, act.trigger.end) is not None
        spans = [span for span in sides.spans if (span.start > act.trigger.start) is is_passive]
        return self.cast.of(min(spans)) if spans else ()


def _rest(taken: Sequence[tuple[float, Candidate]], nobody: float) -> Basis:
    return Basis("weighed", max(chance for chance, _ in taken)) if taken else Basis("nobody", nobody)


def _tell_faintest(act: Act, part: Part) -> float:
    return FAINTEST_DOER if part == "actor" and act.event in MAY_LACK_DOER else FAINTEST[part]


def _part_doubtful(act: Act) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The roles; where nobody receives an act that somebody does, the doubtful actors beside a sure one do."""
    actors, recipients = act.actors or (), act.recipients or ()
    best = max((role.score for role in actors), default=0.0)
    if recipients or act.event not in AIMED or best < SURE:
        return actors, recipients
    doubtful = tuple(role for role in actors if role.score < DOUBTFUL * best)
    return tuple(role for role in actors if role not in doubtful), doubtful


def _let_speak(act: Act, sides: Sides, statement: Statement | None) -> Sides:
    """Words without a subject ("Thank you") are the act of whoever speaks them."""
    if sides.actor or statement is None or statement.form == "indirect" or get_type(act.event).quad % 2 == 0:
        return sides
    return replace(sides, actor=statement.speakers, actor_by=Basis("speaker", statement.confidence))


def _surety(chances: Sequence[tuple[float, bool]]) -> float:
    """How sure a side is: that its likeliest member stands on it; if it is empty, that nobody does."""
    chosen = [chance for chance, is_chosen in chances if is_chosen]
    return max(chosen) if chosen else prod(1 - chance for chance, _ in chances)
