"""Puts the tellings of one event together: in how many respects two tellings are alike, weighed by a small model.

The weights stand in event_merging.json; training/events/merging.py learns them from labelled reports, in which every
telling bears the number of its event.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Analysis
from verbale.analyse.stems import stem
from verbale.extract.event_sides import HAPPENED
from verbale.extract.event_signs import Group, Sums
from verbale.extract.event_tellings import Telling
from verbale.extract.learnt import read_learnt
from verbale.records import Place
from verbale.resolve.resolution import Dated
from verbale.spans import Span
from verbale.words import word_set

DONE: Final = re.compile(r"^(?:has |have |had |also |then )*(?:met|held|spoke|hosted|received|(?!need)[a-z]+ed)\b")
"""Evidence of a thing that has taken place, told by its verb."""
LATEST: Final = 40
"""Groups of one type that a telling is compared with, the latest first, so that time stays linear in the length."""
MOST_KEPT: Final = 1_000
"""Stretches whose stems are kept, then all are forgotten: 2 MB."""
EACH: Final = 4
"""First tellings of a group, and last ones, that are compared."""
DEFINITE: Final = word_set("the this that these those its their his her")
INDEFINITE: Final = word_set("a an another")
COMMON: Final = frozenset(
    stem(word)
    for word in word_set(
        """
        that this with from have been were will would their they about which after before said says also more than into
        over some other when where while during between against under
        """
    )
)
"""Stems that say nothing on what a sentence is about."""
SURE: Final = 0.6
"""Score from which on a role is rather right than wrong."""
FITTING: Final = frozenset({"equal", "some", "one", "none"})
"""How sides compare that may be one: the same, some the same, or told once only."""
STATES: Final = "other states"
_WORD: Final = re.compile(r"[a-z]{4,}")


class Weights(Struct, frozen=True, dict=True):
    """Feature of a pair of tellings -> weight; `least`: mean probability from which on a telling joins a group."""

    made_from: str
    pair: dict[str, float]
    least: float

    def weigh(self, groups: Iterable[Group]) -> float:
        """Log-odds of what the groups of features say."""
        return sum(map(self._sums.__getitem__, groups))

    @cached_property
    def _sums(self) -> Sums[float]:
        """What the features of a group weigh together: a long report has a million pairs."""
        return Sums(lambda features: sum(self.pair.get(feature, 0.0) for feature in features))


class Side(Struct, frozen=True):
    """Who acts or is acted upon, and of which states."""

    ids: frozenset[str]
    lands: frozenset[str]


NOBODY: Final = Side(frozenset(), frozenset())


class Placing(Struct, frozen=True, dict=True):
    """A telling with where it stands; `trigger`: its stems; `article`: before its trigger; `stem` stems a stretch.

    `status`: whether it happened, or else its status. `is_done`: its verb tells a thing that has taken place.
    """

    telling: Telling
    stem: Callable[[Span], frozenset[str]]
    around: Span
    sentence: int
    paragraph: int
    trigger: frozenset[str]
    article: str
    actor: Side
    recipient: Side
    status: str
    is_done: bool

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its sentence."""
        return self.stem(self.around)

    @cached_property
    def evidence(self) -> frozenset[str]:
        """The stems of what proves it beside its trigger."""
        return self.stem(self.telling.evidence) - self.trigger

    def bare(self) -> Placing:
        """It without its stems and sides, which take ten times its memory: no later telling is compared with these."""
        return replace(self, trigger=frozenset(), actor=NOBODY, recipient=NOBODY)


class Gathered:
    """Tellings of one event by their numbers; while others may join it, what these are compared by."""

    def __init__(self, event: str, trigger: Span) -> None:
        self.event, self.trigger = event, trigger
        self.numbers: list[int] = []
        self.placings: list[Placing] = []
        self.sentence = 0

    def add(self, number: int, placing: Placing) -> None:
        """Take a telling in; only the first ones and the last are compared by their stems and sides."""
        self.numbers.append(number)
        self.sentence = placing.sentence
        self.placings.append(placing)
        if len(self.placings) > 2 * EACH:
            self.placings[-EACH - 1] = self.placings[-EACH - 1].bare()


