"""Direct speech without marks: whole documents, paragraphs after a colon, transcripts, posts by a handle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.extract.drafts import Draft
from verbale.extract.phrases import (
    BEGINS_SUBJECT,
    main_clause,
    main_subject,
)
from verbale.extract.sayings import Saying, find_sayings, name_beside
from verbale.extract.units import Prose, Range, Unit
from verbale.spans import Span
from verbale.words import word_set

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
JOINTLY: Final = re.compile(
    r"Joint .* (?:by|from|of) (?:the )?(?:[\w’'-]+ ){0,4}"
    r"(?:leaders|ministers|presidents|heads|states|countries|parties)\b",
    re.IGNORECASE,
)
"""A joint document whose title says only how many it is from: its first sentence names them."""
DECLARED: Final = re.compile(
    r"We, (?:the )?(?P<who>(?:[\w’'&-]+,? ){0,3}?"
    r"(?:leaders?|heads?|ministers?|presidents?|members?|states?|governments?)\b"
    r"(?:[^,;:.]|, (?-i:(?=[A-Z]))){0,160}),",
    re.IGNORECASE,
)
"""How a joint declaration begins: "We, the leaders of the coast states, met"."""
FROM: Final = re.compile(r"\sfrom\s+(?P<who>.+)$")
HANDLE: Final = re.compile(r"\W{0,2}(?P<who>@\w+(?: \w+)?)(?:\s?\[[^\]]{1,12}\])?\s?[:;]\s?")
HANDLES: Final = re.compile(r"^\W{0,2}(?P<who>@\w+)", re.MULTILINE)
NAMES: Final = re.compile(r"(?<![\w@#])[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}")
LEAST_HELD: Final = 6
"""Letters of a name that a handle holds."""
LONGEST_HANDLE: Final = 50
"""So many of its letters are looked at; networks allow 15 to 30."""
PASSIVE: Final = "passive"
INTRODUCED: Final = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}) \((?P<handle>@\w+)\)")
TURN: Final = re.compile(
    r"[\"“„«]?(?P<who>(?:[A-Z][A-Z.'’-]+)(?:\s[A-Z][A-Z.'’-]+){0,5}|[A-Z][\w.'’-]+(?:\s(?:of|the|[A-Z][\w.'’-]+)){0,6}):\s+(?=\S)"
)
ASKED: Final = re.compile(r"[\"“„«]?(?P<who>Question|QUESTION|Answer|ANSWER|Q|A)\s?[:.]\s+")
POSTS: Final = word_set(
    """
    post posts tweet tweets comment comments statement statements words letter message interview blog verse
    reply response article twitter facebook
    """
)
VIEWS: Final = word_set(
    "view explanation opinion reaction warning question questions answer plea verdict conclusion argument thoughts"
)
"""What somebody named may have before a colon: "Jackson had a different view:"."""
POSTS_AND_VIEWS: Final = POSTS | VIEWS
OPINING: Final = word_set(
    "think thinks thought believe believes believed feel feels felt hopes hoped fears feared muses mused finalizes"
)
"""Verbs that lead to somebody's words where a colon follows."""
POSTS_AND_OPINIONS: Final = POSTS | OPINING
LEADING: Final = ("tweeted", "wrote", "posted", "commented")
LEADS: Final = re.compile(rf":$|\b(?:{'|'.join(LEADING)})$")
LEADING_ENDS: Final = (":", *LEADING)
FIRST_PERSON: Final = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
ADDRESSING: Final = re.compile(r"^(?:But|And|Yes|No|So|Well|Look)\b(?! (?:in|on|at|for) )|\b(?:you|your|You|Your)\b")
"""What tells that somebody goes on talking: an opening that takes up the thread, or "you"."""
SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)\]]*$")
CLOSING: Final = '"”»“'
OPENING: Final = tuple("\"“„«‘'")


