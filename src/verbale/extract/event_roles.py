"""Who takes part in an act and on which side: what the reader says of each mention, weighed with where it stands.

A multinomial logistic model over the mentions that the reader names or hears faintly and those of the act's sentence.
The weights stand in event_roles.json; training/events/roles.py learns them from labels. What the reader says counts
most; the rest tells doubtful words apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act, Faint
from verbale.extract.event_seats import Seat, Setting, holds, load_weights, weigh_seats
from verbale.extract.event_signs import Group, PartWeights, Signs
from verbale.extract.learnt import read_learnt
from verbale.plover import get_type
from verbale.records import Statement
from verbale.resolve.identify import identify
from verbale.resolve.resolution import Mention, Resolution
from verbale.spans import Span
from verbale.words import word_set

UNHEARD: Final = 0.01
"""Chance of a mention that the reader does not name at all."""
CLOSEST: Final = 0.98
NOBODY_BESIDE: Final = -4.0
"""Log-odds of the best of others where there are none."""
ACCORDING: Final = re.compile(r"\b[Aa]ccording to (?:the )?(?:[\w-]+ ){0,2}$")
ANTI: Final = re.compile(r"\b[Aa]nti-$")
FIRST_PERSON: Final = word_set("i we me us my our myself ourselves mine ours")

Thing = TypeVar("Thing")


class Candidate(Struct, frozen=True):
    """Whoever may take part: ids, words, what the reader gives for both sides, and the seat that the words have.

    `is_role`: the reader names it, on the side that `actor` or `recipient` shows. No ids: first person.
    """

    ids: tuple[str, ...]
    span: Span
    actor: float
    recipient: float
    is_role: bool
    seat: Seat | None


def list_candidates(resolution: Resolution, setting: Setting) -> list[Candidate]:
    """Everybody whom the reader names or hears, and whoever is mentioned in the act's sentence; each once."""
    seats = weigh_seats(setting, load_weights())
    found: dict[tuple[str, ...] | Span, Candidate] = {}
    for one in _list_every(resolution, setting.act, seats):
        key = one.ids or one.span
        known = found.get(key)
        found[key] = one if known is None else _join(known, one)
    return list(found.values())


def _list_every(resolution: Resolution, act: Act, seats: Sequence[Seat]) -> Iterator[Candidate]:
    placed = [(*seat.mention.span, seat) for seat in seats]
    named = [(role, True) for role in act.actors or ()] + [(role, False) for role in act.recipients or ()]
    for role, acts in named:
        chances = (role.score, (1 - role.score) / 2) if acts else ((1 - role.score) / 2, role.score)
        yield Candidate(_tell_ids(resolution, role.span), role.span, *chances, True, _find_seat(placed, role.span))
    taken = [(*role.span, role) for role, _ in named]
    heard = [(*one.span, one) for one in act.faint]
    for mention in _list_mentions(resolution, act, seats):
        span = mention.span
        if not _list_over(taken, span) and (mention.actors or span.of(resolution.text).lower() in FIRST_PERSON):
            chances = _hear(_list_over(heard, span))
            yield Candidate(mention.actors, span, *chances, False, _find_seat(placed, span))


def _list_mentions(resolution: Resolution, act: Act, seats: Sequence[Seat]) -> list[Mention]:
    """The mentions that have a seat, and those elsewhere that the reader hears faintly, by where they stand."""
    seated = [seat.mention for seat in seats]
    heard = [one for faint in act.faint for one in resolution.mentions_at.meeting(faint.span)]
    elsewhere = {id(one): one for one in heard if all(one is not other for other in seated)}
    return sorted((*elsewhere.values(), *seated), key=lambda one: one.span)


def _tell_ids(resolution: Resolution, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys([actor.id for actor in identify(resolution, span)]))


def _hear(over: Sequence[Faint]) -> tuple[float, float]:
    """What the reader gives for both sides of words over which it hears these."""
    return (max([one.actor for one in over]), max([one.recipient for one in over])) if over else (UNHEARD, UNHEARD)


