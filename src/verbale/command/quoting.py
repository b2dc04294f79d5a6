"""The verb that lists what was said in reports, one row a statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from verbale.command.options import with_fast, with_given
from verbale.command.output import (
    EXIT_CODES,
    REFUSED,
    Form,
    complain,
    find_width,
    is_colourful,
    print_words,
    show_progress,
)
from verbale.errors import UnreadableReport

if TYPE_CHECKING:
    from verbale.show.quotes import Quote


@click.command("quotes", epilog=EXIT_CODES, short_help="List who said what in reports.")
@click.argument("sources", metavar="REPORT...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--speaker", metavar="NAME", help="Only what this one said: a name, a surname, or an actor's id.")
@click.option("--json", "form", flag_value="json", help="As JSON, one object a line.")
@click.option("--csv", "form", flag_value="csv", help="As comma-separated values, with a head line.")
@with_given
@with_fast
def quotes_command(sources: tuple[str, ...], form: Form | None, speaker: str | None, **given: Any) -> None:
    """List who said what, one row a statement: speaker, office, words, to whom, via whom, when, and how sure that is.

    Quoted words stand in marks; reported speech has none. The word of saying stands beside them. Who is named by
    surname, pronoun or office later in a report is listed under the full name. "As told by" names whoever passed the
    words on. The day is the one that the report tells for the words, if it tells one. The number, 0 to 1, is how
    likely it is that these are somebody's words; below one half it has a question mark.

    REPORT is what `verbale read` reads: a file, a folder of files, an http(s) address, or - for standard input.

    \b
    Examples:
      verbale quotes report.txt
      verbale quotes *.txt --speaker Lavrov
      verbale quotes news.jsonl --csv > quotes.csv
      cat report.txt | verbale quotes - --json | jq -r '[.speaker[0], .words] | @tsv'
    """
    from verbale.pipeline import read_all
    from verbale.show.quotes import list_quotes

    write = _choose_writer(form)
    code = 0
    for result in show_progress(read_all(sources, **given), len(sources)):
        if isinstance(result, UnreadableReport):
            code = REFUSED
            complain(result)
        else:
            write(list_quotes(result, speaker))
    click.get_current_context().exit(code)


def _choose_writer(form: Form | None) -> Callable[[tuple[Quote, ...]], None]:
    from verbale.show.quotes import quotes_to_csv, quotes_to_json

    if form == "json":
        return lambda quotes: print_words(quotes_to_json(quotes))
    if form == "csv":
        print_words(quotes_to_csv(()))
        return lambda quotes: print_words(quotes_to_csv(quotes, head=False))
    return _View()


class _View:
    """Writes rows as people read them, a blank line between two reports."""

    def __init__(self) -> None:
        self._between = ""

    def __call__(self, quotes: tuple[Quote, ...]) -> None:
        from verbale.show.quotes import render_quotes

        if quotes:
            print_words(self._between + render_quotes(quotes, find_width(), is_colourful()))
            self._between = "\n"
