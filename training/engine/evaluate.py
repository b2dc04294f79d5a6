"""Quick figures of a model on a fold, read straight from its outputs, to follow a training.

They come near the scorer's (sides by names' overlap, no resolution), and are always a little different from them:
only figures of the whole program are reported elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.engine.batches import Bank, make_batches
from training.engine.examples import Example
from training.engine.labels import MODES, SPEECH, STATUSES, TAGS, TYPES
from training.engine.model import Engine


@dataclass
class Found:
    kind: int
    first: int
    last: int
    first_score: float
    truth: float
    roles: dict[str, list[str]]
    status: str
    mode: str | None


def runs(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """Stretches of a BIO row: first, last, class."""
    out: list[tuple[int, int, int]] = []
    i = 0
    while i < len(tags):
        if tags[i] > 0:
            c = (int(tags[i]) - 1) // 2
            j = i + 1
            while j < len(tags) and tags[j] == 2 + 2 * c:
                j += 1
            out.append((i, j, c))
            i = j
        else:
            i += 1
    return out


def candidates(scores: np.ndarray, floor: float) -> list[tuple[int, int, int, float]]:
    """Stretches that may be triggers: subtokens above *floor* in a row with one best type; score of the best one."""
    some = scores[:, 1::2] + scores[:, 2::2]
    kind, best = some.argmax(1), some.max(1)
    out: list[tuple[int, int, int, float]] = []
    i = 0
    while i < len(best):
        if best[i] < floor:
            i += 1
            continue
        j = i + 1
        while (
            j < len(best)
            and best[j] >= floor
            and kind[j] == kind[i]
            and scores[j, 2 + 2 * kind[i]] > scores[j, 1 + 2 * kind[i]]
        ):
            j += 1
        out.append((i, j, int(kind[i]), float(best[i:j].max())))
        i = j
    return out


@torch.no_grad()
def read(
    model: Engine, examples: list[Example], device: str, floor: float = 0.2, tokens: int = 4000
) -> dict[int, list[Found]]:
    bank = Bank(examples, model.plan.size, device)
    out: dict[int, list[Found]] = {}
    for numbers in make_batches(bank.lengths, np.arange(len(examples)), tokens, None):
        batch, group = bank.batch(numbers), [examples[n] for n in numbers]
        states = model.encoder(*batch.given)
        triggers = model.triggers(states).float().softmax(-1).cpu().numpy()
        cues = model.cues(states).float().softmax(-1).cpu().numpy()
        frames: list[tuple[int, int, int, int, float]] = []
        for row, example in enumerate(group):
            n = len(example.passage)
            frames += [(row, *f[:2], f[2], f[3]) for f in candidates(triggers[row, :n], floor)]
            frames += [(row, a, b, SPEECH, float(cues[row, a, 1])) for a, b, _ in runs(cues[row, :n].argmax(-1))]
            out[id(example)] = []
        if not frames:
            continue
        rows = torch.tensor([f[0] for f in frames], device=device)
        arrays = [torch.tensor([f[k] for f in frames], device=device) for k in (3, 1, 2)]
        told = model.second(states, batch.beyond, rows, *arrays)
        tags, mode, status, _, truth = (x.float().cpu() for x in told)
        for k, (row, first, last, kind, score) in enumerate(frames):
            example = group[row]
            roles: dict[str, list[str]] = defaultdict(list)
            for a, b, c in runs(tags[k, : len(example.passage)].argmax(-1).numpy()):
                span = example.passage.span(a, b)
                roles[TAGS[c]].append(example.text[span.start : span.end])
            own = (
                [m if t == TYPES[kind] else -1e9 for (t, _), m in zip(MODES, mode[k].tolist(), strict=True)]
                if kind < SPEECH
                else []
            )
            out[id(example)].append(
                Found(
                    kind,
                    first,
                    last,
                    score,
                    float(truth[k].sigmoid()),
                    roles,
                    STATUSES[int(status[k].argmax())],
                    MODES[int(np.argmax(own))][1] if own else None,
                )
            )
    return out


def meets(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return not a and not b
    small = {"the", "of", "and", "in", "a"}
    return any(
        x in y or y in x or set(x.split()) & set(y.split()) - small
        for x in map(str.lower, a)
        for y in map(str.lower, b)
    )


def tally(examples: list[Example], found: dict[int, list[Found]], threshold: float) -> dict[str, float]:
    """Type F1, who-what-whom F1, status, mode and no-event accuracy, with both scores averaged against *threshold*."""
    n: Counter[str] = Counter()
    per: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    texts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for example in examples:
        gold = example.gold
        said = [f for f in found[id(example)] if f.kind < SPEECH and (f.first_score * f.truth) ** 0.5 > threshold]
        texts[example.name][0] += len(gold)
        texts[example.name][1] += len(said)
        n["gold"] += len(gold)
        n["said"] += len(said)
        for g in gold:
            per[TYPES.index(g["t"])][2] += 1
        for f in said:
            per[f.kind][1] += 1
        used: set[int] = set()
        used_whole: set[int] = set()
        for g in gold:
            for j, f in enumerate(said):
                if TYPES[f.kind] == g["t"] and j not in used:
                    used.add(j)
                    n["type"] += 1
                    per[f.kind][0] += 1
                    break
            for j, f in enumerate(said):
                sides = meets(g["a"], f.roles["actor"]) and meets(g["r"], f.roles["recipient"])
                if TYPES[f.kind] == g["t"] and j not in used_whole and sides:
                    used_whole.add(j)
                    n["www"] += 1
                    n["status"] += f.status == g["st"]
                    if g["m"]:
                        n["modes"] += 1
                        n["mode"] += f.mode == g["m"]
                    break
    empty = [s for g, s in texts.values() if not g]
    both = n["gold"] + n["said"]
    macro = [2 * c / (p + g) for c, p, g in per.values() if g >= 5]
    return {
        "precision": n["type"] / max(1, n["said"]),
        "recall": n["type"] / max(1, n["gold"]),
        "type": 2 * n["type"] / max(1, both),
        "macro": sum(macro) / max(1, len(macro)),
        "www": 2 * n["www"] / max(1, both),
        "status": n["status"] / max(1, n["www"]),
        "mode": n["mode"] / max(1, n["modes"]),
        "none": sum(not s for s in empty) / max(1, len(empty)),
    }


def speech(examples: list[Example], found: dict[int, list[Found]]) -> dict[str, float]:
    """Cues found in their place, and of those the speakers and the contents that meet."""
    n: Counter[str] = Counter()
    for example in examples:
        gold = [f for f in example.frames if f.kind == SPEECH]
        said = [f for f in found[id(example)] if f.kind == SPEECH]
        n["gold"] += len(gold)
        n["said"] += len(said)
        for g in gold:
            for f in said:
                if f.first < g.last and g.first < f.last:
                    n["cue"] += 1
                    for part, number in (("speaker", TAGS.index("speaker")), ("content", TAGS.index("content"))):
                        spans = [example.passage.span(a, b) for a, b, t in g.roles if t == number]
                        want = [example.text[s.start : s.end] for s in spans]
                        n[part] += meets(want, f.roles[part])
                    break
    return {
        "cue_f1": 2 * n["cue"] / max(1, n["gold"] + n["said"]),
        "speaker": n["speaker"] / max(1, n["cue"]),
        "content": n["content"] / max(1, n["cue"]),
    }


def quick(model: Engine, average: dict[str, Tensor], examples: list[Example], device: str) -> dict[str, Any]:
    """Figures of the averaged weights, items and reports apart."""
    own = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(average)
    model.eval()
    found = read(model, examples, device)
    model.load_state_dict(own)
    model.train()
    items, reports = [e for e in examples if not e.speech_labelled], [e for e in examples if e.speech_labelled]
    out: dict[str, Any] = {}
    for name, part in (("items", items), ("reports", reports)):
        best = max((tally(part, found, t / 20) for t in range(5, 17)), key=lambda f: f["www"] + f["type"])
        out[name] = {k: round(v, 3) for k, v in best.items()}
    out["speech"] = {k: round(v, 3) for k, v in speech(reports, found).items()}
    return out