def _list_over(placed: Iterable[tuple[int, int, Thing]], span: Span) -> list[Thing]:
    """Those of *placed*, each from and to some characters, that overlap *span*."""
    start, end = span
    return [one for first, last, one in placed if first < end and start < last]


def _find_seat(placed: Sequence[tuple[int, int, Seat]], span: Span) -> Seat | None:
    """The likeliest of the seats whose words, from and to these characters, overlap *span*."""
    over = _list_over(placed, span)
    return max(over, key=lambda one: one.actor + one.recipient) if len(over) > 1 else over[0] if over else None


def _join(one: Candidate, other: Candidate) -> Candidate:
    """Two places where the same stand: the one that the reader hears better, with the best of both."""
    best = max(one, other, key=lambda each: (each.is_role, max(each.actor, each.recipient)))
    return msgspec.structs.replace(
        best, actor=max(one.actor, other.actor), recipient=max(one.recipient, other.recipient)
    )


def describe(candidates: Sequence[Candidate], setting: Setting) -> list[Signs]:
    """The signs of each candidate, beside the others."""
    kind = "joint" if get_type(setting.act.event).sides == "joint" else "aimed"
    odds = [(_log_odds(one.actor), _log_odds(one.recipient)) for one in candidates]
    actors, recipients = (sorted(side)[-2:] for side in zip(*odds, strict=True)) if odds else ([], [])
    found, told = [], setting.statement
    for one, (acts, suffers) in zip(candidates, odds, strict=True):
        source = _tell_source(one)
        groups: list[Group] = [(_name_chances, setting.act.event, source, "actor" if acts > suffers else "recipient")]
        groups += _describe_place(one, setting, kind, source)
        groups.append(_describe_kind(one, setting))
        if told is not None:
            groups.append(_describe_speech(one, setting, told))
        beside = _best_beside(acts, actors), _best_beside(suffers, recipients)
        measured: list[tuple[Group, tuple[float, ...]]] = [((_name_odds, source, kind), (acts, suffers, *beside))]
        if one.seat is not None:
            measured.append(((_name_seat_odds, kind), _measure_seat(one.seat)))
        found.append(Signs(groups, measured))
    return found


def _best_beside(own: float, best: Sequence[float]) -> float:
    """The best of the others' log-odds; *best*: the two best of all."""
    if len(best) == 1:
        return NOBODY_BESIDE
    return best[0] if own == best[1] else best[1]


def _tell_source(candidate: Candidate) -> str:
    if candidate.is_role:
        return "acts" if candidate.actor > candidate.recipient else "suffers"
    return "heard" if max(candidate.actor, candidate.recipient) > UNHEARD else "silent"


def _name_chances(event: str, source: str, side: str) -> tuple[str, ...]:
    return "always", f"source {source}", f"{event} {source}", f"{event} {side}"


def _name_odds(source: str, kind: str) -> tuple[str, ...]:
    return f"actor {source}", f"recipient {source}", f"actors beside {kind}", f"recipients beside {kind}"


def _name_seat_odds(kind: str) -> tuple[str, ...]:
    return f"seat actor {kind}", f"seat recipient {kind}"


def _measure_seat(seat: Seat) -> tuple[float, float]:
    none = max(1 - seat.actor - seat.recipient, 0.02)
    return math.log(max(seat.actor, 0.02) / none), math.log(max(seat.recipient, 0.02) / none)


def _describe_place(candidate: Candidate, setting: Setting, kind: str, source: str) -> list[Group]:
    """Where the words stand: what is right before them, on which side of the trigger, in what seat."""
    groups: list[Group] = []
    seat, trigger, text, start = candidate.seat, setting.act.trigger, setting.text, candidate.span.start
    before = text[max(0, start - 40) : start]
    if "ccording" in before and ACCORDING.search(before):
        groups.append((_name_words, "according", kind))
    if before.endswith("-") and ANTI.search(before):
        groups.append((_name_words, "anti", kind))
    if candidate.span.overlaps(trigger):
        groups.append((_name_words, "in the trigger", kind))
    if seat is None:
        groups.append((_name_outside, source, "before" if start < trigger.start else "after"))
        return groups
    side = "before" if seat.mention.span.start < trigger.start else "after"
    groups.append((_name_seat, kind, side, seat.marker, setting.form, setting.has_agent))
    groups.append((_name_mention, source, side, seat.mention.kind))
    return groups


