"""Linked data of a page (JSON-LD of schema.org): its article's words, who may read them, the posts of a live blog."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

ARTICLES: Final = re.compile(r"(?:[A-Z]\w*)?(?:Article|BlogPosting|Report)\Z")
LIVE: Final = "LiveBlogPosting"
DEEPEST: Final = 6

_SCRIPT = re.compile(r"<script\b[^<>]*application/ld\+json[^<>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")


class Post(Struct, frozen=True):
    """One post of a live blog: `moment` as it is written, in ISO 8601 mostly."""

    body: str
    title: str | None
    moment: str | None
    address: str | None


class LinkedData(Struct, frozen=True):
    """What is said of the article: its words, whether all may read it, the posts of a live blog."""

    body: str | None = None
    is_free: bool = True
    posts: tuple[Post, ...] = ()


def read_linked_data(page: str) -> LinkedData:
    """What the page's linked data say of its article; scripts that are no JSON are left alone."""
    things = [thing for script in _SCRIPT.findall(page) for thing in _list_things(_parse(script), 0)]
    articles = [thing for thing in things if any(ARTICLES.match(kind) for kind in _list_kinds(thing))]
    bodies = (_as_text(thing.get("articleBody")) for thing in articles)
    free = (_as_text(thing.get("isAccessibleForFree")) for thing in articles)
    live = next((thing for thing in things if LIVE in _list_kinds(thing)), {})
    return LinkedData(
        body=max(filter(None, bodies), key=len, default=None),
        is_free="false" not in (str(one).lower() for one in free),
        posts=tuple(_list_posts(live.get("liveBlogUpdate"))),
    )


def _parse(script: str) -> object:
    try:
        return json.loads(_COMMENT.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _list_things(found: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(found, list):
        for one in found:
            yield from _list_things(one, depth + 1)
    elif isinstance(found, dict):
        yield found
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _list_things(found.get(name), depth + 1)


def _list_kinds(thing: Mapping[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _list_posts(updates: object) -> Iterator[Post]:
    for one in updates if isinstance(updates, list) else []:
        if isinstance(one, dict) and (body := _as_text(one.get("articleBody"))):
            moment = _as_text(one.get("datePublished")) or _as_text(one.get("dateModified"))
            yield Post(body, _as_text(one.get("headline")), moment, _as_text(one.get("url")))


def _as_text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return str(value).strip() or None if isinstance(value, str | bool) else None
