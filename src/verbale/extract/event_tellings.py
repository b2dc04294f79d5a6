"""From an act as read to one telling of an event: its sides, day, place, size, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from math import prod
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Act, Role
from verbale.analyse.first_coder import stem
from verbale.extract.event_seats import Setting, can_act, choose_sides, find_around, load_weights, weigh_seats
from verbale.extract.event_size import Told, find_counts
from verbale.extract.event_words import find_date, find_evidence, find_place
from verbale.extract.phrases import word_set
from verbale.plover import get_type
from verbale.records import Agreement, Count, Size, Statement, Status
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.spans import Lookup, Span

FIRST_PERSON: Final = word_set("i we me us my our myself ourselves mine ours")
TOGETHER: Final = {
    "SUPPORT": word_set("sign agreement deal treaty pact accord memorandum ratify conclud"),
    "ASSAULT": word_set("clash fight battl firefight skirmish shootout"),
    "CONCEDE": word_set("ceasefir truc"),
    "RETREAT": word_set("ceasefir truc"),
    "COOPERATE": word_set("joint jointly cooperat"),
}
"""Stems in a trigger whose two sides act together; of labelled acts with them 19 in 20 have no recipient."""
HOSTING: Final = word_set("host receiv welcom")
"""Stems in a trigger whose subject is the host."""
SIZES: Final = {
    "ASSAULT": ("dead", "injured"),
    "PROTEST": ("dead", "injured", "arrested"),
    "COERCE": ("arrested",),
}
"""Which numbers belong to acts of which type; of others they are not the act's size."""
LONG_AGO: Final = 30
"""An act this many days before the report is history, where only the lexicon says that it occurred."""


class Casting(Protocol):
    """Who stands behind words: `verbale.extract.cast.Cast`."""

    def of(self, span: Span) -> tuple[str, ...]:
        """Ids of the actors that the words stand for."""
        ...


class Sides(Struct, frozen=True):
    """Who acts and who is acted upon, the words that say so, and how sure that is, 0 to 1."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    spans: tuple[Span, ...]
    score: float


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
    confidence: float


class Teller:
    """Tells the acts of one report."""

    def __init__(
        self,
        resolution: Resolution,
        statements: Sequence[Statement],
        agreements: Sequence[Agreement],
        cast: Casting,
    ) -> None:
        self.resolution, self.cast = resolution, cast
        self._states = {actor.id: actor.state for actor in resolution.actors}
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
            for act in acts:
                yield self._tell(act, acts, counts)

    def _tell(self, act: Act, beside: Sequence[Act], counts: Sequence[Told]) -> Telling:
        statement = find_around(self._statements_at.around(act.trigger), act.trigger)
        sides = self._join(act, self._seat(act, statement))
        date = find_date(self.resolution, act, beside)
        place = find_place(self.resolution, act, sides.spans)
        evidence = find_evidence(self.resolution.analysis, act.trigger)
        agreement = self._find_agreement(act, evidence)
        if agreement is not None:
            sides = sides if sides.actor else replace(sides, actor=agreement.parties)
            date = date or self._find_signing(act, agreement)
        return Telling(
            act=act,
            sides=sides,
            host=self._find_host(act, sides, place),
            status=self._tell_status(act, date),
            date=date,
            place=place,
            size=_tell_size(act, beside, counts),
            statement=self._find_statement(act, statement),
            agreement=agreement.id if agreement else None,
            evidence=evidence,
            confidence=act.score * sides.score,
        )

    # sides

    def _seat(self, act: Act, statement: Statement | None) -> Sides:
        if act.actors is None and act.recipients is None:
            sides = self._seat_nearest(act, statement)
        else:
            sides = self._seat_roles(act.actors or (), act.recipients or (), statement)
        if sides.actor or statement is None or statement.form == "indirect" or get_type(act.event).quad % 2 == 0:
            return sides
        return replace(sides, actor=statement.speakers)

    def _seat_nearest(self, act: Act, statement: Statement | None) -> Sides:
        weights = load_weights()
        seats = weigh_seats(Setting(self.resolution, act, statement), weights)
        actors, recipients = choose_sides(seats, get_type(act.event), weights)
        spans = tuple(mention.span for mention in (*actors, *recipients))
        score = _surety([(s.actor, s.mention in actors) for s in seats if can_act(s.mention)])
        if get_type(act.event).sides != "joint":
            score *= _surety([(s.recipient, s.mention in recipients) for s in seats])
        return Sides(
            self._identify((m.span for m in actors), statement),
            self._identify((m.span for m in recipients), statement),
            spans,
            score,
        )

    def _seat_roles(self, actors: Sequence[Role], recipients: Sequence[Role], statement: Statement | None) -> Sides:
        roles = (*actors, *recipients)
        return Sides(
            self._identify((role.span for role in actors), statement),
            self._identify((role.span for role in recipients), statement),
            tuple(role.span for role in roles),
            prod(role.score for role in roles) ** (1 / max(1, len(roles))),
        )

    def _identify(self, spans: Iterable[Span], statement: Statement | None) -> tuple[str, ...]:
        """Ids behind the words; "I" and "we" in a statement are its speakers."""
        ids: list[str] = []
        for span in spans:
            found = self.cast.of(span)
            if not found and statement is not None and span.of(self.resolution.text).lower() in FIRST_PERSON:
                found = statement.speakers
            ids.extend(found)
        return tuple(dict.fromkeys(ids))

    def _join(self, act: Act, sides: Sides) -> Sides:
        """The type's own rule: all act together, or nobody stands on both sides."""
        kind = get_type(act.event)
        words = {stem(word) for word in act.trigger.of(self.resolution.text).replace("-", " ").split()}
        if kind.sides == "joint" or words & TOGETHER.get(act.event, frozenset()):
            return replace(sides, actor=tuple(dict.fromkeys((*sides.actor, *sides.recipient))), recipient=())
        return replace(sides, recipient=tuple(one for one in sides.recipient if one not in sides.actor))

    def _find_host(self, act: Act, sides: Sides, place: Placed | None) -> tuple[str, ...]:
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
        is_passive = text[act.trigger.end :].lstrip().startswith("by ")
        spans = [span for span in sides.spans if (span.start > act.trigger.start) is is_passive]
        return self.cast.of(min(spans)) if spans else ()

    # the rest

    def _find_statement(self, act: Act, around: Statement | None) -> str | None:
        """The statement that tells of the act, or that is the act: "urged", "condemned" are its cue."""
        if around is not None:
            return around.id
        return next((one.id for one in self._cues_at.meeting(act.trigger)), None)

    def _tell_status(self, act: Act, date: Dated | None) -> Status:
        """The reader's word; where the lexicon saw nothing but an act, the day decides."""
        published = self.resolution.analysis.report.published
        if act.actors is not None or act.status != "occurred" or date is None or not date.value or not published:
            return act.status
        if (date.end or date.value) < (published - timedelta(days=LONG_AGO)).isoformat()[: len(date.end or date.value)]:
            return "historical"
        is_ahead = date.value > published.isoformat()[: len(date.value)]
        return "scheduled" if is_ahead and not get_type(act.event).by_announcement else act.status

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


def _surety(chances: Sequence[tuple[float, bool]]) -> float:
    """How sure a side is: that its likeliest member stands on it; if it is empty, that nobody does."""
    chosen = [chance for chance, is_chosen in chances if is_chosen]
    return max(chosen) if chosen else prod(1 - chance for chance, _ in chances)


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
