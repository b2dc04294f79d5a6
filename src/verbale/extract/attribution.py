"""Drafts to statements: who speaks as an actor, to whom, by whose report, when, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from verbale.extract.cast import Cast
from verbale.extract.confidence import confidence, is_kept
from verbale.extract.drafts import Draft
from verbale.extract.naming import name_within
from verbale.extract.phrases import DOCUMENTS, PAPERS, PRONOUNS, WRITINGS
from verbale.records import Actor, Statement
from verbale.resolve.resolution import Dated, Mention, Resolution
from verbale.spans import Lookup, Span, hull
from verbale.words import ARTICLES, word_set

UNNAMED: Final = word_set("passive-clause passive-noun goes-on colon-lead this-before encoder")
"""Frames in which the words need not name the speaker: it is then that of the statement before."""
POSSESSIVES: Final = word_set("his her its their")
WORDS_FOR_OTHERS: Final = PRONOUNS | POSSESSIVES
FIRST: Final = word_set("i we")
ME: Final = word_set("me us")
THIRD: Final = word_set("he she they")
"""Within a quotation, nobody calls himself so."""
OFFICE_OF: Final = re.compile(r"(?P<head>.{4,40}?) (?:of|to|for) the ")
APPOSED: Final = re.compile(r"\s*(?:[—–:(,]|--?\s)\s*")
LISTED: Final = re.compile(r",?\s+and\s+|,\s+")
"""Between a group and the first of its names, and between one name and the next."""
NEAR: Final = 120
"""Characters of a name with its titles."""
MANY: Final = 2
"""Commas, and people but one, of a list."""
WORD: Final = re.compile(r"[\w-]+")
ANY_PAPER: Final = word_set("document text")
"""What any paper may be called when it is spoken of again."""
SHORT_TAIL: Final = 3
"""Words of a cue with its auxiliaries."""
BESIDE: Final = 80
"""Characters within which a day belongs to a cue."""
AFTER: Final = re.compile(r"\b(?:after|before|since|until|following) (?:the |a |an )?$", re.IGNORECASE)


def attribute(resolution: Resolution, drafts: Sequence[Draft], cast: Cast) -> tuple[Statement, ...]:
    """The drafts that are sure enough, with their actors, numbered in the order of the text."""
    chances = {id(d): confidence(d) for d in drafts}
    kept = [d for d in drafts if is_kept(d, chances[id(d)])]
    speakers: dict[int, tuple[str, ...]] = {}
    relays: set[int] = set()
    before = _Before((), None, {})
    for draft in kept:
        outer = draft.parent
        around = speakers.get(id(outer), ())
        speakers[id(draft)] = _speakers(resolution, draft, cast, before, around)
        before = before.followed_by(resolution, draft, speakers[id(draft)])
        if outer is None or not around or outer.form != "indirect" or draft.form != "indirect":
            continue
        if speakers[id(draft)] == around:
            draft.parent = outer.parent
        elif _passes_on(resolution, outer, draft) and all(_is_medium(cast.get(one), outer) for one in around):
            draft.via, draft.parent = draft.via or outer.named_by, outer.parent
            relays.add(id(outer))
    relays |= _told_twice([d for d in kept if id(d) not in relays], speakers)
    told = [d for d in kept if id(d) not in relays]
    numbers = {id(d): f"s{n}" for n, d in enumerate(told, 1)}
    statements = [_statement(resolution, draft, cast, numbers, speakers, chances[id(draft)]) for draft in told]
    return tuple(_carry_dates(resolution, statements))


def _told_twice(drafts: Sequence[Draft], speakers: Mapping[int, tuple[str, ...]]) -> set[int]:
    """Reported words that the same speaker's quoted words, or a longer report of the same words, tell already.

    Of "he said that he had ordered 'full alert'" the words in marks are told, and the rest is their clause. What the
    speaker said to somebody else is told on its own.
    """
    twice: set[int] = set()
    if len(drafts) < 2:
        return twice
    at = Lookup(drafts, lambda draft: draft.spans)
    for draft in drafts:
        whose = speakers[id(draft)]
        if draft.form != "indirect" or not whose:
            continue
        same = [d for d in at.meeting(hull(draft.spans)) if d is not draft and speakers[id(d)] == whose]
        same = [d for d in same if id(d) not in twice and d.parent is draft.parent]
        quoted = [d for d in same if d.form != "indirect" and all(_covers(draft.spans, span) for span in d.spans)]
        for one in quoted:
            one.clause = one.clause or tuple(draft.spans)
        within = (d for d in same if d.form == "indirect" and all(_covers(d.spans, s) for s in draft.spans))
        if quoted or (not draft.to and any(within)):
            twice.add(id(draft))
    return twice


def _covers(spans: Sequence[Span], part: Span) -> bool:
    return any(span.covers(part) for span in spans)


def _passes_on(resolution: Resolution, outer: Draft, draft: Draft) -> bool:
    """Is what *outer* reports nothing but that somebody else said something?"""
    if outer.spans == draft.spans or _is_all_but_attribution(resolution, outer, draft):
        return True
    if draft.speaker is None or not outer.spans[0].covers(draft.speaker):
        return False
    between = resolution.text[outer.spans[0].start : draft.speaker.start]
    return not between.strip() or between.strip().lower() in ARTICLES


def _is_all_but_attribution(resolution: Resolution, outer: Draft, draft: Draft) -> bool:
    """Does what the outer one reports end with "Ruz has said", and the rest is what Ruz said?"""
    if draft.speaker is None or len(outer.spans) != 1 or len(draft.spans) != 1:
        return False
    span = outer.spans[0]
    begins = draft.start == span.start and draft.end <= draft.speaker.start and span.covers(draft.speaker)
    return begins and len(resolution.text[draft.speaker.end : span.end].split()) <= SHORT_TAIL


def _is_medium(actor: Actor, outer: Draft) -> bool:
    """Is it a medium, or something like "reports", that only passes on what others say?"""
    return actor.kind == "media" or actor.name.split()[-1].lower() in DOCUMENTS


class _Before(NamedTuple):
    """The last statement whose speakers are known, their ids, and those who spoke last by each kind of paper."""

    speakers: tuple[str, ...]
    draft: Draft | None
    papers: Mapping[str, tuple[str, ...]]

    def followed_by(self, resolution: Resolution, draft: Draft, speakers: tuple[str, ...]) -> _Before:
        """What stands before the statement after *draft*, whose speakers these are."""
        if not speakers:
            return self
        named = dict.fromkeys(_papers_beside(resolution, draft), speakers)
        return _Before(speakers, draft, {**self.papers, **named} if named else self.papers)


def _speakers(
    resolution: Resolution, draft: Draft, cast: Cast, before: _Before, outer: tuple[str, ...]
) -> tuple[str, ...]:
    """Ids of those who speak.

    Those whom the words name; of the statement around for "I" and "we" within it; of the statement *before*
    where the words name nobody.
    """
    named = draft.named_by
    if named is None:
        return before.speakers if draft.frame in UNNAMED else ()
    words = named.of(resolution.text).lower()
    if outer and words in FIRST:
        return outer
    found = _identify(resolution, cast, named, before)
    himself = words in THIRD and found == outer and draft.parent is not None and draft.parent.form == "direct"
    return () if outer and himself else found


def _identify(resolution: Resolution, cast: Cast, named: Span, before: _Before) -> tuple[str, ...]:
    """Whom the words of a subject name, by what was said before where they name nobody."""
    words = named.of(resolution.text).lower()
    name = name_within(resolution, named)
    if name is None:
        return _of_paper(words, before) or cast.of(named)
    issuers = _of_document(words, before)
    if issuers:
        return issuers
    if words == "it" and _goes_on(resolution, cast, named, before):
        return before.speakers
    found = _list_people(resolution, cast, name) or _name_members(resolution, cast, cast.of(name), name)
    found = found or (before.speakers if words in WORDS_FOR_OTHERS else ())
    if words.startswith("the ") and _is_office_of(cast, found, before.speakers):
        return before.speakers
    return found


def _list_people(resolution: Resolution, cast: Cast, name: Span) -> tuple[str, ...]:
    """Everybody in a list of people with offices between their names; none for other words."""
    if name.of(resolution.text).count(", ") < MANY:
        return ()
    mentions = [m for m in resolution.mentions_at.within(name) if m.kind == "name" and len(m.actors) == 1]
    people = [m for m in mentions if resolution.actor(m.actors[0]).kind == "person"]
    return tuple(dict.fromkeys(i for m in people for i in cast.of(m.span))) if len(people) > MANY else ()


def _name_members(resolution: Resolution, cast: Cast, found: tuple[str, ...], name: Span) -> tuple[str, ...]:
    """Those whom a dash or comma names after a group: "three senators - Ana Ruz, Jon Berg and Ida Lund -"."""
    if len(found) != 1 or cast.get(found[0]).kind not in {"group", "unnamed"}:
        return found
    for mention in cast.get(found[0]).mentions:
        if mention[0] > name.start:
            break
        listed = [m for m in _listed_after(resolution, mention[1]) if len(m.actors) == 1]
        people = [m for m in listed if resolution.actor(m.actors[0]).kind == "person"]
        if len(people) >= MANY:
            return tuple(dict.fromkeys(i for m in people for i in cast.of(m.span)))
    return found


def _listed_after(resolution: Resolution, at: int) -> Iterator[Mention]:
    """The names that follow one another from *at*, after a dash or comma."""
    joined = APPOSED.match(resolution.text, at)
    while joined is not None:
        near = resolution.mentions_at.within(Span(joined.end(), joined.end() + NEAR))
        named = next((m for m in near if m.wide.start <= joined.end() and m.kind == "name"), None)
        if named is None:
            return
        yield named
        joined = LISTED.match(resolution.text, named.wide.end)


def _of_paper(words: str, before: _Before) -> tuple[str, ...]:
    """Who speaks in "the statement", which names nobody: whoever issued one last, else whoever spoke last."""
    papers = (before.papers[word] for word in words.split() if word in before.papers)
    return next(papers, before.speakers)


def _of_document(words: str, before: _Before) -> tuple[str, ...]:
    """Who speaks in "the report" or "the document": whoever is known to have issued it; nobody if that is not told."""
    found = re.fullmatch(r"(?:the|this) (\w+)", words)
    return before.papers.get(found.group(1), ()) if found else ()


def _papers_beside(resolution: Resolution, draft: Draft) -> frozenset[str]:
    """The words for papers beside a cue, outside what is said: "in a statement", "released a statement saying"."""
    if draft.cue is None:
        return frozenset()
    analysis = resolution.analysis
    sentence = analysis.sentence_of(draft.cue)
    said = [span for span in draft.spans if span.start >= draft.cue.end]
    beside = resolution.text[sentence.start : min([sentence.end, *(span.start for span in said)])]
    words = WRITINGS.intersection(WORD.findall(beside.lower()))
    if not words:
        return frozenset()
    papers = PAPERS & words
    named = draft.speaker.of(resolution.text).lower() if draft.speaker else ""
    issued = frozenset(word for word in DOCUMENTS & words if re.search(rf"\b{word}\b.* (?:by|from|of) ", named))
    return papers | issued | (ANY_PAPER if papers or issued else frozenset())


def _goes_on(resolution: Resolution, cast: Cast, it: Span, before: _Before) -> bool:
    """Is "it" the plan, party or letter that spoke in this sentence or the one before?"""
    if before.draft is None:
        return False
    named = before.draft.speaker
    written = named is not None and not PAPERS.isdisjoint(named.of(resolution.text).lower().split())
    if not written and any(cast.get(one).kind == "person" for one in before.speakers):
        return False
    sentence_at = resolution.analysis.sentence_at
    return 0 <= sentence_at(it.start) - sentence_at(before.draft.end - 1) <= 1


def _is_office_of(cast: Cast, found: Sequence[str], before: Sequence[str]) -> bool:
    """Do the words that nobody was found for tell the office of whoever spoke last: "the head of the agency"?"""
    if len(found) != 1 or len(before) != 1:
        return False
    unknown, speaker = cast.get(found[0]), cast.get(before[0])
    head = OFFICE_OF.match(unknown.name)
    if head is None or unknown.kind != "unnamed" or speaker.kind != "person":
        return False
    return head.group("head").lower() in (speaker.office or "").lower()


def _statement(
    resolution: Resolution,
    draft: Draft,
    cast: Cast,
    numbers: Mapping[int, str],
    spoken: Mapping[int, tuple[str, ...]],
    chance: float,
) -> Statement:
    text = "\n\n".join(span.of(resolution.text) for span in draft.spans)
    speakers, around = spoken[id(draft)], spoken.get(id(draft.parent), ())
    heard = [i for span in draft.to for i in (around if span.of(resolution.text) in ME else cast.of(span))]
    to = tuple(dict.fromkeys(i for i in heard if i not in speakers))
    via = cast.of(draft.via) if draft.via else ()
    return Statement(
        id=numbers[id(draft)],
        speakers=speakers,
        form=draft.form,
        spans=tuple(draft.spans),
        text=text,
        cue=draft.cue,
        to=to,
        via=via,
        within=_within(draft, numbers),
        date=_date(resolution, draft),
        context=_contexts(resolution, draft),
        confidence=chance,
        rule=draft.frame,
        clause=draft.clause if draft.form == "mixed" else (),
    )


def _within(draft: Draft, numbers: Mapping[int, str]) -> str | None:
    """The nearest statement around this one that is told."""
    outer = draft.parent
    while outer is not None and id(outer) not in numbers:
        outer = outer.parent
    return numbers[id(outer)] if outer is not None else None


def _date(resolution: Resolution, draft: Draft) -> str | None:
    """The day told beside the cue, outside what is said."""
    if draft.cue is None:
        return None
    analysis = resolution.analysis
    sentence = analysis.sentence_of(draft.cue)
    for dated in resolution.dates_at.within(sentence):
        beside = abs(dated.span.start - draft.cue.end) < BESIDE
        if dated.value and _follows_event(resolution, dated):
            continue
        if dated.value and beside and not any(s.overlaps(dated.span) for s in (*draft.spans, *draft.clause)):
            return dated.value
    return None


def _follows_event(resolution: Resolution, dated: Dated) -> bool:
    """Is it the month or year of something that the act only comes after, as in "after the 2023 coup"?"""
    is_coarse = len(dated.value or "") < len("2023-03-01")
    return is_coarse and AFTER.search(resolution.text, max(0, dated.span.start - 15), dated.span.start) is not None


def _carry_dates(resolution: Resolution, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, each without a day of its own on the day of the one that its speaker made right before it."""
    before: Statement | None = None
    for one in statements:
        goes_on = before is not None and one.date is None and _adds_to(resolution, one, before)
        dated = replace(one, date=before.date) if before is not None and goes_on else one
        yield dated
        before = dated


def _adds_to(resolution: Resolution, one: Statement, before: Statement) -> bool:
    """Does the same speaker go on, in the same paragraph or the next?"""
    paragraph_at = resolution.analysis.paragraph_at
    same = one.speakers != () and one.speakers == before.speakers and one.within == before.within
    return same and paragraph_at(one.spans[0].start) - paragraph_at(before.spans[-1].end) < 2


def _contexts(resolution: Resolution, draft: Draft) -> tuple[str, ...]:
    """The contexts of the acts that the statement tells or, by its cue, performs, the most frequent first."""
    acts_at = resolution.analysis.acts_at
    within = [act for span in draft.spans for act in acts_at.within(span)]
    within += acts_at.meeting(draft.cue) if draft.cue else []
    if not within:
        return ()
    acts = sorted({id(act): act for act in within}.values(), key=lambda act: act.trigger)
    counts = Counter([context for act in acts for context in act.context])
    return tuple(sorted(counts, key=lambda context: -counts[context])[:3])
