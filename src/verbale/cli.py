"""The command line: one thin function a verb. Whatever is heavy is imported by the verb that needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import click

from verbale import __version__
from verbale.command.asking import ASKING
from verbale.command.batching import BATCHING
from verbale.command.correcting import CORRECTING
from verbale.command.exporting import EXPORTING
from verbale.command.headings import Verbs
from verbale.command.keeping import add_command, check_command, rebuild_command
from verbale.command.knowing import knowledge_command
from verbale.command.options import with_fast, with_given
from verbale.command.output import (
    EXIT_CODES,
    PLAIN_WIDTH,
    REFUSED,
    Colour,
    complain,
    find_width,
    is_colourful,
    print_pieces,
    print_words,
    show_progress,
)
from verbale.command.quoting import quotes_command
from verbale.command.serving import serve_command
from verbale.command.watching import WATCHING
from verbale.errors import UnreadableReport, VerbaleError

if TYPE_CHECKING:
    from verbale.records import ReportRecord

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

COMPLETION_PLACES = MappingProxyType(
    {
        "bash": "Completion of verbale in bash: put this into ~/.bashrc and open a new shell.",
        "zsh": "Completion of verbale in zsh: put this into ~/.zshrc, after compinit, and open a new shell.",
        "fish": "Completion of verbale in fish: save this as ~/.config/fish/completions/verbale.fish.",
    }
)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="verbale %(version)s")
def cli() -> None:
    """News reports in, a sourced diplomatic record out: who met whom, who said what to whom, what was signed and
    what is planned, each fact with the words that prove it.

    \b
    Examples:
      verbale read report.txt                     read one report, show what it says
      verbale read report.txt --json              the same as one line of JSON
      verbale quotes report.txt                   who said what, one row a statement
      verbale explain CONSULT                     what a code means
      verbale add --db record.db *.txt            keep what reports say in a record
      verbale between RUS AZE --db record.db      ask it what happened between two states

    `verbale COMMAND --help` has more of each command.
    """


@cli.command("read", epilog=EXIT_CODES)
@click.argument("sources", metavar="REPORT...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--json", "form", flag_value="json", help="One JSON record a line, as `verbale schema` describes it.")
@click.option("--plover", "form", flag_value="plover", help="One PLOVER 2.0 event a line, as JSON.")
@click.option("--all-statuses", is_flag=True, help="With --plover: denied, hypothetical and historical events too.")
@with_given
@with_fast
@click.option(
    "--colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour in the view; auto: in a terminal, unless NO_COLOR is set.",
)
def read_command(sources: tuple[str, ...], form: str | None, all_statuses: bool, colour: Colour, **given: Any) -> None:
    """Read reports and tell what they say.

    REPORT is a file, a folder of files, an http(s) address, or - for standard input. Files may be text, Markdown,
    pages, PDF, DOCX, RTF, messages and mailboxes, JSON, JSON Lines, CSV, Parquet, WARC, exports of LexisNexis,
    Nexis Uni and Factiva, and .zip or .gz of them. What the options give wins over what a report says of itself.

    \b
    Examples:
      verbale read report.txt --published 2023-02-27
      verbale read *.txt --json > records.jsonl
      verbale read news.jsonl --plover > events.jsonl
      verbale read news.csv --column text=body --column published=date
      cat report.txt | verbale read -
      verbale read report.txt --json | jq '.events[] | {event, actor, recipient, date}'
    """
    if all_statuses and form != "plover":
        raise click.UsageError("--all-statuses goes with --plover.")
    from verbale.pipeline import read_all

    write = _choose_writer(form, all_statuses, colour)
    code = 0
    for result in show_progress(read_all(sources, **given), len(sources)):
        if isinstance(result, UnreadableReport):
            code = REFUSED
            complain(result)
        else:
            write(result)
    click.get_current_context().exit(code)


VERBS = (
    quotes_command,
    add_command,
    *ASKING,
    *EXPORTING,
    *CORRECTING,
    *WATCHING,
    *BATCHING,
    serve_command,
    rebuild_command,
    check_command,
    knowledge_command,
)
for verb in VERBS:
    cli.add_command(verb)


@cli.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a record.

    \b
    Example:
      verbale schema > verbale-1.schema.json
    """
    import json

    from verbale.schema import json_schema

    print_words(json.dumps(json_schema(), indent=2) + "\n")


def _complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from verbale.plover import TYPES

    return [one.code for one in TYPES if one.code.startswith(incomplete.upper())]


