"""Units of the reporter's prose and simple grammar over them: subjects, noun phrases, clause ends.

A unit is a sentence in which each quotation counts as one token, so that a quotation of several sentences and
its attribution stand together. No parser: the word lists and the signs of English news are enough for this.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from verbale.analyse.analysis import Analysis, Quoted
from verbale.spans import Span


def word_set(lines: str) -> frozenset[str]:
    """The words of *lines* as a set."""
    return frozenset(lines.split())


AUXILIARIES: Final = word_set(
    """
    has have had is are was were will would be been being may might could can cannot should must did does do 'd 'll
    've 'm 're
    """
)
ADVERBS: Final = word_set(
    """
    also again once earlier later previously then further recently already even only still not never often
    repeatedly separately too ever additionally instead simply just today yesterday meanwhile however
    therefore thus twice now soon since long always reportedly specifically personally publicly jointly both
    further furthermore nevertheless moreover otherwise sometimes
    """
)
DETERMINERS: Final = word_set(
    """
    the a an his her its their our my your this that these those some many several all both another no every
    each any one two three four five six seven eight nine ten most more few such
    """
)
PREPOSITIONS: Final = word_set(
    """
    of in on at by for from with to about against during after before since under over between among through
    into within without around near following despite amid via per regarding concerning toward towards upon as
    than like inside outside
    """
)
SUBORDINATORS: Final = word_set(
    """
    that which who whom whose because although though while when whereas if unless but where whether so until
    once
    """
)
PRONOUNS: Final = word_set("he she it they we i you him her them me us who")
STOPS: Final = word_set('. ! ? ; : … ... , ( ) [ ] — – - -- " “ ” « » * •')
SENTENCE_ENDS: Final = word_set(". ! ? … ...")
DAYS: Final = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march
    april june july august september october november december morning afternoon evening night weekend week
    month year
    """
)
DASHES: Final = word_set("— – -")
Range = tuple[int, int]
"""First and last-but-one token of a stretch of a unit."""
QUOTE: Final = "\0"
"""Stands for a whole quotation among the words of a unit."""


class Token(NamedTuple):
    """A word, a sign or a whole quotation of a unit; `low` is its lower case, `quoted` its quotation's number or -1."""

    span: Span
    low: str
    capital: bool
    quoted: int = -1


class Unit(NamedTuple):
    """A sentence with its quotations folded. `paragraph` numbers its paragraph; `first` says that it opens it.

    `titled`: a headline, whose words may all begin with a capital.
    """

    tokens: tuple[Token, ...]
    span: Span
    paragraph: int
    first: bool
    titled: bool = False

    def between(self, first: int, last: int) -> Span:
        """The characters from token *first* up to and without token *last*."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def low(self, at: int) -> str:
        """The word at *at* in lower case; empty outside the unit."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""


def cut_units(analysis: Analysis, within: Span, depth: int, blocked: Sequence[Span] = ()) -> Iterator[Unit]:
    """The units of *within*, whose own voice stands in *depth* pairs of marks; *blocked* stretches are left out."""
    quoted = [(n, q) for n, q in enumerate(analysis.quoted) if q.depth == depth + 1 and within.covers(q.inside)]
    starts = [w.start for w in analysis.words]
    paragraph = -1
    for span in _sentences(analysis, within, [q for _, q in quoted]):
        if any(b.overlaps(span) for b in blocked):
            continue
        here = analysis.paragraph_at(span.start)
        inside = [(n, q) for n, q in quoted if span.covers(q.inside)]
        words = analysis.words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        tokens = tuple(_fold(analysis.text, words, inside))
        if tokens:
            yield Unit(tokens, span, here, here != paragraph, analysis.has_title and here == 0)
        paragraph = here


def _sentences(analysis: Analysis, within: Span, quoted: Iterable[Quoted]) -> Iterator[Span]:
    """Sentences of *within*; those that one quotation joins are one."""
    shut = [Span(q.outside.start, q.outside.end) for q in quoted]
    start = -1
    for sentence in analysis.sentences[analysis.sentence_at(within.start) :]:
        lo, hi = max(sentence.start, within.start), min(sentence.end, within.end)
        if lo >= hi:
            if sentence.start >= within.end:
                break
            continue
        start = lo if start < 0 else start
        if any(s.start < hi < s.end and hi < within.end for s in shut):
            continue
        yield Span(start, hi)
        start = -1
    if start >= 0:
        yield Span(start, within.end)


