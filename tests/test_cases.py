"""Whole reports of our own writing: their record, from recorded findings of the engine.

Each folder of tests/cases holds report.txt, findings.json (what the engine found, recorded) and expected.json (the
record, without what made it). `python tests/test_cases.py` shows what changed, `--findings` records the engine anew,
`--accept` writes what was shown; read it before.
"""

from __future__ import annotations

import argparse
import difflib
import json
from pathlib import Path
from typing import Any

import pytest

from verbale.analyse import lay_out
from verbale.analyse.encoder import load_engine
from verbale.analyse.recorded import load_findings, save_findings
from verbale.pipeline import make_record
from verbale.read import read_source
from verbale.read.reading import Reading
from verbale.schema import to_json

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/report.txt"))


def read_case(case: Path) -> Reading:
    (reading,) = read_source(str(case / "report.txt"))
    assert isinstance(reading, Reading)
    return reading


def replay(case: Path) -> dict[str, Any]:
    """The record that the recorded findings give."""
    record = json.loads(to_json(make_record(read_case(case), load_findings(case / "findings.json"))))
    del record["made_by"]
    return record


def show(record: dict[str, Any]) -> str:
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_report_gives_its_record(case: Path) -> None:
    assert show(replay(case)) == (case / "expected.json").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_engine_finds_what_was_recorded(case: Path) -> None:
    """By type and words: the last digits of a score differ between processors."""
    reading = read_case(case)
    found = load_engine().read(lay_out(reading))
    kept = load_findings(case / "findings.json").findings[reading.report.id]
    assert [(act.event, act.trigger) for act in found.acts] == [(act.event, act.trigger) for act in kept.acts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", action="store_true")
    parser.add_argument("--accept", action="store_true")
    options = parser.parse_args()
    for case in CASES:
        if options.findings:
            reading = read_case(case)
            save_findings(case / "findings.json", {reading.report.id: load_engine().read(lay_out(reading))})
        path = case / "expected.json"
        old, new = path.read_text("utf-8") if path.exists() else "", show(replay(case))
        print(
            "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), case.name, case.name, n=2)), end=""
        )
        if options.accept:
            path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
