"""Where a date may begin, and which patterns may match there: a look at a word or two before any pattern is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from verbale.resolve.date_phrases import PATTERNS
from verbale.resolve.date_words import CENTURIES, COUNTS, DECADES, FEASTS, MONTH_NUMBERS, UNIT_CODES, WEEKDAY_NUMBERS

_UNITS: Final = " ".join(UNIT_CODES)
_SEVERAL: Final = " ".join(f"{unit}s" for unit in UNIT_CODES)
_NAMES: Final = " ".join((*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *(f"{name}s" for name in WEEKDAY_NUMBERS)))
_FEASTS: Final = " ".join(re.split(r"\W", feast)[0] for feast in FEASTS)
_COUNT: Final = f"0 {' '.join(COUNTS)} half several few couple dozens many some"
_ABOUT: Final = (
    "about around nearly almost roughly approximately barely just only exactly some more less fewer at over under up as"
    " well little"
)
_WHEN: Final = "early late earlier later"
_PART: Final = f"the very beginning start end middle close rest remainder mid {_WHEN}"
_LAST: Final = "last past previous preceding next coming following"
_WHICH: Final = f"this that current same latest {_LAST}"
_SEASONS: Final = "spring summer autumn fall winter"
_NTH: Final = "first second third fourth final"

BEGINNINGS: Final = {
    "age": f"the {_COUNT}",
    "iso": "0",
    "numeric": "0",
    "nine_eleven": "0",
    "clock": "0 noon midnight midday about around shortly",
    "day_month": f"the 0 {_NAMES}",
    "month_day": f"{_WHICH} {_NAMES}",
    "month_year": f"{_PART} {_NAMES}",
    "weekday_date": _NAMES,
    "ordinal_day": "the",
    "weekday": f"the each every {_WHEN} {_WHICH} {_NAMES}",
    "month": f"last this next each every {_PART} {_NAMES}",
    "quarter": f"the last this next fiscal 0 q {_NTH}",
    "first_months": "the first",
    "season": f"last this next that {_PART} {_SEASONS}",
    "two_days_off": "the",
    "deictic": f"today tonight yesterday tomorrow {_WHEN}",
    "overnight": "overnight",
    "part_of_day": f"last this that {_WHEN}",
    "anaphoric": f"the very next following previous preceding same that {_ABOUT} {_COUNT} {_SEVERAL}",
    "ago": f"as {_ABOUT} {_COUNT}",
    "year_ago": "the a year",
    "long_ago": f"long {_SEVERAL}",
    "stretch": f"the these each recent first final {_LAST}",
    "stretch_of_one": "the",
    "ahead": f"the {_COUNT} {_SEVERAL}",
    "relative": f"{_PART} {_WHICH}",
    "the_weekend": "the",
    "part_of_unit": _PART,
    "year_end": "year",
    "decade": f"the early late mid 0 ' ’ {' '.join(DECADES)}",
    "century": f"0 {_PART} {' '.join(CENTURIES)} twenty",
    "feast": f"last this next {_FEASTS}",
    "year_range": "0",
    "year": f"year fiscal 0 {_PART}",
    "the_unit": "the",
    "set": "each every daily weekly monthly yearly annually hourly once twice",
    "duration": f"the {_ABOUT} {_COUNT}",
    "plural": _SEVERAL,
    "present": "now nowadays current currently at these",
    "vague_past": "recently recent lately the",
    "vague_future": "soon the",
    "hint": "previously formerly once earlier shortly eventually so to",
}
"""Rule -> words with which its pattern may begin: "0" stands for any figure, an apostrophe for that of a short year."""

_FIGURES: Final = tuple(pair for pair in PATTERNS if "0" in BEGINNINGS[pair[0]].split())
_STARTING: Final = {
    word: tuple(pair for pair in PATTERNS if word in BEGINNINGS[pair[0]].split())
    for word in " ".join(BEGINNINGS.values()).replace("0", "").split()
}
"""Word -> rules and patterns that may begin with it, in their order."""

_LENGTHS: Final = f"full consecutive straight whole long more couple comparable {_COUNT} {_UNITS} {_SEVERAL}"
_PARTS: Final = f"morning afternoon evening night fiscal calendar school past coming very same {_WHEN} {_SEASONS}"
_AFTER: Final = {
    word: frozenset(following.split())
    for words, following in (
        (f"{' '.join(COUNTS)} several few many", f"and to or first {_LENGTHS}"),
        ("the", f"near immediate foreseeable not future full 0 {_UNITS} {' '.join(_STARTING)}"),
        ("this that", f"{_PARTS} {_UNITS} {_NAMES} {_FEASTS}"),
        ("at", "least most present the this"),
        ("as", "many far"),
        ("more less fewer", "than"),
        ("up", "to"),
        ("to", "date"),
        ("so", "far"),
        ("well", "over"),
        ("half", "a an"),
        ("long", "ago"),
    )
    for word in words.split()
}
"""Frequent words -> what must follow them."""


def _by_letter() -> str:
    """All first words, tried by their first letter only; months and weekdays have a capital."""
    rests: dict[str, set[str]] = {}
    names = {*_NAMES.split()} - {*_FEASTS.split()}
    for word in filter(str.isalpha, _STARTING):
        letter = word[0].upper() if word in names else f"[{word[0].upper()}{word[0]}]"
        rests.setdefault(letter, set()).add(word[1:])
    return "|".join(f"{letter}(?i:{'|'.join(sorted(rests[letter]))})" for letter in sorted(rests))


_FIRST: Final = re.compile(rf"(?<![\w$€£#])(?:\d|['’](?=\d)|Q(?=[1-4])|(?:{_by_letter()})(?!\w))")
_SECOND: Final = re.compile(r"[\s-]+(\d|['’](?=\d)|[^\W\d_]+)")

Patterns = tuple[tuple[str, str], ...]


def find_starts(text: str) -> Iterator[tuple[int, Patterns]]:
    """The places in *text* where a date may begin, in order, with the rules and patterns to try there."""
    for first in _FIRST.finditer(text):
        word = first.group().lower()
        if word not in _AFTER or _goes_on(text, first.end(), _AFTER[word]):
            yield first.start(), _STARTING.get(word, _FIGURES)


def _goes_on(text: str, at: int, following: frozenset[str]) -> bool:
    """Does one of *following* stand at *at*, white space or hyphens before it?"""
    second = _SECOND.match(text, at)
    word = second.group(1).lower() if second else ""
    return word in following or (word.isdigit() and "0" in following)
