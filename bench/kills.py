"""Kills `verbale add` at random moments and looks whether anything was lost.

    python -m bench.kills 200
    python -m bench.kills 25 --db postgresql://USER@HOST/NAME     on a server, in schemas of their own in that database

Each time: no report and no correction that was acknowledged is missing, no report stands twice, `verbale check` finds
nothing. Reports are added, and some replaced by another text, to a record that is made anew now and then, so that kills
fall on its making too. A kill comes a few milliseconds after so many reports were acknowledged, both at random; some
come while the program still starts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

from bench.printing import print_patiently
from bench.synthetic import make_records
from msgspec.structs import replace

from verbale.errors import VerbaleError
from verbale.ids import report_id
from verbale.records import ReportRecord
from verbale.schema import to_json
from verbale.store.record import Record

VERBALE = (sys.executable, "-c", "from verbale.cli import main; main()")
REPORTS = 30
"""Reports in one run; a tenth come again, with another text, at the same address."""
STARTING = 0.15
"""So large a share of the kills comes while the program starts, within so many seconds:"""
LONGEST_START = 1.5
LONGEST_WAIT = 0.06
"""Seconds after the last line that is waited for: two or three reports."""
RUNS_OF_ONE_RECORD = 10
MOST_SCHEMAS = 200


def write_reports(path: Path, seed: int) -> None:
    """A file of records, some of them corrections of earlier ones."""
    chance = random.Random(seed)
    records = list(make_records(REPORTS, seed))
    corrected = [_correct(one) for one in chance.sample(records, REPORTS // 10)]
    path.write_text("".join(to_json(one) + "\n" for one in [*records, *corrected]), "utf-8")


@contextmanager
def offer_files() -> Iterator[Iterator[str]]:
    """Places for new records: files."""
    with tempfile.TemporaryDirectory(prefix="verbale-kills-") as folder:
        yield (f"{folder}/{number}.db" for number in count())


@contextmanager
def offer_schemas(address: str) -> Iterator[Iterator[str]]:
    """Places for new records: schemas of a database on a server, which go in the end."""
    import psycopg  # noqa: PLC0415 - not wanted for files

    names = [f"kills_{os.getpid()}_{number}" for number in range(MOST_SCHEMAS)]
    joint = "&" if "?" in address else "?"

    def make() -> Iterator[str]:
        for name in names:
            connection.execute(f"CREATE SCHEMA {name}")
            yield f"{address}{joint}options=-csearch_path%3D{name}"

    with psycopg.connect(address, autocommit=True) as connection:
        try:
            yield make()
        finally:
            for name in names:
                connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")


def run_and_kill(place: str, records: Path, lines: int, after: float) -> tuple[set[str], bool]:
    """Add, and kill *after* so many seconds once so many lines were read: ids acknowledged, and was it killed?"""
    command = [*VERBALE, "add", "--db", place, "--records", "--json", str(records)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = list(islice(child.stdout, lines))
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read().splitlines(keepends=True)
    whole = [line for line in told if line.endswith(b"\n")]
    return {json.loads(line)["report"] for line in whole}, child.returncode == -signal.SIGKILL


def find_losses(place: str, acknowledged: set[str], corrected: set[str]) -> list[str]:
    """What is wrong with the record after a kill; it is then corrected, and the correction's id is kept."""
    with Record(place) as record:
        try:
            rows = record.reports()
        except VerbaleError as fault:  # it was not yet made a record: nothing may have been acknowledged
            return [f"{fault} after {len(acknowledged)} were acknowledged"] if acknowledged else []
        ids, sources = [row.id for row in rows], [row.source for row in rows]
        faults = list(record.check())
        missing = corrected - {row.id for row in record.corrections()}
        faults += [f"{len(missing)} corrections are missing"] if missing else []
        events = record.events(limit=1)
        corrected |= {record.correct(row.id, reject=True, reason="to be kept").id for row in events}
    faults += [f"{len(acknowledged - set(ids))} acknowledged reports are missing"] if acknowledged - set(ids) else []
    faults += ["a report stands twice"] if len(set(sources)) < len(sources) or len(set(ids)) < len(ids) else []
    return faults


def kill_many(times: int, seed: int = 0, address: str | None = None) -> tuple[int, int, list[str]]:
    """How many runs were killed before their end, how many reports were acknowledged, and all that was lost.

    Records are files, or, with an *address*, schemas of that database.
    """
    chance = random.Random(seed)
    killed = told = 0
    losses: list[str] = []
    offer = offer_schemas(address) if address else offer_files()
    with tempfile.TemporaryDirectory(prefix="verbale-kills-") as folder, offer as places:
        records, place = Path(folder) / "records.jsonl", next(places)
        acknowledged, corrected = set[str](), set[str]()
        while killed < times:
            if killed and killed % RUNS_OF_ONE_RECORD == 0:
                place, acknowledged, corrected = next(places), set(), set()
            write_reports(records, chance.randrange(1_000_000))
            starts = chance.random() < STARTING
            lines = 0 if starts else chance.randrange(1, REPORTS)
            after = chance.uniform(0.1, LONGEST_START) if starts else chance.uniform(0, LONGEST_WAIT)
            new, was_killed = run_and_kill(place, records, lines, after)
            acknowledged |= new
            killed, told = killed + was_killed, told + len(new)
            losses += [f"kill {killed}: {loss}" for loss in find_losses(place, acknowledged, corrected)]
    return killed, told, losses


def _correct(record: ReportRecord) -> ReportRecord:
    text = record.report.text.replace("ends.", "ends; corrected.")
    return replace(record, report=replace(record.report, text=text, id=report_id(text)))


def main() -> None:
    """Kill as often as the argument says, and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", type=int, nargs="?", default=200)
    parser.add_argument("--db", metavar="ADDRESS", help="postgresql://USER@HOST/NAME")
    given = parser.parse_args()
    killed, told, losses = kill_many(given.times, address=given.db)
    print(f"{killed} kills, {told} reports acknowledged, {len(losses)} faults")
    for loss in losses:
        print(loss)
    sys.exit(1 if losses else 0)


if __name__ == "__main__":
    main()
