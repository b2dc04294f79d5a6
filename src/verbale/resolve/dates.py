"""Finds the dates that a report names, and tells which days they are.

`find_dates` gives every expression that places something in time, with its value:

    an exact day, month or year     ``2023-02-27``, ``2023-02``, ``2023``: as fine as the text is
    a week, a weekend               its first and last day in `value` and `end`
    a quarter, half-year, season    its first and last month
    a decade, a century             its first and last year
    a range ("from 3 to 5 May")     its first and last day, month or year
    "the past two weeks"            from then to the day of publication; "the next two weeks" the other way round
    "Friday night", "10:30 on Monday"   the day
    "recently", "in the coming days"    no value: it cannot be told

Words such as since, until, by, early, late or mid change nothing in the value. Spans hold no preposition.

Relative expressions are counted from the day of publication, and have no value without one. A bare weekday is the
latest such day, today included (right for 90.6% of the bare weekdays of newswire, measured on TempEval-3's training
texts), unless the clause looks forward: then it is the next. A day or month without a year is the latest one, or
the coming one where the clause looks forward, or the nearer one where the two are far from equally near. "The
previous day", "two days later" and the like are counted from the day named last before them.

`find_times` gives, besides, durations, times of day and repetitions, in the manner of TimeML; no date of a record
is made of those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from verbale.resolve import date_phrases as phrases
from verbale.resolve import periods
from verbale.resolve.periods import Period, Unit
from verbale.resolve.resolution import Dated
from verbale.spans import Span

TimedKind = Literal["date", "stretch", "vague", "time", "duration", "set"]

NO_TIME: Final = ""
"""The code of words that are read only so that no other rule reads them: ages, "previously"."""

IN_RECORDS: Final = frozenset({"date", "stretch"})


class Timed(Struct, frozen=True):
    """Words about time: `period` if it can be told when, `code` the value in the manner of TIMEX3.

    `kind`: date (a stretch of the calendar), stretch (a length counted from a day: "the past week"), vague
    ("recently"), time (of day), duration, set ("every Monday"). `stated` says that the words name the year.
    """

    span: Span
    kind: TimedKind
    period: Period | None
    code: str | None
    stated: bool = False


@dataclass
class _Scene:
    """What the words of a date are read against: the text, the report's day, the day named last."""

    text: str
    published: date | None
    has_mays: bool
    named: date | None = None

    def before(self, start: int, reach: int = 40) -> str:
        return self.text[max(0, start - reach) : start]

    def after(self, end: int, reach: int = 40) -> str:
        return self.text[end : end + reach]


Reader = Callable[[_Scene, str, Span], Timed | None]

RULES: Final = tuple((name, re.compile(pattern)) for name, pattern in phrases.PATTERNS)
PLACE_OF_RULE: Final = {name: place for place, (name, _) in enumerate(RULES)}
ANY_RULE: Final = re.compile(
    rf"(?<![\w$€£#])(?={phrases.STARTS})(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in phrases.PATTERNS)
    + ")"
)
WORD_OR_SIGN: Final = re.compile(r"[^\W_]+|.", re.DOTALL)

MONTH_NAME: Final = re.compile(phrases.MONTH)
YEAR_NUMBER: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
SHORT_YEAR: Final = re.compile(r"['’](\d\d)$")
YEAR_WORD: Final = re.compile(r"(?:last|this|next|that|the) year", re.IGNORECASE)
DAY_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
DAY_PART: Final = re.compile(r"\b(morning|dawn|afternoon|lunchtime|evening|night|midnight|noon)s?\b", re.IGNORECASE)
CLAUSE_EDGE: Final = re.compile(r"(?<=[a-z0-9%][a-z0-9%)])[.!?][\"”’]*\s+(?=[\"“‘]?[A-Z])|[;\n\"“”]")
PLURAL_CUE: Final = re.compile(r"\b(?:for|over|in|within|takes?|took|after|of|many)\s$", re.IGNORECASE)
UNTIL: Final = re.compile(r"\b(?:by|until|till)\s+$")
LASTED: Final = re.compile(r"\b(?:lasted|remained|continued|stayed|was|were|had)\b")
PART_OF_MONTH: Final = re.compile(
    r"(?:the\s+)?(?:very\s+)?(early|beginning|start|mid|middle|late|end)\b", re.IGNORECASE
)
THIRDS: Final = {
    "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 0), "end": (21, 0),
}  # fmt: skip
MAYS: Final = re.compile(r"\b(?:Theresa|Minister|PM|Mrs\.?|Ms\.?|Mr\.?|Secretary)\s+May\b")


def find_dates(text: str, published: date | None) -> tuple[Dated, ...]:
    """Every date that *text* names, in order; relative ones counted from *published*."""
    times = [one for one in find_times(text, published) if one.kind in IN_RECORDS or _is_dated_time(one)]
    return tuple(
        Dated(one.span, one.period.start if one.period else None, one.period.end if one.period else None)
        for one in _join_ranges(text, times)
    )


def _is_dated_time(one: Timed) -> bool:
    return (one.kind == "time" and one.period is not None) or (
        one.kind == "vague" and one.code in ("PAST_REF", "FUTURE_REF")
    )


def find_times(text: str, published: date | None) -> tuple[Timed, ...]:
    """Every expression of time in *text*, in order, disjoint."""
    scene = _Scene(text, published, MAYS.search(text) is not None)
    found: list[Timed] = []
    at = 0
    while (match := ANY_RULE.search(text, at)) is not None:
        timed = _read_first(scene, match)
        if timed is None:
            word = WORD_OR_SIGN.match(text, match.start())
            at = word.end() if word else match.start() + 1
            continue
        found.append(timed)
        at = timed.span.end
        if timed.kind == "date" and timed.period is not None and timed.period.unit == "day":
            scene.named = timed.period.first
    return tuple(_join_clock(text, _join_brackets(text, (one for one in found if one.code != NO_TIME))))


