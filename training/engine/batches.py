"""Examples laid flat on one device, and batches gathered from them there.

A training spends its time in the multiplications only if nothing is built by hand for each batch: a bank holds what all
examples have, one array a field and subtoken after subtoken, and a batch is a gathering by index.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from training.engine.encoder import Size
from training.engine.examples import IGNORE, Example
from training.engine.labels import CONTEXTS, SPEECH, begin
from verbale.analyse.passages import NONE


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames of a batch: the row of each one's passage, its kind and stretch, and its targets.

    row, kind, first, last, mode, status (f,), contexts (f, CONTEXTS), tags (f, t), IGNORE beyond the passage.
    """

    row: Tensor
    kind: Tensor
    first: Tensor
    last: Tensor
    mode: Tensor
    status: Tensor
    contexts: Tensor
    tags: Tensor

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class SoftFrames:
    """What a teacher says of its own frames: probabilities, nothing beyond the passage. Shapes as in Frames."""

    row: Tensor
    kind: Tensor
    first: Tensor
    last: Tensor
    tags: Tensor
    mode: Tensor
    status: Tensor
    contexts: Tensor
    truth: Tensor

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Batch:
    """b passages of at most t subtokens and u units with their targets.

    ids, shapes, depths, mask, units (b, t); beyond (b, u), the mask of units; *first* has a teacher's probabilities, zero
    where none.
    """

    ids: Tensor
    shapes: Tensor
    depths: Tensor
    title: Tensor
    mask: Tensor
    units: Tensor
    beyond: Tensor
    triggers: Tensor
    cues: Tensor
    content: Tensor
    entities: Tensor
    weight: Tensor
    frames: Frames
    first: Tensor | None = None
    soft: SoftFrames | None = None

    @property
    def given(self) -> tuple[Tensor, ...]:
        """What the encoder is called with."""
        return self.ids, self.shapes, self.depths, self.title, self.mask, self.units, self.beyond


@dataclass(frozen=True, slots=True)
class Soft:
    """A teacher's soft labels of a list of examples, flat and half precise.

    lengths (n,) units of each; first (sum of lengths, classes of all four heads side by side); counts (n,) frames of
    each; frames (f, 3) kind, first, last; tags (sum of the frames' lengths, 1 + 2 TAGS); mode, status, contexts, truth by
    frame.
    """

    lengths: Tensor
    first: Tensor
    counts: Tensor
    frames: Tensor
    tags: Tensor
    mode: Tensor
    status: Tensor
    contexts: Tensor
    truth: Tensor

    def as_dict(self) -> dict[str, Tensor]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


def join_soft(parts: Sequence[Soft]) -> Soft:
    """Soft labels of one list of examples, given in pieces."""
    return Soft(*(torch.cat([getattr(part, f.name) for part in parts]) for f in fields(Soft)))


def _starts(counts: np.ndarray) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(counts)))


