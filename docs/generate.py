"""Writes what the docs show but do not say themselves: reference pages, and the output in console blocks.

`python docs/generate.py` writes; a test calls `generate` and compares.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
from fastapi import FastAPI

from verbale.cli import cli
from verbale.plover import CONTEXTS, QUADS, STATUSES, TYPES, EventType
from verbale.serve.api import ROUTERS
from verbale.serve.api.describing import make_description
from verbale.store.dictionary import KINDS, describe
from verbale.store.tables import DERIVED, TRUTH

ROOT = Path(__file__).resolve().parent.parent
PAGES_WITH_OUTPUT = ("README.md", "docs/tutorial.md", "docs/how-to/list-quotations.md")
WRITTEN = "<!-- Written by `make docs`; do not edit. -->"

CONSOLE = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n.*?^```$", re.MULTILINE | re.DOTALL)
COMMANDS = {"make read": "verbale read examples/lisbon-rabat.txt"}
"""What a make target runs, so that its output can be had without make."""


def generate() -> dict[str, str]:
    """Path from the root and text of every page that is written here, whole or in part."""
    pages = {path: CONSOLE.sub(_run_block, (ROOT / path).read_text("utf-8")) for path in PAGES_WITH_OUTPUT}
    return {
        **pages,
        "docs/reference/cli.md": "\n".join(_list_verbs()),
        "docs/reference/codebook.md": "\n".join(_list_codes()),
        "docs/reference/columns.md": "\n".join(_list_columns()),
        "docs/reference/api.md": "\n".join(_list_api()),
    }


def _run_block(block: re.Match[str]) -> str:
    command = block["command"]
    words = COMMANDS.get(command, command).split()
    if words[0] != "verbale":
        raise ValueError(f"a console block runs {command!r}, which is no verbale command")
    run = [sys.executable, "-c", "from verbale.cli import main; main()", *words[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, check=True)
    return f"```console\n$ {command}\n{done.stdout.decode()}```"


def _walk_verbs(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """All verbs with their names, those of a group after it."""
    for name, verb in group.commands.items():
        yield before + name, verb
        if isinstance(verb, click.Group):
            yield from _walk_verbs(verb, f"{before}{name} ")


def _list_verbs() -> Iterator[str]:
    yield from ("# The command line", "", WRITTEN)
    for name, verb in _walk_verbs(cli):
        context = click.Context(verb, info_name=f"verbale {name}")
        yield from ("", f"## `verbale {name}`", "", f"    {verb.get_usage(context).removeprefix('Usage: ')}", "")
        yield from _tell_help(verb.help or "")
        yield from _list_options(verb, context)
        if verb.epilog:
            yield from ("", *_tell_help(verb.epilog))
    yield ""


def _tell_help(text: str) -> Iterator[str]:
    """Help as Markdown: what click must not wrap becomes a code block under its first line."""
    for number, paragraph in enumerate(cleandoc(text).split("\n\n")):
        if number:
            yield ""
        if paragraph.startswith("\b"):
            head, *lines = paragraph.removeprefix("\b\n").split("\n")
            yield from (head, "", *(f"    {line.strip()}" for line in lines))
        else:
            yield paragraph


def _list_options(verb: click.Command, context: click.Context) -> Iterator[str]:
    rows = [one.get_help_record(context) for one in verb.params if isinstance(one, click.Option)]
    if rows:
        yield from ("", "| option | |", "|---|---|")
    for names, words in filter(None, rows):
        bars_kept = names.replace("|", "\\|")
        yield f"| `{bars_kept}` | {words} |"


def _list_codes() -> Iterator[str]:
    yield from ("# The codebook", "", WRITTEN, "")
    yield "Types, modes, contexts, classes and scores are PLOVER 2.0's; the descriptions are ours. A terminal shows the"
    yield from ("same: `verbale explain CODE`.", "", "## Types", "")
    yield from ("| type | class | score | is |", "|---|---|---|---|")
    yield from (
        f"| [{one.code}](#{one.code.lower()}) | {QUADS[one.quad]} | {one.scale:g} | {one.meaning} |" for one in TYPES
    )
    for one in TYPES:
        yield from _tell_type(one)
    yield from ("", "## Statuses", "", *(f"- `{code}`: {words}" for code, words in STATUSES.items()))
    yield from ("", "## Contexts", "", *(f"- `{code}`: {words}" for code, words in CONTEXTS.items()), "")


def _list_columns() -> Iterator[str]:
    yield from ("# The columns of answers and exports", "", WRITTEN, "")
    yield "What the questions to a record answer with, from Python, with `--json` and `--csv`, and in exports: one"
    yield "table a kind of rows. In CSV a list is joined with `; `; in Parquet it is a list. Below stand the tables"
    yield "of the file itself, for those who ask it in SQL: only `versions` and `corrections` are the truth, all"
    yield "others are made from them and may change with any version."
    for kind in KINDS:
        head, _, more = cleandoc(kind.__doc__ or "").partition("\n\n")
        yield from ("", f"## {kind.__name__}", "", head)
        if more:
            yield from ("", more)
        yield from ("", "| column | type | may be empty | is |", "|---|---|---|---|")
        for one in describe(kind):
            yield f"| `{one.name}` | {one.type} | {'yes' if one.optional else ''} | {one.meaning} |"
    yield from ("", "## The file's own tables")
    for table in (*TRUTH.sorted_tables, *DERIVED.sorted_tables):
        yield from ("", f"### `{table.name}`", "", "| column | type | key | may be empty |", "|---|---|---|---|")
        for column in table.columns:
            to = ", ".join(f"of `{key.target_fullname}`" for key in sorted(column.foreign_keys, key=str))
            keys = ", ".join(filter(None, ("primary" if column.primary_key else "", to)))
            empty = "yes" if column.nullable and not column.primary_key else ""
            yield f"| `{column.name}` | {str(column.type).lower()} | {keys} | {empty} |"
    yield ""


def _list_api() -> Iterator[str]:
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router)
    made = make_description(app)
    yield from ("# The API", "", WRITTEN, "")
    yield "What `verbale serve` answers to programs. [Ask a record over HTTP](../how-to/use-the-api.md) says how it is"
    yield "used, [columns of answers](columns.md) what each field means; `/openapi.json` has both for machines."
    for tag in made["tags"]:
        yield from ("", f"## {tag['name'].capitalize()}", "", tag["description"])
        for path, item in made["paths"].items():
            for method, operation in item.items():
                if tag["name"] in operation["tags"]:
                    yield from _tell_operation(method, path, operation)
    yield ""


def _tell_operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"### `{method.upper()} {path}`", "", operation["description"])
    given = next(one for status, one in operation["responses"].items() if status.startswith("20"))
    schema = given["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    many = " (a list: `items`, `next`, `notes`, `counted`)" if schema.endswith("Rows") else ""
    yield from ("", f"Gives `{schema}`{many}.")
    rows = operation.get("parameters", ())
    if rows:
        yield from ("", "| parameter | |", "|---|---|")
    for one in rows:
        needed = " Required." if one["required"] and one["in"] == "query" else ""
        words = one.get("description") or one["schema"].get("description", "")
        yield f"| `{one['name']}` | {words}{needed} |"


def _tell_type(one: EventType) -> Iterator[str]:
    yield from ("", f"### {one.code}", "", one.meaning, "", *(f"- {border}" for border in one.borders))
    if one.modes:
        yield from ("", "| mode | score | is |", "|---|---|---|")
        yield from (f"| `{mode.code}` | {mode.scale:g} | {mode.meaning} |" for mode in one.modes)


if __name__ == "__main__":
    for path, text in generate().items():
        (ROOT / path).write_text(text, "utf-8")
