"""How soon the first byte of each page and of each answer of the API comes, and whether the API holds.

    python -m bench.serving record.db                     every page and every list, one worker, 100 requests each
    python -m bench.serving --make 100000 record.db       make a record of about so many events first (synthetic)
    python -m bench.serving record.db --calls 5000        schemathesis: so many generated calls of the API; no 500

Each address is asked for with other names, days and ids every time, so that nothing is answered from memory. Prints
milliseconds to the first byte, median and 99th percentile, over one connection that is kept open; the server's
milliseconds of the processor for each request; and kilobytes, packed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from bench.printing import print_patiently
from bench.synthetic import FIRST_DAY, STATES, make_records
from msgspec.structs import replace

from verbale.records import Place, ReportRecord
from verbale.store.queries.paging import Cut
from verbale.store.record import Record

EVENTS_A_REPORT = 8
AT_ONCE = 500
TOWNS = 400
SECRET = "bench"
CHECKS = tuple(
    "not_a_server_error response_schema_conformance content_type_conformance status_code_conformance".split()
)
PAGE = "text/html"
JSON = "application/json"

Ask = Callable[[random.Random], str]


def make_record(path: Path, events: int) -> None:
    """A record of synthetic reports."""
    reports = map(put_somewhere, make_records(events // EVENTS_A_REPORT))
    with Record(path) as record:
        while some := list(islice(reports, AT_ONCE)):
            record.add_all(some)


def put_somewhere(told: ReportRecord) -> ReportRecord:
    """The record with places for half of its events: towns of which few are named often. No two calls differ."""
    chance = random.Random(told.report.id)
    events = []
    for event in told.events:
        town = min(int(chance.expovariate(1) * TOWNS / 6), TOWNS - 1)
        lat, lon, code = town * 37 % 115 - 50.0, town * 53 % 270 - 120.0, STATES[town % len(STATES)]
        place = Place(f"Town {town}", f"Town {town}", town, lat, lon, f"Town {town}", None, None, code, code, 4)
        events.append(replace(event, event_loc=place if chance.random() < 0.5 else None))
    return replace(told, events=tuple(events))


class Sample:
    """Ids, names and words of a record, to ask for."""

    def __init__(self, path: Path) -> None:
        with Record(path, is_read_only=True) as record:
            self.size = record.size()
            events = [*record.events(limit=150), *record.events(limit=Cut(150, newest=True))]
            self.events = [row.id for row in events]
            self.days = sorted({row.date for row in events if row.date})
            self.statements = [row.id for row in record.said(limit=200)]
            self.reports = [row.id for row in record.reports(limit=200)]
            people = record.actors(kind="person", limit=300)
            self.people = [row.id for row in people]
            self.names = [row.name for row in people]
            self.states = [row.id for row in record.actors(kind="state", limit=300)] or list(STATES)
            texts = [record.report(one).report.text for one in self.reports[:40]]
            self.words = sorted({word.lower() for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)})

    def pick_two(self, chance: random.Random) -> tuple[str, str]:
        """Two states."""
        one, other = chance.sample(self.states, 2)
        return one, other

    def pick_month(self, chance: random.Random) -> str:
        """A month of the ten years."""
        return f"{FIRST_DAY.year + chance.randrange(10)}-{chance.randrange(12) + 1:02}"


def list_answers(sample: Sample) -> dict[str, Ask]:
    """What the API is asked, by name."""
    s = sample
    return {
        "reports": lambda c: f"/reports?from={s.pick_month(c)}",
        "reports, newest": lambda c: f"/reports?newest=true&limit={c.randint(20, 90)}",
        "report": lambda c: f"/reports/{c.choice(s.reports)}",
        "report's record": lambda c: f"/reports/{c.choice(s.reports)}/record",
        "events": lambda c: f"/events?from={s.pick_month(c)}",
        "events, newest": lambda c: f"/events?newest=true&limit={c.randint(20, 90)}",
        "events of a state": lambda c: f"/events?who={c.choice(s.states)}",
        "events of a person": lambda c: f"/events?who={quote(c.choice(s.names))}",
        "events between": lambda c: f"/events?between={','.join(s.pick_two(c))}&from={s.pick_month(c)}",
        "events of a type": lambda c: f"/events?type={c.choice(['CONSULT', 'AID', 'ASSAULT'])}&to={s.pick_month(c)}",
        "event": lambda c: f"/events/{c.choice(s.events)}",
        "tellings": lambda c: f"/events/{c.choice(s.events)}/tellings",
        "why": lambda c: f"/events/{c.choice(s.events)}/why",
        "statements": lambda c: f"/statements?from={s.pick_month(c)}",
        "statements of": lambda c: f"/statements?who={quote(c.choice(s.names))}",
        "statements about": lambda c: f"/statements?about={quote(c.choice(s.words))}",
        "statement": lambda c: f"/statements/{c.choice(s.statements)}",
        "actors": lambda c: f"/actors?limit={c.randint(20, 500)}",
        "person": lambda c: f"/actors/{c.choice(s.people)}",
        "state": lambda c: f"/actors/{c.choice(s.states)}",
        "who": lambda c: f"/who?name={quote(c.choice(s.names))}",
        "agreements": lambda c: f"/agreements?limit={c.randint(20, 500)}",
        "dyads": lambda c: f"/dyads?from={s.pick_month(c)}",
        "dyads of": lambda c: f"/dyads?who={c.choice(s.states)}&limit={c.randint(20, 90)}",
        "dyad": lambda c: f"/dyads/{'/'.join(s.pick_two(c))}?from=2014-01",
        "dyad's months": lambda c: f"/dyads/{'/'.join(s.pick_two(c))}/months",
        "search": lambda c: f"/search?words={quote(c.choice(s.words))}",
        "due": lambda c: f"/due?on={s.pick_month(c)}-15&within=30d",
    }


def list_pages(sample: Sample) -> dict[str, Ask]:
    """What is asked of the pages, by name."""
    s = sample
    return {
        "today": lambda c: f"/?day={c.choice(s.days)}",
        "events": lambda c: f"/events?from={s.pick_month(c)}",
        "event": lambda c: f"/events/{c.choice(s.events)}",
        "report": lambda c: f"/reports/{c.choice(s.reports)}",
        "reports": lambda c: f"/reports?page={c.randint(1, 90)}",
        "dyad": lambda c: f"/dyads/{'-'.join(s.pick_two(c))}",
        "person": lambda c: f"/actors/{c.choice(s.people)}",
        "state": lambda c: f"/actors/{c.choice(s.states)}",
        "statements": lambda c: f"/statements?who={quote(c.choice(s.names))}",
        "agreements": lambda c: f"/agreements?who={c.choice(s.states)}",
        "conflicts": lambda c: f"/conflicts?page={c.randint(1, 9)}",
        "calendar": lambda c: f"/calendar?month={s.pick_month(c)}",
        "network": lambda c: f"/network?from={s.pick_month(c)}&to={FIRST_DAY.year + 10}",
        "map": lambda c: f"/map?from={s.pick_month(c)}&to={FIRST_DAY.year + 10}",
        "search": lambda c: f"/search?q={quote(c.choice(s.words))}",
        "desk": lambda c: f"/desk?at={c.randint(0, 500)}",
        "desk of statements": lambda c: f"/desk?of=statements&at={c.randint(0, 500)}",
    }


class Server:
    """`verbale serve` in a process of its own."""

    def __init__(self, path: Path, secret: str | None = None) -> None:
        command = [
            sys.executable,
            "-c",
            "from verbale.cli import main; main()",
            "serve",
            "--db",
            str(path),
            "--port",
            "0",
        ]
        environment = {**os.environ, **({"VERBALE_SECRET": secret} if secret else {})}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self._process.stdout is not None
        found = re.search(r":(\d+)/", self._process.stdout.readline())
        assert found is not None
        self.port = int(found[1])
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
                try:
                    connection.request("GET", "/openapi.json")
                    connection.getresponse().read()
                    return
                except OSError:
                    time.sleep(0.05)

    def tell_spent(self) -> float:
        """Milliseconds of the processor that it has used; 0 where the system does not say."""
        told = Path(f"/proc/{self._process.pid}/stat")
        if not told.exists():
            return 0.0
        spent = told.read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, spent)) * 1000 / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


def time_first_bytes(port: int, addresses: Iterator[str], accept: str) -> tuple[list[float], dict[int, int], list[int]]:
    """Milliseconds to the first byte of each, how many of each status, and their bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, statuses, sizes = [], dict[int, int](), []
    for address in addresses:
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Accept": accept, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read(1)
        times.append((time.perf_counter() - begun) * 1000)
        sizes.append(len(answer.read()) + 1)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    connection.close()
    return times, statuses, sizes