def _read_first(scene: _Scene, match: re.Match[str]) -> Timed | None:
    """What the first rule reads at a match, of those that read anything there."""
    for name, pattern in RULES[PLACE_OF_RULE[match.lastgroup or ""] :]:
        here = pattern.match(scene.text, match.start())
        if here is not None and (timed := READERS[name](scene, here.group(), Span(*here.span()))) is not None:
            return timed
    return None


# Which way does the clause look?


def _looks_forward(scene: _Scene, span: Span) -> bool:
    """Does the clause around *span* speak of what is to come?"""
    return _outlook(scene, span) == "coming"


def _outlook(scene: _Scene, span: Span) -> Literal["coming", "gone"] | None:
    """Where the clause around *span* looks: as the nearest verb before it says, else the first one after it."""
    left = CLAUSE_EDGE.split(scene.before(span.start, 160))[-1]
    right = CLAUSE_EDGE.split(scene.after(span.end, 120))[0]
    coming, gone = _last_end(phrases.FORWARD, left), _last_end(phrases.BACKWARD, left)
    ahead, behind = _first_start(phrases.SURELY_FORWARD, right), _first_start(phrases.BACKWARD, right)
    if UNTIL.search(left) and not LASTED.search(left):
        return "gone" if coming < 0 and gone < 0 and behind < ahead else "coming"
    if coming >= 0 or gone >= 0:
        return "coming" if coming >= gone else "gone"
    if min(ahead, behind) == len(right):
        return None
    return "coming" if ahead <= behind else "gone"


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=-1)


def _first_start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


# Days, months and years as written


def _date_of(span: Span, period: Period | None, stated: bool = False) -> Timed:
    kind: TimedKind = "time" if period is not None and "T" in period.code else "date"
    return Timed(span, kind, period, period.code if period else None, stated)


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_iso(scene: _Scene, words: str, span: Span) -> Timed | None:
    found = _valid_day(*(int(part) for part in words[:10].split("-")))
    return _date_of(span, periods.day(found), stated=True) if found else None


def _read_numeric(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Day and month in figures: with full stops the day comes first; else only where the figures leave no choice."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", words))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if "." in words or first > 12:
        found = _valid_day(year, second, first)
    elif second > 12 or first == second:
        found = _valid_day(year, first, second)
    else:
        return _date_of(span, periods.year(year), stated=True) if first and second else None
    return _date_of(span, periods.day(found), stated=True) if found else None


def _read_nine_eleven(scene: _Scene, words: str, span: Span) -> Timed | None:
    return _date_of(span, periods.day(date(2001, 9, 11)), stated=True)


def _stated_year(scene: _Scene, words: str) -> int | None:
    """The year that the words of a date name, in figures or as this, last or next year."""
    if found := YEAR_NUMBER.search(words):
        return int(found.group())
    if short := SHORT_YEAR.search(words):
        return int(short.group(1)) + (2000 if int(short.group(1)) < 70 else 1900)
    if (relative := YEAR_WORD.search(words)) and scene.published:
        return scene.published.year + {"last": -1, "next": 1}.get(relative.group().lower().split()[0], 0)
    return None


def _month_number(words: str) -> int:
    found = MONTH_NAME.search(words)
    return phrases.MONTH_NUMBERS[found.group().rstrip(".").lower()] if found else 0


