"""Simple grammar over units: subjects, noun phrases, verbs. No parser: word lists and the signs of English news."""

from __future__ import annotations

import re
from typing import Final

from verbale.extract.units import Range, Token, Unit
from verbale.words import word_set

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
PLAIN_ADVERBS: Final = ADVERBS - {"both"}
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
BEFORE_NOUN: Final = PREPOSITIONS | DETERMINERS
PREPOSITIONS_OR_AND: Final = PREPOSITIONS | {"and"}
SUBORDINATORS: Final = word_set(
    """
    that which who whom whose because although though while when whereas if unless but where whether so until
    once what how why
    """
)
LEADING_WORDS: Final = PREPOSITIONS | SUBORDINATORS
SMALL_WORDS: Final = ADVERBS | PREPOSITIONS | SUBORDINATORS | DETERMINERS
NOMINATIVES: Final = word_set("he she they it we i")
BEGINS_CLAUSE: Final = NOMINATIVES | DETERMINERS
PRONOUNS: Final = word_set("he she it they we i you him her them me us who")
POINTING_WORDS: Final = PRONOUNS | {"this", "that"}
BEGINS_SUBJECT: Final = DETERMINERS | PRONOUNS
BEGINS_OBJECT: Final = DETERMINERS | PRONOUNS - {"who", "i", "we"}
STOPS: Final = word_set('. ! ? ; : … ... , ( ) [ ] — – - -- " “ ” « » * •')
CLAUSE_ENDS: Final = STOPS | SUBORDINATORS
APPOSITION_ENDS: Final = STOPS | AUXILIARIES
DAYS: Final = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march
    april june july august september october november december morning afternoon evening night weekend week
    month year
    """
)
DASHES: Final = word_set("— – -")
COMMAS_AND_BRACKET: Final = DASHES | {",", "("}
COMMAS: Final = DASHES | {","}
IRREGULAR_PASTS: Final = word_set(
    """
    met went held took gave made came began left sent got saw led put set won lost kept brought became paid
    drew chose rose fell spent sought stood built broke sat ran knew grew hit killed felt heard meant bore
    wore threw cut shot struck lay flew fought said told wrote spoke swore caught taught bought thought
    withdrew arose forgot chose overcame underwent wept slept swept rang sang sank drank rode drove froze stole woke
    """
)
"""Past forms without -ed, so that a noun phrase is not read across its verb."""

SPOKEN_PASTS: Final = word_set(
    """
    said told wrote swore thought felt heard spoke talked called agreed asked appealed argued committed commented
    insisted warned complained referred
    """
)
"""Pasts of saying: what follows them is said, and no part of their subject."""

LINKS: Final = word_set("and but or then so 's ’s")
NOT_VERBS: Final = word_set(
    """
    united armed red need speed feed seed indeed hundred sacred breed bleed proceed exceed succeed embed bed
    shed wed led used so-called
    """
)


def is_verb(token: Token) -> bool:
    """Does the word look like a finite verb? Nouns that are also verbs do not count."""
    low = token.low
    if low in AUXILIARIES or low.endswith(("n't", "n’t")):
        return not token.capital
    return is_past(token)


BEFORE_VERB: Final = PRONOUNS | {"there", "that"}


def holds_verb(unit: Unit, first: int, last: int) -> bool:
    """Is there a finite verb after the first word, so that a clause and not a noun alone is said?"""
    for at in range(first + 1, last):
        token, before = unit.tokens[at], unit.tokens[at - 1]
        if token.low in SUBORDINATORS and at > first + 1:
            return False
        if is_verb(token) or (token.low in {"'s", "’s"} and before.low in BEFORE_VERB):
            return True
        if (
            token.low.endswith("s")
            and not token.capital
            and token.low[-2:] != "ss"
            and len(token.low) > 3
            and (_may_act(before) or (before.low.endswith("ly") and _may_act(unit.tokens[at - 2])))
        ):
            return True
    return False


def _may_act(token: Token) -> bool:
    return token.capital or token.low in PRONOUNS


def is_past(token: Token) -> bool:
    """Does the word look like a past form or participle that is no auxiliary?"""
    low = token.low
    if low in IRREGULAR_PASTS:
        return True
    return low.endswith("ed") and len(low) > 4 and not token.capital and low not in NOT_VERBS


def skip_left(unit: Unit, at: int) -> int:
    """The token at or before *at* that is no auxiliary, adverb or day between a subject and its verb."""
    while at >= 0:
        token = unit.tokens[at]
        if _is_light(token):
            at -= 1
        elif token.low.isdigit() and len(token.low) == 4 and unit.low(at - 1) == "in":
            at -= 2
        elif _is_day(token) or (token.low.isdigit() and unit.low(at - 1) in DAYS):
            first = _date_start(unit, at)
            if first == at and not token.capital and token.low not in {"today", "yesterday", "tonight"}:
                return at
            at = first - 1
        else:
            return at
    return at


def _is_light(token: Token) -> bool:
    if token.low in AUXILIARIES:
        return not token.capital
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def _is_day(token: Token) -> bool:
    return token.low in DAYS or (token.low == "may" and token.capital)


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
    if unit.low(last) in PREPOSITIONS:
        return None
    if unit.low(last) in NOMINATIVES:
        return last, last + 1
    while first > 0 and not _ends_phrase(unit, first - 1, last):
        first -= 1
    if first <= last and unit.low(first - 1) in RELATIVES and _begins_relative(unit.tokens[first]):
        return noun_phrase_before(unit, first - 2)
    first = _after_adjunct(unit, first, last)
    while first <= last and unit.low(first) in LINKS:
        first += 1
    if first < last and unit.low(first) in NOMINATIVES and unit.low(first + 1) != "and":
        return first, first + 1  # "We remain committed"
    return (_list_start(unit, first, last), last + 1) if first <= last else None


def _list_start(unit: Unit, first: int, last: int) -> int:
    """Where a list of names begins whose end is "Berg and Lund": "Ruz, Mar, Berg and Lund"."""
    if not unit.tokens[first].capital or all(unit.low(k) != "and" for k in range(first, last)):
        return first
    at = first
    while at > 1 and unit.low(at - 1) == ",":
        start = at - 1
        while start > 0 and _is_named(unit.tokens[start - 1]):
            start -= 1
        if start == at - 1 or not (start == 0 or unit.low(start - 1) in BEFORE_LIST):
            break
        at = start
    return at


BEFORE_LIST: Final = word_set(", after before since when while because although as that if until")
"""What stands before a list of names: a clause that begins with them, or another name."""


def _is_named(token: Token) -> bool:
    return token.capital and token.quoted < 0 and token.low not in SMALL_WORDS and (not _is_day(token))


RELATIVES: Final = word_set("who which that")
BEFORE_RELATIVE: Final = STOPS | RELATIVES


def _begins_relative(token: Token) -> bool:
    """Is the word after "who" or "that" its verb, as in "the page that lists them says"?"""
    return not token.capital and token.low.endswith("s") and token.low not in BEGINS_SUBJECT and len(token.low) > 3


def _ends_phrase(unit: Unit, at: int, last: int) -> bool:
    """Does the token at *at* stand before the noun phrase that ends with *last*?"""
    token = unit.tokens[at]
    if token.low in CLAUSE_ENDS or token.quoted >= 0 or token.low in {"as", "after", "before", "since"}:
        return True
    if token.low in {"and", "or"}:
        return not _joins_nouns(unit, at)
    return is_verb(token) and not _is_reduced(unit, at, last)


def _is_reduced(unit: Unit, at: int, last: int) -> bool:
    """Is the past form at *at* a participle within the phrase: "a tweet sent from the palace"?"""
    return (
        at < last and is_past(unit.tokens[at]) and unit.low(at) not in SPOKEN_PASTS and unit.low(at + 1) in PREPOSITIONS
    )


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


def is_apposed(unit: Unit, first: int) -> bool:
    """Does what follows a name and a comma only say who that is: ", a lawyer who lives in Rome", ", who leads it"?"""
    if unit.low(first) in {"who", "whose", "which"}:
        return True
    if unit.low(first) not in {"a", "an", "the", "one"}:
        return False
    for at in range(first + 1, len(unit.tokens)):
        if unit.low(at) in RELATIVES:
            return True
        if unit.low(at) in APPOSITION_ENDS or (is_verb(unit.tokens[at]) and unit.low(at + 1) not in PREPOSITIONS):
            return unit.low(at) in {".", ""}
    return True


def main_subject(unit: Unit, before: int, start: int = 0) -> Range | None:
    """Token range of the subject with which the main clause of a unit begins, looked for before token *before*."""
    at = _skip_openers(unit, start, before)
    if at < before and unit.low(at) in NOMINATIVES:
        return at, at + 1
    last = at
    while last < before and not _ends_subject(unit, at, last):
        last += 1
    return (at, last) if last > at else None


def main_clause(unit: Unit) -> int:
    """Where the main clause begins after one that somebody's words are told in: "While Ruz asks why, Berg ..."."""
    return clause_after(unit) if unit.low(0) in CONCEDING else 0


