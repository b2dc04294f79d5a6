"""Turn trained weights into what the package ships: two ONNX graphs with int8 weights, words, the classes.

    python -m training.engine.export --weights RUN/weights.pt --vocabulary MODEL_DIR --out src/verbale/analyse/engine
    python -m training.engine.export --weights FAST/weights.pt --vocabulary MODEL_DIR --out src/verbale/analyse/engine/fast

How the weights are kept and multiplied stands in graphs. Word vectors are int8 with a scale a word, in files of their
own: no training changes them, so that the fast engine, in a folder below, reads those of the full one. Subtokens in
scripts that English reports do not use are left out of the vocabulary.
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
from torch import Tensor, nn

from training.engine import labels
from training.engine.graphs import First, Second
from training.engine.model import load_trained
from verbale.analyse.word_pieces import WordPieces

OPSET = 20


def write_words(table: Tensor, words: dict[str, int], out: Path) -> None:
    """The vocabulary and its vectors: int8 with a scale a row."""
    chosen = table[list(words.values())]
    scale = chosen.abs().amax(1, keepdim=True) / 127
    np.save(out / "words.npy", (chosen / scale).round().to(torch.int8).numpy())
    np.save(out / "word_scales.npy", scale.numpy())
    (out / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf8")


def keep_word(word: str) -> bool:
    if word.startswith("[unused"):
        return False
    return all(ord(c) < 0x250 or unicodedata.category(c)[0] in "PS" for c in word.removeprefix("##"))


def write_graph(module: nn.Module, inputs: dict[str, tuple[Tensor, str]], outputs: dict[str, str], path: Path) -> None:
    axes = {n: dict(enumerate(d)) for n, d in [*((n, d) for n, (_, d) in inputs.items()), *outputs.items()]}
    axes = {n: {k: v for k, v in a.items() if v not in ".1"} for n, a in axes.items()}
    torch.onnx.export(
        module.eval(),
        tuple(t for t, _ in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=OPSET,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
    graph = onnx.load(str(path))
    graph.producer_name, graph.producer_version = "verbale", ""
    del graph.metadata_props[:]
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, str(path))


def export(weights: Path, vocabulary: Path, out: Path) -> None:
    engine = load_trained(weights)
    every = enumerate(WordPieces.load(vocabulary / "vocab.txt").vocabulary)
    words = {word: number for number, word in every if keep_word(word)}
    out.mkdir(parents=True, exist_ok=True)
    encoder = engine.encoder
    if not (out.parent / "words.npy").exists():
        write_words(encoder.words.weight.data, words, out)
    h, t, u, f = engine.plan.size.hidden, 9, 7, 3

    def whole(*shape: int) -> Tensor:
        return torch.ones(shape, dtype=torch.long)

    given = {
        "words": (torch.rand(1, t, h), "1t."),
        "shapes": (whole(1, t), "1t"),
        "depths": (whole(1, t), "1t"),
        "title": (whole(1), "1"),
    }
    if engine.plan.whole < engine.plan.layers:
        given["share"] = (torch.eye(u, t)[None], "1ut")
    write_graph(
        First(engine),
        given,
        {"states": "1u.", "triggers": "1u.", "cues": "1u.", "content": "1u.", "entities": "1u."},
        out / "first.onnx",
    )
    write_graph(
        Second(engine.second),
        {
            "states": (torch.rand(1, u, h), "1u."),
            **{name: (whole(f), "f") for name in ("kind", "first", "last")},
        },
        {"tags": "fu.", "mode": "f.", "status": "f.", "contexts": "f.", "truth": "f"},
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
