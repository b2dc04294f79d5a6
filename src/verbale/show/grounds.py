"""Why an event stands in a record: what each part of it rests on, and what lost narrowly.

Everything here is what analysis, resolution and extraction kept while the record was made; nothing is read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act, Role
from verbale.errors import UnknownEntry
from verbale.extract.event_confidence import Signs, load_weights
from verbale.extract.event_sides import FAINTEST, Basis
from verbale.extract.events import Found
from verbale.pipeline import Made
from verbale.records import Event
from verbale.resolve import identify
from verbale.spans import Span

DIGITS: Final = 3
LEAST_FAINT: Final = 0.1
"""Words less likely than this to be a participant did not lose narrowly."""

Part = Literal["actor", "recipient"]


class Words(Struct, frozen=True):
    """A stretch of the report."""

    start: int
    end: int
    text: str


class Rival(Struct, frozen=True):
    """A type that the trigger might have had, with the reader's score."""

    event: str
    score: float


class Trigger(Struct, frozen=True):
    """One telling: the trigger as the reader took it, and the evidence that the record shows of it."""

    words: Words
    evidence: Words
    event: str
    mode: str | None
    status: str
    score: float
    rule: str
    rivals: tuple[Rival, ...]


class Candidate(Struct, frozen=True):
    """Words that may name a participant: the reader's score, and who they stand for, taken or not."""

    words: Words
    score: float
    actors: tuple[str, ...]
    taken: bool


class Side(Struct, frozen=True):
    """Who stands on one side, what tells so (see `Basis`), how sure that is, and the words that were weighed."""

    actors: tuple[str, ...]
    by: str
    score: float
    candidates: tuple[Candidate, ...]


class Sign(Struct, frozen=True):
    """One sign of how sure an event is: its value, and what it adds to the log-odds."""

    sign: str
    value: float
    effect: float


class Lost(Struct, frozen=True):
    """Another act in the event's sentences that is told by no event: too unsure, or set aside; `reason` says which."""

    words: Words
    event: str
    confidence: float
    least: float
    reason: str


class Explanation(Struct, frozen=True):
    """One event of a record with its grounds. `names`: id -> name of everybody in it."""

    event: Event
    names: dict[str, str]
    triggers: tuple[Trigger, ...]
    actor: Side
    recipient: Side
    date: Words | None
    place: Words | None
    least: float
    signs: tuple[Sign, ...]
    lost: tuple[Lost, ...]


ALL: Final = "all"


def explain_events(made: Made, identifier: str = ALL) -> list[Explanation]:
    """Why *made*'s record has the event of that id, or each of its events; UnknownEntry if it has no such event."""
    told = [one for one in made.extraction.found if one.is_sure]
    pairs = list(zip(made.record.events, told, strict=True))
    chosen = [one for one in pairs if identifier in (ALL, one[0].id)]
    if not chosen and identifier != ALL:
        raise UnknownEntry("event", identifier, [event.id for event, _ in pairs])
    explainer = _Explainer(made)
    return [explainer.explain(event, found) for event, found in chosen]


def write_explanation(explanation: Explanation) -> str:
    """One line of JSON."""
    return msgspec.json.encode(explanation).decode() + "\n"


class _Explainer:
    """Explains the events of one report."""

    def __init__(self, made: Made) -> None:
        self._made, self._resolution = made, made.resolution
        self._names = {one.id: one.name for one in (*made.resolution.actors, *made.extraction.actors)}

    def explain(self, event: Event, found: Found) -> Explanation:
        best = found.told[0]
        sides = self._tell_side(found, "actor"), self._tell_side(found, "recipient")
        date = next((one.date.span for one in found.told if one.date and one.date.value), None)
        place = next((one.place.span for one in found.told if one.place), None)
        used = [one for side in sides for words in side.candidates for one in words.actors]
        return Explanation(
            event=event,
            names={one: self._names[one] for one in dict.fromkeys((*event.actor, *event.recipient, *used))},
            triggers=tuple(self._tell_trigger(one.act, one.evidence) for one in found.told),
            actor=sides[0],
            recipient=sides[1],
            date=self._cite(date) if date else None,
            place=self._cite(place) if place else None,
            least=found.least,
            signs=() if best.act.rule == "lexicon" else tuple(self._list_signs(found)),
            lost=tuple(self._list_lost(found)),
        )

    def _list_signs(self, found: Found) -> list[Sign]:
        return list_signs(found.told[0].act.event, found.list_signs(self._resolution))

    def _cite(self, span: Span) -> Words:
        return Words(span.start, span.end, span.of(self._resolution.text))

    def _tell_trigger(self, act: Act, evidence: Span) -> Trigger:
        rivals = tuple(Rival(event, score) for event, score in act.rivals)
        cited = self._cite(act.trigger), self._cite(evidence)
        return Trigger(*cited, act.event, act.mode, act.status, act.score, act.rule, rivals)

    def _tell_side(self, found: Found, part: Part) -> Side:
        """The side of the first telling that has one: that is the event's."""
        of: dict[Part, tuple[str, str]] = {"actor": ("actor", "actor_by"), "recipient": ("recipient", "recipient_by")}
        name, by = of[part]
        giver = next((one for one in found.told if getattr(one.sides, name)), found.told[0])
        basis: Basis = getattr(giver.sides, by)
        chosen: tuple[str, ...] = getattr(giver.sides, name)
        candidates = self._list_candidates(giver.act, part, chosen, giver.sides.spans)
        return Side(chosen, basis.source, round(basis.score, DIGITS), tuple(candidates))

    def _list_candidates(
        self, act: Act, part: Part, chosen: Sequence[str], taken: Sequence[Span]
    ) -> Iterator[Candidate]:
        """The words that the reader gave this part, then those it nearly did, the likeliest first."""
        roles = (act.actors if part == "actor" else act.recipients) or ()
        faint = [Role(one.span, one.actor if part == "actor" else one.recipient) for one in act.faint]
        near = [one for one in faint if one.score >= min(LEAST_FAINT, FAINTEST[part])]
        for one in (*roles, *sorted(near, key=lambda one: -one.score)):
            meant = identify(self._resolution, one.span)
            self._names |= {actor.id: actor.name for actor in meant if actor.id not in self._names}
            ids = tuple(actor.id for actor in meant)
            is_taken = any(one.span.overlaps(span) for span in taken) and bool(set(ids) & set(chosen))
            yield Candidate(self._cite(one.span), one.score, ids, is_taken)

    def _list_lost(self, found: Found) -> Iterator[Lost]:
        """What else the event's sentences might tell."""
        number = self._resolution.analysis.sentence_at
        here = {number(one.act.trigger.start) for one in found.told}
        for one in self._made.extraction.found:
            act = one.told[0].act
            if not one.is_sure and number(act.trigger.start) in here:
                reason = one.aside or "unsure"
                yield Lost(self._cite(act.trigger), act.event, round(one.confidence, DIGITS), one.least, reason)


def list_signs(event: str, told: Signs) -> list[Sign]:
    """The signs that count, the weightiest first; what all events of the type have in common is one: "type"."""
    weights = load_weights().signs
    common = sum(weights.get(sign, 0.0) for sign, _ in told if sign in ("always", event))
    signs = [Sign("type", 1.0, round(common, DIGITS))]
    for sign, value in told:
        effect = round(weights.get(sign, 0.0) * value, DIGITS)
        if effect and sign not in ("always", event):
            signs.append(Sign(sign, round(value, DIGITS), effect))
    return sorted(signs, key=lambda one: -abs(one.effect))
