"""`verbale knowledge`: what the tables know, and what the user adds to them."""

from __future__ import annotations

from datetime import date

import click

from verbale.command.options import Day
from verbale.command.output import print_words


@click.group("knowledge", invoke_without_command=True, short_help="What the tables know, and tables of your own.")
@click.option("--json", "is_json", is_flag=True, help="One table a line, as JSON.")
@click.pass_context
def knowledge_command(context: click.Context, is_json: bool) -> None:
    """What the tables of states, people, offices, bodies, groups and places hold, where it is from and how old it is.

    With a further word: who somebody is by them on a day, and tables of your own, which win over those that come
    with verbale. They are kept in your folder for programs' data; the environment variable VERBALE_KNOWLEDGE names
    another. A record that they took part in says so in `made_by`.

    \b
    Examples:
      verbale knowledge
      verbale knowledge who Lavrov --on 2023-02-27
      verbale knowledge who "foreign minister of Iran" --on 2009-06-01
      verbale knowledge states --csv > states.csv
      verbale knowledge add our-people.csv
      verbale knowledge list
      verbale knowledge forget our-people
    """
    if context.invoked_subcommand is not None:
        return
    from verbale.resolve.tables import list_own_tables
    from verbale.show.knowledge import tell_tables, write_tables

    tables = tell_tables(list_own_tables())
    print_words(_write_lines(tables) if is_json else write_tables(tables))


@knowledge_command.command("who", short_help="Who that is by the tables on a day.")
@click.argument("words", metavar="NAME", nargs=-1, required=True)
@click.option("--on", "on", type=Day(), metavar="DAY", help="The day, YYYY-MM-DD; today if none is given.")
@click.option("--json", "is_json", is_flag=True, help="One candidate a line, as JSON.")
def who_is_command(words: tuple[str, ...], on: date | None, is_json: bool) -> None:
    """Whom a name, an office of a state, or the name of a state, body or group means by the tables on a day.

    Candidates come likeliest first, with how they were found and a score from 0 to 1; offices held on the day have a
    star.

    \b
    Examples:
      verbale knowledge who Rubio --on 2025-03-01
      verbale knowledge who foreign minister of Iran --on 2009-06-01
      verbale knowledge who Georgia
    """
    from verbale.show.knowledge import find_who, write_who

    day = on or date.today()
    found = find_who(" ".join(words), day)
    print_words(_write_lines(found) if is_json else write_who(found, day))


@knowledge_command.command("states", short_help="All states with their codes in other data.")
@click.option("--json", "form", flag_value="json", help="As JSON, one state a line.")
@click.option("--csv", "form", flag_value="csv", default=True, help="As comma-separated values; so by default.")
def states_command(form: str) -> None:
    """All states, territories and states of the past with the codes by which other data have them: ISO 3166,
    Correlates of War, Gleditsch-Ward, Wikidata. Records have the first column, so that it merges them.

    \b
    Example:
      verbale knowledge states > states.csv
    """
    import csv
    import io

    from verbale.show.knowledge import tell_states

    rows = list(tell_states())
    if form == "json":
        print_words(_write_lines(rows))
        return
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    print_words(written.getvalue())


@knowledge_command.command("add", short_help="Add a table of your own.")
@click.argument("file", metavar="FILE.csv", type=click.Path(dir_okay=False))
@click.option("--as", "name", metavar="NAME", help="Keep it under this name instead of the file's.")
def add_table_command(file: str, name: str | None) -> None:
    """Add people, offices, groups and other names from a CSV file; they win over those that come with verbale.

    The head line names the columns: name,aliases,kind,state,office,from,to,id,sector. Only `name` must be there. A
    table of the same name is replaced. A file with a fault is refused whole, with each fault by its line.

    \b
    Example:
      verbale knowledge add our-people.csv
    """
    from verbale.resolve.tables import keep_own_table

    table = keep_own_table(file, name)
    print_words(f"{table.name}: {len(table.facts)} rows, kept. They hold for what is read from now on.\n")


@knowledge_command.command("list", short_help="Your own tables.")
def list_tables_command() -> None:
    """Your own tables, and the folder that they are kept in.

    \b
    Example:
      verbale knowledge list
    """
    from verbale.resolve.tables import list_own_tables
    from verbale.resolve.tables.own import find_folder

    tables = list_own_tables()
    print_words("".join(f"{one.name:24} {len(one.facts):>6} rows\n" for one in tables))
    print_words(f"{'in' if tables else 'none in'} {find_folder()}\n")


@knowledge_command.command("forget", short_help="Forget a table of your own.")
@click.argument("name", metavar="NAME")
def forget_table_command(name: str) -> None:
    """Forget the table of your own of that name. Records that were made with it stay as they are.

    \b
    Example:
      verbale knowledge forget our-people
    """
    from verbale.resolve.tables import forget_own_table

    forget_own_table(name)
    print_words(f"{name}: forgotten.\n")


def _write_lines(rows: object) -> str:
    import msgspec

    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)  # type: ignore[attr-defined]
