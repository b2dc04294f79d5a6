"""Rules for dates counted from another day, and for lengths, repetitions and times of day."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec import Struct

from verbale.resolve import periods
from verbale.resolve.calendar_dates import narrow
from verbale.resolve.date_phrases import COUNT, UNIT
from verbale.resolve.date_words import COUNTS, UNIT_CODES, UNITS
from verbale.resolve.outlook import spaced, tell_outlook
from verbale.resolve.periods import Period, Unit
from verbale.resolve.timed import Phrase, Rule, Timed, TimedKind
from verbale.spans import Span

_COUNT: Final = re.compile(spaced(rf"(?<![\w.]){COUNT}(?=[\s-])"))
_UNIT: Final = re.compile(rf"({UNIT})s?(?![a-z])", re.IGNORECASE)
_UNCOUNTED: Final = re.compile(spaced(rf"(?:the |just |only )?({UNIT})s\b"), re.IGNORECASE)
_BACK: Final = ("previous", "preceding", "before", "beforehand", "earlier", "prior", "previously")
_EVENT_FOLLOWS: Final = re.compile(r"\s+(?!(?:and|but|in|on|at)\b)[\w’'“\"]")
_PLURAL_CUE: Final = re.compile(r"\b(?:for|over|in|within|takes?|took|after|of|many)\s$", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\b(in|within)\s+$", re.IGNORECASE)


class Amount(Struct, frozen=True):
    """How many of which unit, by the unit's word; `count` None where the words say only some."""

    count: float | None
    unit: str

    @property
    def code(self) -> str:
        """The length in the manner of TIMEX3."""
        code = UNIT_CODES[self.unit]
        if self.count is None:
            return code.format("X").replace("X0Y", "XE")
        count = self.count * (2 if self.unit == "fortnight" else 1)
        if count % 1 == 0.5 and self.unit == "hour":
            return f"PT{int(count)}H30M"
        return code.format(int(count) if count == int(count) else count)


def _amount(words: str) -> Amount | None:
    unit = _UNIT.search(words)
    counts = [found.group() for found in _COUNT.finditer(words[: unit.start()])] if unit else []
    return Amount(_number(counts[-1]), unit.group(1).lower()) if unit and counts else None


def _uncounted(words: str) -> Amount | None:
    """Hours later, weeks before: units without a number."""
    found = _UNCOUNTED.match(words)
    return Amount(None, found.group(1).lower()) if found else None


def _number(words: str) -> float | None:
    """The number that words or figures say; None for "several" and the like."""
    plain = re.sub(r"\s+", " ", words.lower().replace(",", "")).replace(" 1/2", ".5")
    half = 0.5 if plain.endswith("and a half") else 0.0
    plain = plain.removesuffix(" and a half")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain) + half
    if "couple" in plain or plain.startswith("half"):
        return 2 if "couple" in plain else 0.5
    known = [COUNTS[part] for part in re.split(r"[\s-]+", plain) if part in COUNTS]
    if not known or "few" in plain:
        return None
    return (known[0] * 100 if known[1:] == [100] else sum(known)) + half


# From the report's day


def _day_from(phrase: Phrase, base: date | None, by: int, part: str = "") -> Timed:
    moved = periods.move(base, "day", by) if base else None
    return phrase.dated(periods.day(moved, part) if moved else None)


def read_deictic(phrase: Phrase) -> Timed | None:
    """Today, yesterday, tomorrow morning, tonight; not Russia Today."""
    if phrase.words[:1] == "T" and re.search(r"\b[A-Z]\w* $", phrase.before()):
        return None
    by = -1 if phrase.has("yesterday") else 1 if phrase.has("tomorrow") else 0
    return _day_from(phrase, phrase.published, by, "NI" if phrase.has("tonight") else phrase.part_of_day)


def read_two_days_off(phrase: Phrase) -> Timed | None:
    """The day before yesterday, the day after tomorrow."""
    return _day_from(phrase, phrase.published, -2 if phrase.has("yesterday") else 2)


def read_overnight(phrase: Phrase) -> Timed | None:
    """The night to the report's day."""
    return _day_from(phrase, phrase.published, 0, "NI")