def _name_words(*words: str) -> tuple[str, ...]:
    return (" ".join(words),)


def _name_outside(source: str, side: str) -> tuple[str, ...]:
    return (f"outside {source} {side}",)


def _name_seat(kind: str, side: str, marker: str, form: str, by: bool) -> tuple[str, ...]:
    return f"{kind} {side} {marker}", f"{kind} {side} {form}", f"{kind} {side} {form} by {by}"


def _name_mention(source: str, side: str, mention: str) -> tuple[str, ...]:
    return f"{source} {side}", f"mention {mention} {source}"


def _describe_kind(candidate: Candidate, setting: Setting) -> Group:
    """What kind of actor it is."""
    actor = setting.resolution.find_first(candidate.ids)
    if actor is None:
        return _name_words, "kind", "new"
    return _name_actor, setting.act.event, actor.kind, actor.sector[0] if actor.sector else "-"


def _describe_speech(candidate: Candidate, setting: Setting, told: Statement) -> Group:
    """Does it speak the words that hold the trigger, or stand in them?"""
    if not candidate.ids or not set(candidate.ids).isdisjoint(told.speakers):
        return _name_speech, setting.act.event, told.form, "speaks"
    return _name_speech, setting.act.event, told.form, "within" if holds(told, candidate.span) else "outside"


def _name_actor(event: str, actor: str, sector: str) -> tuple[str, ...]:
    return f"kind {actor}", f"{event} {actor}", f"sector {sector}"


def _name_speech(event: str, form: str, part: str) -> tuple[str, ...]:
    return f"{form} {part}", f"{event} {part}"


def _log_odds(chance: float) -> float:
    kept = min(max(chance, UNHEARD), CLOSEST)
    return math.log(kept / (1 - kept))


def choose(
    candidates: Sequence[Candidate], setting: Setting, weights: PartWeights
) -> tuple[list[tuple[float, Candidate]], list[tuple[float, Candidate]], tuple[float, float]]:
    """Those who act and those acted upon, each with its probability; and the probabilities that nobody does."""
    chances = map(weights.weigh, describe(candidates, setting))
    rows = [(one, *both) for one, both in zip(candidates, chances, strict=True)]
    if get_type(setting.act.event).sides == "joint":
        together = [(acts + suffers, one) for one, acts, suffers in rows]
        return _take(together, weights.actor_from, weights.more_from), [], (_miss(together), 1.0)
    acting = [(acts, one) for one, acts, suffers in rows if acts >= suffers]
    receiving = [(suffers, one) for one, acts, suffers in rows if suffers > acts]
    return (
        _take(acting, weights.actor_from, weights.more_from),
        _take(receiving, weights.recipient_from, weights.more_from),
        (_miss(acting), _miss(receiving)),
    )


def _take(chances: Sequence[tuple[float, Candidate]], least: float, more: float) -> list[tuple[float, Candidate]]:
    """The likeliest, if likely enough, and whoever else is."""
    taken: list[tuple[float, Candidate]] = []
    for chance, one in sorted(chances, key=lambda pair: (-pair[0], pair[1].span)):
        if chance >= (more if taken else least):
            taken.append((chance, one))
    return sorted(taken, key=lambda pair: pair[1].span)


def _miss(chances: Sequence[tuple[float, Candidate]]) -> float:
    return math.prod(1 - chance for chance, _ in chances)


@cache
def load_roles() -> PartWeights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    return read_learnt("event_roles.json", PartWeights)
