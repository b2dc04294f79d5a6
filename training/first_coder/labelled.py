"""The labelled items and reports as sentences with their acts, and the folds that keep some of them apart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from msgspec import Struct

from training.first_coder.coder import Word, list_quoted, split_words
from verbale.analyse import lay_out
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

FOLDS = 5
"""Inner folds, of the texts that are learnt from."""
HELD_OUT = (0, 1)
"""Tenths of the texts, by their key, that nothing is learnt from: the engine's folds for test and calibration."""


class LabelledAct(Struct, frozen=True):
    """An act as labelled: type, mode, contexts, and where its trigger stands."""

    event: str
    mode: str | None
    context: tuple[str, ...]
    trigger: Span


class LabelledSentence(Struct, frozen=True):
    """A sentence with its acts. `key` names its text's fold; `capitals` and `quoted` are numbers of words."""

    key: str
    words: tuple[Word, ...]
    capitals: frozenset[int]
    quoted: frozenset[int]
    acts: tuple[LabelledAct, ...]


def is_held_out(key: str) -> bool:
    """Does the text of that key belong to the fifth that is kept for test and calibration?"""
    return crc32(key.encode()) % 10 in HELD_OUT


def inner_fold(key: str) -> int:
    """Fold of a text among those learnt from; independent of the one held out."""
    return crc32(f"inner {key}".encode()) % FOLDS


def read_rows(shared: Path) -> Iterator[tuple[str, Report, list[tuple[dict[str, Any], Span]]]]:
    """Every labelled text: key (its day, else its id), report, and events with the stretch they stand in."""
    for row, labels in _pair(shared / "training/items"):
        report = _as_report(row, None)
        yield row["published"], report, [(event, Span(0, len(report.text))) for event in labels["ev"]]
    for row, labels in _pair(shared / "training/reports"):
        report = _as_report(row, row.get("title"))
        paragraphs = lay_out(Reading(report)).paragraphs
        yield row["published"] or row["id"], report, [(event, paragraphs[event["p"]]) for event in labels["ev"]]


def read_sentences(shared: Path) -> Iterator[LabelledSentence]:
    """Every sentence of the labelled texts."""
    for key, report, events in read_rows(shared):
        yield from _cut(key, report, _find_acts(report.text, events))


def _pair(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    with (folder / "texts.jsonl").open(encoding="utf8") as lines:
        texts = {row["id"]: row for row in map(json.loads, lines)}
    with (folder / "labels.jsonl").open(encoding="utf8") as lines:
        for labels in map(json.loads, lines):
            yield texts[labels["id"]], labels


def _as_report(row: dict[str, Any], title: str | None) -> Report:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return Report(str(row["id"]), "", title, published, None, None, "en", (), row["text"])


def _find_acts(text: str, events: Iterable[tuple[dict[str, Any], Span]]) -> list[LabelledAct]:
    """Where each trigger stands; the same words labelled again stand further on. Unfound ones are left out."""
    told: Counter[tuple[str, Span]] = Counter()
    acts = []
    for event, within in events:
        start = within.start - 1
        for _ in range(told[event["tr"], within] + 1):
            start = max(start, text.find(event["tr"], start + 1, within.end))
        told[event["tr"], within] += 1
        if start >= within.start:
            trigger = Span(start, start + len(event["tr"]))
            acts.append(LabelledAct(event["t"], event["m"], tuple(event["c"]), trigger))
    return acts


def _cut(key: str, report: Report, acts: list[LabelledAct]) -> Iterator[LabelledSentence]:
    laid_out = lay_out(Reading(report))
    for sentence in laid_out.sentences:
        words = split_words(report.text, sentence)
        inside = tuple(act for act in acts if sentence.overlaps(act.trigger))
        capitals = frozenset(n for n, word in enumerate(words) if report.text[word.span.start].isupper())
        yield LabelledSentence(key, words, capitals, list_quoted(laid_out, words), inside)
