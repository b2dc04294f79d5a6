"""Rules for dates that name their place in the calendar: days, weekdays, months, seasons, years, feasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from verbale.resolve import periods
from verbale.resolve.date_phrases import MONTH, WEEKDAY
from verbale.resolve.date_words import (
    CENTURIES,
    DECADES,
    FEASTS,
    FIXED_FEASTS,
    MONTH_NUMBERS,
    MOVABLE_FEASTS,
    NAMED_DAYS,
    NOT_YEARS,
    ORDINALS,
    PAPERS,
    THANKSGIVING,
    THIRDS,
    WEEKDAY_NUMBERS,
)
from verbale.resolve.outlook import spaced
from verbale.resolve.periods import Period
from verbale.resolve.timed import Phrase, Rule, Timed
from verbale.spans import Span

_MONTH: Final = re.compile(MONTH)
_WEEKDAY: Final = re.compile(WEEKDAY)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_SHORT_YEAR: Final = re.compile(r"['’](\d\d)$")
_SAID_YEAR: Final = re.compile(r"(last|this|next|that|the)\s+year", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_PART_OF_MONTH: Final = re.compile(spaced(r"(?:the )?(?:very )?(early|beginning|start|mid|middle|late|end)\b"), re.I)

FAR_AND_NEAR: Final = (270, 75)
"""A day without a year is the coming one, against the rule, if it was more than 270 days ago and is due within 75."""

FAR_AND_NEAR_IN_THE_PAST: Final = (320, 46)
"""The same where the clause speaks of the past."""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def _stated_year(phrase: Phrase) -> int | None:
    """The year that the words name, in figures or as this, last or next year."""
    if found := _YEAR.search(phrase.words):
        return int(found.group())
    if short := _SHORT_YEAR.search(phrase.words):
        return _full_year(int(short.group(1)))
    if (said := _SAID_YEAR.search(phrase.words)) and phrase.published:
        return phrase.published.year + {"last": -1, "next": 1}.get(said.group(1).lower(), 0)
    return None


def _month_number(words: str) -> int:
    found = _MONTH.search(words)
    return MONTH_NUMBERS[found.group().rstrip(".").lower()] if found else 0


def _weekday_number(words: str) -> int | None:
    found = _WEEKDAY.search(words)
    return WEEKDAY_NUMBERS[found.group().rstrip(".").lower()] if found else None


def _choose(phrase: Phrase, days: Sequence[date]) -> date | None:
    """Of days that fit, the latest or the next: as the clause looks, else the latest unless the next is far nearer."""
    here = phrase.published or date.min
    past, coming = [d for d in days if d <= here], [d for d in days if d >= here]
    if not past or not coming:
        return next(iter(past[-1:] or coming[:1]), None)
    ago, ahead = (here - past[-1]).days, (coming[0] - here).days
    outlook = phrase.outlook
    if outlook == "coming":
        return coming[0] if ahead < 300 or ago > 60 else past[-1]
    far, near = FAR_AND_NEAR if outlook is None else FAR_AND_NEAR_IN_THE_PAST
    return coming[0] if ago > far and ahead < near else past[-1]


# Exact days


def read_iso(phrase: Phrase) -> Timed | None:
    """2023-02-27, with or without a time."""
    found = _day(*(int(part) for part in phrase.words[:10].split("-")))
    return phrase.dated(periods.day(found), stated=True) if found else None


def read_numeric(phrase: Phrase) -> Timed | None:
    """Figures only: with full stops the day comes first; else it must be told by its size, or only the year is sure."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", phrase.words))
    year = year if year > 99 else _full_year(year)
    if "." in phrase.words or first > 12:
        found = _day(year, second, first)
    elif second > 12 or first == second:
        found = _day(year, first, second)
    else:
        return phrase.dated(periods.year(year), stated=True) if year and first and second else None
    return phrase.dated(periods.day(found), stated=True) if found else None


def read_nine_eleven(phrase: Phrase) -> Timed | None:
    """9/11, as a name."""
    return phrase.dated(periods.day(date(2001, 9, 11)), stated=True)


