"""Passages of like length put together as tensors, with their targets."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.engine.examples import IGNORE, Example, Frame
from training.engine.labels import SPEECH, begin


@dataclass
class Batch:
    ids: Tensor
    shapes: Tensor
    depths: Tensor
    title: Tensor
    mask: Tensor
    triggers: Tensor
    cues: Tensor
    content: Tensor
    entities: Tensor
    weight: Tensor
    frames: list[tuple[int, Frame]]  # row, frame
    soft: list[tuple[int, dict[str, Any]]]  # row, a teacher's probabilities


def make_batch(examples: list[Example], shift: int, begin_mark: int, end_mark: int) -> Batch:
    rows, width = len(examples), max(len(e.passage) for e in examples)

    def full(value: int) -> np.ndarray:
        return np.full((rows, width), value, np.int64)

    ids, shapes, depths, mask = full(1 if shift else 0), full(0), full(0), full(0)
    triggers, cues, content, entities = full(IGNORE), full(IGNORE), full(IGNORE), full(IGNORE)
    frames: list[tuple[int, Frame]] = []
    for row, example in enumerate(examples):
        passage, n = example.passage, len(example.passage)
        ids[row, :n] = passage.ids + shift
        ids[row, 0], ids[row, n - 1] = begin_mark, end_mark
        shapes[row, :n], depths[row, :n], mask[row, :n] = passage.shapes, passage.depths, 1
        if example.events_labelled:
            triggers[row, :n] = 0
        if example.speech_labelled:
            cues[row, :n] = 0
            content[row, :n] = example.content
        if example.entities is not None:
            entities[row, :n] = example.entities
        for frame in example.frames:
            target, number = (cues, 0) if frame.kind == SPEECH else (triggers, frame.kind)
            target[row, frame.first] = begin(number)
            target[row, frame.first + 1 : frame.last] = begin(number) + 1
            frames.append((row, frame))
    t = torch.from_numpy
    title = torch.tensor([int(e.passage.title) for e in examples])
    weight = torch.tensor([e.weight for e in examples])
    return Batch(
        t(ids),
        t(shapes),
        t(depths),
        title,
        t(mask),
        t(triggers),
        t(cues),
        t(content),
        t(entities),
        weight,
        frames,
        [(row, e.soft) for row, e in enumerate(examples) if e.soft is not None],
    )


def make_batches(examples: list[Example], tokens: int, rng: random.Random | None) -> list[list[Example]]:
    """Passages of like length together, at most *tokens* subtokens a batch with the padding."""
    noise = (lambda: rng.random() * 12) if rng else (lambda: 0.0)
    ordered = sorted(examples, key=lambda e: len(e.passage) + noise())
    batches: list[list[Example]] = [[]]
    for example in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.passage) > tokens:
            batches.append([])
        batches[-1].append(example)
    if rng:
        rng.shuffle(batches)
    return batches