class Pairs:
    """Tells how likely two tellings of a report are of one event; *states*: actor id -> state."""

    def __init__(self, analysis: Analysis, states: Mapping[str, str | None], weights: Weights) -> None:
        self.analysis, self.states, self.weights = analysis, states, weights
        self._stems: dict[Span, frozenset[str]] = {}

    def place(self, telling: Telling) -> Placing:
        """The telling with what pairs are compared by."""
        trigger, has_happened = telling.act.trigger, telling.status in HAPPENED
        sentence = self.analysis.sentence_at(trigger.start)
        return Placing(
            telling=telling,
            stem=self.stem,
            around=self.analysis.sentences[sentence],
            sentence=sentence,
            paragraph=self.analysis.paragraph_at(trigger.start),
            trigger=self.stem(trigger),
            article=self._tell_article(trigger.start),
            actor=self._make_side(telling.sides.actor),
            recipient=self._make_side(telling.sides.recipient),
            status="happened" if has_happened else telling.status,
            is_done=has_happened and bool(DONE.search(telling.evidence.of(self.analysis.text))),
        )

    def _make_side(self, ids: Sequence[str]) -> Side:
        lands = [land for actor in ids if (land := self.states.get(actor)) is not None]
        return Side(frozenset(ids), frozenset(lands)) if ids else NOBODY

    def stem(self, span: Span) -> frozenset[str]:
        """The stems of what *span* says."""
        known = self._stems.get(span)
        if known is None:
            if len(self._stems) >= MOST_KEPT:
                self._stems.clear()
            words = _WORD.findall(span.of(self.analysis.text).lower())
            known = self._stems[span] = frozenset(map(stem, words)) - COMMON
        return known

    def _tell_article(self, start: int) -> str:
        before = self.analysis.text[max(0, start - 12) : start].lower().split()[-1:]
        if not before:
            return "none"
        return "definite" if before[0] in DEFINITE else "indefinite" if before[0] in INDEFINITE else "none"

    def chance(self, one: Placing, other: Placing) -> float:
        """Probability that both tell of one event; *one* stands before *other*.

        Acts of one type on two states are never one, nor those of two states at two places, nor what has taken place
        and what is planned. Of two in one sentence, those of two states, on two days or at two places are not, and
        those whose sides fit are one, told twice by its reader: 48 of 53 such pairs in the calibration fold.
        """
        if self._is_then_and_again(one, other):
            return 0.0
        if _share(one.recipient, other.recipient) == STATES or _are_of_two_agreements(one, other):
            return 0.0
        seen = self._compare(one, other)
        if seen["actor"] == STATES and seen["place"] == "other":
            return 0.0
        if one.sentence == other.sentence:
            if "other" in (seen["actor"], seen["recipient"], seen["day"], seen["place"]):
                return 0.0
            if seen["actor"] in FITTING and seen["recipient"] in FITTING:
                return 1.0
        return 1 / (1 + math.exp(-self.weights.weigh(_list_groups(one.telling.act.event, seen))))

    def may_refer(self, back: Placing, to: Placing) -> bool:
        """May "the meeting" be the one told before: among states that take part in it, of no other day or place?"""
        lands = self._lands(back)
        if not lands or not lands <= self._lands(to) or self._is_then_and_again(to, back):
            return False
        return "other" not in (_share_day(self, to, back), _share_place(self, to, back))

    def _lands(self, placing: Placing) -> set[str]:
        sides = placing.telling.sides
        return {land for actor in (*sides.actor, *sides.recipient) if (land := self.states.get(actor, actor))}

    def _is_then_and_again(self, one: Placing, other: Placing) -> bool:
        """Is one a thing done, told by its verb, and the other planned? Of 125 labelled events 1 has both."""
        first, second = one.telling.status, other.telling.status
        return (first == "scheduled" and other.is_done) or (second == "scheduled" and one.is_done)

    def describe(self, one: Placing, other: Placing) -> Iterator[str]:
        """The features of a pair: each respect alone and by type, and some together."""
        for name, *facts in _list_groups(one.telling.act.event, self._compare(one, other)):
            yield from name(*facts)

    def _compare(self, one: Placing, other: Placing) -> dict[str, str]:
        """How the two are alike in each respect."""
        return {name: tell(self, one, other) for name, tell in RESPECTS.items()}


def _list_groups(event: str, seen: Mapping[str, str]) -> list[Group]:
    """The features of a pair in groups."""
    actor, recipient, apart, trigger = seen["actor"], seen["recipient"], seen["apart"], seen["trigger"]
    return [
        (_name_sides, event, actor, recipient, seen["crossed"]),
        (_name_telling, event, apart, trigger, actor, seen["article"]),
        (_name_act, event, seen["status"], seen["mode"], seen["day"], seen["place"]),
        (_name_words, event, seen["words"], seen["evidence"], seen["size"], seen["statement"]),
    ]


