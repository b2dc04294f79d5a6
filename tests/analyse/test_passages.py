"""What the encoder reads in one pass."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from verbale.analyse import lay_out, passages
from verbale.analyse.encoder import FOLDER
from verbale.analyse.passages import ENOUGH, LONGEST, NONE, Cutter
from verbale.analyse.word_pieces import WordPieces
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

TITLE = "Envoys meet"
TEXT = f"""{TITLE}

The envoy, Jane Roe, said: “We shall go on. It is late.

“It is late, but ‘not too late’.” Her host agreed.

{"The road is closed to them. " * 60}

Nobody answered."""


@cache
def load() -> WordPieces:
    return WordPieces.load(FOLDER / "vocabulary.txt")


def cut(*, by_words: bool = True) -> list[tuple[object, ...]]:
    report = Report("r", "r", TITLE, None, None, None, "en", (), TEXT)
    parts = list(Cutter(load(), by_words).cut(lay_out(Reading(report))))
    return [
        (
            one.ids.tolist(),
            one.shapes.tolist(),
            one.depths.tolist(),
            one.units.tolist(),
            one.offsets.tolist(),
            one.title,
        )
        for one in parts
    ]


def test_a_long_paragraph_is_cut_after_as_many_sentences_as_fit() -> None:
    sentences = 27  # of seven subtokens each
    assert [len(ids) for ids, *_ in cut()][2:] == [
        7 * sentences + 2,
        7 * sentences + 2,
        7 * (60 - 2 * sentences) + len("Nobody answered .".split()) + 2,
    ]
    assert 7 * sentences + 2 <= LONGEST < 7 * (sentences + 1) + 2


def test_only_the_first_passage_is_the_title() -> None:
    assert [title for *_, title in cut()] == [True, *[False] * (len(cut()) - 1)]


@pytest.mark.parametrize("part", [1, 30, 200, 1500])
def test_a_text_that_is_read_in_parts_gives_the_same_subtokens(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def list_columns() -> list[list[object]]:
        """Ids, shapes and depths of all passages' subtokens one after another, without the marks."""
        return [[one for row in column for one in row[1:-1]] for column in list(zip(*cut(), strict=True))[:3]]

    whole = list_columns()
    monkeypatch.setattr(passages, "PART", part)
    assert list_columns() == whole


def test_short_paragraphs_in_a_row_are_one_passage_and_the_title_stays_alone() -> None:
    ids, *_ = zip(*cut(), strict=True)
    texts = [" ".join(load().vocabulary[one] for one in row[1:-1]) for row in ids]
    assert texts[0] == "envoy ##s meet"
    assert texts[1].startswith("the envoy")
    assert texts[1].endswith("her host agreed .")
    assert len(ids[1]) <= ENOUGH + 2


def test_what_is_found_is_told_by_words_without_signs_and_articles() -> None:
    report = Report("r", "r", None, None, None, None, "en", (), "The envoy, Jane Roe, left the U.S.-led talks.")
    (passage,) = Cutter(load(), by_words=True).cut(lay_out(Reading(report)))
    words = [report.text[start:end] for start, end in passage.offsets[1:].tolist()]
    assert words == ["The", "envoy", "Jane", "Roe", "left", "U", "S", "led", "talks"]
    share = passage.share()
    assert share.shape == (len(passage), len(passage.ids))
    assert np.allclose(share.sum(1), 1)
    assert passage.whole(6, 9).of(report.text) == "the U.S.-led"
    assert passage.span(6, 9).of(report.text) == "U.S.-led"
    assert passage.between(Span(9, 10)) is None
    assert passage.between(Span(11, 19)) == (3, 5)
    assert passage.reach == Span(0, len(report.text))


def test_or_every_subtoken_is_a_unit_that_covers_its_word_and_each_paragraph_a_passage() -> None:
    ids, _, _, units, offsets, *_ = zip(*cut(by_words=False), strict=True)
    assert [len(row) for row in ids] == [len(row) for row in offsets]
    assert all(row == list(range(len(row))) for row in units)
    assert not any(NONE in row for row in units)
    assert [TEXT[start:end] for start, end in offsets[0]] == ["", "Envoys", "Envoys", "meet", ""]
    assert TEXT[offsets[2][1][0] : offsets[2][-1][1]].endswith("Her host agreed.")
