"""Verbs that keep a record: add, rebuild, check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from verbale.command.options import with_fast, with_given, with_record
from verbale.command.output import REFUSED, complain, print_words, show_progress, tell_upgrading
from verbale.errors import BadRecord, NoSuchReport, NotEnglish, UnreadableReport, VerbaleError

if TYPE_CHECKING:
    from verbale.command.options import Place
    from verbale.store.record import Added, Record

UNSOUND = 1
"""Exit code of `verbale check` if something is wrong with the record."""

ADD_EXIT_CODES = """\b
Exit codes:
  0  every report is in the record
  2  a report could not be read (the others were added), or the command line is wrong
"""


@click.command("add", epilog=ADD_EXIT_CODES, short_help="Read reports and keep what they say in a record.")
@click.argument("sources", metavar="REPORT...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@with_record
@click.option("--records", is_flag=True, help="REPORT holds records already, as `verbale read --json` writes them.")
@click.option("--json", "lines", is_flag=True, help="One JSON object for each report, as soon as it is kept.")
@with_given
@with_fast
def add_command(sources: tuple[str, ...], path: Place, records: bool, lines: bool, fast: bool, **given: Any) -> None:
    """Read reports and keep what they say in a record, which is made if it is not there.

    The same report again changes nothing and is not read anew. A report at the same address, or of the same publisher
    and name, with another text takes the place of the earlier text, which is kept as a version.

    \b
    Examples:
      verbale add --db caucasus.db reports/*.txt
      verbale add --db caucasus.db https://news.example/talks.html
      export VERBALE_DB=caucasus.db; verbale add reports/*.txt
      verbale read --json *.txt > records.jsonl; verbale add --db caucasus.db --records records.jsonl
    """
    from verbale.store.record import Record

    outcomes: dict[str, int] = {}
    languages: dict[str, int] = {}
    with Record(path, tell=tell_upgrading) as record:
        results = _add_records(record, sources) if records else _add_reports(record, sources, given, fast)
        try:
            for result in show_progress(results, len(sources), writes=lines):
                outcome = "refused" if isinstance(result, VerbaleError) else result.outcome
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
                if isinstance(result, NotEnglish):
                    name = result.language or "unknown"
                    languages[name] = languages.get(name, 0) + 1
                _tell_one(result, lines)
        finally:
            _tell_all(record, outcomes, languages, lines)
    click.get_current_context().exit(REFUSED if "refused" in outcomes else 0)


@click.command("rebuild", short_help="Make a record's tables again from the reports' own records.")
@with_record
def rebuild_command(path: Place) -> None:
    """Make everything but the reports' own records again from them: events, actors, counts, the words to search.

    \b
    Example:
      verbale rebuild --db caucasus.db
    """
    from verbale.show.progress import count_steps
    from verbale.store.record import Record

    with Record(path) as record:
        with count_steps("rebuilding") as tell:
            record.rebuild(tell)
        print_words(f"{path} was rebuilt: {_tell_size(record)}.\n")


@click.command("check", short_help="Say whether a record is sound.")
@with_record
def check_command(path: Place) -> None:
    """Say whether a record is sound: its pages, each report's own record, and every row against what a rebuild gives.

    \b
    Example:
      verbale check --db caucasus.db

    \b
    Exit codes:
      0  it is sound
      1  it is not
      2  it cannot be used at all
    """
    from verbale.show.progress import count_steps
    from verbale.store.record import Record

    with Record(path) as record:
        with count_steps("checking") as tell:
            faults = record.check(tell)
        if not faults:
            print_words(f"{path} is sound: {_tell_size(record)}.\n")
            return
    for fault in faults:
        print_words(f"{fault}\n")
    print_words(f"{path} is not sound; `verbale rebuild --db {path}` mends all but the reports' own records.\n")
    click.get_current_context().exit(UNSOUND)


def _add_reports(
    record: Record, sources: tuple[str, ...], given: dict[str, Any], fast: bool
) -> Iterator[Added | VerbaleError]:
    """Each report read and kept; one that is there as it is is not read again."""
    from verbale.pipeline import choose_reader, make_record, tell_made_by
    from verbale.read import Given, read_source

    for source in sources:
        for reading in read_source(source, Given(**given)):
            if isinstance(reading, UnreadableReport):
                yield reading
                continue
            reader = choose_reader(fast=fast)
            yield record.knows(reading.report, tell_made_by(reader)) or record.add(make_record(reading, reader))


def _add_records(record: Record, sources: tuple[str, ...]) -> Iterator[Added | VerbaleError]:
    from verbale.schema import from_json

    for source in sources:
        try:
            stream = click.open_file(source, "rb")
        except OSError as fault:
            yield NoSuchReport(source, f"cannot be opened ({fault.strerror})")
            continue
        with stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    yield record.add(from_json(line))
                except BadRecord as fault:
                    yield BadRecord(f"{source}, line {number}: {fault}")


def _tell_one(result: Added | VerbaleError, lines: bool) -> None:
    if isinstance(result, VerbaleError):
        complain(result)
    elif lines:
        import msgspec

        print_words(msgspec.json.encode(result).decode() + "\n")


def _tell_all(record: Record, outcomes: dict[str, int], languages: dict[str, int], lines: bool) -> None:
    """The last line: how many of each outcome, those in other languages, and that an older record was upgraded."""
    names = ("new", "replaced", "recoded", "unchanged", "refused")
    told = ", ".join(f"{outcomes[name]} {name}" for name in names if name in outcomes) or "none"
    total = sum(outcomes.values())
    summary = f"{total} {'report' if total == 1 else 'reports'}: {told}."
    if languages:
        counted = ", ".join(f"{name} {count}" for name, count in sorted(languages.items(), key=lambda one: -one[1]))
        summary += f" In other languages: {counted}."
    if record.kept_copy:
        complain(f"{record.path} was upgraded; a copy of it as it was is {record.kept_copy}")
    if not lines:
        print_words(summary + "\n")


def _tell_size(record: Record) -> str:
    size = record.size()
    counts = ((size.reports, "reports"), (size.events, "events"), (size.statements, "statements"))
    return ", ".join(f"{count:,} {name if count != 1 else name[:-1]}" for count, name in counts)