def find_unmarked(prose: Prose) -> tuple[Draft, ...]:
    """Statements whose paragraphs are somebody's words though no marks say so."""
    document = _document(prose)
    drafts = (document,) if document is not None else tuple(_Walk(prose).drafts())
    for draft in drafts:
        draft.signs = (f"frame={draft.frame}",)
    return drafts


def _body(analysis: Analysis) -> range:
    return range(1 if analysis.has_title else 0, len(analysis.paragraphs))


def _document(prose: Prose) -> Draft | None:
    """The whole report where its title says that it is a statement by somebody."""
    analysis = prose.analysis
    if not analysis.has_title:
        return None
    title = analysis.paragraphs[0]
    words = title.of(analysis.text)
    found = DOCUMENT.match(words) or LEADERS.match(words)
    first = next(iter(analysis.paragraphs[1:]), title)
    declared = DECLARED.match(first.of(analysis.text))
    if found is None and declared is None and not JOINT.match(words):
        return None
    found = None if found and JOINTLY.match(words) else found
    spans = [p for p in analysis.paragraphs[1:] if SENTENCE_END.search(p.of(analysis.text))]
    author = _group(first, declared) if declared else _author(prose, title, found)
    return Draft("direct", spans, "document", speaker=author) if spans else None


def _author(prose: Prose, title: Span, found: re.Match[str] | None) -> Span | None:
    """Whose the document is: named in its title, or the subject of its first sentence."""
    found = found or FROM.search(title.of(prose.analysis.text))
    if found is not None:
        return _group(title, found)
    first = next(prose.units(prose.analysis.paragraphs[1], 0), None)
    subject = (_listed_subject(first) or main_subject(first, len(first.tokens))) if first else None
    return first.between(*subject) if first and subject else None


def _listed_subject(unit: Unit) -> Range | None:
    """Several names that open a sentence as its subject: "Today, President Ruz, Jon Berg of Erewhon and Ana Mar"."""
    start = 2 if unit.low(1) == "," else 0
    end = start
    while end < len(unit.tokens) and (unit.tokens[end].capital or unit.low(end) in JOINING):
        end += 1
    while end > start and unit.low(end - 1) in JOINING:
        end -= 1
    return (start, end) if any(unit.low(k) == "and" for k in range(start, end)) else None


JOINING: Final = word_set("the of and , de van von bin al")


def _group(paragraph: Span, found: re.Match[str]) -> Span:
    return Span(paragraph.start + found.start("who"), paragraph.start + found.end("who"))


class _Walk:
    """Goes through the paragraphs and keeps what led to the next one and whose each handle is."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.lead: Draft | None = None
        self.handles = _read_handles(prose.analysis.text)
        self.last: Draft | None = None

    def drafts(self) -> Iterator[Draft]:
        """Each paragraph that is somebody's words."""
        transcript = _is_transcript(self.prose.analysis)
        asked = _who_is_asked(self.prose) if transcript else None
        for number in _body(self.prose.analysis):
            paragraph = self.prose.analysis.paragraphs[number]
            text = paragraph.of(self.prose.analysis.text)
            draft = self._post(text, paragraph) or (_turn(text, paragraph, asked) if transcript else None)
            draft = draft or self._led_to(text, paragraph)
            if draft is None and self._goes_on(text):
                self.last.spans.append(paragraph)  # type: ignore[union-attr]
                continue
            if draft is not None:
                yield draft
            self.last = draft
            self.lead = None if draft else _lead(self.prose, number)

    def _post(self, text: str, paragraph: Span) -> Draft | None:
        """A paragraph that begins with a handle; it is that of whoever was named before it."""
        found = HANDLE.match(text)
        if found is None or paragraph.start + found.end() >= paragraph.end:
            return None
        inside = [Span(paragraph.start + found.end(), paragraph.end)]
        handle = found.group("who").lower()
        owner, lead = self.handles.get(handle), self.lead
        if lead is not None and lead.speaker is not None:
            is_named = handle in lead.spans[0].of(self.prose.analysis.text).lower()
            if owner is None and not is_named and lead.frame != PASSIVE:
                self.handles[handle] = owner = lead.speaker
            return Draft("direct", inside, "colon-post", lead.lemma, lead.cue, owner or _group(paragraph, found))
        return Draft("direct", inside, "post", speaker=owner or _group(paragraph, found))

    def _led_to(self, text: str, paragraph: Span) -> Draft | None:
        if self.lead is None or text.startswith(OPENING):
            return None
        return _led(self.lead, [paragraph], "colon-paragraph")

    def _goes_on(self, text: str) -> bool:
        """Do words without marks go on in the first or second person or take up the thread, as no reporter writes?"""
        if self.last is None or self.last.frame != "colon-paragraph" or text.endswith(":") or text.startswith(OPENING):
            return False
        before = self.last.spans[-1].of(self.prose.analysis.text)
        personal = FIRST_PERSON.search(before) and FIRST_PERSON.search(text)
        return bool(personal or ADDRESSING.search(text)) and not HANDLE.match(text)


