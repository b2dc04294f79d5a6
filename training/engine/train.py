"""Train the engine: labelled texts in, a checkpoint and a line in the log of runs out.

    python -m training.engine.train --shared ../shared --encoder MODEL_DIR --out training/runs/a --epochs 6

MODEL_DIR holds model.safetensors and tokenizer.json of all-MiniLM-L6-v2 (or, with --plan mpnet, all-mpnet-base-v2).
A killed run goes on from its last checkpoint when it is started again with the same --out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from training.engine import evaluate
from training.engine.encoder import load_published
from training.engine.examples import CALIBRATION, IGNORE, TEST, Example, Frame, all_examples
from training.engine.labels import CONTEXTS, MODES, SPEECH, TYPES, begin
from training.engine.model import PLANS, Engine

CHECKPOINT_SECONDS = 180


@dataclass
class Batch:
    ids: Tensor
    shapes: Tensor
    depths: Tensor
    title: Tensor
    mask: Tensor
    triggers: Tensor
    cues: Tensor
    content: Tensor
    entities: Tensor
    weight: Tensor
    frames: list[tuple[int, Frame]]  # row, frame


def make_batch(examples: list[Example], shift: int, begin_mark: int, end_mark: int) -> Batch:
    rows, width = len(examples), max(len(e.passage) for e in examples)

    def full(value: int) -> np.ndarray:
        return np.full((rows, width), value, np.int64)

    ids, shapes, depths, mask = full(1 if shift else 0), full(0), full(0), full(0)
    triggers, cues, content, entities = full(IGNORE), full(IGNORE), full(IGNORE), full(IGNORE)
    frames: list[tuple[int, Frame]] = []
    for row, example in enumerate(examples):
        passage, n = example.passage, len(example.passage)
        ids[row, :n] = passage.ids + shift
        ids[row, 0], ids[row, n - 1] = begin_mark, end_mark
        shapes[row, :n], depths[row, :n], mask[row, :n] = passage.shapes, passage.depths, 1
        if example.events_labelled:
            triggers[row, :n] = 0
        if example.speech_labelled:
            cues[row, :n] = 0
            content[row, :n] = example.content
        if example.entities is not None:
            entities[row, :n] = example.entities
        for frame in example.frames:
            target, number = (cues, 0) if frame.kind == SPEECH else (triggers, frame.kind)
            target[row, frame.first] = begin(number)
            target[row, frame.first + 1 : frame.last] = begin(number) + 1
            frames.append((row, frame))
    t = torch.from_numpy
    title = torch.tensor([int(e.passage.title) for e in examples])
    weight = torch.tensor([e.weight for e in examples])
    return Batch(
        t(ids), t(shapes), t(depths), title, t(mask), t(triggers), t(cues), t(content), t(entities), weight, frames
    )


def make_batches(examples: list[Example], tokens: int, rng: random.Random | None) -> list[list[Example]]:
    """Passages of like length together, at most *tokens* subtokens a batch with the padding."""
    noise = (lambda: rng.random() * 12) if rng else (lambda: 0.0)
    ordered = sorted(examples, key=lambda e: len(e.passage) + noise())
    batches: list[list[Example]] = [[]]
    for example in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.passage) > tokens:
            batches.append([])
        batches[-1].append(example)
    if rng:
        rng.shuffle(batches)
    return batches


MODE_MASK = torch.tensor([[0.0 if t == owner else -1e4 for owner, _ in MODES] for t in TYPES])


def false_triggers(batch: Batch, logits: Tensor, rng: random.Random) -> list[tuple[int, Frame]]:
    """Frames to be told false: what the first reading takes for a trigger now and is none, or has another type."""
    taken = batch.triggers > 0
    scores = logits.detach().float().softmax(-1)
    some = scores[..., 1::2] + scores[..., 2::2]
    best, kind = some.max(-1)
    wrong: list[tuple[int, Frame]] = []
    labelled = batch.triggers == 0
    for row, column in torch.nonzero((best > 0.15) & labelled).tolist():
        before = column > 0 and best[row, column - 1] > 0.15 and not taken[row, column - 1]
        if not before or rng.random() < 0.2:
            wrong.append((row, Frame(int(kind[row, column]), column, column + 1)))
    for row, frame in batch.frames:
        if frame.kind != SPEECH:
            rivals = some[row, frame.first].clone()
            rivals[frame.kind] = 0
            if float(rivals.max()) > 0.1:
                wrong.append((row, Frame(int(rivals.argmax()), frame.first, frame.last)))
    rng.shuffle(wrong)
    return wrong[: max(4, len(batch.frames))]


def frame_targets(frames: list[tuple[int, Frame]], batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    tags = np.full((len(frames), batch.ids.shape[1]), IGNORE, np.int64)
    contexts = np.zeros((len(frames), len(CONTEXTS)), np.float32)
    for k, (row, frame) in enumerate(frames):
        tags[k, : int(batch.mask[row].sum())] = 0
        for first, last, tag in frame.roles:
            tags[k, first] = begin(tag)
            tags[k, first + 1 : last] = begin(tag) + 1
        contexts[k, list(frame.contexts)] = 1
    mode = torch.tensor([f.mode for _, f in frames])
    status = torch.tensor([f.status for _, f in frames])
    return torch.from_numpy(tags), mode, status, torch.from_numpy(contexts)


def loss_of(model: Engine, batch: Batch, rng: random.Random) -> Tensor:
    states = model.encoder(batch.ids, batch.shapes, batch.depths, batch.title, batch.mask)
    triggers, cues, content, entities = (x.float() for x in model.first(states))

    def tagging(logits: Tensor, target: Tensor, scale: float) -> Tensor:
        if not bool((target != IGNORE).any()):
            return logits.sum() * 0
        each = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none")
        share = batch.weight[:, None].expand_as(target).flatten() * (target.flatten() != IGNORE)
        return scale * (each * share).sum() / share.sum()

    loss = tagging(triggers, batch.triggers, 4) + tagging(cues, batch.cues, 2)
    loss = loss + tagging(content, batch.content, 1) + tagging(entities, batch.entities, 1)
    wrong = false_triggers(batch, triggers, rng)
    frames = batch.frames + wrong
    if not frames:
        return loss
    rows = torch.tensor([row for row, _ in frames])
    kinds = torch.tensor([f.kind for _, f in frames])
    first = torch.tensor([f.first for _, f in frames])
    last = torch.tensor([f.last for _, f in frames])
    tags, mode, status, contexts, truth = (
        x.float() for x in model.second(states[rows], batch.mask[rows], kinds, first, last)
    )
    right = len(batch.frames)
    acts = kinds < SPEECH
    told = torch.cat([torch.ones(right), torch.zeros(len(wrong))])
    if bool(acts.any()):
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(truth[acts], told[acts])
    if right:
        want, want_mode, want_status, want_contexts = frame_targets(batch.frames, batch)
        loss = loss + 4 * F.cross_entropy(tags[:right].flatten(0, 1), want.flatten(), ignore_index=IGNORE)
        real = acts[:right]
        if bool(real.any()):
            masked = mode[:right][real] + MODE_MASK[kinds[:right][real]]
            loss = loss + 0.4 * F.cross_entropy(masked, want_mode[real])
            loss = loss + 0.4 * F.cross_entropy(status[:right][real], want_status[real])
            loss = loss + 2 * F.binary_cross_entropy_with_logits(contexts[:right][real], want_contexts[real])
    return loss


@dataclass
class Progress:
    epoch: int = 0
    step: int = 0
    seconds: float = 0.0


def save(path: Path, model: Engine, optimiser: torch.optim.Optimizer, average: dict[str, Tensor], at: Progress) -> None:
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "at": asdict(at)}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def epochs_of(examples: list[Example], options: argparse.Namespace) -> Iterator[tuple[int, list[list[Example]]]]:
    """Each epoch's batches: all labelled texts and a share of those that label entities only; fixed by seed."""
    labelled = [e for e in examples if e.events_labelled]
    others = [e for e in examples if not e.events_labelled]
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        share = rng.sample(others, int(len(others) * options.entities))
        yield epoch, make_batches(labelled + share, options.tokens, rng)


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    bert = Tokenizer.from_file(str((options.vocabulary or options.encoder) / "tokenizer.json"))
    bert.no_padding()
    bert.no_truncation()
    examples = all_examples(options.shared, bert)
    held = {TEST, CALIBRATION}
    learn = [e for e in examples if e.fold not in held]
    plan = PLANS[options.plan]
    model = Engine(plan)
    load_published(model.encoder, options.encoder / "model.safetensors")
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["average"])
    size = plan.size
    encoder = list(model.encoder.named_parameters())
    for name, parameter in encoder:
        frozen = name.startswith(("words", "places")) or any(
            name.startswith(f"layers.{i}.") for i in range(options.freeze)
        )
        parameter.requires_grad_(not (frozen and (options.freeze or not options.embeddings)))
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": [p for _, p in encoder if p.requires_grad], "lr": options.rate, "peak": options.rate},
        {"params": heads, "lr": options.head_rate, "peak": options.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = list(epochs_of(learn, options))
    total = sum(len(b) for _, b in schedule)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    at, checkpoint = Progress(), options.out / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        average, at = kept["average"], Progress(**kept["at"])
    print(f"{len(learn)} passages, {total} steps, from step {at.step}", flush=True)
    step, started, saved = 0, time.time() - at.seconds, time.time()
    for epoch, batches in schedule:
        model.train()
        losses: list[float] = []
        for group in batches:
            step += 1
            if step <= at.step:
                continue
            torch.manual_seed(options.seed * 1_000_003 + step)
            rate = min(1.0, step / options.warm) * max(0.0, 1 - step / total)
            for part in optimiser.param_groups:
                part["lr"] = part["peak"] * rate
            batch = make_batch(group, size.id_shift, size.begin, size.end)
            with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
                loss = loss_of(model, batch, random.Random(step))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            losses.append(float(loss.detach()))
            decay = min(options.decay, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    average[name].lerp_(value, 1 - decay)
            if time.time() - saved > CHECKPOINT_SECONDS:
                save(checkpoint, model, optimiser, average, Progress(epoch, step, time.time() - started))
                saved = time.time()
            if step in (10, 50) or step % 400 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-200:]):.3f} {time.time() - started:.0f}s", flush=True)
        if losses:
            save(checkpoint, model, optimiser, average, Progress(epoch, step, time.time() - started))
            if epoch % options.every == options.every - 1 or epoch == options.epochs - 1:
                figures = evaluate.quick(model, average, [e for e in examples if e.fold == CALIBRATION], options)
                print(f"epoch {epoch + 1} loss {np.mean(losses):.3f} {time.time() - started:.0f}s {figures}", flush=True)
    torch.save({"average": average, "plan": options.plan}, options.out / "weights.pt")
    figures = evaluate.quick(model, average, [e for e in examples if e.fold == TEST], options)
    line = {"options": {k: str(v) for k, v in vars(options).items()}, "test": figures, "seconds": time.time() - started}
    (options.out / "figures.json").write_text(json.dumps(line, indent=1))
    print("test", figures, flush=True)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add: Any = parser.add_argument
    add("--shared", type=Path, default=Path("../shared"))
    add("--encoder", type=Path, required=True, help="folder with the published weights")
    add("--vocabulary", type=Path, help="folder with the uncased BERT tokenizer.json, if not the encoder's")
    add("--plan", choices=sorted(PLANS), default="minilm")
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="weights.pt to begin from")
    add("--epochs", type=int, default=6)
    add("--rate", type=float, default=1.5e-4)
    add("--head-rate", type=float, default=8e-4)
    add("--tokens", type=int, default=1200, help="subtokens a batch")
    add("--entities", type=float, default=0.25, help="share of the entity sets read each epoch")
    add("--decay", type=float, default=0.998, help="of the running average of weights")
    add("--warm", type=int, default=150)
    add("--freeze", type=int, default=0, help="lower layers (and embeddings) left as they are")
    add("--embeddings", action="store_true", help="train the word embeddings too")
    add("--every", type=int, default=2, help="epochs between evaluations")
    add("--threads", type=int, default=1)
    add("--seed", type=int, default=1)
    add("--bfloat16", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(parse())
