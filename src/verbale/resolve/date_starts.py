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

_AFTER_THE: Final = {
    "age": _COUNT,
    "day_month": "0",
    "ordinal_day": "0",
    "weekday": f"this past coming {_WHICH} each every {_NAMES}",
    "quarter": f"last this next fiscal 0 {_NTH}",
    "first_months": "first",
    "two_days_off": "day",
    "anaphoric": "very next following previous preceding same day",
    "year_ago": "year comparable",
    "stretch": f"{_LAST} recent first final",
    "stretch_of_one": "last past coming",
    "ahead": f"{_COUNT} {_SEVERAL}",
    "month_year": _PART,
    "month": _PART,
    "relative": f"{_PART} {_WHICH}",
    "season": f"{_PART} {_SEASONS}",
    "the_weekend": "weekend",
    "part_of_unit": _PART,
    "decade": f"early late mid 0 ' ’ {' '.join(DECADES)}",
    "century": f"0 {_PART} {' '.join(CENTURIES)} twenty",
    "year": f"year fiscal 0 {_PART}",
    "the_unit": "fiscal full year quarter",
    "duration": f"{_ABOUT} {_COUNT}",
    "vague_past": "past",
    "vague_future": "near immediate foreseeable not future",
}
"""Rule -> words that may follow "the" in it."""

_FOLLOWING_THE: Final = {
    word: tuple(pair for pair in PATTERNS if word in _AFTER_THE.get(pair[0], "").split())
    for word in " ".join(_AFTER_THE.values()).split()
}
"""Word after "the" -> rules and patterns that may begin so, in their order."""

_LENGTHS: Final = f"full consecutive straight whole long more couple comparable {_COUNT} {_UNITS} {_SEVERAL}"
_PARTS: Final = f"morning afternoon evening night fiscal calendar school past coming very same {_WHEN} {_SEASONS}"
_AFTER: Final = {
    word: frozenset(following.split())
    for words, following in (
        (f"{' '.join(COUNTS)} several few many", f"and to or first {_LENGTHS}"),
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
_AFTER_FIGURE: Final = frozenset(f"a p am pm to and or until till through of {_LENGTHS} {_NAMES}".split())
"""Of words, those that may follow a figure that is no year."""


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
_COUNTED: Final = re.compile(r"\d{0,2}(?:[.,]\d+)*[\s-]+([^\W\d_]+)")
"""What follows the first digit of a figure that is no year, and the word after it."""

Patterns = tuple[tuple[str, str], ...]


def find_starts(text: str) -> Iterator[tuple[int, Patterns]]:
    """The places in *text* where a date may begin, in order, with the rules and patterns to try there."""
    for first in _FIRST.finditer(text):
        patterns = _list_patterns(text, first.group().lower(), first.end())
        if patterns:
            yield first.start(), patterns


def _list_patterns(text: str, word: str, end: int) -> Patterns:
    """What to try where *word* stands, which ends at *end*, by the word after it."""
    if word == "the":
        return _FOLLOWING_THE.get(_read_second(text, end), ())
    if word.isdigit():
        counted = _COUNTED.match(text, end)
        return () if counted and counted.group(1).lower() not in _AFTER_FIGURE else _FIGURES
    if word in _AFTER and _read_second(text, end) not in _AFTER[word]:
        return ()
    return _STARTING.get(word, _FIGURES)


def _read_second(text: str, at: int) -> str:
    """The word that stands at *at*, white space or hyphens before it: "0" for any figure, nothing if there is none."""
    second = _SECOND.match(text, at)
    word = second.group(1).lower() if second else ""
    return "0" if word.isdigit() else word
