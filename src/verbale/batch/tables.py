"""The tables of a batch in Parquet, partitioned by month, with the columns that exports of a record have."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as arrow
from msgspec import Struct
from pyarrow import parquet

from verbale.batch.accounts import join_accounts
from verbale.batch.gathering import AT_ONCE, Gathering, gather
from verbale.batch.happenings import merge_tellings
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.shards import read_told, sync_folder
from verbale.store.queries.agreements import Naming, group_namings, sum_up
from verbale.store.queries.events import read_event, read_telling
from verbale.store.queries.statements import read_statement
from verbale.store.rows import (
    ActorRow,
    AgreementRow,
    Answer,
    EventRow,
    RefusedRow,
    ReportRow,
    StatementRow,
    TellingRow,
    Tenure,
)
from verbale.store.tabular import make_schema, to_arrow

TABLES: Final = "tables"
LEDGER: Final = "ledger.jsonl"
"""Stands among the tables and lists the shards of which they are made."""
MONTHLESS: Final = "unknown"
MOST_ROWS: Final = 1_000_000
"""Rows of a file; a month that has more is several files."""
GROUP: Final = 20_000
"""Rows of a row group."""
SCRATCH: Final = ".gathering"

Row = Mapping[str, Any]
Told = tuple[str | None, Struct]
"""A row with its month, None for a table that has none."""


class Listed(Struct, frozen=True):
    """A line of the ledger: a shard, where it begins in its files, and what came of it."""

    shard: str
    first: int
    read: int
    refused: Mapping[str, int]
    events: int
    statements: int
    agreements: int


def write_tables(ledger: Ledger, shards: Sequence[Shard]) -> None:
    """Write the tables of *shards*, unless they stand there already; they appear all at once."""
    lines = b"".join(_list_shards(ledger, shards))
    made, fresh = ledger.folder / TABLES, ledger.folder / f".{TABLES}"
    if (made / LEDGER).exists() and (made / LEDGER).read_bytes() == lines:
        return
    shutil.rmtree(fresh, ignore_errors=True)
    with gather([ledger.find(shard) for shard in shards], ledger.folder / SCRATCH) as gathering:
        join_accounts(gathering)
        merge_tellings(gathering)
        for name, (kind, list_rows) in SOURCES.items():
            _write(fresh / name, kind, list_rows(gathering))
    (fresh / LEDGER).write_bytes(lines)
    old = ledger.folder / f".old-{TABLES}"
    shutil.rmtree(old, ignore_errors=True)
    if made.exists():
        made.rename(old)
    fresh.rename(made)
    sync_folder(ledger.folder)
    shutil.rmtree(old, ignore_errors=True)


def _list_shards(ledger: Ledger, shards: Sequence[Shard]) -> Iterator[bytes]:
    for shard in shards:
        told = read_told(ledger.find(shard))
        line = Listed(shard.name, told.first, told.read, told.refused, **told.facts)
        yield msgspec.json.encode(line) + b"\n"


def _write(folder: Path, kind: type[Struct], rows: Iterator[Told]) -> None:
    """Rows in the order of their months as Parquet, a folder a month; without months one folder."""
    schema = choose_schema(kind)
    empty = True
    for month, told in groupby(rows, key=itemgetter(0)):
        empty = False
        place = folder if month is None else folder / f"month={month}"
        place.mkdir(parents=True)
        _write_files(place, kind, schema, (row for _, row in told))
    if empty:
        place = folder / f"month={MONTHLESS}" if kind in DATED else folder
        place.mkdir(parents=True)
        parquet.write_table(schema.empty_table(), place / "0.parquet", compression="zstd")


def _write_files(place: Path, kind: type[Struct], schema: Any, rows: Iterator[Struct]) -> None:
    writer, written, number = None, 0, 0
    try:
        while page := [row for row, _ in zip(rows, range(GROUP), strict=False)]:
            if writer is None:
                writer = parquet.ParquetWriter(place / f"{number}.parquet", schema, compression="zstd")
            writer.write_table(to_arrow(Answer(page, kind)).select(schema.names))
            written += len(page)
            if written >= MOST_ROWS:
                writer.close()
                writer, written, number = None, 0, number + 1
    finally:
        if writer is not None:
            writer.close()


def choose_schema(kind: type[Struct]) -> Any:
    """The pyarrow.Schema of a table: the columns of the record's rows, but for those that only a record on disk has."""
    schema = make_schema(kind, "batch")
    return arrow.schema([column for column in schema if column.name not in LEFT_OUT.get(kind, ())])


