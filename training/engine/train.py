"""Train the engine: labelled texts in, a checkpoint and a line in the log of runs out.

    python -m training.engine.train --shared ../shared --encoder MODEL_DIR --out training/runs/a --epochs 6

MODEL_DIR holds model.safetensors and vocab.txt of all-MiniLM-L6-v2 (or, with --plan mpnet, all-mpnet-base-v2).
A killed run goes on from its last checkpoint when it is started again with the same --out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.engine import evaluate, teach
from training.engine.batches import make_batch, make_batches
from training.engine.encoder import load_published
from training.engine.examples import CALIBRATION, TEST, Example, all_examples
from training.engine.losses import loss_of
from training.engine.model import PLANS, Engine
from verbale.analyse.word_pieces import WordPieces

CHECKPOINT_SECONDS = 180


@dataclass
class Progress:
    step: int = 0
    seconds: float = 0.0


def epochs_of(examples: list[Example], options: argparse.Namespace) -> Iterator[tuple[int, list[list[Example]]]]:
    """Each epoch's batches, fixed by seed: all texts with events or soft labels, a share of those that label
    entities only, and a share of the copies with exchanged states."""
    told = [e for e in examples if e.events_labelled or e.soft]
    plain, copies = [e for e in told if not e.exchanged], [e for e in told if e.exchanged]
    others = [e for e in examples if not (e.events_labelled or e.soft)]
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        share = rng.sample(others, int(len(others) * options.entities))
        share += rng.sample(copies, int(len(copies) * options.exchanged))
        yield epoch, make_batches(plain + share, options.tokens, rng)


def take_share(examples: list[Example], share: float) -> list[Example]:
    """A fixed *share* of the labelled texts, the smaller within the larger; entity sets stay whole."""
    return [e for e in examples if e.fold < 0 or zlib.crc32(f"share {e.name}".encode()) % 1000 < share * 1000]


def with_soft_labels(learn: list[Example], options: argparse.Namespace, word_pieces: WordPieces) -> list[Example]:
    """The labelled passages with a teacher's probabilities beside their labels, and the unlabelled ones."""
    taught = teach.taught_examples(options.shared, word_pieces)
    soft = torch.load(options.soft, weights_only=True)
    for example, told in zip(taught, soft, strict=True):
        example.soft = told
    return taught + [e for e in learn if e.entities is not None]


def build(options: argparse.Namespace) -> Engine:
    model = Engine(PLANS[options.plan])
    load_published(model.encoder, options.encoder / "model.safetensors")
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["average"])
    for name, parameter in model.encoder.named_parameters():
        low = any(name.startswith(f"layers.{i}.") for i in range(model.plan.frozen))
        parameter.requires_grad_(not (low or name.startswith(("words", "places"))))
    return model


def make_optimiser(model: Engine, options: argparse.Namespace) -> torch.optim.Optimizer:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": encoder, "lr": options.rate, "peak": options.rate},
        {"params": heads, "lr": options.head_rate, "peak": options.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


@dataclass
class Run:
    """A training under way: everything that a checkpoint keeps."""

    model: Engine
    optimiser: torch.optim.Optimizer
    average: dict[str, Tensor]
    at: Progress
    folder: Path

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "at": asdict(self.at),
        }
        torch.save(state, self.folder / "checkpoint.new")
        (self.folder / "checkpoint.new").replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        kept = torch.load(self.folder / "checkpoint.pt", weights_only=True)
        self.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.average, self.at = kept["average"], Progress(**kept["at"])

    def step(self, group: list[Example], total: int, options: argparse.Namespace) -> float:
        """One step of descent; its randomness depends on its number alone, so that a resumed run repeats it."""
        number, size = self.at.step + 1, self.model.plan.size
        torch.manual_seed(options.seed * 1_000_003 + number)
        rate = min(1.0, number / options.warm) * max(0.0, 1 - number / total)
        for part in self.optimiser.param_groups:
            part["lr"] = part["peak"] * rate
        batch = make_batch(group, size.id_shift, size.begin, size.end)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            loss = loss_of(self.model, batch, random.Random(number), options.softness)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        decay = min(options.decay, (1 + number) / (10 + number))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)
        self.at.step = number
        return float(loss.detach())


