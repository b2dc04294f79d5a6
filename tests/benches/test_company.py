"""A report's record does not depend on what is read beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.company import compare
from bench.speed import Text

TESTS = Path(__file__).parent.parent
REPORTS = [*sorted((TESTS / "cases").glob("*/report.txt")), *sorted((TESTS.parent / "examples").glob("*.txt"))]


@pytest.mark.slow
def test_a_record_is_the_same_alone_and_in_company(tmp_path: Path) -> None:
    texts = [Text(path.read_text("utf-8"), {}) for path in REPORTS]
    found = compare(tmp_path, texts, orders=2)
    assert found.read == len(REPORTS)
    assert found.differing == ()
