"""Verbs that carry a record elsewhere: export and brief."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from verbale.command.options import with_period, with_record, with_status, with_type
from verbale.command.output import complain, print_words, tell_upgrading

if TYPE_CHECKING:
    from verbale.command.options import Place
    from verbale.store.exporting import Choice
    from verbale.store.record import Record

FORMS: Final = ("plover", "csv", "json", "parquet", "ics", "graphml", "labels")
TABLES: Final = ("events", "tellings", "statements", "agreements", "reports", "months")
PLOVER_STATUSES: Final = "occurred,ongoing,scheduled"
"""PLOVER has planned cooperation as agreed, so what is scheduled is exported unless others are asked for."""


@click.command("export", short_help="Write a record in another form.")
@click.argument("form", type=click.Choice(FORMS))
@with_record
@click.option(
    "--out", "out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; else to the screen."
)
@click.option(
    "--table", type=click.Choice(TABLES), default="events", show_default=True, help="csv, json, parquet: which."
)
@click.option("--who", metavar="NAME", multiple=True, help="With this one; twice: between these two.")
@with_period
@with_type
@with_status
@click.option(
    "--by", type=click.Choice(["states", "actors"]), default="states", show_default=True, help="graphml: nodes."
)
@click.option("--within", metavar="DAYS", help="ics: so far ahead and back, such as 14d; else all ahead and 90d back.")
@click.option("--on", metavar="DAY", help="ics: as seen on this day; by default today.")
@click.option("--items", is_flag=True, help="labels: a paragraph each, not whole reports.")
@click.option("--all", "everything", is_flag=True, help="labels: of reports that nobody corrected too.")
def export_command(path: Place, form: str, out: Path | None, **asked: Any) -> None:
    """Write a record in another form.

    \b
    Forms:
      plover   PLOVER 2.0 events, one JSON object a line, each with the words of all its tellings
      csv      one row an event (or of another --table), with a head line
      json     the same, one object a line
      parquet  the same as Parquet, with types; needs verbale[arrow] and --out
      ics      what is planned, as an iCalendar
      graphml  who acts with and on whom, as a network
      labels   corrected reports as labels for training: --out is a folder for texts.jsonl and labels.jsonl

    Events are those that occurred or are ongoing (plover: scheduled too) unless --status asks for others.

    \b
    Examples:
      verbale export plover --db caucasus.db --out events.jsonl
      verbale export csv --who RUS --who AZE --from 2023 --status all > events.csv
      verbale export parquet --table statements --out statements.parquet
      verbale export ics --who Armenia --out due.ics
      verbale export graphml --from 2023-01 --to 2023-03 --out network.graphml
      verbale export labels --out labels/
    """
    from verbale.store.exporting import Choice
    from verbale.store.record import Record

    if len(asked["who"]) > 2:
        raise click.UsageError("--who can be given once or twice.")
    one, other = (*asked["who"], None, None)[:2]
    status = asked["status"] or (PLOVER_STATUSES if form == "plover" else None)
    choice = Choice(one, other, asked["start"], asked["end"], asked["type"], status)
    with Record(path, tell=tell_upgrading) as record:
        if form in ("parquet", "labels"):
            if out is None:
                raise click.UsageError(f"{form} needs --out.")
            told = (
                _write_parquet(record, choice, asked, out) if form == "parquet" else _write_labels(record, asked, out)
            )
        else:
            told = _write(_FORMS[form](record, choice, asked), out)
    if out is not None:
        counted = "; occurred and ongoing events only" if form in _COUNTING and status is None else ""
        print_words(f"{out}: {told}{counted}.\n")


@click.command("brief", short_help="Write what happened, was said and is due, with sources.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@with_record
@click.option("--week", metavar="WEEK", help="An ISO week: 2023-W09.")
@with_period
@with_status
@click.option(
    "--out", "out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; else to the screen."
)
def brief_command(path: Place, week: str | None, out: Path | None, **asked: Any) -> None:
    """Write a brief in Markdown: what happened, was said, was agreed and is due, where accounts differ; with sources.

    Of two (what passed between them), of one, or of all. What is due is told as seen on the last day.

    \b
    Examples:
      verbale brief RUS AZE --db caucasus.db --week 2023-W09
      verbale brief Armenia --from 2023-02 --to 2023-02 --out armenia.md
    """
    from verbale.show.briefs import render_brief
    from verbale.store.queries.filters import read_week
    from verbale.store.record import Record

    if week is not None:
        if asked["start"] or asked["end"]:
            raise click.UsageError("give --week, or --from and --to.")
        asked["start"], asked["end"] = read_week(week)
    with Record(path, tell=tell_upgrading) as record:
        _write([render_brief(record.brief(**asked))], out)


def _write(pieces: Iterable[str], out: Path | None) -> str:
    """Write to the screen, or to a file that appears whole or not at all; how much, in words."""
    if out is None:
        for piece in pieces:
            print_words(piece)
        return ""
    unfinished = out.with_name(f"{out.name}.part")
    size = 0
    with _opening(out), unfinished.open("w", encoding="utf-8", newline="") as file:
        for piece in pieces:
            size += len(piece.encode())
            file.write(piece)
    unfinished.replace(out)
    return f"{size:,} bytes"


def _write_parquet(record: Record, choice: Choice, asked: dict[str, Any], out: Path) -> str:
    from verbale.store.tabular import write_parquet

    unfinished = out.with_name(f"{out.name}.part")
    with _opening(out):
        rows = write_parquet(record.pages(asked["table"], choice), unfinished)
    unfinished.replace(out)
    return f"{rows:,} rows"


def _write_labels(record: Record, asked: dict[str, Any], out: Path) -> str:
    from verbale.store.labelling import Labelled

    with _opening(out):
        out.mkdir(parents=True, exist_ok=True)
    lines: list[Labelled] = list(record.labels(items=asked["items"], everything=asked["everything"]))
    texts, labels = ([line for one in lines for line in getattr(one, name)] for name in ("texts", "labels"))
    for name, rows in (("texts.jsonl", texts), ("labels.jsonl", labels)):
        _write((json.dumps(row, ensure_ascii=False) + "\n" for row in rows), out / name)
    left = sum(one.left_out for one in lines)
    if left:
        complain(f"{left} facts were left out: their words or participants do not stand where a label needs them")
    return f"{len(labels):,} labels"


@contextmanager
def _opening(out: Path) -> Iterator[None]:
    """Say in one line that a file cannot be written."""
    try:
        yield
    except OSError as fault:
        raise click.ClickException(f"{out}: cannot be written ({fault.strerror})") from fault


def _make_plover(record: Record, choice: Choice, _: dict[str, Any]) -> Iterator[str]:
    from verbale.show.plover_export import export_proved

    for proved in record.proved(choice):
        for line in export_proved(proved):
            yield json.dumps(line, ensure_ascii=False) + "\n"


def _make_csv(record: Record, choice: Choice, asked: dict[str, Any]) -> Iterator[str]:
    from verbale.store.tabular import to_csv

    for number, page in enumerate(record.pages(asked["table"], choice)):
        yield to_csv(page, head=not number)


def _make_json(record: Record, choice: Choice, asked: dict[str, Any]) -> Iterator[str]:
    return (page.to_json_lines() for page in record.pages(asked["table"], choice))


def _make_calendar(record: Record, choice: Choice, asked: dict[str, Any]) -> Iterator[str]:
    from verbale import __version__
    from verbale.show.calendars import write_calendar

    if choice.other is not None or choice.start or choice.end or choice.type or choice.status:
        raise click.UsageError("ics takes --who once, --within and --on.")
    rows = record.due(asked["within"], on=asked["on"], who=choice.one)
    undated = sum(row.date is None for row in rows)
    if undated:
        left_out = "planned event has no day and was" if undated == 1 else "planned events have no day and were"
        complain(f"{undated} {left_out} left out; `verbale due` shows them")
    yield write_calendar(rows, f"verbale {__version__}")


def _make_network(record: Record, choice: Choice, asked: dict[str, Any]) -> Iterator[str]:
    from verbale.show.networks import build_network, write_graphml

    rows = (row for page in record.pages("events", choice) for row in page)
    yield write_graphml(build_network(rows, asked["by"]))


_FORMS: Final[dict[str, Callable[..., Iterable[str]]]] = {
    "plover": _make_plover,
    "csv": _make_csv,
    "json": _make_json,
    "ics": _make_calendar,
    "graphml": _make_network,
}

_COUNTING: Final = ("csv", "json", "parquet", "graphml")
"""Forms that hold what occurred and is ongoing unless others are asked for."""

EXPORTING = (export_command, brief_command)
"""Both; `HEADINGS` has the order in which they are listed."""
