"""How English news writes dates: one pattern for each rule of `date_readers`.

In the patterns each space stands for any white space.
"""

from __future__ import annotations

import re
from typing import Final

from verbale.resolve.date_words import CENTURIES, COUNTS, DECADES, FEASTS, MONTH_NUMBERS, UNIT_CODES, WEEKDAY_NUMBERS
from verbale.resolve.outlook import spaced


def _either(*words: str) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _cased(words: list[str]) -> str:
    """Capitalised or all in capitals, as names of months and days are."""
    return _either(*(word.title() for word in words), *(word.upper() for word in words))


_SHORT: Final = re.compile(r"(?!may).{3}|sept|tues|thurs?")
FULL_MONTH: Final = _cased([name for name in MONTH_NUMBERS if not _SHORT.fullmatch(name)])
MONTH: Final = rf"(?:{FULL_MONTH}|{_either(*(n.title() for n in MONTH_NUMBERS if _SHORT.fullmatch(n)))}\.?(?![A-Za-z]))"
_FULL_WEEKDAY: Final = _cased([name for name in WEEKDAY_NUMBERS if name.endswith("day")])
_SHORT_WEEKDAY: Final = _either(*(name.title() for name in WEEKDAY_NUMBERS if not name.endswith("day")))
WEEKDAY: Final = rf"(?:{_FULL_WEEKDAY}|{_SHORT_WEEKDAY}\.)"

DAY: Final = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%])(?!,\d{3}|[.:]\d))"
YEAR: Final = r"(?:(?:1[0-9]|20)\d\d(?![\w%])(?!,\d{3}|\.\d))"
_SHORT_YEAR: Final = r"['’]\d\d(?!\w)"
_SAID_YEAR: Final = r"(?:last|this|next|that|the) year"
_OF_YEAR: Final = rf"(?:(?:,| of|,? in)?\s*{YEAR}| {_SHORT_YEAR}| (?:last|this|next) year)"
_IN_YEAR: Final = rf"(?: (?:of|in) (?:fiscal )?(?:{YEAR}|{_SAID_YEAR}))"
_TO: Final = r"(?:\s?[-–—]\s?| (?:to|and|or|until|till|through) (?:the )?|, (?:and )?)"

_TENS: Final = _either("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES: Final = _either("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER: Final = rf"{_TENS}[-\s]{_ONES}|(?:an?|{_ONES}) hundred|{_either(*COUNTS)}"
_FEW: Final = r"half an?|several|a few|few|a couple of|a couple|couple of|dozens of|many|some"
COUNT: Final = rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:\s1/2)?|(?i:{_NUMBER}))(?: and a half)?|(?i:{_FEW}))"
_COUNTS: Final = rf"(?:{COUNT} (?:to|or) )?{COUNT}"
UNIT: Final = rf"(?:{'|'.join(UNIT_CODES)})"
_ABOUT: Final = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|barely|just|only|exactly|some|more than|less than|"
    r"fewer than|at least|at most|just over|just under|over|under|up to|as many as|well over|little more than) )"
)
_PART_OF: Final = (
    r"(?i:(?:(?:the )?(?:very )?(?:beginning|start|end|middle|close|rest|remainder) of|"
    r"(?:early|late|mid|earlier|later)(?: in| on)?)[\s-]+(?:the )?)"
)
_WHEN: Final = r"(?i:early|late|earlier|later)"
_DAY_PART: Final = r"(?i:(?:early |late |mid[\s-]?)?(?:morning|afternoon|evening|night|midnight|noon|dawn|lunchtime)s?)"
_WHICH: Final = r"(?:(?:this )?(?:past|coming)|last|previous|preceding|next|this|that|following|current|same|latest)"
_SEASON: Final = _either(*(f"[{s[0].upper()}{s[0]}]{s[1:]}" for s in ("spring", "summer", "autumn", "fall", "winter")))
_ZONE: Final = r"(?:GMT|UTC|EST|EDT|CET|CEST|BST|MSK|PST|ET|local(?: time)?|[A-Z][a-z]+ time)(?!\w)"
_CLOCK: Final = (
    r"(?:\d{1,2}(?:[:.]\d\d){0,2}\s?(?:a\.m\.?|p\.m\.?|am|pm|AM|PM)(?!\w)|"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)|noon|midnight|midday)"
)
_NTH: Final = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final)"
_OF_MONTH: Final = r"of (?:this|the|last|next) month"
_DAY_OFF: Final = r"(?:earlier|later|before(?:hand)?|afterwards?|after|prior|previously|on(?=[,.]))"
_FEAST: Final = _either(*(name.replace("'", "['’]?") for name in FEASTS))

