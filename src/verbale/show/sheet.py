"""The page that a view is written on: a margin, a body, and on a wide terminal a column of tags."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from rich.console import Console
from rich.text import Text

from verbale.show.wording import Piece, clean

STYLES: Final = {
    "plain": "",
    "title": "bold",
    "section": "bold blue",
    "name": "bold",
    "office": "dim",
    "quiet": "dim",
    "evidence": "italic",
    "doubt": "yellow",
    "cooperation": "green",
    "conflict": "red",
}
"""How each part is dressed; only the sixteen colours that every terminal has, so that its own theme holds."""

MOST_WIDE: Final = 108
"""Lines are no longer than this on any terminal: longer ones are hard to read."""
LEAST_WIDE: Final = 40
WIDE_ENOUGH_FOR_TAGS: Final = 100
INDENT: Final = 2
MARGIN: Final = 14
TAGS: Final = 22

NOTHING: Final = Text("", end="")


def dress(words: str, part: str) -> Text:
    """A stretch of text in the style of its part."""
    return Text("", end="").append(clean(words), STYLES[part])


def dress_pieces(pieces: Iterable[Piece]) -> Text:
    """The pieces of a sentence, each in its own style."""
    return Text("", end="").join(dress(words, role) for words, role in pieces)


def open_console(file: io.StringIO, width: int, colour: bool) -> Console:
    """A console that writes into *file* as it would on any terminal of that width: no guessing, no markup."""
    return Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )


class Sheet:
    """Lines written one after the other; `text` is all of them."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(LEAST_WIDE, min(width, MOST_WIDE))
        self._file = io.StringIO()
        self._console = open_console(self._file, self.width, colour)

    @property
    def has_tag_column(self) -> bool:
        """Is there room for tags beside the body?"""
        return self.width >= WIDE_ENOUGH_FOR_TAGS

    @property
    def text(self) -> str:
        """Everything written so far."""
        return self._file.getvalue()

    def write(self, body: Text, indent: int = 0) -> None:
        """A paragraph over the whole width."""
        for line in self._wrap(body, self.width - indent):
            self._print(Text(" " * indent, end="") + line)

    def write_whole(self, line: Text) -> None:
        """A line that is not broken however long, such as an address that one may want to copy."""
        self._print(line)

    def write_section(self, name: str) -> None:
        """A section's name, with a blank line before it."""
        self.write_blank()
        self.write(dress(name, "section"))

    def write_blank(self) -> None:
        """An empty line."""
        self._print(NOTHING)

    def write_row(self, margin: Text, body: Text, tag: Text = NOTHING, indent: int = 0) -> None:
        """A paragraph with words in the margin; the tag stands beside it, or after it where there is no room."""
        tags = TAGS if self.has_tag_column else 0
        room = self.width - INDENT - MARGIN - indent - tags
        middles, rights = self._wrap(body, room), self._wrap(tag, tags - 2) if tags else []
        if tag and not tags:
            middles = self._add_tag(middles, tag, room)
        for left, middle, right in zip_longest(self._wrap(margin, MARGIN - 1), middles, rights, fillvalue=NOTHING):
            line = Text(" " * INDENT, end="") + _pad(left, MARGIN + indent) + middle
            self._print(_pad(line, self.width - tags + 2) + right if right else line)

    def _wrap(self, words: Text, width: int) -> list[Text]:
        lines = list(words.wrap(self._console, width))
        for line in lines:
            line.rstrip()
        return lines

    def _add_tag(self, lines: list[Text], tag: Text, room: int) -> list[Text]:
        """The tag at the end of the last line if it fits there, else on lines of its own."""
        *others, last = lines
        joined = Text("  ", end="").join((last, tag))
        return [*others, joined] if joined.cell_len <= room else [*lines, *self._wrap(tag, room)]

    def _print(self, line: Text) -> None:
        line = line.copy()
        line.rstrip()
        self._console.print(line, soft_wrap=True, end="\n")


def _pad(line: Text, width: int) -> Text:
    padded = line.copy()
    padded.append(" " * max(0, width - line.cell_len))
    return padded
