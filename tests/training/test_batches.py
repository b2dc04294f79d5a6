"""How examples become batches: what is gathered on a device is what the examples say."""

from __future__ import annotations

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is a training extra")

from training.engine.batches import Bank, Soft, join_soft, make_batches  # noqa: E402
from training.engine.encoder import MINILM, MPNET  # noqa: E402
from training.engine.examples import IGNORE, Example, Frame  # noqa: E402
from training.engine.labels import SPEECH, begin  # noqa: E402

from verbale.analyse.passages import NONE, Passage  # noqa: E402
from verbale.spans import Span  # noqa: E402


def example(length: int, frames: list[Frame], *, speech: bool = False) -> Example:
    numbers = np.arange(length)
    units = np.append(numbers[:-1], NONE)
    places = np.stack([numbers[:-1], numbers[1:]], 1)
    reach = Span(0, length)
    passage = Passage(numbers + 1000, numbers % 3, numbers % 2, units, places, places[:, 0], title=False, reach=reach)
    content = np.ones(length - 1, np.int64) if speech else None
    return Example("own", -1, "x" * length, passage, frames, content, speech_labelled=speech)


EXAMPLES = [
    example(6, [Frame(3, 1, 3, roles=[(4, 5, 0)], mode=7, status=2, contexts=(1, 4))]),
    example(9, []),
    example(4, [Frame(SPEECH, 2, 3, roles=[(1, 2, 5)])], speech=True),
]


def test_a_batch_says_of_each_passage_what_its_example_says() -> None:
    batch = Bank(EXAMPLES, MINILM, "cpu").batch(np.array([2, 0]))
    assert batch.ids.tolist() == [[101, 1001, 1002, 102, 0, 0], [101, 1001, 1002, 1003, 1004, 102]]
    assert batch.mask.sum(1).tolist() == [4, 6]
    assert batch.units.tolist() == [[0, 1, 2, NONE, NONE, NONE], [0, 1, 2, 3, 4, NONE]]
    assert batch.beyond.sum(1).tolist() == [3, 5]
    assert batch.triggers[1].tolist() == [0, begin(3), begin(3) + 1, 0, 0]
    assert batch.cues[0].tolist() == [0, 0, begin(0), IGNORE, IGNORE]
    assert batch.content[1].tolist() == [IGNORE] * 5


def test_frames_keep_their_row_their_roles_and_their_contexts() -> None:
    frames = Bank(EXAMPLES, MINILM, "cpu").batch(np.array([2, 1, 0])).frames
    assert frames.row.tolist() == [0, 2]
    assert frames.kind.tolist() == [SPEECH, 3]
    assert frames.tags[1].tolist() == [0, 0, 0, 0, begin(0), IGNORE, IGNORE, IGNORE]
    assert frames.contexts[1].nonzero().flatten().tolist() == [1, 4]
    assert (frames.mode.tolist(), frames.status.tolist()) == ([IGNORE, 7], [IGNORE, 2])


def test_the_larger_models_vocabulary_is_shifted_and_padded_with_its_own_marks() -> None:
    batch = Bank(EXAMPLES, MPNET, "cpu").batch(np.array([2, 0]))
    assert batch.ids[0].tolist() == [0, 1005, 1006, 2, 1, 1]


def test_soft_labels_come_to_the_passages_that_they_were_made_of() -> None:
    def soft_of(length: int, frames: int, value: float) -> Soft:
        many = [torch.full((frames, n), value) for n in (2, 2, 2)]
        return Soft(
            torch.tensor([length]),
            torch.full((length, 5), value),
            torch.tensor([frames]),
            torch.tensor([[1, 1, 2]] * frames).reshape(frames, 3),
            torch.full((frames * length, 3), value),
            *many,
            torch.full((frames,), value),
        )

    soft = join_soft([soft_of(5, 2, 0.25), soft_of(8, 1, 0.5)])
    batch = Bank(EXAMPLES, MINILM, "cpu", soft).batch(np.array([2, 1, 0]))
    assert batch.first is not None
    assert batch.soft is not None
    assert batch.first.sum((1, 2)).tolist() == [0, 8 * 5 * 0.5, 5 * 5 * 0.25]
    assert batch.soft.row.tolist() == [1, 2, 2]
    assert batch.soft.tags.sum((1, 2)).tolist() == [8 * 3 * 0.5, 5 * 3 * 0.25, 5 * 3 * 0.25]


def test_soft_labels_of_other_examples_are_refused() -> None:
    strange = Soft(torch.tensor([7]), *(torch.zeros(0),) * 8)
    with pytest.raises(ValueError, match="teach again"):
        Bank(EXAMPLES, MINILM, "cpu", strange)


def test_batches_hold_every_example_once_and_keep_to_their_size() -> None:
    lengths = np.array([len(e.passage) for e in EXAMPLES] * 7)
    groups = make_batches(lengths, np.arange(21), 20, random.Random(1))
    assert sorted(np.concatenate(groups).tolist()) == list(range(21))
    assert all(len(group) == 1 or len(group) * lengths[group].max() <= 20 for group in groups)
