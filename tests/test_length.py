"""A word costs as much in a long report as in a short one: steps are counted, which no busy machine changes."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from test_cases import CASES, read_case
from verbale.analyse.analysis import Analysis
from verbale.analyse.component import Findings
from verbale.analyse.recorded import load_findings
from verbale.pipeline import make_record
from verbale.read.reading import Reading
from verbale.spans import Span

SHORT, LONG = 120, 300
"""Reports that are joined to one; in the shorter nearly all windows of what is compared are full."""
MOST = 1.25
"""So many times as many steps a character may the longer one take: some windows are not yet full in the shorter."""


BETWEEN = "\n\n"


class Joined:
    """Reports one after the other as a single one, and the reader that finds in it what was recorded of each."""

    name = "joined"

    def __init__(self, count: int) -> None:
        texts, every, start = [], [], 0
        for reading, found in islice(cycle_cases(), count):
            texts.append(reading.report.text)
            every.append(shift(found, start))
            start += len(reading.report.text) + len(BETWEEN)
        self.reading = Reading(replace(reading.report, title=None, text=BETWEEN.join(texts)), ())
        self.found = Findings(
            tuple(name for one in every for name in one.names),
            tuple(act for one in every for act in one.acts),
            tuple(speech for one in every for speech in one.speeches),
        )

    def read(self, laid_out: Analysis) -> Findings:
        return self.found

    def count_steps(self) -> float:
        """Calls of functions for each character when the record is made."""
        profile = cProfile.Profile()
        profile.runcall(make_record, self.reading, self)
        return pstats.Stats(profile).total_calls / len(self.reading.report.text)


def cycle_cases() -> Iterator[tuple[Reading, Findings]]:
    while True:
        for case in CASES:
            reading = read_case(case)
            yield reading, load_findings(case / "findings.json").findings[reading.report.id]


def shift(value: Any, by: int) -> Any:
    """The same with every span *by* characters further on."""
    if isinstance(value, Span):
        return value.shifted(by)
    if isinstance(value, tuple):
        return tuple(shift(one, by) for one in value)
    if isinstance(value, Struct):
        return replace(value, **{name: shift(getattr(value, name), by) for name in value.__struct_fields__})
    return value


def test_steps_grow_with_the_length_and_no_faster() -> None:
    Joined(len(CASES)).count_steps()
    assert Joined(LONG).count_steps() < MOST * Joined(SHORT).count_steps()
