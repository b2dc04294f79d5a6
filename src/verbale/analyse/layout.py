"""Lays out a report: paragraphs, sentences, words and quoted stretches. Time is linear in the text's length."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate
from operator import sub
from typing import Final

from verbale.analyse.analysis import Analysis
from verbale.analyse.quotation_marks import pair_marks
from verbale.analyse.sentences import split_sentences
from verbale.read.reading import Reading
from verbale.spans import Span, Spans, cut_after_words, hold, trim

BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
NEW_LINE: Final = re.compile(r"\n\s*+(?=[\d\W]{0,8}[^\W\d_a-z])")
"""A line end before a line that begins with a capital, past a number, a time or a sign."""
SHORT: Final = 0.75
"""A line of less than this share of the longest one was not wrapped."""
NARROWEST: Final = 30
"""A text of which no line is as long does not tell at what width its lines were wrapped."""
GOES_ON: Final = (",", ";", "-", "–", "—", " of", " the", " and", " to", " in", " a", " for", " by", " with")
"""Ends of a line that go on with the next."""
LONG_LINE: Final = 100
"""Lines whose mean length exceeds this many characters are paragraphs of their own; wrapped lines are shorter."""

WORD: Final = re.compile(
    r"""
    \s* (?:
    [A-Za-z]++(?=\s)                                        # most words, told at once
  | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]     # addresses
  | (?:[A-Za-z]\.){2,}                                     # U.S., a.m.
  | \d+(?:[.,:]\d+)+                                       # 1,200  3.5  10:30
  | ['’](?:s|S|ll|re|ve|d|m|t)(?![^\W_])                   # the second part of Azerbaijan's, we'll
  | [^\W_]+(?:[-‐‑][^\W_]+|['’](?!(?:s|S|ll|re|ve|d|m)(?![^\W_]))[^\W_]+)*   # hyphens, O'Brien, don't
  | (?:\.\.+|…+|--+|``|'')                                  # runs that are one sign
  | [^\w\s] | _+
    )
    """,
    re.VERBOSE,
)
"""A word or a sign, with the white space before it. Every character that is no space belongs to exactly one."""


PART: Final = 50_000
"""Characters of a text that are split into words at once: these take ten times their room while they are split."""


def lay_out(reading: Reading) -> Analysis:
    """The report's layout; names, acts and speeches are still empty."""
    report = reading.report
    has_title = _begins_with_title(report.text, report.title)
    paragraphs = hold(split_paragraphs(report.text, len(report.title or "") if has_title else 0), Spans)
    quoted, warnings = pair_marks(report.text, paragraphs)
    openings = frozenset(q.outside.start for q in quoted if q.opens)
    return Analysis(
        report=report,
        has_title=has_title,
        paragraphs=paragraphs,
        sentences=hold(split_sentences(report.text, paragraphs, openings), Spans),
        words=split_words(report.text),
        quoted=quoted,
        names=(),
        acts=(),
        speeches=(),
        warnings=(*reading.warnings, *warnings),
    )


def _begins_with_title(text: str, title: str | None) -> bool:
    """Does the text's first line hold the title and nothing else?"""
    return bool(title) and text.startswith(title or "") and text[len(title or "") :].lstrip(" \t")[:1] in ("", "\n")


def split_paragraphs(text: str, title_end: int = 0) -> Iterator[Span]:
    """Paragraphs of *text* without white space at their ends; the first *title_end* characters are one of their own.

    They are cut at blank lines; at every line end if the body has no blank line and its lines are long; after a line
    so short that a wrapped one would have gone on, if the next begins anew: a heading above its text, a list.
    """
    if title_end:
        yield from _trimmed(text, 0, title_end)
    body = trim(text, Span(title_end, len(text)))
    cut = BLANK_LINE
    if not BLANK_LINE.search(text, *body) and _has_long_lines(text[body.start : body.end]):
        cut = re.compile(r"\n\s*")
    longest = max(map(len, text[body.start : body.end].split("\n")))
    width = longest if longest >= NARROWEST else 0
    start = body.start
    for found in cut.finditer(text, *body):
        yield from _cut_lines(text, start, found.start(), width)
        start = found.end()
    yield from _cut_lines(text, start, body.end, width)


def _cut_lines(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    """The parts of a paragraph whose lines were not wrapped at *width*."""
    line = start
    for found in NEW_LINE.finditer(text, start, end):
        words = text[line : found.start()].strip()
        if len(words) < SHORT * width and not words.endswith(GOES_ON):
            yield from _trimmed(text, start, found.start())
            start = found.end()
        line = found.end()
    yield from _trimmed(text, start, end)


def _has_long_lines(body: str) -> bool:
    lines = body.count("\n") + 1
    return lines > 1 and len(body) / lines > LONG_LINE


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    span = trim(text, Span(start, end))
    if span.start < span.end:
        yield span


def split_words(text: str) -> Spans:
    """Words and signs of *text*: hyphenated words whole, a possessive or short verb apart from its word."""
    starts, ends = array("i"), array("i")
    for part in cut_after_words(text, PART):
        words = WORD.findall(text, *part)
        reached = list(accumulate(map(len, words), initial=part.start))[1:]
        ends.extend(reached)
        starts.extend(map(sub, reached, map(len, map(str.lstrip, words))))
    return Spans.of(starts, ends)
