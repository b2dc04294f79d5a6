"""An event's status through time: a lane for each status, a dot for each telling on the day of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from verbale.reconcile.days import cover
from verbale.serve.pictures.svg import NARROW, Picture, Svg, draw, element, link, text
from verbale.show.wording import tell_full_day

LANES: Final = ("scheduled", "hypothetical", "denied", "ongoing", "occurred", "historical")
"""From plan to history: the order of the lanes, from above."""
SIDE: Final = 640
LEFT: Final = 92
TOP: Final = 14
LANE: Final = 30
RIGHT: Final = 14


class Told(Struct, frozen=True):
    """A telling: the day of its report, the status that it gives, who tells it, the address of its words."""

    day: date
    status: str
    label: str
    address: str


def draw_history(name: str, told: Sequence[Told], happened: str | None) -> Picture | None:
    """The picture of an event that *happened* on an ISO day; None if it is told but once, or all is of one day."""
    day = cover(happened)
    days = sorted({one.day for one in told} | ({day.first} if day else set()))
    if len(days) < 2 or len(told) < 2:
        return None
    lanes = [lane for lane in LANES if any(one.status == lane for one in told)]

    def at(width: int) -> Svg:
        height = TOP + LANE * len(lanes) + 28
        parts = [
            *_draw_lanes(lanes, width),
            *_draw_day(day.first if day else None, days, width, height),
            *_draw_tellings(sorted(told, key=lambda one: one.day), lanes, days, width),
            *_draw_ends(days, width, height),
        ]
        return draw("history", (width, height), name, _tell(told, day.first if day else None), parts, has_links=True)

    return Picture(at(SIDE), at(NARROW))


def _place(day: date, days: Sequence[date], width: float) -> float:
    share = (day - days[0]).days / max((days[-1] - days[0]).days, 1)
    return LEFT + 10 + share * (width - LEFT - RIGHT - 20)


def _draw_lanes(lanes: Sequence[str], width: float) -> Iterator[Svg]:
    for number, lane in enumerate(lanes):
        y = TOP + LANE * (number + 0.5)
        yield element("line", x1=LEFT, x2=width - RIGHT, y1=y, y2=y, class_="grid")
        yield text(lane, LEFT - 10, y + 4, class_="label", text_anchor="end")


def _draw_day(day: date | None, days: Sequence[date], width: float, height: float) -> Iterator[Svg]:
    """A line on the day itself, which parts what was told before from what was told after."""
    if day is not None:
        x = _place(day, days, width)
        yield element("line", x1=x, x2=x, y1=TOP - 6, y2=height - 22, class_="day")


def _draw_tellings(told: Sequence[Told], lanes: Sequence[str], days: Sequence[date], width: float) -> Iterator[Svg]:
    spots = [(_place(one.day, days, width), TOP + LANE * (lanes.index(one.status) + 0.5)) for one in told]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in dict.fromkeys(spots))
    yield element("path", d=f"M{path}", class_="course")
    for one, (x, y) in zip(told, spots, strict=True):
        dot = element("circle", cx=x, cy=y, r=5, class_=f"told {one.status}")
        yield link(one.address, f"{tell_full_day(one.day)}, {one.label}: {one.status}", dot)


def _draw_ends(days: Sequence[date], width: float, height: float) -> Iterator[Svg]:
    yield text(tell_full_day(days[0]), LEFT, height - 6, class_="tick")
    yield text(tell_full_day(days[-1]), width - RIGHT, height - 6, class_="tick", text_anchor="end")


def _tell(told: Sequence[Told], day: date | None) -> str:
    happened = f" The line stands on {tell_full_day(day)}, the event's own day." if day else ""
    lines = "; ".join(f"{tell_full_day(one.day)}: {one.status}" for one in sorted(told, key=lambda one: one.day)[:20])
    return f"What reports said of it, by their day: {lines}.{happened}"
