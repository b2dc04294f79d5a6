"""Pages: the article's words, and what the page's metadata say of it (trafilatura in precision mode)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from verbale.errors import EmptyReport, PagesNotInstalled
from verbale.read.drafts import Draft, Origin
from verbale.read.publication import find_day

BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "div"})
"""Elements of trafilatura's tree that begin a paragraph."""

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.-]+)""", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# old pages part their paragraphs by two line breaks, of which trafilatura keeps one
_BREAKS = re.compile(r"(?:<br\s*/?>(?:\s|&nbsp;)*){2,}", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HEAD = 4096

# what these have to say of a page would stand between our lines
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def is_page(data: bytes) -> bool:
    """Does *data* begin as HTML does, in any encoding of ASCII?"""
    return bool(_PAGE.match(_ascii_head(data)))


def find_charset(data: bytes) -> str | None:
    """The encoding that a page declares within its first 4096 bytes."""
    found = _CHARSET.search(_ascii_head(data))
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _ascii_head(data: bytes) -> bytes:
    return data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def read_page(page: str, origin: Origin) -> Draft:
    """Title, day, publisher, canonical address and paragraphs of a page.

    EmptyReport if it has no main text, PagesNotInstalled without trafilatura.
    """
    document = _extract(page, origin)
    paragraphs = list(_find_paragraphs(document.body)) if document is not None else []
    title = _without_publisher(document.title, document.sitename) if paragraphs else None
    if title and _plain(paragraphs[0]) == _plain(title):
        del paragraphs[0]
    if not paragraphs:
        raise EmptyReport(origin.shown, "is a page without a main text", "save the article's words as .txt")
    day = find_day(page, document.url or origin.address)
    return Draft(
        body="\n\n".join(paragraphs),
        title=title,
        published=day.isoformat() if day else None,
        publisher=document.sitename,
        url=document.url,
        author=document.author,
    )


def _extract(page: str, origin: Origin) -> Any:
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415 - takes 0.3 s to load
    except ModuleNotFoundError as fault:
        raise PagesNotInstalled(origin.shown) from fault

    return bare_extraction(
        _BREAKS.sub("</p><p>", _DECLARATION.sub("", page)),
        url=origin.address,
        favor_precision=True,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
    )


def _find_paragraphs(block: Any) -> Iterator[str]:
    """The paragraphs of trafilatura's tree, line breaks within them kept."""
    run = ""
    for words, child in _walk(block):
        if child is None:
            run += words
        elif child.tag in BLOCKS:
            yield from _part(run)
            yield from _find_paragraphs(child)
            run = ""
    yield from _part(run)


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Words and blocks of an element in their order; inline elements are opened."""
    yield _SPACES.sub(" ", element.text or ""), None
    for child in element:
        if child.tag == "lb":
            yield "\n", None
        elif child.tag in BLOCKS:
            yield "", child
        elif isinstance(child.tag, str):
            yield from _walk(child)
        yield _SPACES.sub(" ", child.tail or ""), None


def _part(run: str) -> Iterator[str]:
    lines = "\n".join(line.strip(" ") for line in run.split("\n")).strip("\n")
    if lines:
        yield lines


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


def _without_publisher(title: str | None, publisher: str | None) -> str | None:
    """A title bare of " | Name of the site" at its end."""
    if not title or not publisher:
        return title
    return re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}\s*\Z", "", title, flags=re.I) or title