def read_days(phrase: Phrase) -> Timed | None:
    """Day and month; several days; with weekday and year or without."""
    phrase = _without_loose_number(phrase)
    month, year = _month_number(phrase.words), _stated_year(phrase)
    days = [int(number) for number in _DAY.findall(_YEAR.sub(" ", _SHORT_YEAR.sub(" ", phrase.words)))]
    stated = year is not None
    if year is None:
        if phrase.published is None:
            return phrase.dated(None) if _day(2000, month, days[0]) else None
        year = _year_of_day(phrase, month, days[0])
    first, last = _day(year or 0, month, days[0]), _day(year or 0, month, days[-1])
    if first is None or last is None:
        return None
    period = periods.day(first) if first >= last else periods.between(periods.day(first), periods.day(last))
    return phrase.dated(period, stated=stated)


def _without_loose_number(phrase: Phrase) -> Phrase:
    """The phrase without a number after a comma that counts something else: "on May 2, 3 people died"."""
    loose = re.search(r",\s+\d{1,2}$", phrase.words)
    if loose is None or re.search(r"\band\b|\s-", phrase.words):
        return phrase
    return replace(phrase, span=Span(phrase.span.start, phrase.span.start + loose.start()))


def _year_of_day(phrase: Phrase, month: int, day: int) -> int | None:
    """The year of a day and month without one; a weekday must fit if it is named and can."""
    here, weekday = phrase.published or date.min, _weekday_number(phrase.words)
    days = [found for by in (-1, 0, 1) if (found := _day(here.year + by, month, day))]
    chosen = _choose(phrase, [found for found in days if found.weekday() == weekday] or days)
    return chosen.year if chosen else None


def days_in_years(words: str, years: Iterable[int]) -> list[date]:
    """The days in *years* that a weekday with day and month ("Monday, 27 February") can be; none for other words."""
    weekday, month, numbers = _weekday_number(words), _month_number(words), _DAY.findall(words)
    if weekday is None or not month or len(numbers) != 1:
        return []
    return [day for year in years if (day := _day(year, month, int(numbers[0]))) and day.weekday() == weekday]


def read_weekday_date(phrase: Phrase) -> Timed | None:
    """Monday the 27th: the latest or next 27th that is a Monday."""
    if phrase.published is None:
        return phrase.dated(None)
    number, weekday = int(_DAY.findall(phrase.words)[-1]), _weekday_number(phrase.words)
    days = _days_of_months(phrase.published, number, (-2, -1, 0, 1, 2))
    found = _choose(phrase, [day for day in days if day.weekday() == weekday])
    return phrase.dated(periods.day(found) if found else None)


def read_ordinal_day(phrase: Phrase) -> Timed | None:
    """On the 29th; the 3rd of next month."""
    here = phrase.published
    if not re.search(r"\b(?:on|until|by|from|since)\s+$", phrase.before(), re.IGNORECASE):
        return None
    if here is None:
        return phrase.dated(None)
    by = -1 if phrase.has("last") else 1 if phrase.has("next") else 0
    days = _days_of_months(
        here, int(_DAY.findall(phrase.words)[0]), (by,) if phrase.has("month") else (-2, -1, 0, 1, 2)
    )
    found = _choose(phrase, days)
    return phrase.dated(periods.day(found) if found else None)


def _days_of_months(here: date, number: int, shifts: Sequence[int]) -> list[date]:
    """The day of that number in months counted from the report's."""
    months = (periods.move(here.replace(day=1), "month", by) for by in shifts)
    return [found for month in months if month and (found := _day(month.year, month.month, number))]


# Weekdays


def read_weekday(phrase: Phrase) -> Timed | None:
    """Monday, last Tuesday, Sunday night."""
    number = _weekday_number(phrase.words)
    if number is None or _is_named_day(phrase):
        return None
    if phrase.has("each", "every") or re.search(r"days\b", phrase.words, re.IGNORECASE):
        return phrase.timed("set", f"XXXX-WXX-{number + 1}")
    if phrase.published is None:
        return phrase.dated(None)
    found = _weekday_near(phrase, phrase.published, number)
    return phrase.dated(periods.day(found, phrase.part_of_day) if found else None)


def _is_named_day(phrase: Phrase) -> bool:
    """Sunday Times, Black Friday: names, not days."""
    after = re.match(r"\s+([A-Z]\w+)", phrase.after())
    before = re.search(r"\b([A-Z]\w+)\s+$", phrase.before())
    return bool((after and after.group(1).lower() in PAPERS) or (before and before.group(1).lower() in NAMED_DAYS))