def _read_handles(text: str) -> dict[str, Span]:
    """Whose each handle of *text* is: introduced as "Ana Ruz (@aruz)", or so named that the handle holds the name."""
    handles: dict[str, Span] = {}
    if "@" not in text:
        return handles
    for found in INTRODUCED.finditer(text):
        handles.setdefault(found.group("handle").lower(), Span(found.start("who"), found.end("who")))
    wanted = {found.group("who").lower() for found in HANDLES.finditer(text)} - handles.keys()
    whole, first_letters = _read_owners(text) if wanted else ({}, {})
    for handle in wanted:
        letters, sign = re.sub(r"[^a-z]", "", handle)[:LONGEST_HANDLE], re.split(r"[_\d]", handle[1:])[0]
        parts = (letters[a:b] for a in range(len(letters)) for b in range(a + LEAST_HELD, len(letters) + 1))
        owners = [whole[part] for part in parts if part in whole]
        owners += [first_letters[sign]] if sign in first_letters else []
        if owners:
            handles[handle] = min(owners, key=lambda span: (span.end, span.start))
    return handles


def _read_owners(text: str) -> tuple[dict[str, Span], dict[str, Span]]:
    """The first names, or ends of names, by their letters, and those of three words and more by their first letters.

    A handle is somebody's if it holds his name whole, or begins with the first letters.
    """
    whole: dict[str, Span] = {}
    first_letters: dict[str, Span] = {}
    for name in NAMES.finditer(text):
        words = name.group().split(" ")
        start = name.start()
        for number, word in enumerate(words):
            rest = [one.lower() for one in words[number:]]
            plain = re.sub(r"[^a-z]", "", "".join(rest))
            if len(plain) >= LEAST_HELD:
                whole.setdefault(plain, Span(start, name.end()))
            if len(rest) > 2:
                first_letters.setdefault("".join(one[0] for one in rest), Span(start, name.end()))
            start += len(word) + 1
    return whole, first_letters


def _led(lead: Draft, spans: list[Span], frame: str) -> Draft:
    return Draft("direct", spans, frame, lead.lemma, lead.cue, lead.speaker, list(lead.to))


def _is_transcript(analysis: Analysis) -> bool:
    """Do several paragraphs begin with a speaker's name and a colon, one of them twice?"""
    names = [m.group("who") for n in _body(analysis) if (m := _turn_mark(analysis.paragraphs[n].of(analysis.text)))]
    return len(names) >= 3 and len(set(names)) < len(names)


def _turn_mark(text: str) -> re.Match[str] | None:
    return ASKED.match(text) or TURN.match(text)


