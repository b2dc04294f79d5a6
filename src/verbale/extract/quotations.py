"""Words in quotation marks: which are somebody's, and to which cue in their unit they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from verbale.analyse.analysis import Analysis, Quoted
from verbale.extract.drafts import Draft
from verbale.extract.phrases import (
    ADVERBS,
    DASHES,
    DETERMINERS,
    NOMINATIVES,
    PREPOSITIONS,
    STOPS,
    is_verb,
    main_clause,
    noun_phrase_after,
)
from verbale.extract.sayings import Saying
from verbale.extract.units import QUOTE, Range, Token, Unit
from verbale.spans import Span, trim
from verbale.words import word_set

STOPS_OR_AND: Final = STOPS | {"and", "but"}
NAMING: Final = word_set(
    """
    entitled titled called named dubbed nicknamed known termed word words term terms phrase title slogan
    hashtag brand song film movie book novel documentary album programme program operation project so-called
    codenamed code-named labelled labeled text motto alias aka pseudonym name robot ship vessel
    """
)
"""Words right before marks that hold a name, title or term."""
BEFORE_PROGRAMME: Final = PREPOSITIONS | NAMING
CALLING: Final = word_set("entitled titled called named dubbed nicknamed known")
LONGEST_TITLE: Final = 12
"""Words of a title, after a noun like "programme"; more are what somebody said there."""
FEW: Final = 5
"""Quoted stretches of at most so many words need a cue in their unit to be a statement.