def _weekday_near(phrase: Phrase, here: date, number: int) -> date | None:
    since = (here.weekday() - number) % 7
    latest, coming = periods.move(here, "day", -since), periods.move(here, "day", -since % 7)
    if phrase.has("last", "past", "previous", "preceding"):
        return latest if since else periods.move(here, "day", -7)
    if phrase.has("next", "coming"):
        return coming if since else periods.move(here, "day", 7)
    if phrase.has("following") and phrase.named:
        return periods.move(phrase.named, "day", (number - phrase.named.weekday() - 1) % 7 + 1)
    return coming if phrase.outlook == "coming" else latest


# Months

_MONTH_CUE: Final = re.compile(
    spaced(
        r"\b(?:in|since|until|till|by|from|of|to|through|during|before|after|between|around|late|early|mid|and|last|next|this|"
        r"into|for|beginning|starting|ending|as of|back in|or)[\s-]+(?:the )?$"
    ),
    re.IGNORECASE,
)
_SURE_MONTH_CUE: Final = re.compile(r"\b(?:in|since|last|by|early|late|until)\s+$", re.IGNORECASE)
_PLAIN_NEXT: Final = re.compile(r"\s*(?:[.,;:)\]’'\"”–—-]|$|\s[a-z])")
_NAME_GOES_ON: Final = re.compile(r"\s+[A-Z](?![A-Z ])|\w|-[a-z]")
_MARCH_WHERE: Final = re.compile(r"\s+(?:on|for|against|to(?! [A-Z])|through(?! [A-Z])|was|is)\b")
_NAME_BEFORE: Final = re.compile(
    r"[^.!?\n] "
    r"(?!(?:The|A|An|In|Since|By|From|Of|After|Before|During|Until|His|Her|Its|Their|This|That|And|But) )"
    r"[A-Z][\w’'&.-]*(?<!['’]s)(?<!s['’]) $"
)
"""A name, no small word or possessive: what follows belongs to it (Vision 2030)."""

_PERSON_MAY: Final = re.compile(r"\b(?:Theresa|Minister|PM|Mrs\.?|Ms\.?|Mr\.?|Secretary)\s+May\b")


def read_month_year(phrase: Phrase) -> Timed | None:
    """October 1984; late January last year."""
    year = _stated_year(phrase)
    return phrase.dated(_month(phrase, year) if year else None, stated=year is not None)


def read_month(phrase: Phrase) -> Timed | None:
    """A month without day or year, if the words around make sure that it is one."""
    name = _MONTH.findall(phrase.words)[-1]
    if phrase.words == name and not _is_month(phrase, name):
        return None
    if phrase.has("each", "every"):
        return phrase.timed("set", f"XXXX-{_month_number(name):02}")
    year = _year_of_month(phrase, phrase.published, _month_number(name)) if phrase.published else None
    return phrase.dated(_month(phrase, year) if year else None)


def _month(phrase: Phrase, year: int) -> Period:
    return narrow(phrase, periods.month(year, _month_number(phrase.words)))


def narrow(phrase: Phrase, month: Period) -> Period:
    """The early, middle or late days of a month where the words say so: a third of it."""
    found = _PART_OF_MONTH.match(phrase.words)
    if found is None:
        return month
    first, last = THIRDS[found.group(1).lower()]
    end = min(date.fromisoformat(f"{month.start}-{first:02}").replace(day=last if last < 28 else 28), date.max)
    closing = periods.last_day(month.start) if last > 28 else end
    return replace(month, start=f"{month.start}-{first:02}", end=closing.isoformat())


def _is_month(phrase: Phrase, name: str) -> bool:
    before, after = phrase.before(), phrase.after()
    if _NAME_GOES_ON.match(after) or (name.isupper() and after[:1] == " "):
        return False
    if name == "May" and _names_a_person_may(phrase.text):
        return re.search(r"\b(?:[Ii]n|[Ss]ince|late|early|last)\s+$", before) is not None
    if name in {"May", "March"}:
        return _is_month_and_no_verb(before, after)
    if _MONTH_CUE.search(before):
        return True
    return _NAME_BEFORE.search(before) is None and _PLAIN_NEXT.match(after) is not None


@lru_cache(maxsize=1)
def _names_a_person_may(text: str) -> bool:
    return _PERSON_MAY.search(text) is not None


def _is_month_and_no_verb(before: str, after: str) -> bool:
    """May and March: a month after a sure word, or "the March vote", not "the march on"."""
    if _SURE_MONTH_CUE.search(before):
        return True
    if re.search(r"\b[Tt]he\s+$", before):
        return re.match(r"\s+[a-z]", after) is not None and not _MARCH_WHERE.match(after)
    return _MONTH_CUE.search(before) is not None and not _MARCH_WHERE.match(after)


