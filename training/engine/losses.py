"""What a training minimises: the loss against labels, and against a teacher's soft labels (see teach)."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.engine.batches import Batch
from training.engine.examples import IGNORE, Frame
from training.engine.labels import CONTEXTS, MODES, SPEECH, TYPES, begin
from training.engine.model import Engine

MODE_MASK = torch.tensor([[0.0 if t == owner else -1e4 for owner, _ in MODES] for t in TYPES] + [[0.0] * len(MODES)])
"""Added to the scores of modes, by kind of frame: a type has its own modes only."""


def false_triggers(batch: Batch, logits: Tensor, rng: random.Random) -> list[tuple[int, Frame]]:
    """Frames to be told false: what the first reading takes for a trigger now and is none, or has another type."""
    taken = batch.triggers > 0
    scores = logits.detach().float().softmax(-1)
    some = scores[..., 1::2] + scores[..., 2::2]
    best, kind = some.max(-1)
    wrong: list[tuple[int, Frame]] = []
    labelled = batch.triggers == 0
    for row, column in torch.nonzero((best > 0.15) & labelled).tolist():
        before = column > 0 and best[row, column - 1] > 0.15 and not taken[row, column - 1]
        if not before or rng.random() < 0.2:
            wrong.append((row, Frame(int(kind[row, column]), column, column + 1)))
    for row, frame in batch.frames:
        if frame.kind != SPEECH:
            rivals = some[row, frame.first].clone()
            rivals[frame.kind] = 0
            if float(rivals.max()) > 0.1:
                wrong.append((row, Frame(int(rivals.argmax()), frame.first, frame.last)))
    rng.shuffle(wrong)
    return wrong[: max(4, len(batch.frames))]


def frame_targets(frames: list[tuple[int, Frame]], batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    tags = np.full((len(frames), batch.ids.shape[1]), IGNORE, np.int64)
    contexts = np.zeros((len(frames), len(CONTEXTS)), np.float32)
    for k, (row, frame) in enumerate(frames):
        tags[k, : int(batch.mask[row].sum())] = 0
        for first, last, tag in frame.roles:
            tags[k, first] = begin(tag)
            tags[k, first + 1 : last] = begin(tag) + 1
        contexts[k, list(frame.contexts)] = 1
    mode = torch.tensor([f.mode for _, f in frames])
    status = torch.tensor([f.status for _, f in frames])
    return torch.from_numpy(tags), mode, status, torch.from_numpy(contexts)


def loss_of(model: Engine, batch: Batch, rng: random.Random, softness: float) -> Tensor:
    """The loss against labels, and against a teacher's probabilities where there are some, in the ratio *softness*."""
    states = model.encoder(batch.ids, batch.shapes, batch.depths, batch.title, batch.mask)
    logits = tuple(x.float() for x in model.first(states))
    loss = hard_loss(model, batch, rng, states, logits)
    if not batch.soft:
        return loss
    rows = torch.tensor([row for row, _ in batch.soft])
    soft = [taught for _, taught in batch.soft]
    taught = first_loss(tuple(x[rows] for x in logits), batch.mask[rows], soft)
    taught = taught + second_loss(model, states[rows], batch.mask[rows], soft)
    return (1 - softness) * loss + softness * taught


