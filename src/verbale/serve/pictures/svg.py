"""Writing SVG: elements from names, attributes and children; nothing that a strict Content-Security-Policy forbids.

No style attribute, no script, no event handler: looks come from presentation attributes and from classes, whose colours
the style sheet takes from variables, so that pictures follow light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from typing import Final

from msgspec import Struct

from verbale.show.wording import clean

WIDE: Final = 960
NARROW: Final = 352
"""Widths in CSS pixels for which pictures are drawn: beside or under text on a desk, and on a phone."""

_PLAIN: Final = re.compile("[a-z0-9]+")

Value = str | float | None


class Svg(str):
    """Markup that is safe as it stands; templates put it in without escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        """The markup itself, as templates ask for it."""
        return str(self)


class Picture(Struct, frozen=True):
    """One picture drawn twice: for wide and for narrow screens. The style sheet shows one of them."""

    wide: Svg
    narrow: Svg


def element(tag: str, *children: str, **attributes: Value) -> Svg:
    """One element. `class_` is written as class, "_" in names as "-"; attributes of None are left out.

    Children are markup: text goes through `words` first.
    """
    written = "".join(f' {_name(name)}="{_write(value)}"' for name, value in attributes.items() if value is not None)
    return Svg(f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>")


def words(plain: str) -> Svg:
    """Text as markup."""
    return Svg(escape(clean(plain), quote=False))


def title(plain: str) -> Svg:
    """What a pointer over the parent shows, and a screen reader says of it."""
    return element("title", words(plain))


def text(plain: str, x: float, y: float, **attributes: Value) -> Svg:
    """A line of text whose base line begins there, unless `text_anchor` says otherwise."""
    return element("text", words(plain), x=x, y=y, **attributes)


def link(address: str, label: str, *children: str, **attributes: Value) -> Svg:
    """Children that lead to an address of this site; *label* is what is said of the place it leads to."""
    return element("a", title(label), *children, href=address, aria_label=clean(label), **attributes)


def draw(
    kind: str, size: tuple[float, float], name: str, told: str, children: Iterable[str], has_links: bool = False
) -> Svg:
    """The whole picture: *name* and *told* are for those who hear it; with links it is a group, else an image.

    *kind* is its class; of a kind and name together a page must have but one, since its ids are made of them.
    """
    width, height = size
    ids = "-".join((kind, *_PLAIN.findall(name.lower())[:6], str(round(width))))
    return element(
        "svg",
        element("title", words(name), id=f"{ids}-name"),
        element("desc", words(told), id=f"{ids}-told"),
        *children,
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        class_=f"picture {kind} {'wide' if width > NARROW else 'narrow'}",
        role="group" if has_links else "img",
        aria_labelledby=f"{ids}-name",
        aria_describedby=f"{ids}-told",
    )


def shorten(plain: str, room: float, size: float = 12) -> str:
    """As much of a label as fits into so many pixels, by a usual width of letters; a sign tells that more follows."""
    most = max(3, int(room / (size * 0.54)))
    return plain if len(plain) <= most else plain[: most - 1].rstrip(" ,;(") + "…"


def space(low: float, high: float, most: int = 4) -> list[int]:
    """Round numbers from *low* to *high* for an axis: steps of 1, 2 or 5 times a power of ten, about *most* of them."""
    step = next(step for step in _list_steps() if (high - low) / step <= most)
    return list(range(-(-int(low) // step) * step, int(high) + 1, step))


def _list_steps() -> Iterator[int]:
    return (factor * 10**power for power in count() for factor in (1, 2, 5))


def _name(name: str) -> str:
    return {"class_": "class", "viewBox": "viewBox"}.get(name, name.replace("_", "-"))


def _write(value: Value) -> str:
    return escape(value) if isinstance(value, str) else _number(value or 0)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
