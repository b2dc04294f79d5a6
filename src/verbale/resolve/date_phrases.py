"""How English news writes dates: the words, and the patterns that each rule of `dates` reads."""

from __future__ import annotations

import re
from typing import Final

from verbale.resolve.periods import Unit

MONTH_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAY_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for name in names.split()
}

COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
"""Number words; compounds are their sum ("twenty-four")."""

ORDINALS: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4,
}  # fmt: skip

CENTURIES: Final = {
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip

DECADES: Final = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
                  "eighties": 1980, "nineties": 1990}  # fmt: skip

UNITS: Final[dict[str, Unit]] = {
    "day": "day", "night": "day", "weekend": "weekend", "week": "week", "fortnight": "fortnight", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "century": "century", "centurie": "century",
    "spring": "season", "summer": "season", "autumn": "season", "fall": "season", "winter": "season",
}  # fmt: skip

UNIT_CODES: Final = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "weekend": "P{}WE", "week": "P{}W",
    "fortnight": "P{}W", "month": "P{}M", "quarter": "P{}Q", "year": "P{}Y", "decade": "P{}0Y", "century": "P{}C", "centurie": "P{}C",
}  # fmt: skip
"""TimeML's codes for durations."""

PARTS: Final = {
    "morning": "MO", "dawn": "MO", "afternoon": "AF", "lunchtime": "AF", "evening": "EV", "night": "NI", "midnight": "24:00", "noon": "12:00",
}  # fmt: skip

FIXED_FEASTS: Final = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new years day": (1, 1), "new years eve": (12, 31), "orthodox christmas": (1, 7),
    "epiphany": (1, 6), "valentine's day": (2, 14), "international women's day": (3, 8), "women's day": (3, 8),
    "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1), "international workers' day": (5, 1),
    "europe day": (5, 9), "juneteenth": (6, 19), "fourth of july": (7, 4), "bastille day": (7, 14), "assumption day": (8, 15),
    "halloween": (10, 31), "all saints' day": (11, 1), "armistice day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26),
}  # fmt: skip
"""Feasts with the same month and day everywhere. Days that differ from state to state are not here."""

THANKSGIVING: Final = ("thanksgiving day", "thanksgiving")
"""The fourth Thursday of November, as in the United States."""

MOVABLE_FEASTS: Final = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter sunday": 0, "easter monday": 1, "easter": 0, "ascension day": 39, "pentecost": 49, "whit monday": 50,
}  # fmt: skip
"""Days after Easter Sunday of the western churches."""

NOT_MEASURED: Final = frozenset(
    "people troops soldiers men women children workers employees refugees migrants prisoners hostages civilians fighters jobs homes houses "
    "votes dollars euros pounds rubles roubles yuan yen tons tonnes km kilometers kilometres miles meters metres feet acres hectares "
    "barrels percent points megawatts bodies deaths cases troop guns tanks missiles shells bombs rounds students pages copies shares seats "
    "hours minutes days weeks months years times".split()
)  # fmt: skip
"""What follows a number that is no year."""

PAPERS: Final = frozenset(
    "times telegraph mirror mail herald express post sun world star tribune record independent business review".split()
)

