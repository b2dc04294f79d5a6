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

from training.engine.batches import Bank, make_batches
from training.engine.encoder import load_published
from training.engine.examples import IGNORE, Example, passages_of
from training.engine.model import PLANS, Engine
from verbale.analyse.passages import Cutter
from verbale.analyse.word_pieces import WordPieces
from verbale.spans import Span

Grammar = tuple[np.ndarray, np.ndarray]  # part of speech and relation by subtoken, IGNORE but on a word's first


def sentences(path: Path) -> Iterator[list[list[str]]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for block in lines.read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
            yield [row for row in rows if row[0].isdigit()]


def grammar_examples(shared: Path, cutter: Cutter) -> tuple[list[tuple[Example, Grammar]], int, int]:
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
            for passage in passages_of(text, None, cutter) if text.strip() else ():
                grammar = (np.full(len(passage), IGNORE, np.int64), np.full(len(passage), IGNORE, np.int64))
                for span, told in spots:
                    if inside := passage.between(span):
                        grammar[0][inside[0]], grammar[1][inside[0]] = told
                out.append((Example(name, -1, text, passage, [], events_labelled=False), grammar))
    return out, len(parts), len(relations)


def grammar_loss(logits: list[Tensor], targets: Tensor) -> Tensor:
    """*targets* (b, t, 2): part of speech and relation."""
    each = (
        F.cross_entropy(x.flatten(0, 1), targets[..., k].flatten(), ignore_index=IGNORE) for k, x in enumerate(logits)
    )
    return torch.stack(list(each)).sum()


def pretrain(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    cutter = Cutter(WordPieces.load((options.vocabulary or options.encoder) / "vocab.txt"), by_words=False)
    taught, parts, relations = grammar_examples(options.shared, cutter)
    model = Engine(PLANS[options.plan]).to(options.device)
    load_published(model.encoder, options.encoder / "model.safetensors", model.plan.taken)
    heads = nn.ModuleList(nn.Linear(model.plan.size.hidden, n) for n in (parts, relations)).to(options.device)
    optimiser = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": options.rate}, {"params": heads.parameters(), "lr": 1e-3}]
    )
    bank = Bank([example for example, _ in taught], model.plan.size, options.device)
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        losses, right = [], []
        for group in make_batches(bank.lengths, np.arange(len(bank)), options.tokens, rng):
            batch = bank.batch(group)
            targets = torch.full((*batch.beyond.shape, 2), IGNORE)
            for row, number in enumerate(group):
                grammar = np.stack(taught[number][1], 1)
                targets[row, : len(grammar)] = torch.from_numpy(grammar)
            targets = targets.to(options.device)
            with torch.autocast(options.device, torch.bfloat16, enabled=options.bfloat16):
                states = model.encoder(*batch.given)
                logits = [head(states).float() for head in heads]
            loss = grammar_loss(logits, targets)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
            hits = [(x.argmax(-1) == targets[..., k])[targets[..., k] != IGNORE] for k, x in enumerate(logits)]
            right.append(torch.stack([h.float().mean() for h in hits]))
        mean, last = float(torch.stack(losses).mean()), torch.stack(right[-100:]).mean(0).tolist()
        print(f"epoch {epoch + 1} loss {mean:.3f} parts and relations right {last}", flush=True)
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
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    pretrain(parser.parse_args())


if __name__ == "__main__":
    main()
