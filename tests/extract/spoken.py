"""What tests ask of drafts: who said what, as words."""

from __future__ import annotations

from typing import NamedTuple

from verbale.analyse import lay_out
from verbale.analyse.analysis import Analysis
from verbale.extract.confidence import confidence, is_kept
from verbale.extract.drafts import Draft
from verbale.extract.statements import draft_statements
from verbale.read.reading import Reading
from verbale.records import Report


class Spoken(NamedTuple):
    """A statement as a reader would note it down."""

    form: str
    speaker: str | None
    pieces: list[str]


def laid_out(text: str, title: str | None = None) -> Analysis:
    """The layout of a report; with a title, the title is put in front."""
    text = f"{title}\n\n{text}" if title else text
    return lay_out(Reading(Report("a-report", "r1", title, None, None, None, "en", (), text)))


def drafts(text: str, title: str | None = None) -> list[Draft]:
    """The drafts that are sure enough to be told."""
    return [d for d in draft_statements(laid_out(text, title)) if is_kept(d, confidence(d))]


def said(text: str, title: str | None = None) -> list[Spoken]:
    """Form, speaker's words and pieces of every statement, in order."""
    whole = laid_out(text, title).text
    return [note(d, whole) for d in drafts(text, title)]


def note(draft: Draft, text: str) -> Spoken:
    """One draft as words."""
    named = draft.named_by
    return Spoken(draft.form, named.of(text) if named else None, [s.of(text) for s in draft.spans])


def only(text: str, title: str | None = None) -> Spoken:
    """The one statement of a text that has just one."""
    (one,) = said(text, title)
    return one