_SURE: Final = (
    r"will|won['’]t|shall|['’]ll|would|(?:is|are|was|were|be|been|being)\s+(?:\w+\s+)?(?:due|set|scheduled|slated|expected|planned|"
    r"going|likely|poised|bound|to\s+be|ready)|due\s+to|scheduled|slated|upcoming|forthcoming|may|might|could|should|must|can"
)
_LIKELY: Final = (
    r"set\s+(?:to|for)|planned|expected|planning\s+to|plans?\s+(?:to|for)|intends?|intend(?:ed|ing)|postponed|delayed|deadlines?|"
    r"announced\s+plans|next\s+(?:meeting|round|session|summit|visit|talks|election)|ready\s+to|to\s+be|"
    r"(?:agree|vow|pledge|promise|hope|want|ask|call|urge|invite|order|prepare|decide|propose|offer|continue|need|try|aim|seek|wish|"
    r"prefer|demand)(?:s|d|ed|ing)?\s+(?:\w+\s+){0,4}?(?:to|for)|"
    r"to\s+(?:begin|start|open|hold|meet|visit|attend|discuss|vote|return|resume|arrive|travel|take|go|come|sign|leave|host|join|face|"
    r"speak|address|end|expire|testify|appear)"
)
SURELY_FORWARD: Final = re.compile(rf"\b(?:{_SURE})\b", re.IGNORECASE)
FORWARD: Final = re.compile(rf"\b(?:{_SURE}|{_LIKELY})\b", re.IGNORECASE)
"""Words that turn a day without a year into a coming one. Nearest to the day wins, against `BACKWARD`; after the day
only the sure ones count ("on Monday, ministers agreed to meet" is past)."""

BACKWARD: Final = re.compile(
    r"\b(?:said|was|were|had|has|have|did|met|told|took|came|went|held|began|left|made|gave|became|saw|won|lost|fell|rose|spoke|wrote|"
    r"flew|fought|broke|brought|got|found|kept|led|sent|shot|hit|cut|put|struck|stood|sought|fled|drew|knew|ran|sat|thought|withdrew|"
    r"say|says|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
"""Verbs of what has happened."""


def _either(*words: str) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_FULL_MONTHS: Final = [name.title() for name in MONTH_NUMBERS if len(name) > 4 or name in {"may", "june", "july"}]
_SHORT_MONTHS: Final = [name.title() for name in MONTH_NUMBERS if len(name) < 5 and name not in {"may", "june", "july"}]
_FULL_WEEKDAYS: Final = [name.title() for name in WEEKDAY_NUMBERS if name.endswith("day")]
_SHORT_WEEKDAYS: Final = [name.title() for name in WEEKDAY_NUMBERS if not name.endswith("day")]

BARE_MONTH: Final = _either(*_FULL_MONTHS, *(name.upper() for name in _FULL_MONTHS))
MONTH: Final = rf"(?:{BARE_MONTH}|{_either(*_SHORT_MONTHS)}\.?(?![A-Za-z]))"
WEEKDAY: Final = (
    rf"(?:{_either(*_FULL_WEEKDAYS, *(name.upper() for name in _FULL_WEEKDAYS))}|{_either(*_SHORT_WEEKDAYS)}\.)"
)
DAY: Final = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%])(?!,\d{3}|[.:]\d))"
YEAR: Final = r"(?:(?:1[0-9]|20)\d\d(?![\w%])(?!,\d{3}|\.\d))"
AND_YEAR: Final = rf"(?:(?:,|\s+of|,?\s+in)?\s*{YEAR}|\s+['’]\d\d(?!\w))"
TO: Final = r"(?:\s?[-–—]\s?|\s+(?:to|and|or|until|till|through)\s+(?:the\s+)?|,\s+(?:and\s+)?)"
_TENS: Final = _either("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES: Final = _either("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNT: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:\s1/2)?|(?i:{_TENS}[-\s]{_ONES}|(?:an?|{_ONES})\s+hundred|{_either(*COUNTS)})"
    r"(?:\s+and\s+a\s+half)?|"
    r"(?i:half\s+an?|several|a\s+few|few|a\s+couple\s+of|a\s+couple|couple\s+of|dozens\s+of|many|some))"
)
UNIT: Final = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|centurie|century)"
ABOUT: Final = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|barely|just|only|exactly|some|more\s+than|less\s+than|fewer\s+than|"
    r"at\s+least|at\s+most|just\s+over|just\s+under|over|under|up\s+to|as\s+many\s+as|well\s+over|little\s+more\s+than)\s+)"
)
PART_OF: Final = (
    r"(?:(?:(?:the\s+)?(?:very\s+)?(?:beginning|start|end|middle|close|rest|remainder)\s+of|(?:early|late|mid|earlier|later)(?:\s+in|\s+on)?)"
    r"[\s-]+(?:the\s+)?)"
)
DAY_PART: Final = (
    r"(?:(?:early\s+|late\s+|mid[\s-]?)?(?:morning|afternoon|evening|night|midnight|noon|dawn|lunchtime)s?)"
)
CLOCK: Final = (
    r"(?:\d{1,2}(?:[:.]\d\d){0,2}\s?(?:a\.m\.?|p\.m\.?|am|pm|AM|PM)(?!\w)|(?:[01]?\d|2[0-3])[:][0-5]\d(?::[0-5]\d)?(?!\d)|noon|midnight|midday)"
    r"(?:\s+(?:GMT|UTC|EST|EDT|CET|CEST|BST|MSK|PST|ET|local(?:\s+time)?|[A-Z][a-z]+\s+time)(?!\w))?"
)

