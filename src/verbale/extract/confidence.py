"""How sure a statement is: a sum of small weights, learnt from labelled reports, one for each sign of a draft.

The weights stand in weights.json, written by training/statements/weigh.py; it says there on what they were learnt and
how well they do on reports that they were not learnt from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from verbale.extract.drafts import Draft
from verbale.extract.heard import READ

RULES: Final = "rules"
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
    return 1 / (1 + math.exp(-weigh(draft.signs, group_of(draft), _weights())))


def weigh(signs: Sequence[str], group: str, weights: Mapping[str, Mapping[str, float]]) -> float:
    """Log odds that a draft of that group and those signs is right.

    The rules' signs are weighed by the table of the group, those of the reader by READ and the group; there, RULES
    says how much of the rules' own sum counts beside them.
    """
    own = weights[group]
    reader = weights.get(f"{READ}/{group}", {})  # none while the rules' weights are learnt
    total = heard = 0.0
    has_own = is_heard = False
    for sign in signs:
        if sign.startswith(READ):
            is_heard = True
            heard += reader.get(sign, 0.0)
        else:
            has_own = True
            total += own.get(sign, 0.0)
    total = total + own["bias"] if has_own else 0.0
    return reader[RULES] * total + heard if is_heard else total


def group_of(draft: Draft) -> str:
    """quoted or indirect: the two are weighed apart."""
    return "indirect" if draft.form == "indirect" else "quoted"


def is_kept(draft: Draft, chance: float) -> bool:
    """Is a draft of that confidence told?"""
    return chance >= LEAST[group_of(draft)]