def _list_events(gathering: Gathering) -> Iterator[Told]:
    for row in gathering.stream(
        f"SELECT events.*, {HEADS}, seats, {_tell_month('first_day')} AS month FROM events JOIN reports"
        f" ON events.report = reports.number LEFT JOIN {_seat('event_actors', 'event')} ON seated.event = events.number"
        " ORDER BY month, first_day, events.id"
    ):
        yield row["month"], read_event(row, _read_seats(row))


def _list_tellings(gathering: Gathering) -> Iterator[Told]:
    for row in gathering.stream(
        f"SELECT tellings.*, {HEADS}, leaders.id AS account_id, events.id AS event_id, seats,"
        f" {_tell_month('reports.published')} AS month FROM tellings JOIN reports ON tellings.report = reports.number"
        " JOIN reports AS leaders ON reports.account = leaders.number"
        " JOIN happenings ON happenings.telling = tellings.number JOIN events ON events.number = happening"
        f" LEFT JOIN {_seat('telling_actors', 'telling')} ON seated.telling = tellings.number"
        " ORDER BY month, reports.published, tellings.id"
    ):
        yield row["month"], read_telling(row, _read_seats(row))


def _list_statements(gathering: Gathering) -> Iterator[Told]:
    for row in gathering.stream(
        f"SELECT statements.*, {HEADS}, carriers, seats, {_tell_month('first_day')} AS month FROM statements"
        " JOIN reports ON statements.report = reports.number AND reports.number = reports.account"
        f" JOIN {CARRIERS} USING (account)"
        f" LEFT JOIN {_seat('statement_actors', 'statement')} ON seated.statement = statements.number"
        " ORDER BY month, first_day, report_id, statements.number"
    ):
        yield row["month"], read_statement(row, _read_seats(row))


def _list_agreements(gathering: Gathering) -> Iterator[Told]:
    """Agreements are brought together by their titles, then put in order."""
    schema = choose_schema(AgreementRow).append(arrow.field("month", arrow.string()))
    gathering.make("agreed", schema)
    held: list[dict[str, Any]] = []
    for row in _sum_up_agreements(gathering):
        held.append(msgspec.structs.asdict(row) | {"month": (row.signed or "")[:7] or MONTHLESS})
        if len(held) >= AT_ONCE:
            gathering.put("agreed", arrow.Table.from_pylist(held, schema=schema))
            held = []
    gathering.put("agreed", arrow.Table.from_pylist(held, schema=schema))
    for found in gathering.stream("SELECT * FROM agreed ORDER BY month, signed, id"):
        month = found.pop("month")
        yield month, AgreementRow(**found)


def _sum_up_agreements(gathering: Gathering) -> Iterator[AgreementRow]:
    rows = gathering.stream(
        "SELECT agreements.*, reports.id AS report_id, reports.publisher, reports.published, reports.url, seats"
        " FROM agreements JOIN reports"
        " ON agreements.report = reports.number AND reports.number = reports.account"
        f" LEFT JOIN {_seat('agreement_parties', 'agreement', role='')} ON seated.agreement = agreements.number"
        " ORDER BY key, reports.published NULLS FIRST, agreements.id"
    )
    for _, same in groupby(rows, key=itemgetter("key")):
        namings = [
            Naming(_Named(**{name: row[name] for name in _Named.__struct_fields__}), _seats(row)) for row in same
        ]
        yield from map(sum_up, group_namings(namings))


class _Named(Struct, frozen=True):
    """What a naming of an agreement has, as the record's own table gives it."""

    id: str
    report: int
    title: str
    key: str
    kind: str
    signed: str | None
    status: str | None
    report_id: str
    publisher: str | None
    published: Any
    url: str | None


def _list_actors(gathering: Gathering) -> Iterator[Told]:
    for row in gathering.stream(_ask_actors()):
        names = tuple(dict.fromkeys((row["name"], *row["names"])))
        offices = tuple(
            Tenure(one["office"], one["first"], one["last"], one["reports"]) for one in row["offices"] or ()
        )
        sector = tuple(row["sector"].split())
        same = ("id", "name", "kind", "state", "reports", "events", "statements", "first_seen", "last_seen")
        yield None, ActorRow(**{name: row[name] for name in same}, names=names, offices=offices, sector=sector)


