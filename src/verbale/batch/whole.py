"""A whole batch: every shard, then the tables of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from verbale.batch.hands import Hands
from verbale.batch.ledger import EVERYTHING, Conditions, Ledger, Part
from verbale.batch.plan import check_inputs, list_pieces, measure_inputs
from verbale.batch.processes import Processes
from verbale.batch.running import Agenda, Headway, Tell, run_shards
from verbale.batch.tables import write_tables
from verbale.batch.workers import Code, Desk, load_pipeline, tell_made_by
from verbale.read import Given
from verbale.reconcile.rules import RULES
from verbale.sift import name_sieve

REPORTS: Final = 100
"""Reports of a shard: half a minute's work, which is what a kill may cost each worker."""
NOTHING_GIVEN: Final = Given()


def run_batch(  # noqa: PLR0913 - each a plain choice of the caller
    inputs: Sequence[str],
    folder: Path,
    *,
    given: Given = NOTHING_GIVEN,
    workers: int = 1,
    reports: int = REPORTS,
    part: Part | None = None,
    fast: bool = False,
    politics_only: bool = False,
    make_coder: Callable[[], Code] | None = None,
    find_hands: Callable[[Desk], Hands] | None = None,
    tell: Tell = lambda headway: None,
) -> Headway:
    """Read *inputs* (files and folders) into the tables of *folder*; what an earlier run did is not done again.

    With a *part* only its share of the shards is done, and no tables are written: a run without one does that once all
    parts are done. The tables are those of *inputs*, whatever else the folder holds. Raises NoSuchReport for an input
    that is not there, BatchFault (see `verbale.errors`) for a folder that cannot be used. *tell* hears of each report.
    With *politics_only* reports in which nothing political is seen are refused before they cost anything.
    *find_hands* gives other workers than processes of this machine; the tables are made by *workers* of these.
    """
    check_inputs(inputs)
    ledger = Ledger(folder, part or Part())
    sieve = name_sieve() if politics_only else EVERYTHING
    conditions = Conditions(tell_made_by(fast=fast), given, reports, RULES.version, sieve)
    ledger.begin(conditions)
    size = measure_inputs(inputs)
    headway = Headway(size, size)
    desk = Desk(ledger, given, make_coder or partial(load_pipeline, fast), politics_only)
    with ledger.hold():
        agenda = Agenda(list_pieces(inputs), ledger, reports, headway)
        hands = find_hands(desk) if find_hands else Processes(desk, workers)
        shards = run_shards(agenda, hands, headway, tell)
        if part is None:
            write_tables(ledger, shards, workers)
    return headway
