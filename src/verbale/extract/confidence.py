"""How sure a statement is: a sum of small weights, learnt from labelled reports, one for each sign of a draft.

The weights stand in weights.json, written by training/statements/weigh.py; it says there on what they were learnt and
how well they do on reports that they were not learnt from.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Final

from verbale.extract.drafts import Draft

LEAST: Final = {"indirect": 0.38, "quoted": 0.4}
"""Drafts below this confidence are no statements.

The F1 of indirect speech over five folds of the training reports is flat between .30 and .45, that of quoted words
flat between .3 and .5."""


@cache
def _weights() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = json.loads(
        files("verbale.extract").joinpath("weights.json").read_text("utf-8")
    )["weights"]
    return table


def confidence(draft: Draft) -> float:
    """Probability, 0 to 1, that the draft is a statement with these words."""
    group = group_of(draft)
    weights = _weights()[group]
    total = weights["bias"] + sum(weights.get(sign, 0.0) for sign in draft.signs)
    return 1 / (1 + math.exp(-total))


def group_of(draft: Draft) -> str:
    """quoted or indirect: the two are weighed apart."""
    return "indirect" if draft.form == "indirect" else "quoted"


def is_kept(draft: Draft) -> bool:
    """Is the draft sure enough to be told?"""
    return confidence(draft) >= LEAST[group_of(draft)]
