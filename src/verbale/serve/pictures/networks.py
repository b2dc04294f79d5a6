"""Who deals with whom: states on a circle, a curve for each two, wide where much passes and coloured by its tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, degrees, hypot, pi, sin
from typing import Final

from msgspec import Struct

from verbale.serve.pictures.svg import NARROW, Picture, Svg, draw, element, link, shorten, text, title

MOST_NODES: Final = 36
SIDE: Final = 704
"""Pixels of the wide picture, which is a square."""
FEW: Final = 14
"""Beside so few nodes there is room for names that are not turned."""
LABEL_ROOM: Final = 118
"""Pixels beside the circle for names; on a narrow picture, which has codes, NARROW_ROOM."""
NARROW_ROOM: Final = 40


class Tie(Struct, frozen=True):
    """What passed between two: codes, how many events, how many of them conflict, their mean scale (-10 to 10)."""

    first: str
    second: str
    events: int
    conflict: int
    mean_scale: float


class Spot(Struct, frozen=True):
    """A node's place: its angle from the right, clockwise, and where it stands."""

    angle: float
    x: float
    y: float


def draw_network(
    name: str, ties: Sequence[Tie], names: Mapping[str, str], addresses: Mapping[str, str], pairs: Mapping[str, str]
) -> Picture | None:
    """The picture of the strongest ties; *pairs* holds the address of "RUS-UKR". None where there is no tie."""
    order = order_nodes(ties)[:MOST_NODES]
    shown = [tie for tie in ties if tie.first in order and tie.second in order]
    if not shown:
        return None
    weights = weigh(shown)
    heaviest, most = max(weights.values()), max(tie.events for tie in shown)
    told = f"{len(order)} states and bodies on a circle, joined by {len(shown)} curves; the table has the numbers."

    def at(width: int) -> Svg:
        room = LABEL_ROOM if width > NARROW else NARROW_ROOM
        spots = _lay_out(order, width, width / 2 - room)
        curves = [_draw_tie(tie, spots, width, names, pairs, most) for tie in reversed(shown)]
        labels = names if width > NARROW else {code: code for code in names}
        nodes = [
            link(
                addresses[code],
                f"{names[code]}: {weights[code]:,} events with others",
                *_draw_node(labels[code], spots[code], room, weights[code] / heaviest, len(order) <= FEW),
            )
            for code in order
        ]
        return draw("network", (width, width), name, told, [*curves, *nodes], has_links=True)

    return Picture(at(SIDE), at(NARROW))


def order_nodes(ties: Sequence[Tie]) -> list[str]:
    """Those with most ties first chosen, then laid so that the strongest ties join neighbours."""
    weight = weigh(ties)
    chosen = sorted(weight, key=lambda one: (-weight[one], one))[:MOST_NODES]
    between = {frozenset((tie.first, tie.second)): tie.events for tie in ties}
    order = chosen[:1]
    left = chosen[1:]
    while left:
        ends = (order[0], order[-1])
        scored = [(between.get(frozenset((one, end)), 0), -left.index(one), one, end) for one in left for end in ends]
        _, _, one, end = max(scored)
        order = [one, *order] if end == order[0] and len(order) > 1 else [*order, one]
        left.remove(one)
    return order


def _lay_out(order: Sequence[str], width: float, radius: float) -> dict[str, Spot]:
    turn = 2 * pi / len(order)
    start = pi if len(order) == 2 else -pi / 2
    angles = {code: start + turn * number for number, code in enumerate(order)}
    return {code: Spot(a, width / 2 + radius * cos(a), width / 2 + radius * sin(a)) for code, a in angles.items()}


def _draw_tie(
    tie: Tie,
    spots: Mapping[str, Spot],
    width: float,
    names: Mapping[str, str],
    pairs: Mapping[str, str],
    most: int,
) -> Svg:
    one, other, middle = spots[tie.first], spots[tie.second], width / 2
    pull = 0.25 + 0.55 * min(1, hypot(one.x - other.x, one.y - other.y) / width)
    bend_x = (one.x + other.x) / 2 * (1 - pull) + middle * pull
    bend_y = (one.y + other.y) / 2 * (1 - pull) + middle * pull
    share = tie.events / most
    curve = element(
        "path",
        d=f"M{one.x:.1f} {one.y:.1f}Q{bend_x:.1f} {bend_y:.1f} {other.x:.1f} {other.y:.1f}",
        stroke_width=round(1 + 7 * share**0.6, 1),
        class_=f"tie {name_tone(tie.mean_scale)}",
    )
    told = f"{names[tie.first]} and {names[tie.second]}: {tie.events:,} events, {tie.conflict:,} of conflict"
    address = pairs.get(f"{tie.first}-{tie.second}")
    return link(address, told, curve) if address else element("g", title(told), curve)


def weigh(ties: Sequence[Tie]) -> dict[str, int]:
    """How many events each has with all others."""
    weights: dict[str, int] = {}
    for tie in ties:
        for one in (tie.first, tie.second):
            weights[one] = weights.get(one, 0) + tie.events
    return weights


def _draw_node(label: str, spot: Spot, room: float, share: float, is_level: bool) -> tuple[Svg, Svg]:
    radius = 3 + 6 * share**0.5
    dot = element("circle", cx=spot.x, cy=spot.y, r=radius, class_="node")
    draw_label = _draw_level_label if is_level else _draw_turned_label
    return dot, draw_label(label, spot, radius + 5, room)


def _draw_level_label(label: str, spot: Spot, gap: float, room: float) -> Svg:
    """The name beside the node, or over or under it near the poles of the circle."""
    x, y = spot.x + gap * cos(spot.angle), spot.y + (gap + 5) * sin(spot.angle) + 4
    side = cos(spot.angle)
    anchor = "middle" if abs(side) < 0.3 else "end" if side < 0 else "start"
    return text(shorten(label, room - gap), x, y, text_anchor=anchor, class_="label")


def _draw_turned_label(label: str, spot: Spot, gap: float, room: float) -> Svg:
    """The name, turned to point away from the middle, and never upside down."""
    turn = degrees(spot.angle)
    on_left = cos(spot.angle) < -0.001
    place = f"rotate({turn + 180 if on_left else turn:.1f} {spot.x:.1f} {spot.y:.1f})"
    x = spot.x - gap if on_left else spot.x + gap
    anchor = "end" if on_left else "start"
    return text(shorten(label, room - gap), x, spot.y + 4, text_anchor=anchor, transform=place, class_="label")


def name_tone(scale: float) -> str:
    """The class of a mean scale: cooperation, conflict, or mixed near the middle."""
    return "cooperation" if scale > 0.5 else "conflict" if scale < -0.5 else "mixed"