def read_part_of_day(phrase: Phrase) -> Timed | None:
    """This morning, last night, that evening."""
    base = phrase.named if phrase.has("that") else phrase.published
    return _day_from(phrase, base, -1 if phrase.has("last") else 0, phrase.part_of_day)


def read_ago(phrase: Phrase) -> Timed | None:
    """Two days ago; three weeks from now."""
    amount = _amount(phrase.words)
    if phrase.quarter is not None and phrase.plain == "a year ago":
        return read_year_ago(phrase)
    return _moved(phrase, phrase.published, amount, 1 if phrase.has("hence", "from") else -1) if amount else None


def read_year_ago(phrase: Phrase) -> Timed | None:
    """A year ago, year-earlier: after a quarter, the same of the year before."""
    if phrase.quarter is not None:
        return phrase.dated(periods.shift(phrase.quarter, "quarter", -4))
    return phrase.dated(periods.shift(phrase.published, "year", -1) if phrase.published else None)


def _moved(phrase: Phrase, base: date | None, amount: Amount, sign: int, kind: TimedKind = "date") -> Timed:
    """The period that lies *amount* before or after *base*: as coarse as its unit; hours stay on the day."""
    if amount.unit not in UNITS:
        return phrase.dated(periods.day(base) if base else None)
    unit: Unit = UNITS[amount.unit]
    count = amount.count
    if count is not None and unit in ("decade", "century"):
        unit, count = "year", count * periods.MONTHS[unit] // 12
    if count is not None and count % 1 and unit in periods.MONTHS:
        unit, count = "month", round(count * periods.MONTHS[unit])
    period = periods.shift(base, unit, sign * int(count)) if base and count is not None else None
    return phrase.timed(kind, period.code if period else "PAST_REF" if sign < 0 else "FUTURE_REF", period)


def read_relative(phrase: Phrase) -> Timed | None:
    """Last week, this month, late next year, the following year."""
    word = re.findall(UNIT, phrase.plain)[-1]
    if word not in UNITS:
        return None
    unit: Unit = UNITS[word]
    by = 0
    if phrase.has("last", "latest", "past", "previous", "preceding"):
        by = -1
    elif phrase.has("next", "coming", "following"):
        by = 1
    base = _base(phrase)
    period = periods.shift(base, unit, by) if base else None
    return phrase.dated(narrow(phrase, period) if period and unit == "month" else period)


def _base(phrase: Phrase) -> date | None:
    """The day that a relative unit is counted from: the one named last for "that", "the following" and the like."""
    if phrase.has("that", "same", "following"):
        return phrase.spoken_of
    if phrase.has("previous", "preceding"):
        return phrase.spoken_of or phrase.published
    return phrase.published


def read_part_of_unit(phrase: Phrase) -> Timed | None:
    """Later in the day, the end of the year: the running one."""
    unit: Unit = UNITS[re.findall(UNIT, phrase.plain)[-1]]
    base = (phrase.named if unit == "day" else None) or phrase.published
    return phrase.dated(periods.shift(base, unit, 0) if base else None)


def read_year_end(phrase: Phrase) -> Timed | None:
    """Year-end: of the running year."""
    return phrase.dated(periods.year(phrase.published.year) if phrase.published else None)


def read_the_weekend(phrase: Phrase) -> Timed | None:
    """Over the weekend: the one that has begun last, or the coming one where the clause looks forward."""
    here = phrase.published
    if here is None:
        return phrase.dated(None)
    return phrase.dated(periods.shift(here, "weekend", 0 if here.weekday() > 4 or phrase.outlook == "coming" else -1))


# From the day named last