def _fold(text: str, words: Sequence[Span], quoted: Sequence[tuple[int, Quoted]]) -> Iterator[Token]:
    waiting = list(quoted)
    until = -1
    for word in words:
        if word.start < until:
            continue
        if waiting and word.end > waiting[0][1].outside.start:
            number, stretch = waiting.pop(0)
            until = stretch.outside.end
            yield Token(stretch.outside, QUOTE, True, number)
            continue
        form = text[word.start : word.end]
        yield Token(word, form.lower(), form[:1].isupper())


IRREGULAR_PASTS: Final = word_set(
    """
    met went held took gave made came began left sent got saw led put set won lost kept brought became paid
    drew chose rose fell spent sought stood built broke sat ran knew grew hit killed felt heard meant bore
    wore threw cut shot struck lay flew fought said told wrote spoke swore caught taught bought thought
    withdrew arose forgot chose overcame underwent
    """
)
"""Past forms without -ed, so that a noun phrase is not read across its verb."""

NOT_VERBS: Final = word_set(
    """
    united armed red need speed feed seed indeed hundred sacred breed bleed proceed exceed succeed embed bed
    shed wed led used so-called
    """
)


def is_verb(token: Token) -> bool:
    """Does the word look like a finite verb? Nouns that are also verbs do not count."""
    low = token.low
    if low in AUXILIARIES or low in IRREGULAR_PASTS or low.endswith(("n't", "n’t")):
        return True
    return low.endswith("ed") and len(low) > 4 and not token.capital and low not in NOT_VERBS


def skip_left(unit: Unit, at: int) -> int:
    """The token at or before *at* that is no auxiliary, adverb or day between a subject and its verb."""
    while at >= 0:
        token = unit.tokens[at]
        if _is_light(token):
            at -= 1
        elif token.low in DAYS or (token.low.isdigit() and unit.low(at - 1) in DAYS):
            first = _date_start(unit, at)
            if first == at and not token.capital and token.low not in {"today", "yesterday", "tonight"}:
                return at
            at = first - 1
        else:
            return at
    return at


def _is_light(token: Token) -> bool:
    return (
        token.low in AUXILIARIES
        or token.low in ADVERBS
        or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)
    )


def _date_start(unit: Unit, at: int) -> int:
    """Where a date that ends at *at* begins: "on Monday", "on 27 February", "in early October"."""
    for back in range(1, 5):
        word = unit.low(at - back)
        if word in {"on", "in", "last", "since", "this"} and word:
            return at - back
        if not (word in DAYS or word.isdigit() or word in {"early", "late", "the", "next", ","}):
            break
    return at


def noun_phrase_before(unit: Unit, last: int) -> Range | None:
    """Token range of the noun phrase that ends with token *last*; None if there is none."""
    first = last + 1
    while first > 0:
        token = unit.tokens[first - 1]
        if token.low in STOPS or token.quoted >= 0:
            break
        if token.low in SUBORDINATORS or is_verb(token):
            break
        if token.low in {"and", "or"} and not _joins_nouns(unit, first - 1):
            break
        if token.low in {"as", "after", "before", "since"}:
            break
        first -= 1
    first = _after_adjunct(unit, first, last)
    while first <= last and unit.low(first) in {"and", "but", "or", "then", "so", "'s", "’s"}:
        first += 1
    return (first, last + 1) if first <= last else None


def _joins_nouns(unit: Unit, at: int) -> bool:
    """Does the "and" at *at* join two nouns, no verb standing between it and the sign before?"""
    for back in range(at - 1, -1, -1):
        token = unit.tokens[back]
        if is_verb(token) or token.low in SUBORDINATORS:
            return False
        if token.low in STOPS:
            return token.low == "," and back < at - 1
    return True