def _read_days(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Day and month, with one day or several, with or without weekday and year."""
    words = re.sub(r"(\d),\s+\d{1,2}$", r"\1", words) if not re.search(r"\band\b|\s-", words) else words
    span = Span(span.start, span.start + len(words))
    month = _month_number(words)
    plain = YEAR_NUMBER.sub(" ", SHORT_YEAR.sub(" ", words))
    days = [int(number) for number in DAY_NUMBER.findall(plain)]
    year = _stated_year(scene, words)
    stated = year is not None
    if year is None:
        year = _year_of_day(scene, month, days[0], _weekday_number(words), span)
    if year is None:
        return _date_of(span, None) if 0 < days[0] < 32 else None
    first, last = _valid_day(year, month, days[0]), _valid_day(year, month, days[-1])
    if first is None or last is None:
        return None
    period = periods.day(first) if first >= last else periods.between(periods.day(first), periods.day(last))
    return _date_of(span, period, stated)


def _year_of_day(scene: _Scene, month: int, day: int, weekday: int | None, span: Span) -> int | None:
    """The year of a day and month without one."""
    if scene.published is None:
        return None
    here = scene.published
    years = [here.year - 1, here.year, here.year + 1]
    fitting = [found for year in years if (found := _valid_day(year, month, day))]
    if weekday is not None:
        fitting = [found for found in fitting if found.weekday() == weekday] or fitting
    past, coming = [f for f in fitting if f <= here], [f for f in fitting if f >= here]
    return _choose(scene, span, past[-1:], coming[:1])


def _choose(scene: _Scene, span: Span, past: list[date], coming: list[date]) -> int | None:
    """The year of the past or the coming one of two days: by the clause, else the past one unless the other is far nearer."""
    if not past or not coming:
        return next((found.year for found in past + coming), None)
    here = scene.published or past[0]
    ago, ahead = (here - past[0]).days, (coming[0] - here).days
    outlook = _outlook(scene, span)
    if outlook == "coming":
        return coming[0].year if ahead < 300 or ago > 60 else past[0].year
    far, near = (270, 75) if outlook is None else (320, 46)
    return coming[0].year if ago > far and ahead < near else past[0].year


def _weekday_number(words: str) -> int | None:
    found = re.search(phrases.WEEKDAY, words)
    return phrases.WEEKDAY_NUMBERS[found.group().rstrip(".").lower()] if found else None


def _read_month_year(scene: _Scene, words: str, span: Span) -> Timed | None:
    year = _stated_year(scene, words)
    return _date_of(
        span, _third(words, periods.month(year, _month_number(words))) if year else None, stated=year is not None
    )


def _third(words: str, month: Period) -> Period:
    """The early, middle or late days of a month, where the words say so: ten days each, the last with the rest."""
    found = PART_OF_MONTH.match(words)
    if found is None:
        return month
    first, last = THIRDS[found.group(1).lower()]
    end = f"{month.start}-{last:02}" if last else periods.last_day(month.start).isoformat()
    return replace(month, start=f"{month.start}-{first:02}", end=end)


def _read_month(scene: _Scene, words: str, span: Span) -> Timed | None:
    """A month without a day or year, if the words around make sure that it is one."""
    name = MONTH_NAME.findall(words)[-1]
    if not _is_month(scene, words, name, span):
        return None
    if re.match(r"(?:each|every)\b", words, re.IGNORECASE):
        return Timed(span, "set", None, f"XXXX-{_month_number(name):02}")
    year = _year_of_month(scene, words, _month_number(name), span)
    return _date_of(span, _third(words, periods.month(year, _month_number(name))) if year else None)


MONTH_CUE: Final = re.compile(
    r"\b(?:in|since|until|till|by|from|of|to|through|during|before|after|between|around|late|early|mid|and|last|next|this|into|for|"
    r"beginning|starting|ending|as\s+of|back\s+in|or)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
PLAIN_NEXT: Final = re.compile(
    r"\s*(?:[.,;:)\]’'\"”–—-]|$|\s(?:and|or|to|when|after|before|as|at|with|by|on|in|for|that|which|the|a|an|its|his|her|their|[a-z]))"
)


def _is_month(scene: _Scene, words: str, name: str, span: Span) -> bool:
    before, after = scene.before(span.start), scene.after(span.end)
    if re.match(r"\s+[A-Z]|\w|-[a-z]", after) and not re.match(r"\s+(?:I|[A-Z]{2,})\b", after) and words == name:
        return False
    if name.isupper() and scene.text[span.end : span.end + 1] == " " and words == name:
        return False
    if words != name:
        return True
    if name == "May" and scene.has_mays:
        return re.search(r"\b(?:[Ii]n|[Ss]ince|late|early|last)\s+$", before) is not None
    if name in {"May", "March"}:
        if re.search(r"\b[Tt]he\s+$", before):
            return re.match(r"\s+(?!on\b|for\b|against\b|to|through\b|was\b|is\b)[a-z]", after) is not None
        sure = re.search(r"\b(?:in|since|last|by|early|late|until)\s+$", before, re.IGNORECASE)
        return bool(sure) or (
            MONTH_CUE.search(before) is not None and not re.match(r"\s+(?:on|for|against|to|through)\b", after)
        )
    if NAME_BEFORE.search(before) and not MONTH_CUE.search(before):
        return False
    return MONTH_CUE.search(before) is not None or PLAIN_NEXT.match(after) is not None


def _year_of_month(scene: _Scene, words: str, number: int, span: Span) -> int | None:
    here = scene.published
    if here is None:
        return None
    if re.match(r"last\b", words, re.IGNORECASE):
        return here.year if number < here.month else here.year - 1
    if re.match(r"next\b", words, re.IGNORECASE):
        return here.year if number > here.month else here.year + 1
    if re.match(r"this\b", words, re.IGNORECASE) or number == here.month:
        return here.year
    past = date(here.year - (number > here.month), number, 1)
    coming = date(here.year + (number < here.month), number, 1)
    return _choose(scene, span, [past], [coming])


def _read_year(scene: _Scene, words: str, span: Span) -> Timed | None:
    year = int(YEAR_NUMBER.findall(words)[-1])
    return _date_of(span, periods.year(year), stated=True) if _is_year(scene, words, year, span) else None


YEAR_CUE: Final = re.compile(
    r"\b(?:in|since|until|till|by|from|of|before|after|during|through|between|around|circa|late|early|mid|summer|winter|spring|autumn|fall)"
    r"[\s-]+(?:the\s+)?(?:\w+\s+)?$|\($",
    re.IGNORECASE,
)
NO_YEAR_BEFORE: Final = re.compile(
    r"(?:[$€£#№]\s?|\d[.,]|[-/+]|\b(?:no|nos|number|resolution|resolutions|flight|room|route|highway|article|section|chapter|page|line|channel|"
    r"model|agenda|vision|version|unit|code|act|about|around|some|over|nearly|almost|roughly|approximately|least|most|than|another|"
    r"of\s+about|of\s+some|of\s+over|of\s+nearly|killed|killing|wounded|injured|arrested|detained)\.?\s+)$",
    re.IGNORECASE,
)
NAME_BEFORE: Final = re.compile(
    r"(?:^|[^.!?\n] )(?!(?:The|A|An|In|Since|By|From|Of|After|Before|During|Until|His|Her|Its|Their|This|That|And|But) )"
    r"[A-Z][\w’'&.-]*(?<!['’]s)(?<!s['’]) $"
)
"""A name, not a small word or possessive, before a number: Vision 2030 is no year."""


def _is_year(scene: _Scene, words: str, year: int, span: Span) -> bool:
    before, after = scene.before(span.start), scene.after(span.end)
    following = re.match(r"[\s-]+([a-z]+)", after)
    if re.match(r"[-–/]\d|°|['’]?s?\s*(?:%|percent)|\w", after) or (
        following and following.group(1) in phrases.NOT_MEASURED
    ):
        return False
    if len(words) > 4:
        return True
    cued = YEAR_CUE.search(before) is not None
    if NO_YEAR_BEFORE.search(before):
        return False
    if year < 1900:
        return cued and (year >= 1500 or re.match(r"[.,;:)]|$", after) is not None)
    if cued:
        return year < 2100
    if NAME_BEFORE.search(before):
        return False
    return year < 2100 and not (
        following and following.group(1).endswith("s") and not before.rstrip().endswith(("the", "The"))
    )


def _read_year_range(scene: _Scene, words: str, span: Span) -> Timed | None:
    last_figures = re.split(r"\s?[-–/]\s?", words)[1]
    first, last = int(words[:4]), int(words[: 4 - len(last_figures)] + last_figures)
    if not first < last or re.search(r"[$€£]\s?$", scene.before(span.start)):
        return None
    return _date_of(span, periods.between(periods.year(first), periods.year(last)), stated=True)


# Weekdays


def _read_weekday(scene: _Scene, words: str, span: Span) -> Timed | None:
    number = _weekday_number(words)
    name = re.search(phrases.WEEKDAY, words)
    if number is None or name is None or _is_paper_or_feast(scene, words, span):
        return None
    if re.search(r"\b(?:each|every)\b|days\b", words, re.IGNORECASE):
        return Timed(span, "set", None, f"XXXX-WXX-{number + 1}")
    if scene.published is None:
        return _date_of(span, None)
    found = _weekday_near(scene, words.lower(), number, span)
    return _date_of(span, periods.day(found, _part_code(words)))


def _is_paper_or_feast(scene: _Scene, words: str, span: Span) -> bool:
    """Sunday Times, Black Friday, Bloody Sunday: names, not days."""
    after = re.match(r"\s+([A-Z]\w+)", scene.after(span.end))
    if after and after.group(1).lower() in phrases.PAPERS:
        return True
    return (
        re.search(r"\b(?:Black|Bloody|Super|Ash|Palm|Good|Holy|Cyber|Fat|Maundy)\s+$", scene.before(span.start))
        is not None
    )


def _weekday_near(scene: _Scene, words: str, number: int, span: Span) -> date:
    here = scene.published or date.min
    since = (here.weekday() - number) % 7
    latest, coming = here - timedelta(since), here + timedelta(-since % 7)
    if re.search(r"\blast\b|\bpast\b|\bprevious\b|\bpreceding\b", words):
        return latest if since else latest - timedelta(7)
    if re.search(r"\bnext\b|\bcoming\b", words):
        return coming if since else coming + timedelta(7)
    if re.search(r"\bfollowing\b", words) and scene.named:
        return scene.named + timedelta((number - scene.named.weekday() - 1) % 7 + 1)
    return coming if _looks_forward(scene, span) else latest


def _read_weekday_date(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Monday the 27th: that day of the month in which it is such a weekday, nearest to the report's day."""
    number, days = _weekday_number(words), DAY_NUMBER.findall(words)
    here = scene.published
    if here is None or number is None:
        return _date_of(span, None)
    months = [periods.add_months(here.replace(day=1), by) for by in (0, -1, 1, -2, 2)]
    fitting = (
        found for m in months if (found := _valid_day(m.year, m.month, int(days[-1]))) and found.weekday() == number
    )
    found = next(fitting, None)
    return _date_of(span, periods.day(found) if found else None)


def _read_ordinal_day(scene: _Scene, words: str, span: Span) -> Timed | None:
    """On the 29th: the latest such day, or the coming one where the clause looks forward."""
    if not re.search(r"\b(?:on|until|by|from|since)\s+$", scene.before(span.start), re.IGNORECASE):
        return None
    here = scene.published
    if here is None:
        return _date_of(span, None)
    number = int(DAY_NUMBER.findall(words)[0])
    by = -1 if "last" in words else 1 if "next" in words else 0
    months = [
        periods.add_months(here.replace(day=1), by + n) for n in ((0,) if "month" in words else (-2, -1, 0, 1, 2))
    ]
    days = [found for m in months if (found := _valid_day(m.year, m.month, number))]
    past, coming = [d for d in days if d <= here], [d for d in days if d >= here]
    forward = not past or (bool(coming) and _looks_forward(scene, span))
    return _date_of(span, periods.day(coming[0] if forward else past[-1]) if days else None)


def _part_code(words: str) -> str:
    found = DAY_PART.search(words)
    return phrases.PARTS[found.group(1).lower()] if found else ""


# Words that point from the report's day, or from the day named last


def _read_deictic(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = words.lower()
    if words[:1] == "T" and re.search(r"\b[A-Z]\w* $", scene.before(span.start)):
        return None  # Russia Today, USA Today
    by = -1 if "yesterday" in plain else 1 if "tomorrow" in plain else 0
    code = "NI" if "tonight" in plain else _part_code(words)
    return _day_from(scene.published, by, span, code)


def _day_from(base: date | None, by: int, span: Span, code: str = "") -> Timed:
    moved = periods.move(base, "day", by) if base else None
    return _date_of(span, periods.day(moved, code) if moved else None)


def _read_two_days_off(scene: _Scene, words: str, span: Span) -> Timed | None:
    return _day_from(scene.published, -2 if "before" in words.lower() else 2, span)


def _read_overnight(scene: _Scene, words: str, span: Span) -> Timed | None:
    return _day_from(scene.published, 0, span, "NI")


def _read_part_of_day(scene: _Scene, words: str, span: Span) -> Timed | None:
    base = scene.named if re.search(r"\bthat\b", words.lower()) else scene.published
    return _day_from(base, -1 if re.search(r"\blast\b", words.lower()) else 0, span, _part_code(words))


BACK: Final = re.compile(r"\b(?:previous|preceding|before(?:hand)?|earlier|prior|previously|ago|back)\b", re.IGNORECASE)
SAME: Final = re.compile(r"\b(?:same|that)\b", re.IGNORECASE)


def _read_anaphoric(scene: _Scene, words: str, span: Span) -> Timed | None:
    """The day before, two weeks later: counted from the day named last, or back from the report's day."""
    if re.search(r"(?:before|after|prior)$", words) and re.match(
        r"\s+(?!and\b|but\b|in\b|on\b|at\b)[\w’'“\"]", scene.after(span.end)
    ):
        return _event_anchored(words, span)
    backward = BACK.search(words) is not None
    base = scene.named or (scene.published if backward else None)
    amount = _amount(words) or _some(words)
    if amount is None:
        by = 0 if SAME.search(words) else -1 if backward else 1
        return _day_from(base, by, span, _part_code(words) if "night" not in words or "day" not in words else "")
    return _moved(base, amount, -1 if backward else 1, span, "date")


def _event_anchored(words: str, span: Span) -> Timed | None:
    """A length from an event that the text names in words: when that was cannot be told."""
    span = Span(span.start, span.end - len(words.split()[-1]) - 1)
    amount = _amount(words)
    return Timed(span, "duration", None, _duration_code(amount) if amount else None)


@dataclass
class _Amount:
    """How many of which unit; `count` None if only "some". `least` is the unit's singular word."""

    count: float | None
    least: str


def _amount(words: str) -> _Amount | None:
    unit = re.search(rf"({phrases.UNIT})s?(?![a-z])", words, re.IGNORECASE)
    counts = list(re.finditer(rf"(?<![\w.]){phrases.COUNT}(?=[\s-])", words[: unit.start()])) if unit else []
    if unit is None or not counts:
        return None
    return _Amount(_count(counts[-1].group()), unit.group(1).lower())


def _some(words: str) -> _Amount | None:
    """Hours later, weeks before: units without a number."""
    found = re.match(rf"(?:just\s+|only\s+)?({phrases.UNIT})s\s", words, re.IGNORECASE)
    return _Amount(None, found.group(1).lower()) if found else None


def _count(words: str) -> float | None:
    plain = words.lower().replace(",", "").replace(" 1/2", ".5")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    if "couple" in plain:
        return 2
    if plain.startswith("half"):
        return 0.5
    known = [
        phrases.COUNTS[part]
        for part in re.split(r"[\s-]+", plain.removesuffix(" and a half"))
        if part in phrases.COUNTS
    ]
    if not known or "few" in plain:
        return None
    total = known[0] * 100 if known[1:] == [100] else sum(known)
    return total + (0.5 if plain.endswith("and a half") else 0)


def _duration_code(amount: _Amount) -> str:
    code = phrases.UNIT_CODES[amount.least]
    if amount.count is None:
        return code.format("X").replace("X0Y", "XE")
    count = amount.count * (2 if amount.least == "fortnight" else 1)
    if count % 1 == 0.5 and amount.least == "hour":
        return f"PT{int(count)}H30M"
    return code.format(int(count) if count == int(count) else count)


def _moved(base: date | None, amount: _Amount, sign: int, span: Span, kind: TimedKind) -> Timed:
    """The period that lies *amount* before or after *base*."""
    vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if amount.least not in phrases.UNITS:
        return _date_of(span, periods.day(base) if base else None)
    if amount.count is None:
        return Timed(span, kind, None, vague)
    unit: Unit = phrases.UNITS[amount.least]
    count = amount.count
    if unit in ("decade", "century"):
        unit, count = "year", count * periods.MONTHS[unit] // 12
    if count != int(count) and unit in periods.MONTHS:
        unit, count = "month", round(count * periods.MONTHS[unit])
    period = periods.shift(base, unit, sign * int(count)) if base else None
    return Timed(span, kind, period, period.code if period else vague)


def _read_ago(scene: _Scene, words: str, span: Span) -> Timed | None:
    amount = _amount(words)
    if amount is None:
        return None
    return _moved(
        scene.published, amount, 1 if re.search(r"\b(?:hence|from)\b", words, re.IGNORECASE) else -1, span, "date"
    )


def _read_year_ago(scene: _Scene, words: str, span: Span) -> Timed | None:
    period = periods.shift(scene.published, "year", -1) if scene.published else None
    return _date_of(span, period)


def _read_vague(code: str) -> Reader:
    def read(scene: _Scene, words: str, span: Span) -> Timed | None:
        return Timed(span, "vague", None, code)

    return read


def _read_now(scene: _Scene, words: str, span: Span) -> Timed | None:
    return Timed(span, "vague", None, "PRESENT_REF")


def _read_hint(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Previously, once: words of time that date nothing."""
    return Timed(span, "vague", None, NO_TIME)


def _read_stretch(scene: _Scene, words: str, span: Span) -> Timed | None:
    """The past two weeks, the coming days: a length up to the report's day, or from it."""
    amount = _amount(words)
    unit = re.search(rf"({phrases.UNIT})s?$", words, re.IGNORECASE)
    if amount is None and unit is not None:
        single = not words.lower().endswith("s")
        amount = _Amount(1 if single else None, unit.group(1).lower())
    if amount is None or re.search(r"\b(?:first|final|following)\b", words, re.IGNORECASE):
        return Timed(span, "duration", None, _duration_code(amount) if amount else None)
    ahead = re.search(r"\b(?:next|coming|ahead|come)\b", words, re.IGNORECASE) is not None
    return Timed(span, "stretch", _stretch(scene.published, amount, ahead), _duration_code(amount))


def _stretch(here: date | None, amount: _Amount, ahead: bool) -> Period | None:
    """From the report's day back or on; as fine as the unit is."""
    if here is None or amount.count is None:
        return None
    unit: Unit = phrases.UNITS.get(amount.least, "day")
    count = (
        max(1, round(amount.count))
        if amount.least in phrases.UNITS
        else max(1, round(amount.count / 24))
        if amount.least == "hour"
        else 0
    )
    other = periods.move(here, unit, count if ahead else -count)
    if other is None:
        return None
    grain: Unit = "day" if unit in periods.DAYS else "year" if unit in {"year", "decade", "century"} else "month"
    ends = sorted([here, other])
    return periods.between(periods.around(grain, ends[0]), periods.around(grain, ends[1]))


def _read_relative(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Last week, this month, the following year."""
    plain = words.lower()
    unit_word = re.findall(phrases.UNIT, plain)[-1]
    if unit_word not in phrases.UNITS:
        return None
    unit: Unit = phrases.UNITS[unit_word]
    anaphoric = re.search(r"\b(?:that|same|previous|preceding|following)\b", plain)
    base = (scene.named or scene.published) if anaphoric else scene.published
    if anaphoric and scene.named is None and anaphoric.group() in {"that", "same", "following"}:
        base = None
    by = (
        -1
        if re.search(r"\b(?:last|latest|past|previous|preceding)\b", plain)
        else 1
        if re.search(r"\b(?:next|coming|following)\b", plain)
        else 0
    )
    period = periods.shift(base, unit, by) if base else None
    return _date_of(span, _third(words, period) if period and unit == "month" else period)


def _read_part_of_unit(scene: _Scene, words: str, span: Span) -> Timed | None:
    """Later in the day, the end of the year: the running one."""
    unit: Unit = phrases.UNITS[re.findall(phrases.UNIT, words.lower())[-1]]
    base = (scene.named if unit == "day" else None) or scene.published
    return _date_of(span, periods.around(unit, base) if base else None)


def _read_year_end(scene: _Scene, words: str, span: Span) -> Timed | None:
    return _date_of(span, periods.year(scene.published.year) if scene.published else None)


# Larger stretches


def _read_quarter(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = words.lower()
    number = (
        int(plain[1])
        if re.match(r"q[1-4]", plain)
        else next(n for word, n in phrases.ORDINALS.items() if re.search(rf"\b{word}\b", plain))
    )
    of: Callable[[int, int], Period] = periods.half if plain.find("half") >= 0 else periods.quarter
    number = min(number, 2) if of is periods.half else number
    year = _stated_year(scene, words)
    if year is not None:
        return _date_of(span, of(year, number), stated=True)
    if scene.published is None or (of is periods.half and "year" not in plain and "the" not in plain):
        return _date_of(span, None) if of is periods.quarter else None
    begun = of(scene.published.year, number).first <= scene.published
    return _date_of(span, of(scene.published.year - (0 if begun or _looks_forward(scene, span) else 1), number))


def _read_first_months(scene: _Scene, words: str, span: Span) -> Timed | None:
    amount, year = _amount(words), _stated_year(scene, words)
    if amount is None or amount.count is None or not 1 < amount.count < 13:
        return None
    code = _duration_code(amount)
    if year is None:
        return Timed(span, "duration", None, code)
    return Timed(span, "stretch", periods.between(periods.month(year, 1), periods.month(year, int(amount.count))), code)


def _read_season(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = words.lower()
    name = next(n for n in ("spring", "summer", "autumn", "fall", "winter") if n in plain)
    before = scene.before(span.start)
    bare = len(plain) == len(name)
    if bare and not re.search(r"\b(?:in|since|until|by|during)\s+$", before):
        return None
    if words[:1].isupper() and re.search(r"[A-Z]\w*\s+$", before):
        return None  # the Arab Spring
    if bare and re.match(r"\s+(?:of|from|in|to|back|short|apart|Olympics?|Games)\b", scene.after(span.end)):
        return None
    if plain == f"the {name}" and (
        name == "fall" or re.match(r"\s+of\b|\s+(?:Olympics?|Games)", scene.after(span.end))
    ):
        return None
    season = "autumn" if name == "fall" else name
    year = _stated_year(scene, words) or _year_of_season(scene, plain, season, span)
    return _date_of(span, periods.season(year, season) if year else None, stated=_stated_year(scene, words) is not None)


def _year_of_season(scene: _Scene, words: str, name: str, span: Span) -> int | None:
    here = scene.published
    if here is None:
        return None
    starts = [date(here.year + by, periods.SEASON_MONTHS[name][0], 1) for by in (-2, -1, 0, 1)]
    running = periods.around("season", here)
    if re.search(r"\bthis\b", words):
        return next(s.year for s in starts if s >= running.first)
    past, coming = [s for s in starts if s <= here], [s for s in starts if s > here]
    if re.search(r"\blast\b|\bpast\b", words):
        return next(s.year for s in reversed(past) if s < running.first)
    if re.search(r"\bnext\b|\bcoming\b", words):
        return coming[0].year
    return _choose(scene, span, past[-1:], coming[:1])


def _read_decade(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = words.lower()
    word = next((first for name, first in phrases.DECADES.items() if name in plain), None)
    figures = re.search(r"(\d{2,4})s$", plain)
    if word is None and figures is None:
        return None
    if figures is None and not re.search(r"\bthe\b|mid|early|late", plain):
        return None
    first = word if figures is None else int(figures.group(1))
    first = (first or 0) + (1900 if (first or 0) < 100 else 0)
    return _date_of(span, periods.decade(first), stated=True)


def _read_century(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = words.lower()
    figures = re.search(r"\d\d", plain)
    number = (
        int(figures.group()) if figures else max((len(w), n) for w, n in phrases.CENTURIES.items() if w in plain)[1]
    )
    return _date_of(span, periods.century(number), stated=True)


def _read_feast(scene: _Scene, words: str, span: Span) -> Timed | None:
    plain = re.sub(r"\s+", " ", words.lower().replace("’", "'"))
    name = max(
        (n for n in [*phrases.FIXED_FEASTS, *phrases.MOVABLE_FEASTS, *phrases.THANKSGIVING] if n in plain), key=len
    )
    if not words[-1:].isdigit() and not re.search(
        rf"\b{re.escape(name.title()[:4])}", words.title() if words.isupper() else words
    ):
        return None
    if re.match(r"\s+(?:Island|Islands|Rising|bells|Martyrs)", scene.after(span.end)):
        return None
    year = _stated_year(scene, words)
    stated = year is not None
    if year is None:
        year = _year_of_feast(scene, name, plain, span)
    found = _feast(name, year) if year else None
    return _date_of(span, periods.day(found) if found else None, stated)


def _year_of_feast(scene: _Scene, name: str, words: str, span: Span) -> int | None:
    here = scene.published
    if here is None:
        return None
    days = [_feast(name, here.year + by) for by in (-1, 0, 1)]
    past, coming = [d for d in days if d <= here], [d for d in days if d >= here]
    if words.startswith("last"):
        return past[-1].year
    if words.startswith("next"):
        return coming[0].year
    return _choose(scene, span, past[-1:], coming[:1])


def _feast(name: str, year: int) -> date:
    if name in phrases.FIXED_FEASTS:
        return date(year, *phrases.FIXED_FEASTS[name])
    if name in phrases.THANKSGIVING:
        return date(year, 11, 28 - (date(year, 11, 1).weekday() + 3) % 7)
    return _easter(year) + timedelta(phrases.MOVABLE_FEASTS[name])


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


# What dates nothing by itself


def _read_clock(scene: _Scene, words: str, span: Span) -> Timed | None:
    """A time of day; which day is not said, so only its code supposes the report's."""
    found = re.search(r"(\d{1,2})(?:[:.](\d\d))?|noon|midday|midnight", words)
    if found is None:
        return None
    hour = int(found.group(1)) if found.group(1) else 12 if found.group() != "midnight" else 24
    afternoon, morning = re.search(r"\dp|\sp\.?m", words.lower()), re.search(r"\da|\sa\.?m", words.lower())
    hour = hour + 12 if afternoon and hour < 12 else 0 if morning and hour == 12 else hour
    return Timed(span, "time", None, f"{scene.published or 'XXXX-XX-XX'}T{hour:02}:{found.group(2) or '00'}")


def _read_age(scene: _Scene, words: str, span: Span) -> Timed | None:
    return Timed(span, "duration", None, NO_TIME)


def _read_the_weekend(scene: _Scene, words: str, span: Span) -> Timed | None:
    here = scene.published
    if here is None:
        return _date_of(span, None)
    by = 0 if here.weekday() > 4 or _looks_forward(scene, span) else -1
    return _date_of(span, periods.shift(here, "weekend", by))


def _read_the_unit(scene: _Scene, words: str, span: Span) -> Timed | None:
    return Timed(span, "duration", None, "P1Y" if "year" in words.lower() else "P1Q")


def _read_set(scene: _Scene, words: str, span: Span) -> Timed | None:
    unit = re.search(r"(day|dai|week|month|quarter|year|annual|hour)", words, re.IGNORECASE)
    codes = {
        "day": "P1D",
        "dai": "P1D",
        "week": "P1W",
        "month": "P1M",
        "quarter": "P1Q",
        "year": "P1Y",
        "annual": "P1Y",
        "hour": "PT1H",
    }
    return Timed(span, "set", None, codes[unit.group(1).lower()]) if unit else None


def _read_duration(scene: _Scene, words: str, span: Span) -> Timed | None:
    amount = _amount(words)
    if amount is None or re.fullmatch(r"(?:an?|one) second|.*quarters?", words, re.IGNORECASE):
        return None
    before = scene.before(span.start)
    ahead = re.search(r"\b(?:in|within)\s+$", before, re.IGNORECASE)
    if (
        ahead
        and scene.published
        and amount.count
        and _looks_forward(scene, Span(span.start - len(ahead.group()), span.end))
    ):
        if ahead.group().lower().startswith("within"):
            return Timed(span, "stretch", _stretch(scene.published, amount, ahead=True), _duration_code(amount))
        moved = _moved(scene.published, amount, 1, span, "stretch")
        return replace(moved, code=_duration_code(amount))
    return Timed(span, "duration", None, _duration_code(amount))


def _read_plural(scene: _Scene, words: str, span: Span) -> Timed | None:
    """For months, over the years: a length that nobody counted."""
    if not PLURAL_CUE.search(scene.before(span.start, 12)):
        return None
    unit = words.lower().removesuffix("s")
    return Timed(span, "duration", None, _duration_code(_Amount(None, unit)))


READERS: Final[dict[str, Reader]] = {
    "age": _read_age,
    "the_weekend": _read_the_weekend,
    "the_unit": _read_the_unit,
    "iso": _read_iso,
    "numeric": _read_numeric,
    "nine_eleven": _read_nine_eleven,
    "clock": _read_clock,
    "day_month": _read_days,
    "month_day": _read_days,
    "month_year": _read_month_year,
    "weekday_date": _read_weekday_date,
    "ordinal_day": _read_ordinal_day,
    "weekday": _read_weekday,
    "month": _read_month,
    "quarter": _read_quarter,
    "first_months": _read_first_months,
    "season": _read_season,
    "day_before_yesterday": _read_two_days_off,
    "deictic": _read_deictic,
    "overnight": _read_overnight,
    "this_part": _read_part_of_day,
    "anaphoric": _read_anaphoric,
    "ago": _read_ago,
    "year_ago": _read_year_ago,
    "decades_ago": _read_vague("PAST_REF"),
    "stretch": _read_stretch,
    "stretch_one": _read_stretch,
    "ahead": _read_stretch,
    "relative": _read_relative,
    "unit_part": _read_part_of_unit,
    "year_end": _read_year_end,
    "decade": _read_decade,
    "century": _read_century,
    "feast": _read_feast,
    "year_range": _read_year_range,
    "year": _read_year,
    "set": _read_set,
    "duration": _read_duration,
    "plural": _read_plural,
    "now": _read_now,
    "vague_past": _read_vague("PAST_REF"),
    "hint": _read_hint,
    "vague_future": _read_vague("FUTURE_REF"),
}


# Neighbours that make one expression


def _join_brackets(text: str, times: Iterable[Timed]) -> list[Timed]:
    """A weekday with its date in brackets, or the other way round, is one date: that of the fuller of the two."""
    joined: list[Timed] = []
    for one in times:
        last = joined[-1] if joined else None
        if (
            last
            and _dates_one_day(last, one)
            and re.fullmatch(r"\s?\(", text[last.span.end : one.span.start])
            and text[one.span.end : one.span.end + 1] == ")"
        ):
            fuller = last if re.search(r"\d", text[last.span.start : last.span.end]) else one
            joined[-1] = replace(fuller, span=Span(last.span.start, one.span.end + 1))
        else:
            joined.append(one)
    return joined


def _dates_one_day(one: Timed, other: Timed) -> bool:
    return all(t.kind in ("date", "time") and (t.period is None or t.period.unit == "day") for t in (one, other))


def _join_clock(text: str, times: Iterable[Timed]) -> list[Timed]:
    """A time of day beside its day is one expression."""
    joined: list[Timed] = []
    for one in times:
        last = joined[-1] if joined else None
        gap = text[last.span.end : one.span.start] if last else ""
        if last and re.fullmatch(r",?\s|,?\son\s|,?\sat\s", gap) and (pair := _clock_and_day(last, one)):
            clock = (last.code if pair is one else one.code) or ""
            code = f"{pair.code[:10]}{clock[10:]}" if pair.code else None
            joined[-1] = Timed(Span(last.span.start, one.span.end), "time", pair.period, code, pair.stated)
        else:
            joined.append(one)
    return joined


def _clock_and_day(one: Timed, other: Timed) -> Timed | None:
    """The day of a time of day and its day; None if the two are something else."""
    if one.kind == "time" and one.period is None and other.kind == "date":
        return other if other.period is None or other.period.unit == "day" else None
    if other.kind == "time" and other.period is None and one.kind == "date":
        return one if one.period is None or one.period.unit == "day" else None
    return None


def _join_ranges(text: str, times: list[Timed]) -> list[Timed]:
    """From A to B, between A and B, A-B: one date with an end."""
    joined: list[Timed] = []
    for one in times:
        last = joined[-1] if joined else None
        if last and (period := _range_of(text, last, one)):
            joined[-1] = replace(one, span=Span(last.span.start, one.span.end), period=period, kind="date")
        else:
            joined.append(one)
    return joined


def _range_of(text: str, first: Timed, last: Timed) -> Period | None:
    if first.period is None or last.period is None or first.period.end or "stretch" in (first.kind, last.kind):
        return None
    gap, before = text[first.span.end : last.span.start], text[max(0, first.span.start - 12) : first.span.start].lower()
    linked = re.fullmatch(r"\s?[–—-]\s?", gap) or (
        re.fullmatch(r"\s(?:to|until|till|through)\s", gap)
        and (first.period.unit == last.period.unit or "from " in before)
    )
    if not linked and not (re.fullmatch(r"\sand\s", gap) and before.endswith("between ")):
        return None
    start = first.period
    if last.stated and not first.stated:
        start = _with_year(start, last.period.first)
    return periods.between(start, last.period) if start.first <= last.period.first else None


def _with_year(start: Period, by: date) -> Period:
    """A day or month with the year of the range's end, or the year before if it would lie after it."""
    parts = start.start.split("-")
    for year in (by.year, by.year - 1):
        value = "-".join([f"{year:04}", *parts[1:]])
        if (
            len(parts) > 1
            and _valid_day(year, int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
            and periods.first_day(value) <= by
        ):
            return replace(start, start=value, code=value)
    return start


def spans_in_order(times: Iterable[Timed]) -> bool:
    """Are the spans in order and disjoint?"""
    return all(one.span.end <= other.span.start for one, other in pairwise(times))
