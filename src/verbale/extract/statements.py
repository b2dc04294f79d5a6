"""Finds every statement of a report: reads its units in order and keeps who spoke last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from verbale.analyse.analysis import Analysis, Quoted
from verbale.extract.datelines import skip_dateline
from verbale.extract.drafts import Draft
from verbale.extract.headlines import OFFICE, TOPICS, find_headlines, is_head
from verbale.extract.heard import HEARD, Hearing, listen
from verbale.extract.hearers import find_hearers, find_relay, told
from verbale.extract.phrases import (
    DETERMINERS,
    NOMINATIVES,
    main_clause,
    main_subject,
    noun_phrase_after,
    noun_phrase_before,
)
from verbale.extract.quotations import (
    CONTINUED,
    FEW,
    SIGNED,
    according_near,
    asked_by,
    attach,
    is_alone,
    is_spoken,
    signature_after,
    signs_of_quotation,
    teller_of_source,
    unlisted_attribution,
    whole_sentences,
)
from verbale.extract.reported_speech import Content, find_content
from verbale.extract.sayings import Saying, find_sayings
from verbale.extract.signs import signs_of
from verbale.extract.sources import according, in_the_view, may_report, nominal
from verbale.extract.units import QUOTE, Prose, Range, Unit
from verbale.extract.unmarked_speech import blocked, find_unmarked, lead_of
from verbale.records import StatementForm
from verbale.spans import Span, hull, trim
from verbale.words import word_set

AROUND_CUE: Final = frozenset({"quotation-then-cue", HEARD})
"""Frames of a quotation after whose attribution the same speaker goes on: "…," she went on. "…"."""
UNMARKED: Final = word_set("colon-paragraph colon-post post transcript document")
AFTER_THIS: Final = word_set("in at during on to after following . while when")


@dataclass
class _Voice:
    """What reading one voice (the reporter's, or that of a quotation) has found so far."""

    prose: Prose
    hearing: Hearing
    depth: int
    parent: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)
    last: Draft | None = None
    lead: Draft | None = None
    turn: int = -1

    @property
    def analysis(self) -> Analysis:
        """The report as laid out and read."""
        return self.prose.analysis

    @property
    def is_reporter(self) -> bool:
        """Is it the report's own voice?"""
        return self.parent is None


def draft_statements(analysis: Analysis) -> list[Draft]:
    """Every statement of *analysis* as spans, in the order of the text, containing ones before contained ones."""
    prose, hearing = Prose(analysis), Hearing(analysis)
    unmarked = find_unmarked(prose)
    plain = {id(draft) for draft in unmarked}
    voice = _Voice(prose, hearing, 0, drafts=list(unmarked))
    for unit in prose.units(prose.whole(), 0, blocked(prose, unmarked)):
        _read_unit(voice, unit)
    drafts: list[Draft] = []
    for draft in voice.drafts:
        inner = [] if draft.form == "indirect" else list(_within(prose, hearing, draft, 0 if id(draft) in plain else 1))
        tail = _tail_of_unclosed(analysis, draft, inner)
        drafts += [tail] if tail else [draft, *inner]
    _name_unnamed(prose, drafts)
    drafts = _told_in_title(analysis, drafts)
    for draft in drafts:
        draft.signs += _signs_of_place(draft)
    return sorted(listen(hearing, drafts), key=lambda d: (d.start, -d.end, d.parent is not None))


def _name_unnamed(prose: Prose, drafts: Sequence[Draft]) -> None:
    """Give the words that open a report, or follow nobody's, to the one named first in the paragraph after them."""
    for draft in drafts:
        number = prose.analysis.paragraph_at(draft.end - 1) + 1
        if draft.named_by is not None or draft.frame != "goes-on" or number >= len(prose.analysis.paragraphs):
            continue
        unit = next(prose.units(prose.analysis.paragraphs[number], 0), None)
        subject = _first_named(unit) if unit else None
        draft.speaker = unit.between(*subject) if unit and subject else None


