"""Verbs that correct a record: correct, corrections, recode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from verbale.command.options import with_fast, with_form, with_record
from verbale.command.output import print_answer, print_words, show_progress, tell_upgrading

if TYPE_CHECKING:
    from verbale.analyse.component import Reader
    from verbale.command.options import Place
    from verbale.command.output import Form
    from verbale.store.keeping import Added
    from verbale.store.record import Record

AUTHOR = click.option(
    "--author",
    metavar="NAME",
    envvar="VERBALE_AUTHOR",
    show_envvar=True,
    help="Whose word it is; by default the user's name.",
)


@click.command("correct", short_help="Say that an event or a statement is wrong, for ever.")
@click.argument("identifier", metavar="ID")
@with_record
@click.option("--type", metavar="CODE", help="The event's type, or type and mode: CONSULT, CONSULT/visit.")
@click.option("--status", metavar="STATUS", help="occurred, ongoing, scheduled, hypothetical, denied or historical.")
@click.option("--actor", metavar="NAME", multiple=True, help="Who acts; several times for several; none for nobody.")
@click.option("--recipient", metavar="NAME", multiple=True, help="Who is acted upon; likewise.")
@click.option("--date", metavar="DAY", help="2023-02-27, 2023-02 or 2023; a stretch as 2023-02-27/2023-03-01; none.")
@click.option("--place", metavar="PLACE", help='Where: Baku, "Tripoli, Lebanon", Kenya; none.')
@click.option("--speaker", metavar="NAME", multiple=True, help="Who said it, of a statement.")
@click.option("--to", metavar="NAME", multiple=True, help="To whom it was said; none for nobody.")
@click.option("--reject", is_flag=True, help="It is no such event, or no such statement.")
@click.option("--merge", metavar="ID", help="The event of this id is the same one.")
@click.option(
    "--split",
    is_flag=False,
    flag_value="all",
    metavar="[IDS]",
    help="These tellings (ids with commas between them) are of another event; without ids each account is of its own.",
)
@click.option("--new", is_flag=True, help="Take a name that neither the record nor verbale's tables have.")
@click.option("--undo", is_flag=True, help="ID is a correction, which is no longer to hold.")
@click.option("--reason", metavar="TEXT", required=True, help="Why; it stays with the correction.")
@AUTHOR
def correct_command(path: Place, identifier: str, undo: bool, reason: str, author: str | None, **said: Any) -> None:
    """Say that an event or a statement is wrong. It is written into a ledger with author and reason, and holds from
    then on: also when the report is read anew by a newer engine, or has another text.

    ID is that of an event or a statement, as lists show it; its first characters are enough. One thing at a time.

    \b
    Examples:
      verbale correct 48bba206 --type CONSULT/visit --reason "they met in person"
      verbale correct 48bba206 --actor RUS --actor "Ilham Aliyev" --reason "the text names both"
      verbale correct 48bba206 --merge 7f1eed79 --reason "the same visit"
      verbale correct 48bba206 --split 7f1eed79 --reason "that one was a week later"
      verbale correct 89321ad0 --speaker "Samir Benhaddou" --reason "he stands before the colon"
      verbale correct 89321ad0 --to none --reason "he spoke to nobody in particular"
      verbale correct 3c97db75 --undo --reason "I was wrong"
    """
    from verbale.store.record import Record

    wish = _read_wish(said)
    if undo and wish:
        raise click.UsageError("--undo takes back a correction; nothing else goes with it.")
    with Record(path, tell=tell_upgrading) as record:
        if undo:
            row = record.undo(identifier, reason=reason, author=author)
        else:
            row = record.correct(identifier, reason=reason, author=author, **wish)
    words = f"{row.kind or 'correction'} {identifier}: {row.says}" if row.deed != "undo" else row.says
    print_words(f"{words}. The correction's id is {row.id[:8]}.\n")


@click.command("corrections", short_help="List the corrections and what became of them.")
@with_record
@click.option("--standing", metavar="WORD", help='Only those that stand so: holds, "holds in part", lost, undone.')
@with_form
def corrections_command(path: Place, form: Form | None, **asked: Any) -> None:
    """List the ledger of corrections, and how each stands: one whose words no longer stand in its report, or where
    nothing is read there any more, is lost; it changes nothing, but stays.

    \b
    Examples:
      verbale corrections --db caucasus.db
      verbale corrections --standing lost
    """
    from verbale.store.record import Record

    with Record(path, tell=tell_upgrading) as record:
        print_answer(record.corrections(**asked), form)


@click.command("recode", short_help="Read the reports anew with this engine; corrections hold on.")
@with_record
@with_fast
def recode_command(path: Place, fast: bool) -> None:
    """Read the reports of a record anew, where another engine, tables or program read them. Corrections hold on.

    Each report is kept as soon as it is read. A run that was stopped goes on where it stopped.

    \b
    Example:
      verbale recode --db caucasus.db
    """
    from verbale.pipeline import choose_reader, tell_made_by
    from verbale.store.record import Record

    with Record(path, tell=tell_upgrading) as record:
        record.size()
        reader = choose_reader(fast=fast)
        stale = record.list_stale(tell_made_by(reader))
        outcomes: dict[str, int] = {}
        for added in show_progress(_recode(record, stale, reader), len(stale), writes=False):
            outcomes[added.outcome] = outcomes.get(added.outcome, 0) + 1
        lost = len(record.corrections(standing="lost"))
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()) or "none had to be read"
    print_words(f"{len(stale)} {'report' if len(stale) == 1 else 'reports'}: {told}.\n")
    if lost:
        print_words(
            f"Corrections that no longer find their words: {lost}; see `verbale corrections --standing lost`.\n"
        )


def _recode(record: Record, reports: Iterable[str], reader: Reader) -> Iterator[Added]:
    """Reports read anew; one that somebody changes meanwhile is left to them."""
    from verbale.pipeline import recode

    for report in reports:
        added = record.recode(report, recode(record.report(report), reader))
        if added is not None:
            yield added


def _read_wish(said: dict[str, Any]) -> dict[str, Any]:
    """What was given, as `Record.correct` takes it."""
    wish = {name: value for name, value in said.items() if value not in (None, (), False)}
    if "split" in wish:
        wish["split"] = True if wish["split"] == "all" else [one.strip() for one in wish["split"].split(",")]
    return wish


CORRECTING = (correct_command, corrections_command, recode_command)
"""All of them; `HEADINGS` has the order in which they are listed."""
