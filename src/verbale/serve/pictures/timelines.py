"""Two states by month: cooperation above, conflict below, meetings as dots, agreements as flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from verbale.serve.pictures.months import MOST_MONTHS, MonthAxis, draw_ticks, lay_axis, name_month, number_month
from verbale.serve.pictures.svg import NARROW, WIDE, Picture, Svg, draw, element, link, space, text, title
from verbale.store.rows import MonthRow

LEFT: Final = 36
LANE: Final = 24
"""Height of the lane of flags, and of that of dots, where there are any."""
BARS: Final = 210
"""Height of the bars and of the years below them."""
MOST_DOTS: Final = 60
"""So many meetings, the last ones, are dots that lead to them."""


class Mark(Struct, frozen=True):
    """Something on a day (ISO, as fine as known), its words, and the address of its page."""

    day: str
    label: str
    address: str


def draw_timeline(
    name: str, months: Sequence[MonthRow], meetings: Sequence[Mark] = (), agreements: Sequence[Mark] = ()
) -> Picture | None:
    """The picture of a dyad; None where no month is known."""
    known = [row for row in months if row.month and len(row.month) == len("2023-02")]
    if not known:
        return None

    def at(width: int) -> Svg:
        axis = lay_axis([row.month for row in known if row.month], LEFT, width - 4)
        flags = [one for one in agreements if axis.holds(one.day)]
        dots = [one for one in meetings if axis.holds(one.day)][-MOST_DOTS:]
        top = LANE * bool(flags)
        foot = top + LANE * bool(dots) + BARS
        parts = [*_draw_bars(axis, known, foot), *_draw_meetings(axis, dots, top + 10), *_draw_flags(axis, flags)]
        return draw("timeline", (width, foot + 6), name, _tell(axis, known, dots, flags), parts, has_links=True)

    return Picture(at(WIDE), at(NARROW))


def _draw_bars(axis: MonthAxis, months: Sequence[MonthRow], foot: float) -> Iterator[Svg]:
    top = foot - BARS + 4
    shown = [row for row in months if row.month and axis.holds(row.month)]
    most_up = max(row.quad_1 + row.quad_2 for row in shown)
    most_down = max(row.conflict for row in shown)
    scale = (BARS - 26) / max(most_up + most_down, 1)
    zero = top + most_up * scale
    yield from draw_ticks(axis, top, foot)
    yield from _draw_counts(axis, zero, scale, most_up, most_down)
    for row in shown:
        yield _draw_month(axis, row, zero, scale)
    yield element("line", x1=axis.left, x2=axis.right, y1=zero, y2=zero, class_="zero")


def _draw_counts(axis: MonthAxis, zero: float, scale: float, up: int, down: int) -> Iterator[Svg]:
    """The axis of counts: the same numbers above and below."""
    most = max(2, round(4 * max(up, down) / max(up + down, 1)))
    for sign, top in ((-1, up), (1, down)):
        for number in space(0, top, most):
            y = zero + sign * number * scale
            if number:
                yield element("line", x1=axis.left, x2=axis.right, y1=y, y2=y, class_="grid")
            if number or sign < 0:
                yield text(f"{number:,}", axis.left - 6, y + 4, class_="tick", text_anchor="end")


def _draw_month(axis: MonthAxis, row: MonthRow, zero: float, scale: float) -> Svg:
    """Deeds next to the line, in full colour; words beyond them, lighter."""
    number = number_month(row.month or "")
    width = min(max(axis.step * 0.72, 1.2), 22)
    x = axis.left + (number - axis.first + 0.5) * axis.step - width / 2
    parts, up, down = [], zero, zero
    for count, kind in ((row.quad_2, "deed"), (row.quad_1, "word")):
        up -= count * scale
        parts += _draw_bar(x, up, width, count * scale, f"cooperation {kind}")
    for count, kind in ((row.quad_4, "deed"), (row.quad_3, "word")):
        parts += _draw_bar(x, down, width, count * scale, f"conflict {kind}")
        down += count * scale
    told = f"{name_month(number)}: {row.events - row.conflict:,} of cooperation, {row.conflict:,} of conflict"
    return element("g", title(told), *parts)


def _draw_bar(x: float, y: float, width: float, height: float, kind: str) -> list[Svg]:
    return [element("rect", x=x, y=y, width=width, height=height, class_=kind)] if height else []


def _draw_meetings(axis: MonthAxis, meetings: Sequence[Mark], y: float) -> Iterator[Svg]:
    for mark in meetings:
        dot = element("circle", cx=axis.place(mark.day), cy=y, r=4, class_="meeting")
        yield link(mark.address, f"{mark.day}: {mark.label}", dot)


def _draw_flags(axis: MonthAxis, agreements: Sequence[Mark]) -> Iterator[Svg]:
    for mark in agreements:
        x = axis.place(mark.day)
        pole = element("line", x1=x, x2=x, y1=2, y2=LANE - 2, class_="pole")
        cloth = element("path", d=f"M{x:.1f} 2l9 3.5-9 3.5z", class_="flag")
        yield link(mark.address, f"{mark.day}, signed: {mark.label}", pole, cloth)


def _tell(axis: MonthAxis, months: Sequence[MonthRow], meetings: Sequence[Mark], agreements: Sequence[Mark]) -> str:
    events, conflict = sum(row.events for row in months), sum(row.conflict for row in months)
    left_out = " Earlier months are left out." if axis.last - axis.first + 1 == MOST_MONTHS else ""
    return (
        f"By month from {name_month(axis.first)} to {name_month(axis.last)}: {events - conflict:,} events "
        f"of cooperation above the line, {conflict:,} of conflict below it; {len(meetings):,} meetings as dots and "
        f"{len(agreements):,} agreements as flags.{left_out}"
    )
