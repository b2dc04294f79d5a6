"""Write the model card of an exported engine: what it is, what it learnt from what, how well, and what it gets wrong.

python -m training.engine.card --run RUN --engine src/verbale/analyse/engine
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

TEMPLATE = """\
# The engine's card

## What it is
One encoder (all-MiniLM-L6-v2, 6 layers of width 384, uncased, with case, quotation marks and "this is the title" added
at its input) and its heads. A first reading of a passage tags triggers of the 16 PLOVER types, cues of speech, reported
content and names. A second, light reading (one more layer) marks one trigger or cue at a time and tells participants,
date and place expressions, mode, status, contexts, and whether the trigger holds at all. Weights are int8.

## What it learnt from
- The published weights of all-MiniLM-L6-v2 (Apache-2.0), fine-tuned except for the word and position vectors.
- {texts}
- The labels of events, participants, statuses, statements and speakers were made for this project, text by text under
  written guides, by AI annotators, and checked by script and by second readings. Two independent labellings agree at
  type F1 .93 and who-what-whom F1 .88 on short items, .88 (detection) and .76 on full reports.
- Names of people, organisations and places: wikigold (CC BY 4.0), CrossNER politics (MIT), the GUM genres whose texts
  are free (CC BY, CC BY-SA or public domain), re3d's government sources (OGL v3, public domain, CC BY 3.0 AU).
- Folds are by day of publication. Fold 0 of 10 was never seen, fold 1 set thresholds and calibration.

## How it was trained
`{command}`

Quick figures on fold 0 (sides by overlap of names, no resolution; the figures of the whole program stand in
docs/status.md):

```
{figures}
```

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

ITEMS = (
    "5,065 short items of Wikipedia's Current events pages (CC BY-SA 4.0), 244 full reports of Wikinews (CC BY 2.5),"
)
REPORTS = (
    "Voice of America (public domain), President of Ukraine, Kremlin.ru (CC BY 4.0), the White House (public domain),"
)
REST = "Global Voices (CC BY 3.0)."
TAUGHT = " A larger model's soft labels on these and on more texts of the same sources."
PATHS = {"shared", "out", "encoder", "vocabulary", "soft", "start", "freeze"}


def write_card(run: Path, engine: Path) -> None:
    kept: dict[str, Any] = json.loads((run / "figures.json").read_text(encoding="utf8"))
    told = {k: v for k, v in kept["options"].items() if k not in PATHS and v not in {"None", "False"}}
    options = " ".join(f"--{k.replace('_', '-')} {v}".removesuffix(" True") for k, v in told.items())
    taught = kept["options"].get("soft", "None") != "None"
    texts = "\n  ".join((ITEMS, REPORTS, REST + TAUGHT * taught))
    card = TEMPLATE.format(
        texts=texts, command=f"python -m training.engine.train {options}", figures=json.dumps(kept["test"], indent=1)
    )
    (engine / "CARD.md").write_text(card, encoding="utf8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--engine", type=Path, required=True)
    chosen = parser.parse_args()
    write_card(chosen.run, chosen.engine)
