"""HTML that is no page of its own (a message's body, an export, a field of a feed) as paragraphs of plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table
    tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin a paragraph (WHATWG: what is displayed as a block), and cells of tables."""

UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "object", "iframe"})
"""Elements whose words nobody reads."""

_TAGS = re.compile(r"<(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|img|table)\b[^<>]*>", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def has_markup(text: str) -> bool:
    """Are there tags of HTML in *text*?"""
    return bool(_TAGS.search(text))


def strip_markup(page: str) -> str:
    """The words of *page* as it would show them, paragraphs parted by blank lines."""
    parser = _Words()
    parser.feed(page)
    parser.close()
    return "\n\n".join(parser.finish())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        self._run: list[str] = []
        self._unseen = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen == "head" and tag == "body":
            self._unseen = ""
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag in UNSEEN:
            self._unseen, self._depth = tag, 1
        elif tag == "br":
            self._run.append("\n")
        elif tag in BLOCKS:
            self._part()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            if self._depth == 0:
                self._unseen = ""
        elif tag in BLOCKS:
            self._part()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._run.append(_SPACES.sub(" ", data))

    def finish(self) -> list[str]:
        self._part()
        return self._paragraphs

    def _part(self) -> None:
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self._run).split("\n"))
        paragraph = re.sub(r"\n{2,}", "\n\n", "\n".join(lines).strip("\n"))
        if paragraph:
            self._paragraphs.append(paragraph)
        self._run.clear()