CONCEDING: Final = word_set("while although though whereas")
WITHIN_CLAUSE: Final = 12
"""Tokens after its subject within which a clause has its verb."""


def clause_after(unit: Unit) -> int:
    """Where the main clause begins after the opening one: at a comma before a subject, else after the first comma."""
    commas = [k for k in range(3, len(unit.tokens) - 1) if unit.low(k) == ","]
    found = (k + 1 for k in commas if begins_main(unit, k + 1))
    return next(found, commas[0] + 1 if commas else 0)


def begins_main(unit: Unit, at: int) -> bool:
    """Does a subject begin at *at*, with a verb not far behind it?"""
    token = unit.tokens[at]
    subject = token.low in BEGINS_CLAUSE or (token.capital and not _is_day(token))
    if not subject or token.quoted >= 0:
        return False
    for k in range(at + 1, min(at + 1 + WITHIN_CLAUSE, len(unit.tokens))):
        if unit.low(k) in BEFORE_RELATIVE:
            return False
        if is_verb(unit.tokens[k]):
            return True
    return False


def _ends_subject(unit: Unit, first: int, at: int) -> bool:
    token = unit.tokens[at]
    if token.low in CLAUSE_ENDS or is_verb(token) or token.quoted >= 0:
        return True
    if at == first:
        return False
    if _begins_clause(unit, at) or _is_verb_of_name(unit, at):
        return True
    return _is_light(token) or (unit.titled and not token.capital and token.low not in TITLE_LINKS)


