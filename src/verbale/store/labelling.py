"""A corrected report as a label for training, in the form of the labels that the engine learnt from.

Two forms: whole reports (statements and every telling of every event, with their paragraphs), and items (one paragraph
and its events). Each fact says in `by` whether a person or the engine told it. Events whose participants, words or
place do not stand in the text up to their paragraph cannot be labelled so; they are counted, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verbale.records import Actor, Event, Report, ReportRecord, Statement, TextInfo
from verbale.resolve.dates import find_dates
from verbale.resolve.resolution import Dated
from verbale.spans import Span
from verbale.store.amending import Amended, Fact

Line = dict[str, Any]

MARKS: Final = '"“”'
"""Quotation marks: no piece of a statement begins or ends with one."""
ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)

_OF_REPORTS: Final = ("p", "n", "who")
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_BEFORE_DATE: Final = re.compile(r"\b(?:on|in|at|since|from|by|during)\s+(?:the\s+)?$", re.IGNORECASE)


class Labelled(Struct, frozen=True):
    """A report's lines for the two files, texts and labels; `left_out` counts facts that could not be labelled."""

    texts: tuple[Line, ...]
    labels: tuple[Line, ...]
    left_out: int


class _Page(Struct, frozen=True):
    """A report's text by paragraphs, with its people and days."""

    report: Report
    paragraphs: tuple[Span, ...]
    people: dict[str, Actor]
    dates: tuple[Dated, ...]

    def find(self, at: int) -> int:
        """The paragraph in which a character stands."""
        return max(number for number, span in enumerate(self.paragraphs) if span.start <= at or number == 0)

    def cut(self, told: TextInfo | Span) -> Span:
        """The part of a stretch that lies within its first paragraph."""
        return Span(told.start, min(told.end, self.paragraphs[self.find(told.start)].end))


def label_report(amended: Amended, identifier: str) -> Labelled:
    """The whole report as one label; *identifier* names it in both files."""
    page = _lay_out(amended.record)
    told = [(fact, one) for fact, one in _list_events(amended) if _is_whole(page, one)]
    events = [
        _label_telling(page, event, mention, number) | _say_by(amended, fact)
        for number, (fact, event) in enumerate(told, 1)
        for mention in event.mentions or (event.text_info,)
        if _seat(page, event, mention) is not None
    ]
    statements, left = _label_statements(page, amended)
    report = amended.record.report
    text = {"id": identifier, "title": report.title, "published": _write_day(report), "publisher": report.publisher}
    return Labelled(
        ({**text, "url": report.url, "text": report.text},),
        ({"id": identifier, "st": statements, "ev": events},),
        len(list(_list_events(amended))) - len(told) + left,
    )


def label_items(amended: Amended, identifier: str) -> Labelled:
    """The paragraphs in which a person amended or rejected an event, each as a label of its own."""
    page = _lay_out(amended.record)
    chosen = sorted(
        {
            page.find(amended.record.events[fact.place].text_info.start)
            for fact in amended.amended | amended.rejected
            if fact.kind == "event"
        }
    )
    texts, labels, left = [], [], 0
    for number in chosen:
        span = page.paragraphs[number]
        within = _lay_out(_cut_out(amended.record, span))
        facts = [(fact, one) for fact, one in _list_events(amended) if span.covers(Span(*_ends(one)))]
        moved = [(fact, _shift(one, span.start)) for fact, one in facts]
        whole = [(fact, one) for fact, one in moved if _is_whole(within, one)]
        left += len(moved) - len(whole)
        events = [
            {
                key: value
                for key, value in _label_telling(within, one, one.text_info, 1).items()
                if key not in _OF_REPORTS
            }
            | _say_by(amended, fact)
            for fact, one in whole
        ]
        name = f"{identifier}#{number}"
        texts.append({"id": name, "published": _write_day(page.report), "text": span.of(page.report.text)})
        labels.append({"id": name, "ev": events})
    return Labelled(tuple(texts), tuple(labels), left)


def _lay_out(record: ReportRecord) -> _Page:
    report = record.report
    edges = [0, *(edge for found in _BLANK_LINE.finditer(report.text) for edge in found.span()), len(report.text)]
    paragraphs = tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))
    people = {actor.id: actor for actor in record.actors}
    return _Page(report, paragraphs, people, find_dates(report.text, report.published))


def _cut_out(record: ReportRecord, span: Span) -> ReportRecord:
    """The record as if the paragraph were the whole text, as far as people are concerned."""
    actors = tuple(
        replace(one, mentions=tuple(told.shifted(-span.start) for told in one.mentions if span.covers(told)))
        for one in record.actors
    )
    return replace(record, report=replace(record.report, text=span.of(record.report.text)), actors=actors)


def _shift(event: Event, by: int) -> Event:
    start, end = _ends(event)
    return replace(event, text_info=TextInfo(start - by, end - by), mentions=())


def _ends(event: Event) -> tuple[int, int]:
    return event.text_info.start, event.text_info.end


def _list_events(amended: Amended) -> Iterator[tuple[Fact, Event]]:
    for place, event in enumerate(amended.record.events):
        fact = Fact("event", place)
        if fact not in amended.rejected:
            yield fact, event


def _say_by(amended: Amended, fact: Fact) -> Line:
    return {"by": "person" if fact in amended.amended else "engine"}


# events


def _is_whole(page: _Page, event: Event) -> bool:
    """Can any telling of the event be labelled?"""
    return any(_seat(page, event, told) is not None for told in event.mentions or (event.text_info,))


