"""What the sentence of a telling is about, and how it tells: by these, tellings of one event are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from verbale.analyse.sentences import split_sentences
from verbale.analyse.stems import stem
from verbale.spans import Span
from verbale.words import word_set

Manner = Literal["news", "known", "another"]
"""news: as something new. known: as something that one has heard of. another: as a second or further one."""

TOLD: Final = 3
"""Sentences of an event that its report tells several times: the best and the first ones."""
LONGEST: Final = 40
"""Stems kept of a sentence; those that have more are lists."""
BEFORE: Final = 5
"""Words before an act that stand near it, and that tell how it is told; behind it stands its evidence."""
BREAK: Final = "\n\n"
PASSED_OVER: Final = frozenset(
    stem(word)
    for word in word_set(
        """
        about after again against all also and any are because been before being between both but can could did does
        during each for from had has have her him his how however into its last more most new not one only other our out
        over said says saying she since some such than that the their them then there these they this those through two
        under until was were what when where which while who will with would year years day days week month told
        according reported reports report time
        """
    )
)
ANOTHER: Final = word_set("another second third fourth fifth further more new separate additional again")
DEFINITE: Final = word_set("the this that these those his her their its our 's ’s")
RECALLING: Final = word_set(
    """
    recent latest last ongoing deadly previous earlier alleged after following since over amid despite response because
    due prompted sparked triggered citing involvement yesterday aftermath responsible condemned condemns condemning
    """
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")
_ANY: Final = re.compile(r"[^\W\d_]+|\d+|['’]s\b")


class Gist(Struct, frozen=True):
    """Stems of what stands near the act, of what else its sentence says, and how the act is told.

    Stems stand in order of the alphabet, numbers as they are written.
    """

    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    manner: Manner = "news"


def draw_gist(text: str, spans: Iterable[tuple[int, int]]) -> Gist:
    """The gist of an event that stands at *spans* (each its act and what completes it), the best first."""
    near: set[str] = set()
    around: set[str] = set()
    manners: list[Manner] = []
    for span in [span for span in spans if span[0] < span[1] <= len(text)][:TOLD]:
        sentence = _find_sentence(text, Span(*span))
        before = text[sentence.start : span[0]]
        starts = [found.start() for found in _ANY.finditer(before)][-BEFORE:]
        near |= list_stems(text[sentence.start + (starts[0] if starts else len(before)) : span[1]])
        around |= list_stems(sentence.of(text))
        manners.append(_tell_manner(before, text[span[0] : span[1]]))
    manner: Manner = min(manners, key=("news", "another", "known").index, default="news")
    return Gist(tuple(sorted(near)[:LONGEST]), tuple(sorted(around - near)[:LONGEST]), manner)


def _tell_manner(before: str, act: str) -> Manner:
    words = [found.group().lower() for found in _ANY.finditer(before)][-BEFORE:]
    first = act.lower().split()[:2]
    if ANOTHER & {*words[-2:], *first}:
        return "another"
    if RECALLING & {*words, *first}:
        return "known"
    return "known" if words and words[-1] in DEFINITE else "news"


def list_stems(text: str) -> set[str]:
    """Stems of the words of a text, those that say nothing left out; numbers as they are written."""
    return {_reduce(word) for word in _WORD.findall(text)} - PASSED_OVER


@lru_cache(maxsize=50_000)
def _reduce(word: str) -> str:
    return word.rstrip(".,").replace(",", "") if word[0].isdigit() else stem(word)


def _find_sentence(text: str, span: Span) -> Span:
    paragraph = _find_paragraph(text, span)
    meeting = [one for one in split_sentences(text, [paragraph]) if one.start < span.end and one.end > span.start]
    return Span(min(span.start, meeting[0].start), max(span.end, meeting[-1].end)) if meeting else span


def _find_paragraph(text: str, span: Span) -> Span:
    before, after = text.rfind(BREAK, 0, span.start), text.find(BREAK, span.start)
    return Span(before + len(BREAK) if before >= 0 else 0, max(span.end, after if after >= 0 else len(text)))


def write_gist(gist: Gist) -> str:
    """The gist as one line: its parts with bars between them."""
    return f"{' '.join(gist.near)}|{' '.join(gist.far)}|{gist.manner}"


def read_gist(line: str) -> Gist:
    """What `write_gist` wrote."""
    near, far, manner = line.split("|")
    kind: Manner = "known" if manner == "known" else "another" if manner == "another" else "news"
    return Gist(tuple(near.split()), tuple(far.split()), kind)
