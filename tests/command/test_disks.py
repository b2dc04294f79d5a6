"""A disk that is full, a file that may not be written: one clear line, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.synthetic import make_records

from command.test_record_verbs import Run, run
from homes import make_empty
from store.kept import keep, tell_talks
from store.test_faults import folder, without_rights
from verbale.schema import to_json
from verbale.store.record import Record

__all__ = ["folder", "run"]

VERBALE = (sys.executable, "-c", "from verbale.cli import main; main()")
SMALL = 1_500_000
"""Bytes: the empty record and a few reports."""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A hundred records, more than there will be room for."""
    path = tmp_path / "records.jsonl"
    path.write_text("".join(to_json(one) + "\n" for one in make_records(100)), "utf-8")
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, with room for a few reports; only where one may be mounted."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def add(path: Path, records: Path, limit: int | None = None) -> subprocess.CompletedProcess[bytes]:
    """Add, with files that may not grow beyond *limit* bytes."""

    def set_limit() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [*VERBALE, "add", "--db", str(path), "--records", "--json", str(records)]
    return subprocess.run(command, capture_output=True, check=False, preexec_fn=set_limit)


def check_what_is_left(path: Path, done: subprocess.CompletedProcess[bytes]) -> None:
    """One line was said, something was acknowledged, and all that was is there."""
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"verbale: {path}: ")
    acknowledged = {json.loads(told)["report"] for told in done.stdout.splitlines()}
    assert 0 < len(acknowledged) < 100
    with Record(path) as record:
        assert {row.id for row in record.reports()} == acknowledged
        assert record.check() == ()


@pytest.mark.slow
def test_a_full_disk_is_told_in_one_line(small_disk: Path, records: Path) -> None:
    path = small_disk / "record.db"
    path.write_bytes(make_empty())
    done = add(path, records)
    assert b"the disk is full, the last report was not added; make room and add it again" in done.stderr
    check_what_is_left(path, done)


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_told_in_one_line(tmp_path: Path, records: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(make_empty())
    check_what_is_left(path, add(path, records, SMALL))


def test_a_file_that_may_not_be_written_is_told_in_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    keep(folder, tell_talks()).close()
    records = folder / "records.jsonl"
    records.write_text(to_json(next(make_records(1))) + "\n", "utf-8")
    path = folder / "record.db"
    event = json.loads(run("events", "--db", str(path), "--limit", "1", "--json").out)["id"]
    changes = (["add", "--records", str(records)], ["rebuild"], ["correct", event, "--reject", "--reason", "x"])
    for asked in changes:
        run(*asked)  # nobody may not be allowed to import what is needed
    path.chmod(0o444)
    folder.chmod(0o555)
    with without_rights():
        for asked in changes:
            done = run(*asked, "--db", str(path))
            assert (done.code, done.err.count("\n")) == (2, 1), done.err
            (line,) = done.err.splitlines()
            assert line == f"verbale: {path}: may not be written to; change its permissions, or work on a copy"
