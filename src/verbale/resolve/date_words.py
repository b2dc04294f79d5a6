"""The words of dates: months, weekdays, numbers, units, feasts; and what only looks like a date."""

from __future__ import annotations

from typing import Final

from verbale.resolve.periods import Unit
from verbale.words import word_set


def _numbered(lines: str, first: int) -> dict[str, int]:
    """The words of each line, by the line's number."""
    return {word: number for number, line in enumerate(lines.split(";"), first) for word in line.split()}


MONTH_NUMBERS: Final = _numbered(
    "jan january; feb february; mar march; apr april; may; jun june; jul july; aug august; sep sept september;"
    "oct october; nov november; dec december",
    first=1,
)
WEEKDAY_NUMBERS: Final = _numbered(
    "mon monday; tue tues tuesday; wed wednesday; thu thur thurs thursday; fri friday; sat saturday; sun sunday",
    first=0,
)
"""Monday is 0, as in Python's calendar."""

COUNTS: Final = _numbered(
    "a an one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve; thirteen; fourteen; fifteen;"
    "sixteen; seventeen; eighteen; nineteen; twenty",
    first=1,
) | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
"""Number words; "twenty-four" is their sum, "two hundred" their product."""

ORDINALS: Final = _numbered("first 1st; second 2nd; third 3rd; fourth 4th final last", first=1)
CENTURIES: Final = _numbered(
    "fifteenth; sixteenth; seventeenth; eighteenth; nineteenth; twentieth; twenty-first", first=15
)
DECADES: Final = {
    name: 1920 + 10 * number
    for name, number in _numbered(
        "twenties; thirties; forties; fifties; sixties; seventies; eighties; nineties", first=0
    ).items()
}

UNITS: Final[dict[str, Unit]] = {
    "day": "day",
    "night": "day",
    "weekend": "weekend",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "centurie": "century",
}
"""Units of the calendar by their word, without a plural s."""

UNIT_CODES: Final = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "night": "P{}D",
    "weekend": "P{}WE",
    "week": "P{}W",
    "fortnight": "P{}W",
    "month": "P{}M",
    "quarter": "P{}Q",
    "year": "P{}Y",
    "decade": "P{}0Y",
    "century": "P{}C",
    "centurie": "P{}C",
}
"""TimeML's codes for durations."""

PARTS: Final = {
    "morning": "MO",
    "dawn": "MO",
    "afternoon": "AF",
    "lunchtime": "AF",
    "evening": "EV",
    "night": "NI",
    "midnight": "24:00",
    "noon": "12:00",
}
"""TimeML's codes for parts of the day."""

THIRDS: Final = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (21, 31),
    "end": (21, 31),
}
"""First and last day of the early, middle and late days of a month."""

FIXED_FEASTS: Final = {
    "new year's day": (1, 1),
    "epiphany": (1, 6),
    "orthodox christmas": (1, 7),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "women's day": (3, 8),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "international workers' day": (5, 1),
    "europe day": (5, 9),
    "juneteenth": (6, 19),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "armistice day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Feasts with the same month and day everywhere. Days that differ from state to state are not here."""

MOVABLE_FEASTS: Final = {
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
}
"""Days after Easter Sunday of the western churches."""

THANKSGIVING: Final = ("thanksgiving day", "thanksgiving")
"""The fourth Thursday of November, as in the United States."""

FEASTS: Final = (*FIXED_FEASTS, *MOVABLE_FEASTS, *THANKSGIVING)

NOT_YEARS: Final = word_set(
    """
    people troops soldiers men women children workers employees refugees migrants prisoners hostages civilians
    fighters jobs homes houses votes dollars euros pounds rubles roubles yuan yen tons tonnes km kilometers
    kilometres miles meters metres feet acres hectares barrels percent points megawatts bodies deaths cases troop
    guns tanks missiles shells bombs rounds students pages copies shares seats hours minutes days weeks months years
    times
    """
)
"""What follows a number that is no year."""

PAPERS: Final = word_set(
    "times telegraph mirror mail herald express post sun world star tribune record independent business review"
)
"""What follows a weekday that is the name of a newspaper."""

NAMED_DAYS: Final = word_set("black bloody super ash palm good holy cyber fat maundy")
"""What stands before a weekday that is a name: Black Friday, Bloody Sunday."""
