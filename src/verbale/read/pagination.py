"""Articles over several pages: which address holds the next one, and how their words become one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from msgspec.structs import replace

from verbale.read.drafts import Draft

MOST_PAGES: Final = 12

_LINK = re.compile(r"<(?:link|a)\b([^<>]{0,2000})>", re.IGNORECASE)
_NEXT = re.compile(r"""\brel\s*=\s*["']?(?:[\w-]+\s+)*next\b""", re.IGNORECASE)
_TARGET = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[/_,.-]|/page/|/seite-?|-page-|/p)?([0-9]{1,2})(?=/?(?:\.\w{2,5})?\Z)", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]{1,4}")
_PARAMETERS: Final = frozenset({"page", "p", "pg", "pagenum", "seite", "start", "paged"})


def find_next(page: str, address: str) -> str | None:
    """The address of the article's next page: marked as next, and the same address but for a page's number.

    A link to the next article is often marked so too; its address is another.
    """
    for link in _LINK.finditer(page):
        target = _TARGET.search(link[1])
        if target is None or not _NEXT.search(link[1]):
            continue
        found = _join(address, (target[1] or target[2] or target[3] or "").replace("&amp;", "&"))
        if found and _is_next(found, address):
            return found
    return None


def _join(address: str, target: str) -> str | None:
    try:
        found = urljoin(address, target)
        urlsplit(found)
    except ValueError:
        return None
    return found


def _is_next(found: str, address: str) -> bool:
    new, old = urlsplit(found), urlsplit(address)
    if (new.scheme, new.netloc) != (old.scheme, old.netloc):
        return False
    number, earlier = _find_number(new.path, new.query), _find_number(old.path, old.query)
    is_same = _bare(new.path, new.query) == _bare(old.path, old.query) or _bare(new.path, new.query) == (
        old.path.rstrip("/"),
        _bare("", old.query)[1],
    )
    return is_same and number == (earlier or 1) + 1 if number else False


def _find_number(path: str, query: str) -> int:
    for name, value in parse_qsl(query):
        if name.lower() in _PARAMETERS and _PLAIN.fullmatch(value):
            return int(value)
    found = _NUMBER.search(path)
    return int(found[1]) if found and int(found[1]) <= MOST_PAGES else 0


def _bare(path: str, query: str) -> tuple[str, str]:
    """Path and query without the number of a page."""
    kept = [(name, value) for name, value in parse_qsl(query) if name.lower() not in _PARAMETERS]
    has_parameter = len(kept) < len(parse_qsl(query))
    found = None if has_parameter else _NUMBER.search(path)
    is_page = found is not None and int(found[1]) <= MOST_PAGES
    bare = path[: found.start()] + path[found.end() :] if found is not None and is_page else path
    return re.sub(r"/page\Z", "", bare.rstrip("/")), str(kept)


def join_drafts(drafts: Sequence[Draft]) -> Draft:
    """The first draft with the paragraphs of the others that it has not told yet."""
    first = drafts[0]
    paragraphs = first.body.split("\n\n")
    told = set(paragraphs)
    for draft in drafts[1:]:
        new = [one for one in draft.body.split("\n\n") if one not in told and one != first.title]
        told.update(new)
        paragraphs += new
    warnings = tuple(dict.fromkeys(warning for draft in drafts for warning in draft.warnings))
    return replace(first, body="\n\n".join(paragraphs), warnings=warnings)
