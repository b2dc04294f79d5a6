"""Words to subtokens, as the tokenizer that the encoder was trained with makes them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from strategies import any_text, newsy_text
from verbale.analyse.encoder import FOLDER
from verbale.analyse.word_pieces import UNIT, WordPieces


@cache
def load() -> WordPieces:
    return WordPieces.load(FOLDER / "vocabulary.txt")


@cache
def load_reference() -> Tokenizer:
    words = {word: number for number, word in enumerate(load().vocabulary)}
    reference = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    reference.normalizer = normalizers.BertNormalizer()
    reference.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return reference


def cut(text: str) -> list[str]:
    found = load().encode(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    return [load().vocabulary[one] for one in found.ids]


@pytest.mark.parametrize(
    "text",
    [
        "Erdoğan’s U.S.-led “visit” — São Tomé",
        "NATO's 75th anniversary, $1.1 billion (12%)",
        "naïve façade; Zürich/Genève",
        "soft\u00adhyphen and zero\u200bwidth",
        "Kim Jong-un met Xi (习近平) in Dalian",
        "a" * 150,
    ],
)
def test_a_text_is_cut_as_the_encoder_learnt_it(text: str) -> None:
    reference = load_reference().encode(text)
    found = load().encode(text)
    assert found.ids.tolist() == reference.ids
    assert found.starts.tolist() == [start for start, _ in reference.offsets]


@given(newsy_text)
def test_news_are_cut_as_the_encoder_learnt_it(text: str) -> None:
    assert load().encode(text).ids.tolist() == load_reference().encode(text).ids


@given(any_text)
def test_any_text_is_cut_within_itself_and_in_order(text: str) -> None:
    cut(text)
    found = load().encode(text)
    for places in (found.starts, found.ends):
        assert places.tolist() == sorted(places)


def test_a_word_is_told_by_its_first_subtoken_and_signs_and_articles_by_none() -> None:
    text = "The Uzbek-Kazakh talks in the Hague, the first."
    found = load().encode(text)
    units = found.sorts == UNIT
    places = zip(found.starts[units], found.ends[units], strict=True)
    assert [text[start:end] for start, end in places] == ["The", "Uzbek", "Kazakh", "talks", "in", "Hague", "first"]


def test_a_subtoken_has_the_shape_of_its_word() -> None:
    assert load().encode("the U.S. NATO, 12th iPhone").shapes.tolist()[:3] == [1, 4, 4]


def test_what_is_cut_stays_the_same_when_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.analyse.word_pieces.MOST_KEPT", 2)
    assert cut("one two three one two three") == ["one", "two", "three"] * 2
