"""What a source gives: the entries of RSS, Atom, RDF and JSON feeds and of sitemaps."""

from __future__ import annotations

import calendar
import gzip
import io
import json
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, Literal

from msgspec import Struct

from verbale.errors import AddressRefused, BadFeed
from verbale.ids import digest
from verbale.read.addresses import join

Form = Literal["feed", "sitemap", "index"]

MOST_ENTRIES: Final = 2000
"""So many entries of one answer are looked at, the first ones."""
LARGEST: Final = 10_000_000
"""Bytes of a sitemap after unpacking."""
LARGEST_FEED: Final = 3_000_000
"""Bytes of a feed that are looked at, the first ones: the newest entries stand there."""
DEEPEST: Final = 100
"""Elements within each other; feeds have some ten. The library takes minutes for a hundred thousand."""
MOST_STRAY: Final = 1000
"""Signs that begin a tag and do not, and ends of what never began; the library's time grows with their square."""
MOST_REFERENCES: Final = 150_000
"""References such as "&amp;": 17 microseconds each."""
KIND: Final = {"content-type": "application/xml"}
_END: Final = re.compile(rb"</(?:item|entry)\s*>", re.IGNORECASE)
_TAG: Final = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]{0,100})(?:[^<>]{0,10000}[^<>/])?(/?)>")
_LONG: Final = re.compile(rb"<[^<>]{20000}")
_APART: Final = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
SITEMAP_ENTRY: Final = "url"
INDEX_ENTRY: Final = "sitemap"


class Entry(Struct, frozen=True):
    """A page that a source names: when it was published and last changed, in seconds since 1970, if that is told.

    `words`: what the feed itself holds of it, as HTML or text. `is_page`: False if it has no page of its own; its
    address is then a name that only this feed knows.
    """

    address: str
    title: str | None = None
    moment: float | None = None
    changed: float | None = None
    words: str = ""
    is_page: bool = True


class Found(Struct, frozen=True):
    """What an answer holds: entries, or the sitemaps that an index names; `pause`: seconds that it asks to wait."""

    form: Form
    entries: tuple[Entry, ...]
    title: str | None = None
    pause: float | None = None


def parse_source(data: bytes, address: str) -> Found:
    """The entries of a feed or sitemap; BadFeed if it is neither."""
    data = _unpack(data, address)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise BadFeed(address, "is empty")
    if b"<!entity" in data.replace(b"\0", b"").lower():
        raise BadFeed(address, "defines entities of its own, as no feed needs to")
    if start.startswith(b"{"):
        if len(data) > LARGEST_FEED:
            raise BadFeed(address, f"is larger than {LARGEST_FEED:,} bytes")
        return _parse_json(data, address)
    if b"<urlset" in start or b"<sitemapindex" in start:
        return _parse_sitemap(data, address)
    if start.startswith((b"<!doctype html", b"<html")):
        raise BadFeed(address, "is a web page, not a feed", f"verbale find-feeds {address}")
    return _parse_feed(data, address)


def _unpack(data: bytes, address: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise BadFeed(address, "is packed badly") from fault
    if len(unpacked) > LARGEST:
        raise BadFeed(address, f"unpacks to more than {LARGEST:,} bytes")
    return unpacked


def _parse_feed(data: bytes, address: str) -> Found:
    import feedparser  # noqa: PLC0415 - takes 0.1 s to load

    data = _cut(data)
    if why := _find_fault(data):
        raise BadFeed(address, why)
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers=KIND, sanitize_html=False)
    except Exception as fault:  # what a broken feed ends in has no one kind
        raise BadFeed(address, "cannot be taken apart") from fault
    if not feed.version and not feed.entries:
        raise BadFeed(address, "is no feed")
    entries = (_read_entry(one, address) for one in feed.entries[:MOST_ENTRIES])
    return Found("feed", tuple(filter(None, entries)), _line(feed.feed.get("title")), _read_pause(feed.feed))


def _cut(data: bytes) -> bytes:
    """The feed up to the last entry that is looked at; the library does not mind that it breaks off."""
    ends = [found.end() for found in islice(_END.finditer(data, 0, LARGEST_FEED), MOST_ENTRIES)]
    is_long = len(ends) == MOST_ENTRIES or len(data) > LARGEST_FEED
    return data[: ends[-1] if ends else LARGEST_FEED] if is_long else data


