"""Which words of a subject name the speaker: the name at its end, or whoever issued a statement."""

from __future__ import annotations

import re
from typing import Final

from verbale.extract.phrases import DOCUMENTS, PAPERS
from verbale.resolve.resolution import Resolution
from verbale.spans import Span
from verbale.words import word_set

WRITINGS: Final = PAPERS | DOCUMENTS
ISSUED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(PAPERS | DOCUMENTS))})\s+"
    r"(?:(?:was |were )?(?:issued|released|posted|published|made|sent|signed|put out|delivered|written)\s+)?"
    r"(?:on\s+\w+\s+)?(?:by|from|of|in)\s+(?:the\s+)?",
    re.IGNORECASE,
)
CALLED: Final = re.compile(
    r"(?: in an? (?:[\w-]+ ){1,3})?,? ?who (?:goes by(?: the name(?: of)?)?|gave (?:his|her|their) name as"
    r"|is known as|calls (?:him|her)self) "
    r"(?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
)
"""The name that somebody goes by."""
EXAMPLE: Final = re.compile(r" (?:such as|like|including) (?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})(?= ?[:,.]\s)")
MANY: Final = re.compile(r"\b(?:others|users|readers|bloggers|critics|some|people|netizens|commentators)$")
ACCOUNT: Final = re.compile(r"^(?P<who>.+?)['’]s?\s+(?:[\w-]+\s+){0,2}(?:account|page|feed|profile|channel|handle)\b")
"""Where somebody writes, and who."""
SITE: Final = re.compile(
    r"\bon (?:the )?(?P<who>[A-Z][^,;]*?)(?:['’]s?)? (?:official |own )?(?:website|site|web page|homepage)$"
)
"""Whose website something stands on."""
POSSESSIVE: Final = re.compile(r"(?:his|her|its|their)\b", re.IGNORECASE)
OWNED: Final = re.compile(r"^(?P<who>.+?)['’]s?\s+(?:[\w-]+\s+){0,3}$")
NAME_AT_END: Final = re.compile(r"(?<=[a-z]\s)(?P<who>[A-Z][\w’'.-]+(?:\s(?:al-|bin |de |van |von )?[A-Z][\w’'.-]+)+)$")
"""A name of two words or more after a word in small letters: "ministry spokesman Jon Berg"."""
BELONGING: Final = re.compile(r" (?:of|from|for|at|with) ")
BEFORE_NAME: Final = word_set("of the in and for at from to by on with")


def name_within(resolution: Resolution, span: Span) -> Span | None:
    """The stretch of *span* that names the speaker; None for a statement that names nobody who issued it."""
    words = span.of(resolution.text)
    paper = _paper(words)
    if paper is not None:
        issuer = _issuer(resolution, span, words, paper)
        return issuer or (span if paper.group().lower() in DOCUMENTS else None)
    site = SITE.search(words)
    if site is not None:
        return Span(span.start + site.start("who"), span.start + site.end("who"))
    called = CALLED.match(resolution.text, span.end) or _example(resolution, span, words)
    if called is not None:
        return Span(called.start("who"), called.end("who"))
    if _is_list(words):
        return span
    return _person_at_edge(resolution, span) or _name_at_end(span, words) or span


def _example(resolution: Resolution, span: Span, words: str) -> re.Match[str] | None:
    """The one name given for several who speak: "a few others such as Ana Ruz:"."""
    return EXAMPLE.match(resolution.text, span.end) if MANY.search(words) else None


def _paper(words: str) -> re.Match[str] | None:
    """The word for a statement, letter or the like, where it is the head of the subject."""
    for found in re.finditer(r"[\w-]+", words):
        proper = found.start() > 0 and found.group()[0].isupper()
        if found.group().lower() in WRITINGS and not proper:
            return found
        if found.group().lower() in {"of", "by", "from", "in", "who", "which"}:
            return None
    return None


def _issuer(resolution: Resolution, span: Span, words: str, paper: re.Match[str]) -> Span | None:
    issued = ISSUED.match(words, paper.start())
    if issued and issued.end() < len(words):
        account = ACCOUNT.match(words[issued.end() :])
        end = span.start + issued.end() + account.end("who") if account else span.end
        return Span(span.start + issued.end(), end)
    owner = OWNED.match(words[: paper.start()])
    if owner:
        return Span(span.start, span.start + owner.end("who"))
    whose = POSSESSIVE.match(words)
    if whose:
        return Span(span.start, span.start + whose.end())
    before = Span(span.start, span.start + paper.start())
    near = resolution.mentions_at.within(before)
    return near[-1].span if near else None


def _is_list(words: str) -> bool:
    return " and " in words or ", " in words


def _person_at_edge(resolution: Resolution, span: Span) -> Span | None:
    """A person's name that the stretch ends with, or that begins it before "of the army"."""
    for mention in resolution.mentions_at.within(span):
        begins = mention.span.start == span.start and BELONGING.match(resolution.text, mention.span.end)
        edge = mention.span.end == span.end or begins
        if (
            mention.kind == "name"
            and edge
            and len(mention.actors) == 1
            and resolution.actor(mention.actors[0]).kind == "person"
        ):
            return mention.span
    return None


def _name_at_end(span: Span, words: str) -> Span | None:
    """A name that nobody knows, after a common noun that says what the person is."""
    found = NAME_AT_END.search(words)
    if found is None or words[: found.start()].rsplit(maxsplit=1)[-1].lower() in BEFORE_NAME:
        return None
    return Span(span.start + found.start("who"), span.end)