_REL: Final = r"(?:(?:this\s+)?(?:past|coming)|last|previous|preceding|next|this|that|following|current|same|latest)"

PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("age", rf"(?i:{COUNT}[\s-](?:years?|months?|weeks?|days?)[\s-]olds?)(?!\w)"),
    ("iso", r"\d{4}-\d{2}-\d{2}(?!\d)(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?"),
    ("numeric", r"\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/.-]\d|\d)"),
    ("nine_eleven", r"9/11(?!\d)"),
    ("clock", rf"(?:(?:about|around|shortly\s+before|shortly\s+after)\s+)?{CLOCK}"),
    (
        "day_month",
        rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?(?:the\s+)?{DAY}(?:{TO}{DAY}){{0,5}}\s+(?:of\s+)?{MONTH}(?:{AND_YEAR}|\s+(?:last|this|next)\s+year)?"
        rf"(?:,\s+{YEAR})?",
    ),
    (
        "month_day",
        rf"(?:(?:{_REL}\s+)?{WEEKDAY}(?:\s+{DAY_PART})?,?\s+(?:the\s+)?)?{MONTH}\s+(?:the\s+)?{DAY}(?:{TO}{DAY}(?!\s+{BARE_MONTH})){{0,5}}"
        rf"(?:{AND_YEAR}|\s+(?:last|this|next)\s+year)?",
    ),
    ("month_year", rf"{PART_OF}?{MONTH}(?:(?:,|\s+of)?\s+{YEAR}|\s+['’]\d\d(?!\w)|(?:\s+of)?\s+(?:last|this|next|that)\s+year)"),
    ("weekday_date", rf"{WEEKDAY},?\s+the\s+{DAY}"),
    ("ordinal_day", r"the\s+(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?=[.,;:)]|\s+(?:and|or|at|in|to|but|when|of\s+(?:this|the|last|next)\s+month)\b|$)"
     r"(?:\s+of\s+(?:this|the|last|next)\s+month)?"),
    (
        "weekday",
        rf"(?:(?i:early|late|earlier|later)\s+(?:on\s+)?(?:the\s+)?)?"
        rf"(?:(?i:the\s+)?(?i:{_REL}|each|every)\s+)?"
        rf"{WEEKDAY}s?(?:\s+{DAY_PART})?",
    ),
    ("month", rf"(?:(?i:{PART_OF}))?(?:(?i:last|this|next|this\s+past|this\s+coming|each|every)\s+)?{BARE_MONTH}"),
    (
        "quarter",
        r"(?i:(?:the\s+(?!\w+-(?:quarter|half)))?(?:(?:last|this|next)\s+year['’]s\s+|(?:1[0-9]|20)\d\d['’]?s?\s+)?(?:fiscal\s+)?"
        r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final)[\s-]+(?:fiscal[\s-]+)?(?:quarter|half)"
        r"(?:\s+(?:of|in)\s+(?:fiscal\s+)?(?:(?:1[0-9]|20)\d\d|(?:last|this|next|the|that)\s+year)|\s+(?:1[0-9]|20)\d\d)?)(?!\w)"
        r"|Q[1-4](?:\s+(?:of\s+)?(?:1[0-9]|20)\d\d)?(?!\w)",
    ),
    (
        "first_months",
        rf"(?i:(?:the\s+)?first\s+{COUNT}\s+months(?:\s+(?:of|in)\s+(?:(?:1[0-9]|20)\d\d|(?:last|this|next|the|that)\s+year))?)(?!\w)",
    ),
    (
        "season",
        rf"(?:(?i:{PART_OF}))?(?:(?i:the|last|this|next|that|this\s+past|this\s+coming)\s+)?(?:spring|summer|autumn|fall|winter|"
        rf"Spring|Summer|Autumn|Fall|Winter)(?:(?:\s+of)?\s+{YEAR}|\s+of\s+(?:last|this|next)\s+year)?(?!\w)",
    ),
    ("day_before_yesterday", r"(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))(?!\w)"),
    (
        "deictic",
        rf"(?:(?i:earlier|later|early|late)\s+)?(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|TODAY|YESTERDAY|TOMORROW)(?:\s+(?i:{DAY_PART}))?(?!\w)",
    ),
    ("overnight", r"[Oo]vernight(?!\w)"),
    ("this_part", r"(?i:(?:(?:earlier|later|early|late)\s+)?(?:last|this|that)\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))(?!\w)"),
    (
        "anaphoric",
        rf"(?i:(?:the\s+)?(?:very\s+)?(?:next|following|previous|preceding|same)\s+(?:day|night|morning|afternoon|evening)|that\s+(?:very\s+|same\s+)?day|"
        rf"(?:just\s+)?(?:the|a)\s+day\s+(?:before|after|earlier|later)|(?:{ABOUT}?{COUNT}\s+{UNIT}s?|(?:just\s+|only\s+)?{UNIT}s)\s+(?:earlier|later|before(?:hand)?|afterwards?|after|prior|previously|on(?=[,.])))(?!\w)",
    ),
    ("ago", rf"(?i:(?:as\s+far\s+back\s+as\s+)?{ABOUT}?(?:{COUNT}\s+(?:to|or)\s+)?{COUNT}[\s-]+{UNIT}s?[\s-]+(?:ago|back(?=[,.;])|hence|from\s+(?:now|today)))(?!\w)"),
    ("year_ago", r"(?i:(?:a\s+)?year[\s-](?:ago|earlier))(?!\w)"),
    ("decades_ago", rf"(?i:(?:{UNIT}s|long)\s+ago)(?!\w)"),
    (
        "stretch",
        rf"(?i:(?:the|these|each\s+of\s+the)?\s*(?:last|past|previous|preceding|next|coming|following|recent|first|final)\s+{ABOUT}?"
        rf"(?:(?:{COUNT}\s+(?:to|or)\s+)?{COUNT}\s+)?{UNIT}s)(?!\w)",
    ),
    ("stretch_one", rf"(?i:(?:the)\s+(?:last|past|coming)\s+(?:{COUNT}\s+)?{UNIT}s?)(?!\w)"),
    ("ahead", rf"(?i:(?:the\s+)?(?:{COUNT}\s+)?{UNIT}s\s+(?:ahead|to\s+come))(?!\w)"),
    (
        "relative",
        rf"(?i:{PART_OF}?(?:the\s+)?{_REL}\s+(?:fiscal\s+|calendar\s+|school\s+)?{UNIT}(?:['’]s\s+end)?)(?!\w)",
    ),
    ("the_weekend", r"(?i:the\s+weekend)(?!\w)"),
    ("unit_part", r"(?i:(?:(?:early|late|earlier|later)\s+in|(?:the\s+)?(?:beginning|start|end|middle|rest|remainder)\s+of)\s+the\s+(?:day|week|month|year|century|decade))(?!\w)"),
    ("year_end", r"(?i:year[\s-]end)(?!\w)"),
    ("decade", rf"(?:(?i:the\s+)?(?i:early|late|mid)?[\s-]?(?:(?:1[0-9]|20)\d0s|['’]\d0s|(?i:{_either(*DECADES)})))(?!\w)"),
    (
        "century",
        rf"(?:(?i:{PART_OF}))?(?i:(?:the\s+)?(?:1\d|2[01])(?:st|th)[\s-]century|(?:the\s+)?{_either(*CENTURIES)}[\s-]century)(?!\w)",
    ),
    ("feast", rf"(?:(?i:last|this|next)\s+)?(?i:{_either(*(n.replace(chr(39), '[’' + chr(39) + ']') for n in [*FIXED_FEASTS, *MOVABLE_FEASTS, *THANKSGIVING])).replace(' ', chr(92) + 's+')})(?:,?\s+{YEAR})?(?!\w)"),
    ("year_range", r"(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\w%])(?!,\d{3}|\.\d)"),
    ("year", rf"(?:(?i:{PART_OF}))?(?:(?i:the\s+)?(?i:year|fiscal\s+year|fiscal)\s+)?{YEAR}"),
    ("the_unit", r"(?i:the\s+(?:fiscal\s+|full\s+)?(?:year|quarter))(?![\w-])"),
    ("set", rf"(?i:(?:each|every)\s+(?:other\s+)?(?:{COUNT}\s+)?{UNIT}s?|daily|weekly|monthly|quarterly|yearly|annually|hourly|(?:once|twice)\s+a\s+{UNIT})(?!\w)"),
    ("duration", rf"(?i:{ABOUT}?(?:{COUNT}\s+(?:to|or)\s+)?{COUNT}(?:[\s-]+(?:full|consecutive|straight|whole|long|more))?[\s-]+{UNIT}s?(?:-long)?)(?!\w)"),
    ("plural", r"(?i:seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?!\w)"),
    ("now", r"(?i:now|nowadays|current(?:ly)?|at\s+present|at\s+the\s+moment|at\s+this\s+time|these\s+days)(?!\w)"),
    ("vague_past", r"(?i:recently|recent|lately|(?<=in\s)the\s+past)(?!\w)"),
    ("hint", r"(?i:previously|formerly|once|earlier|shortly|eventually|so\s+far|to\s+date)(?!\w)"),
    ("vague_future", r"(?i:(?<!as\s)soon(?!\s+a)|the\s+(?:near|immediate|foreseeable|not[\s-]too[\s-]distant)\s+future|the\s+future)(?!\w)"),
)  # fmt: skip
"""Rules by name, in order of preference at one place; each is tried with its own pattern."""

