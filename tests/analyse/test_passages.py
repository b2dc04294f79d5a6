"""What the encoder reads in one pass."""

from __future__ import annotations

from functools import cache

import pytest

from verbale.analyse import lay_out, passages
from verbale.analyse.encoder import FOLDER
from verbale.analyse.passages import LONGEST, cut_passages
from verbale.analyse.word_pieces import WordPieces
from verbale.read.reading import Reading
from verbale.records import Report

TITLE = "Envoys meet"
TEXT = f"""{TITLE}

The envoy, Jane Roe, said: “We shall go on. It is late.

“It is late, but ‘not too late’.” Her host agreed.

{"The road is closed to them. " * 60}

Nobody answered."""


@cache
def load() -> WordPieces:
    return WordPieces.load(FOLDER / "vocabulary.txt")


def cut() -> list[tuple[object, ...]]:
    report = Report("r", "r", TITLE, None, None, None, "en", (), TEXT)
    parts = list(cut_passages(lay_out(Reading(report)), load()))
    return [
        (
            one.ids.tolist(),
            one.shapes.tolist(),
            one.depths.tolist(),
            one.offsets.tolist(),
            one.words.tolist(),
            one.title,
        )
        for one in parts
    ]


def test_a_passage_is_a_paragraph_or_as_many_sentences_as_fit() -> None:
    sentences = 27  # of seven subtokens each
    assert [len(ids) for ids, *_ in cut()][3:] == [
        7 * sentences + 2,
        7 * sentences + 2,
        7 * (60 - 2 * sentences) + 2,
        5,
    ]
    assert 7 * sentences + 2 <= LONGEST < 7 * (sentences + 1) + 2


def test_only_the_first_passage_is_the_title() -> None:
    assert [title for *_, title in cut()] == [True, *[False] * (len(cut()) - 1)]


@pytest.mark.parametrize("part", [1, 30, 200, 1500])
def test_a_text_that_is_read_in_parts_gives_the_same_passages(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cut()
    monkeypatch.setattr(passages, "PART", part)
    assert cut() == whole
