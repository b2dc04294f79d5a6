"""Verbs for reports without number: batch, load, query."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from verbale.command.options import RecordPlace, with_fast, with_given, with_politics, with_record, with_shape
from verbale.command.output import Form, complain, find_width, is_colourful, print_words, tell_upgrading

if TYPE_CHECKING:
    from verbale.batch.hands import Hands
    from verbale.batch.ledger import Part
    from verbale.batch.questions import Found
    from verbale.batch.running import Headway
    from verbale.batch.workers import Desk
    from verbale.command.options import Place

EVERY: Final = 60.0
"""Seconds between two lines of progress where there is no terminal; on one the line is written anew all the time."""
OFTEN: Final = 0.5

MOST_SHOWN: Final = 100
"""Rows of a table for people, unless more are asked for."""
ROWS_OF_PAGE: Final = 1_000

BATCH_EXIT_CODES = """\b
Exit codes:
  0  every report was read, or refused and named in the table refused
  2  the batch could not be done, or the command line is wrong
"""

LOAD_EXIT_CODES = """\b
Exit codes:
  0  every report is in the record
  2  the batch or the record cannot be used, or the command line is wrong
"""


class PartOf(click.ParamType["Part"]):
    """Which of several processes this is, written I/N."""

    name = "part"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Part:
        """The part that *value* writes."""
        from verbale.batch.ledger import Part

        if isinstance(value, Part):
            return value
        number, _, of = str(value).partition("/")
        if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
            self.fail(f"{value!r} is not I/N with I from 1 to N, such as 2/10.", param, ctx)
        return Part(int(number), int(of))


class RayAddress(click.ParamType[str]):
    """Where a Ray cluster is."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, if it is written like one."""
        if value in ("local", "auto") or value.startswith("ray://") or value.rpartition(":")[2].isdigit():
            return str(value)
        return self.fail(f"{value!r} is no address such as auto or 10.0.0.1:6379; alone, --ray comes last.", param, ctx)


def count_cores() -> int:
    """How many cores this process may use."""
    list_cores = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(list_cores(0)) if list_cores else os.cpu_count() or 1


@click.command("batch", epilog=BATCH_EXIT_CODES, short_help="Read any number of reports into tables in Parquet.")
@click.argument("inputs", metavar="IN...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the tables and the shards go.",
)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes; by default one for each core.")
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    type=RayAddress(),
    is_flag=False,
    flag_value="local",
    help="Workers on the nodes of this Ray cluster, --workers of them at most; without ADDRESS on a Ray of its own.",
)
@click.option("--part", metavar="I/N", type=PartOf(), help="Do only this share of the work, without the tables.")
@click.option(
    "--shard",
    "reports",
    metavar="N",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Reports in a shard of a large file.",
)
@with_given
@with_fast
@with_politics
def batch_command(
    inputs: tuple[str, ...],
    folder: Path,
    workers: int | None,
    ray: str | None,
    part: Part | None,
    reports: int,
    fast: bool,
    politics_only: bool,
    **given: Any,
) -> None:
    """Read any number of reports into tables in Parquet, on all cores.

    IN is a file of any kind that verbale reads, or a folder of such files. The work is done in shards, each of which is
    done once: a run that was stopped or killed at any moment goes on where it was when the same command is given again.
    Then the tables are written to DIR/tables: events, tellings, statements, agreements, actors, reports and refused,
    partitioned by month, with reprints recognised and tellings of one event joined over all reports. The same input
    gives the same bytes, with any number of workers.

    \b
    Examples:
      verbale batch news.jsonl.gz --out news/
      verbale batch reports/ crawl.warc.gz --out news/ --workers 8
      verbale batch reports/ --out news/ --part 3/10      one of ten jobs of a batch system
      verbale batch reports/ --out news/ --ray auto       on the Ray cluster that this machine belongs to
      verbale query news/ "SELECT event, count(*) FROM events GROUP BY event"
      verbale load news/ --db news.db
    """
    from verbale.batch.whole import run_batch
    from verbale.read import Given

    teller = _Teller()
    hands = None if ray is None else _find_nodes(ray, inputs, workers, fast)
    try:
        headway = run_batch(
            inputs,
            folder,
            given=Given(**given),
            workers=workers if workers and ray is None else count_cores(),
            reports=reports,
            part=part,
            fast=fast,
            politics_only=politics_only,
            find_hands=hands,
            tell=teller,
        )
    except KeyboardInterrupt:
        complain("stopped; the same command goes on where it was")
        raise click.Abort from None
    finally:
        teller.end()
    print_words(_tell_end(headway, folder, part))


def _find_nodes(address: str, inputs: Sequence[str], workers: int | None, fast: bool) -> Callable[[Desk], Hands]:
    from verbale.batch.nodes import Muster, Nodes

    muster = Muster(inputs, address, count_cores(), workers, fast)
    return lambda desk: Nodes(desk, muster, complain)


