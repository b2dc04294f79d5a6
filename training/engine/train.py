"""Train the engine: labelled texts in, a checkpoint and a line in the log of runs out.

    python -m training.engine.prepare --shared ../shared --vocabulary MODEL_DIR --out examples.pickle
    python -m training.engine.train --examples examples.pickle --encoder MODEL_DIR --out training/runs/a --epochs 6

MODEL_DIR holds model.safetensors of all-MiniLM-L6-v2 (or, with --plan mpnet, all-mpnet-base-v2). A killed run goes on
from its last checkpoint when it is started again with the same --out. On a graphics processor: --device cuda.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.engine import evaluate
from training.engine.batches import Bank, Soft, join_soft, make_batches
from training.engine.encoder import load_published
from training.engine.examples import CALIBRATION, Example
from training.engine.losses import Nearness, loss_of
from training.engine.model import PLANS, Engine, load_trained
from training.engine.prepare import HELD, Examples, load_examples

CHECKPOINT_SECONDS = 180


@dataclass
class Progress:
    step: int = 0
    seconds: float = 0.0


def epochs_of(bank: Bank, examples: list[Example], options: argparse.Namespace) -> Iterator[list[np.ndarray]]:
    """Each epoch's batches, fixed by seed: all texts with events or soft labels, a share of those that label
    entities only, and a share of the copies with exchanged states."""
    named = [e.entities is not None for e in examples]
    whole = np.flatnonzero([not (e.exchanged or n) for e, n in zip(examples, named, strict=True)])
    copies = np.flatnonzero([e.exchanged for e in examples])
    others = np.flatnonzero(named)
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        share = rng.sample(others.tolist(), int(len(others) * options.entities))
        share += rng.sample(copies.tolist(), int(len(copies) * options.exchanged))
        yield make_batches(bank.lengths, np.concatenate((whole, np.array(share, np.int64))), options.tokens, rng)


def take_share(examples: list[Example], share: float) -> list[Example]:
    """A fixed *share* of the labelled texts, the smaller within the larger; entity sets stay whole."""
    return [e for e in examples if e.fold < 0 or zlib.crc32(f"share {e.name}".encode()) % 1000 < share * 1000]


def choose_examples(examples: Examples, options: argparse.Namespace) -> list[Example]:
    """What is learnt from: what a teacher labelled softly, if there are soft labels, or else what is labelled."""
    if options.soft:
        return examples.taught
    learn = [e for e in examples.labelled if e.fold not in HELD and not (e.exchanged and not options.exchanged)]
    return take_share([e for e in learn if not e.name.startswith(tuple(options.without))], options.share)


def load_soft(paths: Sequence[Path]) -> Soft | None:
    return join_soft([Soft(**torch.load(path, weights_only=True)) for path in paths]) if paths else None


def build(options: argparse.Namespace) -> Engine:
    model = Engine(PLANS[options.plan])
    if options.encoder:
        load_published(model.encoder, options.encoder / "model.safetensors", model.plan.taken)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["average"])
    for name, parameter in model.encoder.named_parameters():
        low = any(name.startswith(f"layers.{i}.") for i in range(model.plan.frozen))
        parameter.requires_grad_(not (low or name.startswith(("words", "places"))))
    return model.to(options.device)


def make_optimiser(model: Engine, nearness: Nearness | None, options: argparse.Namespace) -> torch.optim.Optimizer:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    heads += nearness.map.parameters() if nearness else []
    groups = [
        {"params": encoder, "lr": options.rate, "peak": options.rate},
        {"params": heads, "lr": options.head_rate, "peak": options.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=options.device != "cpu")


@dataclass
class Run:
    """A training under way: everything that a checkpoint keeps."""

    model: Engine
    optimiser: torch.optim.Optimizer
    average: dict[str, Tensor]
    at: Progress
    folder: Path
    bank: Bank
    nearness: Nearness | None = None

    def pairs(self) -> tuple[list[Tensor], list[Tensor]]:
        """The average's weights and the model's, in one order; those that no training changes are left out."""
        learnt = [(name, own) for name, own in self.model.named_parameters() if own.requires_grad]
        return [self.average[name] for name, _ in learnt], [own for _, own in learnt]

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "at": asdict(self.at),
        }
        if self.nearness:
            state["map"] = self.nearness.map.state_dict()
        torch.save(state, self.folder / "checkpoint.new")
        (self.folder / "checkpoint.new").replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        kept = torch.load(self.folder / "checkpoint.pt", weights_only=True, map_location=self.bank.device)
        self.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.average, self.at = kept["average"], Progress(**kept["at"])
        if self.nearness:
            self.nearness.map.load_state_dict(kept["map"])

    def step(self, group: np.ndarray, total: int, options: argparse.Namespace) -> Tensor:
        """One step of descent; its randomness depends on its number alone, so that a resumed run repeats it."""
        number = self.at.step + 1
        torch.manual_seed(options.seed * 1_000_003 + number)
        done = self.at.seconds / options.seconds if options.seconds else number / total
        rate = min(1.0, number / options.warm) * max(0.0, 1 - done)
        for part in self.optimiser.param_groups:
            part["lr"] = part["peak"] * rate
        batch = self.bank.batch(group)
        with torch.autocast(self.bank.device, torch.bfloat16, enabled=options.bfloat16):
            loss = loss_of(self.model, batch, options.softness, self.nearness)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        decay = min(options.decay, (1 + number) / (10 + number))
        with torch.no_grad():
            torch._foreach_lerp_(*self.pairs(), 1 - decay)
        self.at.step = number
        return loss.detach()


def learn_epochs(
    run: Run, schedule: Iterable[list[np.ndarray]], total: int, options: argparse.Namespace
) -> Iterator[str]:
    """Run the schedule from where the checkpoint stands; gives a line after each epoch."""
    begun, saved, seen = time.time() - run.at.seconds, time.time(), 0

    def is_over() -> bool:
        return bool(options.seconds) and run.at.seconds > options.seconds

    for epoch, batches in enumerate(schedule):
        run.model.train()
        losses: list[Tensor] = []
        for group in batches:
            seen += 1
            if seen <= run.at.step:
                continue
            if is_over():
                break
            losses.append(run.step(group, total, options))
            run.at.seconds = time.time() - begun
            if time.time() - saved > CHECKPOINT_SECONDS:
                run.save()
                saved = time.time()
                recent = float(torch.stack(losses[-100:]).mean())
                print(f"step {seen}/{total or '?'} loss {recent:.3f} {run.at.seconds:.0f}s", flush=True)
        if losses:
            mean = float(torch.stack(losses).mean())
            run.at.seconds = time.time() - begun
            yield f"epoch {epoch + 1} loss {mean:.3f} {run.at.seconds:.0f}s, {run.at.step} steps"
        if is_over():
            return


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(options.examples)
    learn = choose_examples(examples, options)
    held = [e for e in examples.labelled if e.fold == CALIBRATION and not e.exchanged]
    model = build(options)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    bank = Bank(learn, model.plan.size, options.device, load_soft(options.soft))
    near = load_trained(options.near) if options.near else None
    nearness = Nearness(near, model.plan.size.hidden).to(options.device) if near else None
    run = Run(model, make_optimiser(model, nearness, options), average, Progress(), options.out, bank, nearness)
    if (options.out / "checkpoint.pt").exists():
        run.resume()
    schedule: Iterable[list[np.ndarray]] = epochs_of(bank, learn, options)
    total = 0
    if not options.seconds:
        schedule = list(schedule)
        total = sum(map(len, schedule))
    print(f"{len(learn)} passages, {total or '?'} steps, from step {run.at.step}", flush=True)
    for epoch, line in enumerate(learn_epochs(run, schedule, total, options), start=1):
        due = epoch % options.every == 0
        print(line, evaluate.quick(model, run.average, held, options.device) if due else "", flush=True)
    torch.save({"average": run.average, "plan": options.plan}, options.out / "weights.pt")
    figures = {"calibration": evaluate.quick(model, run.average, held, options.device)}
    line = {"options": {k: str(v) for k, v in vars(options).items()}, **figures, "seconds": run.at.seconds}
    (options.out / "figures.json").write_text(json.dumps(line, indent=1))
    print(f"{run.at.seconds:.0f}s", figures, flush=True)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add: Any = parser.add_argument
    add("--examples", type=Path, required=True, help="from training.engine.prepare")
    add("--encoder", type=Path, help="folder with the published weights; not needed with --start")
    add("--plan", choices=sorted(PLANS), default="minilm")
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="weights.pt to begin from")
    add("--soft", type=Path, nargs="*", default=[], help="a teacher's soft labels, from training.engine.teach")
    add("--near", type=Path, help="weights.pt of a larger engine, whose states are to be come near to")
    add("--without", nargs="*", default=[], help='leave out labelled texts whose names begin so, as "own "')
    add("--softness", type=float, default=0.7, help="share of the loss that is against the teacher")
    add("--epochs", type=int, default=6)
    add("--seconds", type=float, default=0.0, help="end after so long; the rate falls with time instead of steps")
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
    add("--device", default="cpu", help="cpu or cuda")
    add("--seed", type=int, default=1)
    add("--bfloat16", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(parse())