def _name_sides(event: str, actor: str, recipient: str, crossed: str) -> tuple[str, ...]:
    alone = _name_each(event, actor=actor, recipient=recipient, crossed=crossed)
    return "always", event, *alone, f"actor {actor} recipient {recipient}"


def _name_telling(event: str, apart: str, trigger: str, actor: str, article: str) -> tuple[str, ...]:
    alone = _name_each(event, apart=apart, trigger=trigger, article=article)
    return *alone, f"apart {apart} trigger {trigger}", f"apart {apart} actor {actor}"


def _name_act(event: str, status: str, mode: str, day: str, place: str) -> tuple[str, ...]:
    return _name_each(event, status=status, mode=mode, day=day, place=place)


def _name_words(event: str, words: str, evidence: str, size: str, statement: str) -> tuple[str, ...]:
    return _name_each(event, words=words, evidence=evidence, size=size, statement=statement)


def _name_each(event: str, **seen: str) -> tuple[str, ...]:
    """Each respect alone, and by type."""
    alone = [f"{respect} {value}" for respect, value in seen.items()]
    return *alone, *(f"{event} {one}" for one in alone)


def _are_of_two_agreements(one: Placing, other: Placing) -> bool:
    first, second = one.telling.agreement, other.telling.agreement
    return first is not None and second is not None and first != second


def _share_actors(pairs: Pairs, one: Placing, other: Placing) -> str:
    return _share(one.actor, other.actor)


def _share_recipients(pairs: Pairs, one: Placing, other: Placing) -> str:
    return _share(one.recipient, other.recipient)


def _share(one: Side, other: Side) -> str:
    if not one.ids or not other.ids:
        return "one" if one.ids or other.ids else "none"
    if one.ids == other.ids:
        return "equal"
    if not one.ids.isdisjoint(other.ids):
        return "some" if one.lands <= other.lands or other.lands <= one.lands else "others beside"
    if not one.lands.isdisjoint(other.lands):
        return "state"
    if one.ids <= one.lands and other.ids <= other.lands:
        return STATES
    return "other" if one.lands and other.lands else "unknown"


def _are_crossed(pairs: Pairs, one: Placing, other: Placing) -> str:
    is_apart = one.actor.ids.isdisjoint(other.recipient.ids) and one.recipient.ids.isdisjoint(other.actor.ids)
    return "no" if is_apart else "yes"


def _share_trigger(pairs: Pairs, one: Placing, other: Placing) -> str:
    if one.trigger == other.trigger:
        return "same"
    return "part" if one.trigger & other.trigger else "other"


def _stand_apart(pairs: Pairs, one: Placing, other: Placing) -> str:
    lead = int(pairs.analysis.has_title)
    if one.paragraph < lead:
        return "title title" if other.paragraph < lead else "title lead" if other.paragraph == lead else "title"
    if one.paragraph == lead and other.paragraph > lead:
        return "lead"
    apart = other.sentence - one.sentence
    return "sentence" if apart == 0 else "next" if apart == 1 else "near" if apart <= 4 else "far"


def _share_status(pairs: Pairs, one: Placing, other: Placing) -> str:
    if one.status == other.status:
        return f"both {one.status}"
    return " ".join(sorted((one.status, other.status)))


def _share_mode(pairs: Pairs, one: Placing, other: Placing) -> str:
    first, second = one.telling.act.mode, other.telling.act.mode
    if first == second:
        return "same"
    return "other" if first and second else "one"


def _share_day(pairs: Pairs, one: Placing, other: Placing) -> str:
    first, second = one.telling.date, other.telling.date
    if first is None or second is None or not first.value or not second.value:
        return "one" if (first and first.value) or (second and second.value) else "none"
    if first.value == second.value:
        return "same"
    return "fits" if days_fit(first, second) else "other"


def days_fit(one: Dated, other: Dated) -> bool:
    """Is one day the other told less finely, or within its range?"""
    first, second = one.value or "", other.value or ""
    fine = min(len(first), len(second))
    return first[:fine] <= (other.end or second)[:fine] and second[:fine] <= (one.end or first)[:fine]


