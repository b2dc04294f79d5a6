"""Numbers as bars: one line for each, with its name and its number; and a small mark for a change of tone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from verbale.serve.pictures.svg import NARROW, Picture, Svg, draw, element, link, shorten, text

SIDE: Final = 640
LINE: Final = 24
NAME_ROOM: Final = 190
NARROW_ROOM: Final = 120
NUMBER_ROOM: Final = 56
TONE: Final = (132, 22)
"""Width and height of the mark for a change of tone."""


class Bar(Struct, frozen=True):
    """One line: its name, how many, how many of them are conflict, and the address that tells more."""

    label: str
    count: int
    conflict: int
    address: str | None = None


def draw_bars(name: str, bars: Sequence[Bar]) -> Picture | None:
    """The bars in their order, cooperation before conflict; None without bars."""
    if not bars:
        return None
    told = "; ".join(f"{bar.label} {bar.count:,}" for bar in bars)

    def at(width: int) -> Svg:
        parts = [_draw_line(bar, number, width, bars) for number, bar in enumerate(bars)]
        has_links = any(bar.address for bar in bars)
        return draw("bars", (width, LINE * len(bars)), name, told, parts, has_links=has_links)

    return Picture(at(SIDE), at(NARROW))


def _draw_line(bar: Bar, number: int, width: float, bars: Sequence[Bar]) -> Svg:
    room = NAME_ROOM if width > NARROW else NARROW_ROOM
    y, most = number * LINE, max(one.count for one in bars)
    length = (width - room - NUMBER_ROOM) * bar.count / most if most else 0
    split = length * (bar.count - bar.conflict) / bar.count if bar.count else 0
    parts = [
        text(shorten(bar.label, room - 12), room - 10, y + 16, class_="label", text_anchor="end"),
        *_draw_part(room, y, split, "cooperation deed"),
        *_draw_part(room + split, y, length - split, "conflict deed"),
        text(f"{bar.count:,}", room + length + 6, y + 16, class_="tick"),
    ]
    return link(bar.address, f"{bar.label}: {bar.count:,}", *parts) if bar.address else element("g", *parts)


def _draw_part(x: float, y: float, length: float, kind: str) -> Iterator[Svg]:
    if length > 0:
        yield element("rect", x=x, y=y + 5, width=length, height=LINE - 10, class_=kind)


def draw_tone(before: float, after: float) -> Svg:
    """From the mean scale of before to that of after, on the line from -10 to 10; the words beside it tell it too."""
    width, height = TONE
    middle = height / 2
    start, end = (6 + (scale + 10) / 20 * (width - 12) for scale in (before, after))
    kind = "cooperation" if after > before else "conflict"
    return element(
        "svg",
        element("line", x1=6, x2=width - 6, y1=middle, y2=middle, class_="grid"),
        element("line", x1=width / 2, x2=width / 2, y1=4, y2=height - 4, class_="zero"),
        element("line", x1=start, x2=end, y1=middle, y2=middle, class_=f"change {kind}"),
        element("circle", cx=start, cy=middle, r=3.5, class_=f"before {kind}"),
        element("circle", cx=end, cy=middle, r=4.5, class_=f"after {kind}"),
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        class_="tone",
        aria_hidden="true",
    )
