"""The verb that shows a record in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verbale.command.options import with_record
from verbale.command.output import complain, tell_upgrading

if TYPE_CHECKING:
    from verbale.command.options import Place

LOCAL = ("127.0.0.1", "localhost", "::1")


@click.command("serve", short_help="Show a record in the browser, and to programs.")
@with_record
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A further host name by which it is called.")
@click.option(
    "--secret",
    metavar="TEXT",
    envvar="VERBALE_SECRET",
    show_envvar=True,
    help="Whoever knows it may correct and add; others on a list of processes can read it here.",
)
def serve_command(path: Place, port: int, host: str, names: tuple[str, ...], secret: str | None) -> None:
    """Show a record in the browser: pages for people, and the same for programs at /api/v1 (see /openapi.json).

    It listens on this machine only, unless another address is given, and answers only to localhost and the names
    given. Without a secret, corrections can be made on this machine alone, and nothing can be added over the API.

    \b
    Examples:
      verbale serve --db caucasus.db
      VERBALE_SECRET=... verbale serve --db caucasus.db --host 0.0.0.0 --name records.example
    """
    from verbale.errors import MissingExtra

    try:
        from verbale.serve.listening import listen
    except ImportError as fault:
        raise MissingExtra("serve", fault.name or "fastapi", "web") from fault
    if host not in LOCAL and not names:
        complain(f"answers to localhost and {host} only; --name gives it further names")
    listen(path, host, port, names, secret, tell_upgrading)
