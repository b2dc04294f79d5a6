"""Verbs that ask a record: what happened, what was said, who is who, what is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from verbale.command.options import with_form, with_period, with_record, with_shape, with_status, with_type
from verbale.command.output import Form, print_answer, tell_upgrading

if TYPE_CHECKING:
    from verbale.command.options import Place
    from verbale.store.record import Record
    from verbale.store.rows import Answer


@click.command("between", short_help="What happened between two.")
@click.argument("one")
@click.argument("other")
@with_record
@with_period
@with_type
@with_status
@with_form
def between_command(path: Place, form: Form | None, **asked: Any) -> None:
    """What happened between two states, bodies or people: one acted on the other, or both together.

    A name is a state's name or code, a person's or a body's name or id: Russia, RUS, Lavrov, Q58217.

    \b
    Examples:
      verbale between RUS AZE --db caucasus.db
      verbale between Russia Azerbaijan --from 2023-02 --type CONSULT
      verbale between Lavrov Aliyev --status all --json
    """
    _answer(path, form, lambda record: record.between(**asked))


@click.command("events", short_help="What happened, at large or with somebody.")
@click.option("--who", metavar="NAME", help="Events in which this one takes part.")
@click.option("--place", metavar="PLACE", help="Events in this town, region or country (name or code).")
@with_record
@with_period
@with_type
@with_status
@with_form
def events_command(path: Place, form: Form | None, **asked: Any) -> None:
    """What happened, day by day: at large, with somebody, or somewhere.

    \b
    Examples:
      verbale events --db caucasus.db --from 2023-02-27 --to 2023-03-05
      verbale events --who NATO --type MOBILIZE --csv
      verbale events --place Baku --status scheduled
    """
    _answer(path, form, lambda record: record.events(**asked))


@click.command("said", short_help="What somebody said.")
@click.argument("who", required=False)
@click.option("--about", metavar="X", help="Statements that name X, or with these words in them.")
@click.option("--to", "to", metavar="NAME", help="Statements made to this one.")
@with_record
@click.option("--from", "start", metavar="DAY", help="From this day, month or year on: 2023-02-27, 2023-02, 2023.")
@click.option("--until", "end", metavar="DAY", help="Until this day, month or year, included.")
@with_form
def said_command(path: Place, form: Form | None, **asked: Any) -> None:
    """What somebody said, about whom or what, and to whom; a state's name stands for all who speak for it.

    \b
    Examples:
      verbale said Lavrov --db caucasus.db
      verbale said "Sergei Lavrov" --about Karabakh --to Aliyev
      verbale said --about "grain deal" --from 2023-02 --json
    """
    _answer(path, form, lambda record: record.said(**asked))


@click.command("who", short_help="Whom a name means.")
@click.argument("name")
@with_record
@with_form
def who_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Whom a name may mean, the likeliest first: names, offices as reports gave them, how often and when.

    \b
    Example:
      verbale who Lavrov --db caucasus.db
    """
    _answer(path, form, lambda record: record.who(**asked))


@click.command("due", short_help="What is planned, and what passed without news.")
@click.option("--within", metavar="DAYS", help="So far ahead and back: 14d, 2w, 1m; else all ahead, and 90d back.")
@click.option("--on", metavar="DAY", help="As seen on this day; by default today.")
@click.option("--who", metavar="NAME", help="Plans in which this one takes part.")
@click.option("--held", is_flag=True, help="Also what was planned and is known to have been held.")
@with_record
@with_form
def due_command(path: Place, form: Form | None, limit: int | None, **asked: Any) -> None:
    """What is planned, the nearest day first, and what of it is past without news.

    \b
    Examples:
      verbale due --db caucasus.db --within 14d
      verbale due --on 2023-02-27 --who Russia --json
    """
    _answer(path, form, lambda record: record.due(limit=limit, **asked))


