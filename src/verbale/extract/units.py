"""Units of a report's prose: sentences in which each quotation counts as one token.

So a quotation of several sentences and its attribution stand together, and grammar need not look into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Final, NamedTuple

from verbale.analyse.analysis import Analysis, Quoted
from verbale.spans import Span

Range = tuple[int, int]
"""First and last-but-one token of a stretch of a unit."""
LONGEST: Final = 300
"""Tokens of a unit; longer stretches without a full stop are cut, so that time stays linear in the text."""
QUOTE: Final = "\0"
"""Stands for a whole quotation among the words of a unit."""


class Token(NamedTuple):
    """A word, a sign or a whole quotation of a unit; `low` is its lower case, `quoted` its quotation's number or -1."""

    span: Span
    low: str
    capital: bool
    quoted: int = -1


make_token: Final[Callable[[tuple[Span, str, bool, int]], Token]] = partial(tuple.__new__, Token)
"""A token of all its values: for many, since it takes a third of the time that calling `Token` takes."""


class Unit(NamedTuple):
    """A sentence with its quotations folded. `paragraph` numbers its paragraph; `first` says that it opens it.

    `lows`: the lower case of its tokens. `titled`: a headline, whose words may all begin with a capital.
    """

    tokens: tuple[Token, ...]
    lows: tuple[str, ...]
    span: Span
    paragraph: int
    first: bool
    titled: bool = False

    def between(self, first: int, last: int) -> Span:
        """The characters from token *first* up to and without token *last*."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def low(self, at: int) -> str:
        """The word at *at* in lower case; empty outside the unit."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""


class Prose:
    """A report's layout, ready to be cut into units; each cut takes time in the size of what is cut."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._word_starts = analysis.word_starts
        self._stops = [number for number, low in enumerate(analysis.lows) if low == "."]
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
            first, last = self._between(self._word_starts, span)
            tokens, lows = self._make_tokens(first, last), analysis.lows[first:last]
            if folded or self._has_stop(first + 1, last - 1):
                tokens = tuple(_fold(analysis.text, tokens, folded))
                lows = tuple([token.low for token in tokens])
            opens, titled = here != paragraph, analysis.has_title and here == 0
            if len(tokens) <= LONGEST:
                yield Unit(tokens, lows, span, here, opens, titled)
            else:
                yield from _cut(tokens, lows, here, opens, titled)
            paragraph = here

    def _make_tokens(self, first: int, last: int) -> tuple[Token, ...]:
        """The words of these numbers as tokens."""
        analysis = self.analysis
        capitals = map(str.isupper, map(analysis.text.__getitem__, self._word_starts[first:last]))
        return tuple(map(make_token, zip(analysis.words[first:last], analysis.lows[first:last], capitals, repeat(-1))))

    def _has_stop(self, first: int, last: int) -> bool:
        """Is one of these words a full stop, as that of an abbreviation is?"""
        at = bisect_left(self._stops, first)
        return at < len(self._stops) and self._stops[at] < last

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


def _cut(tokens: Sequence[Token], lows: Sequence[str], paragraph: int, opens: bool, titled: bool) -> Iterator[Unit]:
    """A long stretch in units of `LONGEST` tokens."""
    for at in range(0, len(tokens), LONGEST):
        part = tuple(tokens[at : at + LONGEST])
        span = Span(part[0].span.start, part[-1].span.end)
        yield Unit(part, tuple(lows[at : at + LONGEST]), span, paragraph, opens and at == 0, titled)


def _fold(text: str, words: Sequence[Token], quoted: Sequence[tuple[int, Quoted]]) -> Iterator[Token]:
    """Tokens of *words*: each quotation one, a full stop within the sentence part of its abbreviation."""
    waiting = list(reversed(quoted))
    until, number = -1, 0
    while number < len(words):
        token = words[number]
        start, end = token.span
        number += 1
        if start < until:
            continue
        if waiting and end > waiting[-1][1].outside.start:
            which, stretch = waiting.pop()
            until = stretch.outside.end
            yield Token(stretch.outside, QUOTE, True, which)
        elif text[end : end + 1] == "." and number + 1 < len(words) and words[number].span == (end, end + 1):
            until = end + 1
            yield token._replace(span=Span(start, until))
        else:
            yield token
