from __future__ import annotations

import pytest

from verbale.analyse import analyse
from verbale.analyse.analysis import Act, Name, Role, Speech
from verbale.analyse.component import Findings
from verbale.analyse.recorded import load_findings, save_findings
from verbale.errors import NotRecorded
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

FOUND = Findings(
    names=(Name(Span(0, 4), "person", 0.9),),
    acts=(
        Act(
            Span(11, 14),
            "CONSULT",
            None,
            "occurred",
            (),
            (Role(Span(0, 4), 1.0),),
            None,
            None,
            None,
            0.5,
            (("AID", 0.1),),
            "lexicon",
        ),
    ),
    speeches=(Speech((Span(0, 4),), "direct", None, None, (), None, 1.0, "rules"),),
)


def reading(identifier: str) -> Reading:
    return Reading(Report("a.txt", identifier, None, None, None, None, "en", (), "Ulan Sadyk met Pia Holm."))


def test_saved_findings_are_replayed(tmp_path):
    save_findings(tmp_path / "found.json", {"r1": FOUND})
    analysis = analyse(reading("r1"), load_findings(tmp_path / "found.json"))
    assert (analysis.names, analysis.acts, analysis.speeches) == (FOUND.names, FOUND.acts, FOUND.speeches)


def test_a_recording_is_named_by_its_contents(tmp_path):
    save_findings(tmp_path / "a.json", {"r1": FOUND})
    save_findings(tmp_path / "b.json", {"r1": Findings()})
    names = {load_findings(tmp_path / f).name for f in ("a.json", "b.json")}
    assert len(names) == 2


def test_a_report_that_was_not_recorded_is_an_error_that_names_it(tmp_path):
    save_findings(tmp_path / "found.json", {"r1": FOUND})
    with pytest.raises(NotRecorded, match=r"a\.txt: nothing was recorded for the report r2"):
        analyse(reading("r2"), load_findings(tmp_path / "found.json"))