def hard_loss(model: Engine, batch: Batch, rng: random.Random, states: Tensor, logits: tuple[Tensor, ...]) -> Tensor:
    triggers, cues, content, entities = logits

    def tagging(logits: Tensor, target: Tensor, scale: float) -> Tensor:
        if not bool((target != IGNORE).any()):
            return logits.sum() * 0
        each = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none")
        share = batch.weight[:, None].expand_as(target).flatten() * (target.flatten() != IGNORE)
        return scale * (each * share).sum() / share.sum()

    loss = tagging(triggers, batch.triggers, 4) + tagging(cues, batch.cues, 2)
    loss = loss + tagging(content, batch.content, 1) + tagging(entities, batch.entities, 1)
    wrong = false_triggers(batch, triggers, rng)
    frames = batch.frames + wrong
    if not frames:
        return loss
    rows = torch.tensor([row for row, _ in frames])
    kinds = torch.tensor([f.kind for _, f in frames])
    first = torch.tensor([f.first for _, f in frames])
    last = torch.tensor([f.last for _, f in frames])
    tags, mode, status, contexts, truth = (
        x.float() for x in model.second(states[rows], batch.mask[rows], kinds, first, last)
    )
    right = len(batch.frames)
    acts = kinds < SPEECH
    told = torch.cat([torch.ones(right), torch.zeros(len(wrong))])
    if bool(acts.any()):
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(truth[acts], told[acts])
    if right:
        want, want_mode, want_status, want_contexts = frame_targets(batch.frames, batch)
        loss = loss + 4 * F.cross_entropy(tags[:right].flatten(0, 1), want.flatten(), ignore_index=IGNORE)
        real = acts[:right]
        if bool(real.any()):
            masked = mode[:right][real] + MODE_MASK[kinds[:right][real]]
            loss = loss + 0.4 * F.cross_entropy(masked, want_mode[real])
            loss = loss + 0.4 * F.cross_entropy(status[:right][real], want_status[real])
            loss = loss + 2 * F.binary_cross_entropy_with_logits(contexts[:right][real], want_contexts[real])
    return loss


FIRST_WEIGHTS = (4.0, 2.0, 1.0, 1.0)
"""Weights of triggers, cues, content and entities, as in the loss against hard labels."""


def cross(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy against probabilities, by element."""
    return -(target * logits.log_softmax(-1)).sum(-1)


def first_loss(logits: tuple[Tensor, ...], mask: Tensor, soft: list[dict[str, Any]]) -> Tensor:
    rows, width = mask.shape
    total = logits[0].sum() * 0
    for number, (each, weight) in enumerate(zip(logits, FIRST_WEIGHTS, strict=True)):
        target = torch.zeros(rows, width, each.shape[-1])
        for row, taught in enumerate(soft):
            told = taught["first"][number].float()
            target[row, : len(told)] = told
        total = total + weight * (cross(each, target) * mask).sum() / mask.sum()
    return total


def second_loss(model: Engine, states: Tensor, mask: Tensor, soft: list[dict[str, Any]]) -> Tensor:
    frames = [
        (row, f, s) for row, taught in enumerate(soft) for f, s in zip(taught["frames"], taught["second"], strict=True)
    ]
    if not frames:
        return states.sum() * 0
    rows = torch.tensor([row for row, _, _ in frames])
    kind, first, last = (torch.tensor([f[k] for _, f, _ in frames]) for k in range(3))
    tags, mode, status, contexts, truth = (x.float() for x in model.second(states[rows], mask[rows], kind, first, last))
    want = torch.zeros_like(tags)
    for k, (_, _, second) in enumerate(frames):
        want[k, : len(second[0])] = second[0].float()
    real = want.sum(-1)
    told = [torch.stack([s[k].float() for _, _, s in frames]) for k in range(1, 5)]
    certain = told[3].where(kind < SPEECH, torch.ones_like(told[3]))  # what hangs on a false trigger teaches little
    loss = 4 * ((cross(tags, want) * real).sum(-1) * certain).sum() / (real.sum(-1) * certain).sum().clamp(min=1)
    acts = kind < SPEECH
    if bool(acts.any()):
        sure = certain[acts] / certain[acts].sum().clamp(min=1e-3)
        loss = loss + 0.4 * (cross(mode[acts] + MODE_MASK[kind[acts]], told[0][acts]) * sure).sum()
        loss = loss + 0.4 * (cross(status[acts], told[1][acts]) * sure).sum()
        each = F.binary_cross_entropy_with_logits(contexts[acts], told[2][acts], reduction="none").mean(-1)
        loss = loss + 2 * (each * sure).sum()
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(truth[acts], told[3][acts])
    return loss