def _ranges(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The numbers starts[i] .. starts[i] + counts[i] of every i, one after the other."""
    total = int(counts.sum())
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts) + within


class Bank:
    """*examples* on a device, with a teacher's *soft* labels for the first len(soft.lengths) of them."""

    def __init__(self, examples: Sequence[Example], size: Size, device: str, soft: Soft | None = None) -> None:
        self.device = device
        self.pad = 1 if size.id_shift else 0
        self.lengths = np.array([len(e.passage.ids) for e in examples])
        self.starts = _starts(self.lengths)
        self.sizes = np.array([len(e.passage) for e in examples])
        self.unit_starts = _starts(self.sizes)
        self._lay_subtokens(examples, size)
        self._lay_frames(examples)
        self._lay_soft(soft)

    def _put(self, array: np.ndarray, kind: torch.dtype = torch.long) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(self.device, kind)

    def _lay_subtokens(self, examples: Sequence[Example], size: Size) -> None:
        ids = np.concatenate([e.passage.ids for e in examples]) + size.id_shift
        ids[self.starts[:-1]], ids[self.starts[1:] - 1] = size.begin, size.end
        flat = {name: np.full(self.sizes.sum(), IGNORE) for name in ("triggers", "cues", "content", "entities")}
        for start, end, example in zip(self.unit_starts, self.unit_starts[1:], examples, strict=False):
            if example.events_labelled:
                flat["triggers"][start:end] = 0
            if example.speech_labelled:
                flat["cues"][start:end] = 0
                flat["content"][start:end] = example.content
            if example.entities is not None:
                flat["entities"][start:end] = example.entities
            for frame in example.frames:
                target, number = ("cues", 0) if frame.kind == SPEECH else ("triggers", frame.kind)
                flat[target][start + frame.first] = begin(number)
                flat[target][start + frame.first + 1 : start + frame.last] = begin(number) + 1
        others = (np.concatenate([getattr(e.passage, k) for e in examples]) for k in ("shapes", "depths", "units"))
        self.subtokens = self._put(np.stack([ids, *others], 1))
        self.targets = self._put(np.stack(list(flat.values()), 1))
        self.title = self._put(np.array([int(e.passage.title) for e in examples]))
        self.weight = self._put(np.array([e.weight for e in examples]), torch.float32)

    def _lay_frames(self, examples: Sequence[Example]) -> None:
        frames = [(len(e.passage), f) for e in examples for f in e.frames]
        self.frame_counts = np.array([len(e.frames) for e in examples])
        self.frame_starts = _starts(self.frame_counts)
        lengths = np.array([n for n, _ in frames], np.int64)
        self.tag_starts = _starts(lengths)
        tags = np.zeros(int(lengths.sum()), np.int64)
        contexts = np.zeros((len(frames), len(CONTEXTS)), np.float32)
        for k, (_, frame) in enumerate(frames):
            for first, last, tag in frame.roles:
                at = self.tag_starts[k]
                tags[at + first] = begin(tag)
                tags[at + first + 1 : at + last] = begin(tag) + 1
            contexts[k, list(frame.contexts)] = 1
        told = [(f.kind, f.first, f.last, f.mode, f.status) for _, f in frames]
        self.frames = self._put(np.array(told, np.int64).reshape(-1, 5))
        self.contexts, self.tags = self._put(contexts, torch.float32), self._put(tags)

    def _lay_soft(self, soft: Soft | None) -> None:
        self.soft: Soft | None = None
        if soft is None:
            return
        taught = len(soft.lengths)
        if not np.array_equal(soft.lengths.numpy(), self.sizes[:taught]):
            raise ValueError("the soft labels are not those of these examples: teach again")
        counts = soft.counts.numpy()
        self.soft_counts = np.concatenate((counts, np.zeros(len(self.sizes) - taught, np.int64)))
        self.soft_starts = _starts(self.soft_counts)
        self.soft_tag_starts = _starts(np.repeat(self.sizes[:taught], counts))
        self.soft = Soft(**{name: value.to(self.device) for name, value in soft.as_dict().items()})
        self.taught = int(soft.lengths.sum())

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, chosen: np.ndarray) -> Batch:
        which, width = self._put(chosen), int(self.sizes[chosen].max())
        empty = (self.pad, 0, 0, NONE)
        _, mask, subtokens = self._rows(self.subtokens, self.starts, self.lengths, chosen, empty)
        at, beyond, targets = self._rows(self.targets, self.unit_starts, self.sizes, chosen, (IGNORE,) * 4)
        ids, shapes, depths, units = subtokens
        frames = self._frames_of(chosen, width)
        first = self._first_of(at, beyond)
        soft = self._soft_frames_of(chosen, width)
        given = (ids, shapes, depths, self.title[which], mask, units, beyond)
        return Batch(*given, *targets, self.weight[which], frames, first, soft)

    def _rows(
        self, flat: Tensor, starts: np.ndarray, lengths: np.ndarray, chosen: np.ndarray, empty: tuple[int, ...]
    ) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        """The places in *flat* of what the examples *chosen* have, its mask, and its columns, *empty* where masked."""
        places = self._put(np.stack([starts[chosen], lengths[chosen]]))
        steps = torch.arange(int(lengths[chosen].max()), device=self.device)
        mask = (steps < places[1, :, None]).long()
        at = torch.where(mask > 0, places[0, :, None] + steps, 0)
        return at, mask, torch.where(mask[..., None] > 0, flat[at], torch.tensor(empty, device=self.device)).unbind(-1)

    def _frames_of(self, chosen: np.ndarray, width: int) -> Frames:
        counts = self.frame_counts[chosen]
        rows = np.repeat(np.arange(len(chosen)), counts)
        numbers = _ranges(self.frame_starts[chosen], counts)
        told = self._put(np.stack([rows, numbers, self.tag_starts[numbers], self.sizes[chosen][rows]]))
        row, number, start, length = told
        kind, first, last, mode, status = self.frames[number].unbind(1)
        tags = _gather(self.tags, start, length, width, IGNORE)
        return Frames(row, kind, first, last, mode, status, self.contexts[number], tags)

    def _first_of(self, at: Tensor, mask: Tensor) -> Tensor | None:
        if self.soft is None:
            return None
        known = (mask > 0) & (at < self.taught)
        return self.soft.first[torch.where(known, at, 0)].float() * known[..., None]

    def _soft_frames_of(self, chosen: np.ndarray, width: int) -> SoftFrames | None:
        if self.soft is None:
            return None
        counts = self.soft_counts[chosen]
        rows = np.repeat(np.arange(len(chosen)), counts)
        numbers = _ranges(self.soft_starts[chosen], counts)
        told = self._put(np.stack([rows, numbers, self.soft_tag_starts[numbers], self.sizes[chosen][rows]]))
        row, number, start, length = told
        soft = self.soft
        kind, first, last = soft.frames[number].long().unbind(1)
        tags = _gather(soft.tags, start, length, width, 0).float()
        by_frame = (x[number].float() for x in (soft.mode, soft.status, soft.contexts, soft.truth))
        return SoftFrames(row, kind, first, last, tags, *by_frame)


def _gather(flat: Tensor, start: Tensor, length: Tensor, width: int, empty: int) -> Tensor:
    """Rows of *width* out of *flat* from *start* on, with *empty* beyond each one's *length*."""
    steps = torch.arange(width, device=flat.device)
    inside = steps < length[:, None]
    told = flat[torch.where(inside, start[:, None] + steps, 0)] if len(flat) else flat.new_zeros(0, width)
    return torch.where(inside.view(*inside.shape, *[1] * (told.dim() - 2)), told, empty)


def make_batches(lengths: np.ndarray, chosen: np.ndarray, tokens: int, rng: random.Random | None) -> list[np.ndarray]:
    """The examples *chosen* in groups of like length, at most *tokens* subtokens a group with the padding."""
    noise = np.array([rng.random() * 12 for _ in chosen]) if rng else np.zeros(len(chosen))
    ordered = chosen[np.argsort(lengths[chosen] + noise, kind="stable")]
    groups: list[list[int]] = [[]]
    longest = 0
    for number in ordered.tolist():
        longest = max(longest, int(lengths[number]))
        if groups[-1] and (len(groups[-1]) + 1) * longest > tokens:
            groups.append([])
            longest = int(lengths[number])
        groups[-1].append(number)
    if rng:
        rng.shuffle(groups)
    return [np.array(group) for group in groups if group]
