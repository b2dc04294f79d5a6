"""Reports of our own to learn from: the labels' words stand in the texts, and most reports have none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from training.engine.examples import OWN
from training.engine.labels import CONTEXTS, MODES, STATUSES

FILES = sorted(OWN.glob("*.jsonl"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_of_labels_stand_in_their_text(path: Path) -> None:
    for row in read_rows(path):
        for event in row["ev"]:
            words = [event["tr"], *event["a"], *event["r"], event["d"] or "", event["pl"] or ""]
            whole = f"{row['title']}\n\n{row['text']}" if "p" in event else row["text"]
            assert all(one in whole for one in words), (whole, words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_triggers_stand_in_the_paragraph_that_their_label_names(path: Path) -> None:
    for row in read_rows(path):
        paragraphs = [row["title"] or "", *row["text"].split("\n\n")]
        for event in row["ev"]:
            assert "p" not in event or event["tr"] in paragraphs[event["p"]], (row["title"], event)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_labels_keep_to_the_codebook(path: Path) -> None:
    for event in (event for row in read_rows(path) for event in row["ev"]):
        assert (event["t"], event["m"]) in MODES
        assert event["st"] in STATUSES
        assert set(event["c"]) <= set(CONTEXTS)
        assert len(event["as"]) == len(event["a"])
        assert len(event["rs"]) == len(event["r"])


def test_most_short_reports_have_no_event_and_some_in_the_same_styles_have() -> None:
    short = ("firms-and-sport", "culture-and-crime", "acts")
    rows = [row for path in FILES if path.stem in short for row in read_rows(path)]
    assert len(rows) > 200
    assert 0.6 < sum(not row["ev"] for row in rows) / len(rows) < 0.9