def _after_adjunct(unit: Unit, first: int, last: int) -> int:
    """Where the noun phrase proper begins in a stretch that may open with "On Monday" or "At the dinner"."""
    if first > last or unit.low(first) not in PREPOSITIONS or unit.low(first) in {"of", "per"}:
        return first
    for at in range(last, first, -1):
        token, before = unit.tokens[at], unit.tokens[at - 1]
        if before.low in PREPOSITIONS or before.low in DETERMINERS or before.low in {"and", "'s", "’s"}:
            continue
        if token.low in DETERMINERS or token.low in PRONOUNS:
            return at
        if token.capital and not before.capital and token.low not in DAYS:
            return at
        if before.low in DAYS and token.low not in DAYS and not token.low.isdigit():
            return at
    return first


def main_subject(unit: Unit, before: int, start: int = 0) -> Range | None:
    """Token range of the subject with which the main clause of a unit begins, looked for before token *before*."""
    at = _skip_openers(unit, start, before)
    last = at
    while last < before:
        token = unit.tokens[last]
        if token.low in STOPS or token.low in SUBORDINATORS or is_verb(token) or token.quoted >= 0:
            break
        if _is_light(token) and last > at:
            break
        last += 1
    return (at, last) if last > at else None


OPENERS: Final = word_set("and but so yet also then still thus therefore")
PARTICIPLE: Final = re.compile(r"[a-z]{3,}ing$")


def _skip_openers(unit: Unit, at: int, before: int) -> int:
    """Past connectives, adverbs and adjuncts that end with a comma: "On Monday, in a statement, ..."."""
    while at < before:
        token = unit.tokens[at]
        comma = next((k for k in range(at, min(before, at + 30)) if unit.low(k) == ","), None)
        if token.low in OPENERS:
            at += 1
        elif comma is not None and _opens_adjunct(unit, at, comma):
            at = comma + 1
        elif token.low in ADVERBS and token.low not in DETERMINERS:
            at += 1
        else:
            break
    if at < before and unit.low(at) in PREPOSITIONS:
        for k in range(at + 1, before):
            if unit.low(k) in DETERMINERS | PRONOUNS and unit.low(k - 1) not in PREPOSITIONS | {"and"}:
                return k
            if unit.tokens[k].capital and unit.tokens[k - 1].low in DAYS:
                return k
    return at


def _opens_adjunct(unit: Unit, at: int, comma: int) -> bool:
    token = unit.tokens[at]
    low = token.low
    if low in PREPOSITIONS or low in {
        "as",
        "when",
        "while",
        "if",
        "although",
        "though",
        "because",
        "since",
        "according",
        "asked",
        "speaking",
    }:
        return True
    if low in ADVERBS or low in DAYS or low.endswith("ly"):
        return True
    return bool(PARTICIPLE.match(low)) or (
        comma - at <= 3 and low in {"last", "this", "next", "earlier", "later", "for", "in"}
    )


def noun_phrase_after(unit: Unit, first: int) -> Range | None:
    """Token range of the noun phrase that begins at *first*, as after an inverted "said" or "according to"."""
    last = first
    while last < len(unit.tokens):
        token = unit.tokens[last]
        if token.low in STOPS or token.low in SUBORDINATORS or token.quoted >= 0:
            break
        if token.low in PREPOSITIONS and token.low not in {"of", "for", "from", "at", "to", "with"}:
            break
        if token.low in {"to", "with", "at", "from", "for"} and not _binds(unit, last):
            break
        if (is_verb(token) and last > first) or token.low in {
            "as",
            "when",
            "while",
            "after",
            "before",
            "noting",
            "adding",
        }:
            break
        if token.low in DAYS and token.capital and last > first:
            break
        if token.low in ADVERBS and last > first:
            break
        last += 1
    return (first, last) if last > first else None


BINDING: Final = word_set(
    """
    envoy ambassador adviser advisor representative spokesman spokeswoman spokesperson minister secretary
    professor fellow analyst researcher
    """
)


def _binds(unit: Unit, at: int) -> bool:
    """Does the preposition at *at* belong to an office: "ambassador to Erewhon", "spokesman for the ministry"?"""
    return any(unit.low(at - back) in BINDING for back in (1, 2, 3))
