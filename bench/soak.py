"""A watch over many feeds of a server on this machine, some of them slow, broken or hostile, for some minutes.

    python -m bench.soak --feeds 200 --minutes 10
    python -m bench.soak --feeds 20 --minutes 10 --coded      the engine reads each report, as in `verbale watch`

The server is a process of its own; what is measured is the watch's. Of every twenty feeds four answer slowly, two are
broken and one means harm; the others add an item every twenty seconds, until a minute before the end, so that each item
can be had; where the machine is too busy for that, the watch goes on until each came, or for half as long again. Prints
how many items of sound feeds came once, twice or never, the watch's memory minute by minute, and by how much it grew a
minute in the second half, which caches that are full do not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from bench.printing import print_patiently

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from verbale.pipeline import choose_reader, make_record  # noqa: E402
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
HELD = 15
"""Items that a feed names, the latest ones: one that grows for ever would take more and more memory to read."""
SLOW = 1.5
"""Seconds that a slow server takes."""
LAST = 60.0
"""Seconds before the end from which on no feed has anything new."""
MARK = 10.0
"""Seconds between two looks at the memory."""
MARKS = Path("/proc/self/status")
"""The system's table of what a process holds."""
LONGER = 1.5
"""So many times what was asked a watch takes at most."""
FLAT = 0.5
"""Megabytes a minute in the second half that are put down to chance."""


class Mark(NamedTuple):
    """Minutes since the beginning; megabytes held in all, and those that belong to no file."""

    minute: float
    held: float
    own: float