def read_anaphoric(phrase: Phrase) -> Timed | None:
    """The day before, two weeks later: from the day named last; back from the report's day if none was named."""
    if re.search(r"(?:before|after|prior)$", phrase.plain) and _EVENT_FOLLOWS.match(phrase.after()):
        return _before_event(phrase)
    if phrase.quarter is not None and phrase.plain == "a year earlier":
        return read_year_ago(phrase)
    backward = phrase.has(*_BACK)
    base = phrase.named or (phrase.published if backward else None)
    amount = _amount(phrase.words) or _uncounted(phrase.words)
    if amount is None or phrase.has("the day"):
        by = 0 if phrase.has("same", "that") else -1 if backward else 1
        return _day_from(phrase, base, by, phrase.part_of_day)
    if _is_after_month(phrase, amount):
        assert phrase.spoken_of is not None
        return phrase.dated(periods.month(phrase.spoken_of.year, phrase.spoken_of.month))
    return _moved(phrase, base, amount, -1 if backward else 1)


def _is_after_month(phrase: Phrase, amount: Amount) -> bool:
    """Are these a few days after something of which only the month is told: "In May 2023 they voted; nine days later"?

    The first day of a year may be a year without its month, so January is left out.
    """
    since = phrase.spoken_of
    is_month = since is not None and since != phrase.named and since.day == 1 and since.month > 1
    return is_month and amount.unit == "day" and (amount.count or 0) <= _FEW_DAYS


_FEW_DAYS: Final = 14


def _before_event(phrase: Phrase) -> Timed | None:
    """Two days before the vote: when that was is not in the words, so only the length is kept."""
    amount = _amount(phrase.words)
    length = len(phrase.words) - len(phrase.words.split()[-1])
    span = Span(phrase.span.start, phrase.span.start + len(phrase.words[:length].rstrip()))
    return Timed(span, "duration", None, amount.code if amount else None)


# Lengths

_MOST_OF: Final = {"day": 7, "week": 28, "month": 182}
"""Days that "the coming days", weeks and months reach at most, where the text does not count them."""


def read_stretch(phrase: Phrase) -> Timed | None:
    """The past two weeks, the coming days: up to the report's day, or from it."""
    amount = _amount(phrase.words)
    if amount is None:
        unit = re.findall(UNIT, phrase.plain)[-1]
        amount = Amount(None if phrase.plain.endswith("s") else 1, unit)
    if phrase.has("first", "final", "following"):
        return phrase.timed("duration", amount.code)
    ahead = phrase.has("next", "coming", "ahead", "come")
    period = _stretch(phrase.published, amount, ahead) if phrase.published else None
    return phrase.timed("stretch", amount.code, period)


def _stretch(here: date, amount: Amount, ahead: bool) -> Period | None:
    """From the report's day back or on, as fine as the unit is; hours make at least the day before or after."""
    if amount.count is None:
        return _open_stretch(here, amount.unit) if ahead else None
    unit: Unit = UNITS.get(amount.unit, "day")
    if amount.unit in UNITS:
        count = max(1, round(amount.count))
    else:
        count = max(1, round(amount.count / 24)) if amount.unit == "hour" else 0
    other = periods.move(here, unit, count if ahead else -count)
    if other is None:
        return None
    grain: Unit = "day" if unit in periods.DAYS else "year" if unit in {"year", "decade", "century"} else "month"
    first, last = sorted([here, other])
    return periods.between(periods.around(grain, first), periods.around(grain, last))


def _open_stretch(here: date, unit: str) -> Period | None:
    """Days, weeks or months to come that nobody counts, by what they reach at most."""
    last, first = periods.move(here, "day", _MOST_OF.get(unit, 0)), periods.move(here, "day", 1)
    if last is None or first is None or first > last:
        return None
    grain: Unit = "month" if unit == "month" else "day"
    return periods.between(periods.around(grain, first), periods.around(grain, last))


def read_first_months(phrase: Phrase) -> Timed | None:
    """The first six months of 2026."""
    amount = _amount(phrase.words)
    if amount is None or amount.count is None or not 1 < amount.count < 13:
        return None
    year = re.search(r"\d{4}", phrase.words)
    by = -1 if phrase.has("last") else 1 if phrase.has("next") else 0
    if year is None and not (phrase.published and phrase.has("this year", "last year", "next year")):
        return phrase.timed("duration", amount.code)
    number = int(year.group()) if year else (phrase.published or date.min).year + by
    period = periods.between(periods.month(number, 1), periods.month(number, int(amount.count)))
    return phrase.timed("stretch", amount.code, period)


