"""Turn trained weights into what the package ships: two ONNX graphs with int8 weights, words, the classes.

    python -m training.engine.export --weights RUN/weights.pt --vocabulary MODEL_DIR --out src/verbale/analyse/engine
    python -m training.engine.export --weights FAST/weights.pt --vocabulary MODEL_DIR --out src/verbale/analyse/engine/fast

Weights are int8 with one scale for every 128 of a row, and stay so in memory; activations are quantised by row and
block inside the multiplication (MatMulNBits, accuracy level 4), so that a passage's analysis does not depend on what
shares its batch. Word vectors are int8 with a scale a word, in files of their own: no training changes them, so that
the fast engine, in a folder below, reads those of the full one. Subtokens in scripts that English reports do not use
are left out of the vocabulary.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import unicodedata
from pathlib import Path

import numpy as np
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


def write_words(table: Tensor, words: dict[str, int], out: Path) -> None:
    """The vocabulary and its vectors: int8 with a scale a row."""
    chosen = table[list(words.values())]
    scale = chosen.abs().amax(1, keepdim=True) / 127
    np.save(out / "words.npy", (chosen / scale).round().to(torch.int8).numpy())
    np.save(out / "word_scales.npy", scale.numpy())
    (out / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf8")


class First(nn.Module):
    """words, shapes, depths, title, mask -> states, and the probabilities of triggers, cues, content, entities.

    words: the vectors of the subtokens, (b, t, hidden).
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def forward(self, words: Tensor, shapes: Tensor, depths: Tensor, title: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        states = self.engine.encoder(words, shapes, depths, title, mask)
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
    encoder = engine.encoder
    if not (out.parent / "words.npy").exists():
        write_words(encoder.words.weight.data, words, out)
    encoder.words = nn.Identity()  # type: ignore[assignment]
    encoder.places = nn.Embedding.from_pretrained(encoder.places.weight.data[:LONGEST])
    h, b, t, f = engine.plan.size.hidden, 2, 9, 3

    def whole(*shape: int) -> Tensor:
        return torch.ones(shape, dtype=torch.long)

    grid = {"shapes": (whole(b, t), "bt"), "depths": (whole(b, t), "bt"), "title": (whole(b), "b")}
    write_graph(
        First(engine),
        {"words": (torch.rand(b, t, h), "bt."), **grid, "mask": (whole(b, t), "bt")},
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
    """The checksums that the package verifies when it loads the engine; what stands in the folder above is told so."""
    shared = [n if (out / n).exists() else f"../{n}" for n in ("words.npy", "word_scales.npy", "vocabulary.txt")]
    names = ("first.onnx", "second.onnx", *shared, "classes.json")
    sums = {name: hashlib.blake2b((out / name).read_bytes(), digest_size=16).hexdigest() for name in names}
    (out / "sums.json").write_text(json.dumps(sums, indent=1), encoding="utf8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    export(options.weights, options.vocabulary, options.out)
