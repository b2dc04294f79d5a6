"""A trained engine as what ships: the same passes, written with onnxruntime's int8 operators.

Weights are int8, a scale for every column, and use 7 of the 8 bits: the pairs of products that AVX2 adds in 16 bits
then never overflow, so that a processor without VNNI gives what one with it gives. What is multiplied with them is
quantised as it comes, with one scale for all of a passage (or for its marked triggers); a run holds one passage, so
that no passage's analysis depends on another.

torch.onnx calls `symbolic` while it traces; `forward` gives the trace its shapes, and values near enough to check by.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.engine import labels, model
from training.engine.model import FURTHEST, Engine, SecondReading
from verbale.analyse.passages import LONGEST

TOP = 63
"""The largest weight."""

MICROSOFT = "com.microsoft::"


class _Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weights: Tensor, scales: Tensor, zeros: Tensor, bias: Tensor) -> Tensor:
        return x @ (weights.float() * scales) + bias

    @staticmethod
    def symbolic(g: Any, x: Any, weights: Any, scales: Any, zeros: Any, bias: Any) -> Any:
        made = g.op(MICROSOFT + "DynamicQuantizeMatMul", x, weights, scales, zeros, bias)
        return made.setType(bias.type().with_sizes([None, None, bias.type().sizes()[0]]))


class _Attention(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weights: Tensor, scales: Tensor, zeros: Tensor, bias: Tensor, heads: int
    ) -> Tensor:
        b, t, h = x.shape
        three = (x @ (weights.float() * scales) + bias).view(b, t, 3, heads, h // heads)
        q, k, v = three.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = (q @ k.transpose(-1, -2) * (heads / h) ** 0.5).softmax(-1) @ v
        return mixed.transpose(1, 2).reshape(b, t, h)

    @staticmethod
    def symbolic(g: Any, x: Any, weights: Any, scales: Any, zeros: Any, bias: Any, heads: int) -> Any:
        given, scale, zero = g.op("DynamicQuantizeLinear", x, outputs=3)
        no_mask = g.op("prim::Constant")
        no_mask.setType(torch._C.OptionalType.ofTensor())
        made = g.op(
            MICROSOFT + "QAttention", given, weights, bias, scale, scales, no_mask, zero, zeros, num_heads_i=heads
        )
        return made.setType(bias.type().with_sizes([None, None, bias.type().sizes()[0] // 3]))


class _Gelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return F.gelu(x)

    @staticmethod
    def symbolic(g: Any, x: Any) -> Any:
        return g.op(MICROSOFT + "Gelu", x).setType(x.type())


class Linear(nn.Module):
    """A linear part with int8 weights."""

    def __init__(self, given: nn.Linear) -> None:
        super().__init__()
        weights = given.weight.data.T
        scales = weights.abs().amax(0).clamp(min=1e-9) / TOP
        self.register_buffer("weights", (weights / scales).round().to(torch.int8).contiguous())
        self.register_buffer("scales", scales.contiguous())
        self.register_buffer("zeros", torch.zeros(len(scales), dtype=torch.int8))
        self.register_buffer("bias", given.bias.data if given.bias is not None else torch.zeros(len(scales)))

    def forward(self, x: Tensor) -> Tensor:
        return _Product.apply(x, self.weights, self.scales, self.zeros, self.bias)


class Layer(nn.Module):
    def __init__(self, given: model.Layer) -> None:
        super().__init__()
        self.heads = given.heads
        self.qkv, self.out, self.up, self.down = (Linear(part) for part in (given.qkv, given.out, given.up, given.down))
        self.norm_1, self.norm_2 = given.norm_1, given.norm_2

    def forward(self, x: Tensor) -> Tensor:
        own = self.qkv
        mixed = _Attention.apply(x, own.weights, own.scales, own.zeros, own.bias, self.heads)
        x = self.norm_1(x + self.out(mixed))
        return self.norm_2(x + self.down(_Gelu.apply(self.up(x))))


class Head(nn.Module):
    def __init__(self, given: nn.Sequential) -> None:
        super().__init__()
        self.up, self.down = Linear(given[0]), Linear(given[-1])

    def forward(self, x: Tensor) -> Tensor:
        return self.down(_Gelu.apply(self.up(x)))


class First(nn.Module):
    """words, shapes, depths, title, share -> states, and the probabilities of triggers, cues, content, entities.

    words: the vectors of one passage's subtokens, (1, t, hidden); shapes, depths (1, t); title (1,); share (1, u, t), what
    each unit takes of each subtoken, for an engine whose upper layers read words. What comes out is told of units,
    (1, u, ...).
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        given = engine.encoder
        self.places = nn.Parameter(given.places.weight.data[:LONGEST])
        self.shapes, self.depths, self.titles, self.norm = given.shapes, given.depths, given.titles, given.norm
        self.layers, self.whole = nn.ModuleList(map(Layer, given.layers)), given.whole
        self.triggers, self.cues = Head(engine.triggers), Head(engine.cues)
        self.content, self.entities = Linear(engine.content), Linear(engine.entities)

    def forward(
        self, words: Tensor, shapes: Tensor, depths: Tensor, title: Tensor, share: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        x = words + self.places[: words.shape[1]][None]
        x = self.norm(x + self.shapes(shapes) + self.depths(depths) + self.titles(title)[:, None])
        for layer in self.layers[: self.whole]:
            x = layer(x)
        x = x if share is None else share @ x
        for layer in self.layers[self.whole :]:
            x = layer(x)
        heads = (self.triggers, self.cues, self.content, self.entities)
        return x, *(head(x).softmax(-1) for head in heads)


class Second(nn.Module):
    """states (1, t, hidden), kind, first, last (f,) -> probabilities of tags, mode, status, contexts, truth."""

    def __init__(self, given: SecondReading) -> None:
        super().__init__()
        self.given = given
        self.down, self.of_state, self.of_read = (Linear(part) for part in (given.down, given.of_state, given.of_read))
        self.layers = nn.ModuleList(map(Layer, given.layers))
        self.tags = Linear(given.tags[-1])
        owners = torch.tensor([labels.TYPES.index(t) for t, _ in labels.MODES])
        kinds = torch.arange(labels.KINDS)
        self.register_buffer("foreign", (owners[None] != kinds[:, None]).float() * -1e4)

    def forward(self, states: Tensor, kind: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        given = self.given
        where = torch.arange(states.shape[1])[None]
        marked = ((where >= first[:, None]) & (where < last[:, None])).to(states.dtype)
        before = (where - first[:, None]).clamp(-FURTHEST, 0)
        after = (where - last[:, None] + 1).clamp(0, FURTHEST)
        told = given.kinds(kind)[:, None] * marked[:, :, None] + given.distance(before + after + FURTHEST)
        read = given.norm(self.down(states) + told)
        for layer in self.layers:
            read = layer(read)
        share = (marked / marked.sum(1, keepdim=True).clamp(min=1))[:, None]
        trigger, full = (share @ read).squeeze(1), (share @ states).squeeze(1)
        seen = self.of_read(read) + self.of_state(states) + given.of_trigger(trigger)[:, None]
        tags = self.tags(_Gelu.apply(seen))
        whole = given.whole(torch.cat([trigger, read[:, 0], full], -1))
        mode, status, contexts = (head(whole) for head in (given.mode, given.status, given.contexts))
        mode = (mode + self.foreign[kind]).softmax(-1)
        truth = given.truth(whole).flatten().sigmoid()
        return tags.softmax(-1), mode, status.softmax(-1), contexts.sigmoid(), truth
