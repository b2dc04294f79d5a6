"""The tricks of `tricks`, played on a watch."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import httpcore

from verbale.store.record import Record
from verbale.watch import Plan, Source, Watcher
from verbale.watch.health import HealthRow, list_health
from verbale.watch.log import Entry
from verbale.watch.world import WORKERS
from watch.server import LocalNetwork, PlayedClock, Web, code, make_world
from watch.tricks import ANSWERS, FEEDS, ODD_FEEDS, OTHERS, PAGES, RULES, Trick

SECONDS: Final = 1.5
"""For one request; slow hosts take longer."""
LIMIT: Final = 2_000_000
"""Bytes of an answer."""


class Played(NamedTuple):
    """What came of it: steps by the trick's name, the sources' health, where was connected to, seconds it took."""

    steps: Mapping[str, list[Entry]]
    health: Mapping[str, HealthRow]
    connected: Sequence[tuple[str, int]]
    seconds: float


class Watched(LocalNetwork):
    """Notes where is connected to."""

    def __init__(self) -> None:
        super().__init__(OTHERS)
        self.connected: list[tuple[str, int]] = []

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection, noted."""
        self.connected.append((address, port))
        return super().connect(address, port, seconds)


def play(web: Web, path: Path, tricks: Mapping[str, str], feeds: Sequence[str], runs: int = 1) -> Played:
    """Watch these feeds so often; *tricks*: host -> name."""
    network, clock, steps = Watched(), PlayedClock(), []
    plan = Plan("desk@danube.example", tuple(Source(web.name(feed), feed) for feed in feeds), delay=0.1)
    begun = time.monotonic()
    with Record(path) as record:
        for _ in range(runs):
            world = make_world(web, clock, ThreadPoolExecutor(WORKERS), seconds=SECONDS, report_bytes=LIMIT)
            world.network = network
            Watcher(record, plan, code, steps.append, world).run(once=True)
            clock.moment += 100_000.0
        health = {tricks.get(row.name.partition("/")[0], row.name): row for row in list_health(record)}
    told: dict[str, list[Entry]] = {}
    for one in steps:
        place = one.source if one.source.startswith("bad") else one.address.removeprefix("http://")
        told.setdefault(tricks.get(place.partition(":")[0].partition("/")[0], place), []).append(one)
    return Played(told, health, network.connected, time.monotonic() - begun)


def put_tricks(web: Web, tricks: Mapping[str, Trick], path: str) -> dict[str, str]:
    """A host for each trick, which plays it at *path*; host -> name."""
    hosts = {f"bad{at}.example": name for at, name in enumerate(tricks)}
    for host, trick in zip(hosts, tricks.values(), strict=True):
        web.put(f"{host}{path}", trick)
    return hosts


def play_feeds(web: Web, path: Path) -> Played:
    """Tricks where a feed is asked for, twice; a sound feed last."""
    odd: dict[str, Trick] = {name: make(web) for name, make in ODD_FEEDS.items()}
    hosts = put_tricks(web, {**ANSWERS, **FEEDS, **odd}, "/feed")
    put_wire(web)
    return play(web, path, hosts, [*(f"{host}/feed" for host in hosts), "wire.example/feed"], runs=2)


def play_pages(web: Web, path: Path) -> Played:
    """Tricks where a page is asked for, and a sound page last."""
    hosts = put_tricks(web, {**ANSWERS, **PAGES}, "/feed")
    put_wire(web)
    web.put_feed("wire.example/feed", [*(f"{host}/feed" for host in hosts), "wire.example/0"])
    return play(web, path, hosts, ["wire.example/feed"])


def play_rules(web: Web, path: Path) -> Played:
    """Tricks where robots.txt is asked for."""
    hosts = put_tricks(web, RULES, "/robots.txt")
    feeds = [f"{host}/feed{'a' * 1500}" for host in hosts]
    put_wire(web)
    for feed in feeds:
        web.put_feed(feed, ["wire.example/0"])
    return play(web, path, hosts, [*feeds, "wire.example/feed"])


def put_wire(web: Web) -> None:
    """A sound feed of one page."""
    web.put_page("wire.example/0", "News number 0")
    web.put_feed("wire.example/feed", ["wire.example/0"])


PLAYS: Final[dict[str, Callable[[Web, Path], Played]]] = {
    "feeds": play_feeds,
    "pages": play_pages,
    "robots.txt": play_rules,
}
"""Where the tricks are played."""
