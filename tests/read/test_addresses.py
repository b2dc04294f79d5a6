"""Addresses: one page from a public host, within its limits. No test here leaves the machine."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from read.pages import PARAGRAPHS, TITLE, write_answer, write_page
from verbale.errors import AddressRefused, TooLarge
from verbale.read.addresses import Fetched, fetch
from verbale.read.network import SystemNetwork
from verbale.read.scripted import Answer, ScriptedNetwork
from verbale.settings import SETTINGS, Settings

PUBLIC, OTHER, PRIVATE = "93.184.215.14", "2600:1901::1", "10.0.0.7"
ADDRESS = "https://danube.example/talks"
PAGE = write_page().encode()


def script(*answers: bytes | Answer, names: dict[str, list[list[str]]] | None = None) -> ScriptedNetwork:
    """A world in which danube.example is at PUBLIC and gives *answers* in turn."""
    turns = [answer if isinstance(answer, Answer) else Answer((answer,)) for answer in answers]
    return ScriptedNetwork(names or {"danube.example": [[PUBLIC]]}, {PUBLIC: turns, OTHER: turns, PRIVATE: turns})


def fetch_from(network: ScriptedNetwork, address: str = ADDRESS, settings: Settings = SETTINGS) -> Fetched:
    return fetch(address, settings, network)


def refuse(network: ScriptedNetwork, address: str = ADDRESS, settings: Settings = SETTINGS) -> str:
    with pytest.raises(AddressRefused) as caught:
        fetch(address, settings, network)
    assert caught.value.source == address
    return caught.value.why


def test_a_page_is_fetched_from_the_address_that_was_checked_in_the_name_of_its_host() -> None:
    network = script(write_answer(PAGE))
    assert fetch_from(network, ADDRESS + "?a=1#part") == Fetched(ADDRESS + "?a=1", PAGE, True, "utf-8")
    assert (network.looked_up, network.connected) == (["danube.example"], [(PUBLIC, 443)])
    assert network.secured == ["danube.example"]
    request = b"".join(network.sent).decode()
    assert request.startswith("GET /talks?a=1 HTTP/1.1\r\nHost: danube.example\r\nUser-Agent: verbale/")


def test_the_host_is_asked_for_in_ascii_and_without_a_dot_at_its_end() -> None:
    network = script(write_answer(PAGE), names={"xn--bcher-kva.example": [[PUBLIC]]})
    assert fetch_from(network, "HTTP://Bücher.Example./").address == "http://xn--bcher-kva.example/"
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1:80/",
        "http://１２７.０.０.１/",
        "http://①②⑦.0.0.1/",
        "http://127。0。0。1/",
        "http://%31%32%37.0.0.1/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://168.63.129.16/",
        "http://0/",
        "http://0.0.0.0/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://ⓛocalhost/",
        "http://intranet/",
        "http://nas.local/",
        "http://metadata.google.internal/",
        "http://danube.example@127.0.0.1/",
        "http://127.0.0.1@danube.example/",
        "http://user:word@danube.example/",
        "http://danube.example\\@127.0.0.1/",
        "http://127.0.0.1\\.danube.example/",
        "http://danube.example\t/",
        "http://danube.example\r\nHost: x/",
        "http://dan ube.example/",
        "http://danube..example/",
        "http:///danube.example",
        "http://",
        "http://danube.example:22/",
        "http://danube.example:8080/",
        "http://danube.example:99999/",
        "ftp://danube.example/",
        "file:///etc/passwd",
        "gopher://danube.example/",
    ],
)
def test_a_hostile_spelling_is_refused_before_anybody_is_asked(address: str) -> None:
    network = script(write_answer(PAGE))
    refuse(network, address)
    assert (network.looked_up, network.connected) == ([], [])


@pytest.mark.parametrize("answer", [[PRIVATE], [PUBLIC, PRIVATE], [PRIVATE, PUBLIC], ["::1", PUBLIC], ["fe80::1%eth0"]])
def test_a_name_with_one_private_address_is_not_connected_to(answer: list[str]) -> None:
    network = script(write_answer(PAGE), names={"danube.example": [answer]})
    assert "is not a public address" in refuse(network)
    assert network.connected == []


def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    network = script(write_answer(PAGE), names={"danube.example": [[PUBLIC], [PRIVATE]]})
    assert fetch_from(network).data == PAGE
    assert network.connected == [(PUBLIC, 443)]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    network = ScriptedNetwork({"danube.example": [["2600:1901::9", PUBLIC]]}, {PUBLIC: [Answer((write_answer(PAGE),))]})
    assert fetch_from(network).data == PAGE
    assert network.connected == [("2600:1901::9", 443), (PUBLIC, 443)]


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    assert refuse(script(names={"other.example": [[PUBLIC]]})) == "cannot be reached (no host is called danube.example)"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed_and_looked_up_anew(status: str) -> None:
    network = script(write_answer(b"", status, Location="/other"), write_answer(PAGE))
    assert fetch_from(network).address == "https://danube.example/other"
    assert network.looked_up == ["danube.example", "danube.example"]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "//localhost/",
        "http://[::1]:80/",
        "https://danube.example:8443/",
        "ftp://danube.example/",
        "file:///etc/passwd",
        "http://user@danube.example/",
        "http://2130706433/",
        "http://exa mple/",
        "http://[",
    ],
)
def test_a_redirect_to_what_is_not_asked_is_refused(location: str) -> None:
    network = script(write_answer(b"", "302 Found", Location=location), write_answer(PAGE))
    refuse(network)
    assert network.connected == [(PUBLIC, 443)]


def test_a_redirect_to_a_name_with_a_private_address_is_refused() -> None:
    names = {"danube.example": [[PUBLIC]], "inner.example": [[PRIVATE]]}
    network = script(write_answer(b"", "302 Found", Location="http://inner.example/"), names=names)
    assert refuse(network) == f"leads to a place that is not asked: {PRIVATE} is not a public address"
    assert network.connected == [(PUBLIC, 443)]


def test_redirects_in_a_circle_end() -> None:
    network = script(write_answer(b"", "302 Found", Location="/again"))
    assert refuse(network) == "leads on more than 5 times"
    assert len(network.connected) == 6


@pytest.mark.parametrize(
    "media", ["application/pdf", "image/png", "application/json", "text/css", "application/octet-stream"]
)
def test_what_is_no_page_and_no_text_is_refused(media: str) -> None:
    assert refuse(script(write_answer(PAGE, media=media))) == f"is {media}, no page"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Broken", "204 Nothing", "401 Who", "304 As before"])
def test_an_answer_without_a_page_is_refused(status: str) -> None:
    assert refuse(script(write_answer(b"", status))) == f"answers {status[:3]}"


def test_text_without_a_declared_kind_is_taken() -> None:
    assert fetch_from(script(write_answer(b"The talks", media=None))) == Fetched(ADDRESS, b"The talks", False, None)


@pytest.mark.parametrize("packed", [gzip.compress(PAGE), gzip.compress(PAGE) + b"\x00\x00"])
def test_a_page_packed_with_gzip_is_unpacked(packed: bytes) -> None:
    assert fetch_from(script(write_answer(packed, Content_Encoding="gzip"))).data == PAGE


def test_a_page_packed_otherwise_is_refused() -> None:
    answer = write_answer(zlib.compress(PAGE), Content_Encoding="gzip, br")
    assert refuse(script(answer)) == "is packed as gzip, br, which was not asked for"
    assert refuse(script(write_answer(b"no gzip", Content_Encoding="gzip"))) == "is packed badly"
    assert (
        refuse(script(write_answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"))) == "breaks off before its end"
    )


def test_a_page_over_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge, match="is larger than 1,000 bytes"):
        fetch_from(script(write_answer(PAGE * 3)), settings=Settings(report_bytes=1000))


def test_a_bomb_is_stopped_early() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(TooLarge):
        fetch_from(script(write_answer(bomb, Content_Encoding="gzip")), settings=Settings(report_bytes=100_000))


def test_an_answer_that_drips_is_stopped_by_the_time_for_all() -> None:
    answer = write_answer(PAGE)
    network = script(Answer(tuple(answer[i : i + 1] for i in range(len(answer))), seconds=1.5))
    assert refuse(network) == "gave no page within 20 s"
    assert network.now() < 23


def test_redirects_share_the_time_for_all() -> None:
    network = script(Answer((write_answer(b"", "302 Found", Location="/again"),), seconds=6.0))
    assert refuse(network) == "gave no page within 20 s"
    assert len(network.connected) == 4


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", write_answer(PAGE)[:-20], b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 50_000]
)
def test_a_broken_answer_is_an_error_of_ours(answer: bytes) -> None:
    assert refuse(script(answer)).startswith("cannot be reached (")


class _Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.wfile.write(
            write_answer(PAGE) if self.path == "/talks" else write_answer(b"", "302 Found", Location="/talks")
        )

    def log_message(self, format: str, *args: object) -> None:
        """Nothing between the lines of the tests."""


@pytest.fixture
def server() -> Iterator[str]:
    """A real server on this machine; its address."""
    host = HTTPServer(("127.0.0.1", 0), _Host)
    thread = threading.Thread(target=host.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{host.server_port}"
    host.shutdown()
    thread.join()
    host.server_close()


def test_a_local_server_is_asked_only_if_the_settings_say_so(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    port = frozenset({int(server.rpartition(":")[2])})
    allowed = Settings(address_ports=port, networks_allowed=("127.0.0.0/8",))
    assert fetch(f"{server}/", allowed).data == PAGE
    with pytest.raises(AddressRefused, match="is not a public address"):
        fetch(f"{server}/", Settings(address_ports=port))
    with pytest.raises(AddressRefused, match="is not asked"):
        fetch(f"{server}/", Settings(networks_allowed=("127.0.0.0/8",)))


def test_a_page_gives_what_it_holds(server: str) -> None:
    allowed = Settings(address_ports=frozenset({int(server.rpartition(":")[2])}), networks_allowed=("127.0.0.1/32",))
    assert TITLE.encode() in fetch(f"{server}/talks", allowed).data
    assert PARAGRAPHS[0].encode() in fetch(f"{server}/talks", allowed).data


def test_the_system_is_asked_for_all_addresses_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, 1, 6, "", (PUBLIC, 80)), (socket.AF_INET6, 1, 6, "", (OTHER, 80, 0, 0))] * 2
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
    assert SystemNetwork().look_up("danube.example", 80, 1.0) == [PUBLIC, OTHER]


@pytest.mark.parametrize("fault", [socket.gaierror("unknown"), UnicodeError("label too long")])
def test_a_name_that_the_system_does_not_know_is_an_os_error(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fail(*args: object, **more: object) -> None:
        raise fault

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(OSError, match=str(fault)):
        SystemNetwork().look_up("danube.example", 80, 1.0)


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def wait(*args: object, **more: object) -> list[object]:
        answered.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    with pytest.raises(TimeoutError):
        SystemNetwork().look_up("danube.example", 80, 0.01)
    answered.set()