def measure(server: Server, asked: dict[str, Ask], count: int, prefix: str, accept: str) -> None:
    """Print a line for each address."""
    for name, make in asked.items():
        chance = random.Random(name)
        addresses = (prefix + make(chance) for _ in range(count + 3))
        before = server.tell_spent()
        times, statuses, sizes = time_first_bytes(server.port, addresses, accept)
        times = sorted(times[3:])
        told = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()) if status != 200)
        worst = times[min(len(times) - 1, int(len(times) * 0.99))]
        spent = (server.tell_spent() - before) / (count + 3)
        size = statistics.median(sizes) / 1000
        middle = statistics.median(times)
        print(f"  {name:20} {middle:7.1f} {worst:7.1f} ms {spent:7.1f} ms  {size:6.1f} KB  {told}", flush=True)


def call(path: Path, calls: int, seed: int = 1) -> int:
    """Have schemathesis make so many calls of the API; its exit code."""
    server = Server(path, SECRET)
    try:
        operations = 21
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{server.port}/openapi.json"),
            *("--max-examples", str(-(-calls // operations)), "--phases", "fuzzing", "--mode", "all"),
            *(
                "--checks",
                "not_a_server_error,response_schema_conformance,content_type_conformance,status_code_conformance",
            ),
            *("--header", f"Authorization: Bearer {SECRET}", "--seed", str(seed), "--no-color"),
        ]
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run(command, cwd=folder, check=False).returncode
    finally:
        server.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--make", type=int, metavar="EVENTS")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--calls", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["api", "pages"])
    print_patiently()
    asked = parser.parse_args()
    if asked.make:
        make_record(asked.record, asked.make)
    if asked.calls:
        return call(asked.record, asked.calls, asked.seed)
    sample = Sample(asked.record)
    print(
        f"{sample.size.events:,} events, {sample.size.statements:,} statements; first byte, median and 99th; processor"
    )
    server = Server(asked.record)
    try:
        if asked.only != "pages":
            print("API")
            measure(server, list_answers(sample), asked.count, "/api/v1", JSON)
        if asked.only != "api":
            print("pages")
            measure(server, list_pages(sample), asked.count, "", PAGE)
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
