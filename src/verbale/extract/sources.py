"""What is told by somebody's account without a verb of saying: according to X, in his view, X's claim that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verbale.extract.cues import NOUNS, VERBS
from verbale.extract.phrases import (
    ADVERBS,
    BEFORE_NOUN,
    COMMAS_AND_BRACKET,
    PREPOSITIONS,
    is_apposed,
    noun_phrase_after,
    noun_phrase_before,
)
from verbale.extract.reported_speech import (
    Content,
    content_end,
    content_start,
    is_participle,
    make_piece,
    that_after_source,
    trim_right,
)
from verbale.extract.sayings import LINKING, SAYING, Saying
from verbale.extract.units import Prose, Range, Unit
from verbale.spans import Span
from verbale.words import word_set

REPORTING: Final = SAYING | NOUNS | word_set("according opinion view words")
"""Words one of which stands in all reported speech of a voice that is quoted."""


def may_report(prose: Prose, span: Span, depth: int) -> bool:
    """May a voice that stands in *depth* pairs of marks report anything in *span*, by its words and the marks in it?"""
    words = prose.analysis.lows[slice(*prose.analysis.words_of(span))]
    return not REPORTING.isdisjoint(words) or any(quoted.depth == depth + 1 for _, quoted in prose.quoted_in(span))


def according(unit: Unit) -> Iterator[tuple[Range, Range, Content]]:
    """Each "according to X": token ranges of the cue and of X, and what X is the source of."""
    if "according" not in unit.lows:
        return
    for at in range(len(unit.tokens) - 2):
        if unit.lows[at : at + 2] != ("according", "to"):
            continue
        phrase = noun_phrase_after(unit, at + 2)
        if (phrase and unit.low(phrase[1] - 1) in YARDSTICKS) or stands_in_saying(unit, at):
            continue
        name = _name_after(unit, phrase) if phrase else None
        content = _according_content(unit, at, name or phrase) if phrase else None
        if phrase and content:
            yield (at, at + 2), name or phrase, content


def _name_after(unit: Unit, phrase: Range) -> Range | None:
    """The name between commas after what its bearer is: "according to the team's coach, Ana Ruz, they won"."""
    if unit.low(phrase[1]) != "," or unit.tokens[phrase[1] - 1].capital:
        return None
    end = next((k for k in range(phrase[1] + 1, len(unit.tokens)) if unit.low(k) == ","), 0)
    named = end > phrase[1] + 2 and all(t.capital or t.low in LINKING for t in unit.tokens[phrase[1] + 1 : end])
    return (phrase[1] + 1, end) if named else None


def stands_in_saying(unit: Unit, at: int) -> bool:
    """Does the "according to" at *at* stand between a cue and "that": "said, according to the Post, that"?"""
    between = at > 1 and unit.low(at - 1) in COMMAS_AND_BRACKET and unit.low(at - 2) in VERBS
    return between and that_after_source(unit, at - 1) is not None


YARDSTICKS: Final = word_set("plan plans schedule law rules procedure need needs protocol tradition")
"""What things go according to without saying anything."""
OPENING_WORDS: Final = ADVERBS | PREPOSITIONS | word_set("the same time and addition but , - other words")


def _according_content(unit: Unit, at: int, phrase: Range) -> Content | None:
    none = Saying(at, at + 2, VERBS["say"], phrase, "according")
    comma = next((k for k in range(phrase[1], len(unit.tokens)) if unit.low(k) == ","), None)
    before = trim_right(unit, at)
    if before <= 2 or all(unit.low(k) in OPENING_WORDS for k in range(before)):
        return make_piece(unit, comma + 1 if comma is not None else phrase[1], none, (), "according-first")
    pieces = [(content_start(unit, at), before)]
    apposed = comma == phrase[1] and is_apposed(unit, phrase[1] + 1)
    if comma is not None and comma + 2 < len(unit.tokens) and not apposed and not is_participle(unit, comma + 1):
        pieces.append((comma + 1, content_end(unit, comma + 1, none, ())))
    pieces = [piece for piece in pieces if piece[1] > piece[0]]
    return Content(tuple(pieces), "according-last") if pieces else None


def nominal(unit: Unit) -> Iterator[tuple[Range, Range, Content]]:
    """Each noun of saying with its owner: token ranges of the noun and of whose it is, and what is said.

    "Its claim that the talks failed", "an allegation by Erewhon that they did".
    """
    if NOUNS.isdisjoint(unit.lows):
        return
    for at in range(1, len(unit.tokens) - 2):
        if unit.lows[at] not in NOUNS:
            continue
        last, owner = at + 1, _owner_before(unit, at)
        if owner is None and unit.low(last) == "by":
            owner = noun_phrase_after(unit, last + 1)
            last = owner[1] if owner else last
        if owner is None or unit.low(last) != "that":
            continue
        content = make_piece(unit, last + 1, Saying(at, last, VERBS["say"], owner, "noun"), (), "noun-that")
        if content is not None:
            yield (at, at + 1), owner, content


def _owner_before(unit: Unit, at: int) -> Range | None:
    """Whose the noun at *at* is: "its", "the minister's", an adjective or two between."""
    for back in range(at - 1, max(-1, at - 4), -1):
        word = unit.low(back)
        if word in {"his", "her", "its", "their"}:
            return back, back + 1
        if word in {"'s", "’s", "’"}:
            return noun_phrase_before(unit, back - 1)
        if not word.isalpha() or word in BEFORE_NOUN:
            return None
    return None


def in_the_view(unit: Unit) -> tuple[Range, Range, Content] | None:
    """ "In his opinion, ...": token ranges of the cue and of whose it is, and what is held."""
    if unit.low(0) != "in":
        return None
    for at in range(2, min(12, len(unit.tokens) - 2)):
        if unit.low(at) in {"opinion", "view", "words"} and unit.low(at + 1) == ",":
            owner = (1, at - 1) if unit.low(at - 1) in {"'s", "’s"} else (1, at)
            none = Saying(0, at + 1, VERBS["say"], owner, "according")
            content = make_piece(unit, at + 2, none, (), "view")
            return ((0, at + 1), owner, content) if content else None
    return None
