"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from verbale.store.address import ServerAddress

    Place = str | ServerAddress
    """Where a record is kept, as `with_record` hands it over: a file's path, or a server's address."""

FIELDS = ("text", "title", "published", "publisher", "url", "author", "id")
"""What a column may hold of a report; a test holds them against what reading knows."""

Verb = TypeVar("Verb", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A calendar day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that *value* writes."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, such as 2023-02-27.", param, ctx)


class RecordPlace(click.Path):
    """A record's file, or the address of a database on a server, which as words has no password."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as it was given, or the address."""
        if "://" in str(value):
            from verbale.store.address import ServerAddress, read_place

            place = read_place(value)
            if isinstance(place, ServerAddress):
                return place
        return super().convert(value, param, ctx)


def with_record(verb: Verb) -> Verb:
    """--db: which record."""
    return click.option(
        "--db",
        "path",
        metavar="FILE",
        envvar="VERBALE_DB",
        show_envvar=True,
        required=True,
        type=RecordPlace(dir_okay=False),
        help="The record: a file, or postgresql://USER@HOST/NAME.",
    )(verb)


def with_fast(verb: Verb) -> Verb:
    """--fast: which engine."""
    return click.option(
        "--fast",
        is_flag=True,
        help="Read with the smaller engine: twice as fast, a little less of who did what to whom.",
    )(verb)


def with_politics(verb: Verb) -> Verb:
    """--politics-only: whether reports without politics are passed over."""
    return click.option(
        "--politics-only",
        is_flag=True,
        help="Pass over reports in which nothing political is seen at a glance: sport, weather, markets.",
    )(verb)


class Column(click.ParamType[tuple[str, str]]):
    """Which column holds what, written FIELD=NAME."""

    name = "column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The field of a report and the name of the column."""
        field, sign, name = str(value).partition("=")
        if not sign or not name.strip() or field.strip() not in FIELDS:
            self.fail(f"{value!r} is not FIELD=NAME; FIELD is one of {', '.join(FIELDS)}.", param, ctx)
        return field.strip(), name.strip()


def with_given(verb: Verb) -> Verb:
    """What the user says of a report; it wins over what the report says of itself."""
    for option in (
        click.option(
            "--column",
            "columns",
            type=Column(),
            metavar="FIELD=NAME",
            multiple=True,
            help="Of a table or JSON: which column holds the text, title, published, publisher, url, author or id.",
        ),
        click.option("--url", metavar="ADDRESS", help="Where it was published; only kept, never asked."),
        click.option("--publisher", metavar="TEXT", help="Who published it."),
        click.option("--title", metavar="TEXT", help="The report's title."),
        click.option("--published", type=Day(), metavar="DATE", help="Day of publication, YYYY-MM-DD."),
    ):
        verb = option(verb)
    return verb


def with_period(verb: Verb) -> Verb:
    """--from and --to."""
    for option in (
        click.option("--to", "--until", "end", metavar="DAY", help="Until this day, month or year, included."),
        click.option(
            "--from", "start", metavar="DAY", help="From this day, month or year on: 2023-02-27, 2023-02, 2023."
        ),
    ):
        verb = option(verb)
    return verb


def with_status(verb: Verb) -> Verb:
    """--status."""
    return click.option(
        "--status",
        metavar="STATUS",
        help="Events of this status: occurred, ongoing, scheduled, hypothetical, denied, historical; several with"
        " commas between them; all. By default occurred and ongoing.",
    )(verb)


def with_type(verb: Verb) -> Verb:
    """--type."""
    return click.option("--type", metavar="CODE", help="Events of this type or type and mode: CONSULT, CONSULT/visit.")(
        verb
    )


def with_shape(verb: Verb) -> Verb:
    """--json and --csv."""
    for option in (
        click.option("--csv", "form", flag_value="csv", help="As comma-separated values, with a head line."),
        click.option("--json", "form", flag_value="json", help="As JSON, one object a line."),
    ):
        verb = option(verb)
    return verb


def with_form(verb: Verb) -> Verb:
    """--limit, --json and --csv."""
    return click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")(with_shape(verb))