def _find_fault(data: bytes) -> str | None:
    """Why the library is not to see the feed; it takes hours for what is built to tire it, and much memory."""
    bare = _APART.sub(b"", data)
    names: list[bytes] = []  # an end closes what was left open within
    if _LONG.search(bare):
        return "has a tag without end"
    tags = 0
    for found in _TAG.finditer(bare):
        is_end, name, is_empty = found.groups()
        tags += not is_end or name in names
        if not is_end:
            names += [] if is_empty else [name]
        elif name in names:
            del names[len(names) - 1 - names[::-1].index(name) :]
        if len(names) > DEEPEST:
            return f"has more than {DEEPEST} elements within each other"
    if bare.count(b"<") - tags > MOST_STRAY:
        return f"has more than {MOST_STRAY:,} broken tags"
    return f"has more than {MOST_REFERENCES:,} references" if bare.count(b"&") > MOST_REFERENCES else None


def _read_entry(entry: Mapping[str, Any], address: str) -> Entry | None:
    link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
    published, updated = (_read_time(entry, name) for name in ("published_parsed", "updated_parsed"))
    told = [one.get("value") for one in entry.get("content", [])] or [entry.get("summary")]
    return _make_entry(link, entry.get("title"), published or updated, updated, address, told[0], entry.get("id"))


def _read_time(entry: Mapping[str, Any], name: str) -> float | None:
    # asked for a time that is not there, the library warns of its own past
    told = entry[name] if name in entry else None  # noqa: SIM401
    return float(calendar.timegm(told)) if told else None


def _make_entry(
    link: object,
    title: object,
    moment: float | None,
    changed: float | None,
    address: str,
    words: object = None,
    name: object = None,
) -> Entry | None:
    """An entry with an absolute address; None without one, unless the feed holds its words."""
    absolute = _find_link(link, address)
    told = words if isinstance(words, str) else ""
    if absolute is not None:
        return Entry(absolute, _line(title), moment, changed, told)
    if link or not told:
        return None
    own = digest(name if isinstance(name, str) and name else f"{title}\n{told}")
    return Entry(f"{address.partition('#')[0]}#{own}", _line(title), moment, changed, told, is_page=False)


def _find_link(link: object, address: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        absolute = join(address, link.strip(), address)
    except AddressRefused:
        return None
    return absolute.partition("#")[0] if absolute.startswith(("http://", "https://")) else None


def _read_pause(feed: Mapping[str, Any]) -> float | None:
    ttl = str(feed.get("ttl", ""))
    if ttl.isdecimal():
        return min(float(ttl) * 60, 86_400.0)
    periods = {"hourly": 3600.0, "daily": 86_400.0, "weekly": 7 * 86_400.0}
    period = periods.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    frequency = str(feed.get("sy_updatefrequency", "1")).strip()
    return period / max(1, int(frequency)) if period and frequency.isdecimal() and len(frequency) < 5 else None


def _parse_json(data: bytes, address: str) -> Found:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise BadFeed(address, "is not JSON that can be read") from fault
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise BadFeed(address, "is JSON, but no feed")
    items = (one for one in feed["items"][:MOST_ENTRIES] if isinstance(one, dict))
    entries = (
        _make_entry(
            one.get("url") or one.get("external_url"),
            one.get("title"),
            read_iso(str(one.get("date_published") or one.get("date_modified") or "")),
            read_iso(str(one.get("date_modified") or "")),
            address,
            one.get("content_html") or one.get("content_text"),
            one.get("id"),
        )
        for one in items
    )
    return Found("feed", tuple(filter(None, entries)), _line(feed.get("title")))


def read_iso(words: str) -> float | None:
    """Seconds since 1970 of a time in ISO 8601; without a zone it is in UTC. None for anything else."""
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _parse_sitemap(data: bytes, address: str) -> Found:
    from lxml import etree  # noqa: PLC0415 - comes with what reads pages

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # what no recovery helps, such as a zero byte before all else
        tree = None
    if tree is None:
        raise BadFeed(address, "is a sitemap that cannot be taken apart")
    form: Form = "index" if _name(tree) == "sitemapindex" else "sitemap"
    wanted = INDEX_ENTRY if form == "index" else SITEMAP_ENTRY
    found = [_read_location(one, address) for one in tree if _name(one) == wanted]
    entries = sorted(filter(None, found), key=lambda one: -(one.moment or one.changed or 0.0))
    return Found(form, tuple(entries[:MOST_ENTRIES]))


def _read_location(element: Any, address: str) -> Entry | None:
    said = {_name(one): (one.text or "").strip() for one in element.iter() if _name(one)}
    # the day on which a page was last changed is not the day of its news
    published, changed = read_iso(said.get("publication_date", "")), read_iso(said.get("lastmod", ""))
    return _make_entry(said.get("loc"), said.get("title"), published, changed, address)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _line(words: object) -> str | None:
    return " ".join(str(words).split())[:500] or None if words else None
