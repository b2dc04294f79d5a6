"""From an act as read to one telling of an event: its sides, day, place, size, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Act
from verbale.analyse.packed import pack
from verbale.extract.denied_acts import deny_acts
from verbale.extract.event_additions import find_additions
from verbale.extract.event_plans import tell_plan
from verbale.extract.event_seats import find_around
from verbale.extract.event_sides import Basis, Casting, Seater, Sides
from verbale.extract.event_size import Told, find_counts
from verbale.extract.event_words import find_date, find_evidence, find_place
from verbale.extract.turned_acts import turn_acts
from verbale.records import Agreement, Count, Size, Statement, Status
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.spans import Lookup, Span

SIZES: Final = {
    "ASSAULT": ("dead", "injured"),
    "PROTEST": ("dead", "injured", "arrested"),
    "COERCE": ("arrested",),
}
"""Which numbers belong to acts of which type; of others they are not the act's size."""
ALWAYS_DONE: Final = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "CONSULT"})
"""Types of which 97 in 100 labelled acts or more have an actor."""
THANKS: Final = re.compile(r"\b(?:thank|grat|appreciat|congratulat|condolence|prais|commend)", re.IGNORECASE)
"""Words of a SUPPORT that is meant for whoever one meets: so 3 of 3 labelled ones that name nobody; of others
("welcomed efforts", "reaffirmed support") none of 6."""
OTHER: Final = Basis("meeting", 1.0)
BEFORE: Final = Basis("before", 1.0)


class Telling(Struct, frozen=True):
    """One telling of an event, before tellings of the same event are put together."""

    act: Act
    sides: Sides
    host: tuple[str, ...]
    status: Status
    date: Dated | None
    place: Placed | None
    size: Size | None
    statement: str | None
    agreement: str | None
    evidence: Span


class Teller:
    """Tells the acts of one report."""

    def __init__(
        self,
        resolution: Resolution,
        statements: Sequence[Statement],
        agreements: Sequence[Agreement],
        cast: Casting,
    ) -> None:
        self.resolution, self.seater = resolution, Seater(resolution, cast)
        self._statements_at = Lookup(statements, lambda one: one.spans)
        self._cues_at = Lookup(statements, lambda one: (one.cue,) if one.cue else ())
        self._agreements_at = Lookup(agreements, lambda one: one.spans)

    def tell_all(self) -> Iterator[Telling]:
        """A telling for each act, in the order of the text."""
        return map(self._turn_to_other, self._tell_each())

    def _turn_to_other(self, telling: Telling) -> Telling:
        """Thanks and help in a report of a meeting of two are for the other."""
        sides = telling.sides
        lands = {self.seater.tell_state(actor) for actor in sides.actor}
        if sides.recipient or len(lands) != 1 or not self._is_meant(telling.act):
            return telling
        parties = self.seater.parties
        if not lands <= parties.keys():
            return telling
        other = next(people for state, people in parties.items() if state not in lands)
        return replace(telling, sides=replace(sides, recipient=other, recipient_by=OTHER))

    def _is_meant(self, act: Act) -> bool:
        if act.event == "SUPPORT":
            return bool(THANKS.search(act.trigger.of(self.resolution.text)))
        return act.event == "AID"

    def _tell_each(self) -> Iterator[Telling]:
        analysis = self.resolution.analysis
        turned = pack(turn_acts(analysis), Act)
        added = find_additions(self.resolution, self._statements_at)
        acts = Lookup(pack(chain(deny_acts(turned, analysis), added), Act), lambda act: (act.trigger,))
        for number, some in groupby(acts, lambda act: analysis.sentence_at(act.trigger.start)):
            beside = list(some)
            counts = find_counts(self.resolution.text, analysis.sentences[number])
            before: Telling | None = None
            for act in beside:
                telling = go_on(self._tell(act, beside, counts), before)
                before = telling if telling.sides.actor else before
                yield telling

    def _tell(self, act: Act, beside: Sequence[Act], counts: Sequence[Told]) -> Telling:
        around = list(self._statements_at.around(act.trigger))
        statement = find_around(around, act.trigger)
        voice = find_around([one for one in around if one.form != "indirect"], act.trigger)
        sides = self.seater.seat(act, voice or statement)
        date = find_date(self.resolution, act, beside)
        place = find_place(self.resolution, act, sides.spans)
        sides = self.seater.add_visited(act, self.seater.add_struck(act, sides, place), place)
        evidence = find_evidence(self.resolution.analysis, act.trigger)
        agreement = self._find_agreement(act, evidence)
        if agreement is not None:
            if not sides.actor:
                sides = replace(sides, actor=agreement.parties, actor_by=Basis("agreement", 1.0))
            date = date or self._find_signing(act, agreement)
        status, date = tell_plan(self.resolution, act, date)
        return Telling(
            act=act,
            sides=sides,
            host=self.seater.find_host(act, sides, place),
            status=status,
            date=date,
            place=place,
            size=_tell_size(act, beside, counts),
            statement=self._find_statement(act, statement),
            agreement=agreement.id if agreement else None,
            evidence=evidence,
        )

    def _find_statement(self, act: Act, around: Statement | None) -> str | None:
        """The statement that tells of the act, or that is the act: "urged", "condemned" are its cue."""
        if around is not None:
            return around.id
        return next((one.id for one in self._cues_at.meeting(act.trigger)), None)

    def _find_agreement(self, act: Act, evidence: Span) -> Agreement | None:
        """The agreement that the act signs, approves or promises: its name stands in or right behind the evidence.

        Or right before it: "a treaty, signed in Rabat".
        """
        if act.event not in ("SUPPORT", "AGREE"):
            return None
        around = Span(evidence.start, evidence.end + 1), Span(max(0, evidence.start - len(", ") - 1), evidence.end)
        return next((one for span in around for one in self._agreements_at.meeting(span)), None)

    def _find_signing(self, act: Act, agreement: Agreement) -> Dated | None:
        """The day on which the agreement was signed, where the act is its signing."""
        if act.event != "SUPPORT" or agreement.signed is None:
            return None
        return self.resolution.find_date(agreement.signed)


def go_on(telling: Telling, before: Telling | None) -> Telling:
    """A word of which nobody is the subject is of whoever acted before in its sentence: "agreed to X but refused Y"."""
    sides = telling.sides
    if before is None or sides.actor or telling.act.event not in ALWAYS_DONE:
        return telling
    if telling.act.event == "CONSULT" and telling.status == "scheduled":  # "the summit to be held": whose is not said
        return telling
    recipient = tuple(one for one in sides.recipient if one not in before.sides.actor)
    return replace(telling, sides=replace(sides, actor=before.sides.actor, recipient=recipient, actor_by=BEFORE))


def _tell_size(act: Act, beside: Sequence[Act], counts: Sequence[Told]) -> Size | None:
    """The numbers that belong to an act: those to whose words no other act that may have them stands nearer."""
    own: dict[str, Count] = {}
    for told in counts:
        takers = [one for one in beside if told.fate in SIZES.get(one.event, ())]
        nearest = min(takers, key=lambda one: _distance(one.trigger, told.count.span), default=None)
        if nearest is act:
            own.setdefault(told.fate, told.count)
    return Size(own.get("dead"), own.get("injured"), own.get("arrested")) if own else None


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
