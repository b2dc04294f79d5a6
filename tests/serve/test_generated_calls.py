"""Calls of the API that a machine makes up from its own description: no 500, and answers as described."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.serving import call

from store.kept import keep, tell_meeting, tell_talks


@pytest.mark.slow
def test_made_up_calls_are_answered_as_described(tmp_path: Path) -> None:
    keep(tmp_path, tell_talks(), tell_meeting()).close()
    assert call(tmp_path / "record.db", 60) == 0
