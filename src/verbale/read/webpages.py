"""Pages: the article's words, and what the page's metadata say of it (trafilatura in precision mode)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from verbale.errors import EmptyReport, PagesNotInstalled
from verbale.read.boxes import join_boxes, measure_boxes, take_out_doubles
from verbale.read.drafts import Draft, Origin
from verbale.read.furniture import drop_furniture, find_paywall, find_wall
from verbale.read.linked_data import LinkedData, read_linked_data
from verbale.read.liveblogs import Part, find_parts
from verbale.read.publication import find_day

BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "div"})
"""Elements of trafilatura's tree that begin a paragraph."""

ENOUGH = 0.7
"""An article that is shorter than this share of what linked data, or boxes of one kind, hold is cut out again."""

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
    said = read_linked_data(page)
    document = _cut_out(page, said, origin)
    found = list(_find_paragraphs(document.body)) if document is not None else []
    if why := find_wall(found):
        raise EmptyReport(origin.shown, why, "open it in a browser and save the article's words as .txt")
    paragraphs = drop_furniture(found)
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
        url=_choose_address(document.url, origin.address),
        author=document.author,
        warnings=_warn_of_paywall(found, said),
    )


def _warn_of_paywall(paragraphs: Sequence[str], said: LinkedData) -> tuple[str, ...]:
    """A warning if the page says that not all may read it, unless it holds the whole text all the same."""
    is_whole = said.body is not None and sum(map(len, paragraphs)) >= ENOUGH * len(said.body)
    if find_paywall(paragraphs) or (not said.is_free and not is_whole):
        return ("the page is for subscribers; its text may break off",)
    return ()


def _choose_address(canonical: str | None, asked: str | None) -> str | None:
    """The canonical address, unless that is the site's front page."""
    if canonical and asked and _is_front(canonical) and not _is_front(asked):
        return asked
    return canonical


def _is_front(address: str) -> bool:
    return address.partition("://")[2].rstrip("/").count("/") == 0


def _cut_out(page: str, said: LinkedData, origin: Origin) -> Any:
    """The article as trafilatura cuts it out; cut out again if linked data or the page's boxes tell of more."""
    tree = _load(origin)(_BREAKS.sub("</p><p>", _DECLARATION.sub("", page)))
    if tree is None:
        return None
    take_out_doubles(tree)
    document = _extract(tree, origin, True)
    if _count(document) < ENOUGH * max(len(said.body or ""), measure_boxes(tree)) and join_boxes(tree):
        joined = _extract(tree, origin, True)
        document = _choose_longer(document, joined) if _holds(joined, document) else document
    if said.body and _count(document) < ENOUGH * len(said.body):
        document = _choose_longer(document, _extract(tree, origin, False))
    return document


def _load(origin: Origin) -> Any:
    """What makes a tree of a page's text."""
    try:
        from trafilatura import load_html  # noqa: PLC0415 - takes 0.3 s to load
    except ModuleNotFoundError as fault:
        raise PagesNotInstalled(origin.shown) from fault
    return load_html


def find_live_parts(page: str, origin: Origin) -> list[Part]:
    """The posts of a live blog; none if *page* is no live blog. PagesNotInstalled without trafilatura."""
    return find_parts(page, read_linked_data(page), origin, _load(origin))


def forget_pages() -> None:
    """Empty what the libraries remember of the pages that were read: some MB, of no use for further pages."""
    from trafilatura.meta import reset_caches  # noqa: PLC0415 - see above

    reset_caches()


def _extract(tree: Any, origin: Origin, precisely: bool) -> Any:
    from trafilatura import bare_extraction  # noqa: PLC0415 - see above

    return bare_extraction(
        tree,
        url=origin.address,
        favor_precision=precisely,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
    )


def _count(document: Any) -> int:
    return len(document.text or "") if document is not None else 0


def _holds(whole: Any, part: Any) -> bool:
    """Are most lines of *part* in *whole*?"""
    lines = {line.strip() for line in (part.text or "").split("\n")} if part is not None else set()
    there = {line.strip() for line in (whole.text or "").split("\n")} if whole is not None else set()
    return len(lines & there) >= ENOUGH * len(lines)


def _choose_longer(one: Any, other: Any) -> Any:
    return max((one, other), key=_count)


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