@click.command("agreements", short_help="What was agreed.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@with_record
@with_period
@click.option("--status", metavar="STATUS", help='Of this status, as reports have it: "signed", "in force".')
@with_form
def agreements_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Agreements that reports name, by the day of signing: all, those of one party, or those of two.

    \b
    Examples:
      verbale agreements --db caucasus.db
      verbale agreements RUS AZE --csv
    """
    _answer(path, form, lambda record: record.agreements(**asked))


@click.command("timeline", short_help="What happened, was said and was signed, day by day.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@with_record
@with_period
@with_status
@with_form
def timeline_command(path: Place, form: Form | None, **asked: Any) -> None:
    """What happened, was said and was signed, day by day: of all, of one, or of two and between them.

    \b
    Examples:
      verbale timeline RUS AZE --db caucasus.db
      verbale timeline --from 2023-02-27 --to 2023-02-28 --json
    """
    _answer(path, form, lambda record: record.timeline(**asked))


@click.command("search", short_help="Reports in which words stand.")
@click.argument("words", nargs=-1, required=True)
@with_record
@with_period
@with_form
def search_command(path: Place, form: Form | None, words: tuple[str, ...], limit: int | None, **asked: Any) -> None:
    """Reports that have all the words, the best first, each with the passage that has most of them, marked.

    "Several words" in quotation marks must stand together; gover* finds all words that begin so. Other forms of
    a word are found too.

    \b
    Examples:
      verbale search --db caucasus.db grain corridor
      verbale search '"allied cooperation"' declar* --limit 5
    """
    asked |= {} if limit is None else {"limit": limit}
    _answer(path, form, lambda record: record.search(" ".join(words), **asked))


@click.command("stats", short_help="Dyad by month: counts, mean scale, share of conflict.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@with_record
@with_period
@with_status
@with_form
def stats_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Dyad by month: how many events, how friendly on average (-10 to 10), what share of conflict.

    \b
    Examples:
      verbale stats RUS AZE --db caucasus.db
      verbale stats Russia --from 2023-01 --to 2023-06 --csv
    """
    _answer(path, form, lambda record: record.stats(**asked))


@click.command("why", short_help="Why an event is one event.")
@click.argument("event")
@with_record
@with_shape
def why_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Why an event is one event: which reports tell it, how likely each telling is of it and what speaks for and
    against that; what was left out though it is like it; what it was planned as, held as, or is denied by.

    EVENT is an id, or the beginning of one, as the other verbs show it; that of any of its tellings will do.

    \b
    Example:
      verbale why 3f2a9c01 --db caucasus.db
    """
    _answer(path, form, lambda record: record.why(**asked))


@click.command("conflicts", short_help="Where accounts differ.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@with_record
@with_period
@with_type
@with_form
def conflicts_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Where accounts of an event differ: the day, how many people, the place, who began it, whether it happened.

    Each version stands with how many accounts have it and the first that told it; copies of one report are one
    account. At large, with one, or between two.

    \b
    Examples:
      verbale conflicts --db caucasus.db
      verbale conflicts ARM AZE --from 2023-02 --csv
    """
    _answer(path, form, lambda record: record.conflicts(**asked))


@click.command("reports", short_help="Which reports a record holds.")
@with_record
@with_period
@click.option("--publisher", metavar="NAME", help="Those of this publisher.")
@with_form
def reports_command(path: Place, form: Form | None, **asked: Any) -> None:
    """Which reports a record holds, by day of publication, with what each one told.

    \b
    Example:
      verbale reports --db caucasus.db --from 2023-02
    """
    _answer(path, form, lambda record: record.reports(**asked))


def _answer(path: Place, form: Form | None, ask: Callable[[Record], Answer[Any]]) -> None:
    from verbale.store.record import Record

    with Record(path, tell=tell_upgrading) as record:
        print_answer(ask(record), form)


ASKING = (
    between_command,
    events_command,
    said_command,
    who_command,
    due_command,
    agreements_command,
    timeline_command,
    search_command,
    stats_command,
    why_command,
    conflicts_command,
    reports_command,
)
"""All of them; `HEADINGS` has the order in which they are listed."""
