"""The first coder: reads acts with a lexicon of trigger phrases learnt from labels, and no model.

A phrase that labels show as a trigger is weighed with the words around it; what is likely enough becomes an
act without sides, for extraction to seat the nearest fitting. Simple on purpose: it is the baseline that a
trained engine must beat. It stands here and not in the package, since nothing there reads with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act, Analysis
from verbale.analyse.component import Findings
from verbale.analyse.status_words import tell_status
from verbale.analyse.stems import stem
from verbale.errors import DamagedTable
from verbale.ids import digest
from verbale.spans import Span

LONGEST = 4
"""Words in the longest phrase of the lexicon."""

STRONGEST = 8
"""How many of a sentence's words weigh in, the strongest first; of 6, 8, 12 and all, 8 did best on folds."""

LEXICON = Path(__file__).with_name("lexicon.json")

_WORD = re.compile(r"[^\W\d_]+")


class Word(Struct, frozen=True):
    """A word of a sentence: where it stands, its stem, and whether no mark parts it from the word before."""

    span: Span
    stem: str
    joined: bool


class Odds(Struct, frozen=True):
    """How a label is told by words: its own log-odds, and what each stem adds where it stands, in tenths."""

    prior: float
    words: dict[str, int]

    def weigh(self, stems: Iterable[str]) -> float:
        """What the strongest of the distinct *stems* add together, without the prior."""
        found = [self.words[one] for one in set(stems) if one in self.words]
        return sum(sorted(found, key=lambda tenths: (-abs(tenths), tenths))[:STRONGEST]) / 10


class Lexicon(Struct, frozen=True):
    """What the first coder knows; training/first_coder/learn.py writes it.

    `phrases`: type -> stems joined by spaces -> percent of their occurrences that trigger the type. `surroundings`:
    type -> odds in its sentence. `modes`: type -> mode, "" for none -> odds among acts of the type. `contexts`:
    context -> odds among sentences with an act. `weights` of the parts that make a score, see `list_parts`.
    `threshold`: least score of an act; `context_threshold`: least log-odds of a context.
    """

    made_from: str
    phrases: dict[str, dict[str, int]]
    surroundings: dict[str, Odds]
    modes: dict[str, dict[str, Odds]]
    contexts: dict[str, Odds]
    weights: tuple[float, ...]
    threshold: float
    context_threshold: float


class Candidate(Struct, frozen=True):
    """A phrase of a sentence, words ``[first, last)``, that may trigger an act of a type; score 0 to 1."""

    first: int
    last: int
    event: str
    score: float


def split_words(text: str, within: Span) -> tuple[Word, ...]:
    """The words of a stretch of *text*, with offsets into the whole."""
    words: list[Word] = []
    end = within.start
    for found in _WORD.finditer(text, within.start, within.end):
        joined = bool(words) and not text[end : found.start()].strip(" \n\t-‐‑–")
        end = found.end()
        words.append(Word(Span(found.start(), end), stem(found[0]), joined))
    return tuple(words)


