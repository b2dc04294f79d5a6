"""The network of a record as GraphML: networkx reads it back."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import pytest

from store.kept import keep, tell_act, tell_meeting
from verbale.show.networks import build_network, write_graphml
from verbale.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    acts = [
        ("AID", "RUS", "AZE", "2023-02-01"),
        ("ASSAULT", "AZE", "RUS", "2023-03-01"),
        ("AID", "FRA", "RUS", "2023-02-02"),
    ]
    return keep(tmp_path, tell_meeting(), *(tell_act(*act) for act in acts))


def read_back(text: str) -> networkx.Graph:
    return networkx.read_graphml(io.BytesIO(text.encode()))


def test_states_are_joined_by_what_passed_between_them(record: Record) -> None:
    graph = read_back(write_graphml(build_network(record.events())))
    assert set(graph.nodes) == {"RUS", "AZE", "FRA"}
    assert graph.nodes["RUS"] == {"label": "Russia", "state": "RUS", "events": 4}
    edge = graph.edges["AZE", "RUS"]
    assert (edge["events"], edge["first_on_second"], edge["second_on_first"], edge["together"]) == (3, 1, 1, 1)
    assert (edge["conflict"], edge["share_of_conflict"]) == (1, 0.333)
    assert (edge["first_day"], edge["last_day"]) == ("2023-02-01", "2023-03-01")


def test_the_counts_are_those_of_stats(record: Record) -> None:
    network = build_network(record.events())
    months = record.stats()
    for (first, second), edge in network.edges.items():
        rows = [row for row in months if (row.first, row.second) == (first, second)]
        assert edge.events == sum(row.events for row in rows)
        assert edge.conflict == sum(row.conflict for row in rows)


def test_actors_can_be_the_nodes(record: Record) -> None:
    graph = read_back(write_graphml(build_network(record.events(), by="actors")))
    assert graph.nodes["Q58217"]["label"] == "Sergey Lavrov"
    assert graph.edges["Q57371", "Q58217"]["together"] == 1


def test_an_empty_network_and_odd_characters_can_be_read(tmp_path: Path) -> None:
    assert len(read_back(write_graphml(build_network([])))) == 0
    with keep(tmp_path, tell_act("AID", "RUS", "AZE", "2023-02-01")) as record:
        event = record.events()[0].id
        record.correct(event, actor='A "<&>" \x01Z', new=True, reason="odd")
        graph = read_back(write_graphml(build_network(record.events(), by="actors")))
    assert 'A "<&>" \ufffdZ' in {node["label"] for node in graph.nodes.values()}
