"""Plain text and Markdown: header lines, title, body. The characters stay the file's own.

Markdown is read as text: its marks stay in the body, since every span points into what the file says.
Only a heading in the first line is a title, and the title is without its marks.
"""

from __future__ import annotations

import re

from verbale.errors import BadHeader
from verbale.read.drafts import Draft, Origin, strip_blank_lines

HEADER_NAMES = ("title", "published", "publisher", "url")

FEWEST_WORDS, MOST_WORDS = 8, 40
"""A first line of so many words that ends with a full stop is a sentence of the body, and so is any longer line. Of 462
reports' titles none ends with one, the longest has 36 words; of their first paragraphs 453 do, the shortest has 11."""

_HEADER_LINE = re.compile(r"[ \t]*([A-Za-z][\w-]{0,30})[ \t]*:(.*)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n|\Z)")
_FULL_STOP = re.compile(r"(?<!\b[A-Z])(?<!\.)\.[\"'”’)\]]*\Z")
"""Not that of "U.S." or of dots that leave something out."""
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")


def parse_text(text: str, origin: Origin, markdown: bool = False) -> Draft:
    """Header lines if there are any; otherwise the first line is the title if a blank line follows it.

    Not if that line is plainly a sentence of the body.
    BadHeader if a name stands twice.
    """
    text = strip_blank_lines(text)
    header = _parse_header(text, origin)
    if header is None:
        return _parse_headless(text, markdown)
    said, unknown, body = header
    body, heading = _take_heading(body) if markdown else (body, None)
    warnings = tuple(f"the header line {name}: is not known and was left out" for name in unknown)
    published, publisher, url = (said.get(name) for name in HEADER_NAMES[1:])
    return Draft(body, said.get("title") or heading, published, publisher, url, warnings=warnings)


def _parse_headless(text: str, markdown: bool) -> Draft:
    body, title = _take_heading(text) if markdown else (text, None)
    first = text.partition("\n")[0]
    if title is None and (blank := _BLANK_LINE.search(text)) and blank.start() == len(first) and not _is_prose(first):
        title = first.strip()
    return Draft(body, title, warnings=_warn_of_open_header(first))


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words > MOST_WORDS or (words >= FEWEST_WORDS and _FULL_STOP.search(line.rstrip()) is not None)


def _warn_of_open_header(first: str) -> tuple[str, ...]:
    line = _HEADER_LINE.fullmatch(first)
    if line is None or line[1].lower() not in HEADER_NAMES:
        return ()
    return ("it begins like a header, which no blank line ends; it was read as text",)


def _parse_header(text: str, origin: Origin) -> tuple[dict[str, str], list[str], str] | None:
    """What the known names say, the unknown names, and the body; None if *text* does not begin with a header."""
    blank = _BLANK_LINE.search(text)
    head, body = (text[: blank.start()], text[blank.end() :]) if blank else (text, "")
    lines = [_HEADER_LINE.fullmatch(line) for line in head.split("\n")]
    if lines[0] is None or lines[0][1].lower() not in HEADER_NAMES or None in lines:
        return None
    said: dict[str, str] = {}
    unknown: list[str] = []
    for line in filter(None, lines):
        name = line[1].lower()
        if name in said:
            raise BadHeader(origin.shown, f"has two lines {name}: in its header", "keep one of them")
        if name in HEADER_NAMES:
            said[name] = line[2].strip()
        else:
            unknown.append(name)
    return said, unknown, strip_blank_lines(body)


def _take_heading(body: str) -> tuple[str, str | None]:
    """*body* with a heading in its first line bare of its marks, and that heading."""
    first, _, rest = body.partition("\n")
    mark = _HEADING.match(first)
    if mark is None:
        return body, None
    heading = first[mark.end() :].rstrip()
    bare = heading.rstrip("#")
    heading = bare.rstrip() if bare[-1:].isspace() else heading
    return f"{heading}\n\n{rest}", heading