Of the training reports' stretches outside other quotations (even half) 98% of those of six words and more are
statements, 45% of the shorter ones."""
SPOKEN: Final = word_set("i'm i've i'll it's we're we've we'll you're they're he's she's that's there's don't let's i")
"""Words with which people begin to speak, and titles seldom do."""
PASSING: Final = word_set("report quote cite")
"""Verbs of whoever passes words on."""
LITTLE: Final = word_set("a an the of and or in on at to for by with from as is")


CONTINUED: Final = "continued"
SIGNED: Final = "signed"
ATTRIBUTED: Final = frozenset({"quotation-then-cue", SIGNED})
SIGNATURE: Final = re.compile(
    r"\s*(?:[—–―]|--?)\s*(?P<who>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|da|la|van|von|bin|al|el)){1,4}?)"
    r"(?=(?:, [^\n\"“„«.]{2,60})?\.?\s*(?:\n|$|[\"“„«]))"
)
"""A name after a dash that follows a quotation and ends its line."""


def signature_after(text: str, stretch: Quoted) -> Span | None:
    """The name under a quotation: "We won't yield." — Ana Ruz."""
    found = SIGNATURE.match(text, stretch.outside.end) if stretch.closes else None
    return trim(text, Span(found.start("who"), found.end("who")), ".") if found else None


def is_spoken(analysis: Analysis, unit: Unit, at: int, frame: str | None) -> bool:
    """Are the quoted words at token *at* somebody's, and not a name, a title or a term held at arm's length?

    *frame*: how they are tied to a speaker; None if they are not.
    """
    stretch = analysis.quoted[unit.tokens[at].quoted]
    words = stretch.inside.of(analysis.text).split()
    if _is_named(unit, at, words):
        return False
    if frame in ATTRIBUTED and words[-1][-1:] in ",?!":
        return not _is_programme(unit, at, words)
    if frame == "colon-quotation" and words[-1][-1:] in ".!?":
        return True
    if len(words) > FEW:
        return not (_is_title(words) and frame is None)
    return (frame is not None or (unit.low(at - 1) == ":" and whole_sentences(analysis, stretch))) and not _is_title(
        words
    )


def _is_programme(unit: Unit, at: int, words: Sequence[str]) -> bool:
    """Is it a title within a clause, whose comma stands within the marks: in her book, "Salt and Stone," she said?"""
    before = unit.low(at - 2) if unit.low(at - 1) == "," else unit.low(at - 1)
    leads = before in BEFORE_PROGRAMME or before in {"'s", "’s", "’"} or unit.low(at - 1).isalpha()
    return at > 0 and leads and len(words) > 1 and _is_title([*words[:-1], words[-1].rstrip(",?!")])


def _is_named(unit: Unit, at: int, words: Sequence[str]) -> bool:
    before = unit.low(at - 1)
    if len(words) > LONGEST_TITLE and before not in CALLING and not _is_title(words):
        return False
    if before in {"as", "a", "an", "the", ","}:
        before = (
            unit.low(at - 2)
            if unit.low(at - 2) in {"known", "entitled", "titled", "named", "dubbed", "nicknamed", "so-called"}
            else before
        )
    if before not in NAMING:
        return False
    if before in {"called", "labelled", "labeled", "termed", "words"}:
        return _is_title(words) and unit.low(at - 2) not in {"his", "her", "their"}
    return True


def _is_title(words: Sequence[str]) -> bool:
    """Do all words but the little ones begin with a capital, as in a title or a name?"""
    if words[0].lower().replace("’", "'") in SPOKEN:
        return False
    weighty = [w for w in words if w.lower().strip("\"'“”‘’.,:;!?") not in LITTLE]
    if not weighty or (words[-1][-1:] in "!?" and len(words) > 2):
        return False
    capital = sum(w.lstrip("\"'“‘([")[:1].isupper() or w[:1].isdigit() for w in weighty)
    return capital == len(weighty) if len(weighty) < 4 else capital >= 0.75 * len(weighty)


def attach(unit: Unit, at: int, sayings: Sequence[Saying], inside: str) -> tuple[Saying, str] | None:
    """The saying that the quotation at token *at* belongs to, and how; None if its unit has none.

    *inside* are its words: a comma or mark of question before the closing mark says that its attribution follows.
    """
    found = _attach(unit, at, sayings, inside)
    if found is None:
        return None
    passed = next((s for s in sayings if s.relay is not None and s.relay == found[0].subject), found[0])
    return passed, found[1]


def _attach(unit: Unit, at: int, sayings: Sequence[Saying], inside: str) -> tuple[Saying, str] | None:
    claimed = _as_claimed(unit, at, sayings)
    if claimed is not None:
        return claimed, "quotation-then-cue"
    after, before = _after(unit, at, sayings), _before(unit, at, sayings)
    opens = all(unit.low(k) in STOPS_OR_AND for k in range(at))
    if after and (
        opens or before is None or (inside.rstrip()[-1:] in {",", "?", "!"} and not _directly(unit, at, before))
    ):
        return after, "quotation-then-cue"
    if before:
        if before.last == at or unit.low(at - 1) in {",", ":"}:
            return before, "colon-quotation" if unit.low(at - 1) == ":" else "cue-then-quotation"
        return before, "quoted-words"
    return (after, "quotation-then-cue") if after else None


def unlisted_attribution(unit: Unit, at: int, inside: str) -> tuple[Range, Range] | None:
    """Cue and speaker of "We will wait," Ruz thundered: any past form between a name and the end of the attribution."""
    if inside.rstrip()[-1:] not in {",", "?", "!"}:
        return None
    first = at + 1
    last = first
    while last < len(unit.tokens) and (unit.tokens[last].capital or unit.low(last) in NO_UNLISTED):
        last += 1
    verb = last + 1 if unit.low(last) in ADVERBS else last
    if last == first or verb >= len(unit.tokens) or not _is_spoken_past(unit.low(verb)):
        return None
    return ((verb, verb + 1), (first, last)) if unit.low(verb + 1) in UNLISTED_ENDS else None


AFTER_UNLISTED: Final = word_set("in at on as him her them me") | {""}
"""What may follow a verb that no list has: "A quarter," she corrected him."""
UNLISTED_ENDS: Final = STOPS | AFTER_UNLISTED


SMALL: Final = word_set("of the de van von bin al")
NO_UNLISTED: Final = NOMINATIVES | SMALL


def _is_spoken_past(low: str) -> bool:
    return low.endswith("ed") and len(low) > 4


def asked_by(unit: Unit, at: int, sayings: Sequence[Saying]) -> tuple[Range, Range | None, Range] | None:
    """Cue, asker and who answers, where the words are the question's: Asked by Ruz if it was "a plot," Berg said no."""
    first = next((k for k in range(min(2, len(unit.tokens))) if unit.low(k) == "asked"), None)
    answer = next((s for s in sayings if s.place == "before" and s.subject and s.subject[0] > at), None)
    if first is None or answer is None or answer.subject is None or unit.low(at - 1) in {",", ":", "asked"}:
        return None
    asks = next((k for k in range(at - 1, first, -1) if unit.low(k) in ASKING), None)
    if asks is None or any(unit.low(k) == "," for k in range(asks, at)):
        return None
    asker = noun_phrase_after(unit, first + 2) if unit.low(first + 1) == "by" else None
    return (first, first + 1), asker, answer.subject


ASKING: Final = word_set("if whether about how why what when who")


def _as_claimed(unit: Unit, at: int, sayings: Sequence[Saying]) -> Saying | None:
    """Whose the words are in: a "safe bridge", as claimed by Ruz; but not whoever only reported them."""
    first = at + 2 if unit.low(at + 1) == "," else at + 1
    if unit.low(first) != "as":
        return None
    return next((s for s in sayings if s.first == first + 1 and s.place == "by" and s.cue.lemma not in PASSING), None)


def _directly(unit: Unit, at: int, saying: Saying) -> bool:
    return saying.last == at or (saying.last == at - 1 and unit.low(at - 1) in {",", ":"})


NEAR: Final = 6
"""Tokens between a quotation and the subject of its attribution."""
DESCRIBED: Final = 16
"""The same, where they say who the subject is: "a deputy chairman of the committee for energy, Ana Ruz, said"."""


def _describes(gap: Sequence[Token]) -> bool:
    return bool(gap) and gap[0].low in DETERMINERS and gap[-1].low == "," and not any(is_verb(t) for t in gap)