def grow(web: Web, host: str, seconds: float, wait: float) -> Callable[[Web, BaseHTTPRequestHandler], Reply]:
    """A feed that has more items as time goes by, for so many seconds."""
    begun = time.monotonic()

    def reply(_: Web, handler: BaseHTTPRequestHandler) -> Reply:
        time.sleep(wait)
        count = count_items(min(time.monotonic() - begun, seconds))
        for at in range(count):
            if (host, f"/{at}") not in web.routes:
                web.put_page(f"{host}/{at}", f"{host} number {at}", write_body(f"{host} {at}"))
        oldest = max(0, count - HELD)
        return (
            200,
            {"Content-Type": "application/rss+xml"},
            write_feed([web.name(f"{host}/{at}") for at in range(oldest, count)], oldest),
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


def count_items(seconds: float) -> int:
    """How many items a sound feed has after so many seconds."""
    return FIRST + int(seconds / EVERY)


def is_sound(at: int) -> bool:
    """Is the feed of that number neither broken nor hostile?"""
    return at % 20 > 2


def put_feeds(web: Web, count: int, seconds: float) -> list[str]:
    """The feeds, which have new items for so many seconds; the hosts of the sound ones."""
    sound = []
    for at in range(count):
        host, place = f"paper{at}.example", at % 20
        if is_sound(at):
            web.put(f"{host}/feed", grow(web, host, seconds, SLOW if place < 7 else 0.0))
            sound.append(host)
        elif place == 0:
            web.put(f"{host}/feed", pour if at % 40 else (302, {"Location": "http://169.254.169.254/"}, b""))
        else:
            web.put(f"{host}/feed", (500, {}, b"") if place == 1 else (200, {}, b"<rss><channel><item>"))
    return sound


def play(feeds: int, seconds: float, line: Connection) -> None:
    """The server: tells its port, and when it is asked, how often each item of each sound feed was asked for."""
    with serve() as web:
        sound = put_feeds(web, feeds, seconds)
        line.send(web.port)
        line.recv()
        line.send({page: web.asked[page] for host in sound for page in (f"{host}/{at}" for at in _count_to(seconds))})


def _count_to(seconds: float) -> range:
    return range(count_items(seconds))


@contextmanager
def playing(feeds: int, seconds: float) -> Iterator[tuple[Web, Callable[[], Counter[str]]]]:
    """The server in a process of its own: how it is reached, and what asks it at the end."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=play, args=(feeds, seconds, theirs), daemon=True)
    server.start()

    def ask() -> Counter[str]:
        ours.send("asked")
        return Counter(ours.recv())

    web = Web()
    web.port = ours.recv()
    try:
        yield web, ask
    finally:
        server.terminate()
        server.join()


def measure_memory() -> tuple[float, float]:
    """Megabytes that this process holds now: in all, and without the files that are mapped."""
    told = dict(line.split(":", 1) for line in MARKS.read_text("utf-8").splitlines() if ":" in line)
    held, own = (float(told[name].split()[0]) / 1000 for name in ("VmRSS", "RssAnon"))
    return held, own


def note_memory(marks: list[Mark]) -> None:
    """A mark every ten seconds, for ever."""
    begun = time.monotonic()
    while True:
        time.sleep(MARK)
        marks.append(Mark((time.monotonic() - begun) / 60, *measure_memory()))


def find_slope(marks: Sequence[Mark]) -> float:
    """Megabytes a minute, by least squares."""
    return float(np.polyfit([one.minute for one in marks], [one.held for one in marks], 1)[0])


def print_memory(marks: Sequence[Mark]) -> None:
    """The memory at about ten moments, and whether it grew in the second half."""
    some = marks[len(marks) // 10 or 1 :: max(1, len(marks) // 10)]
    print("minute: megabytes held (of these in no file)")
    print("  ".join(f"{one.minute:.1f}: {one.held:.0f} ({one.own:.0f})" for one in some))
    half = marks[len(marks) // 2 :]
    slope = find_slope(half)
    print(f"most {max(one.held for one in marks):.0f}; second half {half[0].held:.1f} to {half[-1].held:.1f},", end=" ")
    print(f"{slope:+.2f} a minute: {'flat' if slope <= FLAT else 'NOT FLAT'}")


def stop_in_time(watcher: Watcher, seconds: float, is_through: Callable[[], bool]) -> None:
    """Stop the watch after so many seconds, or later, once it is through."""
    begun = time.monotonic()
    time.sleep(seconds)
    while not is_through() and time.monotonic() - begun < LONGER * seconds:
        time.sleep(1.0)
    watcher.stop()


def watch(
    web: Web, record: Record, feeds: int, minutes: float, wanted: int, is_coded: bool
) -> tuple[Counter[str], list[Mark]]:
    """Watch for so long, until *wanted* items are there; how many steps of each kind there were, and the memory."""
    steps: Counter[str] = Counter()
    marks: list[Mark] = []

    def hear(entry: Entry) -> None:
        steps[entry.step] += 1

    sources = tuple(Source(web.name(f"paper{at}.example/feed"), str(at), every=10.0) for at in range(feeds))
    world = make_world(web, SystemClock(), ThreadPoolExecutor(WORKERS), seconds=5.0)
    make = (lambda reading: make_record(reading, choose_reader())) if is_coded else code
    watcher = Watcher(record, Plan("desk@danube.example", sources, delay=0.1), make, hear, world)
    stopping = (watcher, minutes * 60, lambda: steps["added"] >= wanted)
    threading.Thread(target=stop_in_time, args=stopping, daemon=True).start()
    threading.Thread(target=note_memory, args=(marks,), daemon=True).start()
    watcher.run()
    return steps, marks


def main() -> None:
    """Run and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description="A watch over many feeds for some minutes.")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--coded", action="store_true", help="let the engine read the reports")
    asked = parser.parse_args()
    growing = asked.minutes * 60 - LAST
    with (
        tempfile.TemporaryDirectory() as folder,
        Record(Path(folder) / "soak.db") as record,
        playing(asked.feeds, growing) as (web, ask),
    ):
        begun, before = time.monotonic(), time.process_time()
        sound = sum(is_sound(at) for at in range(asked.feeds))
        steps, marks = watch(web, record, asked.feeds, asked.minutes, sound * count_items(growing), asked.coded)
        clock, used, pages = time.monotonic() - begun, time.process_time() - before, ask()
        kept = record.size().reports
        times = Counter(min(count, 2) for count in pages.values())
        print(f"{asked.feeds} feeds; {len(pages)} items of sound feeds, {kept} are in the record")
        print(f"asked for once: {times[1]}; twice or more: {times[2]}; never: {times[0]}")
        print("steps: " + ", ".join(f"{name} {count}" for name, count in sorted(steps.items())))
        print(f"{clock / 60:.1f} minutes; processor {used:.0f} s")
        print_memory(marks)


if __name__ == "__main__":
    main()
