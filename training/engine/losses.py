"""What a training minimises: the loss against labels, and against a teacher's soft labels (see teach)."""

from __future__ import annotations

from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.engine.batches import Batch, SoftFrames
from training.engine.examples import IGNORE
from training.engine.labels import MODES, SPEECH, TYPES
from training.engine.model import Engine


@lru_cache
def mode_mask(device: str) -> Tensor:
    """Added to the scores of modes, by kind of frame: a type has its own modes only. (KINDS, MODES)."""
    rows = [[0.0 if t == owner else -1e4 for owner, _ in MODES] for t in TYPES] + [[0.0] * len(MODES)]
    return torch.tensor(rows, device=device)


def false_triggers(batch: Batch, logits: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Frames to be told false: what the first reading takes for a trigger now and is none, or has another type.

    Row, kind, first and last; at most as many as there are true ones, or four.
    """
    scores = logits.detach().softmax(-1)
    some = scores[..., 1::2] + scores[..., 2::2]
    best, kind = some.max(-1)
    likely = best > 0.15
    goes_on = F.pad((likely & ~(batch.triggers > 0))[:, :-1], (1, 0))
    taken = likely & (batch.triggers == 0) & (~goes_on | (torch.rand_like(best) < 0.2))
    frames = batch.frames
    rivals = some[frames.row, frames.first].scatter(1, frames.kind.clamp(max=SPEECH - 1)[:, None], 0)
    high, rival = rivals.max(-1)
    contested = (frames.kind < SPEECH) & (high > 0.1)
    row, column = torch.nonzero(taken, as_tuple=True)
    row = torch.cat((row, frames.row[contested]))
    wrong_kind = torch.cat((kind[taken], rival[contested]))
    first = torch.cat((column, frames.first[contested]))
    last = torch.cat((column + 1, frames.last[contested]))
    order = torch.randperm(len(row), device=row.device)[: max(4, len(frames))]
    return row[order], wrong_kind[order], first[order], last[order]


class Nearness(nn.Module):
    """How far a student's states are from those of a larger engine that reads the same units, after a linear map.

    1 is as far as the larger one's own mean is. Jiao and others, "TinyBERT" (2020), section 3.2.
    """

    def __init__(self, larger: Engine, hidden: int) -> None:
        super().__init__()
        self.larger = larger.requires_grad_(False)
        self.map = nn.Linear(hidden, larger.plan.size.hidden)

    def forward(self, states: Tensor, batch: Batch) -> Tensor:
        with torch.no_grad():
            theirs = self.larger.encoder(*batch.given).float()
        known = batch.beyond[..., None].float()
        mean = (theirs * known).sum((0, 1)) / known.sum()
        spread = ((theirs - mean) ** 2 * known).sum()
        return ((self.map(states).float() - theirs) ** 2 * known).sum() / spread


def loss_of(model: Engine, batch: Batch, softness: float, nearness: Nearness | None = None) -> Tensor:
    """The loss against labels, and against a teacher's probabilities where there are some, in the ratio *softness*;
    and how far the states are from a larger engine's."""
    states = model.encoder(*batch.given)
    logits = tuple(x.float() for x in model.first(states))
    loss = hard_loss(model, batch, states, logits)
    if nearness is not None:
        loss = loss + nearness(states, batch)
    if batch.first is None or batch.soft is None:
        return loss
    taught = first_loss(logits, batch.first) + second_loss(model, states, batch.beyond, batch.soft)
    return (1 - softness) * loss + softness * taught


def mean_of(values: Tensor, share: Tensor) -> Tensor:
    """The mean of *values* weighted by *share*; nothing where no share is left."""
    return (values * share).sum() / share.sum().clamp(min=1e-3)


def tagging_loss(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    each = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none")
    return mean_of(each, (weight[:, None] * (target != IGNORE)).flatten())


def hard_loss(model: Engine, batch: Batch, states: Tensor, logits: tuple[Tensor, ...]) -> Tensor:
    targets = (batch.triggers, batch.cues, batch.content, batch.entities)
    loss = logits[0].sum() * 0
    for scale, each, target in zip(FIRST_WEIGHTS, logits, targets, strict=True):
        loss = loss + scale * tagging_loss(each, target, batch.weight)
    wrong = false_triggers(batch, logits[0])
    frames, right = batch.frames, len(batch.frames)
    row, kind, first, last = (
        torch.cat(pair) for pair in zip((frames.row, frames.kind, frames.first, frames.last), wrong, strict=True)
    )
    if not len(row):
        return loss
    told = model.second(states, batch.beyond, row, kind, first, last)
    tags, mode, status, contexts, truth = (x.float() for x in told)
    act = (kind < SPEECH).float()
    true = (torch.arange(len(kind), device=kind.device) < right).float()
    loss = loss + 0.5 * mean_of(F.binary_cross_entropy_with_logits(truth, true, reduction="none"), act)
    if right:
        real = act[:right]
        flat = F.cross_entropy(tags[:right].flatten(0, 1), frames.tags.flatten(), ignore_index=IGNORE)
        masked = mode[:right] + mode_mask(str(mode.device))[frames.kind]
        of_mode = F.cross_entropy(masked, frames.mode, ignore_index=IGNORE, reduction="none")
        of_status = F.cross_entropy(status[:right], frames.status, ignore_index=IGNORE, reduction="none")
        of_contexts = F.binary_cross_entropy_with_logits(contexts[:right], frames.contexts, reduction="none").mean(-1)
        loss = loss + 4 * flat + 0.4 * mean_of(of_mode, real) + 0.4 * mean_of(of_status, real)
        loss = loss + 2 * mean_of(of_contexts, real)
    return loss


FIRST_WEIGHTS = (4.0, 2.0, 1.0, 1.0)
"""Weights of triggers, cues, content and entities, against labels as against a teacher."""


def cross(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy against probabilities, by element."""
    return -(target * logits.log_softmax(-1)).sum(-1)


def first_loss(logits: tuple[Tensor, ...], taught: Tensor) -> Tensor:
    known = (taught.sum(-1) > 0).float()
    total = logits[0].sum() * 0
    parts = taught.split([x.shape[-1] for x in logits], -1)
    for each, target, weight in zip(logits, parts, FIRST_WEIGHTS, strict=True):
        total = total + weight * mean_of(cross(each, target), known)
    return total


def second_loss(model: Engine, states: Tensor, mask: Tensor, soft: SoftFrames) -> Tensor:
    if not len(soft):
        return states.sum() * 0
    told = model.second(states, mask, soft.row, soft.kind, soft.first, soft.last)
    tags, mode, status, contexts, truth = (x.float() for x in told)
    act = (soft.kind < SPEECH).float()
    certain = torch.where(act > 0, soft.truth, 1.0)  # what hangs on a false trigger teaches little
    loss = 4 * mean_of(cross(tags, soft.tags), soft.tags.sum(-1) * certain[:, None])
    sure = certain * act
    loss = loss + 0.4 * mean_of(cross(mode + mode_mask(str(mode.device))[soft.kind], soft.mode), sure)
    loss = loss + 0.4 * mean_of(cross(status, soft.status), sure)
    of_contexts = F.binary_cross_entropy_with_logits(contexts, soft.contexts, reduction="none").mean(-1)
    loss = loss + 2 * mean_of(of_contexts, sure)
    return loss + 0.5 * mean_of(F.binary_cross_entropy_with_logits(truth, soft.truth, reduction="none"), act)