_STARTS: Final = (
    "the last past previous preceding next this that these coming following current currently same latest each every early late earlier later mid "
    "about around nearly almost roughly approximately barely just only exactly some more less fewer at over under up as well little "
    "half several few couple dozens many shortly noon midnight midday morning afternoon evening night dawn lunchtime "
    "beginning start end middle close rest remainder first second third fourth final spring summer autumn fall winter "
    "today tonight yesterday tomorrow overnight recent year fiscal second seconds minute minutes hour hours day days night nights weekend weekends "
    "week weeks fortnight month months quarter quarters years decade decades century centuries long daily weekly monthly quarterly yearly "
    "annually hourly once twice now nowadays recently lately previously formerly eventually so to soon very"
).split()

STARTS: Final = (
    r"(?:\d|['’]\d|Q[1-4]|(?i:"
    + "|".join(sorted({*(rf"{w}(?!\w)" for w in [*_STARTS, *COUNTS, *DECADES, *CENTURIES]), *(w[:3] for w in [*MONTH_NUMBERS, *WEEKDAY_NUMBERS]),
                       *(w.split()[0] for w in [*FIXED_FEASTS, *MOVABLE_FEASTS, *THANKSGIVING])}))
    + "))"
)  # fmt: skip
"""What every pattern begins with: a cheap look before the patterns themselves are tried."""