def _turn(text: str, paragraph: Span, asked: Span | None) -> Draft | None:
    """A turn of a transcript; answers are those of whoever is *asked*, where that is known."""
    found = _turn_mark(text)
    if found is None:
        return None
    said = Span(paragraph.start + found.end(), paragraph.start + len(text.rstrip(CLOSING)))
    if said.start >= said.end:
        return None
    who = _group(paragraph, found)
    answers = found.group("who").lower() in {"a", "answer"}
    return Draft("direct", [said], "transcript", speaker=asked or who if answers else who)


def _who_is_asked(prose: Prose) -> Span | None:
    """Who answers in an interview: the one named first in the paragraph before its first turn."""
    analysis = prose.analysis
    turns = (n for n in _body(analysis) if _turn_mark(analysis.paragraphs[n].of(analysis.text)))
    before = next(turns, 0) - 1
    if before < _body(analysis).start:
        return None
    unit = next(prose.units(analysis.paragraphs[before], 0), None)
    subject = main_subject(unit, len(unit.tokens)) if unit else None
    named = unit is not None and subject is not None and unit.tokens[subject[1] - 1].capital
    return unit.between(*subject) if unit and subject and named else None


def _lead(prose: Prose, number: int) -> Draft | None:
    """What a paragraph that ends with a colon, or with its cue, says of the words that follow it."""
    paragraph = prose.analysis.paragraphs[number]
    text = paragraph.of(prose.analysis.text)
    if not (text.endswith(LEADING_ENDS) and LEADS.search(text)):
        return None
    units = list(prose.units(paragraph, 0))
    return lead_of(units[-1]) if units else None


def lead_of(unit: Unit) -> Draft | None:
    """Cue and speaker with which *unit*, ending with a colon, leads to the words after it."""
    main = main_clause(unit)
    sayings = [s for s in find_sayings(unit) if s.subject and s.place != "relative" and s.first >= main]
    sayings = [s for s in sayings if s.cue.frames & {"clause", "quote"}] or sayings
    if sayings:
        return _draft_of(unit, sayings[0] if sayings[-1].place == "shared" else sayings[-1])
    verb = next((at for at, token in enumerate(unit.tokens) if token.low in OPINING), len(unit.tokens))
    if verb == len(unit.tokens) and not main and not any(t.low in POSTS_AND_VIEWS for t in unit.tokens):
        return None
    subject = _named_subject(unit, verb, main)
    if subject and not _is_named(unit, subject) and not any(t.low in POSTS_AND_OPINIONS for t in unit.tokens):
        return None
    return Draft("direct", [unit.span], "colon", speaker=unit.between(*subject)) if subject else None


def _is_named(unit: Unit, subject: Range) -> bool:
    """Is there a name in the subject, and not "my"?"""
    return unit.low(subject[0]) not in {"my", "our"} and any(
        t.capital and t.low not in BEGINS_SUBJECT for t in unit.tokens[subject[0] : subject[1]]
    )


def _named_subject(unit: Unit, verb: int, start: int) -> Range | None:
    """The subject of the main clause: the name beside it in "another reader, Ana Ruz," and no "from" before it."""
    subject = main_subject(unit, verb, start)
    if subject is None:
        return None
    first, last = subject
    if unit.low(first) in {"from", "in", "on"} and last - first > 1:
        first += 1
    end = next((k for k in range(last + 1, len(unit.tokens)) if unit.low(k) == ","), last)
    return name_beside(unit, (first, last), (last + 1, end)) if unit.low(last) == "," and end > last else (first, last)


def _draft_of(unit: Unit, saying: Saying) -> Draft:
    speaker = unit.between(*saying.subject) if saying.subject else None
    frame = PASSIVE if saying.passive else "colon"
    return Draft("direct", [unit.span], frame, saying.cue.lemma, unit.between(saying.first, saying.last), speaker)


def blocked(prose: Prose, drafts: Sequence[Draft]) -> frozenset[int]:
    """Numbers of the paragraphs that are no prose of the reporter's."""
    return frozenset(prose.analysis.paragraph_at(s.start) for d in drafts for s in d.spans)