def _is_verb_of_name(unit: Unit, at: int) -> bool:
    """Is a word with an s between a name and what it governs the verb: "Coast Light sees it", "Ruz doubts his word"?"""
    low = unit.low(at)
    formed = low.endswith("s") and low[-2:] != "ss" and len(low) > 3 and low.isalpha() and not unit.tokens[at].capital
    return formed and unit.tokens[at - 1].capital and unit.low(at + 1) in BEGINS_OBJECT


def _begins_clause(unit: Unit, at: int) -> bool:
    """Does a name after a common noun begin what is told of it: "the guests the Post met", "guests Ruz met"?"""
    token, before = unit.tokens[at], unit.tokens[at - 1]
    plural = before.low.endswith("s") and before.low.isalpha() and not before.capital
    return plural and not unit.titled and before.low not in DETERMINERS and (token.capital or token.low == "the")


TITLE_LINKS: Final = word_set("of the and for in on 's ’s")
OPENERS: Final = word_set("and but so yet also then still thus therefore")
PARTICIPLE: Final = re.compile(r"[a-z]{3,}ing$")


def is_participle_at(unit: Unit, at: int) -> bool:
    """Does the word at *at* look like "saying", and not like Beijing?"""
    return PARTICIPLE.match(unit.low(at)) is not None and not (at > 0 and unit.tokens[at].capital)


