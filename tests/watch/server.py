"""A small web on 127.0.0.1: sites of invented papers that behave, or misbehave as the test wishes."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from read.pages import PARAGRAPHS, write_page
from verbale.read.network import SystemNetwork
from verbale.read.reading import Reading
from verbale.records import MadeBy, ReportRecord
from verbale.schema import VERSION
from verbale.settings import Settings
from verbale.watch.world import World

START = 1_715_700_000.0
"""14 May 2024, 15:20 UTC: when tests begin."""

Reply = tuple[int, dict[str, str], bytes]
Route = Reply | Callable[["Web", BaseHTTPRequestHandler], Reply | None]


class Web:
    """Routes by host and path, and what was asked: `asked` counts requests, `crowd` the most at once for a host."""

    def __init__(self) -> None:
        self.routes: dict[tuple[str, str], Route] = {}
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, list[dict[str, str]]] = {}
        self.times: dict[str, list[float]] = {}
        self.crowd: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.port = 0

    def put(self, address: str, route: Route) -> None:
        """What an address such as ``wire.example/feed`` gives."""
        host, _, path = address.partition("/")
        self.routes[host, f"/{path}"] = route

    def put_page(self, address: str, title: str, body: str | None = None, head: str = "") -> None:
        """An article."""
        page = write_page(head, body or "".join(f"<p>{escape(f'{title}. {words}')}</p>" for words in PARAGRAPHS), title)
        self.put(address, (200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()))

    def put_feed(self, address: str, items: Sequence[str], **headers: str) -> None:
        """An RSS feed of addresses."""
        told = {"Content-Type": "application/rss+xml"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.put(address, (200, told, write_feed([self.name(one) for one in items])))

    def name(self, address: str) -> str:
        """The full address of a place in this web."""
        host, _, path = address.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Serve one request."""
        host = handler.headers.get("Host", "").partition(":")[0]
        place = f"{host}{handler.path}"
        with self._lock:
            self.asked[place] += 1
            self._now[host] += 1
            self.crowd[host] = max(self.crowd[host], self._now[host])
            self.headers.setdefault(place, []).append({k.lower(): v for k, v in handler.headers.items()})
            self.times.setdefault(host, []).append(time.monotonic())
        try:
            route = self.routes.get((host, handler.path), (404, {}, b"nothing here"))
            reply = route(self, handler) if callable(route) else route
            if reply is not None:
                _send(handler, *reply)
        finally:
            with self._lock:
                self._now[host] -= 1


def _send(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are none of our business."""


@contextmanager
def serve() -> Iterator[Web]:
    """A web for as long as the block lasts."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def write_feed(addresses: Sequence[str], first: int = 0) -> bytes:
    """RSS 2.0. *first*: the number of the first item, by which it has its title and hour."""
    items = "".join(
        f"<item><title>News {at}</title><link>{escape(one)}</link><guid>{escape(one)}</guid>"
        f"<pubDate>Tue, 14 May 2024 1{at % 10}:00:00 +0000</pubDate></item>"
        for at, one in enumerate(addresses, first)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


class LocalNetwork(SystemNetwork):
    """Every name ending in .example leads to this machine; others to where the test says."""

    def __init__(self, others: dict[str, list[str]] | None = None) -> None:
        self.others = others or {}

    def look_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """127.0.0.1, or what the test says."""
        return self.others.get(host, ["127.0.0.1"])


class PlayedClock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.moment = START
        self.slept: list[float] = []

    def now(self) -> float:
        """Seconds since 1970."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.moment += seconds


class Inline(Executor):
    """Does everything at once, in order."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as fault:
            future.set_exception(fault)
            if not isinstance(fault, Exception):
                raise
        return future


def make_world(web: Web, clock: Any = None, executor: Any = None, seconds: float = 10.0, **more: Any) -> World:
    """A world in which the small web is all there is."""
    settings = Settings(
        address_seconds=seconds,
        address_ports=frozenset({web.port}),
        networks_allowed=("127.0.0.0/8",),
        report_bytes=more.pop("report_bytes", 200_000),
    )
    network = LocalNetwork(more.pop("others", None))
    return World(settings, network, clock or PlayedClock(), executor or Inline(), Random(1))


MADE_BY = MadeBy("0", "none", "none", "none")


def code(reading: Reading) -> ReportRecord:
    """A record without facts: tests of watching need no engine."""
    return ReportRecord(VERSION, MADE_BY, reading.report, (), (), (), (), reading.warnings)
