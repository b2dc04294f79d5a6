"""Direct speech without marks: whole documents, paragraphs after a colon, transcripts, posts by a handle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.extract.drafts import Draft
from verbale.extract.phrases import Unit, cut_units, main_subject, word_set
from verbale.extract.sayings import Saying, find_sayings
from verbale.spans import Span

DOCUMENT: Final = re.compile(
    r"(?:Joint |Press |Written |Official )?"
    r"(?:Statement|Remarks|Message|Address|Declaration|Communiqué|Communique|Speech|Letter)\s+(?:by|from|of)\s+"
    r"(?P<who>(?:(?!\s(?:on|to|at|regarding|about|following|commemorating|concerning)\s).)+)",
    re.IGNORECASE,
)
"""Titles of documents that are one statement, and whose."""
LEADERS: Final = re.compile(r"(?P<who>(?:[A-Z][\w.-]*\s)*(?:Leaders|Ministers|Presidents))[’']? (?:Joint )?Statement\b")
JOINT: Final = re.compile(
    r"Joint (?:Statement|Declaration|Communiqué|Communique) (?:on|of|about|regarding|following)\b", re.IGNORECASE
)
FROM: Final = re.compile(r"\sfrom\s+(?P<who>.+)$")

HANDLE: Final = re.compile(r"\W{0,2}(?P<who>@\w+(?: \w+)?)(?:\s?\[[^\]]{1,12}\])?\s?[:;]\s?")
TURN: Final = re.compile(
    r"(?P<who>(?:[A-Z][A-Z.'’-]+)(?:\s[A-Z][A-Z.'’-]+){0,5}|[A-Z][\w.'’-]+(?:\s(?:of|the|[A-Z][\w.'’-]+)){0,6}):\s+(?=\S)"
)
ASKED: Final = re.compile(r"(?P<who>Question|QUESTION|Answer|ANSWER|Q|A)\s?[:.]\s+")
POSTS: Final = word_set(
    """
    post posts tweet tweets comment comments statement statements words letter message interview blog verse
    reply response article
    """
)
SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)\]]*$")
OPENING: Final = tuple("\"“„«‘'")


def find_unmarked(analysis: Analysis) -> tuple[Draft, ...]:
    """Statements whose paragraphs are somebody's words though no marks say so."""
    document = _document(analysis)
    drafts = (document,) if document is not None else tuple(_paragraphs(analysis))
    for draft in drafts:
        draft.signs = (f"frame={draft.frame}",)
    return drafts


def _body(analysis: Analysis) -> range:
    return range(1 if analysis.has_title else 0, len(analysis.paragraphs))


def _document(analysis: Analysis) -> Draft | None:
    """The whole report where its title says that it is a statement by somebody."""
    if not analysis.has_title:
        return None
    title = analysis.paragraphs[0]
    words = title.of(analysis.text)
    found = DOCUMENT.match(words) or LEADERS.match(words)
    if found is None and not JOINT.match(words):
        return None
    spans = [p for p in analysis.paragraphs[1:] if SENTENCE_END.search(p.of(analysis.text))]
    if not spans:
        return None
    return Draft("direct", spans, "document", speaker=_author(analysis, title, found))


def _author(analysis: Analysis, title: Span, found: re.Match[str] | None) -> Span | None:
    if found is not None:
        return Span(title.start + found.start("who"), title.start + found.end("who"))
    by = FROM.search(title.of(analysis.text))
    if by:
        return Span(title.start + by.start("who"), title.start + by.end("who"))
    first = next(cut_units(analysis, analysis.paragraphs[1], 0), None)
    subject = main_subject(first, len(first.tokens)) if first else None
    return first.between(*subject) if first and subject else None


def _paragraphs(analysis: Analysis) -> Iterator[Draft]:
    lead: Draft | None = None
    transcript = _is_transcript(analysis)
    for number in _body(analysis):
        paragraph = analysis.paragraphs[number]
        text = paragraph.of(analysis.text)
        draft = _by_handle(text, paragraph, lead) or (_turn(text, paragraph) if transcript else None)
        if draft is None and lead is not None and not text.startswith(OPENING):
            draft = Draft("direct", [paragraph], "colon-paragraph", lead.lemma, lead.cue, lead.speaker, list(lead.to))
        if draft is not None:
            yield draft
        lead = None if draft else _lead(analysis, number)


def _by_handle(text: str, paragraph: Span, lead: Draft | None) -> Draft | None:
    found = HANDLE.match(text)
    if found is None or paragraph.start + found.end() >= paragraph.end:
        return None
    inside = Span(paragraph.start + found.end(), paragraph.end)
    if lead is not None and lead.speaker is not None:
        return Draft("direct", [inside], "colon-post", lead.lemma, lead.cue, lead.speaker, list(lead.to))
    return Draft(
        "direct",
        [inside],
        "post",
        speaker=Span(paragraph.start + found.start("who"), paragraph.start + found.end("who")),
    )


def _is_transcript(analysis: Analysis) -> bool:
    """Do several paragraphs begin with a speaker's name and a colon, one of them twice?"""
    names = [m.group("who") for n in _body(analysis) if (m := _turn_mark(analysis.paragraphs[n].of(analysis.text)))]
    return len(names) >= 3 and len(set(names)) < len(names)


def _turn_mark(text: str) -> re.Match[str] | None:
    return ASKED.match(text) or TURN.match(text)


def _turn(text: str, paragraph: Span) -> Draft | None:
    found = _turn_mark(text)
    if found is None:
        return None
    who = Span(paragraph.start + found.start("who"), paragraph.start + found.end("who"))
    return Draft("direct", [Span(paragraph.start + found.end(), paragraph.end)], "transcript", speaker=who)


def _lead(analysis: Analysis, number: int) -> Draft | None:
    """What a paragraph that ends with a colon says of the words that follow it."""
    paragraph = analysis.paragraphs[number]
    if not paragraph.of(analysis.text).endswith(":"):
        return None
    units = list(cut_units(analysis, paragraph, 0))
    return lead_of(units[-1]) if units else None


def lead_of(unit: Unit) -> Draft | None:
    """Cue and speaker with which *unit*, ending with a colon, leads to the words after it."""
    sayings = [s for s in find_sayings(unit) if s.subject is not None and s.place != "relative"]
    if sayings:
        return _draft_of(unit, sayings[0] if sayings[-1].place == "shared" else sayings[-1])
    if not any(t.low in POSTS for t in unit.tokens):
        return None
    subject = main_subject(unit, len(unit.tokens))
    return Draft("direct", [unit.span], "colon", speaker=unit.between(*subject)) if subject else None


def _draft_of(unit: Unit, saying: Saying) -> Draft:
    speaker = unit.between(*saying.subject) if saying.subject else None
    return Draft("direct", [unit.span], "colon", saying.cue.lemma, unit.between(saying.first, saying.last), speaker)


def blocked(drafts: Sequence[Draft]) -> tuple[Span, ...]:
    """The stretches that are no prose of the reporter's."""
    return tuple(s for d in drafts for s in d.spans)
