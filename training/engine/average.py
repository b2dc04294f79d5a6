"""Average the weights of several runs into one set.

    python -m training.engine.average RUN_A/weights.pt RUN_B/weights.pt --out RUN/weights.pt

Of use for runs that began from the same weights (`train --start`) and differ by seed: weights of runs that began
from different heads do not lie in one valley (Wortsman et al. 2022, "Model soups", section 2).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


def average(kept: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of the runs' weights; ValueError if their plans differ."""
    plans = {one["plan"] for one in kept}
    if len(plans) != 1:
        raise ValueError(f"weights of different plans cannot be averaged: {', '.join(sorted(plans))}")
    weights: list[dict[str, Tensor]] = [one["average"] for one in kept]
    mean = {name: torch.stack([w[name] for w in weights]).mean(0) for name in weights[0]}
    return {"average": mean, "plan": plans.pop()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(average([torch.load(path, weights_only=True) for path in options.weights]), options.out)


if __name__ == "__main__":
    main()
