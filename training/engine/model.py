"""The encoder with its heads: one pass over a passage, and a light second reading with one trigger or cue marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.engine.encoder import MINILM, MPNET, Encoder, Layer, Size, mask_bias
from training.engine.labels import CONTENT, CONTEXTS, ENTITIES, KINDS, MODES, STATUSES, TAGS, TYPES

FURTHEST = 48
"""Distances to the marked words are told apart up to so many subtokens."""


@dataclass(frozen=True)
class Plan:
    """What a training run builds."""

    size: Size
    layers: int
    whole: int  # lowest layers that read every subtoken; those above, if any, read words (`prepare --by-words`)
    inner: int  # width of the second reading's feed-forward part
    frozen: int = 0  # lowest layers left as published
    second: int = 1  # layers of the second reading
    width: int = 0  # of the second reading, if not the encoder's
    taken: tuple[int, ...] = ()  # which published layers the encoder begins from, if not all
    dropout: float = 0.1
    head_dropout: float = 0.2


PLANS = {
    "minilm": Plan(MINILM, 6, 6, 256, second=2, width=128),
    "minilm-words": Plan(MINILM, 6, 1, 256, second=2, width=128),
    "minilm-narrow": Plan(replace(MINILM, inner=768), 6, 6, 256, second=2, width=128),
    "minilm-narrow-words": Plan(replace(MINILM, inner=768), 6, 1, 256, second=2, width=128),
    "minilm-narrow-one": Plan(replace(MINILM, inner=768), 6, 1, 256, second=1, width=128),
    "minilm-fast": Plan(replace(MINILM, inner=768), 4, 1, 256, second=2, width=128, taken=(0, 2, 3, 5)),
    "minilm-three": Plan(replace(MINILM, inner=768), 3, 1, 256, second=1, width=128, taken=(0, 2, 5)),
    "mpnet": Plan(MPNET, 12, 12, 1536, frozen=6),
    "mpnet-whole": Plan(MPNET, 12, 12, 1536, second=2),
}


class SecondReading(nn.Module):
    """A layer or two over a passage's states, with a trigger or cue marked: who, whom, when, where, how, whether.

    states (b, t, h), mask (b, t), row (f,), kind (f,), first (f,), last (f,) ->
    tags (f, t, 1 + 2 len(TAGS)), mode (f, MODES), status (f, STATUSES), contexts (f, CONTEXTS), truth (f,).

    It reads at its own *width*, to which states come down once a passage: what is done for each trigger is most of
    what it costs. The heads see the full states too, each subtoken's for its tag and the trigger's for the rest.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        h, w = plan.size.hidden, plan.width or plan.size.hidden
        self.down = nn.Linear(h, w)
        self.kinds = nn.Embedding(KINDS, w)
        self.distance = nn.Embedding(2 * FURTHEST + 1, w)
        for told in (self.kinds, self.distance):
            nn.init.normal_(told.weight, std=0.02)
        self.norm = nn.LayerNorm(w)
        layer = Size(0, w, 1, w * plan.size.heads // h, plan.inner, 0, 0, 0, 0, 0, 0, 1e-12)
        self.layers = nn.ModuleList(Layer(layer, plan.dropout) for _ in range(plan.second))
        self.drop = nn.Dropout(plan.head_dropout)
        self.of_read, self.of_state, self.of_trigger = nn.Linear(w, w), nn.Linear(h, w, bias=False), nn.Linear(w, w)
        self.tags = nn.Sequential(nn.GELU(), nn.Dropout(plan.head_dropout), nn.Linear(w, 1 + 2 * len(TAGS)))
        self.whole = nn.Sequential(nn.Linear(2 * w + h, h), nn.GELU(), nn.Dropout(plan.head_dropout))
        self.mode, self.status = nn.Linear(h, len(MODES)), nn.Linear(h, len(STATUSES))
        self.contexts, self.truth = nn.Linear(h, len(CONTEXTS)), nn.Linear(h, 1)

    def forward(
        self, states: Tensor, mask: Tensor, row: Tensor, kind: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        where = torch.arange(states.shape[1], device=states.device)[None]
        marked = ((where >= first[:, None]) & (where < last[:, None])).to(states.dtype)
        before = (where - first[:, None]).clamp(-FURTHEST, 0)
        after = (where - last[:, None] + 1).clamp(0, FURTHEST)
        told = self.kinds(kind)[:, None] * marked[:, :, None] + self.distance(before + after + FURTHEST)
        bias = mask_bias(mask[row], states)
        read = self.norm(self.down(states)[row] + told)
        for layer in self.layers:
            read = layer(read, bias)
        share = (marked / marked.sum(1, keepdim=True).clamp(min=1))[:, None]
        trigger, full = (share @ read).squeeze(1), (share @ states[row]).squeeze(1)
        of_state = self.of_state(self.drop(states))[row]
        tags = self.tags(self.of_read(self.drop(read)) + of_state + self.of_trigger(self.drop(trigger))[:, None])
        whole = self.whole(self.drop(torch.cat([trigger, read[:, 0], full], -1)))
        mode, status, contexts = (head(whole) for head in (self.mode, self.status, self.contexts))
        return tags, mode, status, contexts, self.truth(whole).flatten()


class Engine(nn.Module):
    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        h = plan.size.hidden
        self.encoder = Encoder(plan.size, plan.dropout, plan.layers, plan.frozen, plan.whole)
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


def load_trained(weights: Path) -> Engine:
    """What a training left in its weights.pt, to read with."""
    kept = torch.load(weights, weights_only=True)
    model = Engine(PLANS[kept["plan"]])
    model.load_state_dict(kept["average"])
    return model.eval()
