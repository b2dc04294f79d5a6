"""What headlines and cross-heads report: "Name: words", "Name to Name: words", "Words - Name", "Words: Name"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.extract.cues import NOUNS, VERBS
from verbale.extract.drafts import Draft
from verbale.extract.phrases import PREPOSITIONS, PRONOUNS, SUBORDINATORS, is_verb
from verbale.extract.quotations import FEW
from verbale.extract.units import make_token
from verbale.resolve.tables import load_names
from verbale.spans import Span, trim
from verbale.words import word_set

NO_SPEAKERS: Final = PREPOSITIONS | SUBORDINATORS | PRONOUNS
LONGEST: Final = 220
"""A cross-head has at most so many characters and no full stop at its end."""
COLON: Final = re.compile(r"(?P<who>[^:\"“”]{2,70}?)(?:\s+to\s+(?P<to>[^:\"“”]{2,40}?))?:\s+(?P<said>\S.+)$", re.DOTALL)
DASH: Final = re.compile(r"^(?P<said>.{15,}?)\s+[-–—]\s+(?P<who>[A-Z][^-–—:.]{2,80})$", re.DOTALL)
BEHIND: Final = re.compile(r"^(?P<said>.{15,}):\s+(?P<who>[^:\"“”'‘]{2,60})$", re.DOTALL)
LONGEST_BEHIND: Final = 7
"""Words of a name after a colon; more are words that somebody says."""
TOPICS: Final = word_set(
    """
    video analysis opinion update updates interview watch live explainer breaking photos pictures read exclusive
    report news election elections images image source text transcript timeline profile factbox map
    """
)
PLACE_OF_SPEECH: Final = re.compile(r"\s(?:at|in|after|during|on|following|before|ahead of|from)\s.*$", re.DOTALL)
OFFICE: Final = re.compile(
    r"\b(?:president|minister|premier|chancellor|king|queen|secretary|spokes\w+|head|chief|envoy|ministry|government"
    r"|commissioner|ambassador|governor|mayor|official|officials|police|army|military|sources|experts?|leaders?"
    r"|watchdog|monitors?|witnesses|lawyers?|study|survey|court|pm|mps?|media)\b",
    re.IGNORECASE,
)
LANDS: Final = frozenset({"state", "place"})
REPORTING: Final = frozenset({"clause", "hearer", "quote"})


def find_headlines(analysis: Analysis, number: int) -> list[Draft]:
    """What paragraph *number* reports in headline style, if it is a title or cross-head."""
    paragraph = analysis.paragraphs[number]
    text = paragraph.of(analysis.text)
    if not is_head(analysis, number):
        return []
    draft = (
        _before_name(analysis, BEHIND.match(text), paragraph, "headline-colon-last")
        or _after_colon(analysis, COLON.match(text), paragraph)
        or _before_name(analysis, DASH.match(text), paragraph, "headline-dash")
    )
    return [draft] if draft else []


def is_head(analysis: Analysis, number: int) -> bool:
    """Is the paragraph the title, or a short line without a full stop?"""
    text = analysis.paragraphs[number].of(analysis.text)
    if analysis.has_title and number == 0:
        return True
    return len(text) < LONGEST and text[-1:] not in '.!?…:;,"”’)' and len(text.split()) > 3


def _span(paragraph: Span, found: re.Match[str], group: str) -> Span:
    return Span(paragraph.start + found.start(group), paragraph.start + found.end(group))


def _after_colon(analysis: Analysis, found: re.Match[str] | None, paragraph: Span) -> Draft | None:
    if found is None or not _may_speak(found.group("who")):
        return None
    who = _without_occasion(analysis, _span(paragraph, found, "who"))
    if found.group("said").partition(" ")[0].lower() in EXPLAINING or not _is_told_of(analysis, who, paragraph):
        return None
    to = [_span(paragraph, found, "to")] if found.group("to") else []
    return _said(analysis, _span(paragraph, found, "said"), "headline-colon", who, to)


EXPLAINING: Final = word_set("what how why who when where")
"""Words with which a headline after a topic goes on: "War in Erewhon: what we know"."""


def _is_told_of(analysis: Analysis, who: Span, title: Span) -> bool:
    """Does the body name whoever is named before a title's colon? A topic ("Two Ruzes and a bridge:") it does not."""
    words = who.of(analysis.text).split()
    if title.start or not analysis.has_title or OFFICE.search(who.of(analysis.text)) or _is_land(" ".join(words)):
        return True
    body = analysis.text[title.end :]
    if words[0].isupper():
        return True  # "UN: ...", which the body may write in full
    return any(word[:1].isupper() and re.search(rf"\b{re.escape(word)}\b", body) for word in words)