class _Teller:
    """Writes how far a run has come to standard error: one line on a terminal, else a line a minute."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._last = time.monotonic() - (0.0 if not self._is_terminal else OFTEN)
        self._has_written = False

    def __call__(self, headway: Headway) -> None:
        now = time.monotonic()
        if now - self._last < (OFTEN if self._is_terminal else EVERY):
            return
        self._last, self._has_written = now, True
        from verbale.show.headway import tell_headway

        line = tell_headway(headway)
        sys.stderr.write(f"\r\x1b[2K{line}" if self._is_terminal else f"verbale: {line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal and self._has_written:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _tell_end(headway: Headway, folder: Path, part: Part | None) -> str:
    from verbale.show.headway import tell_refused

    before = f", {headway.shards_before:,} done before" if headway.shards_before else ""
    shards = f"{headway.shards + headway.shards_before:,} shards{before}"
    refused = tell_refused(headway.refused)
    where = f"{folder / 'tables'}" if part is None else f"part {part.number} of {part.of}"
    return f"{where}: {headway.read:,} reports read{f', {refused}' if refused else ''}; {shards}.\n"


@click.command("load", epilog=LOAD_EXIT_CODES, short_help="Keep a batch, or another record, in a record.")
@click.argument("source", metavar="DIR|RECORD", type=RecordPlace())
@with_record
def load_command(source: Place, path: Place) -> None:
    """Keep the reports of a batch in a record, where verbale's other verbs ask it; nothing is read anew.

    Reprints and tellings of one event are brought together with what the record holds already. The same batch again
    changes nothing; a load that was stopped goes on when it is given again.

    Another record, a file or a database on a server, is taken over whole, with its versions, corrections and ids and
    with what `verbale watch` remembers, into a place that holds nothing yet.

    \b
    Examples:
      verbale load news/ --db news.db
      verbale between RUS AZE --db news.db
      verbale load news.db --db postgresql://ann@db.example/news
    """
    if isinstance(source, str) and not Path(source).is_file():
        _load_batch(Path(source), path)
    else:
        _load_record(source, path)


def _load_record(source: Place, path: Place) -> None:
    from verbale.show.progress import count_steps
    from verbale.store.record import Record
    from verbale.watch.state import carry_over

    with Record(source, tell=tell_upgrading) as other, Record(path) as record, count_steps("loading") as tell:
        moved = record.take_over(other, tell, carry_over)
    told = ((moved.reports, "report"), (moved.versions, "version"), (moved.corrections, "correction"))
    counts = ", ".join(f"{times:,} {name}{'' if times == 1 else 's'}" for times, name in told)
    print_words(f"{path} now holds what {source} does: {counts}.\n")


def _load_batch(folder: Path, path: Place) -> None:
    from verbale.batch.loading import AT_ONCE, open_batch
    from verbale.show.progress import count_steps
    from verbale.store.record import Record

    batch = open_batch(folder)
    outcomes: Counter[str] = Counter()
    with Record(path, tell=tell_upgrading) as record, count_steps("loading") as tell:
        while records := list(islice(batch.records, AT_ONCE)):
            outcomes.update(one.outcome for one in record.add_all(records))
            tell(outcomes.total(), batch.total)
    told = ", ".join(f"{times:,} {outcome}" for outcome, times in sorted(outcomes.items())) or "none"
    print_words(f"{path}: {outcomes.total():,} reports: {told}.\n")


@click.command("query", short_help="Ask the tables of a batch in SQL.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("sql", metavar="SQL")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many; in a table 100 if not given.")
@with_shape
def query_command(folder: Path, sql: str, limit: int | None, form: Form | None) -> None:
    """Ask the tables of a batch in SQL, as DuckDB has it. The question only reads, and only these tables.

    The tables are events, tellings, statements, agreements, actors, reports and refused; docs/reference/columns.md has
    their columns, and `month` ("2023-02", or "unknown") stands in all but actors and refused.

    \b
    Examples:
      verbale query news/ "SELECT event, count(*) AS events FROM events GROUP BY event ORDER BY events DESC"
      verbale query news/ "DESCRIBE events"
      verbale query news/ --csv "FROM events WHERE list_contains(actor_states, 'RUS') AND month >= '2023-01'" > rus.csv
    """
    from verbale.batch.questions import ask

    most = limit or (MOST_SHOWN if form is None else None)
    with ask(folder, sql) as found:
        if form is None:
            _show_grid(found, most or MOST_SHOWN)
        else:
            for number, rows in enumerate(_cut_pages(islice(found.rows, most))):
                print_words(_write_page(found.columns, rows, form, number == 0))


def _cut_pages(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows a thousand at a time; one page at least, so that a head line is written."""
    yield list(islice(rows, ROWS_OF_PAGE))
    while page := list(islice(rows, ROWS_OF_PAGE)):
        yield page


def _write_page(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], form: Form, is_first: bool) -> str:
    if form == "csv":
        from verbale.store.tabular import write_lines

        return write_lines(columns if is_first else None, rows)
    import msgspec

    told = (dict(zip(columns, row, strict=True)) for row in rows)
    return "".join(msgspec.json.encode(row, enc_hook=str).decode() + "\n" for row in told)


def _show_grid(found: Found, most: int) -> None:
    from verbale.show.grids import render_grid

    rows = list(islice(found.rows, most + 1))
    print_words(render_grid(found.columns, rows[:most], find_width(), is_colourful()))
    if len(rows) > most:
        complain(f"the first {most} rows only; --limit, --json or --csv give more")


BATCHING = (batch_command, load_command, query_command)
"""All of them; `HEADINGS` has the order in which they are listed."""
