"""Is one report a reprint of another: the same copy, perhaps under a new headline or credit, edited or cut short?

Found by three kinds of marks, and then decided on the words themselves (docs/decisions/0015): what is marked alike is
only compared, never joined for that alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from verbale.ids import digest
from verbale.records import Report

RUN: Final = 5
"""Words in a run; two texts that share runs of five share copy, not only a subject."""
BANDS: Final = 16
ROWS: Final = 3
"""Texts that share half of all their runs have a band in common 88 times in 100, those that share three fifths 98."""
OPENING: Final = 8
"""Sentences whose marks find copy that was cut short: it is cut from the end."""
LEAST_SENTENCE: Final = 8
"""Words of a sentence that may be nobody else's by chance."""
LEAST_WORDS: Final = 30
"""Shorter texts are reprints only word for word."""
SHARED: Final = 0.6
"""Share of the shorter text's runs that stand in the other, within days of each other."""
SHARED_LATE: Final = 0.9
"""The same for texts that are further apart: bulletins of one pattern are not reprints of each other."""
NEAR: Final = 3
"""Days within which papers carry the same copy."""
LEAST_LENGTH: Final = 0.1
"""Of the longer text that the shorter has: a long page that quotes a notice whole is not a reprint of it."""
MARK_BYTES: Final = 6

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_ORDERS: Final = [digest(f"order {number}", 16) for number in range(BANDS * ROWS)]
_FACTORS: Final = np.array([[int(one[:16], 16) | 1] for one in _ORDERS], np.uint64)
_TERMS: Final = np.array([[int(one[16:], 16)] for one in _ORDERS], np.uint64)


class Copy(NamedTuple):
    """A report's body as it is compared: all its words joined, how many they are, and its runs of words as numbers."""

    words: str
    length: int
    runs: frozenset[int]


def list_marks(report: Report) -> Sequence[str]:
    """Keys of a report: two reports are compared only if they share one.

    The whole body; bands of its MinHash, which copy with edits throughout shares; and its first sentences by the day,
    which copy that was cut short shares.
    """
    copy = _read_copy(report)
    marks = [_mark(copy.words), *_list_bands(copy.runs)]
    if copy.length >= LEAST_WORDS:
        marks += _list_openings(report)
    return tuple(dict.fromkeys(marks))


def is_reprint(one: Report, other: Report) -> bool:
    """Do the two carry the same copy? Symmetric. Titles do not count; the longer may say more."""
    first, second = _read_copy(one), _read_copy(other)
    if first.words == second.words:
        return True
    shorter, longer = sorted((first.length, second.length))
    if shorter < max(LEAST_WORDS, LEAST_LENGTH * longer):
        return False
    return share_runs(first.runs, second.runs) >= (SHARED if _are_near(one.published, other.published) else SHARED_LATE)


def share_runs(one: frozenset[int], other: frozenset[int]) -> float:
    """Of the runs of the one that has fewer, the share that the other has too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _are_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= NEAR


def _get_body(report: Report) -> str:
    return report.text.removeprefix(f"{report.title}\n\n") if report.title else report.text


def _read_copy(report: Report) -> Copy:
    return _read_body(_get_body(report))


@lru_cache(maxsize=256)
def _read_body(body: str) -> Copy:
    words = _WORD.findall(body.casefold())
    runs = (" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))
    return Copy(" ".join(words), len(words), frozenset(zlib.crc32(run.encode("utf-8", "replace")) for run in runs))


def _list_bands(runs: frozenset[int]) -> Iterator[str]:
    """Marks of the MinHash of a text's runs, ROWS lowest numbers together.

    Lines of our own, not a library's: marks are kept on disk, and must be the same from version to version.
    """
    lowest = _find_lowest(np.fromiter(runs, dtype=np.uint64, count=len(runs)))
    for band, rows in enumerate(lowest.reshape(BANDS, ROWS)):
        yield _mark(f"{band} {' '.join(map(str, rows))}")


def _find_lowest(runs: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The lowest number that each of BANDS * ROWS shufflings gives a run."""
    lowest: npt.NDArray[np.uint64] = ((runs * _FACTORS + _TERMS) >> np.uint64(32)).min(axis=1)
    return lowest


def _list_openings(report: Report) -> Iterator[str]:
    """Marks of the first sentences, by stretches of days that overlap, so that a sentence of every day costs little."""
    sentences = (" ".join(_WORD.findall(one.casefold())) for one in _SENTENCE.split(_get_body(report)))
    told = [one for one in sentences if one.count(" ") + 1 >= LEAST_SENTENCE][:OPENING]
    for sentence in told:
        for stretch in _list_stretches(report.published):
            yield _mark(f"{stretch} {sentence}")


def _list_stretches(day: date | None) -> Sequence[str]:
    """Two stretches that hold a day: any two days that are NEAR share one."""
    if day is None:
        return ("undated",)
    length = 2 * (NEAR + 1)
    return (f"a{day.toordinal() // length}", f"b{(day.toordinal() + length // 2) // length}")


def _mark(text: str) -> str:
    return digest(text, MARK_BYTES)