def _ask_actors() -> str:
    order = "coalesce(strftime(published, '%Y-%m-%d'), '') || ' ' || reports.id"
    tenure = "{'office': office, 'first': first, 'last': last, 'reports': reports}"
    return (
        "SELECT actors.*, names, offices, first_seen, last_seen, coalesce(acted, 0) AS events,"
        " coalesce(spoke, 0) AS statements FROM actors"
        " JOIN (SELECT actor, list(DISTINCT name ORDER BY name) AS names, min(published) AS first_seen,"
        " max(published) AS last_seen FROM appearances JOIN reports ON report = number GROUP BY actor) AS seen"
        " ON seen.actor = actors.id"
        f" LEFT JOIN (SELECT actor, list({tenure} ORDER BY turn) AS offices FROM"
        " (SELECT actor, office, min(published) AS first, max(published) AS last, count(*) AS reports,"
        f" min({order}) AS turn FROM appearances JOIN reports ON report = number WHERE office IS NOT NULL"
        " GROUP BY actor, office) GROUP BY actor) AS held ON held.actor = actors.id"
        " LEFT JOIN (SELECT actor, count(DISTINCT placed.event) AS acted FROM event_actors AS placed"
        " JOIN events ON placed.event = number"
        " WHERE role <> 'host' AND status IN ('occurred', 'ongoing') GROUP BY actor) AS acts ON acts.actor = actors.id"
        " LEFT JOIN (SELECT actor, count(*) AS spoke FROM statement_actors AS said JOIN reports"
        " ON said.report = reports.number AND reports.number = reports.account WHERE role = 'speaker'"
        " GROUP BY actor) AS words ON words.actor = actors.id"
        " ORDER BY actors.id"
    )


def _list_reports(gathering: Gathering) -> Iterator[Told]:
    taken = [name for name in ReportRow.__struct_fields__ if name not in ("account", "carriers", "events", "added")]
    columns = ", ".join(f"reports.{name}" for name in taken)
    for row in gathering.stream(
        f"SELECT {columns}, reports.tellings AS events, leaders.id AS account, carriers,"
        f" {_tell_month('reports.published')} AS month FROM reports"
        " JOIN reports AS leaders ON reports.account = leaders.number"
        f" JOIN {CARRIERS} ON carried.account = reports.account"
        " ORDER BY month, reports.published, reports.id"
    ):
        month = row.pop("month")
        yield month, ReportRow(**row, added=NEVER)


def _list_refused(gathering: Gathering) -> Iterator[Told]:
    for row in gathering.stream("SELECT unnest(refused) FROM results WHERE refused IS NOT NULL ORDER BY shard, line"):
        yield None, RefusedRow(**row)


def _tell_month(day: str) -> str:
    return f"coalesce(strftime({day}, '%Y-%m'), '{MONTHLESS}')"


def _seat(table: str, fact: str, role: str = "role") -> str:
    """Who sits where in the facts of a kind, as a list of a role (if there are), an id, a name and a state."""
    kind, order = (f"'role': {role}, ", f"{role}, ") if role else ("", "")
    return (
        f"(SELECT {fact}, list({{{kind}'id': actor, 'name': name, 'state': placed.state}} ORDER BY {order}rank)"
        f" AS seats FROM {table} AS placed JOIN actors ON actors.id = actor GROUP BY {fact}) AS seated"
    )


def _seats(row: Row) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((one["id"], one["name"], one["state"]) for one in row["seats"] or ())


def _read_seats(row: Row) -> dict[str, list[tuple[str, str, str | None]]]:
    seats: dict[str, list[tuple[str, str, str | None]]] = {}
    for one in row["seats"] or ():
        seats.setdefault(one["role"], []).append((one["id"], one["name"], one["state"]))
    return seats


HEADS: Final = "reports.id AS report_id, reports.title, reports.publisher, reports.published, reports.url"
CARRIERS: Final = "(SELECT account, count(*) AS carriers FROM reports GROUP BY account) AS carried"
NEVER: Final[Any] = None
"""When a report was added: a batch does not say, so that the same input gives the same bytes."""
LEFT_OUT: Final[Mapping[type[Struct], Sequence[str]]] = {ReportRow: ("added",)}

SOURCES: Final[Mapping[str, tuple[type[Struct], Callable[[Gathering], Iterator[Told]]]]] = {
    "events": (EventRow, _list_events),
    "tellings": (TellingRow, _list_tellings),
    "statements": (StatementRow, _list_statements),
    "agreements": (AgreementRow, _list_agreements),
    "actors": (ActorRow, _list_actors),
    "reports": (ReportRow, _list_reports),
    "refused": (RefusedRow, _list_refused),
}
"""The tables, each with the kind of its rows and what lists them."""
DATED: Final = frozenset({EventRow, TellingRow, StatementRow, AgreementRow, ReportRow})
