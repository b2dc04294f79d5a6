"""A whole batch: every shard, then the tables of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from verbale import __version__
from verbale.analyse.encoder import FAST, FOLDER, name_engine
from verbale.batch.ledger import Conditions, Ledger, Part
from verbale.batch.plan import check_inputs, list_pieces, measure_inputs
from verbale.batch.running import Headway, Tell, run_shards
from verbale.batch.tables import write_tables
from verbale.batch.workers import Code, load_pipeline
from verbale.plover import CODEBOOK
from verbale.read import Given
from verbale.reconcile.rules import RULES
from verbale.records import MadeBy
from verbale.resolve.tables import fingerprint

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
    make_coder: Callable[[], Code] | None = None,
    tell: Tell = lambda headway: None,
) -> Headway:
    """Read *inputs* (files and folders) into the tables of *folder*; what an earlier run did is not done again.

    With a *part* only its share of the shards is done, and no tables are written: a run without one does that once all
    parts are done. The tables are those of *inputs*, whatever else the folder holds. Raises NoSuchReport for an input
    that is not there, BatchFault (see `verbale.errors`) for a folder that cannot be used. *tell* hears of each report.
    """
    check_inputs(inputs)
    ledger = Ledger(folder, part or Part())
    ledger.begin(Conditions(tell_made_by(fast=fast), given, reports, RULES.version))
    size = measure_inputs(inputs)
    headway = Headway(size, size, workers)
    with ledger.hold():
        shards = run_shards(
            list_pieces(inputs), ledger, given, reports, headway, make_coder or partial(load_pipeline, fast), tell
        )
        if part is None:
            write_tables(ledger, shards, workers)
    return headway


def tell_made_by(*, fast: bool = False) -> MadeBy:
    """The program, engine, tables and codebook that records are made with now; no engine is loaded."""
    return MadeBy(__version__, name_engine(FAST if fast else FOLDER), fingerprint(), CODEBOOK)