def _after(unit: Unit, at: int, sayings: Sequence[Saying]) -> Saying | None:
    """The attribution right after a quotation: ", he said", "said he"."""
    first = at + 1
    while unit.low(first) in {",", "—", "–", "-", "."}:
        first += 1
    for saying in sayings:
        if saying.first < first or _is_passed_on(saying, sayings):
            continue
        if saying.first == first and saying.place == "after":
            return saying
        if saying.subject and saying.subject[0] >= first and saying.place in {"before", "relative"}:
            gap = [unit.tokens[k] for k in range(first, saying.subject[0])]
            if (
                not any(t.quoted >= 0 or t.low in {";", ":"} for t in gap)
                and len(gap) <= (DESCRIBED if _describes(gap) else NEAR)
                and not any(t.low in {"and", "but"} for t in gap[:1])
            ):
                return saying
        break
    return None


def _is_passed_on(saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Is it the "quoted" of "was quoted by Interfax as saying"?"""
    later = (other for other in sayings if other.first > saying.first)
    return saying.passive and saying.cue.lemma in PASSING and any(other.cue.tense == "ing" for other in later)


def _before(unit: Unit, at: int, sayings: Sequence[Saying]) -> Saying | None:
    """The nearest cue before the quotation that no semicolon parts from it.

    A cue within another's reported clause gives way to that one, unless the quotation is its very object.
    """
    for number in range(len(sayings) - 1, -1, -1):
        saying = sayings[number]
        if saying.last > at or _is_aside(unit, at, saying):
            continue
        if any(unit.low(k) == ";" for k in range(saying.last, at)) or saying.last <= main_clause(unit) <= at:
            return None
        outer = next((s for s in sayings[:number] if saying.subject and s.last == saying.subject[0]), None)
        return saying if outer is None or at - saying.last <= 2 else outer
    return None


def _is_aside(unit: Unit, at: int, saying: Saying) -> bool:
    """Does the cue only say who passed the words on: "she said — as reported by the Times — "?"""
    if saying.passive and saying.subject is None:
        return unit.low(at - 1) not in {":", ","} and saying.last != at
    first = next((k for k in range(saying.first - 1, max(-1, saying.first - 8), -1) if unit.low(k) in DASHES), None)
    return (first is not None and unit.low(at - 1) in DASHES) or (saying.passive and unit.low(saying.first - 1) == "as")


def according_near(unit: Unit, at: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Cue and source of "according to X" right after a quotation, or anywhere before it in its unit."""
    for k in range(len(unit.tokens) - 2) if "according" in unit.lows else ():
        if unit.low(k) == "according" and unit.low(k + 1) == "to":
            phrase = noun_phrase_after(unit, k + 2)
            if phrase and (k < at or not any(unit.tokens[j].quoted >= 0 for j in range(at + 1, k))):
                return (k, k + 2), phrase
    return None


def teller_of_source(unit: Unit, at: int, sayings: Sequence[Saying], source: tuple[Range, Range]) -> Saying | None:
    """Who speaks by a source's account: "according to the Post, Ruz voiced regret; "..."."""
    last = source[1][1]
    if not any(unit.low(k) == ";" for k in range(last, at)):
        return None
    between = [s for s in sayings if s.subject and s.subject[0] > last and s.last < at]
    return between[-1] if between else None


def whole_sentences(analysis: Analysis, stretch: Quoted) -> bool:
    """Does the quotation hold whole sentences, so that it is direct speech and not words in the reporter's clause?"""
    words = stretch.inside.of(analysis.text)
    first = words.lstrip("([…. ")[:1]
    return (first.isupper() or first.isdigit()) and len(words.split()) > 2


def is_alone(unit: Unit) -> bool:
    """Does the unit hold quotations only?"""
    return any(t.quoted >= 0 for t in unit.tokens) and all(
        t.low == QUOTE or t.low in STOPS or t.low in {"and", "but"} for t in unit.tokens
    )


def stands_before_noun(unit: Unit, at: int) -> bool:
    """A determiner before and a noun after: the "hit squad" story."""
    return unit.low(at - 1) in DETERMINERS and unit.low(at + 1).isalpha()


def signs_of_quotation(analysis: Analysis, unit: Unit, at: int, draft: Draft) -> tuple[str, ...]:
    """What tells somebody's words from a term held at arm's length: names of weights."""
    stretch = analysis.quoted[unit.tokens[at].quoted]
    words = stretch.inside.of(analysis.text).split()
    size = "1" if len(words) == 1 else "2-3" if len(words) < 4 else "4-5" if len(words) <= FEW else "6"
    signs = [f"frame={draft.frame}", f"words={size}", f"{draft.frame}/words={size}", f"lemma={draft.lemma}"]
    if len(words) <= FEW:
        mark = analysis.text[stretch.outside.start]
        signs += ["short/single"] if mark in "'‘" else []
        signs += ["short/before-noun"] if stands_before_noun(unit, at) else []
        signs += ["short/ends-sentence"] if unit.low(at + 1) in {".", ""} or words[-1][-1:] in ".," else []
        signs += ["short/after-cue"] if unit.low(at - 1) in {"it", "as", "was", "is", "were", "be"} else []
        signs += ["short/capital"] if words[0][:1].isupper() else []
    return tuple(signs)
