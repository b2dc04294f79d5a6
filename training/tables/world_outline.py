"""The outline of the world's land and of its borders that maps are drawn on, as SVG paths.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python training/tables/world_outline.py package/countries-110m.json

Natural Earth's countries at 1:110 million (public domain), by way of the package world-atlas, are simplified, projected
(Equal Earth) and written to src/verbale/serve/pictures/world.json. Borders are those that Natural Earth draws: who
holds the ground, not who claims it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from verbale.serve.pictures.projection import project

TARGET = Path("src/verbale/serve/pictures/world.json")
LEVELS = {"coarse": (0.12, 1.0), "fine": (0.004, 0.05)}
"""For the whole world and for a part of it: bends and islands of fewer square degrees than these are left out."""
ANTARCTICA = "010"

Point = tuple[float, float]
Arcs = list[list[Point]]


def main(source: Path) -> None:
    """Write the table and say how large it is."""
    topology = json.loads(source.read_text("utf-8"))
    table = {level: draw_level(topology, *limits) for level, limits in LEVELS.items()}
    TARGET.write_text(json.dumps(table, separators=(",", ":")).replace("],[", "],\n[") + "\n", "utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def draw_level(topology: dict[str, Any], least_bend: float, least_ring: float) -> dict[str, list[Any]]:
    """Rings of land and borders, each with its box: left, top, right, bottom, path."""
    arcs = [_simplify(arc, least_bend) for arc in _read_arcs(topology)]
    countries = [one for one in topology["objects"]["countries"]["geometries"] if one.get("id") != ANTARCTICA]
    uses = Counter(abs_index(index) for one in countries for ring in _list_rings(one) for index in ring)
    rings = [part for one in countries for ring in _list_rings(one) for part in _part(_join(ring, arcs))]
    borders = [arcs[index] for index, times in uses.items() if times > 1]
    return {
        "land": [_write(ring, closed=True) for ring in rings if _measure(ring) >= least_ring],
        "borders": [_write(arc, closed=False) for arc in borders],
    }


def abs_index(index: int) -> int:
    """The arc that an index of TopoJSON names; ~index is the same arc backwards."""
    return index if index >= 0 else ~index


def _read_arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield points


def _list_rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    yield from (ring for polygon in parts for ring in polygon)


def _join(ring: Iterable[int], arcs: Arcs) -> list[Point]:
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _part(ring: list[Point]) -> list[list[Point]]:
    """A ring that crosses the 180th meridian in its two parts, any other as it is."""
    unrolled = ring[:1]
    for x, y in ring[1:]:
        unrolled.append((x + 360 * round((unrolled[-1][0] - x) / 360), y))
    xs = [x for x, _ in unrolled]
    if max(xs) <= 180 and min(xs) >= -180:
        return [ring]
    edge = 180 if max(xs) > 180 else -180
    inner, outer = _cut(unrolled, edge, edge < 0), _cut(unrolled, edge, edge > 0)
    return [part for part in (inner, [(x - 2 * edge, y) for x, y in outer]) if len(part) > 2]


def _cut(ring: list[Point], edge: float, keeps_east: bool) -> list[Point]:
    """What of a ring lies on one side of a meridian."""
    kept: list[Point] = []
    for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (x >= edge) == keeps_east or x == edge:
            kept.append((x, y))
        if (x - edge) * (u - edge) < 0:
            kept.append((edge, y + (v - y) * (edge - x) / (u - x)))
    return kept


def _simplify(arc: list[Point], least_bend: float) -> list[Point]:
    """Visvalingam: the flattest bends go first; both ends stay, so that neighbours still meet."""
    points = list(arc)
    while len(points) > 3:
        areas = [_triangle(*points[at - 1 : at + 2]) for at in range(1, len(points) - 1)]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= least_bend:
            break
        del points[least + 1]
    return points


def _triangle(one: Point, two: Point, three: Point) -> float:
    return abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])) / 2


def _measure(ring: list[Point]) -> float:
    following = [*ring[1:], ring[0]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, following, strict=True))) / 2


def _write(points: list[Point], closed: bool) -> list[Any]:
    """The box, then the path: its first point absolute, the others as steps in whole units."""
    placed = [(round(x), round(y)) for x, y in (project(lat, lon) for lon, lat in points)]
    (x, y), *rest = placed
    path, lead = f"M{x} {y}", "l"
    for u, v in rest:
        step = f"{u - x}{'' if v - y < 0 else ' '}{v - y}"
        if (u, v) != (x, y):
            path += (lead if lead or step[0] == "-" else " ") + step
            lead = ""
        x, y = u, v
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return [min(xs), min(ys), max(xs), max(ys), path + ("z" if closed else "")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
