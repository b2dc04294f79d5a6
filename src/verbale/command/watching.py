"""Verbs that watch: watch, sources, find-feeds."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from verbale.command.options import with_fast, with_politics, with_record, with_shape
from verbale.command.output import REFUSED, Form, complain, print_words, tell_upgrading

if TYPE_CHECKING:
    from verbale.command.options import Place
    from verbale.read.reading import Reading
    from verbale.records import ReportRecord
    from verbale.watch import Watcher

with_contact = click.option(
    "--contact",
    metavar="ADDRESS",
    envvar="VERBALE_CONTACT",
    show_envvar=True,
    help="An e-mail or web address that hosts can turn to; it is sent with each request.",
)

WATCH_EXIT_CODES = """\b
Exit codes:
  0  it was ended, or with --once all that was due was done
  2  the list of sources cannot be used, or the command line is wrong
"""


@click.command("watch", epilog=WATCH_EXIT_CODES, short_help="Poll feeds and sitemaps, keep their reports in a record.")
@click.argument("plan", metavar="SOURCES", type=click.Path(dir_okay=False))
@with_record
@click.option("--once", is_flag=True, help="Do what is due and end, for cron.")
@click.option(
    "--log",
    "form",
    type=click.Choice(["lines", "json"]),
    default="lines",
    show_default=True,
    help="How each step is told.",
)
@with_contact
@with_fast
@with_politics
def watch_command(
    plan: str, path: Place, once: bool, form: str, contact: str | None, fast: bool, politics_only: bool
) -> None:
    """Poll feeds and sitemaps, read the pages that they name, and keep the reports in a record, until it is ended.

    SOURCES is a TOML file, or an OPML list as readers of feeds export it. Hosts are asked as their robots.txt allows,
    one request at a time with a pause. What was done is written down at each step, so that a run that was ended or
    killed goes on where it was.

    \b
    Examples:
      verbale watch sources.toml --db caucasus.db
      verbale watch sources.toml --db caucasus.db --once --log json >> watch.log
      verbale watch subscriptions.opml --db caucasus.db --contact desk@news.example
    """
    from verbale.pipeline import choose_reader, make_record
    from verbale.store.record import Record
    from verbale.watch import Watcher, read_plan
    from verbale.watch.lock import hold
    from verbale.watch.log import write_json, write_line

    write = write_json if form == "json" else write_line
    wanted = read_plan(plan, contact, politics_only)

    def code(reading: Reading) -> ReportRecord:
        return make_record(reading, choose_reader(fast=fast))

    with hold(path), Record(path, tell=tell_upgrading) as record:
        watcher = Watcher(record, wanted, code, lambda entry: print_words(write(entry) + "\n"))
        with _ending(watcher):
            watcher.run(once)


@contextmanager
def _ending(watcher: Watcher) -> Iterator[None]:
    """Ctrl-C and SIGTERM end the watch after what is under way."""
    before = {one: signal.signal(one, lambda *_: watcher.stop()) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@click.command("sources", short_help="Say how each watched source is.")
@with_record
@with_shape
def sources_command(path: Place, form: Form | None) -> None:
    """Say how each source of `verbale watch` is: its last success, its last error, its items and what became of them.

    \b
    Example:
      verbale sources --db caucasus.db
    """
    from verbale.show.health import render_health
    from verbale.store.record import Record
    from verbale.watch.health import list_health

    with Record(path) as record:
        answer = list_health(record)
    if form == "json":
        print_words(answer.to_json_lines())
    elif form == "csv":
        print_words(answer.to_csv())
    else:
        print_words(render_health(answer))


@click.command("find-feeds", short_help="Find the feeds and sitemaps of a site.")
@click.argument("address", metavar="ADDRESS")
@click.option("--json", "form", flag_value="json", help="As JSON, one object a line.")
@with_contact
def find_feeds_command(address: str, form: str | None, contact: str | None) -> None:
    """Find the feeds and sitemaps of a site: those that its page and its robots.txt name, else the usual places.

    \b
    Example:
      verbale find-feeds https://news.example/
    """
    import msgspec

    from verbale.watch.discovery import find_feeds
    from verbale.watch.politeness import NAME, name_agent
    from verbale.watch.world import World

    count = 0
    for found in find_feeds(address, name_agent(contact) if contact else NAME, World()):
        count += 1
        if form == "json":
            print_words(msgspec.json.encode(found).decode() + "\n")
        else:
            title = f"  {found.title}" if found.title else ""
            print_words(f"{found.address}  {found.form}, {found.entries} entries{title}\n")
    if not count:
        complain(f"{address}: no feed was found; look for one in a browser")
        click.get_current_context().exit(REFUSED)


WATCHING = (watch_command, sources_command, find_feeds_command)
