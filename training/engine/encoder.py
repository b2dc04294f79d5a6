"""A BERT-like encoder that loads MiniLM's or MPNet's published weights, with case and quotation marks at its input.

Written out rather than taken from a library, so that what is exported is what was trained: the export of a
library's module once gave a graph that differed by 1.8 in its outputs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from verbale.analyse.passages import DEPTHS, SHAPES


@dataclass(frozen=True)
class Size:
    vocabulary: int
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    relative: int  # buckets of relative positions, 0 for none
    first_position: int
    id_shift: int  # added to the ids of the uncased BERT vocabulary
    begin: int
    end: int
    epsilon: float


MINILM = Size(30522, 384, 6, 12, 1536, 512, 0, 0, 0, 101, 102, 1e-12)
# MPNet's vocabulary is BERT's behind four marks of its own; its padding index moves positions by two.
MPNET = Size(30527, 768, 12, 12, 3072, 514, 32, 2, 4, 0, 2, 1e-5)


class Layer(nn.Module):
    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        h = size.hidden
        self.heads = size.heads
        self.qkv, self.out = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.up, self.down = nn.Linear(h, size.inner), nn.Linear(size.inner, h)
        self.norm_1, self.norm_2 = nn.LayerNorm(h, eps=size.epsilon), nn.LayerNorm(h, eps=size.epsilon)
        self.drop = nn.Dropout(dropout)
        self.p = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(h // self.heads)) + bias
        weights = F.dropout(scores.softmax(-1), self.p, self.training)
        mixed = (weights @ v).transpose(1, 2).reshape(b, t, h)
        x = self.norm_1(x + self.drop(self.out(mixed)))
        return self.norm_2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """ids, shapes, depths, title, mask and units (all int64, (b, t), title (b,)) -> states (b, u, hidden).

    The lowest *frozen* layers are left as published; case and quotation marks then come in above them. Above the lowest
    *whole* layers only the units of a passage (see analyse.passages) are read, each the mean of its subtokens; *beyond*
    masks their padding, (b, u).
    """

    def __init__(self, size: Size, dropout: float, layers: int, frozen: int, whole: int) -> None:
        super().__init__()
        self.size, self.frozen, self.whole = size, frozen, whole
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.places = nn.Embedding(size.positions, size.hidden)
        self.shapes = nn.Embedding(SHAPES, size.hidden)
        self.depths = nn.Embedding(DEPTHS, size.hidden)
        self.titles = nn.Embedding(2, size.hidden)
        for told in (self.shapes, self.depths, self.titles):  # what pre-training never saw begins at nothing
            nn.init.zeros_(told.weight)
        self.norm = nn.LayerNorm(size.hidden, eps=size.epsilon)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(layers))
        self.relative = nn.Embedding(size.relative, size.heads) if size.relative else None

    def forward(
        self, ids: Tensor, shapes: Tensor, depths: Tensor, title: Tensor, mask: Tensor, units: Tensor, beyond: Tensor
    ) -> Tensor:
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(where + self.size.first_position)[None]
        told = self.shapes(shapes) + self.depths(depths) + self.titles(title)[:, None]
        x = self.drop(self.norm(x if self.frozen else x + told))
        bias = mask_bias(mask, x)
        if self.relative is not None:
            bias = bias + self.relative(_buckets(where, self.size.relative)).permute(2, 0, 1)[None]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        x = x.detach() + told if self.frozen else x
        for layer in self.layers[self.frozen : self.whole]:
            x = layer(x, bias)
        own = (units[:, None] == torch.arange(beyond.shape[1], device=ids.device)[:, None]).to(x.dtype)
        x = own / own.sum(-1, keepdim=True).clamp(min=1) @ x
        for layer in self.layers[self.whole :]:
            x = layer(x, mask_bias(beyond, x))
        return x


def mask_bias(mask: Tensor, like: Tensor) -> Tensor:
    """What is added to the scores of attention where *mask* (b, t) is 0: (b, 1, 1, t)."""
    return (1 - mask[:, None, None, :].to(like.dtype)) * -1e4


def _buckets(where: Tensor, count: int, furthest: int = 128) -> Tensor:
    """MPNet's (T5's) logarithmic buckets of relative positions."""
    distance = where[:, None] - where[None, :]
    half = count // 2
    side = (distance < 0).long() * half
    distance = distance.abs()
    near = half // 2
    far = near + (torch.log(distance.clamp(min=1).float() / near) / math.log(furthest / near) * (half - near)).long()
    return side + torch.where(distance < near, distance, far.clamp(max=half - 1))


def largest_units(up: Tensor, down: Tensor, count: int) -> Tensor:
    """The numbers of the *count* inner units whose weights, (inner, h) and (h, inner), are largest; in order."""
    return (up.norm(dim=1) * down.norm(dim=0)).topk(count).indices.sort().values


def _fill_inner(layer: Layer, given: dict[str, Tensor], at: str) -> None:
    """The feed-forward part; of a wider published one, the inner units whose weights are largest."""
    up, down = given[at + "intermediate.dense.weight"], given[at + "output.dense.weight"]
    kept = largest_units(up, down, layer.up.out_features)
    layer.up.weight.copy_(up[kept])
    layer.up.bias.copy_(given[at + "intermediate.dense.bias"][kept])
    layer.down.weight.copy_(down[:, kept])
    layer.down.bias.copy_(given[at + "output.dense.bias"])


def load_published(encoder: Encoder, weights: Path, taken: tuple[int, ...] = ()) -> None:
    """Fill *encoder* from a safetensors file of all-MiniLM-L6-v2 or all-mpnet-base-v2, of its layers those *taken*."""
    given = {k.removeprefix("bert.").removeprefix("mpnet."): v for k, v in load_file(str(weights)).items()}
    attention = ("attention.attn.{}", "attention.attn.o", "attention.LayerNorm")
    if encoder.relative is None:
        attention = ("attention.self.{}", "attention.output.dense", "attention.output.LayerNorm")
    queries = ("q", "k", "v") if encoder.relative is not None else ("query", "key", "value")

    def fill(module: nn.Module, name: str) -> None:
        for kind, parameter in module.named_parameters():
            parameter.copy_(given[f"{name}.{kind}"])

    with torch.no_grad():
        fill(encoder.words, "embeddings.word_embeddings")
        fill(encoder.places, "embeddings.position_embeddings")
        fill(encoder.norm, "embeddings.LayerNorm")
        if "embeddings.token_type_embeddings.weight" in given:
            encoder.places.weight += given["embeddings.token_type_embeddings.weight"][0]
        if encoder.relative is not None:
            encoder.relative.weight.copy_(given["encoder.relative_attention_bias.weight"])
        for i, layer in zip(taken or range(len(encoder.layers)), encoder.layers, strict=True):
            at = f"encoder.layer.{i}."
            parts = [given[at + attention[0].format(q) + ".weight"] for q in queries]
            layer.qkv.weight.copy_(torch.cat(parts))
            layer.qkv.bias.copy_(torch.cat([given[at + attention[0].format(q) + ".bias"] for q in queries]))
            fill(layer.out, at + attention[1])
            fill(layer.norm_1, at + attention[2])
            _fill_inner(layer, given, at)
            fill(layer.norm_2, at + "output.LayerNorm")
