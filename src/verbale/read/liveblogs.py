"""Live blogs: each post is a report of its own, with its time stamp, since each tells what was known at its hour."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from verbale.read.drafts import Draft, Origin
from verbale.read.furniture import drop_furniture
from verbale.read.linked_data import LinkedData, Post
from verbale.read.markup import has_markup, strip_markup
from verbale.read.publication import find_day, read_day

FEWEST: Final = 3
"""So many posts with time stamps make a live blog."""
LEAST: Final = 40
"""Characters of a paragraph from which on it is a post's, not a label."""

HEADINGS: Final = ("h1", "h2", "h3", "h4")
POST_BOXES: Final = frozenset({"article", "div", "section", "li"})

_LIVE = re.compile(r"LiveBlogPosting|class=[\"'][^\"']*\blive-?_?(?:blog|updates?|feed|ticker|stream)", re.IGNORECASE)
_LIVE_ADDRESS = re.compile(r"/live(?:blog|-news|-updates)?[/-]|[-_]live(?:-|_|/|\.|\Z)", re.IGNORECASE)


class Part(Struct, frozen=True):
    """A post: what it is called within its page, and what it says."""

    name: str
    draft: Draft


def find_parts(page: str, said: LinkedData, origin: Origin, load: Callable[[str], Any]) -> list[Part]:
    """The posts of a live blog, as linked data or the page's time stamps part them; none if *page* is no live blog.

    *load* makes a tree of a page.
    """
    if len(said.posts) >= FEWEST:
        return [_make_part(number, post, None) for number, post in enumerate(said.posts, 1)]
    if not _LIVE.search(page) and not _LIVE_ADDRESS.search(origin.address or ""):
        return []
    tree = load(page)
    boxes = _find_boxes(tree) if tree is not None else []
    return [_read_box(number, box, page, origin) for number, box in enumerate(boxes, 1)]


def _make_part(number: int, post: Post, name: str | None) -> Part:
    words = strip_markup(post.body) if has_markup(post.body) else post.body
    day = read_day(post.moment or "")
    fragment = (post.address or "").partition("#")[2]
    return Part(name or fragment or str(number), Draft(words, post.title, day.isoformat() if day else None))


def _find_boxes(tree: Any) -> Sequence[Any]:
    """Boxes of one class, each with a time stamp and words; the class that has most of them."""
    kinds: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    seen: set[Any] = set()
    for stamp in tree.iter("time"):
        box = next((one for one in stamp.iterancestors() if one.tag in POST_BOXES and _has_words(one)), None)
        if box is not None and box.get("class") and box not in seen:
            seen.add(box)
            kinds[box.tag, box.get("class")].append(box)
    most = max(kinds.values(), key=len, default=[])
    return most if len(most) >= FEWEST else []


def _has_words(box: Any) -> bool:
    return any(len(one.text_content().strip()) >= LEAST for one in box.iter("p"))


def _read_box(number: int, box: Any, page: str, origin: Origin) -> Part:
    stamp = next((one.get("datetime") or one.text_content() for one in box.iter("time")), None)
    heading = next((_tell(one) for one in box.iter(*HEADINGS)), None)
    day = read_day(stamp or "") or find_day(page, origin.address)
    body = "\n\n".join(drop_furniture(filter(None, _list_words(box))))
    return Part(box.get("id") or str(number), Draft(body, heading, day.isoformat() if day else None))


def _list_words(box: Any) -> Iterator[str]:
    return (_tell(one) for one in box.iter("p", "li") if not any(up.tag == "li" for up in one.iterancestors("li")))


def _tell(element: Any) -> str:
    return " ".join(element.text_content().split())