def _before_name(analysis: Analysis, found: re.Match[str] | None, paragraph: Span, frame: str) -> Draft | None:
    if found is None or not _may_speak(found.group("who")):
        return None
    said = _span(paragraph, found, "said")
    if frame == "headline-colon-last" and not (_is_name(found.group("who")) and _is_clause(analysis, said)):
        return None
    who = _without_occasion(analysis, _span(paragraph, found, "who"))
    return _said(analysis, said, frame, _without_rest(analysis, who), [])


def _is_name(words: str) -> bool:
    """A name or office and nothing else: what follows the colon in "Talks have failed: Foreign Minister"."""
    parts = words.split()
    named = all(part[:1].isupper() or part in {"of", "the", "for", "and", "de", "al"} for part in parts)
    return len(parts) <= LONGEST_BEHIND and (named or bool(OFFICE.search(parts[-1])))


def _is_clause(analysis: Analysis, said: Span) -> bool:
    """May the words be a whole sentence, so that what follows a colon is who says it?"""
    return len(said.of(analysis.text).split()) >= 4 and _holds_verb(analysis, said)


def _holds_verb(analysis: Analysis, said: Span) -> bool:
    """Is there a finite verb, as in a sentence and not in a topic?"""
    words = [word.of(analysis.text) for word in analysis.words_within(said)]
    titled = _is_titled(words)
    for before, word in pairwise(words):
        if is_verb(make_token(word.lower())):
            return True
        singular = word.endswith("s") and word[-2:] not in {"ss", "'s", "’s"} and len(word) > 3 and word.islower()
        if singular and not titled and before[:1].isupper():
            return True
    return False


def _is_titled(words: list[str]) -> bool:
    """Do most words begin with a capital?"""
    return sum(w[:1].isupper() for w in words) > 0.6 * len(words)


def _said(analysis: Analysis, said: Span, frame: str, who: Span, to: list[Span]) -> Draft | None:
    """A statement of a headline: indirect and whole, but for words in marks that are all of it or many."""
    inside = [q.inside for q in analysis.quoted_at.within(said) if said.covers(q.outside) and q.depth == 1]
    if inside and inside[0].start <= said.start + 1 and inside[0].end >= said.end - 2:
        return Draft("direct", inside[:1], frame, speaker=who, to=to, signs=(f"frame={frame}",))
    if any(len(span.of(analysis.text).split()) > FEW for span in inside):
        return Draft("mixed", inside, frame, speaker=who, to=to, signs=(f"frame={frame}",))
    span = trim(analysis.text, said, ".")
    if span.end <= span.start:
        return None
    return Draft("indirect", [span], frame, speaker=who, to=to, signs=_signs(analysis, who, span))


def _signs(analysis: Analysis, who: Span, said: Span) -> tuple[str, ...]:
    """Who is named and what follows: "Pakistan: Public Reaction" tells of a place, not of words."""
    name = who.of(analysis.text)
    titled = _is_titled(said.of(analysis.text).split())
    role = "office" if OFFICE.search(name) else "land" if _is_land(name) else "name"
    verb = "clause" if _holds_verb(analysis, said) else "topic"
    return (
        "frame=headline",
        f"headline/who={role}",
        f"headline/titled={titled}",
        f"headline/{verb}",
        f"headline/{role}/{verb}",
    )


def _is_land(name: str) -> bool:
    entries = load_names().lookup(name)
    return bool(entries) and entries[0].kind in LANDS


def _without_occasion(analysis: Analysis, who: Span) -> Span:
    """The name without "at Doha Forum" or "after the meeting"."""
    words = who.of(analysis.text)
    found = PLACE_OF_SPEECH.search(words)
    return Span(who.start, who.start + found.start()) if found else who


def _without_rest(analysis: Analysis, who: Span) -> Span:
    """The name without what a comma parts from it: "Ana Ruz, Lisbon"."""
    return Span(who.start, who.start + len(who.of(analysis.text).partition(", ")[0]))


def _may_speak(words: str) -> bool:
    """May the words be the name or office of somebody, and not a topic, an adjunct or a clause of their own?"""
    parts = words.split()
    low = [part.lower() for part in parts]
    if not parts or len(parts) > 12 or {low[0], low[-1]} & TOPICS or low[0] in NO_SPEAKERS:
        return False
    if any(_is_said(part.lower()) or is_verb(make_token(part)) for part in parts[1:]):
        return False
    return parts[0][:1].isupper() or bool(OFFICE.search(words))


def _is_said(word: str) -> bool:
    """Is it a verb of saying, so that the headline is a clause: "Minister tells reporters: ..."?"""
    cue = VERBS.get(word)
    return cue is not None and cue.tense in {"past", "present"} and bool(cue.frames & REPORTING) and word not in NOUNS
