"""A watch that is killed for good (SIGKILL), again and again: every page is in the record once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from verbale.store.record import Record
from watch.server import serve

CHILD = """
import sys
from concurrent.futures import ThreadPoolExecutor
sys.path[:0] = [{tests!r}]
from verbale.store.record import Record
from verbale.watch import Plan, Source, Watcher
from verbale.watch.lock import hold
from verbale.watch.world import SystemClock
from watch.server import Web, code, make_world
web = Web()
web.port = {port}
sources = tuple(Source(web.name(f"wire{{at}}.example/feed"), str(at)) for at in range(3))
plan = Plan("desk@danube.example", sources, 0.02)
with hold({path!r}), Record({path!r}) as record:
    world = make_world(web, SystemClock(), ThreadPoolExecutor(3))
    Watcher(record, plan, code, lambda entry: print(entry.step, flush=True), world).run(once=True)
"""
PAGES = 4
KILLS = 2


@pytest.mark.slow
def test_kills_lose_nothing_and_what_was_kept_is_not_fetched_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with serve() as web:
        for host in (f"wire{at}.example" for at in range(3)):
            for at in range(PAGES):
                web.put_page(f"{host}/{at}", f"{host} number {at}")
            web.put_feed(f"{host}/feed", [f"{host}/{at}" for at in range(PAGES)])
        script = CHILD.format(tests=str(Path(__file__).parent.parent), port=web.port, path=str(path))
        kept_before: set[str] = set()
        for turn in range(KILLS + 1):
            before = dict(web.asked)
            child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
            assert child.stdout is not None
            for number, _ in enumerate(child.stdout):
                if turn < KILLS and number >= 4 + turn:
                    child.kill()
                    break
            child.stdout.close()
            child.wait()
            again = {place for place, count in web.asked.items() if count > before.get(place, 0)}
            assert not again & kept_before
            kept_before = list_kept(path)
        pages = [f"wire{host}.example/{at}" for host in range(3) for at in range(PAGES)]
        assert all(web.asked[page] >= 1 for page in pages)
        assert sum(web.asked[page] - 1 for page in pages) <= KILLS * 3
    with Record(path) as record:
        assert len(record.reports()) == 3 * PAGES
        assert record.check() == ()


def list_kept(path: Path) -> set[str]:
    """Pages, without the port, that a run had put away or read."""
    time.sleep(0.05)
    with Record(path) as record, record.beside() as connection:
        rows = connection.exec_driver_sql("SELECT address FROM watch_items WHERE state IN ('fetched', 'added')")
        addresses = [str(row[0]).removeprefix("http://") for row in rows]
    return {f"{one.partition(':')[0]}/{one.partition('/')[2]}" for one in addresses}
