"""The verbs that watch: what they print and refuse; the network is the real one there, so nobody is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from verbale.store.record import Record
from verbale.watch import Plan, Source, Watcher
from verbale.watch.lock import hold
from verbale.watch.log import make_entry, write_json, write_line
from watch.server import code, make_world, serve

PLAN = 'contact = "desk@danube.example"\n[[source]]\naddress = "http://127.0.0.1:9/feed"\nname = "The Wire"\n'


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from verbale.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with serve() as web, Record(path) as record:
        web.put_page("wire.example/0", "News")
        web.put_feed("wire.example/feed", ["wire.example/0", "wire.example/1"])
        plan = Plan("desk@danube.example", (Source(web.name("wire.example/feed"), "The Wire"),))
        Watcher(record, plan, code, lambda entry: None, make_world(web)).run(once=True)
    return path


def test_a_source_on_this_machine_is_refused_and_told_as_lines_or_json(tmp_path: Path) -> None:
    plan = tmp_path / "sources.toml"
    plan.write_text(PLAN, "utf-8")
    done = run("watch", str(plan), "--db", str(tmp_path / "news.db"), "--once", "--log", "json")
    assert (done.returncode, done.stderr) == (0, "")
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["step"] for one in entries] == ["begun", "fault", "ended"]
    assert entries[1]["source"] == "The Wire"


def test_a_plan_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    done = run("watch", str(tmp_path / "none.toml"), "--db", str(tmp_path / "news.db"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_only_one_watch_keeps_a_record(tmp_path: Path) -> None:
    plan = tmp_path / "sources.toml"
    plan.write_text(PLAN, "utf-8")
    with hold(str(tmp_path / "news.db")):
        done = run("watch", str(plan), "--db", str(tmp_path / "news.db"), "--once")
    assert done.returncode == 2
    assert "another verbale watch keeps it already" in done.stderr


def test_sources_tells_how_each_is(watched: Path) -> None:
    view = run("sources", "--db", str(watched)).stdout
    assert view.startswith("The Wire: well\n")
    assert "2 items: 1 report, 1 failed (100% of those read)" in view
    (row,) = map(json.loads, run("sources", "--db", str(watched), "--json").stdout.splitlines())
    assert (row["reports"], row["failed"], row["parsed"], row["last_error"]) == (1, 1, 1.0, None)
    assert run("sources", "--db", str(watched), "--csv").stdout.startswith("name,address,moved_to,state,")


def test_sources_of_no_record_is_one_line(tmp_path: Path) -> None:
    done = run("sources", "--db", str(tmp_path / "none.db"))
    assert done.returncode == 2
    assert "there is no record there" in done.stderr


def test_feeds_of_this_machine_are_not_looked_for() -> None:
    done = run("find-feeds", "http://127.0.0.1:9/")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_step_is_a_line_or_json() -> None:
    entry = make_entry(1_715_680_800.0, "added", "The Wire", "https://wire.example/1", "1 reports,\n2 events")
    line = "2024-05-14T10:00:00Z  added       The Wire  https://wire.example/1  1 reports, 2 events"
    assert write_line(entry) == line
    assert json.loads(write_json(entry))["words"] == "1 reports, 2 events"