def _skip_openers(unit: Unit, at: int, before: int) -> int:
    """Past connectives, adverbs and adjuncts that end with a comma: "On Monday, in a statement, ..."."""
    while at < before:
        token = unit.tokens[at]
        if token.low == ",":
            at += 1
            continue
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
            if unit.low(k) in BEGINS_SUBJECT and unit.low(k - 1) not in PREPOSITIONS_OR_AND:
                return k
            if unit.tokens[k].capital and unit.tokens[k - 1].low in DAYS:
                return k
    return at


ADJUNCTS: Final = PREPOSITIONS | word_set(
    "as when while if although though because since according asked speaking late early"
)
"""Words with which an adjunct before the main clause may begin."""
BEGINS_ADJUNCT: Final = ADJUNCTS | ADVERBS | DAYS


def _opens_adjunct(unit: Unit, at: int, comma: int) -> bool:
    low = unit.low(at)
    if low in BEGINS_ADJUNCT or low.endswith("ly") or PARTICIPLE.match(low):
        return True
    return comma - at <= 3 and low in {"last", "this", "next", "earlier", "later"}


def noun_phrase_after(unit: Unit, first: int) -> Range | None:
    """Token range of the noun phrase that begins at *first*, as after an inverted "said" or "according to"."""
    last = first
    while last < len(unit.tokens) and not _ends_phrase_after(unit, first, last):
        last += 1
    while last > first and unit.low(last - 1) in BEFORE_NOUN:
        last -= 1
    return (first, last) if last > first else None


PAPERS: Final = word_set(
    """
    statement statements message letter communiqué communique release announcement tweet post email e-mail remarks
    comments updates story article
    """
)
"""What speaks for whoever issued it, named or not."""
DOCUMENTS: Final = word_set("report reports account summary study survey poll analysis memo")
"""What speaks for whoever issued it if that is told, else for itself."""
WRITINGS: Final = PAPERS | DOCUMENTS
ISSUING: Final = word_set("issued released posted published made sent signed delivered written")
AFTER_NAME: Final = word_set("as when while after before noting adding saying")
NAME_ENDS: Final = STOPS | SUBORDINATORS | AFTER_NAME
BOUND: Final = word_set("of for from at to with")
"""Prepositions that may belong to an office: "envoy to Erewhon", "spokesman for the ministry"."""


def _ends_phrase_after(unit: Unit, first: int, at: int) -> bool:
    token = unit.tokens[at]
    if token.low in NAME_ENDS or token.quoted >= 0:
        return True
    if token.low in PREPOSITIONS and token.low != "of":
        before = unit.tokens[at - 1]
        written = before.low in WRITINGS and token.low in {"by", "from", "in"}
        dated = _dates_paper(unit, at) or _dates_paper(unit, at - 2)
        issued = at > first and (written or dated or (token.low == "by" and is_past(before)))
        return not issued and (token.low not in BOUND or not _binds(unit, at))
    if at == first:
        return False
    if is_verb(token):
        return unit.low(at + 1) != "by" and not _dates_paper(unit, at + 1)
    before = unit.tokens[at - 1]
    many = token.capital and before.low.isalpha() and before.low.endswith("s") and not before.capital
    light = token.low in ADVERBS and not (token.low == "both" and before.low in PREPOSITIONS)
    return many or light or (_is_day(token) and token.capital and not _dates_paper(unit, at - 1))


def _dates_paper(unit: Unit, at: int) -> bool:
    """Is "on" at *at* that of "a post on Monday by Ruz" or "a report issued on Monday by the bank"?"""
    issued = unit.low(at - 1) in ISSUING and unit.low(at - 2) in WRITINGS
    written = unit.low(at) == "on" and (issued or unit.low(at - 1) in WRITINGS)
    return written and unit.low(at + 1) in DAYS and unit.low(at + 2) in {"by", "from"}


BINDING: Final = word_set(
    """
    envoy ambassador adviser advisor representative spokesman spokeswoman spokesperson minister secretary
    professor fellow analyst researcher
    """
)


def _binds(unit: Unit, at: int) -> bool:
    """Does the preposition at *at* belong to an office: "ambassador to Erewhon", "spokesman for the ministry"?"""
    return any(unit.low(at - back) in BINDING for back in (1, 2, 3))