def _label_telling(page: _Page, event: Event, told: TextInfo, number: int) -> Line:
    actors, recipients = _seat(page, event, told) or ((), ())
    span = page.cut(told)
    paragraph = page.find(told.start)
    return {
        "t": event.event,
        "m": event.mode,
        "tr": span.of(page.report.text),
        "a": [words for words, _ in actors],
        "as": [one.state for _, one in actors],
        "r": [words for words, _ in recipients],
        "rs": [one.state for _, one in recipients],
        "st": event.status,
        "c": list(event.context),
        "d": _find_date(page, event, span, paragraph),
        "pl": _find_place(page, event, paragraph),
        "p": paragraph,
        "n": number,
        "who": [one.name for _, one in (*actors, *recipients)],
    }


def _seat(
    page: _Page, event: Event, told: TextInfo
) -> tuple[Sequence[tuple[str, Actor]], Sequence[tuple[str, Actor]]] | None:
    """The words of those who act and those acted upon; None if one of them does not stand up to that paragraph."""
    sides = []
    for ids in (event.actor, event.recipient):
        seats = [(_find_words(page, page.people[one], told), page.people[one]) for one in ids]
        if any(words is None for words, _ in seats):
            return None
        sides.append([(str(words), one) for words, one in seats])
    return sides[0], sides[1]


def _find_words(page: _Page, actor: Actor, told: TextInfo) -> str | None:
    """The mention nearest to the telling: in its paragraph, else in the nearest one before it."""
    paragraph = page.find(told.start)
    mentions = [one for one in (*actor.mentions, *_search(page, actor)) if one.end <= page.paragraphs[paragraph].end]
    if not mentions:
        return None
    here = [one for one in mentions if one.start >= page.paragraphs[paragraph].start]
    nearest = min(here, key=lambda one: max(one.start - told.end, told.start - one.end), default=None)
    nearest = nearest or max(mentions, key=lambda one: one.start)
    words = nearest.of(page.report.text)
    return ARTICLE.sub("", words, count=1) if ARTICLE.match(words) else words


def _search(page: _Page, actor: Actor) -> Iterator[Span]:
    """Where somebody whom the engine did not see stands under the full name or the last word of it."""
    if actor.mentions:
        return
    for name in dict.fromkeys((actor.name, actor.name.split()[-1] if actor.kind == "person" else actor.name)):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", page.report.text):
            yield Span(*found.span())


def _find_date(page: _Page, event: Event, span: Span, paragraph: int) -> str | None:
    """The words that say the event's day, nearest to the telling; None where the text does not say it."""
    if event.date_basis != "text":
        return None
    end = page.paragraphs[paragraph].end
    fit = [one for one in page.dates if (one.value, one.end) == (event.date, event.enddate) and one.span.end <= end]
    if not fit:
        return None
    best = min(fit, key=lambda one: max(one.span.start - span.end, span.start - one.span.end)).span
    before = _BEFORE_DATE.search(page.report.text[max(0, best.start - 20) : best.start])
    start = best.start - len(before[0]) if before else best.start
    return page.report.text[start : best.end]


def _find_place(page: _Page, event: Event, paragraph: int) -> str | None:
    words = event.event_loc.extracted_place if event.event_loc else None
    return words if words and words in page.report.text[: page.paragraphs[paragraph].end] else None


# statements


def _label_statements(page: _Page, amended: Amended) -> tuple[list[Line], int]:
    kept: dict[str, int] = {}
    lines: list[Line] = []
    left = 0
    for place, statement in enumerate(amended.record.statements):
        fact = Fact("statement", place)
        if fact in amended.rejected:
            continue
        pieces = list(_cut_pieces(page, statement))
        if not pieces:
            left += 1
            continue
        kept[statement.id] = len(lines)
        lines.append(_label_statement(page, statement, pieces, kept) | _say_by(amended, fact))
    return lines, left


def _label_statement(page: _Page, statement: Statement, pieces: Sequence[Span], kept: dict[str, int]) -> Line:
    speaker = page.people[statement.speakers[0]] if statement.speakers else None
    cue = statement.cue.of(page.report.text) if statement.cue and statement.cue.start < statement.cue.end else None
    near = statement.cue or pieces[0]
    return {
        "f": statement.form,
        "t": [piece.of(page.report.text) for piece in pieces],
        "p": [page.find(piece.start) for piece in pieces],
        "sp": _name_near(page, speaker, near) if speaker else None,
        "who": speaker.name if speaker else None,
        "ss": speaker.state if speaker else None,
        "cue": cue,
        "to": [words for one in statement.to if (words := _name_near(page, page.people[one], near))],
        "via": next((words for one in statement.via if (words := _name_near(page, page.people[one], near))), None),
        "in": kept.get(statement.within) if statement.within else None,
    }


def _cut_pieces(page: _Page, statement: Statement) -> Iterator[Span]:
    """The statement's stretches, cut at paragraphs, without marks and white space at their ends."""
    for span in statement.spans:
        for paragraph in page.paragraphs:
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            while start < end and (page.report.text[start] in MARKS or page.report.text[start].isspace()):
                start += 1
            while end > start and (page.report.text[end - 1] in MARKS or page.report.text[end - 1].isspace()):
                end -= 1
            if start < end:
                yield Span(start, end)


def _name_near(page: _Page, actor: Actor, near: Span) -> str | None:
    """The mention nearest to a cue; None if the text never names the actor."""
    mentions: Iterable[Span] = (*actor.mentions, *_search(page, actor))
    nearest = min(mentions, key=lambda one: max(one.start - near.end, near.start - one.end), default=None)
    return nearest.of(page.report.text) if nearest else None


def _write_day(report: Report) -> str | None:
    return report.published.isoformat() if report.published else None