def _year_of_month(phrase: Phrase, here: date, number: int) -> int | None:
    if phrase.has("last") and not phrase.has("this"):
        return here.year - (number >= here.month)
    if phrase.has("next"):
        return here.year + (number <= here.month)
    if phrase.has("this") or number == here.month:
        return here.year
    chosen = _choose(phrase, [first for by in (-1, 0, 1) if (first := _day(here.year + by, number, 1))])
    return chosen.year if chosen else None


# Years and longer

_YEAR_CUE: Final = re.compile(
    spaced(
        r"\b(?:in|since|until|till|by|from|of|before|after|during|through|between|around|circa|late|early|mid|summer|winter|"
        r"spring|autumn|fall)[\s-]+(?:the )?(?:\w+ )?$|\($"
    ),
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    spaced(
        r"(?:[$€£#№]\s?|\d[.,]|[-/+]|\b(?:no|nos|number|resolutions?|flight|room|route|highway|article|section|chapter|page|line|"
        r"channel|model|agenda|vision|version|unit|code|act|about|around|some|over|nearly|almost|roughly|approximately|least|"
        r"most|than|another|killed|killing|wounded|injured|arrested|detained)\.? )$"
    ),
    re.IGNORECASE,
)
"""What stands before a number that is no year."""

_NO_YEAR_AFTER: Final = re.compile(r"[-–/]\d|°|['’]?s?\s*(?:%|percent)|\w")


def read_year(phrase: Phrase) -> Timed | None:
    """A year in figures, if nothing says that it is a count or part of a name."""
    year = int(_YEAR.findall(phrase.words)[-1])
    return phrase.dated(periods.year(year), stated=True) if _is_year(phrase, year) else None


def _is_year(phrase: Phrase, year: int) -> bool:
    before, after = phrase.before(), phrase.after()
    following = re.match(r"[\s-]+([a-z]+)", after)
    noun = following.group(1) if following else ""
    if _NO_YEAR_AFTER.match(after) or noun in NOT_YEARS:
        return False
    if len(phrase.words) > 4:
        return True
    if year >= 2100 or _COUNTED.search(before):
        return False
    if _YEAR_CUE.search(before):
        return year >= 1500 or re.match(r"[.,;:)]|$", after) is not None
    plural = noun.endswith("s") and not before.rstrip().endswith(("the", "The"))
    return year >= 1900 and not plural and _NAME_BEFORE.search(before) is None


def read_year_range(phrase: Phrase) -> Timed | None:
    """2011-2013, 2011-13."""
    figures = re.split(r"\s?[-–/]\s?", phrase.words)
    first, last = int(figures[0]), int(figures[0][: 4 - len(figures[1])] + figures[1])
    if first >= last or re.search(r"[$€£]\s?$", phrase.before()):
        return None
    return phrase.dated(periods.between(periods.year(first), periods.year(last)), stated=True)


def read_quarter(phrase: Phrase) -> Timed | None:
    """The third quarter of 2024, Q3, the first half of the year."""
    is_half = phrase.has("half")
    number = int(phrase.words[1]) if re.match(r"[Qq][1-4]", phrase.words) else _ordinal(phrase)
    year = _stated_year(phrase)
    if year is None and is_half:
        return None
    if year is None and phrase.published is None:
        return phrase.dated(None)
    of = periods.half if is_half else periods.quarter
    number = min(number, 2) if is_half else number
    if year is not None:
        return phrase.dated(of(year, number), stated=_YEAR.search(phrase.words) is not None)
    here = phrase.published or date.min
    begun = of(here.year, number).first <= here or phrase.outlook == "coming"
    return phrase.dated(of(here.year - (not begun), number) if here.year > 1 else None)


def _ordinal(phrase: Phrase) -> int:
    return next(number for word, number in ORDINALS.items() if phrase.has(word))


def read_season(phrase: Phrase) -> Timed | None:
    """Summer 2022, last winter, in the spring."""
    name = next(name for name in ("spring", "summer", "autumn", "fall", "winter") if name in phrase.plain)
    if not _is_season(phrase, name):
        return None
    name = "autumn" if name == "fall" else name
    stated = _stated_year(phrase)
    year = stated or (_year_of_season(phrase, phrase.published, name) if phrase.published else None)
    return phrase.dated(periods.season(year, name) if year else None, stated=stated is not None)


