"""Where a record is served, and what stands in the way."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path

import pytest
from bench.serving import Server

from store.kept import keep, tell_talks
from verbale.errors import NoSuchRecord, PortRefused
from verbale.serve.listening import listen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    keep(tmp_path, tell_talks()).close()
    return tmp_path / "record.db"


def test_a_port_that_is_taken_is_told(path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortRefused, match=f"port {port} .*another --port"):
            listen(str(path), "127.0.0.1", port)


def test_without_a_record_nothing_listens(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        listen(str(tmp_path / "nothing.db"), "127.0.0.1", 0)


@pytest.mark.slow
def test_the_verb_says_where_and_answers_there(path: Path) -> None:
    server = Server(path)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for target, host, status in (
            ("/", "localhost", 200),
            ("/api/v1/events", f"127.0.0.1:{server.port}", 200),
            ("/", "evil.example", 421),
        ):
            connection.request("GET", target, headers={"Host": host, "Accept": "text/html"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
        assert "server" not in {name.lower() for name in answer.headers}
        connection.close()
    finally:
        server.close()
