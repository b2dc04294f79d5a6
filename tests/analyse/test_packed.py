"""Many values take little memory while nobody looks at them, and are the same when somebody does."""

from __future__ import annotations

from itertools import accumulate
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import passages_of_stretches
from verbale.analyse.analysis import Name
from verbale.analyse.packed import BLOCK, FEW, MOST_OPEN, Ordered, Packed, Picked, pack
from verbale.spans import Span


def make_names(count: int) -> tuple[Name, ...]:
    return tuple(Name(Span(at, at + 5), "person", 0.5) for at in range(count))


MANY = make_names(FEW + 3 * BLOCK + 1)


def test_few_values_stay_as_they_are() -> None:
    few = make_names(FEW)
    assert pack(iter(few), Name) == few
    assert isinstance(pack(few, Name), tuple)


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, FEW + 1])
def test_what_is_packed_is_the_same_when_it_is_unpacked(count: int) -> None:
    names = make_names(count)
    packed = Packed(names, Name)
    assert packed == names
    assert (len(packed), tuple(packed)) == (count, names)


def test_each_value_and_each_stretch_can_be_asked_for() -> None:
    packed = pack(MANY, Name)
    assert isinstance(packed, Packed)
    assert (packed[0], packed[BLOCK], packed[-1]) == (MANY[0], MANY[BLOCK], MANY[-1])
    assert packed[BLOCK - 2 : BLOCK + 2] == MANY[BLOCK - 2 : BLOCK + 2]
    with pytest.raises(IndexError):
        packed[len(MANY)]


def test_what_is_packed_is_not_packed_again() -> None:
    packed = pack(MANY, Name)
    assert pack(packed, Name) is packed


def test_what_is_packed_anew_is_the_same_bytes() -> None:
    packed = Packed(MANY, Name)
    again = Packed(packed, Name)
    assert again == packed
    assert all(one is other for one, other in zip(again._blocks, packed._blocks, strict=True))


@given(passages_of_stretches, st.integers(1, 3), st.integers(0, 4))
def test_values_that_come_in_parts_stand_in_the_order_of_the_text(
    passages: list[tuple[int, list[Span]]], block: int, few: int
) -> None:
    count = accumulate((len(spans) for _, spans in passages), initial=0)
    parts = [
        (start, [Name(span, "person", number) for number, span in enumerate(spans, first)])
        for first, (start, spans) in zip(count, passages, strict=False)
    ]
    with patch.multiple("verbale.analyse.packed", BLOCK=block, FEW=few), patch("verbale.spans.FEW", few):
        ordered = Ordered(Name, lambda name: name.span)
        for start, names in parts:
            ordered.add(names, start)
        assert tuple(ordered.close()) == tuple(sorted((n for _, some in parts for n in some), key=lambda n: n.span))


def test_of_many_values_that_come_in_parts_few_are_objects_at_once() -> None:
    ordered = Ordered(Name, lambda name: name.span)
    for name in MANY:
        ordered.add((name,), name.span.start)
        assert len(ordered._held) <= FEW + BLOCK
    packed = ordered.close()
    assert isinstance(packed, Packed)
    assert tuple(packed) == MANY


def test_few_values_that_come_in_parts_stay_as_they_are() -> None:
    ordered = Ordered(Name, lambda name: name.span)
    ordered.add(MANY[:FEW], 0)
    assert ordered.close() == MANY[:FEW]


def test_no_more_than_some_blocks_are_unpacked_at_once() -> None:
    packed = Packed(make_names((MOST_OPEN + 2) * BLOCK), Name)
    assert sum(1 for _ in packed) == (MOST_OPEN + 2) * BLOCK
    assert len(packed._open) == MOST_OPEN
    assert packed.shut() == packed
    assert packed.shut()._open == {}


def test_some_of_many_values_are_told_by_their_numbers() -> None:
    some = Picked(pack(MANY, Name), (3, 1, 300))
    assert tuple(some) == (MANY[3], MANY[1], MANY[300])
    assert tuple(Picked(some, (2, 0))) == (MANY[300], MANY[3])
    assert some[1:] == (MANY[1], MANY[300])
