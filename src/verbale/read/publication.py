"""The day on which a page says that it was published: from its metadata and its address, never from its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_NAMES = """
    article:published_time article:published og:published_time og:article:published_time datepublished date dc.date
    dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created date.created date.issued pubdate pub_date
    publishdate publish-date publish_date publication_date published_time published article.published sailthru.date
    parsely-pub-date cxenseparse:recs:publishtime bt:pubdate
    original-publish-date citation_publication_date citation_date
"""
NAMES = frozenset(_NAMES.split())
"""Names of <meta> elements that hold the day of publication, in lower case."""

LONG_FORMS = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s*)"
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_LINE = re.compile(
    rf"(?:published\s*(?:on|:)?\s*|date:\s*)?{_WEEKDAY}?"
    rf"(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?P<other_day>\d\d?)(?:st|nd|rd|th)?\s+(?P<other_month>{_MONTH})\.?)"
    rf",?\s+(?P<year>(?:19|20)\d\d)\b[,.]?\s*{_WEEKDAY}?[^a-z]{{0,30}}(?:[ap]\.?m\.?)?\s*"
    r"(?:[a-z]{1,5}|(?:[a-z]+ )?edition.*)?\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(meta|time|h1)\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_ISO = re.compile(r"\s*((?:19|20)\d\d)([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)|[/-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[/_-]|$)")


def find_day(page: str, address: str | None = None) -> date | None:
    """The first day that <meta>, linked data, the address or a <time> under the headline tell, in this order."""
    under_headline: list[str] = []
    for words in _find_declared(page, under_headline):
        if day := read_day(words):
            return day
    day = _read_address(address or "")
    return day or next(filter(None, map(read_day, under_headline)), None)


def read_day(words: str) -> date | None:
    """The day in ISO 8601, in the form of e-mail, or as English writes it; None for anything else."""
    if iso := _ISO.match(words):
        return _make_day(iso[1], iso[3], iso[4])
    with suppress(ValueError):
        return parsedate_to_datetime(words).date()
    for form in LONG_FORMS:
        with suppress(ValueError):
            return datetime.strptime(words.strip(), form).date()
    return None


def read_day_line(line: str) -> date | None:
    """The day that a line under a headline holds, with or without weekday, time and edition; None for other lines."""
    found = _DAY_LINE.fullmatch(line.strip())
    if found is None:
        return None
    month = MONTHS.get((found["month"] or found["other_month"])[:3].lower())
    return _make_day(found["year"], str(month), found["day"] or found["other_day"]) if month else None


def _find_declared(page: str, under_headline: list[str]) -> Iterator[str]:
    """What <meta>, marked <time> and linked data declare; what the first plain <time> under <h1> says is put aside."""
    headline = False
    for tag in _TAG.finditer(page):
        said = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[2])}
        kind = tag[1].lower()
        headline = headline or kind == "h1"
        if kind == "meta" and _name(said) in NAMES:
            yield said.get("content", "")
        elif kind == "time" and (_name(said) in NAMES or "pubdate" in tag[2].lower()):
            yield said.get("datetime", "")
        elif kind == "time" and headline and not under_headline:
            under_headline.append(said.get("datetime", ""))
    yield from _LINKED_DATA.findall(page)


def _name(said: dict[str, str]) -> str:
    return (said.get("property") or said.get("name") or said.get("itemprop") or "").lower()


def _read_address(address: str) -> date | None:
    found = _IN_ADDRESS.search(address.partition("?")[0])
    return _make_day(*filter(None, found.groups())) if found else None


def _make_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
