"""Puts the rows of a report into their tables and takes them out again, and counts who stands under which name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select

from verbale.resolve.tables.words import sound_key
from verbale.store import full_text, tables
from verbale.store.deriving import Rows, key_name
from verbale.store.selecting import add_up, chunk, has_key

if TYPE_CHECKING:
    from verbale.store.tables import AnyRow

ORDER: Final = (
    tables.reports,
    tables.appearances,
    tables.statements,
    tables.statement_actors,
    tables.tellings,
    tables.telling_actors,
    tables.agreements,
    tables.agreement_parties,
)
"""Tables of a report's rows, each after those that it points to."""

GUISE: Final = ("actor", "name", "kind", "state", "sector")
Guise = tuple[str, ...]
"""A row's key in `guises`, with "" for no state."""


def put(connection: Connection, reports: Sequence[Rows], texts: Mapping[int, str]) -> None:
    """Put in the rows of reports, with their words for searching; `update_actors` must follow.

    *texts*: number of a report -> its text.
    """
    for table in ORDER:
        rows = [row for derived in reports for row in derived.get(table, ())]
        if rows:
            connection.execute(insert(table), rows)
    worded, said = [], []
    for derived in reports:
        (report,) = derived[tables.reports]
        worded.append((report["number"], report["title"], texts[report["number"]]))
        said += [(row["number"], row["text"]) for row in derived.get(tables.statements, ())]
    index = full_text.get_index(connection)
    index.put_reports(connection, worded)
    if said:
        index.put_statements(connection, said)
    _count_guises(connection, [_name_guise(row) for derived in reports for row in derived[tables.appearances]], 1)


def take_out(connection: Connection, report: int, title: str | None, body: str) -> None:
    """Take out all rows of one report; *title* and *body* as they were put in. `update_actors` must follow."""
    index = full_text.get_index(connection)
    index.drop_report(connection, report, title, body)
    index.drop_statements(connection, report)
    _count_guises(connection, _list_guises(connection, report), -1)
    connection.execute(delete(tables.reports).where(tables.reports.c.number == report))


def list_actors(connection: Connection, report: int) -> set[str]:
    """Ids of those who stand in a report."""
    where = tables.appearances.c.report == report
    return set(connection.scalars(select(tables.appearances.c.actor).where(where)))


def update_actors(connection: Connection, identifiers: Iterable[str]) -> None:
    """Bring the rows of these actors, and the names that they are looked up by, up to date with their guises."""
    for some in chunk(sorted(identifiers)):
        _update_some(connection, some)


def _update_some(connection: Connection, ids: Sequence[str]) -> None:
    guises: dict[str, list[AnyRow]] = {}
    for row in connection.execute(select(tables.guises).where(tables.guises.c.actor.in_(ids))):
        guises.setdefault(row.actor, []).append(row)
    _replace(connection, tables.actors, tables.actors.c.id, ids, [_sum_up(one) for one in guises.values()])
    names = {(actor, key_name(row.name)) for actor, rows in guises.items() for row in rows}
    found = [{"actor": actor, "key": key, "sound": sound_key(key)} for actor, key in names]
    _replace(connection, tables.actor_names, tables.actor_names.c.actor, ids, found)
    words = {(word, actor) for actor, key in names for word in key.split()}
    found = [{"word": word, "actor": actor} for word, actor in words]
    _replace(connection, tables.actor_words, tables.actor_words.c.actor, ids, found)


def _sum_up(guises: Sequence[AnyRow]) -> dict[str, Any]:
    """The guise that most reports have; of several the first of the alphabet, so that no order of adding shows."""
    best = min(guises, key=lambda row: (-row.reports, row.name, row.kind, row.state, row.sector))
    return {
        "id": best.actor,
        "name": best.name,
        "kind": best.kind,
        "state": best.state or None,
        "sector": best.sector,
        "reports": sum(row.reports for row in guises),
    }


def _replace(
    connection: Connection, table: Any, owner: Any, ids: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Make *rows* all that *table* has of these owners, writing only what differs."""
    names = [column.name for column in table.columns]
    there = {tuple(row) for row in connection.execute(select(table).where(owner.in_(ids)))}
    wanted = {tuple(row[name] for name in names) for row in rows}
    gone = [dict(zip(names, row, strict=True)) for row in there - wanted]
    new = [dict(zip(names, row, strict=True)) for row in wanted - there]
    keys = [column.name for column in table.primary_key]
    if gone:
        which = has_key(table, keys, "old_")
        connection.execute(delete(table).where(which), [{f"old_{key}": row[key] for key in keys} for row in gone])
    if new:
        connection.execute(insert(table), new)


def _name_guise(row: Mapping[str, Any] | RowMapping) -> Guise:
    return (row["actor"], row["name"], row["kind"], row["state"] or "", row["sector"])


def _list_guises(connection: Connection, report: int) -> list[Guise]:
    found = select(tables.appearances).where(tables.appearances.c.report == report)
    return [_name_guise(row) for row in connection.execute(found).mappings()]


def _count_guises(connection: Connection, guises: Iterable[Guise], by: int) -> None:
    counts = Counter(guises)
    add_up(connection, tables.guises, GUISE, {guise: {"reports": by * times} for guise, times in counts.items()})
