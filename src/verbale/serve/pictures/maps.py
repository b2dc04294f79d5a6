"""Where it happened: places as discs on the outline of the world, drawn as large as the places allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from verbale.serve.pictures.projection import HEIGHT, WIDTH, project
from verbale.serve.pictures.svg import NARROW, WIDE, Picture, Svg, draw, element, link, text

RATIO: Final = 0.5
"""Height of the picture to its width."""
LEAST_SIDE: Final = 360
"""Units of the world (2,000 wide) that a picture holds at least: about the Black Sea and what lies around it."""
FINE: Final = 1000
"""Pictures of fewer units have the finer outline."""
MOST_LABELS: Final = 14
LARGEST_DISC: Final = 15


class Spot(Struct, frozen=True):
    """A place: degrees (WGS 84), how many events, how many of them conflict, the address of its page."""

    place: str
    lat: float
    lon: float
    events: int
    conflict: int
    address: str


Line = tuple[int, int, int, int, str]
"""A ring of land or a border: its box (left, top, right, bottom) in units of the world, and its path."""


class Outline(Struct, frozen=True):
    """Land and borders in one degree of detail."""

    land: tuple[Line, ...]
    borders: tuple[Line, ...]


class World(Struct, frozen=True):
    """The outline for the whole world and for a part of it."""

    coarse: Outline
    fine: Outline


class Frame(Struct, frozen=True):
    """The part of the world that a picture shows, in its units; `pixel` is the size of one pixel."""

    left: float
    top: float
    width: float
    height: float
    pixel: float


@cache
def load_world() -> World:
    """The outline that is shipped with the pictures; read once."""
    return msgspec.json.decode(files("verbale.serve.pictures").joinpath("world.json").read_bytes(), type=World)


def draw_map(name: str, spots: Sequence[Spot]) -> Picture:
    """The picture of the places; without places the whole world, empty. The largest discs lie below."""
    ordered = sorted(spots, key=lambda spot: (-spot.events, spot.place))
    told = f"{len(spots):,} places on a map, as discs by the number of events; the table below has the numbers."

    def at(width: int) -> Svg:
        frame = _frame(ordered, width)
        parts = [_draw_land(frame), *_draw_spots(ordered, frame), *_draw_labels(ordered, frame)]
        return draw("map", (width, width * RATIO), name, told, parts, has_links=bool(spots))

    return Picture(at(WIDE), at(NARROW))


def _frame(spots: Sequence[Spot], width: int) -> Frame:
    """The box around all places with a margin, in the picture's proportions and within the world."""
    if not spots:
        return Frame(0, 0, WIDTH, WIDTH * RATIO, WIDTH / width)
    points = [project(spot.lat, spot.lon) for spot in spots]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    side = max((max(xs) - min(xs)) * 1.25, (max(ys) - min(ys)) * 1.3 / RATIO, LEAST_SIDE)
    wide = min(side, WIDTH)
    left = min(max((max(xs) + min(xs) - wide) / 2, 0), WIDTH - wide)
    top = min(max((max(ys) + min(ys)) / 2 - wide * RATIO / 2, 0), max(0, HEIGHT - wide * RATIO))
    return Frame(left, top, wide, wide * RATIO, wide / width)


def _draw_land(frame: Frame) -> Svg:
    world = load_world()
    outline = world.fine if frame.width < FINE else world.coarse
    move = f"scale({1 / frame.pixel:.4f}) translate({-frame.left:.1f} {-frame.top:.1f})"
    shapes = [
        element("path", d=_join_seen(lines, frame), class_=kind, vector_effect="non-scaling-stroke")
        for kind, lines in (("land", outline.land), ("border", outline.borders))
    ]
    return element("g", *shapes, transform=move, aria_hidden="true")


def _join_seen(lines: Sequence[Line], frame: Frame) -> str:
    """The paths of what lies in the frame at least in part."""
    right, foot = frame.left + frame.width, frame.top + frame.height
    return "".join(
        path for x1, y1, x2, y2, path in lines if x1 < right and x2 > frame.left and y1 < foot and y2 > frame.top
    )


def _place(spot: Spot, frame: Frame) -> tuple[float, float]:
    x, y = project(spot.lat, spot.lon)
    return (x - frame.left) / frame.pixel, (y - frame.top) / frame.pixel


def _size(spot: Spot, spots: Sequence[Spot]) -> float:
    return 3 + (LARGEST_DISC - 3) * (spot.events / spots[0].events) ** 0.5 if spots[0].events > 1 else 5


def _draw_spots(spots: Sequence[Spot], frame: Frame) -> Iterator[Svg]:
    for spot in spots:
        x, y = _place(spot, frame)
        share = spot.conflict / spot.events if spot.events else 0
        tone = "conflict" if share > 0.6 else "cooperation" if share < 0.4 else "mixed"
        disc = element("circle", cx=x, cy=y, r=_size(spot, spots), class_=f"spot {tone}")
        yield link(spot.address, f"{spot.place}: {spot.events:,} events, {spot.conflict:,} of conflict", disc)


def _draw_labels(spots: Sequence[Spot], frame: Frame) -> Iterator[Svg]:
    """Names of the largest places, as far as they stand clear of each other."""
    width = frame.width / frame.pixel
    most = MOST_LABELS if width > NARROW else MOST_LABELS // 2
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        if len(taken) >= most:
            return
        (x, y), size, reach = _place(spot, frame), _size(spot, spots), len(spot.place) * 6.4
        left = x + size + 3 if x + size + reach + 6 < width else x - size - 3 - reach
        box = (left, y - 8, left + reach, y + 6)
        if left > 0 and not any(_overlaps(box, other) for other in taken):
            taken.append(box)
            yield text(spot.place, left, y + 4, class_="label halo", aria_hidden="true")


def _overlaps(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
