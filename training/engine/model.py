"""The encoder with its heads: one pass over a passage, and a light second reading with one trigger or cue marked."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.engine.encoder import MINILM, MPNET, Encoder, Layer, Size
from training.engine.labels import CONTENT, CONTEXTS, ENTITIES, KINDS, MODES, STATUSES, TAGS, TYPES

FURTHEST = 48
"""Distances to the marked words are told apart up to so many subtokens."""


@dataclass(frozen=True)
class Plan:
    """What a training run builds."""

    size: Size
    layers: int
    inner: int  # width of the second reading's feed-forward part
    frozen: int = 0  # lowest layers left as published
    second: int = 1  # layers of the second reading
    taken: tuple[int, ...] = ()  # which published layers the encoder begins from, if not all
    dropout: float = 0.1
    head_dropout: float = 0.2


PLANS = {
    "minilm": Plan(MINILM, 6, 768),
    "minilm-2": Plan(MINILM, 6, 768, second=2),
    "minilm-fast": Plan(MINILM, 3, 768, taken=(0, 2, 4)),
    "mpnet": Plan(MPNET, 12, 1536, frozen=6),
    "mpnet-whole": Plan(MPNET, 12, 1536, second=2),
}


class SecondReading(nn.Module):
    """One more layer or two over a passage's states, with a trigger or cue marked: who, whom, when, where, how, whether.

    states (f, t, h), mask (f, t), kind (f,), first (f,), last (f,) ->
    tags (f, t, 1 + 2 len(TAGS)), mode (f, MODES), status (f, STATUSES), contexts (f, CONTEXTS), truth (f,).
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        h = plan.size.hidden
        self.kinds = nn.Embedding(KINDS, h)
        self.distance = nn.Embedding(2 * FURTHEST + 1, h)
        for told in (self.kinds, self.distance):
            nn.init.normal_(told.weight, std=0.02)
        self.norm = nn.LayerNorm(h)
        layer = Size(0, h, 1, plan.size.heads, plan.inner, 0, 0, 0, 0, 0, 0, 1e-12)
        self.layer = Layer(layer, plan.dropout)
        self.further = nn.ModuleList(Layer(layer, plan.dropout) for _ in range(plan.second - 1))
        self.drop = nn.Dropout(plan.head_dropout)
        self.tags = nn.Sequential(
            nn.Linear(2 * h, h), nn.GELU(), nn.Dropout(plan.head_dropout), nn.Linear(h, 1 + 2 * len(TAGS))
        )
        self.whole = nn.Sequential(nn.Linear(2 * h, h), nn.GELU(), nn.Dropout(plan.head_dropout))
        self.mode, self.status = nn.Linear(h, len(MODES)), nn.Linear(h, len(STATUSES))
        self.contexts, self.truth = nn.Linear(h, len(CONTEXTS)), nn.Linear(h, 1)

    def forward(self, states: Tensor, mask: Tensor, kind: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        where = torch.arange(states.shape[1], device=states.device)[None]
        marked = ((where >= first[:, None]) & (where < last[:, None])).to(states.dtype)
        before = (where - first[:, None]).clamp(-FURTHEST, 0)
        after = (where - last[:, None] + 1).clamp(0, FURTHEST)
        told = self.kinds(kind)[:, None] * marked[:, :, None] + self.distance(before + after + FURTHEST)
        bias = (1 - mask[:, None, None, :].to(states.dtype)) * -1e4
        read = self.layer(self.norm(states + told), bias)
        for layer in self.further:
            read = layer(read, bias)
        trigger = (read * marked[:, :, None]).sum(1) / marked.sum(1, keepdim=True).clamp(min=1)
        tags = self.tags(self.drop(torch.cat([read, trigger[:, None].expand_as(read)], -1)))
        # Kept three-dimensional: the export quantises only multiplications of that form.
        whole = self.whole(self.drop(torch.cat([trigger, read[:, 0]], -1)[:, None]))
        mode, status, contexts = (head(whole).squeeze(1) for head in (self.mode, self.status, self.contexts))
        return tags, mode, status, contexts, self.truth(whole).flatten()


class Engine(nn.Module):
    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        h = plan.size.hidden
        self.encoder = Encoder(plan.size, plan.dropout, plan.layers, plan.frozen)
        self.drop = nn.Dropout(plan.head_dropout)

        def head(classes: int) -> nn.Module:
            return nn.Sequential(nn.Linear(h, h), nn.GELU(), nn.Dropout(plan.head_dropout), nn.Linear(h, classes))

        self.triggers = head(1 + 2 * len(TYPES))
        self.cues = head(3)
        self.content = nn.Linear(h, len(CONTENT))
        self.entities = nn.Linear(h, 1 + 2 * len(ENTITIES))
        self.second = SecondReading(plan)

    def first(self, states: Tensor) -> tuple[Tensor, ...]:
        """What every subtoken is: trigger tags, cue tags, content, entity tags."""
        x = self.drop(states)
        return self.triggers(x), self.cues(x), self.content(x), self.entities(x)
