"""Units of a report's prose: sentences in which each quotation counts as one token.

So a quotation of several sentences and its attribution stand together, and grammar need not look into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from verbale.analyse.analysis import Analysis, Quoted
from verbale.spans import Span

Range = tuple[int, int]
"""First and last-but-one token of a stretch of a unit."""
LONGEST: Final = 300
"""Tokens of a unit; longer stretches without a full stop are cut, so that time stays linear in the text."""
MOST_TOKENS: Final = 65536
"""Tokens kept at a time; a report of 500 words has some 250 of its own."""
QUOTE: Final = "\0"
"""Stands for a whole quotation among the words of a unit."""


class Token(NamedTuple):
    """A word, a sign or a whole quotation of a unit; `low` is its lower case, `quoted` its quotation's number or -1."""

    low: str
    capital: bool
    quoted: int = -1


@lru_cache(MOST_TOKENS)
def make_token(word: str) -> Token:
    """A word or sign as a token: the same word is the same token wherever it stands."""
    return Token(word.lower(), word[:1].isupper())


class Unit(NamedTuple):
    """A sentence with its quotations folded. `paragraph` numbers its paragraph; `first` says that it opens it.

    `lows`, `starts` and `ends`: the lower case of its tokens, and where they begin and end. `titled`: a headline, whose
    words may all begin with a capital.
    """

    tokens: Sequence[Token]
    lows: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    span: Span
    paragraph: int
    first: bool
    titled: bool = False

    def between(self, first: int, last: int) -> Span:
        """The characters from token *first* up to and without token *last*."""
        return Span(self.starts[first], self.ends[last - 1])

    def low(self, at: int) -> str:
        """The word at *at* in lower case; empty outside the unit."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""


class _Words(NamedTuple):
    """The first columns of a `Unit`."""

    tokens: Sequence[Token]
    lows: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]


class Prose:
    """A report's layout, ready to be cut into units; each cut takes time in the size of what is cut."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._quoted_starts = [quoted.outside.start for quoted in analysis.quoted]
        self._sentence_starts = analysis.sentence_starts

    def whole(self) -> Span:
        """The whole text."""
        return Span(0, len(self.analysis.text))

    def quoted_in(self, within: Span) -> Iterator[tuple[int, Quoted]]:
        """Numbers and stretches of the quotations that lie in *within*."""
        first, last = self._between(self._quoted_starts, within)
        for number in range(first, last):
            if within.covers(self.analysis.quoted[number].inside):
                yield number, self.analysis.quoted[number]

    def units(self, within: Span, depth: int, blocked: frozenset[int] = frozenset()) -> Iterator[Unit]:
        """The units of *within*, whose voice stands in *depth* pairs of marks; *blocked* paragraphs are left out."""
        quoted = [(n, q) for n, q in self.quoted_in(within) if q.depth == depth + 1]
        analysis, paragraph = self.analysis, -1
        for span, folded in self._sentences(within, quoted):
            here = analysis.paragraph_at(span.start)
            if here in blocked:
                continue
            words = self._read_words(*analysis.words_of(span), folded)
            opens, titled = here != paragraph, analysis.has_title and here == 0
            if len(words.tokens) > LONGEST:
                yield from _cut(words, here, opens, titled)
            elif words.tokens:
                yield Unit(*words, span, here, opens, titled)
            paragraph = here

    def _read_words(self, first: int, last: int, quoted: Sequence[tuple[int, Quoted]]) -> _Words:
        """The words of these numbers, the quotations among them folded."""
        analysis, words = self.analysis, self.analysis.words
        tokens, lows = list(map(make_token, analysis.raw_of(first, last))), analysis.lows[first:last]
        starts, ends = words.starts[first:last], words.ends[first:last]
        if not quoted and "." not in lows[1:-1]:  # none within, as that of an abbreviation is
            return _Words(tokens, lows, starts, ends)
        placed = list(zip(tokens, starts, ends, strict=True))
        folded, begin, finish = zip(*_fold(analysis.text, placed, quoted), strict=True)
        return _Words(folded, tuple([token.low for token in folded]), begin, finish)

    def _between(self, starts: Sequence[int], span: Span) -> Range:
        return bisect_left(starts, span.start), bisect_left(starts, span.end)

    def _sentences(
        self, within: Span, quoted: Sequence[tuple[int, Quoted]]
    ) -> Iterator[tuple[Span, list[tuple[int, Quoted]]]]:
        """Sentences of *within* with their quotations; those that one quotation joins are one."""
        waiting = list(reversed(quoted))
        start, held = -1, list[tuple[int, Quoted]]()
        first = max(0, bisect_right(self._sentence_starts, within.start) - 1)
        for number in range(first, len(self.analysis.sentences)):
            sentence = self.analysis.sentences[number]
            if sentence.start >= within.end:
                break
            lo, hi = max(sentence.start, within.start), min(sentence.end, within.end)
            if lo >= hi:
                continue
            start = lo if start < 0 else start
            while waiting and waiting[-1][1].outside.start < hi:
                held.append(waiting.pop())
            if held and hi < within.end and hi < held[-1][1].outside.end:
                continue
            yield sentence if (start, hi) == sentence else Span(start, hi), held
            start, held = -1, []
        if start >= 0:
            yield Span(start, within.end), held


def _cut(words: _Words, paragraph: int, opens: bool, titled: bool) -> Iterator[Unit]:
    """A long stretch in units of `LONGEST` tokens."""
    tokens, lows, starts, ends = words
    for at in range(0, len(tokens), LONGEST):
        part = slice(at, at + LONGEST)
        span = Span(starts[at], ends[part][-1])
        yield Unit(tokens[part], lows[part], starts[part], ends[part], span, paragraph, opens and at == 0, titled)


def _fold(
    text: str, words: Sequence[tuple[Token, int, int]], quoted: Sequence[tuple[int, Quoted]]
) -> Iterator[tuple[Token, int, int]]:
    """Tokens with their places: each quotation one, a full stop within the sentence part of its abbreviation."""
    waiting = list(reversed(quoted))
    until = -1
    for number, (token, start, end) in enumerate(words):
        if start < until:
            continue
        if waiting and end > waiting[-1][1].outside.start:
            which, stretch = waiting.pop()
            until = stretch.outside.end
            yield Token(QUOTE, True, which), stretch.outside.start, until
        elif text[end : end + 1] == "." and number + 2 < len(words) and words[number + 1][1:] == (end, end + 1):
            until = end + 1
            yield token, start, until
        else:
            yield token, start, end
