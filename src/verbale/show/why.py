"""The grounds of one event as one reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from verbale.plover import get_type
from verbale.records import ReportRecord
from verbale.show.grounds import Candidate, Explanation, Lost, Side, Sign, Trigger, Words
from verbale.show.sheet import NOTHING, Sheet, dress, dress_pieces
from verbale.show.wording import Cast, add_article, choose_marks, cut_excerpt, tell_days, tell_event
from verbale.spans import Span

LONGEST_EXCERPT: Final = 200
FEWEST: Final = 0.1
"""Signs that move the log-odds by less are not worth a line."""
MOST_SIGNS: Final = 6

SOURCES: Final = {
    "role": "named beside the act, as the reader sees it",
    "weighed": "all that speaks for the words, the reader and where they stand",
    "meeting": "the other side of the meeting that the report tells",
    "faint": "the likeliest of the words beside the act, though the reader was unsure",
    "nearest": "the nearest that fits",
    "before": "who did what was told before in the sentence",
    "speaker": "who speaks the words",
    "place": "the state of the place",
    "agreement": "the parties of the agreement",
    "nobody": "nobody likely enough is named",
}
"""What a side rests on, for people."""
ALL_ACT: Final = "all who take part are actors"
REASONS: Final = {
    "unsure": "too unsure",
    "nobody": "nobody is named, nor day, place or number",
    "play": "sport, trade, science or culture, with nobody of public life",
    "caution": "a warning by those who cannot threaten",
    "silence": "somebody only says no more",
    "overshadowed": "a graver act in the sentence takes its place",
}
"""Why an act makes no event, for people."""
SIGNS: Final = {
    "act": "how sure the reader is of the act",
    "actor sure": "how sure it is who acts",
    "recipient sure": "how sure it is who is acted upon",
    "tellings": "it is told more than once",
    "full report": "a full report tells more that is no event",
    "act in a full report": "how sure the reader is of the act, in a full report",
    "paragraphs before": "how far down in the report it stands",
    "in the title": "it stands in the title",
    "many": "many participants",
    "all unknown": "none of the participants is in the tables",
    "no actor": "nobody is known to act",
    "no recipient": "nobody is acted upon",
    "actor by role": "who acts is named beside the act",
    "recipient by role": "who is acted upon is named beside the act",
    "rival": "another type is likely too",
    "of its type": "the report may tell several events of the type",
    "acts in the sentence": "the sentence tells several acts",
    "words of the trigger": "how many words the act has",
    "words of the evidence": "how many words tell of it",
    "quoted": "it stands within quotation marks",
    "of one state": "both sides are of one state",
    "actor of no state": "who acts is of no known state",
    "recipient of no state": "who is acted upon is of no known state",
    "number of actors": "how many act",
    "number of recipients": "how many are acted upon",
}
"""What a sign is, for people; others are named as they are."""
READERS: Final = {"encoder": "the trained reader", "lexicon": "the lexicon", "words": "a rule on plain words"}
"""Who takes words for an act, for people."""
DATE_BASES: Final = {
    "publication": "the day of publication: the report names none",
    "unknown": "not told",
    "text": "the day that the report names for its story",
}
"""Where a day is from that does not stand beside the act."""


def render_explanation(explanation: Explanation, record: ReportRecord, width: int = 80, colour: bool = False) -> str:
    """The view of one event's grounds, *width* columns wide; without *colour* it is plain text."""
    return _View(explanation, record, Sheet(width, colour)).write()


