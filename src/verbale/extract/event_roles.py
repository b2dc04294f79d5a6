"""Who takes part in an act and on which side: what the reader says of each mention, weighed with where it stands.

A multinomial logistic model over the mentions that the reader names or hears faintly and those of the act's sentence.
The weights stand in event_roles.json; training/events/roles.py learns them from labels. What the reader says counts
most; the rest tells doubtful words apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act, Faint
from verbale.extract.event_seats import Seat, Setting, load_weights, weigh_seats
from verbale.extract.event_signs import Group, PartWeights, Signs
from verbale.extract.learnt import read_learnt
from verbale.plover import get_type
from verbale.resolve.identify import identify
from verbale.resolve.resolution import Resolution
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
    taken = [role.span for role, _ in named]
    heard = [one for faint in act.faint for one in resolution.mentions_at.meeting(faint.span)]
    every = {id(one): one for one in (*heard, *[seat.mention for seat in seats])}
    for mention in sorted(every.values(), key=lambda one: one.span):
        start, end = span = mention.span
        if any(one.start < end and start < one.end for one in taken):
            continue
        if mention.actors or span.of(resolution.text).lower() in FIRST_PERSON:
            yield Candidate(mention.actors, span, *_hear(act.faint, span), False, _find_seat(placed, span))


def _tell_ids(resolution: Resolution, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.id for actor in identify(resolution, span)))


def _hear(faint: Sequence[Faint], span: Span) -> tuple[float, float]:
    over = [one for one in faint if one.span.overlaps(span)]
    return (max([one.actor for one in over]), max([one.recipient for one in over])) if over else (UNHEARD, UNHEARD)


def _find_seat(placed: Sequence[tuple[int, int, Seat]], span: Span) -> Seat | None:
    """The likeliest of the seats whose words, from and to these characters, overlap *span*."""
    start, end = span
    over = [seat for first, last, seat in placed if first < end and start < last]
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
    found = []
    for one, (acts, suffers) in zip(candidates, odds, strict=True):
        source = _tell_source(one)
        groups = [
            (_name_chances, setting.act.event, source, "actor" if acts > suffers else "recipient"),
            *_describe_place(one, setting, kind, source),
            *_describe_kind(one, setting),
        ]
        odds_beside = _best_beside(acts, actors), _best_beside(suffers, recipients)
        measured: list[tuple[Group, tuple[float, ...]]] = [((_name_odds, source, kind), (acts, suffers, *odds_beside))]
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


def _describe_place(candidate: Candidate, setting: Setting, kind: str, source: str) -> Iterator[Group]:
    """Where the words stand: what is right before them, on which side of the trigger, in what seat."""
    seat, act, text, start = candidate.seat, setting.act, setting.text, candidate.span.start
    before = text[max(0, start - 40) : start]
    if "ccording" in before and ACCORDING.search(before):
        yield _name_words, "according", kind
    if before.endswith("-") and ANTI.search(before):
        yield _name_words, "anti", kind
    if candidate.span.overlaps(act.trigger):
        yield _name_words, "in the trigger", kind
    if seat is None:
        yield _name_outside, source, "before" if start < act.trigger.start else "after"
        return
    side = "before" if seat.mention.span.start < act.trigger.start else "after"
    yield _name_seat, kind, side, seat.marker, setting.form, setting.has_agent
    yield _name_mention, source, side, seat.mention.kind


def _name_words(*words: str) -> tuple[str, ...]:
    return (" ".join(words),)


def _name_outside(source: str, side: str) -> tuple[str, ...]:
    return (f"outside {source} {side}",)


def _name_seat(kind: str, side: str, marker: str, form: str, by: bool) -> tuple[str, ...]:
    return f"{kind} {side} {marker}", f"{kind} {side} {form}", f"{kind} {side} {form} by {by}"


def _name_mention(source: str, side: str, mention: str) -> tuple[str, ...]:
    return f"{source} {side}", f"mention {mention} {source}"


def _describe_kind(candidate: Candidate, setting: Setting) -> Iterator[Group]:
    """What kind of actor it is, and whether it speaks the words that hold the trigger or stands in them."""
    actor, told = setting.resolution.find_first(candidate.ids), setting.statement
    event = setting.act.event
    if actor is None:
        yield _name_words, "kind", "new"
    else:
        yield _name_actor, event, actor.kind, actor.sector[0] if actor.sector else "-"
    if told is not None:
        within = any(span.covers(candidate.span) for span in told.spans)
        speaks = not candidate.ids or not set(candidate.ids).isdisjoint(told.speakers)
        yield _name_speech, event, told.form, "speaks" if speaks else "within" if within else "outside"


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
