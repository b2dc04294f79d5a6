"""Teach the encoder grammar first: parts of speech and relations of the Universal Dependencies treebanks.

    python -m training.engine.pretrain --shared ../shared --encoder MODEL_DIR --out RUN

Writes RUN/weights.pt for `train --start`. Kept for the ablation: see runs.md for what it brought.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.engine.batches import make_batch, make_batches
from training.engine.encoder import load_published
from training.engine.examples import IGNORE, Example, passages_of
from training.engine.model import PLANS, Engine
from verbale.analyse.word_pieces import WordPieces
from verbale.spans import Span

Grammar = tuple[np.ndarray, np.ndarray]  # part of speech and relation by subtoken, IGNORE but on a word's first


def sentences(path: Path) -> Iterator[list[list[str]]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for block in lines.read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
            yield [row for row in rows if row[0].isdigit()]


def grammar_examples(shared: Path, word_pieces: WordPieces) -> tuple[list[tuple[Example, Grammar]], int, int]:
    """Passages with their grammar, and how many parts of speech and relations there are."""
    parts: dict[str, int] = {}
    relations: dict[str, int] = {}
    out = []
    for name in ("ewt-train", "gum-train"):
        for rows in sentences(shared / "training" / "ud" / f"{name}.conllu.gz"):
            text, spots = "", []
            for row in rows:
                told = (
                    parts.setdefault(row[3], len(parts)),
                    relations.setdefault(row[7].split(":")[0], len(relations)),
                )
                spots.append((Span(len(text), len(text) + len(row[1])), told))
                text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
            for passage in passages_of(text, None, word_pieces) if text.strip() else ():
                grammar = (np.full(len(passage), IGNORE, np.int64), np.full(len(passage), IGNORE, np.int64))
                for span, told in spots:
                    if inside := passage.between(span):
                        grammar[0][inside[0]], grammar[1][inside[0]] = told
                out.append((Example(name, -1, text, passage, [], events_labelled=False), grammar))
    return out, len(parts), len(relations)


def pretrain(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    word_pieces = WordPieces.load((options.vocabulary or options.encoder) / "vocab.txt")
    taught, parts, relations = grammar_examples(options.shared, word_pieces)
    told = {id(example): grammar for example, grammar in taught}
    model = Engine(PLANS[options.plan])
    load_published(model.encoder, options.encoder / "model.safetensors")
    heads = nn.ModuleList(nn.Linear(model.plan.size.hidden, n) for n in (parts, relations))
    optimiser = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": options.rate}, {"params": heads.parameters(), "lr": 1e-3}]
    )
    size = model.plan.size
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        losses: list[float] = []
        right: Tensor = torch.zeros(2)
        for group in make_batches([example for example, _ in taught], options.tokens, rng):
            batch = make_batch(group, size.id_shift, size.begin, size.end)
            width = batch.ids.shape[1]
            with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
                states = model.encoder(batch.ids, batch.shapes, batch.depths, batch.title, batch.mask)
                logits = [head(states).float() for head in heads]
            targets = [
                torch.from_numpy(
                    np.stack(
                        [np.pad(told[id(e)][k], (0, width - len(e.passage)), constant_values=IGNORE) for e in group]
                    )
                )
                for k in range(2)
            ]
            loss = sum(
                (
                    F.cross_entropy(x.flatten(0, 1), t.flatten(), ignore_index=IGNORE)
                    for x, t in zip(logits, targets, strict=True)
                ),
                start=torch.zeros(()),
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            losses.append(float(loss.detach()))
            right = right * 0.99 + 0.01 * torch.stack(
                [(x.argmax(-1) == t)[t != IGNORE].float().mean() for x, t in zip(logits, targets, strict=True)]
            )
        print(f"epoch {epoch + 1} loss {np.mean(losses):.3f} parts and relations right {right.tolist()}", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": model.state_dict(), "plan": options.plan}, options.out / "weights.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("--plan", choices=sorted(PLANS), default="minilm")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=1200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    pretrain(parser.parse_args())


if __name__ == "__main__":
    main()