def _is_season(phrase: Phrase, name: str) -> bool:
    """Not the Arab Spring, the fall of a town, a spring of water, the Winter Games."""
    if phrase.words[:1].isupper() and re.search(r"[A-Z]\w*\s+$", phrase.before()):
        return False
    games = re.match(r"\s+(?:Olympics?|Games)\b", phrase.after())
    if phrase.plain == name:
        cued = re.search(r"\b(?:in|since|until|by|during)\s+$", phrase.before())
        return bool(cued) and not games and not re.match(r"\s+(?:of|from|in|to|back|short|apart)\b", phrase.after())
    if phrase.plain == f"the {name}":
        return name != "fall" and not games and not re.match(r"\s+of\b", phrase.after())
    return True


def _year_of_season(phrase: Phrase, here: date, name: str) -> int | None:
    starts = [day for by in (-2, -1, 0, 1) if (day := _day(here.year + by, periods.SEASON_MONTHS[name][0], 1))]
    running = periods.around("season", here).first
    if phrase.has("this") and not phrase.has("past", "coming"):
        fitting = [day for day in starts if day >= running][:1]
    elif phrase.has("last", "past"):
        fitting = [day for day in starts if day < running][-1:]
    elif phrase.has("next", "coming"):
        fitting = [day for day in starts if day > here][:1]
    else:
        fitting = [chosen] if (chosen := _choose(phrase, starts)) else []
    return fitting[0].year if fitting else None


def read_decade(phrase: Phrase) -> Timed | None:
    """The 1990s, the '90s, the nineties."""
    figures = re.search(r"(\d{2,4})s$", phrase.plain)
    if figures is None and not phrase.has("the", "mid", "early", "late"):
        return None
    first = int(figures.group(1)) if figures else next(year for name, year in DECADES.items() if name in phrase.plain)
    return phrase.dated(periods.decade(first if first > 99 else 1900 + first), stated=True)


def read_century(phrase: Phrase) -> Timed | None:
    """The 20th century, the nineteenth century."""
    figures = re.search(r"\d\d", phrase.plain)
    named = max((name for name in CENTURIES if name in phrase.plain), key=len, default="")
    return phrase.dated(periods.century(int(figures.group()) if figures else CENTURIES[named]), stated=True)


# Feasts


def read_feast(phrase: Phrase) -> Timed | None:
    """Christmas, Good Friday, Easter 2024."""
    plain = re.sub(r"\s+", " ", phrase.plain.replace("’", "'"))
    fitting = [name for name in FEASTS if name.replace("'", "") in plain.replace("'", "")]
    name = max(fitting, key=len)
    if not re.search(rf"\b{name[:4].title()}|\d$", phrase.words) or re.match(
        r"\s+(?:Islands?|Rising|Martyrs)", phrase.after()
    ):
        return None
    year = _stated_year(phrase)
    if year is not None:
        return phrase.dated(periods.day(_feast(name, year)), stated=True)
    here = phrase.published
    days = [_feast(name, here.year + by) for by in (-1, 0, 1) if 1 < here.year < 9999] if here else []
    found = _feast_near(phrase, days)
    return phrase.dated(periods.day(found) if found else None)


def _feast_near(phrase: Phrase, days: Sequence[date]) -> date | None:
    here = phrase.published or date.min
    if phrase.has("last"):
        return next((day for day in reversed(days) if day < here), None)
    if phrase.has("next"):
        return next((day for day in days if day > here), None)
    return _choose(phrase, days)


def _feast(name: str, year: int) -> date:
    if name in FIXED_FEASTS:
        return date(year, *FIXED_FEASTS[name])
    if name in THANKSGIVING:
        return date(year, 11, 28 - (date(year, 11, 1).weekday() + 3) % 7)
    return _easter(year) + timedelta(MOVABLE_FEASTS[name])


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


RULES: Final[dict[str, Rule]] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "nine_eleven": read_nine_eleven,
    "day_month": read_days,
    "month_day": read_days,
    "month_year": read_month_year,
    "weekday_date": read_weekday_date,
    "ordinal_day": read_ordinal_day,
    "weekday": read_weekday,
    "month": read_month,
    "quarter": read_quarter,
    "season": read_season,
    "decade": read_decade,
    "century": read_century,
    "feast": read_feast,
    "year_range": read_year_range,
    "year": read_year,
}
"""By the name of their pattern in `date_phrases`."""
