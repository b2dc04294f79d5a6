"""Write the model card of an exported engine: what it is, what it learnt from what, how well, and what it gets wrong.

    python -m training.engine.card --runs RUN... --engine src/verbale/analyse/engine

Of several runs each began from the weights of the one before, or, with --mean, the engine is the mean of their weights
(training.engine.average) and those after the first began from it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.engine.encoder import MINILM
from training.engine.examples import OWN
from training.engine.model import PLANS

TEMPLATE = """\
# The engine's card

## What it is
One encoder ({layers} of width 384, uncased, with case,
quotation marks and "this is the title" added at its input) and its heads.{words} A first reading of a passage tags triggers of the 16
PLOVER types, cues of speech, reported content and names. A second, light reading ({second} of width 128) marks one
trigger or cue at a time and tells participants, date and place expressions, mode, status, contexts, and whether the trigger
holds at all. Weights are int8.

## What it learnt from
- The published weights of all-MiniLM-L6-v2 (Apache-2.0), fine-tuned except for the word and position vectors.
- {texts}
- {own} reports of our own writing with labels, half of them without a political act (training/own).
- The labels of events, participants, statuses, statements and speakers were made for this project, text by text under
  written guides, by AI annotators, and checked by script and by second readings. Two independent labellings agree at
  type F1 .93 and who-what-whom F1 .88 on short items, .88 (detection) and .76 on full reports.
- Names of people, organisations and places: wikigold (CC BY 4.0), CrossNER politics (MIT), the GUM genres whose texts
  are free (CC BY, CC BY-SA or public domain), re3d's government sources (OGL v3, public domain, CC BY 3.0 AU).
- Folds are by day of publication. Fold 0 of 10 was never seen, fold 1 set thresholds and calibration.

## How it was trained
{trained}
Quick figures are of fold 1 (sides by overlap of names, no resolution); the figures of the whole program stand in
docs/status.md.

## What it gets wrong
- Participants: who and whom are right for about three of four events of the right type. Recipients named outside the
  trigger's clause and groups that stand for a state are missed most.
- Types without fixed words: CONCEDE, AGREE, AID, COOPERATE, MOBILIZE.
- Full reports: about half of the events that two labellers agree on; background and acts told only in quotations most.
- English news and official texts only. It has seen mostly 2004 to 2026, and states in the news of those years more
  than others.

## What it must not be used for
Decisions about people. A record is a reading of a report, not proof that something happened.
"""

BY_WORDS = """ Layers above the lowest have a state for
each plain word only: none for its further pieces, for signs and articles."""
ITEMS = (
    "5,065 short items of Wikipedia's Current events pages (CC BY-SA 4.0), 244 full reports of Wikinews (CC BY 2.5),"
)
REPORTS = (
    "Voice of America (public domain), President of Ukraine, Kremlin.ru (CC BY 4.0), the White House (public domain),"
)
REST = "Global Voices (CC BY 3.0)."
TAUGHT = """
- The soft labels of larger models, averaged, on these texts, on copies of them with their states exchanged, and on
  more of the same sources: all-mpnet-base-v2 (Apache-2.0), trained on the same labels."""
PATHS = {"examples", "out", "encoder", "soft", "start", "near"}
"""Options that name a path of the machine that trained."""
NAMED = {"examples": "examples.pickle", "soft": "SOFT_LABELS", "start": "BEFORE/weights.pt", "near": "FULL/weights.pt"}
UNSAID = {"None", "False", "[]"}
"""How an option stands in a run's figures that was not given."""
CHAIN = "Of {n} runs the last one's weights; it began from the one before.\n\n"
MEAN = "The weights are the mean of {n} runs; those after the first began from its weights.\n\n"


def describe_run(kept: dict[str, Any]) -> str:
    """A run's command, without what is of one machine, and its quick figures."""
    told = {k: v for k, v in kept["options"].items() if k not in PATHS and v not in UNSAID}
    options = [f"--{k.replace('_', '-')} {v}".removesuffix(" True") for k, v in told.items()]
    options += [f"--{k} {name}" for k, name in NAMED.items() if kept["options"].get(k, "None") not in UNSAID]
    figures = json.dumps(kept["calibration"], indent=1)
    return f"`python -m training.engine.train {' '.join(options)}`\n\n```\n{figures}\n```\n"


def write_card(runs: Sequence[Path], engine: Path, *, is_mean: bool) -> None:
    """CARD.md beside the weights that came of *runs*: of the last one, or their mean."""
    kept = [json.loads((run / "figures.json").read_text(encoding="utf8")) for run in runs]
    taught = any(one["options"].get("soft", "None") not in UNSAID for one in kept)
    texts = "\n  ".join((ITEMS, REPORTS, REST + TAUGHT * taught))
    how = (MEAN if is_mean else CHAIN).format(n=len(kept)) * (len(kept) > 1)
    plan = PLANS[kept[-1]["options"]["plan"]]
    narrow = " with half of their inner units," * (plan.size.inner < MINILM.inner)
    card = TEMPLATE.format(
        layers=f"{plan.layers} layers of all-MiniLM-L6-v2{narrow}",
        second=("one layer", "two layers")[plan.second - 1],
        words=BY_WORDS * (plan.whole < plan.layers),
        texts=texts,
        own=count_own(),
        trained=how + "\n".join(map(describe_run, kept)),
    )
    (engine / "CARD.md").write_text(card, encoding="utf8")


def count_own() -> int:
    """How many reports of our own there are to learn from."""
    return sum(len(path.read_text("utf8").splitlines()) for path in OWN.glob("*.jsonl"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--engine", type=Path, required=True)
    parser.add_argument("--mean", action="store_true", help="the engine is the mean of the runs, not the last one")
    chosen = parser.parse_args()
    write_card(chosen.runs, chosen.engine, is_mean=chosen.mean)
