"""Let a trained model label texts softly, for a smaller one to learn from.

    python -m training.engine.teach --shared ../shared --vocabulary MODEL_DIR --weights RUN/weights.pt --out RUN/soft.pt

Every passage of the unlabelled items and reports, and of the labelled ones outside the held folds, gets the model's
probabilities: of each subtoken's tags, and of what hangs on each likely trigger or cue. Several --weights are averaged.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.engine.batches import make_batch, make_batches
from training.engine.evaluate import candidates, runs
from training.engine.examples import (
    CALIBRATION,
    TEST,
    Example,
    Told,
    as_copies,
    fold_of,
    item_examples,
    passages_of,
    read_lines,
    report_examples,
)
from training.engine.labels import SPEECH
from training.engine.losses import MODE_MASK
from training.engine.model import PLANS, Engine
from verbale.analyse.word_pieces import WordPieces


def unlabelled_texts(shared: Path) -> Iterator[Told]:
    """Texts that nobody labelled; those of the held folds' days stay out, since one story may have several texts."""
    folder = shared / "training" / "unlabelled"
    for name in ("items.jsonl.gz", "reports.jsonl.gz"):
        for text in read_lines(folder / name):
            told = Told(text["id"], text["published"] or text["id"], text.get("title"), text["text"])
            if fold_of(told.day) not in (TEST, CALIBRATION):
                yield told


def unlabelled_examples(shared: Path, word_pieces: WordPieces, *, exchanged: bool) -> Iterator[Example]:
    texts = unlabelled_texts(shared)
    for told in as_copies(texts) if exchanged else texts:
        for passage in passages_of(told.text, told.title, word_pieces):
            unlabelled = Example(told.name, fold_of(told.day), told.text, passage, [], events_labelled=False)
            unlabelled.exchanged = exchanged
            yield unlabelled


def taught_examples(shared: Path, word_pieces: WordPieces) -> list[Example]:
    """What is taught, in a fixed order: the student makes the same list and pairs it with the soft labels.

    All texts outside the held folds, labelled or not, and a copy of each with its states exchanged.
    """
    every = (
        example
        for exchanged in (False, True)
        for source in (item_examples, report_examples, unlabelled_examples)
        for example in source(shared, word_pieces, exchanged=exchanged)
    )
    return [e for e in every if e.fold not in (TEST, CALIBRATION)]


def load(weights: Path) -> Engine:
    kept = torch.load(weights, weights_only=True)
    model = Engine(PLANS[kept["plan"]])
    model.load_state_dict(kept["average"])
    return model.eval()


def likely_frames(triggers: Tensor, cues: Tensor, n: int) -> list[tuple[int, int, int]]:
    """Kind, first and last of what the teacher takes for triggers and cues, the doubtful among them."""
    acts = [(kind, first, last) for first, last, kind, _ in candidates(triggers[:n].numpy(), 0.1)]
    heard = [(SPEECH, first, last) for first, last, _ in runs(cues[:n].argmax(-1).numpy())]
    return acts + heard


@torch.no_grad()
def teach(models: list[Engine], examples: list[Example], tokens: int) -> list[dict[str, Any]]:
    out: dict[int, dict[str, Any]] = {}
    groups = make_batches(examples, tokens, None)
    for done, group in enumerate(groups):
        states, firsts, masks = [], [], []
        for model in models:
            size = model.plan.size
            batch = make_batch(group, size.id_shift, size.begin, size.end)
            with torch.autocast("cpu", torch.bfloat16):
                states.append(model.encoder(batch.ids, batch.shapes, batch.depths, batch.title, batch.mask))
                firsts.append([x.float().softmax(-1) for x in model.first(states[-1])])
            masks.append(batch.mask)
        triggers, cues, content, entities = (sum(parts) / len(models) for parts in zip(*firsts, strict=True))
        frames: list[tuple[int, int, int, int]] = []
        for row, example in enumerate(group):
            n = len(example.passage)
            mine = likely_frames(triggers[row], cues[row], n)
            frames += [(row, *f) for f in mine]
            first = (triggers, cues, content, entities)
            out[id(example)] = {"first": [x[row, :n].half() for x in first], "frames": mine, "second": []}
        if frames:
            row, kind, first_at, last_at = (torch.tensor(x) for x in zip(*frames, strict=True))
            seconds = []
            for model, state, mask in zip(models, states, masks, strict=True):
                with torch.autocast("cpu", torch.bfloat16):
                    raw = [x.float() for x in model.second(state[row], mask[row], kind, first_at, last_at)]
                tags, mode, status, contexts, truth = raw
                masked = (mode + MODE_MASK[kind]).softmax(-1)
                seconds.append([tags.softmax(-1), masked, status.softmax(-1), contexts.sigmoid(), truth.sigmoid()])
            mean = [sum(parts) / len(models) for parts in zip(*seconds, strict=True)]
            for k, (at, *_) in enumerate(frames):
                n = len(group[at].passage)
                out[id(group[at])]["second"].append([mean[0][k, :n].half(), *(x[k].half() for x in mean[1:])])
        if done % 200 == 0:
            print(f"{done}/{len(groups)}", flush=True)
    return [out[id(e)] for e in examples]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    word_pieces = WordPieces.load(options.vocabulary / "vocab.txt")
    examples = taught_examples(options.shared, word_pieces)
    torch.save(teach([load(w) for w in options.weights], examples, options.tokens), options.out)


if __name__ == "__main__":
    main()