def learn_epochs(
    run: Run, schedule: list[tuple[int, list[list[Example]]]], options: argparse.Namespace
) -> Iterator[str]:
    """Run the schedule from where the checkpoint stands; gives a line after each epoch."""
    total = sum(len(batches) for _, batches in schedule)
    begun, saved, seen = time.time() - run.at.seconds, time.time(), 0
    for epoch, batches in schedule:
        run.model.train()
        losses: list[float] = []
        for group in batches:
            seen += 1
            if seen <= run.at.step:
                continue
            losses.append(run.step(group, total, options))
            run.at.seconds = time.time() - begun
            if time.time() - saved > CHECKPOINT_SECONDS:
                run.save()
                saved = time.time()
                print(f"step {seen}/{total} loss {np.mean(losses[-100:]):.3f} {run.at.seconds:.0f}s", flush=True)
        if losses:
            run.save()
            yield f"epoch {epoch + 1} loss {np.mean(losses):.3f} {run.at.seconds:.0f}s"


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    word_pieces = WordPieces.load((options.vocabulary or options.encoder) / "vocab.txt")
    examples = all_examples(options.shared, word_pieces, exchanged=options.exchanged > 0 and not options.soft)
    learn = take_share([e for e in examples if e.fold not in {TEST, CALIBRATION}], options.share)
    examples = [e for e in examples if not e.exchanged]
    if options.soft:
        learn = with_soft_labels(learn, options, word_pieces)
    model = build(options)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    run = Run(model, make_optimiser(model, options), average, Progress(), options.out)
    if (options.out / "checkpoint.pt").exists():
        run.resume()
    print(f"{len(learn)} passages, from step {run.at.step}", flush=True)
    for epoch, line in enumerate(learn_epochs(run, list(epochs_of(learn, options)), options), start=1):
        due = epoch % options.every == 0
        held = [e for e in examples if e.fold == CALIBRATION]
        print(line, evaluate.quick(model, run.average, held) if due else "", flush=True)
    torch.save({"average": run.average, "plan": options.plan}, options.out / "weights.pt")
    figures = evaluate.quick(model, run.average, [e for e in examples if e.fold == TEST])
    line = {"options": {k: str(v) for k, v in vars(options).items()}, "test": figures, "seconds": run.at.seconds}
    (options.out / "figures.json").write_text(json.dumps(line, indent=1))
    print("test", figures, flush=True)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add: Any = parser.add_argument
    add("--shared", type=Path, default=Path("../shared"))
    add("--encoder", type=Path, required=True, help="folder with the published weights")
    add("--vocabulary", type=Path, help="folder with the uncased BERT vocab.txt, if not the encoder's")
    add("--plan", choices=sorted(PLANS), default="minilm")
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="weights.pt to begin from")
    add("--soft", type=Path, help="a teacher's soft labels, from training.engine.teach")
    add("--softness", type=float, default=0.7, help="share of the loss that is against the teacher")
    add("--epochs", type=int, default=6)
    add("--rate", type=float, default=1.5e-4)
    add("--head-rate", type=float, default=8e-4)
    add("--tokens", type=int, default=1200, help="subtokens a batch")
    add("--entities", type=float, default=0.25, help="share of the entity sets read each epoch")
    add("--exchanged", type=float, default=0.0, help="share of the copies with exchanged states read each epoch")
    add("--share", type=float, default=1.0, help="share of the labelled texts that is learnt from")
    add("--decay", type=float, default=0.998, help="of the running average of weights")
    add("--warm", type=int, default=150)
    add("--every", type=int, default=2, help="epochs between evaluations")
    add("--threads", type=int, default=1)
    add("--seed", type=int, default=1)
    add("--bfloat16", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(parse())
