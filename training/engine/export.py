"""Turn trained weights into what the package ships: two ONNX graphs with int8 weights, a vocabulary, the classes.

    python -m training.engine.export --weights RUN/weights.pt --vocabulary MODEL_DIR --out src/verbale/analyse/engine

Weights are int8 with one scale for every 128 of a row, and stay so in memory; activations are quantised by row and
block inside the multiplication (MatMulNBits, accuracy level 4), so that a passage's analysis does not depend on what
shares its batch. Word vectors are int8 with a scale a word. Subtokens in scripts that English reports do not use
are left out of the vocabulary.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import unicodedata
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from training.engine import labels
from training.engine.model import PLANS, Engine
from verbale.analyse.passages import LONGEST
from verbale.analyse.word_pieces import WordPieces

BLOCK = 128
OPSET = 21


class Words(nn.Module):
    """Word vectors as int8 with a scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (table / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


class First(nn.Module):
    """ids, shapes, depths, title, mask -> states, and the probabilities of triggers, cues, content, entities."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def forward(self, ids: Tensor, shapes: Tensor, depths: Tensor, title: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        states = self.engine.encoder(ids, shapes, depths, title, mask)
        return states, *(x.softmax(-1) for x in self.engine.first(states))


class Second(nn.Module):
    """states, mask, row (of the passage), kind, first, last -> probabilities of tags, mode, status, contexts, truth."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.second = engine.second
        owners = torch.tensor([labels.TYPES.index(t) for t, _ in labels.MODES])
        kinds = torch.arange(labels.KINDS)
        self.register_buffer("foreign", (owners[None] != kinds[:, None]).float() * -1e4)

    def forward(
        self, states: Tensor, mask: Tensor, row: Tensor, kind: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        tags, mode, status, contexts, truth = self.second(states[row], mask[row], kind, first, last)
        mode = (mode + self.foreign[kind]).softmax(-1)
        return tags.softmax(-1), mode, status.softmax(-1), contexts.sigmoid(), truth.sigmoid()


def keep_word(word: str) -> bool:
    if word.startswith("[unused"):
        return False
    return all(ord(c) < 0x250 or unicodedata.category(c)[0] in "PS" for c in word.removeprefix("##"))


def write_graph(module: nn.Module, inputs: dict[str, tuple[Tensor, str]], outputs: dict[str, str], path: Path) -> None:
    axes = {n: dict(enumerate(d)) for n, d in [*((n, d) for n, (_, d) in inputs.items()), *outputs.items()]}
    axes = {n: {k: v for k, v in a.items() if v != "."} for n, a in axes.items()}
    torch.onnx.export(
        module.eval(),
        tuple(t for t, _ in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    config = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantizer = MatMulNBitsQuantizer(onnx.load(str(path)), algo_config=config)
    quantizer.process()
    graph = quantizer.model.model
    graph.producer_name, graph.producer_version = "verbale", ""
    del graph.metadata_props[:]
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, str(path))


def export(weights: Path, vocabulary: Path, out: Path) -> None:
    kept = torch.load(weights, weights_only=True)
    engine = Engine(PLANS[kept["plan"]])
    engine.load_state_dict(kept["average"])
    every = enumerate(WordPieces.load(vocabulary / "vocab.txt").vocabulary)
    words = {word: number for number, word in every if keep_word(word)}
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf8")
    encoder = engine.encoder
    encoder.words = Words(encoder.words.weight.data[list(words.values())])  # type: ignore[assignment]
    encoder.places = nn.Embedding.from_pretrained(encoder.places.weight.data[:LONGEST])
    h, b, t, f = engine.plan.size.hidden, 2, 9, 3

    def whole(*shape: int) -> Tensor:
        return torch.ones(shape, dtype=torch.long)

    grid = {"shapes": (whole(b, t), "bt"), "depths": (whole(b, t), "bt"), "title": (whole(b), "b")}
    write_graph(
        First(engine),
        {"ids": (whole(b, t), "bt"), **grid, "mask": (whole(b, t), "bt")},
        {"states": "bt.", "triggers": "bt.", "cues": "bt.", "content": "bt.", "entities": "bt."},
        out / "first.onnx",
    )
    write_graph(
        Second(engine),
        {
            "states": (torch.rand(b, t, h), "bt."),
            "mask": (whole(b, t), "bt"),
            **{name: (whole(f), "f") for name in ("row", "kind", "first", "last")},
        },
        {"tags": "ft.", "mode": "f.", "status": "f.", "contexts": "f.", "truth": "f"},
        out / "second.onnx",
    )
    classes = {
        "types": labels.TYPES,
        "modes": labels.MODES,
        "statuses": labels.STATUSES,
        "contexts": labels.CONTEXTS,
        "entities": labels.ENTITIES,
        "tags": labels.TAGS,
    }
    (out / "classes.json").write_text(json.dumps(classes), encoding="utf8")
    write_sums(out)


def write_sums(out: Path) -> None:
    """The checksums that the package verifies when it loads the engine."""
    names = ("first.onnx", "second.onnx", "vocabulary.txt", "classes.json")
    sums = {name: hashlib.blake2b((out / name).read_bytes(), digest_size=16).hexdigest() for name in names}
    (out / "sums.json").write_text(json.dumps(sums, indent=1), encoding="utf8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    export(options.weights, options.vocabulary, options.out)
