"""From an act as read to one telling of an event: its sides, day, place, size, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Act
from verbale.analyse.status_words import tell_status
from verbale.extract.event_seats import find_around
from verbale.extract.event_sides import Basis, Casting, Seater, Sides
from verbale.extract.event_size import Told, find_counts
from verbale.extract.event_words import find_date, find_evidence, find_place, tells_when
from verbale.plover import get_type
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
BEFORE: Final = Basis("before", 1.0)
LONG_AGO: Final = 14
"""An act this many days before the report is history."""


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
        analysis = self.resolution.analysis
        by_sentence: dict[int, list[Act]] = {}
        for act in sorted(analysis.acts, key=lambda one: one.trigger):
            by_sentence.setdefault(analysis.sentence_at(act.trigger.start), []).append(act)
        for number, acts in by_sentence.items():
            counts = find_counts(self.resolution.text, analysis.sentences[number])
            before: Telling | None = None
            for act in acts:
                telling = go_on(self._tell(act, acts, counts), before)
                before = telling if telling.sides.actor else before
                yield telling

    def _tell(self, act: Act, beside: Sequence[Act], counts: Sequence[Told]) -> Telling:
        statement = find_around(self._statements_at.around(act.trigger), act.trigger)
        sides = self.seater.seat(act, statement)
        date = find_date(self.resolution, act, beside)
        place = find_place(self.resolution, act, sides.spans)
        sides = self.seater.add_struck(act, sides, place)
        evidence = find_evidence(self.resolution.analysis, act.trigger)
        agreement = self._find_agreement(act, evidence)
        if agreement is not None:
            if not sides.actor:
                sides = replace(sides, actor=agreement.parties, actor_by=Basis("agreement", 1.0))
            date = date or self._find_signing(act, agreement)
        return Telling(
            act=act,
            sides=sides,
            host=self.seater.find_host(act, sides, place),
            status=self._tell_status(act, date),
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

    def _tell_status(self, act: Act, date: Dated | None) -> Status:
        """The reader's word, put right by the day of the act, and by the words around it where no day is told.

        Of labelled acts with a day, those ahead are scheduled in 6 of 7 cases, those over hardly ever, and those that
        lie more than two weeks back are history in 14 of 15.
        """
        when = self._compare(date)
        if act.status not in ("occurred", "scheduled"):
            return act.status
        if when == "ahead":
            return act.status if get_type(act.event).looks_ahead else "scheduled"
        if when == "long ago":
            return "historical"
        planned = act.status == "scheduled" and when != "over" and self._seems_planned(act)
        return "scheduled" if planned else "occurred"

    def _compare(self, date: Dated | None) -> Literal["ahead", "over", "long ago", "open"]:
        """Where a day lies, seen from the day of publication; open if it cannot be told, or is a limit."""
        published = self.resolution.analysis.report.published
        if date is None or not date.value or published is None or not tells_when(self.resolution, date):
            return "open"
        last = date.end or date.value
        if date.value > published.isoformat()[: len(date.value)]:
            return "ahead"
        if last < (published - timedelta(days=LONG_AGO)).isoformat()[: len(last)]:
            return "long ago"
        return "over" if last < published.isoformat()[: len(last)] else "open"

    def _seems_planned(self, act: Act) -> bool:
        """Do the words around the act say, too, that it is planned? Of words that are the deed they do not tell."""
        if get_type(act.event).by_announcement:
            return True
        analysis = self.resolution.analysis
        sentence = analysis.sentences[analysis.sentence_at(act.trigger.start)]
        start, end = act.trigger.start - sentence.start, act.trigger.end - sentence.start
        return tell_status(sentence.of(analysis.text), start, end, act.event) == "scheduled"

    def _find_agreement(self, act: Act, evidence: Span) -> Agreement | None:
        """The agreement that the act signs, approves or promises: its name stands in or right behind the evidence."""
        if act.event not in ("SUPPORT", "AGREE"):
            return None
        return next(iter(self._agreements_at.meeting(Span(evidence.start, evidence.end + 1))), None)

    def _find_signing(self, act: Act, agreement: Agreement) -> Dated | None:
        """The day on which the agreement was signed, where the act is its signing."""
        if act.event != "SUPPORT" or agreement.signed is None:
            return None
        return next((one for one in self.resolution.dates if one.value == agreement.signed), None)


def go_on(telling: Telling, before: Telling | None) -> Telling:
    """A word of which nobody is the subject is of whoever acted before in its sentence: "agreed to X but refused Y"."""
    sides = telling.sides
    if before is None or sides.actor or telling.act.event not in ALWAYS_DONE:
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
