"""The verbs that correct a record: what they print, what they refuse, and that recoding goes on where it stopped."""

from __future__ import annotations

import json
import os

import pytest
from msgspec.structs import replace

from command.test_record_verbs import Run, run
from store.kept import tell_meeting
from verbale.records import MadeBy, ReportRecord
from verbale.store.record import Record

__all__ = ["run"]


@pytest.fixture
def event(run: Run) -> str:
    """The beginning of the id of the visit."""
    return str(json.loads(run("events", "--who", "Lavrov", "--json").out)["id"])[:8]


def test_a_correction_is_told_listed_and_undone(run: Run, event: str) -> None:
    done = run("correct", event, "--type", "CONSULT", "--reason", "no visit", "--author", "A Reader")
    assert done.out.startswith(f"event {event}: type CONSULT. The correction's id is ")
    identifier = done.out.split()[-1].rstrip(".")
    view = run("corrections").out
    assert "event: type CONSULT" in view
    assert "A Reader: no visit" in view
    assert f"holds; now {event}" in view
    assert "corrected" in run("events", "--who", "Lavrov").out
    assert run("correct", identifier, "--undo", "--reason", "it was").out.startswith(f"{identifier} no longer holds.")
    assert [json.loads(line)["standing"] for line in run("corrections", "--json").out.splitlines()] == [
        "undone",
        "undoes",
    ]


def test_a_split_with_and_without_ids(run: Run, event: str) -> None:
    assert "nothing to split" in run("correct", event, "--split", "--reason", "x").err
    assert "no telling of this event has the id 'ffff'" in run("correct", event, "--split", "ffff", "--reason", "x").err


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        (["--reason", "x"], "one thing at a time"),
        (["--status", "denied"], "Missing option '--reason'"),
        (["--undo", "--reject", "--reason", "x"], "nothing else goes with it"),
        (["--undo", "--reason", "x"], "no correction has the id"),
        (["--actor", "Lavrof", "--reason", "x"], "did you mean Sergey Lavrov"),
    ],
)
def test_what_is_wrong_says_what_is_right(run: Run, event: str, said: list[str], hint: str) -> None:
    done = run("correct", event, *said)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


def test_recoding_reads_what_another_engine_read_and_goes_on_where_it_stopped(
    run: Run, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("correct", event, "--status", "ongoing", "--reason", "it goes on")
    made_by = MadeBy("0.1.0", "newer", "written", tell_meeting().made_by.codebook)
    monkeypatch.setattr("verbale.pipeline.choose_reader", lambda **_: None)
    monkeypatch.setattr("verbale.pipeline.tell_made_by", lambda _: made_by)
    read: list[str] = []

    def recode(told: ReportRecord, _: None) -> ReportRecord:
        if len(read) == 2:
            read.clear()
            raise KeyboardInterrupt
        read.append(told.report.source)
        return replace(told, made_by=made_by, events=() if told.report.source == "baku" else told.events)

    monkeypatch.setattr("verbale.pipeline.recode", recode)
    assert run("recode").code == 130
    assert run("recode").out.splitlines() == [
        "1 report: 1 recoded.",
        "Corrections that no longer find their words: 1; see `verbale corrections --standing lost`.",
    ]
    assert run("recode").out.splitlines()[0] == "0 reports: none had to be read."
    with Record(os.environ["VERBALE_DB"]) as record:
        assert record.corrections()[0].standing == "lost"
        assert record.check() == ()
