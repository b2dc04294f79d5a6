"""Who said what to whom: the statements as blocks of one speaker, with the cue in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from rich.text import Text

from verbale.records import Report, ReportRecord, Statement
from verbale.show.sheet import NOTHING, Sheet, dress, dress_pieces
from verbale.show.wording import Cast, Piece, capitalise, choose_marks, tell_day
from verbale.spans import Span

LONGEST_LEAD: Final = 120
"""The reporter's words between cue and quoted words are shown up to this many characters."""
LONGEST_NESTED: Final = 160
"""Words quoted within a quotation are told again in short: they stand in the outer one too."""
_AROUND_WORDS: Final = " ,:\"'“”‘’«»„"

UNSURE: Final = 0.5
"""Below this confidence a fact carries a question mark."""


def show_statements(record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    """Write the section; nothing where nobody speaks."""
    outer = [one for one in record.statements if one.within is None]
    if not outer:
        return
    sheet.write_section("What was said")
    for number, (_, turns) in enumerate(groupby(outer, key=lambda one: (one.speakers, one.to, one.via))):
        if number:
            sheet.write_blank()
        _show_block(list(turns), record, cast, sheet)


def mark_doubt(confidence: float) -> Text:
    """A question mark for a fact that is more likely wrong than right, else nothing."""
    return dress("?", "doubt") if confidence < UNSURE else NOTHING


def _show_block(turns: list[Statement], record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    sheet.write(dress_pieces(capitalise(_tell_sides(turns[0], cast))), indent=2)
    for turn in turns:
        for number, paragraph in enumerate(_quote(turn, record.report)):
            cue = _tell_cue(turn, record.report) if not number else NOTHING
            sheet.write_row(cue, paragraph)
        for nested in _find_nested(turn, record.statements):
            _show_nested(nested, record, cast, sheet)


def _tell_sides(turn: Statement, cast: Cast) -> Iterator[Piece]:
    yield from cast.names(turn.speakers) or [("a speaker who is not named", "office")]
    if turn.to:
        yield " to ", "plain"
        yield from cast.names(turn.to)
    if turn.via:
        yield ", as told by ", "plain"
        yield from cast.names(turn.via)


def _tell_cue(turn: Statement, report: Report) -> Text:
    words = report.text[turn.cue.start : turn.cue.end] if turn.cue else "" if turn.within else "–"
    return dress(" ".join([*words.split(), ""]), "quiet") + mark_doubt(turn.confidence)


def _quote(turn: Statement, report: Report) -> Iterator[Text]:
    """The words as paragraphs: in marks if quoted, plain if reported."""
    paragraphs = list(_split_paragraphs(turn.spans, report.text))
    for number, spans in enumerate(paragraphs):
        last = number == len(paragraphs) - 1
        words = _join_stretches(spans, report.text, _choose_marks(turn), closed=last)
        body = dress(_find_lead_in(turn, report.text) if not number else "", "quiet") + dress(words, "plain")
        if last and turn.date and report.published and turn.date != report.published.isoformat():
            body += dress(f" ({tell_day(turn.date, report.published)})", "quiet")
        yield body


def _split_paragraphs(spans: tuple[Span, ...], text: str) -> Iterator[list[Span]]:
    current: list[Span] = list(spans[:1])
    for before, after in pairwise(spans):
        if "\n" in text[before.end : after.start]:
            yield current
            current = []
        current.append(after)
    yield current


def _join_stretches(spans: Iterable[Span], text: str, marks: tuple[str, str], closed: bool = True) -> str:
    opening, closing = marks
    stretches = [" ".join(text[span.start : span.end].split()).removesuffix(",") for span in spans]
    return opening + f"{closing} … {opening}".join(stretches) + (closing if closed else "")


def _choose_marks(turn: Statement) -> tuple[str, str]:
    return ("", "") if turn.form == "indirect" else choose_marks(turn.text)


def _find_lead_in(turn: Statement, text: str) -> str:
    """For words quoted in part: the reporter's words that lead from the cue to the quotation."""
    if turn.form != "mixed" or turn.cue is None:
        return ""
    between = text[turn.cue.end : turn.spans[0].start]
    if "\n" in between or len(between) > LONGEST_LEAD:
        return ""
    to_whom, that, clause = f" {' '.join(between.split()).strip(_AROUND_WORDS)} ".partition(" that ")
    clause = clause.strip()
    words = clause if that else "" if turn.to else to_whom.strip()
    return f"{words} " if words else ""


def _find_nested(turn: Statement, statements: Iterable[Statement]) -> list[Statement]:
    return [one for one in statements if one.within == turn.id]


def _show_nested(nested: Statement, record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    marks = _choose_marks(nested)
    words = _join_stretches(nested.spans, record.report.text, marks)
    if len(words) > LONGEST_NESTED:
        words = words[:LONGEST_NESTED].rpartition(" ")[0].rstrip(",;: ") + f" …{marks[1]}"
    speakers = dress_pieces(cast.names(nested.speakers))
    body = dress("within it, ", "quiet") + speakers + dress(": ", "quiet") + dress(words, "quiet")
    sheet.write_row(_tell_cue(nested, record.report), body)
    for deeper in _find_nested(nested, record.statements):
        _show_nested(deeper, record, cast, sheet)