class _View:
    """One explanation on a sheet."""

    def __init__(self, explanation: Explanation, record: ReportRecord, sheet: Sheet) -> None:
        self._told, self._record, self._sheet = explanation, record, sheet
        self._text = record.report.text

    def write(self) -> str:
        self._write_head()
        self._write_triggers()
        self._write_side("Who acts", self._told.actor)
        self._write_side("Acted upon", self._told.recipient)
        self._write_circumstances()
        self._write_confidence()
        self._write_lost()
        return self._sheet.text

    def _write_head(self) -> None:
        event = self._told.event
        sentence = dress_pieces(tell_event(event, self._record, Cast(self._record)))
        self._sheet.write(dress(f"{event.id}  ", "quiet") + sentence)
        kind = " ".join(filter(None, (event.event, event.mode)))
        self._sheet.write(dress(f"{kind} · {event.status} · confidence {event.confidence:.2f}", "quiet"), indent=4)

    def _write_triggers(self) -> None:
        first, *others = self._told.triggers
        self._sheet.write_section("The act")
        self._sheet.write_row(dress(first.event, "name"), self._quote(first.words))
        self._sheet.write_row(NOTHING, dress(_tell_reading(first), "quiet"))
        for other in others:
            self._sheet.write_row(dress("told again", "quiet"), self._quote(other.words))
            self._sheet.write_row(NOTHING, dress(_tell_reading(other), "quiet"))
        for rival in first.rivals:
            body = dress(f"might have been, at {rival.score:.2f}", "quiet")
            self._sheet.write_row(dress(rival.event, "plain"), body)

    def _write_side(self, name: str, side: Side) -> None:
        self._sheet.write_section(name)
        names = [add_article(self._told.names[one]) for one in side.actors]
        reason = ALL_ACT if side.by == "nobody" and self._is_joint() else SOURCES[side.by]
        body = dress(", ".join(names) or "nobody", "name") + dress(f": {reason}", "plain")
        self._sheet.write_row(dress(f"{side.score:.2f}", "quiet"), body)
        for candidate in side.candidates:
            self._sheet.write_row(NOTHING, dress(self._tell_candidate(candidate), "quiet"), indent=2)

    def _is_joint(self) -> bool:
        return get_type(self._told.event.event).sides == "joint" and bool(self._told.event.actor)

    def _tell_candidate(self, candidate: Candidate) -> str:
        names = ", ".join(self._told.names[one] for one in candidate.actors)
        meant = f", that is {names}" if names and names != candidate.words.text else ""
        whom = meant if names else ", who that is could not be told"
        fate = "" if candidate.taken else "; not taken"
        return f"{_cite(candidate.words)} {candidate.score:.2f}{whom}{fate}"

    def _write_circumstances(self) -> None:
        event = self._told.event
        self._sheet.write_section("Status, day, place")
        read = self._told.triggers[0].status
        change = "as the reader sees it" if read == event.status else f"the reader said {read}; day and words decide"
        self._sheet.write_row(dress(event.status, "name"), dress(change, "plain"))
        day = tell_days(event.date, event.enddate, self._record.report.published) or "no day"
        basis = DATE_BASES[event.date_basis]
        said = _cite(self._told.date) if self._told.date and event.date else basis
        self._sheet.write_row(dress(day, "name"), dress(said, "plain"))
        if event.event_loc and self._told.place:
            name = event.event_loc.resolved_place or event.event_loc.extracted_place
            self._sheet.write_row(dress(name, "name"), dress(_cite(self._told.place), "plain"))

    def _write_confidence(self) -> None:
        self._sheet.write_section("How sure")
        event, least = self._told.event, self._told.least
        body = dress(f"the chance that type and both sides are right; told from {least:.2f} on", "plain")
        self._sheet.write_row(dress(f"{event.confidence:.2f}", "name"), body)
        for sign in list(_choose_signs(self._told.signs))[:MOST_SIGNS]:
            self._sheet.write_row(dress(f"{sign.effect:+.2f}", "quiet"), dress(self._tell_sign(sign), "quiet"))

    def _tell_sign(self, sign: Sign) -> str:
        if sign.sign == "type":
            return f"where an event of type {self._told.event.event} begins"
        return SIGNS.get(sign.sign, sign.sign)

    def _write_lost(self) -> None:
        if self._told.lost:
            self._sheet.write_section("In the same words, but not told")
        for one in self._told.lost:
            self._sheet.write_row(dress(one.event, "plain"), self._quote(one.words) + dress(_tell_loss(one), "quiet"))

    def _quote(self, words: Words) -> Text:
        """The words within their sentence."""
        before, within, after = cut_excerpt(self._text, Span(words.start, words.end), LONGEST_EXCERPT)
        opening, closing = choose_marks(before + within + after)
        return dress(opening + before, "quiet") + dress(within, "name") + dress(after + closing, "quiet")


def _cite(words: Words) -> str:
    """The words in marks, on one line."""
    opening, closing = choose_marks(words.text)
    return f"{opening}{' '.join(words.text.split())}{closing}"


def _tell_reading(trigger: Trigger) -> str:
    reader = READERS.get(trigger.rule, trigger.rule)
    kind = " ".join(filter(None, (trigger.event, trigger.mode)))
    return f"{reader} takes {_cite(trigger.words)} for {kind}, at {trigger.score:.2f}"


def _choose_signs(signs: tuple[Sign, ...]) -> Iterator[Sign]:
    return (one for one in signs if abs(one.effect) >= FEWEST)


def _tell_loss(lost: Lost) -> str:
    if lost.reason == "unsure":
        return f" {REASONS['unsure']}: {lost.confidence:.2f}, told from {lost.least:.2f} on"
    return f" {REASONS[lost.reason]}"
