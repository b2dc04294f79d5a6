"""Who said what, one row a statement, as newsrooms want it: speaker, office, words, to whom, via, when, how sure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from verbale.records import Actor, ReportRecord, Statement, StatementForm
from verbale.resolve.tables.words import sound_key
from verbale.show.sheet import NOTHING, Sheet, dress
from verbale.show.statements import mark_doubt
from verbale.show.wording import add_article, choose_marks, tell_day, tell_full_day
from verbale.spans import BETWEEN, Span, join_pieces

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A field that begins like this would be run by a spreadsheet; an apostrophe before it keeps it text."""


class Quote(Struct, frozen=True):
    """One statement with names in place of ids.

    `speaker` and `office` go together, an office that is not known being None. `cue` is the word of saying ("said",
    "called for"), None where there is none. `words` are on one line, the pieces of an interrupted statement with
    " … " between them; `form` says whether they are quoted (direct, mixed) or reported (indirect). `clause` is the
    reporter's clause around words that are quoted in part: the bridge was "a border" now. `when` is the day that the
    report tells for them, `published` that of the report. `within` is the id of the statement that quotes this one.
    `events` are the ids of the acts that it performs or tells. `spans` point into the report's text, `report` is its
    source.
    """

    speaker: tuple[str, ...]
    office: tuple[str | None, ...]
    cue: str | None
    words: str
    clause: str | None
    to: tuple[str, ...]
    via: tuple[str, ...]
    when: str | None
    published: date | None
    confidence: float
    form: StatementForm
    report: str
    title: str | None
    id: str
    within: str | None
    events: tuple[str, ...]
    spans: tuple[Span, ...]


COLUMNS: Final = Quote.__struct_fields__[:-1]
"""The columns of a table: all but the spans, which JSON has."""


def list_quotes(record: ReportRecord, speaker: str | None = None) -> tuple[Quote, ...]:
    """The statements of a record in the order of the text.

    *speaker*: only theirs whose id this is, or whose name or any mention has all its words: "Lavrov",
    "Sergei Lavrov", "Q58217". Spellings of one sound count as one, and capitals and accents do not.
    """
    actors = {actor.id: actor for actor in record.actors}
    return tuple(
        _tell(record, actors, one)
        for one in record.statements
        if speaker is None or any(_is_called(actors[who], speaker, record.report.text) for who in one.speakers)
    )


def _is_called(actor: Actor, asked: str, text: str) -> bool:
    if actor.id.lower() == asked.strip().lower():
        return True
    wanted = set(sound_key(asked).split())
    called = (actor.name, *(text[start:end] for start, end in actor.mentions))
    return bool(wanted) and any(wanted <= set(sound_key(name).split()) for name in called)


def _tell(record: ReportRecord, actors: dict[str, Actor], one: Statement) -> Quote:
    report = record.report
    speakers = [actors[who] for who in one.speakers]
    return Quote(
        speaker=tuple(actor.name for actor in speakers),
        office=tuple(actor.office for actor in speakers),
        cue=" ".join(one.cue.of(report.text).split()) if one.cue else None,
        words=join_pieces(report.text, one.spans),
        clause=join_pieces(report.text, one.clause) or None,
        to=tuple(actors[who].name for who in one.to),
        via=tuple(actors[who].name for who in one.via),
        when=one.date,
        published=report.published,
        confidence=one.confidence,
        form=one.form,
        report=report.source,
        title=report.title,
        id=one.id,
        within=one.within,
        events=tuple(event.id for event in record.events if event.statement == one.id),
        spans=one.spans,
    )


def quotes_to_json(quotes: Iterable[Quote]) -> str:
    """One JSON object a line."""
    return "".join(msgspec.json.encode(quote).decode() + "\n" for quote in quotes)


def quotes_to_csv(quotes: Iterable[Quote], head: bool = True) -> str:
    """A head line unless *head* is false, then one line a statement; "; " stands between two names in a field."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    if head:
        writer.writerow(COLUMNS)
    for quote in quotes:
        writer.writerow([_write_field(getattr(quote, column)) for column in COLUMNS])
    return page.getvalue()


def _write_field(value: object) -> str:
    words = "; ".join(part or "" for part in value) if isinstance(value, tuple) else "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA_SIGNS) and not isinstance(value, float) else words


def render_quotes(quotes: Sequence[Quote], width: int = 80, colour: bool = False) -> str:
    """The view of one report's statements, ending in a line end; empty for none."""
    if not quotes:
        return ""
    sheet = Sheet(width, colour)
    sheet.write(dress(_tell_heading(quotes[0]), "title"))
    for quote in quotes:
        sheet.write_blank()
        _show(quote, sheet)
    return sheet.text


def _tell_heading(quote: Quote) -> str:
    named = quote.title or quote.report
    return f"{named} ({tell_full_day(quote.published)})" if quote.published else named


def _show(quote: Quote, sheet: Sheet) -> None:
    who = dress(", ".join(map(add_article, quote.speaker)) or "a speaker who is not named", "name")
    offices = [
        office for name, office in zip(quote.speaker, quote.office, strict=True) if office and office not in name
    ]
    office = dress(f" ({'; '.join(offices)})", "office") if offices else NOTHING
    to = dress(f" to {', '.join(map(add_article, quote.to))}", "plain") if quote.to else NOTHING
    via = dress(f", as told by {', '.join(map(add_article, quote.via))}", "plain") if quote.via else NOTHING
    when = tell_day(quote.when, quote.published) if quote.when else ""
    sure = dress(f"{quote.confidence:.2f}", "quiet") + mark_doubt(quote.confidence)
    sheet.write_row(dress(when, "quiet"), who + office + to + via, sure)
    within = dress("within the words of another: ", "quiet") if quote.within else NOTHING
    sheet.write_row(dress(quote.cue or "", "quiet"), within + dress(_mark(quote), "plain"), indent=2)


def _mark(quote: Quote) -> str:
    """The words in marks, or the reporter's clause that has them; reported speech as it is."""
    if quote.form == "indirect" or quote.clause:
        return quote.clause or quote.words
    opening, closing = choose_marks(quote.words)
    return opening + quote.words.replace(BETWEEN, f"{closing}{BETWEEN}{opening}") + closing