def _told_in_title(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with words in marks of the title that somebody says in the body: they are his in the title too.

    'Not one drop': Lisbon rejects the deal. Words that somebody speaks in the title by name are his.
    """
    if not analysis.has_title:
        return list(drafts)
    title = analysis.paragraphs[0]
    quotations = [quoted for quoted in analysis.quoted_at.within(title) if quoted.depth == 1]
    if not quotations:
        return list(drafts)
    body = [(d, _letters(analysis, d.spans)) for d in drafts if d.parent is None and d.form != "indirect"]
    body = [(d, words) for d, words in body if d.start >= title.end and (d.cue or d.frame == "transcript")]
    kept = list(drafts)
    for quoted in quotations:
        words = _letters(analysis, [quoted.inside])
        teller = next((d for d, said in body if words in said), None)
        opens = quoted.outside.start == title.start
        if teller is None or len(words.split()) < (LEAST_WORDS if opens else FEW):
            continue
        same = next((d for d in kept if quoted.inside in d.spans), None)
        office = same is not None and same.frame == "headline-colon" and same.speaker is not None
        if office and same is not None and same.speaker is not None and OFFICE.search(same.speaker.of(analysis.text)):
            same.speaker, same.speaker_of = None, teller
        elif same is not None and same.frame in UNTIED and same.cue is None:
            same.frame, same.speaker, same.speaker_of = "goes-on", None, teller
            same.signs = ("frame=goes-on",)
        elif same is None and not any(quoted.inside.overlaps(span) for d in kept for span in d.spans):
            form: StatementForm = "direct" if whole_sentences(analysis, quoted) else "mixed"
            kept.append(Draft(form, [quoted.inside], "goes-on", speaker_of=teller, signs=("frame=goes-on",)))
    return kept


LEAST_WORDS: Final = 3
"""Words in marks that open a title and may be somebody's of the body."""
UNTIED: Final = word_set("goes-on name-colon quoted-words-without-cue")
"""Frames of words in marks that no cue ties to anybody."""


def _letters(analysis: Analysis, spans: Sequence[Span]) -> str:
    """The words of *spans* without signs, to be compared."""
    return " " + " ".join(re.findall(r"\w+", " ".join(span.of(analysis.text) for span in spans).lower())) + " "


def _first_named(unit: Unit) -> Range | None:
    """Who opens the sentence after a quotation: "Ruz stood at the bridge", "So said Ruz, who built it"."""
    if unit.low(0) == "so" and unit.low(1) in {"said", "says"}:
        return noun_phrase_after(unit, 2)
    if unit.low(0) in POINTING:
        of = next((k for k in range(2, min(9, len(unit.tokens))) if unit.low(k) in {"of", "from"}), None)
        told = of is not None and any(unit.low(k) in WORDS for k in range(2, of))
        return noun_phrase_after(unit, of + 1) if told and of else None
    subject = main_subject(unit, len(unit.tokens))
    return subject if subject and unit.tokens[subject[1] - 1].capital else None


POINTING: Final = word_set("that this those these such so")
WORDS: Final = word_set(
    "words word message view verdict warning answer comment comments promise appeal conclusion advice"
)
"""What "Those were the words of Ruz" calls the quotation before it."""


def _tail_of_unclosed(analysis: Analysis, draft: Draft, inner: Sequence[Draft]) -> Draft | None:
    """The statement in "We will wait, Ruz said." whose closing mark is missing: its attribution was no part of it."""
    if draft.named_by is not None or len(draft.spans) != 1 or not inner:
        return None
    last = max(inner, key=lambda d: d.end)
    closed = any(q.inside == draft.spans[0] and q.closes for q in analysis.quoted_at.within(draft.spans[0]))
    around = last.frame == "around" and len(last.spans) == 1 and last.cue and last.start == draft.start
    if closed or not around or last.cue is None or last.cue.start < last.end:
        return None
    found = "quotation-then-cue"
    return Draft(draft.form, last.spans, found, last.lemma, last.cue, last.speaker, last.to, signs=(f"frame={found}",))


def _signs_of_place(draft: Draft) -> tuple[str, ...]:
    """Signs of where a draft stands: in which voice, and whether that voice speaks of itself."""
    kind = _kind_of_parent(draft)
    person = "first" if {"subject=i", "subject=we"} & set(draft.signs) else "other"
    tense = next((s for s in draft.signs if s.startswith("tense=")), "tense=none")
    return (
        f"within={kind}",
        f"{draft.frame}/within={kind}",
        f"{person}/within={kind}",
        f"{person}/{tense}/within={kind}",
    )


def _kind_of_parent(draft: Draft) -> str:
    if draft.parent is None:
        return "none"
    return "document" if draft.parent.frame == "document" else draft.parent.form


def _within(prose: Prose, hearing: Hearing, outer: Draft, depth: int) -> Iterator[Draft]:
    """What a quotation, whose voice stands in *depth* pairs of marks, reports in its turn."""
    for span in outer.spans:
        inner = _Voice(prose, hearing, depth, outer)
        for unit in prose.units(span, depth) if may_report(prose, span, depth) else ():
            _read_unit(inner, unit)
        yield from inner.drafts


def _read_unit(voice: _Voice, unit: Unit) -> None:
    new: list[Draft] = []
    if voice.is_reporter and unit.first and is_head(voice.analysis, unit.paragraph):
        new = find_headlines(voice.analysis, unit.paragraph)
    if not new:
        sayings = find_sayings(unit)
        new = _quoted(voice, unit, sayings)
        reported = list(_indirect(voice, unit, sayings))
        _add_clauses(new, reported)
        used = {d.cue for d in new} | {d.via for d in new}
        new += [d for d in reported if d.cue not in used and d.speaker not in used - {None}]
    for draft in new:
        draft.parent = draft.parent or voice.parent
    voice.drafts += new
    voice.lead = lead_of(unit) if unit.low(len(unit.tokens) - 1) == ":" else None
    own = [d for d in new if d.parent is voice.parent]
    if own:
        voice.last = max(own, key=lambda d: d.end)


def _add_clauses(quoted: Sequence[Draft], reported: Sequence[Draft]) -> None:
    """Give words quoted in part the clause that their cue governs, where it holds them all."""
    for draft in quoted:
        same = (other.spans for other in reported if draft.form == "mixed" and other.cue == draft.cue)
        draft.clause = tuple(next((spans for spans in same if _is_around(spans, draft.spans)), ()))


ALONE: Final = 4
"""Characters that marks and a comma add to words that are the whole clause."""


def _is_around(clause: Sequence[Span], said: Sequence[Span]) -> bool:
    """Does the clause hold all that is said, and words beside it?"""
    holds = all(any(part.covers(one) for part in clause) for one in said)
    return holds and hull(clause).end - hull(clause).start > hull(said).end - hull(said).start + ALONE


def _quoted(voice: _Voice, unit: Unit, sayings: Sequence[Saying]) -> list[Draft]:
    """Statements in marks of *unit*: one for each cue, one for quotations that stand alone."""
    drafts: list[Draft] = []
    if QUOTE not in unit.lows:
        return drafts
    owners: dict[Span | None, Draft] = {}
    for at, token in enumerate(unit.tokens):
        if token.low != QUOTE or any(s.subject and s.subject[0] <= at < s.subject[1] for s in sayings):
            continue
        stretch = voice.analysis.quoted[token.quoted]
        found = _find_attribution(voice, unit, at, sayings)
        frame = found.frame if found else CONTINUED if _goes_on(voice, unit, stretch) else None
        if not is_spoken(voice.analysis, unit, at, frame):
            continue
        key = found.cue if found else None
        if key in owners:
            owners[key].spans.append(stretch.inside)
            continue
        draft = _new_quoted(voice, unit, at, found)
        if found is None or found.frame != SIGNED:
            owners[key] = draft
        if draft is voice.last:
            draft.spans.append(stretch.inside)
        else:
            draft.signs = signs_of_quotation(voice.analysis, unit, at, draft)
            drafts.append(draft)
        voice.turn = stretch.turn
    return drafts


def _goes_on(voice: _Voice, unit: Unit, stretch: Quoted) -> bool:
    """Does a quotation without a cue stand alone after a colon, or take up the last one?"""
    return is_alone(unit) and (voice.lead is not None or stretch.turn == voice.turn or voice.last is not None)


class _Attribution(NamedTuple):
    """Whose words a quotation is by the words around it."""

    frame: str
    lemma: str
    cue: Span | None
    speaker: Span | None
    to: Sequence[Span] = ()
    via: Span | None = None


def _find_attribution(voice: _Voice, unit: Unit, at: int, sayings: Sequence[Saying]) -> _Attribution | None:
    """Whose the quotation at token *at* is: by the name under it, its cue, its source, or by what the reader found."""
    text, stretch = voice.analysis.text, voice.analysis.quoted[unit.tokens[at].quoted]
    signed = signature_after(text, stretch)
    if signed is not None:
        return _Attribution(SIGNED, "", None, signed)
    inside = stretch.inside.of(text)
    return (
        _of_question(unit, at, sayings)
        or _by_cue(unit, at, sayings, inside)
        or _by_source(unit, at, sayings)
        or _by_unlisted(unit, at, inside)
        or _in_reported(unit, at, sayings)
        or _as_heard(voice, unit, stretch)
    )


def _of_question(unit: Unit, at: int, sayings: Sequence[Saying]) -> _Attribution | None:
    asked = asked_by(unit, at, sayings)
    if asked is None:
        return None
    cue, asker, answers = asked
    speaker = unit.between(*asker) if asker else None
    return _Attribution("quoted-words", "ask", unit.between(*cue), speaker, (unit.between(*answers),))


def _by_cue(unit: Unit, at: int, sayings: Sequence[Saying], inside: str) -> _Attribution | None:
    found = attach(unit, at, sayings, inside)
    if found is None:
        return None
    (saying, frame), source = found, according_near(unit, at)
    to = find_hearers(unit, saying, told(unit, saying))
    via = find_relay(unit, saying) or (unit.between(*source[1]) if source else None)
    cue = unit.between(saying.first, saying.last)
    return _Attribution(frame, saying.cue.lemma, cue, _speaker(unit, saying), to, via)


def _by_source(unit: Unit, at: int, sayings: Sequence[Saying]) -> _Attribution | None:
    source = according_near(unit, at)
    if source is None:
        return None
    cue, named = unit.between(*source[0]), unit.between(*source[1])
    inner = teller_of_source(unit, at, sayings, source)
    if inner is not None:
        return _Attribution("according-quotation", "according", cue, _speaker(unit, inner), (), named)
    return _Attribution("according-quotation", "according", cue, named)


def _by_unlisted(unit: Unit, at: int, inside: str) -> _Attribution | None:
    found = unlisted_attribution(unit, at, inside)
    return _Attribution("quotation-then-cue", "", unit.between(*found[0]), unit.between(*found[1])) if found else None


def _in_reported(unit: Unit, at: int, sayings: Sequence[Saying]) -> _Attribution | None:
    """Whose quoted words are by the reported clause that holds them: the state is "concerned" by it all, Ruz said."""
    if unit.low(at - 1) in DETERMINERS:
        return None
    for saying in sayings:
        content = find_content(unit, saying, sayings) if "clause" in saying.cue.frames else None
        if content and any(first <= at < last for first, last in content.pieces):
            to = find_hearers(unit, saying, content.hearer, content.pieces)
            cue = unit.between(saying.first, saying.last)
            return _Attribution("quoted-words", saying.cue.lemma, cue, _speaker(unit, saying), to)
    return None


def _as_heard(voice: _Voice, unit: Unit, stretch: Quoted) -> _Attribution | None:
    speech = voice.hearing.quoting(stretch.inside, unit.span)
    return _Attribution(HEARD, "", speech.cue, speech.speaker, speech.to, speech.via) if speech else None


def _new_quoted(voice: _Voice, unit: Unit, at: int, found: _Attribution | None) -> Draft:
    stretch = voice.analysis.quoted[unit.tokens[at].quoted]
    whole = whole_sentences(voice.analysis, stretch)
    if found is None:
        return _continued(voice, unit, at, whole)
    form: StatementForm = "direct" if whole and found.frame != "quoted-words" else "mixed"
    spans, to = [stretch.inside], list(found.to)
    return Draft(form, spans, found.frame, found.lemma, found.cue, found.speaker, to, found.via)


def _speaker(unit: Unit, saying: Saying) -> Span | None:
    if saying.subject is None:
        return None
    last = saying.subject[1] - 1
    if unit.tokens[last].quoted >= 0:
        return Span(unit.starts[last] + 1, unit.ends[last] - 1)
    return unit.between(*saying.subject)


def _continued(voice: _Voice, unit: Unit, at: int, whole: bool) -> Draft:
    """A quotation whose unit has no cue: led to by a colon, going on, or by the last speaker."""
    stretch = voice.analysis.quoted[unit.tokens[at].quoted]
    spans = [stretch.inside]
    form: StatementForm = "direct" if whole else "mixed"
    if is_alone(unit):
        return _alone(voice, unit, stretch, form)
    name = _before_colon(unit, at - 1) if unit.low(at - 1) == ":" else None
    if name and unit.low(name[1] - 1) not in TOPICS:
        return Draft(form, spans, "name-colon", speaker=unit.between(*name))
    subject = main_subject(unit, len(unit.tokens), main_clause(unit))
    if subject:
        return Draft("mixed", spans, "quoted-words-without-cue", speaker=unit.between(*subject))
    return Draft(form, spans, "goes-on", speaker_of=voice.last)


def _alone(voice: _Voice, unit: Unit, stretch: Quoted, form: StatementForm) -> Draft:
    """A quotation with no words beside it: what a colon led to, more of the last one, or somebody's just introduced."""
    spans, last, lead = [stretch.inside], voice.last, voice.lead
    if lead is not None:
        return Draft(form, spans, "colon-lead", lead.lemma, lead.cue, lead.speaker, list(lead.to))
    if last is not None:
        same_turn = stretch.turn == voice.turn or (not unit.first and last.frame in AROUND_CUE)
        if last.form != "indirect" and last.frame not in UNMARKED and same_turn:
            return last
    introduced = _introduced(voice, unit)
    return Draft(form, spans, "goes-on", speaker=introduced, speaker_of=None if introduced else last)


def _introduced(voice: _Voice, unit: Unit) -> Span | None:
    """Who is named first in the paragraph before a quotation that opens its own, where nobody speaks in that one."""
    number = unit.paragraph - 1
    if not (voice.is_reporter and unit.first and number >= int(voice.analysis.has_title)):
        return None
    paragraph = voice.analysis.paragraphs[number]
    if is_head(voice.analysis, number) or any(paragraph.overlaps(span) for d in voice.drafts for span in d.spans):
        return None
    before = next(voice.prose.units(paragraph, 0), None)
    subject = main_subject(before, len(before.tokens)) if before else None
    last = before.tokens[subject[1] - 1] if before and subject else None
    named = last is not None and last.capital and last.low not in NOMINATIVES
    return before.between(*subject) if before and subject and named else None


def _before_colon(unit: Unit, colon: int) -> Range | None:
    """Whose words follow a colon: the subject of its clause, or the noun right before it."""
    subject = main_subject(unit, colon)
    if subject and unit.tokens[subject[1] - 1].capital:
        return subject
    return noun_phrase_before(unit, colon - 1)


def _indirect(voice: _Voice, unit: Unit, sayings: Sequence[Saying]) -> Iterator[Draft]:
    """Reported speech of *unit*; what is reported within another report has that as its parent."""
    kept: list[tuple[Content, Draft]] = []
    for sourced, draft in _sourced(unit):
        draft.spans = [skip_dateline(voice.analysis.text, unit, span) for span in draft.spans]
        kept.append((sourced, draft))
        yield draft
    for saying in sayings:
        before = _this_before(voice, unit, saying)
        if before is not None:
            yield before
            continue
        content = find_content(unit, saying, sayings)
        if content is None:
            continue
        draft = _reported(unit, saying, content)
        draft.spans = [skip_dateline(voice.analysis.text, unit, span) for span in draft.spans]
        draft.parent = _outer(unit.between(saying.first, saying.first + 1), draft, kept)
        kept.append((content, draft))
        yield draft


def _outer(cue: Span, draft: Draft, kept: Sequence[tuple[Content, Draft]]) -> Draft | None:
    """The report within which *draft* is made; an "according to" within what is said is the other's inner one."""
    for _, other in kept:
        if other.cue and any(span.covers(other.cue) for span in draft.spans):
            other.parent = other.parent or draft
        elif any(span.covers(cue) for span in other.spans):
            return other
    return None


def _sourced(unit: Unit) -> Iterator[tuple[Content, Draft]]:
    """What "according to X", "in his view" and "its claim that" report."""
    view = in_the_view(unit)
    found = [("according", one) for one in (*according(unit), *([view] if view else []))]
    found += [(unit.low(one[0][0]), one) for one in nominal(unit)]
    for lemma, (cue, source, content) in found:
        draft = Draft(
            "indirect", _spans(unit, content), content.frame, lemma, unit.between(*cue), unit.between(*source)
        )
        draft.signs = (f"frame={content.frame}",)
        yield content, draft


def _reported(unit: Unit, saying: Saying, content: Content) -> Draft:
    cue = unit.between(saying.first, saying.last)
    draft = Draft("indirect", _spans(unit, content), content.frame, saying.cue.lemma, cue, _speaker(unit, saying))
    draft.to = find_hearers(unit, saying, content.hearer, content.pieces)
    draft.via = find_relay(unit, saying)
    draft.signs = signs_of(unit, saying, content)
    return draft


def _spans(unit: Unit, content: Content) -> list[Span]:
    return [unit.between(a, b) for a, b in content.pieces if b > a]


def _this_before(voice: _Voice, unit: Unit, saying: Saying) -> Draft | None:
    """ "This was stated by the president": the statement is what stands before, unless it has been told already."""
    this = unit.low(0) == "this" and saying.passive and saying.place == "by"
    after = unit.low(saying.last) == "this" and unit.low(saying.last + 1) in AFTER_THIS
    this = this or (after and "clause" in saying.cue.frames)
    number = unit.paragraph - unit.first
    if not this or not voice.is_reporter or number < int(voice.analysis.has_title):
        return None
    paragraph = voice.analysis.paragraphs[number]
    span = trim(voice.analysis.text, Span(paragraph.start, min(paragraph.end, unit.span.start)))
    to = find_hearers(unit, saying, None)
    told_before = [d for d in voice.drafts if d.start >= span.start]
    if told_before:
        told_before[0].to = told_before[0].to or to
        return None
    cue = unit.between(saying.first, saying.last)
    draft = Draft("indirect", [span], "this-before", saying.cue.lemma, cue, _speaker(unit, saying), to)
    draft.signs = ("frame=this-before",)
    return draft