@cli.command("explain", short_help="Say what a code means, or why an event stands in a record.")
@click.argument("word", metavar="[CODE | --event ID REPORT]", required=False, shell_complete=_complete_code)
@click.option("--event", "event", metavar="ID", help="Why REPORT's record has this event: e1, e2, ..., or all.")
@click.option("--actor", "actor", metavar="WORDS", help="Whom these words of REPORT may mean, with scores.")
@click.option("--place", "place", metavar="WORDS", help="Where these words of REPORT may be, with scores.")
@click.option("--json", "form", flag_value="json", help="With --event, --actor or --place: a line of JSON for each.")
@with_given
def explain_command(
    word: str | None, event: str | None, actor: str | None, place: str | None, form: str | None, **given: Any
) -> None:
    """Say what a code of the codebook means, or why an event stands in the record of a report.

    A CODE is a type, mode, context or status; without one, they are all listed. With --event: which words are the
    act, who takes part by which words, how sure all that is, and what lost narrowly. Events are numbered in the order
    in which the report tells them; `verbale read --json` has their ids. With --actor or --place: all that words of
    the report may mean, likeliest first, and which of it the record says.

    \b
    Examples:
      verbale explain CONSULT
      verbale explain visit
      verbale explain scheduled
      verbale explain --event e1 report.txt --published 2023-02-27
      verbale explain --event all report.txt --json | jq '.lost'
      verbale explain --actor "the foreign minister" report.txt --published 2023-02-27
      verbale explain --place Tripoli report.txt
    """
    if event is not None:
        _explain_event(event, word, form, given)
    elif actor is not None or place is not None:
        _explain_words(actor, place, word, form, given)
    elif form or any(given.values()):
        raise click.UsageError("--json and what is given of a report go with --event, --actor or --place.")
    else:
        from verbale.show.codebook import explain

        print_words(explain(word))


def _explain_event(event: str, source: str | None, form: str | None, given: dict[str, Any]) -> None:
    from verbale.pipeline import trace
    from verbale.read import Given
    from verbale.show.grounds import explain_events, write_explanation
    from verbale.show.why import render_explanation

    if source is None:
        raise click.UsageError("--event needs a REPORT.")
    made = trace(source, Given(**given))
    for number, explanation in enumerate(explain_events(made, event)):
        if form == "json":
            print_words(write_explanation(explanation))
        else:
            between = "\n" if number else ""
            print_words(between + render_explanation(explanation, made.record, find_width(), is_colourful()))


def _explain_words(
    actor: str | None, place: str | None, source: str | None, form: str | None, given: dict[str, Any]
) -> None:
    from verbale.pipeline import trace
    from verbale.read import Given
    from verbale.resolve.rivals import weigh_actors, weigh_places
    from verbale.show.rivals import render_rivals, write_rivals

    if source is None:
        raise click.UsageError("--actor and --place need a REPORT.")
    analysis = trace(source, Given(**given)).resolution.analysis
    found = (*(weigh_actors(analysis, actor) if actor else ()), *(weigh_places(analysis, place) if place else ()))
    told = write_rivals(found) if form == "json" else render_rivals(found, analysis.text, find_width(), is_colourful())
    print_words(told)


@cli.command("completion", short_help="Print a completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print a script that completes verbale's commands and options in your shell.

    The script's first line says where to put it.

    \b
    Examples:
      verbale completion bash >> ~/.bashrc
      verbale completion zsh >> ~/.zshrc
      verbale completion fish > ~/.config/fish/completions/verbale.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}.")
    print_words(f"# {COMPLETION_PLACES[shell]}\n{script(cli, {}, 'verbale', '_VERBALE_COMPLETE').source()}\n")


def main() -> None:
    """Run the command line: UTF-8 whatever the locale, one line for each error."""
    for stream in (sys.stdout, sys.stderr):
        cast("Any", stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(prog_name="verbale", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        code = fault.exit_code
    except VerbaleError as fault:
        complain(fault)
        code = REFUSED
    except click.Abort:
        code = INTERRUPTED
    sys.exit(code if isinstance(code, int) else 0)


class _View:
    """Writes records as people read them, with a rule between two."""

    def __init__(self, colour: Colour) -> None:
        self._colour = is_colourful(colour)
        self._width = find_width()
        self._between = ""

    def __call__(self, record: ReportRecord) -> None:
        from verbale.show.terminal import render

        print_words(self._between + render(record, self._width, self._colour))
        self._between = "\n" + "─" * min(self._width, PLAIN_WIDTH) + "\n\n"


def _choose_writer(form: str | None, all_statuses: bool, colour: Colour) -> Callable[[ReportRecord], None]:
    if form == "json":
        from verbale.schema import cut_json

        return lambda record: print_pieces(chain(cut_json(record), "\n"))
    if form == "plover":
        from verbale.show.plover_export import export_events

        return lambda record: print_words("".join(f"{line}\n" for line in export_events(record, all_statuses)))
    return _View(colour)