def _share_place(pairs: Pairs, one: Placing, other: Placing) -> str:
    first, second = one.telling.place, other.telling.place
    if first is None or second is None:
        return "one" if first or second else "none"
    return "fits" if places_fit(first.place, second.place) else "other"


def places_fit(one: Place, other: Place) -> bool:
    """May one place hold the other?"""
    if None not in (one.country_code, other.country_code) and one.country_code != other.country_code:
        return False
    return one.city == other.city or None in (one.city, other.city)


def _share_words(pairs: Pairs, one: Placing, other: Placing) -> str:
    share = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return "no" if share == 0 else str(min(4, int(share * 10)))


def _share_evidence(pairs: Pairs, one: Placing, other: Placing) -> str:
    if not one.evidence or not other.evidence:
        return "bare"
    return str(min(3, len(one.evidence & other.evidence)))


def _share_size(pairs: Pairs, one: Placing, other: Placing) -> str:
    first, second = one.telling.size, other.telling.size
    if first is None or second is None:
        return "none"
    pairs_of_counts = ((first.dead, second.dead), (first.injured, second.injured), (first.arrested, second.arrested))
    return "same" if any(a and b and a.low == b.low for a, b in pairs_of_counts) else "other"


def _share_statement(pairs: Pairs, one: Placing, other: Placing) -> str:
    first, second = one.telling.statement, other.telling.statement
    if first == second:
        return "same" if first else "none"
    return "other"


def _tell_article_of_later(pairs: Pairs, one: Placing, other: Placing) -> str:
    return other.article


RESPECTS: Final[Mapping[str, Callable[[Pairs, Placing, Placing], str]]] = {
    "actor": _share_actors,
    "recipient": _share_recipients,
    "crossed": _are_crossed,
    "trigger": _share_trigger,
    "apart": _stand_apart,
    "status": _share_status,
    "mode": _share_mode,
    "day": _share_day,
    "place": _share_place,
    "words": _share_words,
    "evidence": _share_evidence,
    "size": _share_size,
    "statement": _share_statement,
    "article": _tell_article_of_later,
}
"""In what two tellings are compared."""


def merge(tellings: Sequence[Telling], pairs: Pairs) -> list[Gathered]:
    """Groups of tellings of one event, in the order of their first: each joins the likeliest group, or begins one."""
    groups: dict[str, list[Gathered]] = {}
    for number, telling in enumerate(tellings):
        placing = pairs.place(telling)
        same = groups.setdefault(telling.act.event, [])
        home = _find_home(same, placing, pairs)
        if home is None:
            home = Gathered(telling.act.event, telling.act.trigger)
            same.append(home)
            for late in same[-LATEST - 1 : -LATEST]:
                late.placings.clear()
        home.add(number, placing)
    return sorted(chain.from_iterable(groups.values()), key=lambda group: group.trigger)


def _find_home(same: Sequence[Gathered], placing: Placing, pairs: Pairs) -> Gathered | None:
    """The group that a telling joins: the one told last, if it only refers back, or the likeliest, if likely enough."""
    if same and _refers_back(placing):
        return max(same, key=lambda group: group.sentence)
    latest = same[-LATEST:]
    if placing.telling.act.event == "CONSULT" and placing.article == "definite":
        known = [group for group in latest if all(pairs.may_refer(placing, one) for one in group.placings)]
        if known:
            return max(known, key=lambda group: group.sentence)
    chances = [(_chance_of(group.placings, placing, pairs), -number) for number, group in enumerate(latest)]
    best, number = max(chances, default=(0.0, 0))
    return latest[-number] if best >= pairs.weights.least else None


def _refers_back(placing: Placing) -> bool:
    """Is it "the meeting", "these talks", of nobody that its reader is sure of?"""
    act = placing.telling.act
    roles = (*(act.actors or ()), *(act.recipients or ()))
    if act.event != "CONSULT" or placing.article != "definite" or act.actors is None:
        return False
    return all(role.score < SURE for role in roles)


def _chance_of(group: Sequence[Placing], placing: Placing, pairs: Pairs) -> float:
    """Mean probability over the group's first and last tellings."""
    compared = group if len(group) <= 2 * EACH else (*group[:EACH], *group[-EACH:])
    return sum(pairs.chance(one, placing) for one in compared) / len(compared)


@cache
def load_weights() -> Weights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    return read_learnt("event_merging.json", Weights)
