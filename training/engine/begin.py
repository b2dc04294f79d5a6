"""Weights for a smaller or other plan to begin from: the encoder and first reading of what was trained before.

    python -m training.engine.begin --weights RUN/weights.pt --plan minilm-fast --out runs/b/weights.pt

Takes the layers that the plan names, and of a wider feed-forward part the units with the largest weights. The second
reading begins anew. What comes out is for `train --start`; it needs training, above all where something was cut away.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.engine.encoder import largest_units
from training.engine.model import PLANS, Engine, Plan


def begin(given: dict[str, Tensor], plan: Plan) -> dict[str, Tensor]:
    """All weights of *plan*; *given* are those of a trained engine of the same hidden width."""
    own = Engine(plan).state_dict()
    taken = plan.taken or range(plan.layers)
    for name in own:
        if name.startswith("encoder.layers."):
            number, part = name.removeprefix("encoder.layers.").split(".", 1)
            own[name] = cut(given, f"encoder.layers.{taken[int(number)]}", part, plan.size.inner)
        elif not name.startswith("second."):
            own[name] = given[name]
    return own


def cut(given: dict[str, Tensor], layer: str, part: str, inner: int) -> Tensor:
    """One part of a layer, its feed-forward units cut down to *inner* of them."""
    whole = given[f"{layer}.{part}"]
    if part not in ("up.weight", "up.bias", "down.weight"):
        return whole
    kept = largest_units(given[f"{layer}.up.weight"], given[f"{layer}.down.weight"], inner)
    return whole[:, kept] if part == "down.weight" else whole[kept]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--plan", choices=sorted(PLANS), required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    given = torch.load(options.weights, weights_only=True)["average"]
    torch.save({"average": begin(given, PLANS[options.plan]), "plan": options.plan}, options.out)


if __name__ == "__main__":
    main()
