"""Coding by dictionary, as PETRARCH does it: verb phrases matched in a sentence, actors from tables, the nearest taken.

The phrases are our own (bench/written/verbs.txt), the actors those that verbale's own tables and rules resolve. Who
acts is the nearest actor before the verb, who is acted upon the nearest after it; a passive with "by" turns the two.
Nothing is learnt. It is a rival to measure against, not a part of verbale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from training.first_coder.coder import Word, split_words

from verbale.analyse.analysis import Act, Analysis, Role
from verbale.analyse.component import Findings
from verbale.analyse.status_words import tell_status
from verbale.analyse.stems import stem
from verbale.plover import get_type
from verbale.resolve import resolve
from verbale.resolve.resolution import Mention, Resolution
from verbale.spans import Span

PHRASES: Final = Path(__file__).parent / "written" / "verbs.txt"
GAP: Final = 3
"""Words that may stand between two words of a phrase."""
JOINERS: Final = re.compile(r"^(?:[\s,]|and|with|as well as|the|of|both)*$")
"""What stands between two actors of one side."""
PASSIVE: Final = frozenset("is been being".split())
"""Stems of the auxiliaries of a passive."""
SCORE: Final = 0.8
"""Of every match: a dictionary knows no degrees."""


class Phrase(NamedTuple):
    """Stems of a verb phrase, and what it tells."""

    stems: tuple[str, ...]
    event: str
    mode: str | None


class Match(NamedTuple):
    """Words of a sentence, by number, that are a phrase."""

    numbers: tuple[int, ...]
    phrase: Phrase


@lru_cache(maxsize=1)
def load_phrases() -> dict[str, list[Phrase]]:
    """First stem -> the phrases that begin with it, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for line in PHRASES.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, phrases = line.split(" | ")
        event, mode = kind.split()
        for words in phrases.split("; "):
            stems = tuple(_root(stem(word)) for word in words.lower().replace("-", " ").split())
            found.setdefault(stems[0], []).append(Phrase(stems, event, None if mode == "-" else mode))
    return {first: sorted(phrases, key=lambda one: -len(one.stems)) for first, phrases in found.items()}


class Dictionary:
    """A reader that knows verb phrases and nothing else."""

    name = "dictionary"

    def read(self, laid_out: Analysis) -> Findings:
        """An act for each phrase, with the actors nearest to it."""
        resolution = resolve(laid_out)
        acts = [act for sentence in laid_out.sentences for act in self._code(sentence, resolution)]
        return Findings(acts=tuple(sorted(acts, key=lambda act: act.trigger)))

    def _code(self, sentence: Span, resolution: Resolution) -> Iterator[Act]:
        words = split_words(resolution.text, sentence)
        actors = [one for one in resolution.mentions if one.actors and sentence.covers(one.span)]
        for match in find_matches(words):
            yield _make_act(match, words, actors, sentence, resolution)


def find_matches(words: Sequence[Word]) -> Iterator[Match]:
    """The phrases of a sentence from left to right, none within another."""
    phrases = load_phrases()
    at = 0
    while at < len(words):
        found = next(filter(None, (_match(words, at, one) for one in phrases.get(_root(words[at].stem), ()))), None)
        if found:
            yield found
        at = found.numbers[-1] + 1 if found else at + 1


def _root(stemmed: str) -> str:
    """A stem with its last letter once, so that "expelled" and "expel" are one."""
    return stemmed[:-1] if stemmed[-2:-1] == stemmed[-1:] else stemmed


def _match(words: Sequence[Word], at: int, phrase: Phrase) -> Match | None:
    numbers = [at]
    for wanted in phrase.stems[1:]:
        after = range(numbers[-1] + 1, min(len(words), numbers[-1] + 2 + GAP))
        found = next((number for number in after if _root(words[number].stem) == wanted), None)
        if found is None:
            return None
        numbers.append(found)
    return Match(tuple(numbers), phrase)


def _make_act(
    match: Match, words: Sequence[Word], actors: Sequence[Mention], sentence: Span, resolution: Resolution
) -> Act:
    text, event = resolution.text, match.phrase.event
    trigger = Span(words[match.numbers[0]].span.start, words[match.numbers[-1]].span.end)
    before = [one for one in actors if one.span.end <= trigger.start]
    after = [one for one in actors if one.span.start >= trigger.end]
    left, right = _join(before[::-1], text), _join(after, text)
    if _is_passive(match.numbers[0], words):
        left, right = [one for one in right if _stands_after_by(one, text)], left
    if get_type(event).sides == "joint":
        left, right = [*left, *right], []
    start, end = trigger.start - sentence.start, trigger.end - sentence.start
    return Act(
        trigger=trigger,
        event=event,
        mode=match.phrase.mode,
        status=tell_status(sentence.of(text), start, end, event),
        context=(),
        actors=tuple(Role(one.span, SCORE) for one in left),
        recipients=tuple(Role(one.span, SCORE) for one in right),
        date=None,
        place=None,
        score=SCORE,
        rivals=(),
        rule="lexicon",
    )


def _join(near: Sequence[Mention], text: str) -> list[Mention]:
    """The nearest actor, with those that a comma or "and" joins to it."""
    side = list(near[:1])
    for one in near[1:]:
        first, second = sorted((side[-1].span, one.span))
        if not JOINERS.match(text[first.end : second.start]):
            break
        side.append(one)
    return side


def _is_passive(first: int, words: Sequence[Word]) -> bool:
    """Does a form of "be" stand before the verb, at most one word between?"""
    stems = {word.stem for word in words[max(0, first - 2) : first]}
    return bool(stems & PASSIVE)


def _stands_after_by(mention: Mention, text: str) -> bool:
    return re.search(r"\bby (?:\w+ ){0,3}$", text[max(0, mention.span.start - 40) : mention.span.start]) is not None
