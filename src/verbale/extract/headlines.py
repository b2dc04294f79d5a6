"""What headlines and cross-heads report: "Name: words", "Name to Name: words", "Words - Name"."""

from __future__ import annotations

import re
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.extract.drafts import Draft
from verbale.extract.phrases import word_set
from verbale.spans import Span, trim

LONGEST: Final = 220
"""A cross-head has at most so many characters and no full stop at its end."""
COLON: Final = re.compile(r"(?P<who>[^:\"“”]{2,70}?)(?:\s+to\s+(?P<to>[^:\"“”]{2,40}?))?:\s+(?P<said>\S.+)$", re.DOTALL)
DASH: Final = re.compile(r"^(?P<said>.{15,}?)\s+[-–—]\s+(?P<who>[A-Z][^-–—:.]{2,80})$", re.DOTALL)
TOPICS: Final = word_set(
    """
    video analysis opinion update interview watch live explainer breaking photos read exclusive report news
    election elections image image source
    """
)
PLACE_OF_SPEECH: Final = re.compile(r"\s(?:at|in|after|during|on|following|before|ahead of|from)\s.*$", re.DOTALL)
OFFICE: Final = re.compile(
    r"\b(?:president|minister|premier|chancellor|king|queen|secretary|spokes\w+|head|chief|envoy|ministry|government|commissioner)\b",
    re.IGNORECASE,
)


def find_headlines(analysis: Analysis, number: int) -> list[Draft]:
    """What paragraph *number* reports in headline style, if it is a title or cross-head."""
    paragraph = analysis.paragraphs[number]
    text = paragraph.of(analysis.text)
    if not is_head(analysis, number):
        return []
    draft = _after_colon(analysis, text, paragraph) or _before_dash(analysis, text, paragraph)
    return [draft] if draft else []


def is_head(analysis: Analysis, number: int) -> bool:
    """Is the paragraph the title, or a short line without a full stop?"""
    text = analysis.paragraphs[number].of(analysis.text)
    if analysis.has_title and number == 0:
        return True
    return len(text) < LONGEST and text[-1:] not in '.!?…:;,"”’)' and len(text.split()) > 3


def _span(paragraph: Span, found: re.Match[str], group: str) -> Span:
    return Span(paragraph.start + found.start(group), paragraph.start + found.end(group))


def _after_colon(analysis: Analysis, text: str, paragraph: Span) -> Draft | None:
    found = COLON.match(text)
    if found is None or not _may_speak(found.group("who")):
        return None
    who = _without_occasion(analysis, _span(paragraph, found, "who"))
    to = [_span(paragraph, found, "to")] if found.group("to") else []
    return _said(analysis, _span(paragraph, found, "said"), "headline-colon", who, to)


def _before_dash(analysis: Analysis, text: str, paragraph: Span) -> Draft | None:
    found = DASH.match(text)
    if found is None or not _may_speak(found.group("who")):
        return None
    who = _without_occasion(analysis, _span(paragraph, found, "who"))
    return _said(analysis, _span(paragraph, found, "said"), "headline-dash", who, [])


def _said(analysis: Analysis, said: Span, frame: str, who: Span, to: list[Span]) -> Draft | None:
    """A statement of a headline; one that is all in marks, or has words in marks, is direct or mixed."""
    inside = [q.inside for q in analysis.quoted if said.covers(q.outside) and q.depth == 1]
    if inside:
        is_whole = inside[0].start <= said.start + 1 and inside[0].end >= said.end - 2
        return Draft("direct" if is_whole else "mixed", inside, frame, speaker=who, to=to, signs=(f"frame={frame}",))
    span = trim(analysis.text, said, ".")
    if span.end <= span.start:
        return None
    return Draft("indirect", [span], frame, speaker=who, to=to, signs=_signs(analysis, frame, who, span))


def _signs(analysis: Analysis, frame: str, who: Span, said: Span) -> tuple[str, ...]:
    """Who is named and what follows: "Pakistan: Public Reaction" tells of a place, not of words."""
    name, words = who.of(analysis.text), said.of(analysis.text).split()
    title = sum(w[:1].isupper() for w in words) > 0.6 * len(words)
    role = "office" if OFFICE.search(name) else "one" if " " not in name else "more"
    return f"frame={frame}", f"{frame}/name={role}", f"{frame}/titled={title}", f"{frame}/{role}/{title}"


def _without_occasion(analysis: Analysis, who: Span) -> Span:
    """The name without "at Doha Forum" or "after the meeting"."""
    words = who.of(analysis.text)
    found = PLACE_OF_SPEECH.search(words)
    return Span(who.start, who.start + found.start()) if found else who


def _may_speak(words: str) -> bool:
    parts = words.split()
    return (
        bool(parts)
        and len(parts) <= 12
        and parts[0][:1].isupper()
        and parts[0].lower() not in TOPICS
        and parts[-1].lower() not in TOPICS
    )
