"""The command line: one thin function a verb. Whatever is heavy is imported by the verb that needs it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click

from verbale import __version__
from verbale.errors import UnreadableReport, VerbaleError

if TYPE_CHECKING:
    from verbale.records import ReportRecord

Result = TypeVar("Result")

REFUSED = 2
"""Exit code if a report could not be read; also click's for a command line that is wrong."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

PLAIN_WIDTH = 80
"""Columns of the view where there is no terminal and no COLUMNS to say."""

COMPLETION_PLACES = MappingProxyType(
    {
        "bash": "Completion of verbale in bash: put this into ~/.bashrc and open a new shell.",
        "zsh": "Completion of verbale in zsh: put this into ~/.zshrc, after compinit, and open a new shell.",
        "fish": "Completion of verbale in fish: save this as ~/.config/fish/completions/verbale.fish.",
    }
)

Colour = Literal["auto", "always", "never"]

EXIT_CODES = """\b
Exit codes:
  0  every report was read
  2  a report could not be read (the others were), or the command line is wrong
"""


class Day(click.ParamType[date]):
    """A calendar day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that *value* writes."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, such as 2023-02-27.", param, ctx)


class Verbs(click.Group):
    """The verbs in the order in which they are written here, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the verbs."""
        return list(self.commands)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="verbale %(version)s")
def cli() -> None:
    """News reports in, a sourced diplomatic record out: who met whom, who said what to whom, what was signed and
    what is planned, each fact with the words that prove it.

    \b
    Examples:
      verbale read report.txt                     read one report, show what it says
      verbale read report.txt --json              the same as one line of JSON
      verbale explain CONSULT                     what a code means

    `verbale COMMAND --help` has more of each command.
    """


@cli.command("read", epilog=EXIT_CODES)
@click.argument("sources", metavar="REPORT...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--json", "form", flag_value="json", help="One JSON record a line, as `verbale schema` describes it.")
@click.option("--plover", "form", flag_value="plover", help="One PLOVER 2.0 event a line, as JSON.")
@click.option("--all-statuses", is_flag=True, help="With --plover: denied, hypothetical and historical events too.")
@click.option("--published", type=Day(), metavar="DATE", help="Day of publication, YYYY-MM-DD.")
@click.option("--title", metavar="TEXT", help="The report's title.")
@click.option("--publisher", metavar="TEXT", help="Who published it.")
@click.option("--url", metavar="ADDRESS", help="Where it was published; only kept, never asked.")
@click.option(
    "--colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour in the view; auto: in a terminal, unless NO_COLOR is set.",
)
def read_command(sources: tuple[str, ...], form: str | None, all_statuses: bool, colour: Colour, **given: Any) -> None:
    """Read reports and tell what they say.

    REPORT is a .txt, .md, .html or .jsonl file, an http(s) address, or - for standard input. What the options
    give wins over what a report says of itself.

    \b
    Examples:
      verbale read report.txt --published 2023-02-27
      verbale read *.txt --json > records.jsonl
      verbale read news.jsonl --plover > events.jsonl
      cat report.txt | verbale read -
      verbale read report.txt --json | jq '.events[] | {event, actor, recipient, date}'
    """
    if all_statuses and form != "plover":
        raise click.UsageError("--all-statuses goes with --plover.")
    from verbale.pipeline import read_all

    write = _choose_writer(form, all_statuses, colour)
    code = 0
    for result in _show_progress(read_all(sources, **given), len(sources)):
        if isinstance(result, UnreadableReport):
            code = REFUSED
            _complain(result)
        else:
            write(result)
    click.get_current_context().exit(code)


@cli.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a record.

    \b
    Example:
      verbale schema > verbale-1.schema.json
    """
    import json

    from verbale.schema import json_schema

    _print(json.dumps(json_schema(), indent=2) + "\n")


def _complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from verbale.plover import TYPES

    return [one.code for one in TYPES if one.code.startswith(incomplete.upper())]


@cli.command("explain", short_help="Say what a code of the codebook means.")
@click.argument("code", required=False, shell_complete=_complete_code)
def explain_command(code: str | None) -> None:
    """Say what a code of the codebook means: a type, mode, context or status; without CODE, list them all.

    \b
    Examples:
      verbale explain CONSULT
      verbale explain visit
      verbale explain scheduled
    """
    from verbale.show.codebook import explain

    _print(explain(code))


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
    _print(f"# {COMPLETION_PLACES[shell]}\n{script(cli, {}, 'verbale', '_VERBALE_COMPLETE').source()}\n")


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
        _complain(fault)
        code = REFUSED
    except click.Abort:
        code = INTERRUPTED
    sys.exit(code if isinstance(code, int) else 0)


class _View:
    """Writes records as people read them, with a rule between two."""

    def __init__(self, colour: Colour) -> None:
        self._colour = colour == "always" or (colour == "auto" and _is_colourful())
        self._width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
        self._between = ""

    def __call__(self, record: ReportRecord) -> None:
        from verbale.show.terminal import render

        _print(self._between + render(record, self._width, self._colour))
        self._between = "\n" + "─" * min(self._width, PLAIN_WIDTH) + "\n\n"


def _choose_writer(form: str | None, all_statuses: bool, colour: Colour) -> Callable[[ReportRecord], None]:
    if form == "json":
        from verbale.schema import to_json

        return lambda record: _print(to_json(record) + "\n")
    if form == "plover":
        from verbale.show.plover_export import export_events

        return lambda record: _print("".join(f"{line}\n" for line in export_events(record, all_statuses)))
    return _View(colour)


def _is_colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(words: str) -> None:
    """Write at once, so that each record is there as soon as it is made; end quietly if nobody reads any more."""
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


def _complain(fault: VerbaleError) -> None:
    from verbale.show.wording import clean

    sys.stderr.write(clean("verbale: " + " ".join(str(fault).split())) + "\n")
    sys.stderr.flush()


def _show_progress(results: Iterable[Result], total: int) -> Iterable[Result]:
    """The same results, with a bar on a terminal while the records go to a file or a pipe."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return results
    from verbale.show.progress import count_along

    return count_along(results, total)
