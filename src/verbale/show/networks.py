"""Who acts with and on whom, as GraphML: states or actors as nodes, an edge for each two with what passed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import Struct

from verbale.store.naming import list_codes
from verbale.store.rows import EventRow

By = Literal["states", "actors"]
Pair = tuple[str, str]

NODE_FIELDS: Final = (("label", "string"), ("state", "string"), ("events", "int"))
EDGE_FIELDS: Final = (
    ("events", "int"),
    ("first_on_second", "int"),
    ("second_on_first", "int"),
    ("together", "int"),
    ("mean_scale", "double"),
    ("conflict", "int"),
    ("share_of_conflict", "double"),
    ("first_day", "string"),
    ("last_day", "string"),
)
"""What an edge tells of its two ends, in alphabetical order of their ids: how many events, who acted on whom or both
together, the mean of their scores (-10 to 10), how many are of quads 3 and 4 and their share, the days from and to."""

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Node(Struct):
    """One end: its name, its state, and in how many events it takes part."""

    label: str
    state: str
    events: int = 0


class Edge(Struct):
    """What passed between two."""

    events: int = 0
    first_on_second: int = 0
    second_on_first: int = 0
    together: int = 0
    scale: float = 0.0
    conflict: int = 0
    first_day: str = ""
    last_day: str = ""

    @property
    def mean_scale(self) -> float:
        """The mean score of its events."""
        return round(self.scale / self.events, 3)

    @property
    def share_of_conflict(self) -> float:
        """Which part of its events is of quads 3 and 4."""
        return round(self.conflict / self.events, 3)


class Network(Struct):
    """Nodes by id, edges by the ids of their ends."""

    nodes: dict[str, Node]
    edges: dict[Pair, Edge]


def build_network(rows: Iterable[EventRow], by: By = "states") -> Network:
    """The network of events. Those who act are joined to those acted upon; where nobody is, to each other."""
    network = Network({}, {})
    for row in rows:
        doers, whom = _list_ends(row, by)
        for identifier, (label, state) in (doers | whom).items():
            network.nodes.setdefault(identifier, Node(label, state)).events += 1
        for pair, acts in _list_pairs(list(doers), list(whom)).items():
            _count(network.edges.setdefault(pair, Edge()), row, acts)
    return network


def write_graphml(network: Network) -> str:
    """The network as GraphML, undirected; nodes and edges in the order of their ids."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for owner, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name, kind in fields:
            SubElement(root, "key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", id="verbale", edgedefault="undirected")
    for identifier, node in sorted(network.nodes.items()):
        _fill(SubElement(graph, "node", id=_plain(identifier)), "node", NODE_FIELDS, node)
    for (first, second), edge in sorted(network.edges.items()):
        element = SubElement(graph, "edge", source=_plain(first), target=_plain(second))
        _fill(element, "edge", EDGE_FIELDS, edge)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _list_ends(row: EventRow, by: By) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Those who act and those acted upon: id -> name and state."""
    sides = ((row.actor, row.actor_names, row.actor_states), (row.recipient, row.recipient_names, row.recipient_states))
    if by == "states":
        doers, whom = ({one: (_name_state(one), one) for one in states if one} for _, _, states in sides)
    else:
        doers, whom = (
            {one: (name, state or "") for one, name, state in zip(ids, names, states, strict=True)}
            for ids, names, states in sides
        )
    return doers, whom


def _name_state(code: str) -> str:
    return list_codes().get(code, code)


def _list_pairs(doers: list[str], whom: list[str]) -> dict[Pair, str]:
    """Each pair once, with who acts: first, second or both."""
    if not whom:
        return {(min(two), max(two)): "both" for two in combinations(doers, 2)}
    found: dict[Pair, str] = {}
    for one in doers:
        for other in whom:
            if one != other:
                pair, acts = ((one, other), "first") if one < other else ((other, one), "second")
                found[pair] = acts if found.get(pair, acts) == acts else "both"
    return found


def _count(edge: Edge, row: EventRow, acts: str) -> None:
    edge.events += 1
    edge.first_on_second += acts == "first"
    edge.second_on_first += acts == "second"
    edge.together += acts == "both"
    edge.scale += row.event_scale
    edge.conflict += row.quad_code > 2
    if row.date:
        edge.first_day = min(edge.first_day or row.date, row.date)
        edge.last_day = max(edge.last_day, row.date)


def _fill(element: Element, owner: str, fields: Iterable[tuple[str, str]], values: Node | Edge) -> None:
    for name, words in _write_values(fields, values):
        SubElement(element, "data", key=f"{owner}_{name}").text = words


def _write_values(fields: Iterable[tuple[str, str]], values: Node | Edge) -> Iterator[tuple[str, str]]:
    return ((name, _plain(str(getattr(values, name)))) for name, _ in fields)


def _plain(words: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", words)