_PATTERNS: Final = (
    ("age", rf"(?i:(?:the )?{COUNT}[\s-](?:years?|months?|weeks?|days?)[\s-]olds?)"),
    ("iso", r"\d{4}-\d{2}-\d{2}(?!\d)(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?"),
    ("numeric", r"\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![/.-]\d)"),
    ("nine_eleven", r"9/11"),
    ("clock", rf"(?:(?:about|around|shortly before|shortly after) )?{_CLOCK}(?: {_ZONE})?"),
    (
        "day_month",
        rf"(?:{WEEKDAY},? (?:the )?)?(?:the )?{DAY}(?:{_TO}{DAY}){{0,5}} (?:of )?{MONTH}{_OF_YEAR}?",
    ),
    (
        "month_day",
        rf"(?:(?:{_WHICH} )?{WEEKDAY}(?: {_DAY_PART})?,? (?:the )?)?"
        rf"{MONTH} (?:the )?{DAY}(?:{_TO}{DAY}(?! {FULL_MONTH})){{0,5}}{_OF_YEAR}?",
    ),
    (
        "month_year",
        rf"{_PART_OF}?{MONTH}(?:(?:,| of)? {YEAR}| {_SHORT_YEAR}|(?: of)? (?:last|this|next|that) year)",
    ),
    ("weekday_date", rf"{WEEKDAY},? the {DAY}"),
    (
        "ordinal_day",
        r"the (?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
        rf"(?: {_OF_MONTH}|(?=[.,;:)]| (?:and|or|at|in|to|but|when)\b|$))",
    ),
    (
        "weekday",
        rf"(?:{_WHEN} (?:on )?(?:the )?)?(?:(?i:(?:the )?(?:{_WHICH}|each|every)) )?{WEEKDAY}s?(?: {_DAY_PART})?",
    ),
    ("month", rf"{_PART_OF}?(?:(?i:last|this past|this coming|this|next|each|every) )?{FULL_MONTH}"),
    (
        "quarter",
        rf"(?i:(?:the (?!\w+-(?:quarter|half)))?(?:(?:last|this|next) year['’]s |{YEAR}(?:['’]s)? )?(?:fiscal )?"
        rf"(?:{_NTH}|last(?= half))[\s-]+(?:fiscal[\s-]+)?(?:quarter|half)(?:{_IN_YEAR}| {YEAR})?)|"
        rf"Q[1-4](?: (?:of )?{YEAR})?",
    ),
    ("first_months", rf"(?i:(?:the )?first {COUNT} months{_IN_YEAR}?)"),
    (
        "season",
        rf"{_PART_OF}?(?:(?i:the|last|this past|this coming|this|next|that) )?{_SEASON}"
        rf"(?:(?: of)? {YEAR}| of (?:last|this|next) year)?",
    ),
    ("two_days_off", r"(?i:the day (?:before yesterday|after tomorrow))"),
    (
        "deictic",
        rf"(?:{_WHEN} )?(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|TODAY|YESTERDAY|TOMORROW)(?: {_DAY_PART})?",
    ),
    ("overnight", r"[Oo]vernight"),
    (
        "part_of_day",
        rf"(?i:(?:{_WHEN} )?(?:last|this|that) (?:early |late )?(?:morning|afternoon|evening|night))",
    ),
    (
        "anaphoric",
        r"(?i:(?:the )?(?:very )?(?:next|following|previous|preceding|same) (?:day|night|morning|afternoon|evening)|"
        r"that (?:very |same )?day|(?:just )?(?:the|a) day (?:before|after|earlier|later)|"
        rf"(?:{_ABOUT}?{COUNT} {UNIT}s?|(?:just |only )?{UNIT}s) {_DAY_OFF})",
    ),
    (
        "ago",
        rf"(?i:(?:as far back as )?{_ABOUT}?{_COUNTS}[\s-]+{UNIT}s?[\s-]+"
        r"(?:ago|back(?=[,.;])|hence|from (?:now|today)))",
    ),
    (
        "year_ago",
        r"(?i:(?:(?:the|a) )?(?:comparable )?year[\s-](?:ago|earlier)"
        r"(?: (?:(?:first|second|third|fourth) )?(?:quarter|period))?)",
    ),
    ("long_ago", rf"(?i:(?:{UNIT}s|long) ago)"),
    (
        "stretch",
        r"(?i:(?:(?:the|these|each of the) )?(?:last|past|previous|preceding|next|coming|following|recent|first|final) "
        rf"{_ABOUT}?(?:{_COUNTS} )?{UNIT}s)",
    ),
    ("stretch_of_one", rf"(?i:the (?:last|past|coming) (?:{COUNT} )?{UNIT}s?)"),
    ("ahead", rf"(?i:(?:the )?(?:{COUNT} )?{UNIT}s (?:ahead|to come))"),
    ("relative", rf"(?i:{_PART_OF}?(?:the )?{_WHICH} (?:fiscal |calendar |school )?{UNIT}(?:['’]s end)?)"),
    ("the_weekend", r"(?i:the weekend)"),
    (
        "part_of_unit",
        rf"(?i:(?:{_WHEN} in|(?:the )?(?:beginning|start|end|middle|rest|remainder) of) the "
        r"(?:day|week|month|year|century|decade))",
    ),
    ("year_end", r"(?i:year[\s-]end)"),
    (
        "decade",
        rf"(?i:the )?(?i:early|late|mid)?[\s-]?(?:(?:1[0-9]|20)\d0s|['’]\d0s|(?i:{_either(*DECADES)}))",
    ),
    ("century", rf"{_PART_OF}?(?i:(?:the )?(?:(?:1\d|2[01])(?:st|th)|{_either(*CENTURIES)})[\s-]century)"),
    ("feast", rf"(?:(?i:last|this|next) )?(?i:{_FEAST})(?:,? {YEAR})?"),
    ("year_range", rf"(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:{YEAR}|\d\d(?![\w%])(?!,\d{{3}}|\.\d))"),
    ("year", rf"{_PART_OF}?(?:(?i:the )?(?i:year|fiscal year|fiscal) )?{YEAR}"),
    ("the_unit", r"(?i:the (?:fiscal |full )?(?:year|quarter))(?!-)"),
    (
        "set",
        rf"(?i:(?:each|every) (?:other )?(?:{COUNT} )?{UNIT}s?|daily|weekly|monthly|yearly|annually|hourly|"
        rf"(?:once|twice) a {UNIT})",
    ),
    (
        "duration",
        rf"(?i:(?:the )?{_ABOUT}?{_COUNTS}(?:[\s-]+(?:full|consecutive|straight|whole|long|more))?"
        rf"[\s-]+{UNIT}s?(?:-long)?)",
    ),
    ("plural", r"(?i:seconds|minutes|hours|days|weeks|months|years|decades|centuries)"),
    ("present", r"(?i:now|nowadays|current(?:ly)?|at present|at the moment|at this time|these days)"),
    ("vague_past", r"(?i:recently|recent|lately|(?<=in\s)the past)"),
    (
        "vague_future",
        r"(?i:(?<!as\s)soon(?! a)|the (?:near|immediate|foreseeable|not[\s-]too[\s-]distant) future|the future)",
    ),
    ("hint", r"(?i:previously|formerly|once|earlier|shortly|eventually|so far|to date)"),
)

PATTERNS: Final = tuple((name, spaced(rf"(?:{pattern})(?!\w)")) for name, pattern in _PATTERNS)
"""Rules by name, in order of preference at one place."""
