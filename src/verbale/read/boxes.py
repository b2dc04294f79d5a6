"""The elements of a page before its article is cut out: what doubles the text goes, a parted article is joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

LONG: Final = 80
"""Characters from which on a paragraph counts as one of the story."""
FEWEST: Final = 2
"""So many boxes of one kind, and so many of its long paragraphs, make a parted article."""

SMALL: Final = 1500
SMALL_PARAGRAPHS: Final = 3
"""A box with less than both is no story: a caption, a pull quote, a list of other stories."""

DOUBLES: Final = re.compile(
    r"(?:^|[\s_-])(?:pull-?quotes?|pullquote\w*|figcaption|wp-caption(?:-text)?|(?:image|photo|img|media)[-_]*caption|caption"
    r"|read-?more|readalso|read-also|also-read|related-?(?:articles?|links?|posts?|stories|content|news)?|newsletter\w*"
    r"|social-?share|share-?(?:bar|buttons?|tools?)|sharing|print-(?:header|footer)|screen-reader-text|visually-hidden|sr-only)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of what tells the story's words again or leads elsewhere."""
CAPTIONS: Final = frozenset({"figcaption"})
BOXES: Final = frozenset({"div", "section"})
OUTSIDE: Final = frozenset({"aside", "footer", "nav", "header", "form", "figure", "blockquote", "table", "li"})
TEXTUAL: Final = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote"})


def take_out_doubles(tree: Any) -> None:
    """Take captions, pull quotes, boxes of related stories and words for printers out of *tree*."""
    for element in list(tree.iter("figcaption", "aside", "blockquote", "div", "section", "p", "span", "ul")):
        if element.tag in CAPTIONS or (_is_double(element) and _is_small(element)):
            _remove(element)


def _is_double(element: Any) -> bool:
    return bool(DOUBLES.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _is_small(element: Any) -> bool:
    """Is there too little in it for a story, whatever its class says?"""
    paragraphs = sum(1 for one in element.iter("p") if len(one.text_content()) >= LONG)
    return paragraphs < SMALL_PARAGRAPHS and len(element.text_content()) < SMALL


def _remove(element: Any) -> None:
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def measure_boxes(tree: Any) -> int:
    """How many characters the long paragraphs of the boxes of one class have that have most."""
    return max((sum(map(_weigh, boxes)) for boxes in _find_boxes(tree)), default=0)


def join_boxes(tree: Any) -> bool:
    """Move the story's paragraphs into one box, if boxes of the same class share them; was there anything to do?

    Pages part a story where an advertisement stands; what cuts articles out takes the first box only.
    """
    boxes = max(_find_boxes(tree), key=lambda some: sum(map(_weigh, some)), default=[])
    if len(boxes) < FEWEST:
        return False
    first, *others = boxes
    for box in others:
        for child in list(box):
            if child.tag in TEXTUAL:
                _remove(child)
                child.tail = None
                first.append(child)
    return True


def _find_boxes(tree: Any) -> Iterator[list[Any]]:
    """Boxes of one class that have long paragraphs of their own, if the class has enough of both."""
    kinds: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for box in tree.iter(*BOXES):
        if box.get("class") and _weigh(box) and not any(one.tag in OUTSIDE for one in box.iterancestors()):
            kinds[box.tag, " ".join(box.get("class").split())].append(box)
    for boxes in kinds.values():
        paragraphs = sum(1 for box in boxes for one in box if one.tag == "p" and len(one.text_content()) >= LONG)
        if len(boxes) == 1 or (_is_one_place(boxes) and paragraphs >= 2 * len(boxes)):
            yield boxes


def _is_one_place(boxes: list[Any]) -> bool:
    """Have all boxes one parent or one grandparent?"""
    parents = {box.getparent() for box in boxes}
    return len(parents) == 1 or len({parent.getparent() for parent in parents}) == 1


def _weigh(box: Any) -> int:
    """How long the box's own long paragraphs are together."""
    lengths = (len(one.text_content().strip()) for one in box if one.tag == "p")
    return sum(length for length in lengths if length >= LONG)