def read_duration(phrase: Phrase) -> Timed | None:
    """Two weeks; "in two weeks" and "within two weeks" are dates where the clause looks forward."""
    amount = _amount(phrase.words)
    if amount is None or re.fullmatch(r"(?:an?|one)\s+second|.*quarters?", phrase.plain):
        return None
    ahead = _WITHIN.search(phrase.before())
    if ahead is None or phrase.published is None or not _looks_forward(phrase, len(ahead.group())):
        return phrase.timed("duration", amount.code)
    if ahead.group(1).lower() == "within":
        return phrase.timed("stretch", amount.code, _stretch(phrase.published, amount, ahead=True))
    moved = _moved(phrase, phrase.published, amount, 1)
    return phrase.timed("stretch", amount.code, moved.period)


def _looks_forward(phrase: Phrase, preposition: int) -> bool:
    return tell_outlook(phrase.text, Span(phrase.span.start - preposition, phrase.span.end)) == "coming"


def read_plural(phrase: Phrase) -> Timed | None:
    """For months, over the years: a length that nobody counted."""
    if not _PLURAL_CUE.search(phrase.before(12)):
        return None
    return phrase.timed("duration", Amount(None, phrase.plain.removesuffix("s")).code)


def read_the_unit(phrase: Phrase) -> Timed | None:
    """The year, the quarter: as a length; "the quarter" after one is named is that one."""
    if phrase.quarter is not None and phrase.has("quarter"):
        return phrase.dated(periods.shift(phrase.quarter, "quarter", 0))
    return phrase.timed("duration", "P1Y" if phrase.has("year") else "P1Q")


_SET_CODES: Final = {
    "da": "P1D",
    "week": "P1W",
    "month": "P1M",
    "quarter": "P1Q",
    "year": "P1Y",
    "annual": "P1Y",
    "hour": "PT1H",
}


def read_set(phrase: Phrase) -> Timed | None:
    """Every day, weekly, twice a year."""
    code = next((code for word, code in _SET_CODES.items() if word in phrase.plain), None)
    return phrase.timed("set", code) if code else None


def read_clock(phrase: Phrase) -> Timed | None:
    """A time of day. Which day is not said, so only the code supposes the report's."""
    found = re.search(r"(\d{1,2})(?:[:.](\d\d))?|noon|midday|midnight", phrase.plain)
    if found is None:
        return None
    hour = int(found.group(1)) if found.group(1) else 24 if found.group() == "midnight" else 12
    if re.search(r"\d\s?p", phrase.plain) and hour < 12:
        hour += 12
    elif re.search(r"\d\s?a", phrase.plain) and hour == 12:
        hour = 0
    return phrase.timed("time", f"{phrase.published or 'XXXX-XX-XX'}T{hour:02}:{found.group(2) or '00'}")


def _vague(code: str) -> Rule:
    """A rule for words without a place in the calendar."""
    return lambda phrase: phrase.timed("vague", code)


def read_hint(phrase: Phrase) -> Timed | None:
    """Ages, "previously", "so far": words of time that date nothing."""
    return phrase.timed("hint")


RULES: Final[dict[str, Rule]] = {
    "age": read_hint,
    "clock": read_clock,
    "first_months": read_first_months,
    "two_days_off": read_two_days_off,
    "deictic": read_deictic,
    "overnight": read_overnight,
    "part_of_day": read_part_of_day,
    "anaphoric": read_anaphoric,
    "ago": read_ago,
    "year_ago": read_year_ago,
    "long_ago": _vague("PAST_REF"),
    "stretch": read_stretch,
    "stretch_of_one": read_stretch,
    "ahead": read_stretch,
    "relative": read_relative,
    "the_weekend": read_the_weekend,
    "part_of_unit": read_part_of_unit,
    "year_end": read_year_end,
    "the_unit": read_the_unit,
    "set": read_set,
    "duration": read_duration,
    "plural": read_plural,
    "present": _vague("PRESENT_REF"),
    "vague_past": _vague("PAST_REF"),
    "vague_future": _vague("FUTURE_REF"),
    "hint": read_hint,
}
"""By the name of their pattern in `date_phrases`."""
