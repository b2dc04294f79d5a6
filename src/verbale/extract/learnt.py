"""The weights that ship beside the code of this package, each learnt by a recipe in training/."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import msgspec

from verbale.errors import DamagedTable

Weights = TypeVar("Weights")


def read_learnt(name: str, kind: type[Weights]) -> Weights:
    """The weights in the file *name* of this package; DamagedTable if they cannot be read as *kind*."""
    try:
        return msgspec.json.decode(files("verbale.extract").joinpath(name).read_bytes(), type=kind)
    except msgspec.DecodeError as fault:
        raise DamagedTable(name, str(fault)) from fault
