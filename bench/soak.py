"""A watch over many feeds of a server on this machine, some of them slow, broken or hostile, for some minutes.

    python -m bench.soak --feeds 200 --minutes 10

Prints, at the end, how many items of sound feeds came once, twice or never, and how memory went. Of every twenty feeds
four answer slowly, two are broken and one means harm; the others add an item now and then. The reports are not coded:
what is measured is the watch.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from random import Random

from bench.printing import print_patiently

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from verbale.store.record import Record  # noqa: E402
from verbale.watch import Plan, Source, Watcher  # noqa: E402
from verbale.watch.log import Entry  # noqa: E402
from verbale.watch.world import WORKERS, SystemClock  # noqa: E402
from watch.server import Reply, Web, code, make_world, serve, write_feed  # noqa: E402

WHERE = ("Vaduz", "Riga", "Quito", "Lomé", "Nuuk", "Baku", "Apia", "Malé", "Oslo", "Doha", "Minsk", "Sofia")
WHO = tuple(f"{kind} of {place}" for kind in ("minister", "envoy", "speaker", "mayor") for place in WHERE)
WHAT = (
    "spoke about grain",
    "agreed on a bridge",
    "signed a protocol on fish",
    "quarrelled about water",
    "opened a road",
)
WHEN = ("on Monday", "on Tuesday", "last week", "in the morning", "after a long night", "before the vote", "in May")
EVERY = 20.0
"""Seconds between two new items of a feed."""
FIRST = 2
"""Items that a feed has at the beginning."""
SLOW = 1.5
"""Seconds that a slow server takes."""


def grow(web: Web, host: str, begun: float, wait: float) -> Callable[[Web, BaseHTTPRequestHandler], Reply]:
    """A feed that has more items as time goes by."""

    def reply(_: Web, handler: BaseHTTPRequestHandler) -> Reply:
        time.sleep(wait)
        count = FIRST + int((time.monotonic() - begun) / EVERY)
        for at in range(count):
            if (host, f"/{at}") not in web.routes:
                web.put_page(f"{host}/{at}", f"{host} number {at}", write_body(f"{host} {at}"))
        return (
            200,
            {"Content-Type": "application/rss+xml"},
            write_feed([web.name(f"{host}/{at}") for at in range(count)]),
        )

    return reply


def write_body(seed: str) -> str:
    """Five paragraphs of this page's own: pages that are alike would be copies of one report."""
    chance = Random(seed)

    def tell() -> str:
        first, second = chance.sample(WHO, 2)
        what, where, when = chance.choice(WHAT), chance.choice(WHERE), chance.choice(WHEN)
        return f"The {first} and the {second} {what} in {where} {when}, {chance.randrange(2, 99)} people were told."

    return "".join(f"<p>{' '.join(tell() for _ in range(4))}</p>" for _ in range(5))


def pour(_: Web, handler: BaseHTTPRequestHandler) -> None:
    """A feed that never ends."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(4000):
        handler.wfile.write(b"<rss>" * 10_000)


def put_feeds(web: Web, count: int) -> list[str]:
    """The feeds; the hosts of the sound ones."""
    begun = time.monotonic()
    sound = []
    for at in range(count):
        host, place = f"paper{at}.example", at % 20
        if place == 0:
            web.put(f"{host}/feed", pour if at % 40 else (302, {"Location": "http://169.254.169.254/"}, b""))
        elif place in (1, 2):
            web.put(f"{host}/feed", (500, {}, b"") if place == 1 else (200, {}, b"<rss><channel><item>"))
        else:
            web.put(f"{host}/feed", grow(web, host, begun, SLOW if place < 7 else 0.0))
            sound.append(host)
    return sound


def measure_memory() -> float:
    """Megabytes that the process holds now, by the system's table; else the most that it ever held."""
    table = Path("/proc/self/status")
    if table.exists():
        line = next(line for line in table.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
        return float(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Run and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description="A watch over many feeds for some minutes.")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    asked = parser.parse_args()
    steps: dict[str, int] = {}

    def hear(entry: Entry) -> None:
        steps[entry.step] = steps.get(entry.step, 0) + 1

    with serve() as web, tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "soak.db") as record:
        sound = put_feeds(web, asked.feeds)
        sources = tuple(Source(web.name(f"paper{at}.example/feed"), str(at), every=10.0) for at in range(asked.feeds))
        world = make_world(web, SystemClock(), ThreadPoolExecutor(WORKERS), seconds=5.0)
        watcher = Watcher(record, Plan("desk@danube.example", sources, delay=0.1), code, hear, world)
        threading.Timer(asked.minutes * 60, watcher.stop).start()
        marks: list[float] = []
        threading.Thread(target=lambda: note_memory(marks, asked.minutes * 60), daemon=True).start()
        watcher.run()
        pages = [f"{host}{path}" for host, path in web.routes if host in set(sound) and path != "/feed"]
        twice = sum(web.asked[page] > 1 for page in pages)
        kept = len(record.reports())
        print(f"{asked.feeds} feeds, {len(sound)} sound; {len(pages)} pages were named, {kept} are in the record")
        print(f"fetched twice: {twice}; never asked for: {sum(web.asked[page] == 0 for page in pages)}")
        print("steps: " + ", ".join(f"{name} {count}" for name, count in sorted(steps.items())))
        print("memory, MB: " + " ".join(f"{mark:.0f}" for mark in marks))


def note_memory(marks: list[float], seconds: float) -> None:
    """Ten marks of the memory held."""
    for _ in range(10):
        time.sleep(seconds / 10)
        marks.append(measure_memory())


if __name__ == "__main__":
    main()
