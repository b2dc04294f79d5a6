"""The rules of reconciling as one value, so that the store can be given others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from verbale.reconcile import merging, reprints, settlement
from verbale.reconcile.tellings import Settled, Telling
from verbale.records import Report


class Rules(Struct, frozen=True):
    """How reports and tellings are brought together. Every function is pure, and its answer knows no order.

    `version` names them: a record that other rules made is rebuilt before anything is added to it.
    `list_marks` and `list_blocks` say who is compared with whom: those who share a key. `is_reprint` and `is_same`
    are symmetric; whatever they join, directly or through others, is handed to `cluster` as one.
    """

    version: str
    list_marks: Callable[[Report], Sequence[str]]
    is_reprint: Callable[[Report, Report], bool]
    list_blocks: Callable[[Telling], Sequence[str]]
    is_same: Callable[[Telling, Telling], bool]
    cluster: Callable[[Sequence[Telling]], Iterable[Sequence[Telling]]]
    settle: Callable[[Sequence[Telling]], Settled]


RULES = Rules(
    version="7",
    list_marks=reprints.list_marks,
    is_reprint=reprints.is_reprint,
    list_blocks=merging.list_blocks,
    is_same=merging.is_same,
    cluster=merging.cluster,
    settle=settlement.settle,
)
"""The rules that hold unless others are given."""
