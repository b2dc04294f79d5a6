"""Several processes at once, and processes that are killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench.kills import kill_many
from bench.synthetic import make_records

from homes import Home, Server
from verbale.records import ReportRecord
from verbale.schema import to_json

VERBALE = (sys.executable, "-c", "from verbale.cli import main; main()")


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_when_adding_is_killed() -> None:
    killed, _, losses = kill_many(4)
    assert killed == 4
    assert losses == []


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_on_a_server_either(server: Server) -> None:
    with server.lend() as there:
        killed, _, losses = kill_many(2, address=str(there.place))
    assert killed == 2
    assert losses == []


@pytest.mark.slow
def test_two_processes_add_while_one_asks(home: Home, tmp_path: Path) -> None:
    home.lay_out()
    told = list(make_records(40))
    adders = [start_adding(str(home.place), tmp_path / f"{part}.jsonl", told[part::2]) for part in (0, 1)]
    seen = []
    with home.open() as record:
        while any(adder.poll() is None for adder in adders):
            size, months = record.size(), record.stats(status="all")
            seen.append(size.reports)
            assert size.events >= 7 * size.reports
            assert len(months) == len({(row.first, row.second, row.month) for row in months})
        lines = [json.loads(line) for adder in adders for line in adder.communicate()[0].splitlines()]
        assert [adder.returncode for adder in adders] == [0, 0]
        assert {line["outcome"] for line in lines} == {"new"}
        assert seen == sorted(seen)
        assert record.size().reports == len(lines) == 40
        assert record.check() == ()


def start_adding(place: str, records: Path, told: list[ReportRecord]) -> subprocess.Popen[bytes]:
    records.write_text("".join(to_json(one) + "\n" for one in told), "utf-8")
    command = [*VERBALE, "add", "--db", place, "--records", "--json", str(records)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)
