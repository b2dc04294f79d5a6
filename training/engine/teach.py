"""Let a trained model label texts softly, for a smaller one to learn from.

    python -m training.engine.teach --examples examples.pickle --weights RUN/weights.pt --out RUN/soft.pt

Every passage of the unlabelled items and reports, and of the labelled ones outside the held folds, gets the model's
probabilities: of each subtoken's tags, and of what hangs on each likely trigger or cue. Several --weights are averaged.
With --part 0/4 it labels the first quarter, so that four processes share one device; train reads all the parts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.engine.batches import Bank, Soft, make_batches
from training.engine.evaluate import candidates, runs
from training.engine.examples import Example
from training.engine.labels import SPEECH
from training.engine.losses import mode_mask
from training.engine.model import Engine, load_trained
from training.engine.prepare import load_examples


def likely_frames(triggers: np.ndarray, cues: np.ndarray) -> list[tuple[int, int, int]]:
    """Kind, first and last of what the teacher takes for triggers and cues, the doubtful among them."""
    acts = [(kind, first, last) for first, last, kind, _ in candidates(triggers, 0.1)]
    heard = [(SPEECH, first, last) for first, last, _ in runs(cues.argmax(-1))]
    return acts + heard


def read_first(models: list[Engine], banks: list[Bank], group: np.ndarray) -> tuple[list[Tensor], Tensor, Tensor]:
    """States by model, the batch's mask, and the models' mean probabilities of all heads side by side."""
    states, firsts = [], []
    for model, bank in zip(models, banks, strict=True):
        batch = bank.batch(group)
        with torch.autocast(bank.device, torch.bfloat16):
            states.append(model.encoder(*batch.given))
            heads = model.first(states[-1])
        firsts.append(torch.cat([x.float().softmax(-1) for x in heads], -1))
    return states, batch.beyond, torch.stack(firsts).mean(0)


def read_second(models: list[Engine], states: list[Tensor], mask: Tensor, frames: Tensor) -> list[Tensor]:
    """The models' mean probabilities of tags, mode, status, contexts and truth; *frames* (f, 4) row, kind, first, last."""
    row, kind, first, last = frames.unbind(1)
    told = []
    for model, state in zip(models, states, strict=True):
        with torch.autocast(frames.device.type, torch.bfloat16):
            tags, mode, status, contexts, truth = (x.float() for x in model.second(state, mask, row, kind, first, last))
        mode = mode + mode_mask(str(mode.device))[kind]
        told.append((tags.softmax(-1), mode.softmax(-1), status.softmax(-1), contexts.sigmoid(), truth.sigmoid()))
    return [torch.stack(parts).mean(0) for parts in zip(*told, strict=True)]


@torch.no_grad()
def teach(models: list[Engine], examples: list[Example], tokens: int, device: str) -> Soft:
    """What *models* say of *examples* on average, in the order of the examples."""
    banks = [Bank(examples, model.plan.size, device) for model in models]
    classes = [m.out_features for m in (models[0].triggers[-1], models[0].cues[-1])]
    lengths = banks[0].sizes
    first: list[np.ndarray] = [np.empty(0)] * len(examples)
    second: list[tuple[np.ndarray, ...]] = [()] * len(examples)
    for group in make_batches(banks[0].lengths, np.arange(len(examples)), tokens, None):
        states, mask, mean = read_first(models, banks, group)
        whole = mean.half().cpu().numpy()
        frames: list[tuple[int, int, int, int]] = []
        for row, number in enumerate(group):
            first[number] = whole[row, : lengths[number]]
            at, to = classes[0], sum(classes)
            mine = likely_frames(first[number][:, :at].astype(np.float32), first[number][:, at:to])
            frames += [(row, *f) for f in mine]
        rows = np.array([f[0] for f in frames], np.int64)
        if not frames:
            continue
        told = torch.tensor(frames, device=device)
        parts = [x.half().cpu().numpy() for x in read_second(models, states, mask, told)]
        for row in np.unique(rows):
            mine_at = np.flatnonzero(rows == row)
            number = group[row]
            tags = parts[0][mine_at, : lengths[number]].reshape(-1, parts[0].shape[-1])
            second[number] = (np.array(frames)[mine_at, 1:], tags, *(x[mine_at] for x in parts[1:]))
    return _as_soft(lengths, first, second)


def _as_soft(lengths: np.ndarray, first: list[np.ndarray], second: list[tuple[np.ndarray, ...]]) -> Soft:
    told = [s for s in second if s]
    parts = [torch.from_numpy(np.concatenate(part)) for part in zip(*told, strict=True)]
    counts = torch.tensor([len(s[0]) if s else 0 for s in second])
    return Soft(torch.from_numpy(lengths), torch.from_numpy(np.concatenate(first)), counts, *parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, required=True, help="from training.engine.prepare")
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--tokens", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    number, parts = map(int, options.part.split("/"))
    examples = load_examples(options.examples).taught
    bounds = np.linspace(0, len(examples), parts + 1).astype(int)
    models = [load_trained(w).to(options.device) for w in options.weights]
    soft = teach(models, examples[bounds[number] : bounds[number + 1]], options.tokens, options.device)
    torch.save(soft.as_dict(), options.out)


if __name__ == "__main__":
    main()