def list_phrases(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    """Every run of up to `LONGEST` joined words: first, one past last, and the stems joined by spaces."""
    for first, word in enumerate(words):
        phrase = word.stem
        yield first, first + 1, phrase
        for last in range(first + 1, min(first + LONGEST, len(words))):
            if not words[last].joined:
                break
            phrase += " " + words[last].stem
            yield first, last + 1, phrase


def list_parts(percent: int, surroundings: float, prior: float, length: int, quoted: bool) -> tuple[float, ...]:
    """What a score is summed from: constant, phrase, surroundings, prior, sentence length (of 40 words), quotation."""
    share = min(max(percent, 1), 99) / 100
    return (1.0, math.log(share / (1 - share)), surroundings, prior, min(length, 40) / 40, float(quoted))


class FirstCoder:
    """A reader of acts by lexicon. Names and speeches it leaves to the rules."""

    def __init__(self, lexicon: Lexicon, checksum: str) -> None:
        self.lexicon = lexicon
        self.name = f"first-coder {checksum}"
        self._phrases: dict[str, list[tuple[str, int]]] = {}
        for event, phrases in lexicon.phrases.items():
            for phrase, percent in phrases.items():
                self._phrases.setdefault(phrase, []).append((event, percent))

    def read(self, laid_out: Analysis) -> Findings:
        """The acts of a laid-out report, in its order."""
        acts = [act for sentence in laid_out.sentences for act in self._read_sentence(laid_out, sentence)]
        return Findings(acts=tuple(acts))

    def _read_sentence(self, laid_out: Analysis, sentence: Span) -> Iterator[Act]:
        words = split_words(laid_out.text, sentence)
        candidates = self.list_candidates(words, list_quoted(laid_out, words))
        context = self.tell_context(words) if candidates else ()
        chosen = choose(candidates, self.lexicon.threshold)
        for one in sorted(chosen, key=lambda c: c.first):
            trigger = Span(words[one.first].span.start, words[one.last - 1].span.end)
            around = trigger.shifted(-sentence.start)
            yield Act(
                trigger=trigger,
                event=one.event,
                mode=self.tell_mode(words, one),
                status=tell_status(sentence.of(laid_out.text), around.start, around.end, one.event),
                context=context,
                actors=None,
                recipients=None,
                date=None,
                place=None,
                score=round(one.score, 3),
                rivals=_list_rivals(one, candidates),
                rule="lexicon",
            )

    def list_candidates(self, words: tuple[Word, ...], quoted: frozenset[int]) -> tuple[Candidate, ...]:
        """Every phrase of a sentence that the lexicon has, with its score; *quoted*: words within quotation marks."""
        return tuple(one for one, _ in self.weigh_phrases(words, quoted))

    def weigh_phrases(
        self, words: tuple[Word, ...], quoted: frozenset[int]
    ) -> Iterator[tuple[Candidate, tuple[float, ...]]]:
        """The same, each with the parts that its score is summed from."""
        stems = [word.stem for word in words]
        around: dict[str, float] = {}
        for first, last, phrase in list_phrases(words):
            for event, percent in self._phrases.get(phrase, ()):
                odds = self.lexicon.surroundings[event]
                if event not in around:
                    around[event] = odds.weigh(stems)
                parts = list_parts(percent, around[event], odds.prior, len(words), first in quoted)
                yield Candidate(first, last, event, _squash(self.lexicon.weights, parts)), parts

    def tell_mode(self, words: tuple[Word, ...], candidate: Candidate) -> str | None:
        """The likeliest mode of an act, by its sentence's words, its trigger's counting twice."""
        stems = [word.stem for word in words]
        trigger = stems[candidate.first : candidate.last]
        modes = self.lexicon.modes.get(candidate.event, {"": Odds(0.0, {})})
        best = max(modes, key=lambda m: modes[m].prior + modes[m].weigh(stems) + modes[m].weigh(trigger))
        return best or None

    def tell_context(self, words: tuple[Word, ...]) -> tuple[str, ...]:
        """Up to three contexts of a sentence, the likeliest first."""
        odds = self.weigh_contexts(words)
        likely = [code for code in sorted(odds) if odds[code] >= self.lexicon.context_threshold]
        return tuple(sorted(likely, key=lambda code: -odds[code])[:3])

    def weigh_contexts(self, words: tuple[Word, ...]) -> dict[str, float]:
        """Log-odds of every context, if the sentence has an act."""
        stems = [word.stem for word in words]
        return {code: known.prior + known.weigh(stems) for code, known in self.lexicon.contexts.items()}


def choose(candidates: Iterable[Candidate], threshold: float) -> list[Candidate]:
    """The best candidates of a sentence that share no word, one of a type."""
    chosen: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (-c.score, c.first - c.last, c.first, c.event)):
        if one.score < threshold:
            break
        if all(one.event != other.event and not _meet(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _meet(one: Candidate, other: Candidate) -> bool:
    return one.first < other.last and other.first < one.last


def _list_rivals(chosen: Candidate, candidates: Iterable[Candidate]) -> tuple[tuple[str, float], ...]:
    best: dict[str, float] = {}
    for one in candidates:
        if one.event != chosen.event and _meet(one, chosen):
            best[one.event] = max(best.get(one.event, 0.0), one.score)
    return tuple((event, round(score, 3)) for event, score in sorted(best.items(), key=lambda r: (-r[1], r[0]))[:3])


def _squash(weights: tuple[float, ...], parts: tuple[float, ...]) -> float:
    return 1 / (1 + math.exp(-sum(weight * part for weight, part in zip(weights, parts, strict=True))))


def list_quoted(laid_out: Analysis, words: tuple[Word, ...]) -> frozenset[int]:
    """Numbers of the words that stand within quotation marks."""
    return frozenset(
        number for number, word in enumerate(words) if any(q.inside.covers(word.span) for q in laid_out.quoted)
    )


@lru_cache(maxsize=1)
def load_first_coder() -> FirstCoder:
    """The first coder with its lexicon; DamagedTable if that cannot be read."""
    raw = LEXICON.read_bytes()
    try:
        lexicon = msgspec.json.decode(raw, type=Lexicon)
    except msgspec.DecodeError as fault:
        raise DamagedTable(LEXICON.name, str(fault)) from fault
    return FirstCoder(lexicon, digest(raw.decode(), 4))
