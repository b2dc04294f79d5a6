"""What the fields of a report are called in tables and in the JSON of news services, and what their values mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from math import isfinite
from typing import Final

from verbale.errors import BadLine
from verbale.read.drafts import Draft, Origin
from verbale.read.markup import has_markup, strip_markup
from verbale.read.publication import read_day, read_day_line

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        *("text", "bodytext", "fields.bodytext", "body_text", "full_text", "fulltext", "maintext", "article_text"),
        *("body", "fields.body", "article_body", "articlebody", "content_text", "content", "content_html", "story"),
        *("article", "lead_paragraph", "description", "summary", "abstract", "snippet"),
    ),
    "title": ("title", "headline.main", "headline", "fields.headline", "webtitle", "heading", "thread.title"),
    "published": (
        *("published", "publishedat", "published_at", "date_published", "date_publish", "datepublished"),
        *("publication_date", "published_date", "webpublicationdate", "pub_date", "pubdate", "datetimepub", "datetime"),
        *("date", "day", "created_at", "time_published", "first_published_at"),
    ),
    "publisher": (
        *("publisher", "source.name", "source.title", "source_name", "source_id", "sitename", "site_name"),
        *("source_domain", "domain", "thread.site_full", "thread.site", "outlet", "newspaper", "source", "hostname"),
    ),
    "url": ("url", "web_url", "weburl", "link", "links.permalink", "permalink", "external_url", "canonical_url"),
    "author": ("author", "byline.original", "byline", "fields.byline", "author.name", "authors", "creator"),
    "id": ("id", "uri", "uuid", "_id", "guid", "article_id", "key"),
}
"""Field of a report -> the names by which tables and services have it, in lower case, the better first. A dot leads
into an object. Services: NewsAPI, GNews, the Guardian, the New York Times, mediastack, NewsData, Event Registry,
Webz.io, Aylien, Alpha Vantage; JSON Feed, news-please and trafilatura; MediaCloud's and common tables' heads."""

PARTIAL: Final = frozenset(("lead_paragraph", "description", "summary", "abstract", "snippet"))
"""Names of fields that hold the beginning of a report at most."""

_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\s*\Z")
_SHORT_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?:[ T].*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")

Fields = Mapping[str, object]
"""Name in lower case, objects within objects by a dot -> value."""


def flatten(found: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Names and values of an object and of the objects in it."""
    for name, value in found.items():
        yield before + name.lower(), value
        if isinstance(value, dict) and before.count(".") < 2:
            yield from flatten(value, f"{before}{name.lower()}.")


def draft_fields(fields: Fields, columns: Mapping[str, str], origin: Origin) -> tuple[Draft, str | None]:
    """The report that *fields* describe, and its id; *columns* says which name holds what, and wins.

    BadLine if no field holds a text, or the day is none.
    """
    said = {wanted: _find(fields, wanted, columns) for wanted in NAMES}
    name, text = said["text"]
    if text is None:
        raise BadLine(origin.shown, "has no text", "say which field holds it: --column text=NAME")
    body, warnings = _tidy(text)
    if name in PARTIAL:
        warnings = (*warnings, f"only its {name.replace('_', ' ')} is there, not its whole text")
    day = tell_day(said["published"][1], origin)
    draft = Draft(
        body=body,
        title=_one_line(said["title"][1]),
        published=day.isoformat() if day else None,
        publisher=_one_line(said["publisher"][1]),
        url=_one_line(said["url"][1]),
        author=_one_line(said["author"][1]),
        warnings=warnings,
    )
    return draft, _one_line(said["id"][1])


def _find(fields: Fields, wanted: str, columns: Mapping[str, str]) -> tuple[str, str | None]:
    names = (columns[wanted].lower(),) if wanted in columns else NAMES[wanted]
    found = ((name, _as_words(fields.get(name))) for name in names)
    return next(((name, words) for name, words in found if words), ("", None))


def _as_words(value: object) -> str | None:
    """The value as words; of a list its parts, of an object its name. None for what holds no words."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return _as_words(value.get("name") or value.get("title"))
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return ", ".join(filter(None, map(_as_words, value))) or None
    if isinstance(value, date):
        return value.isoformat()
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return str(value) if is_number else None


def _one_line(words: str | None) -> str | None:
    if words and has_markup(words):
        words = strip_markup(words)
    return " ".join(words.split()) if words else None


def _tidy(text: str) -> tuple[str, tuple[str, ...]]:
    if has_markup(text):
        text = strip_markup(text)
    cut = _CUT_OFF.search(text)
    if cut:
        return text[: cut.start()], ("the service gave the beginning of its text only",)
    return text, ()


def tell_day(words: str | None, origin: Origin) -> date | None:
    """The day that *words* write; BadLine for what is none, or may be two, as 3/4/2023 is.

    A number of seconds or milliseconds since 1970 is a day in UTC.
    """
    if words is None:
        return None
    day = read_day(words) or read_day_line(words) or _read_number(words)
    if day is None and (short := _SHORT_DAY.fullmatch(words)):
        day = _read_short(int(short[1]), int(short[2]), int(short[3]))
        if day is None:
            raise BadLine(origin.shown, f"its day {words!r} may be read in two ways", "write it as YYYY-MM-DD")
    if day is None:
        raise BadLine(origin.shown, f"its day {words[:40]!r} cannot be read", "write it as YYYY-MM-DD")
    return day


def _read_short(first: int, second: int, year: int) -> date | None:
    """A day whose month can be told: one number is over twelve, or both are the same."""
    if second > 12 or first == second:
        first, second = second, first
    elif first <= 12:
        return None
    try:
        return date(year, second, first)
    except ValueError:
        return None


def _read_number(words: str) -> date | None:
    if compact := _COMPACT.fullmatch(words):
        return read_day(f"{compact[1]}-{compact[2]}-{compact[3]}")
    try:
        seconds = float(words)
    except ValueError:
        return None
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime.fromtimestamp(seconds, UTC).date() if 1e8 < seconds < 1e10 else None
