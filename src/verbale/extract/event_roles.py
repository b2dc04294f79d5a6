"""Who takes part in an act and on which side: what the reader says of each mention, weighed with where it stands.

A multinomial logistic model over the mentions that the reader names or hears faintly and those of the act's sentence.
The weights stand in event_roles.json; training/events/roles.py learns them from labels. What the reader says counts
most; the rest tells doubtful words apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import repeat
from typing import Final

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act
from verbale.extract.event_seats import MOST_NAMES, Seat, Setting, load_weights, pair_weights, weigh_seats
from verbale.extract.learnt import read_learnt
from verbale.plover import get_type
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


class Weights(Struct, frozen=True, dict=True):
    """Feature -> weight for acting and for being acted upon; taking no part weighs nothing.

    `actor_from`, `recipient_from`: least probability of the first on a side; `more_from`: of others beside it.
    """

    made_from: str
    actor: dict[str, float]
    recipient: dict[str, float]
    actor_from: float
    recipient_from: float
    more_from: float

    @cached_property
    def pairs(self) -> dict[str, tuple[float, float]]:
        """Feature -> both its weights."""
        return pair_weights(self.actor, self.recipient)


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
    named = [(role, True) for role in act.actors or ()] + [(role, False) for role in act.recipients or ()]
    for role, acts in named:
        chances = (role.score, (1 - role.score) / 2) if acts else ((1 - role.score) / 2, role.score)
        yield Candidate(_tell_ids(resolution, role.span), role.span, *chances, True, _find_seat(seats, role.span))
    taken = [role.span for role, _ in named]
    heard = [one for faint in act.faint for one in resolution.mentions_at.meeting(faint.span)]
    every = {id(one): one for one in (*heard, *[seat.mention for seat in seats])}
    for mention in sorted(every.values(), key=lambda one: one.span):
        is_own = not mention.actors and mention.span.of(resolution.text).lower() not in FIRST_PERSON
        if is_own or any(span.overlaps(mention.span) for span in taken):
            continue
        chances = _hear(act, mention)
        yield Candidate(mention.actors, mention.span, *chances, False, _find_seat(seats, mention.span))


def _tell_ids(resolution: Resolution, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.id for actor in identify(resolution, span)))


def _hear(act: Act, mention: Mention) -> tuple[float, float]:
    over = [one for one in act.faint if one.span.overlaps(mention.span)]
    return (max([one.actor for one in over]), max([one.recipient for one in over])) if over else (UNHEARD, UNHEARD)


def _find_seat(seats: Sequence[Seat], span: Span) -> Seat | None:
    over = [one for one in seats if one.mention.span.overlaps(span)]
    return max(over, key=lambda one: one.actor + one.recipient) if len(over) > 1 else over[0] if over else None


def _join(one: Candidate, other: Candidate) -> Candidate:
    """Two places where the same stand: the one that the reader hears better, with the best of both."""
    best = max(one, other, key=lambda each: (each.is_role, max(each.actor, each.recipient)))
    return msgspec.structs.replace(
        best, actor=max(one.actor, other.actor), recipient=max(one.recipient, other.recipient)
    )


def describe(candidate: Candidate, others: Sequence[Candidate], setting: Setting) -> list[tuple[str, float]]:
    """The signs of a candidate with their values."""
    event, source = setting.act.event, _tell_source(candidate)
    acts, suffers = _log_odds(candidate.actor), _log_odds(candidate.recipient)
    kind = "joint" if get_type(event).sides == "joint" else "aimed"
    beside = [one for one in others if one is not candidate]
    names = _name_chances(event, source, kind, "actor" if acts > suffers else "recipient")
    best = _log_odds(max([one.actor for one in beside])) if beside else NOBODY_BESIDE
    best_other = _log_odds(max([one.recipient for one in beside])) if beside else NOBODY_BESIDE
    return [
        *zip(names, (1.0, acts, suffers, 1.0, 1.0, 1.0, best, best_other), strict=True),
        *_describe_place(candidate, setting, kind, source),
        *zip(_describe_kind(candidate, setting, event), repeat(1.0), strict=False),
    ]


@lru_cache(MOST_NAMES)
def _name_chances(event: str, source: str, kind: str, side: str) -> tuple[str, ...]:
    return (
        "always",
        f"actor {source}",
        f"recipient {source}",
        f"source {source}",
        f"{event} {source}",
        f"{event} {side}",
        f"actors beside {kind}",
        f"recipients beside {kind}",
    )


def _tell_source(candidate: Candidate) -> str:
    if candidate.is_role:
        return "acts" if candidate.actor > candidate.recipient else "suffers"
    return "heard" if max(candidate.actor, candidate.recipient) > UNHEARD else "silent"


def _describe_place(candidate: Candidate, setting: Setting, kind: str, source: str) -> Iterator[tuple[str, float]]:
    seat, act, text, start = candidate.seat, setting.act, setting.resolution.text, candidate.span.start
    if "ccording" in text[max(0, start - 40) : start] and ACCORDING.search(text, max(0, start - 40), start):
        yield f"according {kind}", 1.0
    if text[start - 1 : start] == "-" and ANTI.search(text, max(0, start - 6), start):
        yield f"anti {kind}", 1.0
    if candidate.span.overlaps(act.trigger):
        yield f"in the trigger {kind}", 1.0
    if seat is None:
        yield f"outside {source} {'before' if start < act.trigger.start else 'after'}", 1.0
        return
    none = max(1 - seat.actor - seat.recipient, 0.02)
    yield f"seat actor {kind}", math.log(max(seat.actor, 0.02) / none)
    yield f"seat recipient {kind}", math.log(max(seat.recipient, 0.02) / none)
    side = "before" if seat.mention.span.start < act.trigger.start else "after"
    by = setting.word(setting.last) == "by"
    yield from zip(_name_seat(kind, side, seat.marker, setting.form, by), repeat(1.0), strict=False)
    yield from zip(_name_mention(source, side, seat.mention.kind), repeat(1.0), strict=False)


@lru_cache(MOST_NAMES)
def _name_seat(kind: str, side: str, marker: str, form: str, by: bool) -> tuple[str, ...]:
    return f"{kind} {side} {marker}", f"{kind} {side} {form}", f"{kind} {side} {form} by {by}"


@lru_cache(MOST_NAMES)
def _name_mention(source: str, side: str, mention: str) -> tuple[str, ...]:
    return f"{source} {side}", f"mention {mention} {source}"


def _describe_kind(candidate: Candidate, setting: Setting, event: str) -> tuple[str, ...]:
    actor, told = setting.resolution.find_first(candidate.ids), setting.statement
    names = _name_actor(event, actor.kind, actor.sector[0] if actor.sector else "-") if actor else ("kind new",)
    if told is None:
        return names
    within = any(span.covers(candidate.span) for span in told.spans)
    speaks = bool(set(candidate.ids) & set(told.speakers)) or not candidate.ids
    part = "speaks" if speaks else "within" if within else "outside"
    return (*names, f"{told.form} {part}", f"{event} {part}")


@lru_cache(MOST_NAMES)
def _name_actor(event: str, actor: str, sector: str) -> tuple[str, ...]:
    return f"kind {actor}", f"{event} {actor}", f"sector {sector}"


def _log_odds(chance: float) -> float:
    kept = min(max(chance, UNHEARD), CLOSEST)
    return math.log(kept / (1 - kept))


def choose(
    candidates: Sequence[Candidate], setting: Setting, weights: Weights
) -> tuple[list[tuple[float, Candidate]], list[tuple[float, Candidate]], tuple[float, float]]:
    """Those who act and those acted upon, each with its probability; and the probabilities that nobody does."""
    rows = [(one, *weigh(one, candidates, setting, weights)) for one in candidates]
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


def weigh(candidate: Candidate, others: Sequence[Candidate], setting: Setting, weights: Weights) -> tuple[float, float]:
    """Probabilities that the candidate acts, and that it is acted upon."""
    acts, suffers, weight_of = 0.0, 0.0, weights.pairs.get
    for sign, value in describe(candidate, others, setting):
        pair = weight_of(sign)
        if pair is not None:
            acts += pair[0] * value
            suffers += pair[1] * value
    top = max(acts, suffers, 0.0)
    every = math.exp(acts - top) + math.exp(suffers - top) + math.exp(-top)
    return math.exp(acts - top) / every, math.exp(suffers - top) / every


@cache
def load_roles() -> Weights:
    """The weights that ship with verbale; DamagedTable if they cannot be read."""
    return read_learnt("event_roles.json", Weights)
